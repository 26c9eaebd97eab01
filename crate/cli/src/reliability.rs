//! `solidarity reliability`: scales and their items, or the two coders of the interviews.
//! Must not know statistics. Start with [`run`].

mod csv;
mod explain;
mod rcode;
mod write;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use serde::Serialize;
use survey::Survey;
use survey::agreement::AgreementRequest;
use survey::package::LonelyPsu;
use survey::reliability::{MatrixKind, ReliabilityRequest};
use survey::request::Filter;

use crate::estimate::{Format, lonely_psu, under};
use crate::read_or_tell;
use crate::terminal::print;

/// Examples, each of which runs on the shipped package.
pub(crate) const EXAMPLES: &str = "\
Examples:
  solidarity reliability data
  solidarity reliability data --of common_cause,alienation --format json
  solidarity reliability data --of alienation --matrix polychoric
  solidarity reliability data --of mutual_help --where sex=2 --where work=1,2,3 --format csv
  solidarity reliability data --of si --explain
  solidarity reliability data --of authorities --r-code
  solidarity reliability data --interviews
  solidarity reliability data --interviews --coders 1,consensus --format csv";

/// Options of `solidarity reliability`.
#[derive(clap::Args, Debug)]
pub(crate) struct ReliabilityArgs {
    /// A `datapackage.json`, its folder, or a .zip of it
    package: PathBuf,
    /// Dimensions and scales; of the index only correlations [default: every dimension and scale]
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    of: Vec<String>,
    /// The agreement of the two coders of the interviews instead
    #[arg(long, conflicts_with_all = ["of", "matrix", "conditions", "lonely_psu"])]
    interviews: bool,
    /// Which two coders [default: all but the one whose codings are shown]
    #[arg(long, value_name = "A,B", value_delimiter = ',', requires = "interviews")]
    coders: Vec<String>,
    /// Correlations for omega and components: Pearson's, or polychoric ones too
    #[arg(long, value_name = "MATRIX", default_value = "pearson", value_parser = matrix())]
    matrix: MatrixKind,
    /// Only rows with these codes, FIELD=CODE,CODE, or numbers, FIELD=LOW..HIGH; several must all hold
    #[arg(long = "where", value_name = "CONDITION")]
    conditions: Vec<String>,
    /// The confidence level, between 0 and 1 [default: that of the package]
    #[arg(long, value_name = "LEVEL")]
    level: Option<f64>,
    /// What is done with a stratum of one PSU [default: that of the package]
    #[arg(long, value_name = "POLICY", value_parser = lonely_psu())]
    lonely_psu: Option<LonelyPsu>,
    /// Print the formulas, their sources and the inputs instead of the table
    #[arg(long, conflicts_with_all = ["format", "r_code"])]
    explain: bool,
    /// Print the R code that recomputes the numbers
    #[arg(long, conflicts_with = "format")]
    r_code: bool,
    /// How the answer is written
    #[arg(long, default_value = "table")]
    format: Format,
}

fn matrix() -> impl clap::builder::TypedValueParser<Value = MatrixKind> {
    PossibleValuesParser::new(MatrixKind::ALL.iter().map(|one| one.name())).try_map(
        |name| {
            let found = MatrixKind::ALL.into_iter().find(|one| one.name() == name);
            found.ok_or("no matrix")
        },
    )
}

/// Prints the answer. The error is one of usage: exit status 2.
pub(crate) fn run(args: &ReliabilityArgs) -> Result<ExitCode, String> {
    let Some(survey) = read_or_tell(&args.package)? else { return Ok(ExitCode::from(1)) };
    let survey = under(survey, args.lonely_psu);
    let out =
        if args.interviews { interviews(&survey, args)? } else { scales(&survey, args)? };
    print(&out)?;
    Ok(ExitCode::SUCCESS)
}

fn scales(survey: &Survey, args: &ReliabilityArgs) -> Result<String, String> {
    let filters = args.conditions.iter().map(|one| Filter::parse(one));
    let filter: Vec<Filter> =
        filters.collect::<Result<_, _>>().map_err(|error| error.to_string())?;
    let request = ReliabilityRequest {
        of: args.of.clone(),
        filter,
        level: args.level,
        matrix: args.matrix,
    };
    let answer = survey.reliability(&request).map_err(|error| error.to_string())?;
    if args.explain {
        return Ok(explain::scales(&answer, &request));
    }
    if args.r_code {
        return rcode::scales(survey, &answer, &request);
    }
    match args.format {
        Format::Table => Ok(write::scales(&answer)),
        Format::Csv => csv::scales(&answer),
        Format::Json => json(&answer),
    }
}

fn interviews(survey: &Survey, args: &ReliabilityArgs) -> Result<String, String> {
    let coders = match args.coders.as_slice() {
        [] => None,
        [first, second] => Some([first.clone(), second.clone()]),
        _ => return Err("--coders takes two names, such as `--coders 1,2`".to_owned()),
    };
    let request = AgreementRequest { coders, level: args.level };
    let answer = survey.agreement(&request).map_err(|error| error.to_string())?;
    if args.explain {
        return Ok(explain::interviews(&answer));
    }
    if args.r_code {
        return rcode::interviews(survey, &answer);
    }
    match args.format {
        Format::Table => Ok(write::interviews(&answer)),
        Format::Csv => csv::interviews(&answer),
        Format::Json => json(&answer),
    }
}

fn json(answer: &impl Serialize) -> Result<String, String> {
    let json = serde_json::to_string_pretty(answer);
    Ok(json.map_err(|error| error.to_string())? + "\n")
}
