//! `cargo xtask bench`: how long the crate takes natively, with R's package survey measured in the same run.
//!
//! Arguments: the folder of the package, the script of R. Prints medians with the fastest and the slowest run;
//! what is read out of it stands in `tests/bench/README.md`. Must not know the page.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a program that measures time and prints it"
)]

use std::error::Error;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

use survey::package::Files;
use survey::{Request, Survey};

const BREAKDOWNS: [&str; 7] =
    ["town", "age_band", "sex", "edu", "work", "dynasty", "member"];

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let package = arguments.next().ok_or("name the folder of the package")?;
    let script = arguments.next().ok_or("name the script of R")?;
    let files = read(Path::new(&package))?;
    let (survey, _) = Survey::read(&files);
    let survey = survey.ok_or("the package cannot be used")?;

    let (crate_ms, n) = breakdowns(&survey, 51)?;
    tell(&format!("{n} estimates by every breakdown, crate"), &crate_ms);
    match in_r(&package, &script) {
        Ok((r_ms, in_r)) => {
            tell(&format!("{in_r} estimates by every breakdown, R survey"), &r_ms);
            let each = |ms: &[f64], n: usize| median(ms) / n as f64;
            let ratio = each(&r_ms, in_r) / each(&crate_ms, n);
            println!("R survey takes {ratio:.0} times as long for an estimate");
        }
        Err(reason) => println!("R survey was not measured: {reason}"),
    }
    let (rows, large) = million(&files)?;
    let start = Instant::now();
    let (survey, findings) = Survey::read(&large);
    let survey = survey.ok_or_else(|| format!("{:?}", findings.iter().next()))?;
    tell(&format!("{rows} rows x 15 items read, checked, scored"), &[since(start)]);
    let (ms, n) = breakdowns(&survey, 3)?;
    tell(&format!("{rows} rows: {n} estimates by every breakdown"), &ms);
    Ok(())
}

fn read(folder: &Path) -> Result<Files, Box<dyn Error>> {
    let mut files = Files::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.ends_with(".csv") || name == "datapackage.json" {
            files.insert(name, std::fs::read(&path)?);
        }
    }
    Ok(files)
}

/// Milliseconds of each run after one that warms up, and the number of estimates.
fn breakdowns(survey: &Survey, runs: usize) -> Result<(Vec<f64>, usize), Box<dyn Error>> {
    let definition = survey.definition();
    let scales = definition.dimensions().iter().chain(&definition.scales);
    let mut of: Vec<String> = definition.index.iter().map(|one| one.id.clone()).collect();
    for scale in scales {
        of.push(scale.id.clone());
        of.extend(scale.items.iter().map(|item| item.field.clone()));
    }
    let (mut times, mut n) = (Vec::new(), 0);
    for _ in 0..=runs {
        let start = Instant::now();
        n = 0;
        for by in BREAKDOWNS {
            let (of, by) = (of.clone(), vec![by.to_owned()]);
            let found = survey.estimate(&Request { of, by, ..Request::default() })?;
            n += found.estimates.len();
        }
        times.push(since(start));
    }
    times.remove(0);
    Ok((times, n))
}

/// The same by R: milliseconds of each run, and the number of estimates.
fn in_r(package: &str, script: &str) -> Result<(Vec<f64>, usize), Box<dyn Error>> {
    let table = Path::new(package).join("respondents_synthetic.csv");
    let output = Command::new("Rscript").arg(script).arg(table).arg("3").output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    let text = String::from_utf8(output.stdout)?;
    let mut numbers = text.split_whitespace();
    let n = numbers.next().ok_or("R printed nothing")?.parse()?;
    Ok((numbers.map(str::parse).collect::<Result<_, _>>()?, n))
}

/// The shipped sample repeated to a million rows: every repetition is a set of PSUs of its own.
fn million(files: &Files) -> Result<(usize, Files), Box<dyn Error>> {
    const ROWS: usize = 1_000_000;
    let name = files.keys().find(|name| name.starts_with("respondents"));
    let name = name.ok_or("no table of respondents")?.clone();
    let text = String::from_utf8(files[&name].clone())?;
    let (head, rows) = text.split_once('\n').ok_or("an empty table")?;
    let columns: Vec<&str> = head.trim_end().split(',').collect();
    let at = |field: &str| columns.iter().position(|column| *column == field);
    let (id, psu) = (at("id").ok_or("no id")?, at("psu").ok_or("no psu")?);
    let mut large = format!("{head}\n");
    let mut n = 0;
    for copy in 0.. {
        for row in rows.lines() {
            if n == ROWS {
                break;
            }
            n += 1;
            for (column, cell) in row.split(',').enumerate() {
                large.push_str(if column == 0 { "" } else { "," });
                if column == id {
                    large.push_str(&n.to_string());
                } else if column == psu {
                    let unit: usize = cell.parse()?;
                    large.push_str(&(copy * 1000 + unit).to_string());
                } else {
                    large.push_str(cell);
                }
            }
            large.push('\n');
        }
        if n == ROWS {
            break;
        }
    }
    let mut files = files.clone();
    files.insert(name.clone(), large.into_bytes());
    let descriptor = files.remove("datapackage.json").ok_or("no descriptor")?;
    let mut descriptor: serde_json::Value = serde_json::from_slice(&descriptor)?;
    for resource in descriptor["resources"].as_array_mut().ok_or("no resources")? {
        if resource["path"] == name.as_str()
            && let Some(resource) = resource.as_object_mut()
        {
            resource.remove("hash");
            resource.remove("bytes");
        }
    }
    files.insert("datapackage.json".to_owned(), serde_json::to_vec(&descriptor)?);
    Ok((n, files))
}

fn since(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1000.0
}

fn median(ms: &[f64]) -> f64 {
    let mut ms = ms.to_vec();
    ms.sort_by(f64::total_cmp);
    ms.get(ms.len() / 2).copied().unwrap_or(f64::NAN)
}

fn tell(what: &str, ms: &[f64]) {
    let low = ms.iter().copied().fold(f64::INFINITY, f64::min);
    let high = ms.iter().copied().fold(0.0, f64::max);
    println!("{what}: {:.2} ms ({low:.2} to {high:.2}, {} runs)", median(ms), ms.len());
}
