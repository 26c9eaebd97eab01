//! `solidarity compare`: groups against each other, as table, CSV or JSON.
//! Must not know statistics. Start with [`run`].

use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use survey::compare::{Adjust, TestNote};
use survey::package::LonelyPsu;
use survey::request::{
    Base, CompareError, CompareRequest, CompareRow, Compared, ContrastText, Filter,
    Request, Scale, Statistic, TestKind, TestRow,
};

use crate::estimate::{Format, Rows, lonely_psu, statistic, under};
use crate::source::source;
use crate::table::{Columns, number, places};
use crate::terminal::print;
use crate::{explain, rcode, read_or_tell};

/// Examples, each of which runs on the shipped package.
pub(crate) const EXAMPLES: &str = "\
Examples:
  solidarity compare data --of si --by town
  solidarity compare data --of si,alienation --by sex --format csv
  solidarity compare data --of typology --by member
  solidarity compare data --of a1 --statistic share --by edu --test wald --adjust bh
  solidarity compare data --of si --by sex --scale ratio --where town=alpha,beta
  solidarity compare data --of si --by town --contrast alpha=1,beta=-1/2,gamma=-1/2
  solidarity compare data --of common_cause --by sex,member --contrast 1:1=1,2:1=-1 --format json
  solidarity compare data --of si --by sex --explain
  solidarity compare data --of si,typology --by member --r-code";

/// Options of `solidarity compare`.
#[derive(clap::Args, Debug)]
pub(crate) struct CompareArgs {
    /// A `datapackage.json`, its folder, or a .zip of it
    package: PathBuf,
    /// What is compared: the index, dimensions, scales, `typology`, fields
    #[arg(long, value_name = "NAME", value_delimiter = ',', required = true)]
    of: Vec<String>,
    /// The statistic [default: share of what has categories without order, else mean]
    #[arg(long, value_parser = statistic())]
    statistic: Option<Statistic>,
    /// Groups: the crossing of these fields
    #[arg(long, value_name = "FIELD", value_delimiter = ',', required = true)]
    by: Vec<String>,
    /// Only rows with these codes, FIELD=CODE,CODE, or numbers, FIELD=LOW..HIGH; several must all hold
    #[arg(long = "where", value_name = "CONDITION")]
    conditions: Vec<String>,
    /// What two groups are compared by
    #[arg(long, default_value = "difference", value_parser = scale())]
    scale: Scale,
    /// Instead of all pairs Σ coefficient · group, GROUP=NUMBER,GROUP=NUMBER; several at once
    /// are tested together; codes of crossed groups are joined by a colon
    #[arg(long, value_name = "CONTRAST", allow_hyphen_values = true)]
    contrast: Vec<String>,
    /// How p values are corrected, over the pairs or contrasts of one variable and category
    #[arg(long, default_value = "holm", value_parser = adjust())]
    adjust: Adjust,
    /// The test over all groups [default: rao-scott of shares, else wald]
    #[arg(long, value_parser = test())]
    test: Option<TestKind>,
    /// The confidence level between 0 and 1 [default: that of the package]
    #[arg(long, value_name = "LEVEL")]
    level: Option<f64>,
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

fn scale() -> impl clap::builder::TypedValueParser<Value = Scale> {
    PossibleValuesParser::new(Scale::ALL.iter().map(|one| one.name()))
        .try_map(|name| Scale::named(&name).ok_or("no scale"))
}

fn adjust() -> impl clap::builder::TypedValueParser<Value = Adjust> {
    PossibleValuesParser::new(Adjust::ALL.iter().map(|one| one.name()))
        .try_map(|name| Adjust::named(&name).ok_or("no correction"))
}

fn test() -> impl clap::builder::TypedValueParser<Value = TestKind> {
    PossibleValuesParser::new(TestKind::ALL.iter().map(|one| one.name()))
        .try_map(|name| TestKind::named(&name).ok_or("no test"))
}

/// Prints the comparisons. The error is one of usage: exit status 2.
pub(crate) fn run(args: &CompareArgs) -> Result<ExitCode, String> {
    let Some(survey) = read_or_tell(&args.package)? else { return Ok(ExitCode::from(1)) };
    let survey = under(survey, args.lonely_psu);
    let asked = request(args).map_err(|error| error.to_string())?;
    let answer = survey.compare_groups(&asked).map_err(|error| error.to_string())?;
    if args.explain {
        let text = explain::comparisons(&survey, &asked, &answer);
        print(&text.map_err(|error| error.to_string())?)?;
        return Ok(ExitCode::SUCCESS);
    }
    if args.r_code {
        print(&rcode::comparisons(&survey, &asked, &answer)?)?;
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

fn request(args: &CompareArgs) -> Result<CompareRequest, CompareError> {
    let filters = args.conditions.iter().map(|one| Filter::parse(one));
    let contrasts = args.contrast.iter().map(|one| ContrastText::parse(one));
    Ok(CompareRequest {
        request: Request {
            of: args.of.clone(),
            by: args.by.clone(),
            filter: filters.collect::<Result<_, _>>()?,
            levels: args.level.into_iter().collect(),
            base: match args.base {
                Rows::Own => Base::Own,
                Rows::Index => Base::Index,
            },
            ..Request::default()
        },
        statistic: args.statistic,
        adjust: args.adjust,
        scale: args.scale,
        contrasts: contrasts.collect::<Result<_, _>>()?,
        test: args.test,
    })
}

/// The answer for a person: the tests over all groups, the pairs or contrasts, the notes.
fn table(answer: &Compared) -> String {
    let mut out = source(&answer.package, &answer.design, answer.level);
    let shown: Vec<&TestRow> = answer
        .tests
        .iter()
        .filter(|row| {
            ["adjusted-wald", "rao-scott-second-f", "rao-scott-first-chi-square"]
                .contains(&row.method)
        })
        .collect();
    if !shown.is_empty() {
        out.push_str(&tests(&shown));
        out.push('\n');
    }
    if !answer.comparisons.is_empty() {
        out.push_str(&comparisons(answer));
    }
    for code in notes(answer) {
        out.push_str(&format!("{}: {}\n", code.code(), meaning(code)));
    }
    for note in &answer.notes {
        let code = note.category.as_deref().unwrap_or("none");
        let (field, n) = (&note.field, note.n);
        out.push_str(&format!("not in any group: {n} rows with {field} = {code}\n"));
    }
    out
}

fn tests(rows: &[&TestRow]) -> String {
    let categories = rows.iter().any(|row| row.category.is_some());
    let mut head = vec!["of", "statistic"];
    head.extend(categories.then_some("category"));
    head.extend(["test", "groups", "contrasts", "n", "value", "df1", "df2", "p", "note"]);
    let mut columns = Columns::new(head);
    for row in rows {
        let mut cells = vec![row.of.clone(), row.statistic.name().to_owned()];
        cells.extend(categories.then(|| row.category.clone().unwrap_or_default()));
        cells.push(row.method.to_owned());
        cells.extend([row.groups, row.contrasts].map(|count| count.to_string()));
        cells.push(row.n.to_string());
        cells.extend([number(row.value, 4), number(row.df1, 2), number(row.df2, 2)]);
        cells.push(p_value(row.p));
        cells.push(row.note.map_or("", TestNote::code).to_owned());
        columns.push(cells);
    }
    columns.text()
}

fn comparisons(answer: &Compared) -> String {
    let rows = &answer.comparisons;
    let categories = rows.iter().any(|row| row.category.is_some());
    let contrasts = rows.iter().any(|row| row.contrast.is_some());
    let mut head = vec!["of", "statistic"];
    head.extend(categories.then_some("category"));
    if contrasts {
        head.push("contrast");
    } else {
        head.extend(["a", "b"]);
    }
    head.push(if contrasts { "value" } else { answer.scale.name() });
    head.extend(["se", "lower", "upper", "df", "t", "p"]);
    let corrected = answer.adjust != Adjust::None;
    head.extend(corrected.then_some(answer.adjust.name()));
    head.push("note");
    let mut columns = Columns::new(head);
    for row in rows {
        let usual =
            if row.statistic == Statistic::Mean && answer.scale == Scale::Difference {
                2
            } else {
                4
            };
        let digits = places(row.estimate, row.se, usual);
        let mut cells = vec![row.of.clone(), row.statistic.name().to_owned()];
        cells.extend(categories.then(|| row.category.clone().unwrap_or_default()));
        if contrasts {
            cells.push(row.contrast.clone().unwrap_or_default());
        } else {
            cells.extend([label(&row.a), label(&row.b)]);
        }
        let values = [row.estimate, row.se, row.lower, row.upper];
        cells.extend(values.map(|value| number(value, digits)));
        cells.extend([number(row.df, 1), number(row.t, 2), p_value(row.p)]);
        cells.extend(corrected.then(|| p_value(row.p_adjusted)));
        cells.push(row.note.map_or("", TestNote::code).to_owned());
        columns.push(cells);
    }
    columns.text()
}

/// The codes of a group.
fn label(group: &Option<Vec<(String, String)>>) -> String {
    let codes: Vec<&str> =
        group.iter().flatten().map(|(_, code)| code.as_str()).collect();
    codes.join(":")
}

/// Four decimals; below them two digits.
fn p_value(p: Option<f64>) -> String {
    match p {
        Some(p) if p < 1e-4 => format!("{p:.1e}"),
        p => number(p, 4),
    }
}

/// The notes of tests that say more than their code, each once.
fn notes(answer: &Compared) -> Vec<TestNote> {
    let tests = answer.tests.iter().map(|row| row.note);
    let rows = answer.comparisons.iter().map(|row: &CompareRow| row.note);
    let mut found: Vec<TestNote> = Vec::new();
    for note in tests.chain(rows).flatten() {
        if !matches!(note, TestNote::Estimate(_)) && !found.contains(&note) {
            found.push(note);
        }
    }
    found
}

fn meaning(note: TestNote) -> &'static str {
    match note {
        TestNote::OneGroup => "fewer than two groups or answers hold a valid row",
        TestNote::MoreContrastsThanDf => {
            "the test needs at least as many degrees of freedom as contrasts; compare fewer \
             groups, or shares by rao-scott"
        }
        TestNote::Collinear => {
            "a contrast follows from the others or has no sampling error"
        }
        TestNote::SparseTable => "too many empty cells to test an association",
        TestNote::ZeroMean => "a ratio to a mean of zero",
        TestNote::Estimate(_) => "see the estimate",
    }
}
