//! `solidarity estimate`: its options, and its answer as table, CSV or JSON.
//! Must not know statistics. Start with [`run`].

use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use survey::Survey;
use survey::measure::{Interval, Rule};
use survey::package::LonelyPsu;
use survey::request::{Measure, Statistic};

use crate::terminal::print;
use crate::{explain, rcode, read_or_tell};

mod answer;
mod write;

/// Examples, each of which runs on the shipped package.
pub(crate) const EXAMPLES: &str = "\
Examples:
  solidarity estimate data --of si
  solidarity estimate data --of si,alienation --by town --format csv
  solidarity estimate data --of a1,a4 --statistic share --by sex,age_band
  solidarity estimate data --of a1 --statistic net --where town=alpha,beta --where si=50..100
  solidarity estimate data --of common_cause --by edu --base index --level 0.66,0.95 --format json
  solidarity estimate data --of typology --by member --ci logit
  solidarity estimate data --of p1,town --statistic total
  solidarity estimate data --of si --over alienation --statistic ratio --by town
  solidarity estimate data --of si,alienation --statistic sd --ci log --lonely-psu adjust
  solidarity estimate data --of si --quantiles 0.1,0.5,0.9 --rule school --ci beta --by sex
  solidarity estimate data --of common_cause,mutual_help,authorities --statistic correlation
  solidarity estimate data --of si --by town --explain
  solidarity estimate data --of si,typology --by sex --where town=alpha,beta --r-code";

/// Options of `solidarity estimate`.
#[derive(clap::Args, Debug)]
pub(crate) struct EstimateArgs {
    /// A `datapackage.json`, its folder, or a .zip of it
    package: PathBuf,
    /// What is estimated: the index, dimensions, scales, `typology`, fields
    #[arg(long, value_name = "NAME", value_delimiter = ',', required = true)]
    of: Vec<String>,
    /// The statistic [default: mean; of the typology, share; with --quantiles, quantile; with --over,
    /// ratio]
    #[arg(long, value_parser = kind())]
    statistic: Option<Kind>,
    /// The denominator of a ratio, or the other variable of correlations (without it: all pairs of --of)
    #[arg(long, value_name = "NAME")]
    over: Option<String>,
    /// Probabilities of quantiles, each between 0 and 1 [default: 0.25,0.5,0.75]
    #[arg(long, value_name = "P", value_delimiter = ',')]
    quantiles: Vec<f64>,
    /// How quantiles are read off: the smallest value that reaches P; its mean with the next where it
    /// reaches P exactly; or interpolated (Hyndman and Fan's type 7) [default: math]
    #[arg(long, value_parser = rule())]
    rule: Option<Rule>,
    /// Groups: the crossing of these fields
    #[arg(long, value_name = "FIELD", value_delimiter = ',')]
    by: Vec<String>,
    /// Only rows with these codes, FIELD=CODE,CODE, or numbers, FIELD=LOW..HIGH; several must all hold
    #[arg(long = "where", value_name = "CONDITION")]
    conditions: Vec<String>,
    /// Confidence levels between 0 and 1 [default: that of the package]
    #[arg(long, value_name = "LEVEL", value_delimiter = ',')]
    level: Vec<f64>,
    /// How intervals are made [default: korn-graubard for shares, fisher for correlations, else wald];
    /// variance and sd know log too; quantiles wald, beta, logit and korn-graubard
    #[arg(long, value_name = "METHOD", value_parser = ci())]
    ci: Option<Interval>,
    /// What is done with a stratum of one PSU [default: that of the package]
    #[arg(long, value_name = "POLICY", value_parser = lonely_psu())]
    lonely_psu: Option<LonelyPsu>,
    /// The rows that count: valid for the variable itself, or for the index too
    #[arg(long, default_value = "own")]
    base: Rows,
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
pub(crate) enum Rows {
    /// Valid for the variable itself
    Own,
    /// Valid for the index too
    Index,
}

/// What can be asked for: what the page shows too, and the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Plain(Statistic),
    Measure(Measure),
}

/// The statistics that the page shows.
pub(crate) fn statistic() -> impl TypedValueParser<Value = Statistic> {
    PossibleValuesParser::new(Statistic::ALL.iter().map(|one| one.name()))
        .try_map(|name| Statistic::named(&name).ok_or("no statistic"))
}

fn kind() -> impl TypedValueParser<Value = Kind> {
    let plain = Statistic::ALL.iter().map(|one| one.name());
    PossibleValuesParser::new(plain.chain(Measure::ALL.iter().map(|one| one.name())))
        .try_map(|name| {
            let plain = Statistic::named(&name).map(Kind::Plain);
            let measure = || Measure::named(&name).map(Kind::Measure);
            plain.or_else(measure).ok_or("no statistic")
        })
}

/// The methods by our names; R's names for two of them are taken too.
fn ci() -> impl TypedValueParser<Value = Interval> {
    let value = |method: &Interval| {
        let value = PossibleValue::new(method.name());
        match method.name() {
            "wald" => value.alias("mean"),
            "logit" => value.alias("xlogit"),
            _ => value,
        }
    };
    PossibleValuesParser::new(Interval::ALL.iter().map(value))
        .try_map(|name| Interval::named(&name).ok_or("no method"))
}

fn rule() -> impl TypedValueParser<Value = Rule> {
    PossibleValuesParser::new(Rule::ALL.iter().map(|one| one.name()))
        .try_map(|name| Rule::named(&name).ok_or("no rule"))
}

/// The policies for a stratum of one PSU.
pub(crate) fn lonely_psu() -> impl TypedValueParser<Value = LonelyPsu> {
    PossibleValuesParser::new(LonelyPsu::ALL.iter().map(|one| one.name())).try_map(
        |name| {
            let mut all = LonelyPsu::ALL.iter().copied();
            all.find(|policy| policy.name() == name).ok_or("no policy")
        },
    )
}

/// The survey under the policy asked for.
pub(crate) fn under(survey: Survey, policy: Option<LonelyPsu>) -> Survey {
    match policy {
        Some(policy) => survey.with_lonely_psu(policy),
        None => survey,
    }
}

/// Prints the estimates. The error is one of usage: exit status 2.
pub(crate) fn run(args: &EstimateArgs) -> Result<ExitCode, String> {
    let Some(survey) = read_or_tell(&args.package)? else { return Ok(ExitCode::from(1)) };
    let survey = under(survey, args.lonely_psu);
    let answer = answer::answer(&survey, args)?;
    if args.r_code && answer.rows.design.replicates.is_some() {
        return Err("there is no R code for replicate weights (svrepdesign of the package survey takes \
                    their columns, `scale`, `rscales` and `mse` as the package declares them)"
            .to_owned());
    }
    if args.explain || args.r_code {
        let request = answer::rows_asked(args).map_err(|error| error.to_string())?;
        let ci = args.ci.map_or("korn-graubard", Interval::name);
        let (filters, base) = (&request.filter, request.base);
        let text = match args.r_code {
            true => rcode::estimates(&survey, &request, &answer.rows, ci)?,
            false => explain::estimates(&survey, &answer.rows, filters, base, ci),
        };
        print(&text)?;
        return Ok(ExitCode::SUCCESS);
    }
    print(&match args.format {
        Format::Table => write::table(&answer.rows),
        Format::Csv => answer.csv,
        Format::Json => {
            let json = serde_json::to_string_pretty(&answer.rows);
            json.map_err(|error| error.to_string())? + "\n"
        }
    })?;
    Ok(ExitCode::SUCCESS)
}
