gap <- function(y, a, codes, rows, group) {
  rows <- rows & !is.na(rows) & !is.na(y) & a %in% codes & d$.w > 0
  m <- svyby(~y, ~a, subset(update(design, y = y, a = factor(a, codes)), rows), svymean,
    covmat = TRUE)
  e <- svycontrast(m, c(1, -1))
  data.frame(group, difference = coef(e)[[1]], se = SE(e)[[1]])
}
