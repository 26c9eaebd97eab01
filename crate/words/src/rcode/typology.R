types <- function(a, b, groups, of) {
  a <- sign(round(a, 9)); b <- sign(round(b, 9))
  type <- ifelse(a > 0 & b < 0, "solidary", ifelse(a < 0 & b > 0, "alienated", "mixed"))
  type[is.na(a + b)] <- NA
  do.call(rbind, lapply(c("solidary", "mixed", "alienated"), function(t)
    do.call(rbind, lapply(sort(unique(groups)), function(g)
      share(as.numeric(type == t), chosen & groups == g, paste(g, t), of)))))
}
