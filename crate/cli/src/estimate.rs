//! `solidarity estimate`: a request from options, its answer as table, CSV or JSON.
//! Must not know statistics. Start with [`run`].

use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use survey::estimate::ShareInterval;
use survey::request::{Base, Estimate, Filter, Statistic, Variable};
use survey::{Estimates, Request, RequestError, Survey};

use crate::read_or_tell;
use crate::table::Columns;
use crate::terminal::print;

/// Examples, each of which runs on the shipped package.
pub(crate) const EXAMPLES: &str = "\
Examples:
  solidarity estimate data --of si
  solidarity estimate data --of si,alienation --by town --format csv
  solidarity estimate data --of a1,a4 --statistic share --by sex,age_band
  solidarity estimate data --of a1 --statistic net --where town=alpha,beta --where si=50..100
  solidarity estimate data --of common_cause --by edu --base index --level 0.66,0.95 --format json
  solidarity estimate data --of typology --by member --ci logit";

/// Options of `solidarity estimate`.
#[derive(clap::Args, Debug)]
pub(crate) struct EstimateArgs {
    /// A `datapackage.json`, its folder, or a .zip of it
    package: PathBuf,
    /// What is estimated: the index, dimensions, scales, `typology`, fields
    #[arg(long, value_name = "NAME", value_delimiter = ',', required = true)]
    of: Vec<String>,
    /// The statistic [default: mean; of the typology, share]
    #[arg(long, value_parser = statistic())]
    statistic: Option<Statistic>,
    /// Groups: the crossing of these fields
    #[arg(long, value_name = "FIELD", value_delimiter = ',')]
    by: Vec<String>,
    /// Only rows with these codes, FIELD=CODE,CODE, or numbers, FIELD=LOW..HIGH; several must all hold
    #[arg(long = "where", value_name = "CONDITION")]
    conditions: Vec<String>,
    /// Confidence levels between 0 and 1 [default: that of the package]
    #[arg(long, value_name = "LEVEL", value_delimiter = ',')]
    level: Vec<f64>,
    /// How intervals of shares are made
    #[arg(long, value_name = "METHOD", default_value = "korn-graubard", value_parser = ci())]
    ci: ShareInterval,
    /// The rows that count: valid for the variable itself, or for the index too
    #[arg(long, default_value = "own")]
    base: Rows,
    /// How the answer is written
    #[arg(long, default_value = "table")]
    format: Format,
}

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Aligned columns, rounded
    Table,
    /// Comma-separated values at full precision
    Csv,
    /// JSON at full precision
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Rows {
    /// Valid for the variable itself
    Own,
    /// Valid for the index too
    Index,
}

fn statistic() -> impl clap::builder::TypedValueParser<Value = Statistic> {
    PossibleValuesParser::new(Statistic::ALL.iter().map(|one| one.name()))
        .try_map(|name| Statistic::named(&name).ok_or("no statistic"))
}

fn ci() -> impl clap::builder::TypedValueParser<Value = ShareInterval> {
    PossibleValuesParser::new(ShareInterval::ALL.iter().map(|one| one.name()))
        .try_map(|name| ShareInterval::named(&name).ok_or("no method"))
}

/// Prints the estimates. The error is one of usage: exit status 2.
pub(crate) fn run(args: &EstimateArgs) -> Result<ExitCode, String> {
    let Some(survey) = read_or_tell(&args.package)? else { return Ok(ExitCode::from(1)) };
    let estimates = estimates(&survey, args).map_err(|error| error.to_string())?;
    print(&match args.format {
        Format::Table => table(&estimates),
        Format::Csv => estimates.to_csv(),
        Format::Json => {
            let json = serde_json::to_string_pretty(&estimates);
            json.map_err(|error| error.to_string())? + "\n"
        }
    })?;
    Ok(ExitCode::SUCCESS)
}

/// The answer. Without a statistic each name has its own: neighbours with the same one are asked together.
fn estimates(survey: &Survey, args: &EstimateArgs) -> Result<Estimates, RequestError> {
    let filters = args.conditions.iter().map(|one| Filter::parse(one));
    let mut request = Request {
        of: Vec::new(),
        statistic: args.statistic.unwrap_or_default(),
        by: args.by.clone(),
        filter: filters.collect::<Result<_, _>>()?,
        levels: args.level.clone(),
        ci: args.ci,
        base: match args.base {
            Rows::Own => Base::Own,
            Rows::Index => Base::Index,
        },
    };
    let mut answer: Option<Estimates> = None;
    let mut names = args.of.iter().peekable();
    while let Some(name) = names.next() {
        let own = own_statistic(survey, args, name)?;
        request.statistic = own;
        request.of.push(name.clone());
        if let Some(next) = names.peek()
            && own_statistic(survey, args, next)? == own
        {
            continue;
        }
        let part = survey.estimate(&request)?;
        request.of.clear();
        match &mut answer {
            Some(answer) => answer.estimates.extend(part.estimates),
            None => answer = Some(part),
        }
    }
    answer.map_or_else(|| survey.estimate(&request), Ok)
}

fn own_statistic(
    survey: &Survey,
    args: &EstimateArgs,
    name: &str,
) -> Result<Statistic, RequestError> {
    Ok(match (args.statistic, survey.variable(name)?) {
        (Some(asked), _) => asked,
        (None, Variable::Typology(_)) => Statistic::Share,
        (None, _) => Statistic::Mean,
    })
}

/// The estimates for a person: what they rest on, aligned columns, what the rows do not say.
fn table(estimates: &Estimates) -> String {
    let rows = &estimates.estimates;
    let several = |has: &dyn Fn(&Estimate) -> bool| rows.iter().any(has);
    let (categories, levels) =
        (several(&|row| row.category.is_some()), several(&|row| row.level.is_some()));
    let mut head: Vec<&str> = vec!["of", "statistic"];
    let by = rows.first().map_or(&[][..], |row| row.by.as_slice());
    head.extend(by.iter().map(|(field, _)| field.as_str()));
    head.extend(categories.then_some("category"));
    head.extend(levels.then_some("level"));
    head.extend(["n", "estimate", "se", "lower", "upper", "df", "deff", "note"]);
    let mut columns = Columns::new(head);
    for row in rows {
        let digits =
            if row.statistic == Statistic::Mean && !fraction(row) { 2 } else { 4 };
        let number = |value: Option<f64>, digits: usize| {
            value.map(|value| format!("{value:.digits$}")).unwrap_or_default()
        };
        let mut cells = vec![row.of.clone(), row.statistic.name().to_owned()];
        cells.extend(row.by.iter().map(|(_, code)| code.clone()));
        cells.extend(categories.then(|| row.category.clone().unwrap_or_default()));
        cells.extend(levels.then(|| row.level.unwrap_or(estimates.level).to_string()));
        cells.push(row.n.to_string());
        let values = [row.estimate, row.se, row.lower, row.upper];
        cells.extend(values.map(|value| number(value, digits)));
        cells.push(row.df.map(|df| df.to_string()).unwrap_or_default());
        cells.push(number(row.deff, 2));
        cells.push(row.note.map_or("", |note| note.code()).to_owned());
        columns.push(cells);
    }
    let mut out = source(estimates);
    out.push_str(&columns.text());
    for note in &estimates.notes {
        let code = note.category.as_deref().unwrap_or("none");
        let (field, n) = (&note.field, note.n);
        out.push_str(&format!("not in any group: {n} rows with {field} = {code}\n"));
    }
    out
}

/// The mean of a yes-or-no answer is a proportion.
fn fraction(row: &Estimate) -> bool {
    row.estimate.is_some_and(|value| (0.0..=1.0).contains(&value))
        && row.se.is_none_or(|se| se < 0.5)
        && row.upper.is_none_or(|upper| upper < 2.0)
}

/// Package, label and design in two lines.
fn source(estimates: &Estimates) -> String {
    let (package, design) = (&estimates.package, &estimates.design);
    let version = package.version.as_deref().unwrap_or("without version");
    let label = if package.synthetic { ", SYNTHETIC DATA" } else { "" };
    let none = |names: &[String]| match names {
        [] => "none".to_owned(),
        names => names.join(", "),
    };
    let hash = package.sha256.get(..12).unwrap_or_default();
    format!(
        "{} {version} ({hash}){label}\nweights {}, strata {}, psu {}, df {}, level {}\n\n",
        package.name,
        design.weights.as_deref().unwrap_or("none"),
        none(&design.strata),
        none(&design.psu),
        design.df,
        estimates.level,
    )
}
