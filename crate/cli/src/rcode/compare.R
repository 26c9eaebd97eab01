df_of <- function(rows) length(unique(d$.unit[rows])) - length(unique(d$.stratum[rows]))
linear <- function(y, group, V, k) {
  on <- names(k)[k != 0]; k <- k[on]; V <- V[on, on, drop = FALSE]
  units <- lapply(on, function(g) unique(d$.unit[group %in% g & !is.na(y)]))
  block <- seq_along(on)
  repeat {
    linked <- sapply(block, function(i) sapply(seq_along(on), function(j)
      length(intersect(unlist(units[block == i]), units[[j]])) > 0))
    new <- apply(linked, 1, function(hit) min(block[hit]))
    if (all(new == block)) break
    block <- new
  }
  part <- sapply(unique(block), function(b) {
    v <- drop(k[block == b] %*% V[block == b, block == b, drop = FALSE] %*% k[block == b])
    c(v, df_of(group %in% on[block == b] & !is.na(y)))
  })
  c(se = sqrt(drop(k %*% V %*% k)), df = sum(part[1, ])^2 / sum(part[1, ]^2 / part[2, ]))
}
result <- NULL; tests <- NULL
compare <- function(y, of, statistic, category, wald) {
  rows <- chosen & !is.na(group) & !is.na(y) & d$.w > 0
  here <- groups[groups %in% group[rows]]; if (length(here) < 2) return(invisible())
  y[!rows] <- NA
  m <- svyby(~y, ~g, subset(update(design, y = y, g = factor(group, here)), rows), svymean, covmat = TRUE)
  V <- vcov(m); m <- coef(m); dimnames(V) <- list(here, here); names(m) <- here
  new <- do.call(rbind, lapply(combinations(here, m), function(one) {
    e <- linear(y, group, V, one$k); t <- (one$value - one$hypothesis) / e[["se"]]
    margin <- qt((1 + level) / 2, e[["df"]]) * e[["se"]]
    data.frame(of, statistic, category, comparison = one$name, estimate = one$value, se = e[["se"]],
      lower = one$value - margin, upper = one$value + margin, df = e[["df"]], t,
      p = 2 * pt(-abs(t), e[["df"]]))
  }))
  result <<- rbind(result, cbind(new, adjusted = p.adjust(new$p, adjust)))
  if (!wald) return(invisible())
  C <- together(here); k <- nrow(C); used <- here[colSums(C != 0) > 0]
  df <- df_of(rows & group %in% used)
  if (k > df) return(invisible())
  M <- C %*% V %*% t(C); if (any(diag(M) <= 0)) return(invisible())
  W <- drop(t(C %*% m) %*% solve(M, C %*% m)); F <- W * (df - k + 1) / (k * df)
  tests <<- rbind(tests, data.frame(of, statistic, category, test = "adjusted-wald", value = F, df1 = k,
    df2 = df - k + 1, p = pf(F, k, df - k + 1, lower.tail = FALSE)))
}
association <- function(x, of, kinds) {
  rows <- chosen & !is.na(group) & !is.na(x) & d$.w > 0
  s <- subset(update(design, x = factor(x), g = factor(group)), rows)
  for (kind in names(kinds)) {
    z <- svychisq(~x + g, s, statistic = kind)
    tests <<- rbind(tests, data.frame(of, statistic = "share", category = NA, test = kinds[[kind]],
      value = z$statistic[[1]], df1 = z$parameter[[1]],
      df2 = if (length(z$parameter) > 1) z$parameter[[2]] else NA, p = z$p.value[[1]]))
  }
}
