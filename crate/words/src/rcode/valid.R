valid <- function(field, missing) {
  x <- d[[field]]; x[x %in% missing] <- NA; x
}
