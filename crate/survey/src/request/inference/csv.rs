//! Comparisons as CSV. Must not know anything but the answer. Start from [`Compared::to_csv`].

use super::{CompareRow, Compared, TestRow};
use crate::request::csv::line;

impl Compared {
    /// Tests and comparisons in one table: UTF-8, comma, `\n`, shortest digits that give the
    /// number back, empty for null. `row` says which of the two a line is; the groups are
    /// columns `a.FIELD` and `b.FIELD`.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let by = self.comparisons.iter().find_map(|row| row.a.as_ref());
        let by: Vec<&str> = by.map_or(Vec::new(), |pairs| {
            pairs.iter().map(|(field, _)| field.as_str()).collect()
        });
        let mut head: Vec<String> =
            ["row", "of", "statistic", "category", "method"].map(str::to_owned).into();
        for side in ["a", "b"] {
            head.extend(by.iter().map(|field| format!("{side}.{field}")));
        }
        let tail = [
            "contrast",
            "n",
            "estimate",
            "se",
            "lower",
            "upper",
            "value",
            "df1",
            "df2",
            "df",
            "t",
            "p",
            "pAdjusted",
            "pearson",
            "deff",
            "note",
            "adjust",
            "level",
            "synthetic",
            "package",
            "version",
            "sha256",
        ];
        head.extend(tail.map(str::to_owned));
        let mut out = String::new();
        line(&mut out, head);
        for row in &self.tests {
            line(&mut out, self.test(row, by.len()));
        }
        for row in &self.comparisons {
            line(&mut out, self.comparison(row, by.len()));
        }
        out
    }

    fn test(&self, row: &TestRow, groups: usize) -> Vec<String> {
        let mut cells = vec!["test".to_owned(), row.of.clone()];
        cells.push(row.statistic.name().to_owned());
        cells.push(row.category.clone().unwrap_or_default());
        cells.push(row.method.to_owned());
        cells.extend((0..2 * groups).map(|_| String::new()));
        cells.push(String::new());
        cells.push(row.n.to_string());
        cells.extend((0..4).map(|_| String::new()));
        cells.extend([row.value, row.df1, row.df2].map(number));
        cells.push(row.df.to_string());
        cells.extend([None, row.p, None, row.pearson, row.deff].map(number));
        cells.push(row.note.map(|note| note.code().to_owned()).unwrap_or_default());
        cells.extend(self.source());
        cells
    }

    fn comparison(&self, row: &CompareRow, groups: usize) -> Vec<String> {
        let mut cells = vec!["comparison".to_owned(), row.of.clone()];
        cells.push(row.statistic.name().to_owned());
        cells.push(row.category.clone().unwrap_or_default());
        let method = row.contrast.as_ref().map_or(self.scale.name(), |_| "contrast");
        cells.push(method.to_owned());
        for side in [&row.a, &row.b] {
            match side {
                Some(pairs) => cells.extend(pairs.iter().map(|(_, code)| code.clone())),
                None => cells.extend((0..groups).map(|_| String::new())),
            }
        }
        cells.push(row.contrast.clone().unwrap_or_default());
        cells.push(String::new());
        cells.extend([row.estimate, row.se, row.lower, row.upper].map(number));
        cells.extend((0..3).map(|_| String::new()));
        cells.extend([row.df, row.t, row.p, row.p_adjusted, None, None].map(number));
        cells.push(row.note.map(|note| note.code().to_owned()).unwrap_or_default());
        cells.extend(self.source());
        cells
    }

    fn source(&self) -> [String; 6] {
        [
            self.adjust.name().to_owned(),
            self.level.to_string(),
            self.package.synthetic.to_string(),
            self.package.name.clone(),
            self.package.version.clone().unwrap_or_default(),
            self.package.sha256.clone(),
        ]
    }
}

fn number(value: Option<f64>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}
