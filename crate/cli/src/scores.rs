//! `solidarity scores`: the scores of every record, for the owner of the data.
//! Must not know how scores are made. Start with [`run`].

use std::path::PathBuf;
use std::process::ExitCode;

use survey::Survey;
use survey::score::{Scored, Typology};

use crate::read_or_tell;
use crate::terminal::{print, say};

/// Examples, each of which runs on the shipped package.
pub(crate) const EXAMPLES: &str = "\
Examples:
  solidarity scores data
  solidarity scores data --out scores.csv";

/// Options of `solidarity scores`.
#[derive(clap::Args, Debug)]
pub(crate) struct ScoresArgs {
    /// A `datapackage.json`, its folder, or a .zip of it
    package: PathBuf,
    /// The file that is written, instead of stdout
    #[arg(long, value_name = "F.csv")]
    out: Option<PathBuf>,
}

/// Prints or writes the scores. The error is one of usage: exit status 2.
pub(crate) fn run(args: &ScoresArgs) -> Result<ExitCode, String> {
    let Some(survey) = read_or_tell(&args.package)? else { return Ok(ExitCode::from(1)) };
    let csv = csv(&survey).map_err(|error| error.to_string())?;
    match &args.out {
        Some(path) => std::fs::write(path, csv)
            .map_err(|error| format!("{}: cannot be written: {error}", path.display()))?,
        None => print(&csv)?,
    }
    for scored in all(&survey) {
        let losses = scored.losses;
        say(&format!(
            "{}: {} of {} records valid, {} with too few answers, {} with none",
            scored.id, losses.valid, losses.rows, losses.too_few, losses.empty
        ));
    }
    Ok(ExitCode::SUCCESS)
}

fn all(survey: &Survey) -> impl Iterator<Item = &Scored> {
    let scores = survey.scores();
    scores.index.iter().chain(&scores.dimensions).chain(&scores.scales)
}

/// One line a record: its key (without a declared key its number), each score with the number of valid
/// parts behind it, the type. A score that is not valid is empty.
fn csv(survey: &Survey) -> Result<String, Box<dyn std::error::Error>> {
    let design = &survey.definition().design.resource;
    let resources = survey.package().resources.iter();
    let schema =
        resources.filter(|one| one.name == *design).find_map(|one| one.schema.as_ref());
    let key = schema.map_or(&[][..], |schema| schema.primary_key.as_slice());
    let table = survey.table();
    let columns: Vec<_> = key.iter().filter_map(|field| table.column(field)).collect();
    let typology = survey.scores().typology.as_ref();
    let mut out = csv::Writer::from_writer(Vec::new());

    let mut head: Vec<String> = columns.iter().map(|one| one.field.clone()).collect();
    if head.is_empty() {
        head.push("record".to_owned());
    }
    for scored in all(survey) {
        head.extend([scored.id.clone(), format!("{}_valid", scored.id)]);
    }
    head.extend(typology.map(|_| Typology::ID.to_owned()));
    out.write_record(&head)?;

    for row in 0..table.rows {
        let mut cells: Vec<String> =
            columns.iter().map(|one| one.text(row).unwrap_or_default()).collect();
        if cells.is_empty() {
            cells.push((row + 1).to_string());
        }
        for scored in all(survey) {
            let value = scored.values.get(row).copied().flatten();
            cells.push(value.map(|value| value.to_string()).unwrap_or_default());
            cells.push(scored.parts.get(row).copied().unwrap_or(0).to_string());
        }
        cells.extend(typology.map(|typology| {
            let kinds = typology.cuts.first().map(|cut| &cut.kinds);
            let kind = kinds.and_then(|kinds| kinds.get(row).copied().flatten());
            kind.map_or("", |kind| kind.code()).to_owned()
        }));
        out.write_record(&cells)?;
    }
    Ok(String::from_utf8(out.into_inner()?)?)
}
