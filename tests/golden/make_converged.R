# Makes models_converged.json: the quasibinomial regressions of towns_glm.json and api/api_models.json once more, started
# where svyglm() stopped.  Rscript make_converged.R  (inside this folder)
# Why: glm() stops when the deviance no longer changes. The coefficients are then exact, but the covariance still holds the
# working weights of the step before, up to 1e-8 off. Started at its own solution, the same call gives the covariance there.
suppressMessages(library(survey))
S <- read.csv("towns_scored.csv", colClasses = c(education = "character"), na.strings = "")
for (v in c("sex", "age_group")) S[[v]] <- factor(S[[v]], levels = sort(unique(S[[v]]), method = "radix"))
S$town <- factor(S$town, c("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir"))
api <- function(name) { d <- read.csv(paste0("api/", name, ".csv"), na.strings = ""); d$sw <- as.numeric(d$sch.wide == "Yes"); d }
strat <- api("apistrat"); clus1 <- api("apiclus1"); clus2 <- api("apiclus2")
designs <- list(
  clu = svydesign(ids = ~psu, strata = ~town, weights = ~w, data = S, nest = TRUE),
  strf = svydesign(ids = ~1, strata = ~town, weights = ~w, fpc = ~N_town, data = S),
  dstrat = svydesign(id = ~1, strata = ~stype, weights = ~pw, data = strat, fpc = ~fpc),
  dstratwr = svydesign(id = ~1, strata = ~stype, weights = ~pw, data = strat),
  dclus1 = svydesign(id = ~dnum, weights = ~pw, data = clus1, fpc = ~fpc),
  dclus1wr = svydesign(id = ~dnum, weights = ~pw, data = clus1),
  dclus2 = svydesign(id = ~dnum + snum, fpc = ~fpc1 + fpc2, data = clus2),
  dclus2wr = svydesign(id = ~dnum + snum, weights = ~pw, data = clus2))
towns <- c("volunteer ~ 1", "volunteer ~ sex + age_group", "volunteer ~ index + sex + town")
number <- function(x) sprintf("%.17g", x)
rows <- c()
for (k in names(designs)) for (fs in if (k %in% c("clu", "strf")) towns else "sw ~ ell + meals + mobility") {
  f <- as.formula(fs); control <- list(epsilon = 1e-15, maxit = 200)
  m <- svyglm(f, designs[[k]], family = quasibinomial(), control = control)
  for (again in 1:3) { at <- coef(m); m <- eval(bquote(svyglm(f, designs[[k]], family = quasibinomial(), start = .(at), control = control))) }
  s <- summary(m)$coefficients; t <- qt(.975, m$df.residual)
  each <- sapply(seq_len(nrow(s)), function(i) sprintf("{\"term\": \"%s\", \"estimate\": %s, \"se\": %s, \"t\": %s, \"p\": %s, \"ci\": [%s, %s]}",
    rownames(s)[i], number(s[i, 1]), number(s[i, 2]), number(s[i, 3]), number(s[i, 4]), number(s[i, 1] - t * s[i, 2]), number(s[i, 1] + t * s[i, 2])))
  V <- apply(vcov(m), 1, function(r) paste0("[", paste(number(r), collapse = ", "), "]"))
  model <- sprintf("{\"stat\": \"model\", \"vcov\": [%s]}", paste(V, collapse = ", "))
  rows <- c(rows, sprintf("{\"case\": \"svyglm/%s/quasibinomial/%s\", \"estimates\": [\n  %s]}", k, fs, paste(c(each, model), collapse = ",\n  ")))
}
writeLines(c("[", paste(rows, collapse = ",\n"), "]"), "models_converged.json")
