//! How often rank sets hold the true ranks: surveys drawn again and again from known truths.
//!
//! `cargo run --release -p tests --bin rank_coverage -- data SURVEYS DRAWS > tests/coverage/ranks.csv`.
//! Two designs: that of the package (its strata, PSUs and weights, new answers) and eight towns of
//! 4 to 8 PSUs. Answers are a town's mean, an effect of the PSU (intraclass correlation .05) and a
//! person's, all normal; towns differ in spread. A set counts as good if it holds every rank that
//! equal towns may share; together, if all eight do. Must not know the command line.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program: the table goes to stdout, words to stderr"
)]

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use survey::Survey;
use survey::design::{Design, DesignColumns};
use survey::estimate::mean;
use survey::package::{Files, LonelyPsu};
use survey::rank::{Composite, Composites, Draws, Random, RankSet, Shared, rank_sets};
use survey::totals::PsuTotals;

const TOWNS: usize = 8;
const LEVEL: f64 = 0.95;
const ICC: f64 = 0.05;

/// True means of the eight towns.
const TRUTHS: [(&str, [f64; TOWNS]); 3] = [
    ("equal", [52.0; TOWNS]),
    ("steps of 1.5", [46.0, 47.5, 49.0, 50.5, 52.0, 53.5, 55.0, 56.5]),
    ("two levels", [48.0, 48.0, 48.0, 48.0, 56.0, 56.0, 56.0, 56.0]),
];

/// A design and the town of every row.
struct Plan {
    name: &'static str,
    design: Design,
    town: Vec<usize>,
    psu: Vec<usize>,
}

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
    let surveys: usize = arguments.next().ok_or("say how many surveys")?.parse()?;
    let draws: usize = arguments.next().ok_or("say how many draws a survey")?.parse()?;
    println!(
        "design,truth,surveys,draws,level,simultaneous,simultaneousError,marginalMean,marginalLeast,marginalError,width"
    );
    let plans = [shipped(Path::new(&package))?, small()?];
    let cases =
        plans.iter().flat_map(|plan| TRUTHS.iter().map(move |truth| (plan, truth)));
    // A thread a case, each with its own seed: the numbers do not depend on who runs when.
    let found: Vec<Result<String, String>> = std::thread::scope(|scope| {
        let running: Vec<_> = cases
            .enumerate()
            .map(|(at, (plan, (truth, means)))| {
                scope.spawn(move || {
                    let mut random = Random::new(2023 + at as u64);
                    let tally = simulate(plan, means, surveys, draws, &mut random)
                        .ok_or("a town without an estimate")?;
                    Ok(tally.line(plan.name, truth, surveys, draws))
                })
            })
            .collect();
        let joined = running.into_iter().map(|one| one.join());
        joined
            .map(|one| one.unwrap_or_else(|_| Err("a thread stopped".to_owned())))
            .collect()
    });
    for line in found {
        println!("{}", line?);
    }
    Ok(())
}

/// What is counted over the surveys.
#[derive(Default)]
struct Tally {
    together: usize,
    alone: [usize; TOWNS],
    width: usize,
}

impl Tally {
    fn line(&self, design: &str, truth: &str, surveys: usize, draws: usize) -> String {
        let n = surveys as f64;
        let share = |count: usize| count as f64 / n;
        let error = |p: f64| (p * (1.0 - p) / n).sqrt();
        let together = share(self.together);
        let least = self.alone.iter().map(|count| share(*count)).fold(1.0, f64::min);
        let all: usize = self.alone.iter().sum();
        format!(
            "{design},{truth},{surveys},{draws},{LEVEL},{together:.4},{:.4},{:.4},{least:.4},{:.4},{:.2}",
            error(together),
            share(all) / TOWNS as f64,
            error(least),
            share(self.width) / TOWNS as f64,
        )
    }
}

fn simulate(
    plan: &Plan,
    means: &[f64; TOWNS],
    surveys: usize,
    draws: usize,
    random: &mut Random,
) -> Option<Tally> {
    let mut tally = Tally::default();
    let truth = true_ranks(means);
    for seed in 0..surveys {
        let found = survey_once(plan, means, random)?;
        let how = Draws { level: LEVEL, draws, seed: seed as u64 };
        let sets = rank_sets(&found, how);
        let holds =
            |set: &RankSet, truth: &RankSet| set[0] <= truth[0] && truth[1] <= set[1];
        let good =
            sets.simultaneous.iter().zip(&truth).all(|(set, truth)| holds(set, truth));
        tally.together += usize::from(good);
        tally.width +=
            sets.simultaneous.iter().map(|set| set[1] - set[0] + 1).sum::<usize>();
        for (count, (set, truth)) in
            tally.alone.iter_mut().zip(sets.marginal.iter().zip(&truth))
        {
            *count += usize::from(holds(set, truth));
        }
    }
    Some(tally)
}

/// The ranks that each town may have: equal towns share theirs.
fn true_ranks(means: &[f64; TOWNS]) -> Vec<RankSet> {
    let count =
        |test: &dyn Fn(f64) -> bool| means.iter().filter(|other| test(**other)).count();
    means
        .iter()
        .map(|own| {
            [1 + count(&|other| other > *own), TOWNS - count(&|other| other < *own)]
        })
        .collect()
}

fn survey_once(
    plan: &Plan,
    means: &[f64; TOWNS],
    random: &mut Random,
) -> Option<Composites> {
    // Spreads between 14 and 20 points, as scores from 0 to 100 have.
    let spread: Vec<f64> =
        (0..TOWNS).map(|town| 14.0 + 6.0 * town as f64 / 7.0).collect();
    let psus = plan.psu.iter().max().map_or(0, |last| last + 1);
    let effect: Vec<f64> = (0..psus).map(|_| random.normal() * ICC.sqrt()).collect();
    let values: Vec<f64> = plan
        .town
        .iter()
        .zip(&plan.psu)
        .map(|(town, psu)| {
            let own = effect.get(*psu)? + (1.0 - ICC).sqrt() * random.normal();
            Some(means.get(*town)? + spread.get(*town)? * own)
        })
        .collect::<Option<_>>()?;
    let totals = PsuTotals::of_each(&plan.design, TOWNS, |row| {
        Some((*plan.town.get(row)?, *values.get(row)?))
    });
    let mut groups = Vec::new();
    let mut covariance = vec![0.0; TOWNS * TOWNS];
    for (town, totals) in totals.iter().enumerate() {
        let found = mean(&plan.design, totals);
        let se = found.se?;
        *covariance.get_mut(town * TOWNS + town)? = se * se;
        groups.push(Composite {
            value: found.value,
            se: Some(se),
            df: found.df,
            n: found.n,
            weighted: found.weighted,
            note: None,
        });
    }
    let df: Vec<f64> = groups.iter().map(|one| one.df as f64).collect();
    Some(Composites { groups, covariance, shared: Shared::independent(&df) })
}

/// The package's rows with their strata, PSUs and weights.
fn shipped(folder: &Path) -> Result<Plan, Box<dyn Error>> {
    let mut files = Files::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        files.insert(name, std::fs::read(entry.path())?);
    }
    let (survey, _) = Survey::read(&files);
    let survey = survey.ok_or("the package cannot be used")?;
    let design = survey.design().clone();
    let stratum = |unit: &u32| design.stratum_of(*unit as usize).map(|one| one as usize);
    let psu = |unit: &u32| design.psu_of(*unit as usize).map(|one| one as usize);
    let units = design.units();
    let town: Option<Vec<usize>> = units.iter().map(stratum).collect();
    let psu: Option<Vec<usize>> = units.iter().map(psu).collect();
    if design.stratum_count() != TOWNS {
        return Err("the package does not have eight strata".into());
    }
    let (town, psu) =
        (town.ok_or("a row without a stratum")?, psu.ok_or("a row without a PSU")?);
    Ok(Plan { name: "shipped", design, town, psu })
}

/// Eight towns of 4, 5, 6, 7, 8, 4, 6 and 8 PSUs of ten people, weights 1 to 3.
fn small() -> Result<Plan, Box<dyn Error>> {
    let (mut town, mut psu, mut next) = (Vec::new(), Vec::new(), 0);
    for (at, count) in [4, 5, 6, 7, 8, 4, 6, 8].into_iter().enumerate() {
        for _ in 0..count {
            town.extend([at; 10]);
            psu.extend([next; 10]);
            next += 1;
        }
    }
    let whole = |all: &[usize]| -> Result<Vec<u32>, _> {
        all.iter().map(|one| u32::try_from(*one)).collect()
    };
    let columns = DesignColumns {
        rows: town.len(),
        weights: Some((0..town.len()).map(|row| 1.0 + (row % 5) as f64 / 2.0).collect()),
        strata: vec![whole(&town)?],
        psu: vec![whole(&psu)?],
        ..DesignColumns::default()
    };
    let design =
        Design::new(&columns, LonelyPsu::Fail).map_err(|faults| format!("{faults:?}"))?;
    Ok(Plan { name: "4 to 8 PSUs", design, town, psu })
}
