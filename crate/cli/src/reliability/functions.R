
# Items by the codebook's range: outside it missing; reversed before everything.
keyed <- function(field, low, high, reverse, share) {
  x <- as.numeric(d[[field]]); x[x < low | x > high] <- NA
  if (reverse) x <- low + high - x
  if (share) (x - low) / (high - low) else x
}

# Weighted covariances over the rows valid for each pair, or for all items.
covariances <- function(m, w, complete) {
  k <- ncol(m); C <- matrix(0, k, k, dimnames = list(names(m), names(m)))
  all <- !complete | complete.cases(m)
  for (i in 1:k) for (j in 1:k) {
    ok <- !is.na(m[[i]]) & !is.na(m[[j]]) & w > 0 & all
    v <- w[ok] / sum(w[ok]); x <- m[[i]][ok]; y <- m[[j]][ok]; n <- sum(ok)
    C[i, j] <- n / (n - 1) * sum(v * (x - sum(v * x)) * (y - sum(v * y)))
  }
  C
}
alpha.of <- function(C) { k <- ncol(C); k / (k - 1) * (1 - sum(diag(C)) / sum(C)) }

# PSUs - strata that hold a counted row.
df.of <- function(ok) length(unique(d$.unit[ok])) - length(unique(d$.stratum[ok]))

reliability <- function(of, m) {
  w <- ifelse(chosen, d$.w, 0)
  jk <- as.svrepdesign(design, type = "JKn", mse = TRUE)
  for (complete in c(FALSE, TRUE)) {
    ok <- w > 0 & (if (complete) complete.cases(m) else rowSums(!is.na(m)) > 0)
    theta <- withReplicates(jk, function(v, data)
      log(1 - alpha.of(covariances(m, ifelse(chosen, v, 0), complete))))
    C <- covariances(m, w, complete); alpha <- alpha.of(C); se <- SE(theta)[1]; df <- df.of(ok)
    t <- qt((1 + level) / 2, df)
    cat(of, if (complete) "complete" else "pairwise", "n", sum(ok), "alpha", alpha,
      "se", (1 - alpha) * se, "lower", 1 - (1 - alpha) * exp(t * se),
      "upper", 1 - (1 - alpha) * exp(-t * se), "df", df, "\n")
    R <- cov2cor(C)
    print(data.frame(item.rest = sapply(seq_along(m), function(i)
        (sum(C[i, ]) - C[i, i]) / sqrt((sum(C) - 2 * sum(C[i, ]) + C[i, i]) * C[i, i])),
      alpha.if.dropped = sapply(seq_along(m), function(i)
        if (ncol(m) > 2) alpha.of(C[-i, -i]) else NA), row.names = names(m)), digits = 10)
    cat("standardized alpha", alpha.of(R), "\n")
    if (complete && requireNamespace("psych", quietly = TRUE)) {
      f <- psych::fa(R, nfactors = 1, fm = "minres")
      l <- as.vector(f$loadings)
      print(l); cat("omega", sum(l)^2 / (sum(l)^2 + sum(1 - l^2)), "\n")
      print(psych::principal(R, nfactors = 1, rotate = "none")$loadings)
      # Without weights, as if simple random.
      print(psych::alpha(m[w > 0, ], use = "pairwise", warnings = FALSE)$total)
      if (polychoric)
        print(psych::polychoric(m[w > 0, ], weight = w[w > 0], correct = 0, global = FALSE))
    }
  }
}
