df_of <- function(rows) length(unique(d$.unit[rows])) - length(unique(d$.stratum[rows]))
result <- NULL
estimate <- function(y, of, statistic, category = NA, x = y, over = NA, ci = "wald", probabilities = NA,
                     rule = "math") for (g in groups) {
  inside <- chosen & group %in% g; all <- inside & !is.na(y) & !is.na(x); rows <- all & d$.w > 0
  if (!any(rows)) next
  changed <- update(design, y = y, x = x); s <- subset(changed, rows)
  n <- sum(rows); df <- df_of(rows); w <- d$.w[rows]
  for (probability in probabilities) for (level in levels) {
    up <- (1 + level) / 2; t <- if (df < 1) NA else qt(up, df); deff <- NA; limits <- NULL
    if (statistic == "quantile") {
      type <- c(wald = "mean", beta = "beta", logit = "xlogit")[[ci]]
      q <- svyquantile(~y, s, probability, alpha = 1 - level, interval.type = type, qrule = rule, df = df)[[1]]
      p <- q[1, 1]; se <- q[1, 4]; limits <- q[1, 2:3]
    } else if (statistic == "correlation") {
      m <- svymean(~y + x + I(y^2) + I(x^2) + I(y * x), update(s, y = scale(y)[, 1], x = scale(x)[, 1]))
      names(m) <- c("y", "x", "yy", "xx", "yx"); attr(m, "var") <- unname(vcov(m))
      dimnames(attr(m, "var")) <- list(names(m), names(m))
      r <- svycontrast(m, quote((yx - y * x) / sqrt((yy - y^2) * (xx - x^2))))
      p <- coef(r)[[1]]; se <- SE(r)[[1]]
    } else {
      m <- switch(statistic, total = svytotal(~y, s), ratio = svyratio(~y, ~x, s),
        variance = , sd = svyvar(~y, subset(changed, inside & d$.w > 0), na.rm = TRUE), svymean(~y, s))
      p <- coef(m)[[1]]; se <- SE(m)[[1]]
      if (statistic == "sd") { p <- sqrt(p); se <- se / (2 * p) }
      if (statistic %in% c("mean", "net", "share", "missing"))
        deff <- se^2 / (sum(w * (y[rows] - p)^2) / sum(w) / (n - 1))
    }
    size <- p * (1 - p) / se^2
    if (is.null(limits)) limits <- switch(ci, log = p * exp(c(-1, 1) * t * se / p),
      fisher = tanh(atanh(p) + c(-1, 1) * t * se / (1 - p^2)),
      logit = plogis(qlogis(p) + c(-1, 1) * t * se / (p * (1 - p))),
      beta = clopper(p, size * (qt(up, sum(all) - 1) / t)^2, up),
      `korn-graubard` = clopper(p, min(n, (if (se > 0) size else n) * (qt(up, n - 1) / t)^2), up),
      p + c(-1, 1) * t * se)
    result <<- rbind(result, data.frame(of, statistic, group = g, category, over, probability, level, n,
      weightedN = sum(w), estimate = p, se, lower = limits[1], upper = limits[2], df, deff))
  }
}
clopper <- function(p, size, up)
  c(qbeta(1 - up, size * p, size * (1 - p) + 1), qbeta(up, size * p + 1, size * (1 - p)))
