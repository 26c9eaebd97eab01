dots <- function(of, n) {
  e <- estimate(d[[of]], chosen, "all", of)
  e$estimate + e$se * qt((seq_len(n) - 0.5) / n, e$df)
}
