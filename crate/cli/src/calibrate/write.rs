//! The answer of a calibration as aligned table and CSV, and the weights of the records.
//! Must not know statistics. Start with [`table`].

use survey::Survey;
use survey::calibrate::{CalibratedEstimates, MarginRow};

use crate::source::source;
use crate::table::{Columns, number, places};

/// For a person: what it rests on, the margins before and after, the estimates.
pub(crate) fn table(answer: &CalibratedEstimates) -> String {
    let mut out = head(answer);
    let mut columns = Columns::new(["margin", "cell", "n", "target", "before", "after"]);
    let whole = |value: f64| format!("{value:.1}");
    for row in &answer.margins {
        let numbers = [row.target, row.before, row.after].map(whole);
        let words = [row.margin.clone(), cell(row), row.n.to_string()];
        columns.push(words.into_iter().chain(numbers));
    }
    out.push_str(&columns.text());
    let weights = &answer.calibration.weights;
    out.push_str(&format!(
        "\nweights: {} records, sum {:.1}, from {:.3} to {:.3}; new/old from {:.4} to {:.4}; \
         design effect of weighting (Kish) {:.3} before, {:.3} after\n",
        weights.n,
        weights.sum,
        weights.min,
        weights.max,
        weights.lowest_ratio,
        weights.highest_ratio,
        weights.kish_before,
        weights.kish_after,
    ));
    if !answer.estimates.is_empty() {
        out.push('\n');
        out.push_str(&estimates(answer));
    }
    for note in &answer.notes {
        let code = note.category.as_deref().unwrap_or("none");
        let (field, n) = (&note.field, note.n);
        out.push_str(&format!("not in any group: {n} rows with {field} = {code}\n"));
    }
    out
}

/// Package, design and calibration in three lines.
pub(crate) fn head(answer: &CalibratedEstimates) -> String {
    let bounds = match answer.calibration.bounds {
        Some((low, high)) => format!(" between {low} and {high}"),
        None => String::new(),
    };
    let source = source(&answer.package, &answer.design, answer.level);
    format!(
        "{}\ncalibrated by {}{bounds} to {}: {} {}\n\n",
        source.trim_end(),
        answer.calibration.method.name(),
        answer.calibration.margins.join("; "),
        answer.calibration.iterations,
        if answer.calibration.iterations == 1 { "step" } else { "steps" },
    )
}

/// The codes of a cell; of a number and of the population nothing.
fn cell(row: &MarginRow) -> String {
    let codes: Vec<&str> = row.cell.iter().map(|(_, code)| code.as_str()).collect();
    codes.join(" × ")
}

fn estimates(answer: &CalibratedEstimates) -> String {
    let categories = answer.estimates.iter().any(|row| row.category.is_some());
    let by = answer.estimates.first().map_or(&[][..], |row| row.by.as_slice());
    let mut head: Vec<&str> = vec!["of", "statistic"];
    head.extend(by.iter().map(|(field, _)| field.as_str()));
    head.extend(categories.then_some("category"));
    head.extend(["n", "estimate", "se", "lower", "upper", "df", "deff"]);
    head.extend(["before", "se before", "note"]);
    let mut columns = Columns::new(head);
    for row in &answer.estimates {
        let size = row.estimate.unwrap_or(0.0).abs();
        let usual = match size {
            _ if size >= 1000.0 => 0,
            _ if size > 1.0 => 2,
            _ => 4,
        };
        let digits = places(row.estimate, row.se, usual);
        let mut cells = vec![row.of.clone(), row.statistic.name().to_owned()];
        cells.extend(row.by.iter().map(|(_, code)| code.clone()));
        cells.extend(categories.then(|| row.category.clone().unwrap_or_default()));
        cells.push(row.n.to_string());
        let values = [row.estimate, row.se, row.lower, row.upper];
        cells.extend(values.map(|value| number(value, digits)));
        cells.push(row.df.map(|df| df.to_string()).unwrap_or_default());
        cells.push(number(row.deff, 2));
        let before = [row.uncalibrated, row.uncalibrated_se];
        cells.extend(before.map(|value| number(value, digits)));
        cells.push(row.note.unwrap_or_default().to_owned());
        columns.push(cells);
    }
    columns.text()
}

/// The margins at full precision.
pub(crate) fn margins_csv(answer: &CalibratedEstimates) -> String {
    let head = ["margin", "cell", "n", "target", "before", "after"];
    let rows = answer.margins.iter().map(|row| {
        let numbers = [row.target, row.before, row.after].map(|value| value.to_string());
        let words = [row.margin.clone(), cell(row), row.n.to_string()];
        words.into_iter().chain(numbers).collect()
    });
    csv(head.map(str::to_owned).to_vec(), rows)
}

/// The estimates at full precision, with the columns of `solidarity estimate`.
pub(crate) fn estimates_csv(answer: &CalibratedEstimates) -> String {
    let by = answer.estimates.first().map_or(&[][..], |row| row.by.as_slice());
    let mut head: Vec<String> = ["of", "statistic"].map(str::to_owned).to_vec();
    head.extend(by.iter().map(|(field, _)| field.clone()));
    let tail = "category,n,weightedN,estimate,se,lower,upper,df,deff,note,uncalibrated,uncalibratedSe,\
                level,method,synthetic,package,version,sha256";
    head.extend(tail.split(',').map(str::to_owned));
    let number = |value: Option<f64>| value.map(|v| v.to_string()).unwrap_or_default();
    let package = &answer.package;
    let rows = answer.estimates.iter().map(|row| {
        let mut cells = vec![row.of.clone(), row.statistic.name().to_owned()];
        cells.extend(row.by.iter().map(|(_, code)| code.clone()));
        cells.push(row.category.clone().unwrap_or_default());
        cells.extend([row.n.to_string(), row.weighted_n.to_string()]);
        cells.extend([row.estimate, row.se, row.lower, row.upper].map(number));
        cells.push(row.df.map(|df| df.to_string()).unwrap_or_default());
        cells.push(number(row.deff));
        cells.push(row.note.unwrap_or_default().to_owned());
        cells.extend([row.uncalibrated, row.uncalibrated_se].map(number));
        cells.push(answer.level.to_string());
        cells.push(answer.calibration.method.name().to_owned());
        cells.push(package.synthetic.to_string());
        cells.push(package.name.clone());
        cells.push(package.version.clone().unwrap_or_default());
        cells.push(package.sha256.clone());
        cells
    });
    csv(head, rows)
}

/// One line a record: its key (without a declared key its number), the design's weight, the calibrated one.
pub(crate) fn weights_csv(survey: &Survey, weights: &[f64]) -> String {
    let design = &survey.definition().design.resource;
    let resources = survey.package().resources.iter();
    let schema =
        resources.filter(|one| one.name == *design).find_map(|one| one.schema.as_ref());
    let key = schema.map_or(&[][..], |schema| schema.primary_key.as_slice());
    let columns: Vec<_> =
        key.iter().filter_map(|field| survey.table().column(field)).collect();
    let mut head: Vec<String> = columns.iter().map(|one| one.field.clone()).collect();
    if head.is_empty() {
        head.push("record".to_owned());
    }
    head.extend(["design_weight", "calibrated_weight"].map(str::to_owned));
    let rows = survey.design().weights().iter().zip(weights).enumerate();
    let rows = rows.map(|(row, (old, new))| {
        let mut cells: Vec<String> =
            columns.iter().map(|one| one.text(row).unwrap_or_default()).collect();
        if cells.is_empty() {
            cells.push((row + 1).to_string());
        }
        cells.extend([old.to_string(), new.to_string()]);
        cells
    });
    csv(head, rows)
}

fn csv(head: Vec<String>, rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut out = csv::Writer::from_writer(Vec::new());
    for record in std::iter::once(head).chain(rows) {
        // Writing to memory cannot fail.
        let _ = out.write_record(record);
    }
    String::from_utf8(out.into_inner().unwrap_or_default()).unwrap_or_default()
}
