correlate <- function(of, other) do.call(rbind, lapply(of, function(one) {
  s <- update(design, y = d[[one]], x = d[[other]])
  s <- subset(s, chosen & !is.na(y + x))
  r <- cov2cor(as.matrix(svyvar(~y + x, s)))[1, 2]
  data.frame(of = one, over = other, correlation = r)
}))
