//! `solidarity regress`: a model by names, its coefficients, tests and adjusted means.
//! Must not know statistics. Start with [`run`].

use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use survey::package::LonelyPsu;
use survey::regress::{Family, Note, RegressRequest, Regression};
use survey::request::Filter;

use crate::estimate::{Format, lonely_psu, under};
use crate::source::source;
use crate::table::{Columns, number, places};
use crate::terminal::print;
use crate::{explain, rcode, read_or_tell};

/// Examples, each of which runs on the shipped package.
pub(crate) const EXAMPLES: &str = "\
Fields with categories and the typology enter as factors, compared with their first category that
rows have; scores and other numbers as they are. factor(NAME) and number(NAME) say otherwise.

Examples:
  solidarity regress data --of si --on sex,age_band
  solidarity regress data --of alienation --on si,edu,town --reference edu=4,town=theta
  solidarity regress data --of si --on sex,member,sex:member --format json
  solidarity regress data --of p1 --on sex,si --family quasibinomial
  solidarity regress data --of typology=solidary --on edu --family quasibinomial --format csv
  solidarity regress data --of si --on dynasty --where town=alpha,beta --level 0.9
  solidarity regress data --of si --on alienation,sex --explain
  solidarity regress data --of si --on town,sex --r-code";

/// Options of `solidarity regress`.
#[derive(clap::Args, Debug)]
pub(crate) struct RegressArgs {
    /// A `datapackage.json`, its folder, or a .zip of it
    package: PathBuf,
    /// The outcome: the index, a dimension, scale or field; NAME=CODE,CODE for the share of these
    /// categories
    #[arg(long, value_name = "NAME")]
    of: String,
    /// The terms: NAME, NAME:NAME (interaction), NAME*NAME (with both alone), factor(NAME),
    /// number(NAME); 1 for the intercept alone
    #[arg(long, value_name = "TERM", value_delimiter = ',', required = true)]
    on: Vec<String>,
    /// Numbers, or shares on the logit scale
    #[arg(long, value_name = "FAMILY", default_value = "gaussian", value_parser = family())]
    family: Family,
    /// The category that the others of a factor are compared with
    #[arg(long, value_name = "FACTOR=CODE", value_delimiter = ',')]
    reference: Vec<String>,
    /// Only rows with these codes, FIELD=CODE,CODE, or numbers, FIELD=LOW..HIGH; several must all hold
    #[arg(long = "where", value_name = "CONDITION")]
    conditions: Vec<String>,
    /// The confidence level, between 0 and 1 [default: that of the package]
    #[arg(long, value_name = "LEVEL")]
    level: Option<f64>,
    /// What is done with a stratum of one PSU [default: that of the package]
    #[arg(long, value_name = "POLICY", value_parser = lonely_psu())]
    lonely_psu: Option<LonelyPsu>,
    /// Print the formulas, their sources and the inputs of every number instead
    #[arg(long, conflicts_with_all = ["format", "r_code"])]
    explain: bool,
    /// Print the R code that recomputes the numbers, to be run in the package's folder
    #[arg(long, conflicts_with = "format")]
    r_code: bool,
    /// How the answer is written
    #[arg(long, default_value = "table")]
    format: Format,
}

fn family() -> impl clap::builder::TypedValueParser<Value = Family> {
    PossibleValuesParser::new(Family::ALL.iter().map(|one| one.name()))
        .try_map(|name| Family::named(&name).ok_or("no family"))
}

/// Prints the model. The error is one of usage: exit status 2.
pub(crate) fn run(args: &RegressArgs) -> Result<ExitCode, String> {
    let Some(survey) = read_or_tell(&args.package)? else { return Ok(ExitCode::from(1)) };
    let survey = under(survey, args.lonely_psu);
    let request = request(args)?;
    let model = survey.regress_replicated(&request).map_err(|error| error.to_string())?;
    if args.r_code && model.design.replicates.is_some() {
        let told = "there is no R code for replicate weights (svrepdesign of the package survey \
                    takes them)";
        return Err(told.to_owned());
    }
    let text = if args.explain {
        explain::model(&survey, &request, &model)
    } else if args.r_code {
        rcode::model(&survey, &request, &model)?
    } else {
        match args.format {
            Format::Table => table(&model),
            Format::Csv => model.to_csv(),
            Format::Json => {
                let json = serde_json::to_string_pretty(&model);
                json.map_err(|error| error.to_string())? + "\n"
            }
        }
    };
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn request(args: &RegressArgs) -> Result<RegressRequest, String> {
    let filters = args.conditions.iter().map(|one| Filter::parse(one));
    let filter = filters.collect::<Result<_, _>>().map_err(|error| error.to_string())?;
    let pair = |text: &String| match text.split_once('=') {
        Some((field, code)) if !field.is_empty() => {
            Ok((field.to_owned(), code.to_owned()))
        }
        _ => Err(format!("the reference `{text}` cannot be read (write FACTOR=CODE)")),
    };
    Ok(RegressRequest {
        of: args.of.clone(),
        on: args.on.clone(),
        family: args.family,
        reference: args.reference.iter().map(pair).collect::<Result<_, _>>()?,
        filter,
        level: args.level,
    })
}

/// The model for a person: what it rests on, coefficients, tests, adjusted means, notes.
fn table(model: &Regression) -> String {
    let mut out = source(&model.package, &model.design, model.level);
    let found = model.coefficients.iter().skip(1).filter(|one| one.estimate.is_some());
    out.push_str(&format!(
        "{} of {} on {}: n {}, df {} (the rows have {}; coefficients beside the intercept: {})\n",
        model.family.name(),
        model.of,
        if model.on.is_empty() { "the intercept".to_owned() } else { model.on.join(", ") },
        model.n,
        model.df,
        model.design_df,
        found.count(),
    ));
    for factor in &model.factors {
        out.push_str(&format!("{} is compared with {}\n", factor.name, factor.reference));
    }
    out.push('\n');
    out.push_str(&coefficients(model));
    if !model.tests.is_empty() {
        out.push_str("\nWald tests of terms\n");
        let mut columns = Columns::new(["term", "F", "df1", "df2", "p", "note"]);
        for one in &model.tests {
            columns.push([
                one.term.clone(),
                number(one.f, 3),
                one.df1.to_string(),
                one.df2.to_string(),
                probability(one.p),
                code(one.note),
            ]);
        }
        out.push_str(&columns.text());
    }
    if !model.margins.is_empty() {
        out.push_str("\nAdjusted means: every row with this category, all else kept\n");
        let head = ["factor", "category", "n", "mean", "se", "lower", "upper", "note"];
        let mut columns = Columns::new(head);
        let digits = digits(model);
        for one in &model.margins {
            let numbers = [one.estimate, one.se, one.lower, one.upper];
            let digits = places(one.estimate, one.se, digits);
            let [mean, se, lower, upper] = numbers.map(|value| number(value, digits));
            let (factor, level) = (one.factor.clone(), one.level.clone());
            let (n, note) = (one.n.to_string(), code(one.note));
            columns.push([factor, level, n, mean, se, lower, upper, note]);
        }
        out.push_str(&columns.text());
    }
    out.push_str(&notes(model));
    out
}

fn coefficients(model: &Regression) -> String {
    let head = ["term", "category", "estimate", "se", "t", "p", "lower", "upper", "note"];
    let mut columns = Columns::new(head);
    for one in &model.coefficients {
        let codes: Vec<&str> = one.levels.iter().map(|(_, code)| code.as_str()).collect();
        let digits = four_digits(one.se);
        columns.push([
            one.term.clone(),
            codes.join(":"),
            number(one.estimate, digits),
            number(one.se, digits),
            number(one.t, 2),
            probability(one.p),
            number(one.lower, digits),
            number(one.upper, digits),
            code(one.note),
        ]);
    }
    columns.text()
}

/// Shares and small numbers are told to four digits, scores to two.
fn digits(model: &Regression) -> usize {
    match model.family {
        Family::Quasibinomial => 4,
        Family::Gaussian => {
            let means = model.margins.iter().filter_map(|one| one.estimate);
            if means.map(f64::abs).fold(0.0, f64::max) < 2.0 { 4 } else { 2 }
        }
    }
}

fn notes(model: &Regression) -> String {
    let mut out = String::new();
    let few = match model.note {
        Some(Note::FewDf) => "fewer than 10 degrees of freedom: too few for a figure",
        Some(Note::NoDf) => {
            "no degrees of freedom are left: no tests, no intervals (take fewer terms)"
        }
        Some(note) => note.code(),
        None => "",
    };
    if !few.is_empty() {
        out.push_str(&format!("\n{few}\n"));
    }
    if !model.notes.is_empty() {
        out.push('\n');
    }
    for note in &model.notes {
        out.push_str(&format!("left out: {} rows without {}\n", note.n, note.field));
    }
    out
}

/// Decimal places that show four digits of a standard error: coefficients have the units of
/// their columns.
fn four_digits(se: Option<f64>) -> usize {
    let Some(mut se) = se.filter(|se| *se > 0.0) else { return 4 };
    let mut places = 2;
    while se < 10.0 && places <= 12 {
        (se, places) = (se * 10.0, places + 1);
    }
    places
}

/// A p value to four digits; a small one as a power of ten, so that it is not told as 0.
fn probability(p: Option<f64>) -> String {
    match p {
        Some(p) if p < 1e-4 => format!("{p:.0e}"),
        p => number(p, 4),
    }
}

fn code(note: Option<Note>) -> String {
    note.map_or("", Note::code).to_owned()
}
