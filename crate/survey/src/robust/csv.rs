//! Robustness as CSV. Must not know anything but the answer. Start from [`Robustness::to_csv`].

use super::{OverWeights, Robustness};
use crate::request::csv_line;

impl Robustness {
    /// One line for each number: what it is, its group, what it is about, the number; UTF-8,
    /// comma, `\n`, shortest digits that give the number back, empty for null.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let mut out = String::new();
        let by = self.groups.first().map_or(Vec::new(), |row| {
            row.by.iter().map(|(field, _)| field.clone()).collect::<Vec<String>>()
        });
        let tail = [
            "value",
            "draws",
            "seed",
            "boxWidth",
            "synthetic",
            "package",
            "version",
            "sha256",
        ];
        let head =
            ["row", "region"].into_iter().map(str::to_owned).chain(by.iter().cloned());
        let about = ["about".to_owned()].into_iter();
        csv_line(&mut out, head.chain(about).chain(tail.map(str::to_owned)));
        for group in &self.groups {
            for (region, over) in
                [("all", &group.all_weights), ("box", &group.near_weights)]
            {
                for (what, about, value) in self.numbers(over) {
                    self.line(&mut out, what, region, &group.by, &about, &value);
                }
            }
        }
        for scenario in &self.scenarios {
            for row in &scenario.groups {
                let about = format!(
                    "{} {}",
                    scenario.change,
                    scenario.what.as_deref().unwrap_or("")
                );
                let about = about.trim_end();
                let estimate = row.estimate.map_or(String::new(), |x| x.to_string());
                let position = row.position.map_or(String::new(), |x| x.to_string());
                self.line(&mut out, "estimate", "", &row.by, about, &estimate);
                self.line(&mut out, "position", "", &row.by, about, &position);
            }
        }
        let none: Vec<(String, String)> =
            by.iter().map(|field| (field.clone(), String::new())).collect();
        for output in self.sobol.iter().flat_map(|sobol| &sobol.outputs) {
            let group = output.by.as_ref().unwrap_or(&none);
            for index in &output.indices {
                let text = |x: Option<f64>| x.map_or(String::new(), |x| x.to_string());
                let about = format!("{} of {}", index.input, output.output);
                self.line(&mut out, "sobol-first", "", group, &about, &text(index.first));
                self.line(&mut out, "sobol-total", "", group, &about, &text(index.total));
            }
        }
        out
    }

    fn numbers(&self, over: &OverWeights) -> Vec<(&'static str, String, String)> {
        let mut all = Vec::new();
        let shares = over.acceptability.iter().zip(&over.with_sampling).enumerate();
        for (at, (own, joint)) in shares {
            let rank = (at + 1).to_string();
            all.push(("acceptability", rank.clone(), own.to_string()));
            all.push(("with-sampling", rank, joint.to_string()));
        }
        let central = over.central_weights.iter().flatten().zip(&self.settings.weights);
        for (weight, one) in central {
            all.push(("central-weight", one.dimension.clone(), weight.to_string()));
        }
        let [best, worst] = over.possible_ranks;
        all.push(("possible-rank", "best".to_owned(), best.to_string()));
        all.push(("possible-rank", "worst".to_owned(), worst.to_string()));
        all.push(("variance", "sampling".to_owned(), over.variance.sampling.to_string()));
        all.push(("variance", "method".to_owned(), over.variance.method.to_string()));
        all
    }

    fn line(
        &self,
        out: &mut String,
        what: &str,
        region: &str,
        by: &[(String, String)],
        about: &str,
        value: &str,
    ) {
        let set = &self.settings;
        let mut cells = vec![what.to_owned(), region.to_owned()];
        cells.extend(by.iter().map(|(_, code)| code.clone()));
        cells.extend([about.to_owned(), value.to_owned(), set.draws.to_string()]);
        cells.extend([set.seed.to_string(), set.box_width.to_string()]);
        cells.extend([
            self.package.synthetic.to_string(),
            self.package.name.clone(),
            self.package.version.clone().unwrap_or_default(),
            self.package.sha256.clone(),
        ]);
        csv_line(out, cells);
    }
}
