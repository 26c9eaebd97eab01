//! A tour for a statistician: one small package in memory, from bytes to a regression.
//! Holds no code of its own. Start by reading the example from the top.
//!
//! Twenty people in two towns (the strata), five areas in each (the PSUs), with weights; three
//! questions that make a scale, and hours of help given in a month. Beside every step stands
//! the R code (package survey) that gives the same numbers, for
//! `d <- svydesign(ids = ~area, strata = ~town, weights = ~weight, nest = TRUE, data = people)`.
//!
//! | step | entry point | answer |
//! |---|---|---|
//! | read and check | [`Survey::read`](crate::Survey::read) | [`Survey`](crate::Survey), [`Findings`](crate::Findings) |
//! | means, shares | [`Survey::estimate`](crate::Survey::estimate) | [`Estimates`](crate::Estimates) |
//! | differences, tests | [`Survey::compare_groups`](crate::Survey::compare_groups) | [`Compared`](crate::request::Compared) |
//! | totals, ratios, spreads, quantiles, correlations | [`Survey::measure`](crate::Survey::measure) | [`Measures`](crate::request::Measures) |
//! | regression | [`Survey::regress`](crate::Survey::regress) | [`Regression`](crate::regress::Regression) |
//! | alpha | [`Survey::alpha`](crate::Survey::alpha) | [`ScaleAlpha`](crate::reliability::ScaleAlpha) |
//! | items, omega, components | [`Survey::reliability`](crate::Survey::reliability) | [`Reliability`](crate::reliability::Reliability) |
//! | calibrated weights | [`Survey::calibrate`](crate::Survey::calibrate) | [`Calibrated`](crate::calibrate::Calibrated) |
//! | errors of replicate weights | [`Survey::estimate_replicated`](crate::Survey::estimate_replicated) | [`Estimates`](crate::Estimates) |
//! | coders of interviews | [`Survey::agreement`](crate::Survey::agreement) | [`Agreement`](crate::agreement::Agreement) |
//!
//! ```
//! use survey::regress::RegressRequest;
//! use survey::reliability::AlphaRequest;
//! use survey::request::{CompareRequest, Filter, Measure, MeasureRequest};
//! use survey::{Files, Request, Survey};
//!
//! // 1. The package: a description and a CSV. `9` is a missing code of q2, and q2 counts
//! //    against the scale.
//! let description = r#"{
//!   "name": "tour", "version": "1.0.0",
//!   "resources": [{
//!     "name": "people", "type": "table", "path": "people.csv",
//!     "schema": {"fields": [
//!       {"name": "town", "type": "string", "categories": ["east", "west"]},
//!       {"name": "area", "type": "integer"},
//!       {"name": "weight", "type": "number"},
//!       {"name": "sex", "type": "string", "categories": ["m", "f"]},
//!       {"name": "q1", "type": "integer", "categories": [1, 2, 3, 4, 5], "categoriesOrdered": true},
//!       {"name": "q2", "type": "integer", "categories": [1, 2, 3, 4, 5], "categoriesOrdered": true,
//!        "missingValues": ["9"]},
//!       {"name": "q3", "type": "integer", "categories": [1, 2, 3, 4, 5], "categoriesOrdered": true},
//!       {"name": "hours", "type": "number"}
//!     ]}
//!   }],
//!   "solidarity": {
//!     "version": "1", "synthetic": true,
//!     "design": {"resource": "people", "weights": "weight", "strata": ["town"], "psu": ["area"],
//!       "fpc": null, "nest": true, "lonelyPsu": "fail", "replicates": null,
//!       "sampling": "simulated", "level": 0.95},
//!     "scales": [{"id": "trust", "title": "Trust", "range": [0, 100], "minValidItems": 2,
//!       "items": [{"field": "q1"}, {"field": "q2", "reverse": true}, {"field": "q3"}]}]
//!   }
//! }"#;
//! let people = "\
//! town,area,weight,sex,q1,q2,q3,hours
//! east,1,10,m,4,2,4,3
//! east,1,10,f,5,1,4,6
//! east,2,10,m,2,4,3,1
//! east,2,10,f,3,3,2,2
//! east,3,10,f,4,3,5,5
//! east,3,10,m,3,9,3,2
//! east,4,10,f,5,2,5,8
//! east,4,10,m,3,3,4,4
//! east,5,10,m,2,5,1,0
//! east,5,10,f,3,3,3,3
//! west,1,20,m,3,4,2,2
//! west,1,20,f,4,2,4,4
//! west,2,20,m,1,5,2,0
//! west,2,20,f,2,4,2,1
//! west,3,20,f,3,3,3,3
//! west,3,20,m,2,4,1,1
//! west,4,20,f,4,1,4,5
//! west,4,20,m,3,3,2,2
//! west,5,20,m,1,4,1,0
//! west,5,20,f,2,5,3,2
//! ";
//! let package = |people: &str| {
//!     Files::from([
//!         ("datapackage.json".to_owned(), description.as_bytes().to_vec()),
//!         ("people.csv".to_owned(), people.as_bytes().to_vec()),
//!     ])
//! };
//! fn near(found: Option<f64>, wanted: f64) {
//!     assert!(found.is_some_and(|x| (x - wanted).abs() <= 1e-9 * wanted.abs()), "{found:?}");
//! }
//!
//! // 2. Reading tells every fault at once, with its place. An error leaves no survey.
//! let (survey, findings) = Survey::read(&package(&people.replace("f,5,1,4,6", "f,7,1,4,six")));
//! let found: Vec<String> = findings.iter().map(ToString::to_string).collect();
//! assert!(survey.is_none() && found.len() == 2);
//! assert!(found[0].starts_with("people.csv:3:5: field \"q1\""), "{}", found[0]);
//! let (survey, findings) = Survey::read(&package(people));
//! assert!(findings.is_empty());
//! let survey = survey.ok_or("no survey")?;
//!
//! // 3. A mean by domain, with its own degrees of freedom: svyby(~hours, ~sex, d, svymean).
//! let by_sex = Request {
//!     of: vec!["hours".to_owned()],
//!     by: vec!["sex".to_owned()],
//!     ..Request::default()
//! };
//! let means = survey.estimate(&by_sex)?.estimates;
//! let women = &means[1];
//! assert_eq!((women.group("sex"), women.n, women.df), (Some("f"), 10, Some(8)));
//! near(women.estimate, 3.6);
//! near(women.se, 0.590_668_171_555_645);
//! // 3.6 ± t se, t the 97.5 % point of Student's distribution at 8 degrees of freedom.
//! near(women.lower, 3.6 - 2.306_004_135_204_17 * 0.590_668_171_555_645);
//! // A filter is a domain too: areas where it leaves nobody still count in the variance.
//! let west = Request { filter: vec![Filter::codes("town", ["west"])], ..by_sex.clone() };
//! assert_eq!(survey.estimate(&west)?.estimates[1].df, Some(4));
//! // The score was made by the reader: q2 turned, two valid questions needed, 0 to 100.
//! let trust = Request { of: vec!["trust".to_owned()], by: vec!["town".to_owned()], ..Request::default() };
//! let trust = survey.estimate(&trust)?.estimates;
//! near(trust[0].estimate, 57.5);
//! near(trust[0].se, 10.491_398_593_345_15);
//!
//! // 4. Differences with the covariance of the domains: men and women live in the same areas.
//! //    svycontrast(svyby(~hours, ~sex, d, svymean, covmat = TRUE), c(m = 1, f = -1)).
//! let pair = survey.compare_groups(&CompareRequest {
//!     request: by_sex.clone(),
//!     ..CompareRequest::default()
//! })?;
//! near(pair.comparisons[0].estimate, -34.0 / 15.0);
//! near(pair.comparisons[0].se, 4.0 / 15.0); // without it 0.70: √(0.591² + 0.380²)
//! // Six pairs of four groups: p values after Holm, p.adjust(p, "holm").
//! let crossed = Request {
//!     of: vec!["trust".to_owned()],
//!     by: vec!["sex".to_owned(), "town".to_owned()],
//!     ..Request::default()
//! };
//! let pairs = survey.compare_groups(&CompareRequest {
//!     request: crossed,
//!     ..CompareRequest::default()
//! })?;
//! let least = pairs.comparisons.iter().filter_map(|pair| pair.p).fold(1.0, f64::min);
//! let adjusted = pairs.comparisons.iter().filter_map(|pair| pair.p_adjusted).fold(1.0, f64::min);
//! assert_eq!(pairs.comparisons.len(), 6);
//! near(Some(adjusted), 6.0 * least);
//! // And one test of all four at once: adjusted Wald, F at 3 and 6 degrees of freedom.
//! assert_eq!((pairs.tests[0].method, pairs.tests[0].df2), ("adjusted-wald", Some(6.0)));
//!
//! // 5. A median by Woodruff's interval: svyquantile(~hours, d, 0.5, df = 8).
//! let median = survey.measure(&MeasureRequest {
//!     of: vec!["hours".to_owned()],
//!     measure: Measure::Quantile,
//!     quantiles: vec![0.5],
//!     ..MeasureRequest::default()
//! })?;
//! let median = &median.estimates[0];
//! assert_eq!((median.estimate, median.lower, median.upper), (Some(2.0), Some(2.0), Some(5.0)));
//! near(median.se, 0.650_475_850_021_49);
//!
//! // 6. A regression: svyglm(hours ~ trust + sex, d), men the reference.
//! let model = survey.regress(&RegressRequest {
//!     of: "hours".to_owned(),
//!     on: vec!["trust".to_owned(), "sex".to_owned()],
//!     ..RegressRequest::default()
//! })?;
//! let slope = &model.coefficients[1];
//! near(slope.estimate, 0.064_095_808_383_233_5);
//! near(slope.se, 0.008_661_708_188_314_1);
//! near(slope.p, 0.000_312_794_343_079_04);
//! assert_eq!((model.df, model.n), (6, 20));
//!
//! // 7. Alpha of the scale from weighted pairwise covariances; its interval from the jackknife of
//! //    ln(1 − alpha) over areas, so that it stays below 1.
//! let alpha = &survey.alpha(&AlphaRequest::default())?[0];
//! let alpha = alpha.reported();
//! near(alpha.estimate, 0.917_350_669_493_581);
//! assert!(alpha.lower > Some(0.84) && alpha.upper < Some(0.96) && alpha.df == 8);
//!
//! // 8. What cannot be estimated is absent and says why; an unknown name says the nearest one.
//! let none = Request { filter: vec![Filter::parse("hours=100..200")?], ..by_sex.clone() };
//! let none = &survey.estimate(&none)?.estimates[0];
//! assert_eq!((none.estimate, none.note.map(|note| note.code())), (None, Some("no-data")));
//! let wrong = Request { of: vec!["hour".to_owned()], ..by_sex };
//! let error = survey.estimate(&wrong).expect_err("no such field");
//! assert!(error.to_string().contains("did you mean `hours`?"), "{error}");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
