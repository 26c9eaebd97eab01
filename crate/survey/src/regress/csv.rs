//! A regression as CSV. Must not know anything but the regression. Start from
//! [`Regression::to_csv`].

use super::{Note, Regression};
use crate::request::csv_line;

const HEAD: [&str; 23] = [
    "part",
    "of",
    "family",
    "term",
    "levels",
    "n",
    "estimate",
    "se",
    "lower",
    "upper",
    "df1",
    "df",
    "statistic",
    "p",
    "note",
    "level",
    "weightedN",
    "designDf",
    "modelN",
    "synthetic",
    "package",
    "version",
    "sha256",
];

/// What differs between the rows.
#[derive(Default)]
struct Row<'r> {
    part: &'r str,
    term: &'r str,
    levels: String,
    n: Option<u64>,
    /// Estimate, se, lower, upper.
    numbers: [Option<f64>; 4],
    df1: Option<usize>,
    statistic: Option<f64>,
    p: Option<f64>,
    note: Option<Note>,
}

impl Regression {
    /// UTF-8, comma, `\n`, decimal point, shortest digits that give the number back; empty for
    /// null. One row a coefficient, test and adjusted mean, told apart by `part`; `levels` are
    /// `factor=code` joined by `;`; `statistic` is t or F.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let mut out = String::new();
        csv_line(&mut out, HEAD.map(str::to_owned));
        for one in &self.coefficients {
            let levels: Vec<String> = one
                .levels
                .iter()
                .map(|(field, code)| format!("{field}={code}"))
                .collect();
            self.line(
                &mut out,
                Row {
                    part: "coefficient",
                    term: &one.term,
                    levels: levels.join(";"),
                    numbers: [one.estimate, one.se, one.lower, one.upper],
                    statistic: one.t,
                    p: one.p,
                    note: one.note,
                    ..Row::default()
                },
            );
        }
        for one in &self.tests {
            self.line(
                &mut out,
                Row {
                    part: "test",
                    term: &one.term,
                    df1: Some(one.df1),
                    statistic: one.f,
                    p: one.p,
                    note: one.note,
                    ..Row::default()
                },
            );
        }
        for one in &self.margins {
            self.line(
                &mut out,
                Row {
                    part: "margin",
                    term: &one.factor,
                    levels: format!("{}={}", one.factor, one.level),
                    n: Some(one.n),
                    numbers: [one.estimate, one.se, one.lower, one.upper],
                    note: one.note,
                    ..Row::default()
                },
            );
        }
        out
    }

    fn line(&self, out: &mut String, row: Row<'_>) {
        let number =
            |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
        let [estimate, se, lower, upper] = row.numbers.map(number);
        csv_line(
            out,
            [
                row.part.to_owned(),
                self.of.clone(),
                self.family.name().to_owned(),
                row.term.to_owned(),
                row.levels,
                row.n.map(|n| n.to_string()).unwrap_or_default(),
                estimate,
                se,
                lower,
                upper,
                row.df1.map(|df| df.to_string()).unwrap_or_default(),
                self.df.to_string(),
                number(row.statistic),
                number(row.p),
                row.note.map(|note| note.code().to_owned()).unwrap_or_default(),
                self.level.to_string(),
                self.weighted_n.to_string(),
                self.design_df.to_string(),
                self.n.to_string(),
                self.package.synthetic.to_string(),
                self.package.name.clone(),
                self.package.version.clone().unwrap_or_default(),
                self.package.sha256.clone(),
            ],
        );
    }
}
