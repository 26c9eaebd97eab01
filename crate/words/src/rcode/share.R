share <- function(y, rows, group, of) {
  e <- estimate(y, rows, group, of)
  if (is.null(e) || e$df < 1) return(e)
  up <- (1 + level) / 2; p <- e$estimate
  size <- if (e$se > 0) p * (1 - p) / e$se^2 else e$n
  size <- min(e$n, size * (qt(up, e$n - 1) / qt(up, e$df))^2)
  e$lower <- qbeta(1 - up, size * p, size * (1 - p) + 1)
  e$upper <- qbeta(up, size * p + 1, size * (1 - p))
  e
}
