//! `solidarity calibrate`: margins from a file or the package, the weights, and what they change.
//! Must not know statistics. Start with [`run`].

mod explain;
mod rcode;
mod write;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use survey::Survey;
use survey::calibrate::{Calibrated, CalibratedStatistic, Margins, Method};
use survey::package::LonelyPsu;
use survey::request::Filter;

use crate::estimate::{Format, lonely_psu, under};
use crate::read_or_tell;
use crate::terminal::{print, say};

/// Examples, each of which runs on the shipped package.
pub(crate) const EXAMPLES: &str = "\
Margins are a CSV file with the columns field, category, total: people in the category. Every other
column that is a field of the sample says within which of its categories the row holds. A row without
category gives the total of a numeric field, one without field the size of the population.

Examples:
  solidarity calibrate data --method rake
  solidarity calibrate data --method rake --of si,alienation --by town
  solidarity calibrate data --method logit --bounds 0.3,3 --of a1 --statistic share --format csv
  solidarity calibrate data --method linear --of si --by sex --format json
  solidarity calibrate data --method rake --of typology --explain
  solidarity calibrate data --method rake --of si --by town --r-code
  solidarity calibrate data --margins data/margins_synthetic.csv --method linear --out weights.csv";

/// Options of `solidarity calibrate`.
#[derive(clap::Args, Debug)]
pub(crate) struct CalibrateArgs {
    /// A `datapackage.json`, its folder, or a .zip of it
    package: PathBuf,
    /// The margins [default: those the package declares]
    #[arg(long, value_name = "FILE.csv")]
    margins: Option<PathBuf>,
    /// How the weights are found
    #[arg(long, value_name = "METHOD", value_parser = method())]
    method: Method,
    /// Lowest and highest ratio of new to old weight, for linear and logit
    #[arg(long, value_name = "LOW,HIGH", value_delimiter = ',', num_args = 1)]
    bounds: Vec<f64>,
    /// What is estimated: the index, dimensions, scales, `typology`, fields
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    of: Vec<String>,
    /// The statistic [of the typology: share]
    #[arg(long, default_value = "mean", value_parser = statistic())]
    statistic: CalibratedStatistic,
    /// Groups: the crossing of these fields
    #[arg(long, value_name = "FIELD", value_delimiter = ',', requires = "of")]
    by: Vec<String>,
    /// Only rows with these codes, FIELD=CODE,CODE, or numbers, FIELD=LOW..HIGH; several must all hold
    #[arg(long = "where", value_name = "CONDITION", requires = "of")]
    conditions: Vec<String>,
    /// The confidence level, between 0 and 1 [default: that of the package]
    #[arg(long, value_name = "LEVEL")]
    level: Option<f64>,
    /// What is done with a stratum of one PSU [default: that of the package]
    #[arg(long, value_name = "POLICY", value_parser = lonely_psu())]
    lonely_psu: Option<LonelyPsu>,
    /// Write the calibrated weight of every record to this file
    #[arg(long, value_name = "FILE.csv")]
    out: Option<PathBuf>,
    /// Print the formulas, their sources and the inputs instead of the table
    #[arg(long, conflicts_with_all = ["format", "r_code"])]
    explain: bool,
    /// Print the R code that recomputes the numbers
    #[arg(long, conflicts_with = "format")]
    r_code: bool,
    /// How the answer is written; as CSV the estimates, without `--of` the margins
    #[arg(long, default_value = "table")]
    format: Format,
}

fn method() -> impl clap::builder::TypedValueParser<Value = Method> {
    PossibleValuesParser::new(Method::ALL.iter().map(|one| one.name()))
        .try_map(|name| Method::named(&name).ok_or("no method"))
}

fn statistic() -> impl clap::builder::TypedValueParser<Value = CalibratedStatistic> {
    PossibleValuesParser::new(CalibratedStatistic::ALL.iter().map(|one| one.name()))
        .try_map(|name| CalibratedStatistic::named(&name).ok_or("no statistic"))
}

/// Prints the margins and estimates. The error is one of usage: exit status 2.
pub(crate) fn run(args: &CalibrateArgs) -> Result<ExitCode, String> {
    let Some(survey) = read_or_tell(&args.package)? else { return Ok(ExitCode::from(1)) };
    let survey = under(survey, args.lonely_psu);
    let text = |error: &dyn std::error::Error| error.to_string();
    let margins = margins(&survey, args)?;
    let bounds = bounds(&args.bounds)?;
    let calibrated =
        survey.calibrate(&margins, args.method, bounds).map_err(|error| text(&error))?;
    let filters = args.conditions.iter().map(|one| Filter::parse(one));
    let filters: Vec<Filter> =
        filters.collect::<Result<_, _>>().map_err(|error| text(&error))?;
    let answer = calibrated
        .estimate(&args.of, args.statistic, &args.by, &filters, args.level)
        .map_err(|error| text(&error))?;
    let out = if args.explain {
        explain::text(&answer)
    } else if args.r_code {
        rcode::script(&survey, &answer, &filters)?
    } else {
        match args.format {
            Format::Table => write::table(&answer),
            Format::Csv if args.of.is_empty() => write::margins_csv(&answer),
            Format::Csv => write::estimates_csv(&answer),
            Format::Json => {
                let json = serde_json::to_string_pretty(&answer);
                json.map_err(|error| error.to_string())? + "\n"
            }
        }
    };
    if let Some(path) = &args.out {
        let csv = write::weights_csv(&survey, calibrated.weights());
        std::fs::write(path, csv)
            .map_err(|error| format!("{}: cannot be written: {error}", path.display()))?;
        say(&told(path, &calibrated));
    }
    print(&out)?;
    Ok(ExitCode::SUCCESS)
}

fn told(path: &std::path::Path, calibrated: &Calibrated<'_>) -> String {
    let note = calibrated.note().weights;
    format!("{}: {} weights that add up to {}", path.display(), note.n, note.sum)
}

fn margins(survey: &Survey, args: &CalibrateArgs) -> Result<Margins, String> {
    let Some(path) = &args.margins else {
        return survey.declared_margins().map_err(|error| error.to_string());
    };
    let name = path.display().to_string();
    let bytes = std::fs::read(path)
        .map_err(|error| format!("{name}: cannot be read: {error}"))?;
    Margins::from_csv(&name, &bytes).map_err(|error| error.to_string())
}

fn bounds(given: &[f64]) -> Result<Option<(f64, f64)>, String> {
    match given {
        [] => Ok(None),
        [low, high] => Ok(Some((*low, *high))),
        _ => Err("--bounds takes two numbers, such as 0.3,3".to_owned()),
    }
}
