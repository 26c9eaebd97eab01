df <- m$df.residual; margin <- qt((1 + level) / 2, df); s <- summary(m)$coefficients
result <- data.frame(coefficient = rownames(s), estimate = s[, 1], se = s[, 2], t = s[, 3], p = s[, 4],
  lower = s[, 1] - margin * s[, 2], upper = s[, 1] + margin * s[, 2], row.names = NULL)
fit <- data.frame(n = sum(weights(m$survey.design) > 0), df, dispersion = summary(m)$dispersion[[1]],
  deviance = m$deviance, null.deviance = m$null.deviance)
test <- function(term) {
  e <- regTermTest(m, as.formula(paste("~", term)))
  data.frame(term, F = e$Ftest[[1]], df1 = e$df, df2 = e$ddf, p = e$p[[1]])
}
# Adjusted means with the error of the coefficients, of the rows averaged over, and their covariance
adjust <- function(field) {
  w <- weights(m$survey.design); X <- model.matrix(m); eta <- m$linear.predictors; slope <- m$family$mu.eta
  U <- (X * (w * (m$y - m$fitted.values))) %*% solve(crossprod(X, X * (w * slope(eta))))
  do.call(rbind, lapply(m$xlevels[[field]], function(code) {
    f <- model.frame(m); f[[field]][] <- code
    X <- model.matrix(delete.response(terms(m)), f, xlev = m$xlevels); eta <- drop(X %*% coef(m))
    mu <- m$family$linkinv(eta); mean <- sum(w * mu) / sum(w)
    z <- w * (mu - mean) / sum(w) + drop(U %*% (colSums(w * slope(eta) * X) / sum(w)))
    se <- SE(svytotal(~u, update(m$survey.design, u = ifelse(w > 0, z / w, 0))))[[1]]
    data.frame(factor = field, category = code, mean, se, lower = mean - margin * se, upper = mean + margin * se)
  }))
}
tests <- NULL; margins <- NULL
