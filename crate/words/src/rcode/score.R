item <- function(field, missing, low, high, min, max, reverse = FALSE) {
  x <- as.numeric(valid(field, missing))
  if (reverse) x <- min + max - x
  low + (high - low) * (x - min) / (max - min)
}
average <- function(parts, weights, least) {
  x <- do.call(cbind, parts); there <- !is.na(x); x[!there] <- 0
  m <- drop(x %*% weights) / drop(there %*% weights)
  ifelse(rowSums(there) >= least, m, NA)
}
