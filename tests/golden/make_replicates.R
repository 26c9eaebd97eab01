# Makes replicates.json:  Rscript make_replicates.R
# (run it inside the folder, after make_visible.R; needs the R packages survey and psych)
#
# Replicate weights are w * factor, one factor for each PSU and replicate. The factors are part
# of the file, so that the weights can be made again bit for bit.
source("reflib.R")
set.seed(20240611, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")
S <- read.csv("towns_scored.csv", colClasses = c(education = "character"), na.strings = "")
A1 <- read.csv("api/apiclus1.csv"); A2 <- read.csv("api/apiclus2.csv")
clu <- svydesign(ids = ~psu, strata = ~town, weights = ~w, data = S, nest = TRUE)
cluid <- svydesign(ids = ~psu_id, weights = ~w, data = S)
d1 <- svydesign(id = ~dnum, weights = ~pw, data = A1)
d2 <- svydesign(id = ~dnum, weights = ~pw, data = A2)

# factors of the replicates: one row for each PSU
factors <- function(r, psu, w) {
  f <- weights(r, "analysis") / w
  f <- f[!duplicated(psu), , drop = FALSE]
  rownames(f) <- psu[!duplicated(psu)]
  f
}
# successive differences (Ash 2014): 1 + 2^(-3/2) (a_i - a_(i+1)), a from a Hadamard matrix
sdr <- function(psu) {
  ids <- unique(psu); a <- 2 * hadamard(length(ids) + 1) - 1
  f <- t(sapply(seq_along(ids), function(i) 1 + 2^(-1.5) * (a[i + 1, ] - a[i + 2, ])))
  rownames(f) <- ids; f
}
estimates <- function(r, mse, vars, num, den, share, bys, quantiles) {
  out <- list()
  one <- function(by, keep, lab) {
    add <- function(statistic, of, m, keep, ...) out[[length(out) + 1]] <<- c(
      list(statistic = statistic, of = of), list(...), list(mse = mse, domain = lab, estimate = as.vector(coef(m)), se = as.vector(SE(m)),
      df = degf(subset(r, keep))))
    for (v in vars) {
      ok <- keep & !is.na(r$variables[[v]]); s <- subset(r, ok); f <- as.formula(paste0("~", v))
      add("mean", v, svymean(f, s), ok); add("total", v, svytotal(f, s), ok)
    }
    ok <- keep & !is.na(r$variables[[num]]) & !is.na(r$variables[[den]])
    add("ratio", num, svyratio(as.formula(paste0("~", num)), as.formula(paste0("~", den)), subset(r, ok)), ok, over = den)
    for (code in sort(unique(r$variables[[share]]))) {
      r2 <- r; r2$variables$y_ <- as.numeric(r$variables[[share]] == code)
      m <- svymean(~y_, subset(r2, keep)); if (SE(m) > 0) add("share", share, m, keep, category = code)
    }
    if (quantiles && !length(lab)) for (p in c(.25, .5)) {
      v <- vars[1]; ok <- keep & !is.na(r$variables[[v]])
      q <- svyquantile(as.formula(paste0("~", v)), subset(r, ok), p, interval.type = "quantile", qrule = "math")
      out[[length(out) + 1]] <<- list(statistic = "quantile", of = v, quantile = p, mse = mse, domain = lab, estimate = q[[1]][1, 1],
        se = as.vector(SE(q)), df = degf(subset(r, ok)))
    }
  }
  one(character(0), rep(TRUE, nrow(r$variables)), structure(list(), class = "jobj", names = character(0)))
  for (by in bys) for (code in sort(unique(r$variables[[by]]))) one(by, r$variables[[by]] == code, setNames(list(code), by))
  out
}
emit_rep <- function(case, data, d, file, w, psu, type, rtype, f, scale, rscales, ...) {
  wt <- d[[w]]; p <- as.character(d[[psu]]); rep <- wt * f[p, ]
  est <- list()
  for (mse in c(FALSE, TRUE)) {
    r <- quietly(svrepdesign(data = d, weights = wt, repweights = rep, type = rtype, combined.weights = TRUE, scale = scale, rscales = rscales, mse = mse,
      rho = if (rtype == "Fay") .3))
    stopifnot(isTRUE(all.equal(r$scale, scale)), isTRUE(all.equal(as.vector(r$rscales), rscales)))
    est <- c(est, estimates(r, mse, ...), list(list(statistic = "design", mse = mse, df = degf(r))))
  }
  rec <- list(weights = w, psu = psu, type = type, scale = scale, rscales = vec(rscales),
    factors = setNames(lapply(seq_len(nrow(f)), function(i) vec(unname(f[i, ]))), rownames(f)))
  emit(file, case, data, paste0("svrepdesign(type=\"", rtype, "\", combined.weights=TRUE, scale, rscales, mse)"), rec, character(0), est)
}
towns <- function(case, psu, type, rtype, r, f = NULL, scale = r$scale, rscales = as.vector(r$rscales), q = FALSE) {
  if (is.null(f)) f <- factors(r, as.character(S[[psu]]), S$w)
  if (length(rscales) == 1) rscales <- rep(rscales, ncol(f))
  emit_rep(case, "towns_scored.csv", S, "replicates", "w", psu, type, rtype, f, scale, rscales,
    vars = c("index", "help_received"), num = "help_given", den = "help_received", share = "age_group", bys = c("sex", "town"), quantiles = q)
}
schools <- function(case, data, d, type, rtype, r, q = FALSE) emit_rep(case, data, d, "replicates", "pw", "dnum", type, rtype,
  factors(r, as.character(d$dnum), d$pw), r$scale, rep(1, ncol(weights(r, "analysis"))) * as.vector(r$rscales),
  vars = c("api00", "enroll"), num = "api.stu", den = "enroll", share = "stype", bys = "stype", quantiles = q)

towns("jkn", "psu_id", "jkn", "JKn", as.svrepdesign(clu, type = "JKn"))
towns("jk1", "psu_id", "jk1", "JK1", as.svrepdesign(cluid, type = "JK1"))
towns("brr", "psu_id", "brr", "BRR", quietly(as.svrepdesign(clu, type = "BRR", large = "merge")), q = TRUE)
towns("fay", "psu_id", "fay", "Fay", quietly(as.svrepdesign(clu, type = "Fay", fay.rho = .3, large = "merge")), q = TRUE)
towns("boot", "psu_id", "boot", "bootstrap", quietly(as.svrepdesign(clu, type = "subbootstrap", replicates = 30)), q = TRUE)
f <- sdr(S$psu_id); towns("sdr", "psu_id", "sdr", "successive-difference", NULL, f, 4 / ncol(f), rep(1, ncol(f)))
r <- as.svrepdesign(clu, type = "JKn"); s <- as.vector(r$rscales); s[c(3, 17)] <- 0
towns("other", "psu_id", "other", "other", r, scale = .75, rscales = s)
schools("schools jk1", "apiclus1.csv", A1, "jk1", "JK1", as.svrepdesign(d1, type = "JK1"))
schools("schools boot", "apiclus1.csv", A1, "boot", "bootstrap", quietly(as.svrepdesign(d1, type = "bootstrap", replicates = 25)), q = TRUE)
schools("schools of two stages jk1", "apiclus2.csv", A2, "jk1", "JK1", as.svrepdesign(d2, type = "JK1"))
write_all(".")
