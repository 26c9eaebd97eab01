//! `solidarity robustness`: what the choices behind an index do to the order of groups.
//! Must not know statistics. Start with [`run`].

use std::path::PathBuf;
use std::process::ExitCode;

use survey::package::LonelyPsu;
use survey::rank::{Combine, RankRequest};
use survey::request::Filter;
use survey::robust::{OverWeights, RobustRequest, Robustness, Scenario, Sobol};

use crate::estimate::{Format, lonely_psu, under};
use crate::rank::{combine, label};
use crate::read_or_tell;
use crate::source::source;
use crate::table::Columns;
use crate::terminal::print;

/// Examples, each of which runs on the shipped package.
pub(crate) const EXAMPLES: &str = "\
Examples:
  solidarity robustness data --by town
  solidarity robustness data --by town --weights 2,1,1 --box 0.2 --format json
  solidarity robustness data --by town --aggregation geometric-groups --draws 20000
  solidarity robustness data --by town --runs 64 --spread 0.5
  solidarity robustness data --by edu --where sex=2 --format csv";

/// Options of `solidarity robustness`.
#[derive(clap::Args, Debug)]
pub(crate) struct RobustnessArgs {
    /// A `datapackage.json`, its folder, or a .zip of it
    package: PathBuf,
    /// The index [default: that of the package]
    #[arg(long, value_name = "NAME")]
    of: Option<String>,
    /// Groups: the crossing of these fields
    #[arg(long, value_name = "FIELD", value_delimiter = ',', required = true)]
    by: Vec<String>,
    /// Only rows with these codes, FIELD=CODE,CODE, or numbers, FIELD=LOW..HIGH; several must all hold
    #[arg(long = "where", value_name = "CONDITION")]
    conditions: Vec<String>,
    /// The chosen weights, one for each dimension, of any sum [default: as declared]
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
    /// Half-width of the box round the chosen weights, as a share of all weights
    #[arg(long = "box", value_name = "NUMBER", default_value_t = 0.1)]
    width: f64,
    /// Draws of weights and of sampling errors
    #[arg(long, value_name = "NUMBER", default_value_t = 10_000)]
    draws: usize,
    /// The seed of the draws: the same seed gives the same numbers
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// Runs of the sensitivity analysis of all choices at once (Sobol's indices); 0 for none
    #[arg(long, value_name = "NUMBER", default_value_t = 256)]
    runs: usize,
    /// How far weights are varied in it, as a part of each
    #[arg(long, value_name = "NUMBER", default_value_t = 0.25)]
    spread: f64,
    /// The level of its bootstrap intervals, between 0 and 1 [default: that of the package]
    #[arg(long, value_name = "LEVEL")]
    level: Option<f64>,
    /// What is done with a stratum of one PSU [default: that of the package]
    #[arg(long, value_name = "POLICY", value_parser = lonely_psu())]
    lonely_psu: Option<LonelyPsu>,
    /// How the answer is written
    #[arg(long, default_value = "table")]
    format: Format,
}

/// Prints the robustness. The error is one of usage: exit status 2.
pub(crate) fn run(args: &RobustnessArgs) -> Result<ExitCode, String> {
    let Some(survey) = read_or_tell(&args.package)? else { return Ok(ExitCode::from(1)) };
    let survey = under(survey, args.lonely_psu);
    let filters = args.conditions.iter().map(|one| Filter::parse(one));
    let index = survey.definition().index.as_ref().map(|index| index.id.clone());
    let Some(of) = args.of.clone().or(index) else {
        return Err(
            "this survey has no index, so there are no choices to vary".to_owned()
        );
    };
    let request = RobustRequest {
        rank: RankRequest {
            of,
            by: args.by.clone(),
            filter: filters
                .collect::<Result<_, _>>()
                .map_err(|error| error.to_string())?,
            weights: args.weights.clone(),
            combine: args.aggregation,
            level: args.level,
            draws: args.draws,
            seed: args.seed,
            tau: 1,
        },
        width: args.width,
        runs: args.runs,
        spread: args.spread,
    };
    let answer = survey.robustness(&request).map_err(|error| error.to_string())?;
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

/// The answer for a person: over all weights, near the chosen ones, choices one by one, all at once.
fn table(answer: &Robustness) -> String {
    let set = &answer.settings;
    let mut out = source(&answer.package, &answer.design, set.level);
    let weights =
        set.weights.iter().map(|one| format!("{} {:.4}", one.dimension, one.weight));
    let weights: Vec<String> = weights.collect();
    let aggregation = set.aggregation.map_or("", Combine::name);
    let zero = set.zero.map_or(String::new(), |(rule, x)| format!(" ({rule} {x})"));
    out.push_str(&format!(
        "{}: weights {}; aggregation {aggregation}{zero}\n",
        set.of,
        weights.join(", ")
    ));
    for filter in &set.filter {
        out.push_str(&format!("only rows with {filter}\n"));
    }
    let how =
        if set.exact { "exact areas".to_owned() } else { format!("{} draws", set.draws) };
    out.push_str(&format!("\nAll weights, each as likely as another ({how})\n"));
    out.push_str(&over(answer, |row| &row.all_weights));
    out.push_str(&format!(
        "\nWeights within {} of the chosen ones ({how})\n",
        set.box_width
    ));
    out.push_str(&over(answer, |row| &row.near_weights));
    out.push_str(&format!(
        "\n\"first\" is the percentage of the weights that put the group first, \"with sampling\" the same with \
         a normal sampling error\ndrawn for each ({} draws, seed {}); se from: standard deviation of the \
         estimate from the sample, from the weights\n",
        set.draws, set.seed
    ));
    out.push_str("\nOne choice changed, all else as declared\n");
    out.push_str(&scenarios(&answer.scenarios));
    if let Some(sobol) = &answer.sobol {
        out.push_str(&sensitivity(sobol));
    }
    out
}

fn over(
    answer: &Robustness,
    region: impl Fn(&survey::robust::GroupRobustness) -> &OverWeights,
) -> String {
    let head =
        ["group", "estimate", "first", "with sampling", "possible ranks", "most often"];
    let tail = ["weights that put it first", "se from sample", "from weights"];
    let mut columns = Columns::new(head.into_iter().chain(tail));
    for row in &answer.groups {
        let over = region(row);
        let percent = |all: &[f64]| {
            all.first().map_or(String::new(), |x| format!("{:.1}", 100.0 * x))
        };
        let mut most = (0, 0.0);
        for (at, share) in over.acceptability.iter().enumerate() {
            if *share > most.1 {
                most = (at + 1, *share);
            }
        }
        let central = over.central_weights.iter().flatten().map(|w| format!("{w:.2}"));
        let central: Vec<String> = central.collect();
        let [best, worst] = over.possible_ranks;
        columns.push([
            label(&row.by),
            row.estimate.map_or(String::new(), |x| format!("{x:.2}")),
            percent(&over.acceptability),
            percent(&over.with_sampling),
            if best == worst { best.to_string() } else { format!("{best}–{worst}") },
            format!("{} ({:.0} %)", most.0, 100.0 * most.1),
            central.join(" "),
            format!("{:.2}", over.variance.sampling.sqrt()),
            format!("{:.2}", over.variance.method.sqrt()),
        ]);
    }
    columns.text()
}

fn scenarios(all: &[Scenario]) -> String {
    let mut columns =
        Columns::new(["change", "", "order of the estimates", "largest shift", "note"]);
    for one in all {
        let mut rows: Vec<_> =
            one.groups.iter().filter(|row| row.position.is_some()).collect();
        rows.sort_by_key(|row| row.position);
        let order: Vec<String> = rows.iter().map(|row| label(&row.by)).collect();
        columns.push([
            one.change.to_owned(),
            one.what.clone().unwrap_or_default(),
            order.join(" "),
            one.largest_shift.map_or(String::new(), |shift| shift.to_string()),
            one.note.unwrap_or("").to_owned(),
        ]);
    }
    columns.text()
}

fn sensitivity(sobol: &Sobol) -> String {
    let mut out = format!(
        "\nAll choices at once: share of the variance (Sobol; {} runs for each of {} inputs, weights ±{} %, {} \
         resamples)\n",
        sobol.runs,
        sobol.inputs.len(),
        100.0 * sobol.spread,
        sobol.resamples
    );
    let mut columns =
        Columns::new(["of", "input", "alone", "interval", "with others", "interval"]);
    for output in &sobol.outputs {
        let of = match &output.by {
            Some(by) => format!("index of {}", label(by)),
            None => "mean shift of ranks".to_owned(),
        };
        for index in &output.indices {
            let number = |x: Option<f64>| x.map_or(String::new(), |x| format!("{x:.2}"));
            let range = |x: Option<[f64; 2]>| {
                x.map_or(String::new(), |[low, high]| format!("{low:.2} to {high:.2}"))
            };
            columns.push([
                of.clone(),
                index.input.clone(),
                number(index.first),
                range(index.first_interval),
                number(index.total),
                range(index.total_interval),
            ]);
        }
    }
    out.push_str(&columns.text());
    out
}
