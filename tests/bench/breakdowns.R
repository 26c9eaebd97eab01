# The same estimates as `cargo xtask bench` makes with the crate: index, dimensions, scale and items by every
# breakdown, with standard errors, degrees of freedom and intervals, by R's package survey. Reading the file and
# making the design are not timed. Prints the milliseconds of each run and the number of estimates.
suppressMessages(library(survey))
arguments <- commandArgs(TRUE)
d <- read.csv(arguments[1])
runs <- as.integer(arguments[2])
items <- c(paste0("a", 1:5), paste0("b", 1:5), paste0("c", 1:5), paste0("x", 1:3))
for (item in items) d[[item]][d[[item]] > 5] <- NA
reversed <- c("a4", "b4", "c4", "x2")
points <- function(item) {
  x <- 25 * (d[[item]] - 1)
  if (item %in% reversed) 100 - x else x
}
score <- function(names, least) {
  x <- sapply(names, points)
  ifelse(rowSums(!is.na(x)) >= least, rowMeans(x, na.rm = TRUE), NA)
}
d$common_cause <- score(items[1:5], 3)
d$mutual_help <- score(items[6:10], 3)
d$authorities <- score(items[11:15], 3)
d$alienation <- score(items[16:18], 2)
d$si <- (d$common_cause + d$mutual_help + d$authorities) / 3
design <- svydesign(ids = ~psu, strata = ~town, weights = ~weight, nest = TRUE, data = d)
breakdowns <- c("town", "age_band", "sex", "edu", "work", "dynasty", "member")
measures <- c("si", "common_cause", "mutual_help", "authorities", "alienation", items)
once <- function() {
  n <- 0
  for (by in breakdowns) for (of in measures) {
    for (group in sort(unique(d[[by]][!(d[[by]] %in% c(7, 8, 9, ""))]))) {
      rows <- !is.na(d[[of]]) & d[[by]] == group
      part <- subset(design, rows)
      m <- svymean(reformulate(of), part)
      ci <- confint(m, df = degf(part))
      n <- n + 1
    }
  }
  n
}
n <- once()
times <- sapply(seq_len(runs), function(run) 1000 * system.time(once())[["elapsed"]])
cat(n, times, "\n")
