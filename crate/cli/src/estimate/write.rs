//! Estimates for a person: what they rest on, aligned columns, what the rows do not say.
//! Must not compute. Start with [`table`].

use survey::request::{MeasureRow, Measures};

use crate::source::source;
use crate::table::{Columns, number, places};

/// The rows as aligned columns, rounded.
pub(super) fn table(answer: &Measures) -> String {
    let rows = &answer.estimates;
    let several = |has: &dyn Fn(&MeasureRow) -> bool| rows.iter().any(has);
    let over = several(&|row| row.over.is_some());
    let categories = several(&|row| row.category.is_some());
    let quantiles = several(&|row| row.quantile.is_some());
    let levels = several(&|row| row.level.is_some());
    let mut head: Vec<&str> = vec!["of", "statistic"];
    head.extend(over.then_some("over"));
    let by = rows.first().map_or(&[][..], |row| row.by.as_slice());
    head.extend(by.iter().map(|(field, _)| field.as_str()));
    head.extend(categories.then_some("category"));
    head.extend(quantiles.then_some("quantile"));
    head.extend(levels.then_some("level"));
    head.extend(["n", "estimate", "se", "lower", "upper", "df", "deff", "n_eff", "note"]);
    let mut columns = Columns::new(head);
    for row in rows {
        let digits = places(row.estimate, row.se, digits(row));
        let mut cells = vec![row.of.clone(), row.statistic.to_owned()];
        cells.extend(over.then(|| row.over.clone().unwrap_or_default()));
        cells.extend(row.by.iter().map(|(_, code)| code.clone()));
        cells.extend(categories.then(|| row.category.clone().unwrap_or_default()));
        let quantile = row.quantile.map(|p| p.to_string());
        cells.extend(quantiles.then(|| quantile.unwrap_or_default()));
        cells.extend(levels.then(|| row.level.unwrap_or(answer.level).to_string()));
        cells.push(row.n.to_string());
        let values = [row.estimate, row.se, row.lower, row.upper];
        cells.extend(values.map(|value| number(value, digits)));
        cells.push(row.df.map(|df| df.to_string()).unwrap_or_default());
        cells.push(number(row.deff, 2));
        cells.push(number(row.effective_n, 0));
        cells.push(row.note.map_or("", |note| note.code()).to_owned());
        columns.push(cells);
    }
    let mut out = source(&answer.package, &answer.design, answer.level);
    out.push_str(&columns.text());
    for note in &answer.notes {
        let code = note.category.as_deref().unwrap_or("none");
        let (field, n) = (&note.field, note.n);
        out.push_str(&format!("not in any group: {n} rows with {field} = {code}\n"));
    }
    out
}

/// Decimals that a person reads: more for what lies between 0 and 1, fewer for totals.
fn digits(row: &MeasureRow) -> usize {
    match row.statistic {
        "total" => 1,
        "mean" | "variance" | "sd" | "quantile" if !fraction(row) => 2,
        _ => 4,
    }
}

/// The mean of a yes-or-no answer is a proportion.
fn fraction(row: &MeasureRow) -> bool {
    row.estimate.is_some_and(|value| (0.0..=1.0).contains(&value))
        && row.se.is_none_or(|se| se < 0.5)
        && row.upper.is_none_or(|upper| upper < 2.0)
}
