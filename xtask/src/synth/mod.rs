//! `cargo xtask synth`: makes the synthetic data package from the documented model.
//!
//! The same bytes on every machine: a fixed seed, `libm`, no clock, no hash order. It must
//! not know the survey crate: what it writes is checked by others. Start from [`run`].

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use answers::Answers;
use fieldwork::{Dispositions, Reached};
use interviews::{Code, Interview};
use latent::Latent;
use persons::Person;
use targets::Target;

mod answers;
mod checks;
mod codebook;
mod definition;
mod fieldwork;
mod interviews;
mod json;
mod latent;
mod measures;
mod package;
mod persons;
mod questions;
mod random;
mod records;
mod resources;
mod targets;
mod themes;
mod towns;
mod weights;

/// Everything that was made, before it is written.
struct Made {
    people: Vec<Reached>,
    dispositions: Vec<Dispositions>,
    weights: Vec<f64>,
    persons: Vec<Person>,
    latent: Vec<Latent>,
    /// Effects of the towns on the four factors.
    towns: Vec<[f64; 4]>,
    answers: Vec<Answers>,
    codes: Vec<Code>,
    interviews: Vec<Interview>,
}

/// Writes `data/`, unless the made data miss a target of the model.
pub(crate) fn run(root: &Path) -> Result<()> {
    let data = root.join("data");
    for (path, text) in files(&data)? {
        fs::write(data.join(path), text).with_context(|| format!("data/{path}"))?;
    }
    Ok(())
}

/// Every file of `data/` by its name; the readmes with their tables renewed.
fn files(data: &Path) -> Result<BTreeMap<&'static str, String>> {
    let made = make();
    let broken = persons::broken_logic(&made.persons);
    if !broken.is_empty() {
        bail!("{}", broken.join("\n"));
    }
    let targets = checks::targets(&made);
    let missed: Vec<String> =
        targets.iter().filter(|target| !target.met()).map(Target::line).collect();
    if !missed.is_empty() {
        bail!("the made data miss {} targets:\n{}", missed.len(), missed.join("\n"));
    }
    let mut files = tables(&made);
    let descriptor = package::descriptor(&files);
    files.insert("datapackage.json", descriptor);
    for (path, table) in [
        ("README.md", targets::table_en(&targets)),
        ("README.ru.md", targets::table_ru(&targets)),
    ] {
        let old = fs::read_to_string(data.join(path)).with_context(|| path.to_owned())?;
        files.insert(path, readme(&old, &table).with_context(|| path.to_owned())?);
    }
    let sums = files
        .iter()
        .map(|(path, text)| format!("{}  {path}\n", package::sha256(text.as_bytes())));
    let sums: String = sums.collect();
    files.insert("SHA256SUMS", sums);
    Ok(files)
}

fn make() -> Made {
    let (people, dispositions) = fieldwork::fieldwork();
    let weights = weights::weights(&people);
    let persons = persons::persons(&people, &weights);
    let (latent, towns) = latent::latent(&persons);
    let answers = answers::answers(&persons, &latent);
    let codes = themes::codes();
    let interviews = interviews::interviews(&codes);
    Made {
        people,
        dispositions,
        weights,
        persons,
        latent,
        towns,
        answers,
        codes,
        interviews,
    }
}

fn tables(made: &Made) -> BTreeMap<&'static str, String> {
    let Made { persons, answers, interviews, codes, .. } = made;
    BTreeMap::from([
        ("respondents_synthetic.csv", records::respondents_csv(persons, answers)),
        ("towns_synthetic.csv", towns::towns_csv()),
        ("fieldwork_synthetic.csv", fieldwork::fieldwork_csv(&made.dispositions)),
        ("margins_synthetic.csv", towns::margins_csv()),
        ("census.csv", towns::CENSUS_CSV.to_owned()),
        ("interviews_synthetic.csv", interviews::interviews_csv(interviews)),
        ("codings_synthetic.csv", interviews::codings_csv(interviews, codes)),
        ("codes.csv", interviews::codes_csv(codes)),
        ("display_synthetic.csv", themes::display_csv()),
    ])
}

/// The readme with another table between its two markers.
fn readme(old: &str, table: &str) -> Result<String> {
    const START: &str = "<!-- targets: made by `cargo xtask synth` -->\n";
    const END: &str = "<!-- end of targets -->";
    let (before, rest) = old.split_once(START).context("no start marker")?;
    let (_, after) = rest.split_once(END).context("no end marker")?;
    Ok(format!("{before}{START}{table}{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data() -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../data")
    }

    #[test]
    fn the_committed_files_are_what_is_made() {
        for (path, text) in files(&data()).expect("the data are made") {
            let committed = fs::read_to_string(data().join(path)).expect(path);
            assert!(committed == text, "data/{path} differs: run `cargo xtask synth`");
        }
    }

    #[test]
    fn nothing_else_lies_in_the_folder() {
        let made = files(&data()).expect("the data are made");
        for entry in fs::read_dir(data()).expect("data/") {
            let name = entry.expect("an entry").file_name();
            let name = name.to_str().expect("a UTF-8 name").to_owned();
            assert!(made.contains_key(name.as_str()), "data/{name} is made by nobody");
        }
    }

    #[test]
    fn synthetic_tables_say_so_in_name_and_rows() {
        for (path, text) in tables(&make()) {
            let says = text.lines().next().is_some_and(|l| l.ends_with(",synthetic"));
            assert_eq!(path.contains("_synthetic"), says, "{path}");
            let ones = text.lines().skip(1).all(|line| line.ends_with(",1"));
            assert!(!says || ones, "{path}");
        }
    }
}
