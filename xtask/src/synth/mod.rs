//! `cargo xtask synth`: makes the synthetic data package from the documented model.
//!
//! The same bytes on every machine: a fixed seed, `libm`, no clock, no hash order. It must
//! not know the survey crate: what it writes is checked by others. Start from [`run`].

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Result, bail};

mod answers;
mod codebook;
mod definition;
mod fieldwork;
mod interviews;
mod json;
mod latent;
mod package;
mod persons;
mod questions;
mod random;
mod records;
mod themes;
mod towns;
mod weights;

/// Writes `data/`, unless the made data miss a target of the model.
pub(crate) fn run(root: &Path) -> Result<()> {
    let data = root.join("data");
    fs::create_dir_all(&data)?;
    for (path, text) in made(&data)? {
        fs::write(data.join(path), text)?;
    }
    Ok(())
}

/// Every file of `data/` by its name.
fn made(_data: &Path) -> Result<BTreeMap<&'static str, String>> {
    let (people, dispositions) = fieldwork::fieldwork();
    let weights = weights::weights(&people);
    let persons = persons::persons(&people, &weights);
    if let Some(broken) = persons::broken_logic(&persons) {
        bail!("{broken}");
    }
    let (latent, _towns) = latent::latent(&persons);
    let answers = answers::answers(&persons, &latent);
    let codes = themes::codes();
    let interviews = interviews::interviews(&codes);
    let mut files = BTreeMap::from([
        ("respondents_synthetic.csv", records::respondents_csv(&persons, &answers)),
        ("towns_synthetic.csv", towns::towns_csv()),
        ("fieldwork_synthetic.csv", fieldwork::fieldwork_csv(&dispositions)),
        ("margins_synthetic.csv", towns::margins_csv()),
        ("census.csv", towns::CENSUS_CSV.to_owned()),
        ("interviews_synthetic.csv", interviews::interviews_csv(&interviews)),
        ("codings_synthetic.csv", interviews::codings_csv(&interviews, &codes)),
        ("codes.csv", interviews::codes_csv(&codes)),
        ("display_synthetic.csv", themes::display_csv()),
    ]);
    let descriptor = package::descriptor(&files);
    files.insert("datapackage.json", descriptor);
    let sums: String = files
        .iter()
        .map(|(path, text)| format!("{}  {path}\n", package::sha256(text.as_bytes())))
        .collect();
    files.insert("SHA256SUMS", sums);
    Ok(files)
}
