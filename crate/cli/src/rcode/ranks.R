# One value a record whose mean is the group's estimate and whose errors are its errors
there <- !is.na(x); rows <- chosen & !is.na(group) & rowSums(there) >= needed & d$.w > 0
y <- rep(NA_real_, nrow(d))
if (records) {
  z <- if (geometric) log(above(x)) else x
  z[!there] <- 0
  y <- drop(z %*% w) / drop(there %*% w)
  if (geometric) y <- exp(y)
} else for (g in unique(group[rows])) {
  on <- rows & group %in% g; v <- d$.w[on]; own <- x[on, , drop = FALSE]; own[!there[on, ]] <- 0
  size <- colSums(v * there[on, , drop = FALSE]); m <- colSums(v * own) / size
  m[w == 0] <- 1; size[w == 0] <- 1
  step <- above(1) - above(0)
  value <- if (geometric) exp(sum(w * log(above(m)))) else sum(w * m)
  slope <- if (geometric) value * w * step / above(m) else w
  errors <- sweep(own, 2, m); errors[!there[on, ]] <- 0
  y[on] <- value + drop(errors %*% (slope * sum(v) / size))
}
rows <- rows & is.finite(y); y[!rows] <- NA
units <- function(g) unique(d$.unit[rows & group %in% g])
df_of <- function(g) { u <- units(g); length(u) - length(unique(d$.stratum[match(u, d$.unit)])) }
here <- groups[sapply(groups, df_of) >= 3]
at <- rows & group %in% here
m <- svyby(~y, ~g, subset(update(design, y = y, g = factor(group, here)), at), svymean, covmat = TRUE)
V <- vcov(m); m <- coef(m); p <- length(here); df <- sapply(here, df_of)
linked <- outer(1:p, 1:p, Vectorize(function(i, j) length(intersect(units(here[i]), units(here[j]))) > 0))
block <- 1:p
repeat {
  new <- sapply(1:p, function(i) min(block[linked[i, ] | block == block[i]]))
  if (all(new == block)) break
  block <- new
}
nu <- sapply(1:p, function(i) df_of(here[block == block[i]]))
# Draws: normal values with the covariance of the groups, one chi-square for each block
e <- eigen(V, symmetric = TRUE)
Z <- matrix(rnorm(draws * p), draws) %*% (t(e$vectors) * sqrt(pmax(e$values, 0)))
S <- sapply(unique(block), function(b) { v <- nu[block == b][1]; rchisq(draws, v) / v })
S <- S[, match(block, unique(block)), drop = FALSE]
below <- function(j, k, difference, sj, sk) {
  a <- V[j, j] * sj; b <- V[k, k] * sk
  v <- if (linked[j, k]) df_of(here[c(j, k)]) else (a + b)^2 / (a^2 / df[j] + b^2 / df[k])
  pt(difference / sqrt(a + b - 2 * V[j, k] * sqrt(sj * sk)), v, lower.tail = FALSE)
}
pairs <- subset(expand.grid(j = 1:p, k = 1:p), j != k)
observed <- mapply(function(j, k) below(j, k, m[j] - m[k], 1, 1), pairs$j, pairs$k)
drawn <- mapply(function(j, k) below(j, k, Z[, j] - Z[, k], S[, j], S[, k]), pairs$j, pairs$k)
sets <- function(open) {
  above <- rep(FALSE, nrow(pairs))
  repeat {
    critical <- if (p == 2) (1 - level) / 2 else
      quantile(do.call(pmin, as.data.frame(drawn[, open, drop = FALSE])), 1 - level, type = 1)
    new <- open & observed < critical
    if (!any(new)) break
    above <- above | new; open <- open & !new
    if (!any(open)) break
  }
  cbind(low = 1 + sapply(1:p, function(i) sum(above[pairs$k == i])),
    high = p - sapply(1:p, function(i) sum(above[pairs$j == i])))
}
marginal <- t(sapply(1:p, function(i) sets(pairs$j == i | pairs$k == i)[i, ]))
together <- sets(rep(TRUE, nrow(pairs)))
options(digits = 15, width = 250)
print(data.frame(group = here, estimate = m, se = sqrt(diag(V)), df, marginal, together), row.names = FALSE)
cat("the best", tau, "among:", here[together[, "low"] <= tau], "\n")
