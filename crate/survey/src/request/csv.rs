//! Estimates as CSV: the same bytes on the command line and in the page's download.
//! Must not know anything but the estimates. Start from [`Estimates::to_csv`].

use super::{Estimate, Estimates};

impl Estimates {
    /// UTF-8, comma, `\n`, decimal point, shortest digits that give the number back; empty
    /// for null. The breakdowns are columns after `statistic`; level, synthetic, package,
    /// version and hash close every row, so that no row loses its source.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let by: Vec<&str> = match self.estimates.first() {
            Some(first) => first.by.iter().map(|(field, _)| field.as_str()).collect(),
            None => Vec::new(),
        };
        let mut out = String::new();
        let head = ["of", "statistic"].into_iter().chain(by);
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
            "note",
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

    fn cells(&self, row: &Estimate) -> Vec<String> {
        let number =
            |value: Option<f64>| value.map(|v| v.to_string()).unwrap_or_default();
        let mut cells = vec![row.of.clone(), row.statistic.name().to_owned()];
        cells.extend(row.by.iter().map(|(_, code)| code.clone()));
        cells.extend([
            row.category.clone().unwrap_or_default(),
            number(row.quantile),
            row.n.to_string(),
            row.weighted_n.to_string(),
            number(row.estimate),
            number(row.se),
            number(row.lower),
            number(row.upper),
            row.df.map(|df| df.to_string()).unwrap_or_default(),
            number(row.deff),
            row.note.map(|note| note.code().to_owned()).unwrap_or_default(),
            row.level.unwrap_or(self.level).to_string(),
            self.package.synthetic.to_string(),
            self.package.name.clone(),
            self.package.version.clone().unwrap_or_default(),
            self.package.sha256.clone(),
        ]);
        cells
    }
}

/// One line; cells with a comma, quote or line break are quoted (RFC 4180).
pub(crate) fn line(out: &mut String, cells: impl IntoIterator<Item = String>) {
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        if cell.contains([',', '"', '\n', '\r']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&cell);
        }
    }
    out.push('\n');
}
