//! `solidarity check`: every finding of a package, and what its records disclose.
//! Must not know the rules. Start with [`run`].

use std::path::PathBuf;
use std::process::ExitCode;

use survey::check::{Disclosed, HIGH_RISK, Verdict};
use survey::{Severity, Survey};

use crate::load::load;
use crate::terminal::{lines, print, say};

/// Examples, each of which runs on the shipped package.
pub(crate) const EXAMPLES: &str = "\
Examples:
  solidarity check data
  solidarity check data/datapackage.json";

/// Options of `solidarity check`.
#[derive(clap::Args, Debug)]
pub(crate) struct CheckArgs {
    /// A `datapackage.json`, its folder, or a .zip of it
    package: PathBuf,
}

/// Prints the findings and the disclosure report. The error is one of usage: exit status 2.
pub(crate) fn run(args: &CheckArgs) -> Result<ExitCode, String> {
    let (survey, findings) = Survey::read(&load(&args.package)?);
    let mut out = lines(&findings);
    if !out.is_empty() {
        out.push('\n');
    }
    let mut failed = false;
    match &survey {
        Some(survey) => {
            let report = Disclosed::of(survey);
            failed = Disclosed::verdict(survey, report.as_ref()) == Verdict::Fails;
            out.push_str(&disclosure(survey, report.as_ref()));
        }
        None => out.push_str("disclosure: not examined before the faults are mended\n"),
    }
    print(&out)?;
    let count = |severity| findings.iter().filter(|one| one.severity == severity).count();
    let faults = count(Severity::Error) + count(Severity::Failure);
    let plural =
        |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    let (faulty, warned) =
        (plural(faults, "fault"), plural(count(Severity::Warning), "warning"));
    let disclosed = if failed { ", disclosure fails" } else { "" };
    say(&format!("{}: {faulty}, {warned}{disclosed}", args.package.display()));
    Ok(ExitCode::from(u8::from(faults > 0 || failed)))
}

/// The report on what the records disclose, with its verdict.
pub(crate) fn disclosure(survey: &Survey, report: Option<&Disclosed>) -> String {
    let mut out = String::new();
    let declared = survey.definition().disclosure.as_ref();
    if let (Some(declared), Some(report)) = (declared, report) {
        out.push_str(&format!(
            "disclosure: keys {}; k {}, l {}\n",
            declared.keys.join(", "),
            declared.k,
            declared.l
        ));
        let mut line = |name: &str, text: String| {
            out.push_str(&format!("  {name:<13}{text}\n"));
        };
        let records = report.records;
        line(
            "k-anonymity",
            format!(
                "{} of {} classes of equal keys have fewer than {} records; {} of {records} \
                 records are in them, {} alone; the smallest has {}",
                report.below_k.classes,
                report.classes,
                declared.k,
                report.below_k.records,
                report.alone,
                report.smallest
            ),
        );
        for (field, share) in &report.below_l {
            line(
                "l-diversity",
                format!(
                    "{field}: {} of {} classes show fewer than {} values; {} of {records} \
                     records are in them",
                    share.classes, report.classes, declared.l, share.records
                ),
            );
        }
        line(
            "weights",
            match report.own_weight {
                Some(own) => {
                    format!("{own} of {records} records have a weight that no other has")
                }
                None => "the design has none".to_owned(),
            },
        );
        line(
            "risk",
            format!(
                "{:.1} of {records} records would be re-identified by someone who looks for \
                 all; highest risk {:.4}; above {HIGH_RISK}: {} records",
                report.expected, report.highest, report.at_risk
            ),
        );
    } else {
        out.push_str("disclosure: not examined, the package declares no `disclosure`\n");
    }
    let verdict = match Disclosed::verdict(survey, report) {
        Verdict::Undeclared => {
            "none: declare `keys` and `sensitive` fields before publishing"
        }
        Verdict::Synthetic if report.is_some_and(|report| !report.is_safe()) => {
            "passes, because the records are synthetic; real ones would fail"
        }
        Verdict::Synthetic => "passes; the records are synthetic",
        Verdict::Aggregates => "no record may be published (mode `aggregates`)",
        Verdict::Passes => "passes",
        Verdict::Fails => {
            "fails: recode the keys, leave sensitive fields out, or publish aggregates only"
        }
    };
    out.push_str(&format!("  {:<13}{verdict}\n", "verdict"));
    out
}
