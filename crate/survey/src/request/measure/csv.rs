//! Statistics as CSV: the columns of [`Estimates::to_csv`](crate::Estimates::to_csv) and what
//! these statistics need beside them. Must not know anything but the rows.

use super::{MeasureRow, Measures};
use crate::request::csv::line;

impl Measures {
    /// UTF-8, comma, `\n`, decimal point, shortest digits that give the number back; empty
    /// for null. Level, synthetic, package, version and hash close every row.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let by = self.estimates.first().map_or(&[][..], |first| first.by.as_slice());
        let mut out = String::new();
        let head = ["of", "statistic", "over"].into_iter();
        let head = head.chain(by.iter().map(|(field, _)| field.as_str()));
        let tail = [
            "category",
            "quantile",
            "n",
            "weightedN",
            "estimate",
            "se",
            "lower",
            "upper",
            "df",
            "deff",
            "effectiveN",
            "note",
            "rule",
            "ci",
            "level",
            "synthetic",
            "package",
            "version",
            "sha256",
        ];
        line(&mut out, head.chain(tail).map(str::to_owned));
        for row in &self.estimates {
            line(&mut out, self.cells(row));
        }
        out
    }

    fn cells(&self, row: &MeasureRow) -> Vec<String> {
        let number =
            |value: Option<f64>| value.map(|v| v.to_string()).unwrap_or_default();
        let word = |value: Option<&str>| value.unwrap_or_default().to_owned();
        let mut cells = vec![row.of.clone(), row.statistic.to_owned()];
        cells.push(word(row.over.as_deref()));
        cells.extend(row.by.iter().map(|(_, code)| code.clone()));
        cells.extend([
            word(row.category.as_deref()),
            number(row.quantile),
            row.n.to_string(),
            row.weighted_n.to_string(),
            number(row.estimate),
            number(row.se),
            number(row.lower),
            number(row.upper),
            row.df.map(|df| df.to_string()).unwrap_or_default(),
            number(row.deff),
            number(row.effective_n),
            word(row.note.map(|note| note.code())),
            word(row.rule),
            word(row.ci),
            row.level.unwrap_or(self.level).to_string(),
            self.package.synthetic.to_string(),
            self.package.name.clone(),
            word(self.package.version.as_deref()),
            self.package.sha256.clone(),
        ]);
        cells
    }
}
