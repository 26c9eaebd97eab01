//! Reliability and agreement for a person: aligned columns. Must not know statistics.
//! Start with [`scales`] or [`interviews`].

use std::fmt::Write as _;

use survey::agreement::{Agreement, AgreementNote, Coefficient};
use survey::reliability::{
    MatrixKind, Reliability, ReliabilityNote, ScaleReliability, Structure,
};

use crate::source::source;
use crate::table::{Columns, number as decimal, places};

fn number(value: Option<f64>) -> String {
    decimal(value, places(value, None, 3).min(6))
}

/// Coefficients of all scales, then their items, then the correlations.
pub(super) fn scales(answer: &Reliability) -> String {
    let mut out = source(&answer.package, &answer.design, answer.level);
    let mut table = Columns::new([
        "of",
        "items",
        "use",
        "n",
        "pairs",
        "alpha",
        "se",
        "lower",
        "upper",
        "df",
        "ase",
        "standardized",
        "note",
    ]);
    for scale in &answer.scales {
        for part in [&scale.pairwise, &scale.complete_cases] {
            let alpha = &part.alpha;
            let mut cells = vec![scale.of.clone(), scale.items.len().to_string()];
            cells.extend([alpha.rule.name().to_owned(), alpha.n.to_string()]);
            cells.push(format!("{}-{}", alpha.least_pair, alpha.most_pair));
            let digits = places(alpha.estimate, alpha.se, 3);
            let values = [alpha.estimate, alpha.se, alpha.lower, alpha.upper];
            cells.extend(values.map(|value| decimal(value, digits)));
            cells.push(alpha.df.to_string());
            cells.extend([part.classical.ase, part.standardized_alpha].map(number));
            cells.push(alpha.note.map_or("", ReliabilityNote::code).to_owned());
            table.push(cells);
        }
    }
    out.push_str(&table.text());
    out.push_str(
        "pairs: fewest and most rows of a pair of items; se and limits: jackknife over PSUs of \
         ln(1 - alpha); ase: as if simple random\n\n",
    );
    let mut table = Columns::new([
        "of",
        "matrix",
        "use",
        "omega",
        "eigenvalue1",
        "explained1",
        "note",
    ]);
    for scale in &answer.scales {
        for one in &scale.structure {
            let first = |of: fn(&survey::reliability::Components) -> &Vec<f64>| {
                one.components.as_ref().and_then(|found| of(found).first().copied())
            };
            let note = one.note.or(one.omega.note).map_or("", ReliabilityNote::code);
            let mut cells = vec![scale.of.clone(), one.matrix.name().to_owned()];
            cells.push(one.rule.name().to_owned());
            let values = [
                one.omega.estimate,
                first(|found| &found.eigenvalues),
                first(|found| &found.explained),
            ];
            cells.extend(values.map(number));
            cells.push(note.to_owned());
            table.push(cells);
        }
    }
    out.push_str(&table.text());
    out.push_str("omega: omega total of one factor by minres on standardized items\n");
    for scale in &answer.scales {
        items(&mut out, scale);
        for one in chosen(scale) {
            correlations(&mut out, scale, one);
        }
    }
    out
}

/// The structures of the last kind asked for, reported rows first.
fn chosen(scale: &ScaleReliability) -> impl Iterator<Item = &Structure> {
    let polychoric = |one: &&Structure| one.matrix == MatrixKind::Polychoric;
    let found = scale.structure.iter().find(polychoric);
    let own = || scale.structure.iter().find(|one| one.rule == scale.headline);
    found.or_else(own).into_iter()
}

fn items(out: &mut String, scale: &ScaleReliability) {
    let reversed = match scale.reversed.as_slice() {
        [] => String::new(),
        names => format!(", reversed: {}", names.join(", ")),
    };
    let part = scale.reported();
    let rule = scale.headline.name();
    let structure = chosen(scale).next();
    let matrix = structure.map_or("", |one| one.matrix.name());
    let _ = writeln!(
        out,
        "\n{} ({rule} rows{reversed}; factor and component of {matrix} correlations)",
        scale.of
    );
    let mut table = Columns::new([
        "item",
        "n",
        "mean",
        "sd",
        "item-rest",
        "alpha if dropped",
        "factor",
        "component1",
    ]);
    for (at, item) in part.items.iter().enumerate() {
        let factor =
            structure.and_then(|one| one.omega.loadings.as_ref()?.get(at).copied());
        let component = structure.and_then(|one| {
            one.components.as_ref()?.loadings.as_ref()?.get(at)?.first().copied()
        });
        let mut cells = vec![item.item.clone(), item.n.to_string()];
        let values = [
            item.mean,
            item.sd,
            item.item_rest,
            item.alpha_if_dropped,
            factor,
            component,
        ];
        cells.extend(values.map(number));
        table.push(cells);
    }
    out.push_str(&table.text());
}

fn correlations(out: &mut String, scale: &ScaleReliability, structure: &Structure) {
    let _ = writeln!(out, "{} correlations", structure.matrix.name());
    let mut table =
        Columns::new(std::iter::once("").chain(scale.items.iter().map(String::as_str)));
    for (name, row) in scale.items.iter().zip(&structure.correlation) {
        let cells = row.iter().map(|one| number(*one));
        table.push(std::iter::once(name.clone()).chain(cells));
    }
    out.push_str(&table.text());
}

/// The pooled coefficients, then every code.
pub(super) fn interviews(answer: &Agreement) -> String {
    let package = &answer.package;
    let version = package.version.as_deref().unwrap_or("without version");
    let label = if package.synthetic { ", SYNTHETIC DATA" } else { "" };
    let hash = package.sha256.get(..12).unwrap_or_default();
    let [first, second] = &answer.coders;
    let (pooled, level) = (&answer.pooled, answer.level);
    let mut out = format!(
        "{} {version} ({hash}){label}\ncoders {first} and {second}, {} interviews, {} codes, level \
         {level}\n\n",
        package.name,
        answer.interviews,
        answer.codes.len(),
    );
    let limits = |one: &Coefficient| match (one.lower, one.upper) {
        (Some(low), Some(high)) => {
            format!(" ({low:.3} to {high:.3}, df {})", one.df.unwrap_or(0))
        }
        _ => one.note.map(|note| format!(" ({})", note.code())).unwrap_or_default(),
    };
    let _ = writeln!(
        out,
        "kappa pooled over codes {}{}\nagreement on {} decisions {}, Krippendorff's alpha {}\n",
        number(pooled.kappa.estimate),
        limits(&pooled.kappa),
        pooled.decisions,
        number(pooled.percent),
        number(pooled.krippendorff),
    );
    let mut table = Columns::new([
        "code",
        "n",
        "agreement",
        "kappa",
        "se",
        "lower",
        "upper",
        "ac1",
        "se",
        "lower",
        "upper",
        "krippendorff",
        "note",
    ]);
    for code in &answer.codes {
        let mut cells = vec![code.code.clone(), code.n.to_string(), number(code.percent)];
        for one in [&code.kappa, &code.ac1] {
            cells.extend([one.estimate, one.se, one.lower, one.upper].map(number));
        }
        cells.push(number(code.krippendorff));
        let note = code.kappa.note.or(code.ac1.note);
        cells.push(note.map_or("", AgreementNote::code).to_owned());
        table.push(cells);
    }
    out.push_str(&table.text());
    out
}
