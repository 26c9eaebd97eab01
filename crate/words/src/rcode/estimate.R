estimate <- function(y, rows, group, of) {
  rows <- rows & !is.na(rows) & !is.na(y) & d$.w > 0
  if (!any(rows)) return(NULL)
  df <- length(unique(d$.unit[rows])) - length(unique(d$.stratum[rows]))
  m <- svymean(~y, subset(update(design, y = y), rows))
  ci <- confint(m, level = level, df = df)
  data.frame(of, group, n = sum(rows), estimate = coef(m)[[1]], se = SE(m)[[1]],
    lower = ci[1], upper = ci[2], df)
}
