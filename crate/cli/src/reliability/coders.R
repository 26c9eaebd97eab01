first <- x[x$coder == coders[1], ]; second <- x[x$coder == coders[2], ]
both <- merge(first, second, by = c("interview", "code"))
limits <- function(e, se, n) e + c(-1, 1) * qt((1 + level) / 2, n - 1) * se
agreement <- function(a, b) {
  values <- sort(unique(x$present)); q <- length(values); n <- length(a)
  p <- table(factor(a, values), factor(b, values)) / n
  r <- rowSums(p); k <- colSums(p); po <- sum(diag(p)); pe <- sum(r * k)
  kappa <- (po - pe) / (1 - pe); off <- p; diag(off) <- 0
  v <- (sum(diag(p) * (1 - (r + k) * (1 - kappa))^2) +
    (1 - kappa)^2 * sum(off * outer(k, r, "+")^2) - (kappa - pe * (1 - kappa))^2) / (n * (1 - pe)^2)
  pi <- (r + k) / 2; pg <- sum(pi * (1 - pi)) / (q - 1); ac1 <- (po - pg) / (1 - pg)
  s <- sum(diag(p) * (1 - pi)) / (q - 1)
  a2 <- sum(p * (1 - outer(pi, pi, "+") / 2)^2) / (q - 1)^2
  u <- (po * (1 - po) - 4 * (1 - ac1) * (s - po * pg) + 4 * (1 - ac1)^2 * (a2 - pg^2)) /
    (n * (1 - pg)^2)
  c(n = n, percent = po, pe = pe, kappa = kappa, se = sqrt(max(v, 0)),
    kappa = limits(kappa, sqrt(max(v, 0)), n), ac1 = ac1, se = sqrt(max(u, 0)),
    ac1 = limits(ac1, sqrt(max(u, 0)), n))
}
all <- sapply(split(both, both$code), function(one) agreement(one$present.x, one$present.y))
print(t(all), digits = 10)
pooled <- function(data) {
  one <- sapply(split(data, data$code), function(one) agreement(one$present.x, one$present.y))
  (sum(one["percent", ]) - sum(one["pe", ])) / (ncol(one) - sum(one["pe", ]))
}
ids <- unique(both$interview); n <- length(ids)
left <- sapply(ids, function(id) pooled(both[both$interview != id, ]))
se <- sqrt((n - 1) / n * sum((left - mean(left))^2))
cat("pooled kappa", format(c(pooled(both), se, limits(pooled(both), se, n)), digits = 12), "\n")
# The same per code from packages, where they are installed.
if (requireNamespace("psych", quietly = TRUE))
  for (one in split(both, both$code))
    print(psych::cohen.kappa(cbind(one$present.x, one$present.y)))
if (requireNamespace("irr", quietly = TRUE))
  for (one in split(both, both$code))
    print(irr::kripp.alpha(rbind(as.numeric(one$present.x), as.numeric(one$present.y))))
