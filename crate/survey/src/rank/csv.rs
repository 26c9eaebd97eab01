//! Ranks as CSV. Must not know anything but the answer. Start from [`Ranks::to_csv`].

use super::{RankRow, Ranks};
use crate::request::csv_line;

impl Ranks {
    /// UTF-8, comma, `\n`, shortest digits that give the number back, empty for null; the groups
    /// are columns, sets two columns each, and settings and source close every row.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let by = self.ranks.first().map_or(Vec::new(), |row| {
            row.by.iter().map(|(field, _)| field.as_str()).collect()
        });
        let tail = [
            "n",
            "estimate",
            "se",
            "df",
            "marginalLow",
            "marginalHigh",
            "simultaneousLow",
            "simultaneousHigh",
            "best",
            "note",
            "weights",
            "aggregation",
            "rule",
            "draws",
            "seed",
            "level",
            "synthetic",
            "package",
            "version",
            "sha256",
        ];
        let mut out = String::new();
        csv_line(&mut out, ["of"].into_iter().chain(by).chain(tail).map(str::to_owned));
        for row in &self.ranks {
            csv_line(&mut out, self.cells(row));
        }
        out
    }

    fn cells(&self, row: &RankRow) -> Vec<String> {
        let set = &self.settings;
        let mut cells = vec![set.of.clone()];
        cells.extend(row.by.iter().map(|(_, code)| code.clone()));
        cells.push(row.n.to_string());
        cells.extend(
            [row.estimate, row.se]
                .map(|one| one.map_or(String::new(), |x| x.to_string())),
        );
        cells.push(row.df.to_string());
        for range in [row.marginal, row.simultaneous] {
            let ends = range
                .map_or([String::new(), String::new()], |set| set.map(|x| x.to_string()));
            cells.extend(ends);
        }
        cells.push(self.best.groups.contains(&row.by).to_string());
        cells.push(row.note.map_or("", crate::estimate::Note::code).to_owned());
        let weights: Vec<String> =
            set.weights.iter().map(|one| one.weight.to_string()).collect();
        cells.push(weights.join(" "));
        cells.push(set.aggregation.map_or("", super::Combine::name).to_owned());
        cells.push(set.rule.to_owned());
        cells.extend([
            set.draws.to_string(),
            set.seed.to_string(),
            set.level.to_string(),
        ]);
        cells.extend([
            self.package.synthetic.to_string(),
            self.package.name.clone(),
            self.package.version.clone().unwrap_or_default(),
            self.package.sha256.clone(),
        ]);
        cells
    }
}
