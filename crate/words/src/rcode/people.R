people <- function(y, g, steps, low, high) {
  rows <- chosen & !is.na(y) & !is.na(g) & d$.w > 0
  y <- y[rows]; g <- g[rows]; w <- d$.w[rows] * sum(rows) / sum(d$.w[rows])
  bin <- factor(floor(steps * (y - low) / (high - low) + 0.5 + 1e-9), 0:steps)
  n <- tapply(w, g, sum); m <- tapply(w * y, g, sum) / n; all <- sum(w); k <- length(n)
  between <- sum(n * (m - sum(w * y) / all)^2) / (k - 1)
  within <- sum(w * (y - m[g])^2) / (all - k)
  n0 <- (all - sum(n^2) / all) / (k - 1)
  list(percent = round(100 * prop.table(xtabs(w ~ g + bin), 1), 1),
    between = (between - within) / (between + (n0 - 1) * within))
}
