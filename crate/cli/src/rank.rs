//! `solidarity rank`: confidence sets for the ranks of groups, as table, CSV or JSON.
//! Must not know statistics. Start with [`run`].

use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use survey::estimate::Note;
use survey::package::LonelyPsu;
use survey::rank::{Combine, RankRequest, Ranks};
use survey::request::Filter;

use crate::estimate::{Format, lonely_psu, under};
use crate::source::source;
use crate::table::Columns;
use crate::terminal::print;
use crate::{rcode, read_or_tell};

/// Examples, each of which runs on the shipped package.
pub(crate) const EXAMPLES: &str = "\
Examples:
  solidarity rank data --by town --of si
  solidarity rank data --by town --of si --format json
  solidarity rank data --by town --of si --weights 2,1,1 --level 0.9
  solidarity rank data --by town --of si --aggregation geometric-groups --tau 3
  solidarity rank data --by edu --of alienation --where sex=1 --draws 20000 --seed 7 --format csv
  solidarity rank data --by town --of si --weights 2,1,1 --r-code";

/// Options of `solidarity rank`.
#[derive(clap::Args, Debug)]
pub(crate) struct RankArgs {
    /// A `datapackage.json`, its folder, or a .zip of it
    package: PathBuf,
    /// What is ranked by its mean: the index, a dimension, a scale, a field with numbers
    #[arg(long, value_name = "NAME")]
    of: String,
    /// Groups: the crossing of these fields
    #[arg(long, value_name = "FIELD", value_delimiter = ',', required = true)]
    by: Vec<String>,
    /// Only rows with these codes, FIELD=CODE,CODE, or numbers, FIELD=LOW..HIGH; several must all hold
    #[arg(long = "where", value_name = "CONDITION")]
    conditions: Vec<String>,
    /// A weight for each dimension of the index, of any sum [default: as declared]
    #[arg(
        long,
        value_name = "NUMBER",
        value_delimiter = ',',
        allow_hyphen_values = true
    )]
    weights: Option<Vec<f64>>,
    /// How dimensions become one number [default: as declared]
    #[arg(long, value_parser = combine())]
    aggregation: Option<Combine>,
    /// The confidence level between 0 and 1 [default: that of the package]
    #[arg(long, value_name = "LEVEL")]
    level: Option<f64>,
    /// How many draws the sets rest on
    #[arg(long, value_name = "NUMBER", default_value_t = 10_000)]
    draws: usize,
    /// The seed of the draws: the same seed gives the same sets
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// Name the groups that may be among the best so many
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    tau: usize,
    /// Print the R code that draws the sets independently, to be run in the package's folder
    #[arg(long, conflicts_with = "format")]
    r_code: bool,
    /// What is done with a stratum of one PSU [default: that of the package]
    #[arg(long, value_name = "POLICY", value_parser = lonely_psu())]
    lonely_psu: Option<LonelyPsu>,
    /// How the answer is written
    #[arg(long, default_value = "table")]
    format: Format,
}

/// The ways to combine dimensions, by name.
pub(crate) fn combine() -> impl TypedValueParser<Value = Combine> {
    PossibleValuesParser::new(Combine::ALL.iter().map(|one| one.name()))
        .try_map(|name| Combine::named(&name).ok_or("no way to combine"))
}

/// Prints the ranks. The error is one of usage: exit status 2.
pub(crate) fn run(args: &RankArgs) -> Result<ExitCode, String> {
    let Some(survey) = read_or_tell(&args.package)? else { return Ok(ExitCode::from(1)) };
    let survey = under(survey, args.lonely_psu);
    let filters = args.conditions.iter().map(|one| Filter::parse(one));
    let request = RankRequest {
        of: args.of.clone(),
        by: args.by.clone(),
        filter: filters.collect::<Result<_, _>>().map_err(|error| error.to_string())?,
        weights: args.weights.clone(),
        combine: args.aggregation,
        level: args.level,
        draws: args.draws,
        seed: args.seed,
        tau: args.tau,
    };
    let answer = survey.ranks(&request).map_err(|error| error.to_string())?;
    if args.r_code {
        print(&rcode::ranks(&survey, &request, &answer)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    print(&match args.format {
        Format::Table => table(&answer),
        Format::Csv => answer.to_csv(),
        Format::Json => {
            let json = serde_json::to_string_pretty(&answer);
            json.map_err(|error| error.to_string())? + "\n"
        }
    })?;
    Ok(ExitCode::SUCCESS)
}

/// The answer for a person: groups from the largest estimate down, the best, how it was made.
fn table(answer: &Ranks) -> String {
    let set = &answer.settings;
    let mut out = source(&answer.package, &answer.design, set.level);
    let by: Vec<&str> = answer.ranks.first().map_or(Vec::new(), |row| {
        row.by.iter().map(|(field, _)| field.as_str()).collect()
    });
    let head = by.into_iter().chain(["n", set.of.as_str(), "se", "df"]);
    let mut columns = Columns::new(head.chain(["ranks alone", "ranks together", "note"]));
    let mut rows: Vec<_> = answer.ranks.iter().collect();
    rows.sort_by(|a, b| {
        let value = |one: Option<f64>| one.unwrap_or(f64::NEG_INFINITY);
        value(b.estimate).total_cmp(&value(a.estimate))
    });
    for row in rows {
        let number = |one: Option<f64>| one.map_or(String::new(), |x| format!("{x:.2}"));
        let mut cells: Vec<String> =
            row.by.iter().map(|(_, code)| code.clone()).collect();
        cells.extend([row.n.to_string(), number(row.estimate), number(row.se)]);
        cells.push(row.df.to_string());
        cells.extend([row.marginal, row.simultaneous].map(range));
        cells.push(row.note.map_or("", Note::code).to_owned());
        columns.push(cells);
    }
    out.push_str(&columns.text());
    let percent = set.level * 100.0;
    let best: Vec<String> = answer.best.groups.iter().map(|one| label(one)).collect();
    let what = match answer.best.tau {
        1 => "the first".to_owned(),
        tau => format!("all of the best {tau}"),
    };
    out.push_str(&format!(
        "\n{what}, with {percent} % confidence, among: {}\n",
        best.join(", ")
    ));
    out.push_str(&how(answer));
    for note in &answer.notes {
        let code = note.category.as_deref().unwrap_or("none");
        let (field, n) = (&note.field, note.n);
        out.push_str(&format!("not in any group: {n} rows with {field} = {code}\n"));
    }
    out
}

fn how(answer: &Ranks) -> String {
    let set = &answer.settings;
    let mut out = String::new();
    let weights =
        set.weights.iter().map(|one| format!("{} {:.4}", one.dimension, one.weight));
    let weights: Vec<String> = weights.collect();
    if let Some(aggregation) = set.aggregation {
        let zero = set.zero.map_or(String::new(), |(rule, x)| format!(" ({rule} {x})"));
        out.push_str(&format!(
            "weights: {}; aggregation: {}{zero}\n",
            weights.join(", "),
            aggregation.name()
        ));
    }
    out.push_str(&match set.rule {
        "welch" => "two groups: their difference by Welch's interval, no draws\n".to_owned(),
        _ => format!(
            "{} draws, seed {}: step-down sets from the covariance of all groups, each pair with its \
             own degrees of freedom\n",
            set.draws, set.seed
        ),
    });
    out.push_str("\"alone\" holds for one group looked at by itself, \"together\" for all at once\n");
    let left = answer.ranks.len() - set.groups;
    if left > 0 {
        out.push_str(&format!(
            "{left} groups without a standard error or with fewer than 3 degrees of freedom are not ranked\n"
        ));
    }
    out
}

fn range(set: Option<[usize; 2]>) -> String {
    match set {
        None => String::new(),
        Some([low, high]) if low == high => low.to_string(),
        Some([low, high]) => format!("{low}–{high}"),
    }
}

/// The codes of a group joined by a colon.
pub(crate) fn label(pairs: &[(String, String)]) -> String {
    let codes: Vec<&str> = pairs.iter().map(|(_, code)| code.as_str()).collect();
    codes.join(":")
}
