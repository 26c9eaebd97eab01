//! The text of the R code. That it gives the program's numbers was checked by running it
//! (`tests/golden/README.md`).

use survey::Survey;
use survey::request::{
    Base, CompareRequest, ContrastText, Filter, Request, Scale, Statistic, TestKind,
};
use survey::request::{Measure, MeasureRequest, Measures};

use super::{comparisons, estimates};

fn survey() -> Survey {
    let files = crate::load::load("../../data".as_ref()).expect("the package");
    Survey::read(&files).0.expect("a survey")
}

fn ask(of: &str, by: &[&str]) -> Request {
    let by = by.iter().map(|&field| field.to_owned()).collect();
    Request { of: vec![of.to_owned()], by, ..Request::default() }
}

fn script(request: &Request) -> String {
    let survey = survey();
    let answer = Measures::from(&survey.estimate(request).expect("estimates"));
    estimates(&survey, request, &answer, "korn-graubard").expect("a script")
}

fn has(script: &str, parts: &[&str]) {
    for part in parts {
        assert!(script.contains(part), "{part} in\n{script}");
    }
}

#[test]
fn scores_groups_and_filters_are_named() {
    let filter = vec![
        Filter::parse("town=alpha,beta").expect("a filter"),
        Filter::parse("si=40..60").expect("a filter"),
    ];
    let request = Request {
        filter,
        base: Base::Index,
        levels: vec![0.5, 0.9],
        ..ask("si", &["sex"])
    };
    let text = script(&request);
    has(
        &text,
        &[
            "read.csv(\"respondents_synthetic.csv\"",
            "d$si <- average(",
            "chosen <- chosen & valid(\"town\", c(\"\")) %in% c(\"alpha\", \"beta\")",
            "chosen <- chosen & ((d$si >= 40 & d$si <= 60) %in% TRUE)",
            "chosen <- chosen & !is.na(d$si)",
            "groups <- c(\"1\", \"2\")",
            "levels <- c(0.5, 0.9)",
            "estimate(d$si, \"si\", \"mean\", NA)",
        ],
    );
    assert!(text.is_ascii(), "{text}");
}

#[test]
fn shares_nets_and_acts_have_their_values() {
    let share = Request { statistic: Statistic::Share, ..ask("typology", &[]) };
    has(&script(&share), &["d$typology <- {", "\"solidary\", ci = \"korn-graubard\")"]);
    let net = Request { statistic: Statistic::Net, ..ask("a1", &[]) };
    has(&script(&net), &["sign(round(as.numeric(valid(\"a1\", c(", " - 3, 9))"]);
    let act = script(&ask("p6", &[]));
    has(
        &act,
        &["ifelse(valid(\"work\", c(", "%in% c(\"1\", \"2\", \"3\")", "x == \"1\""],
    );
    let missing = Request { statistic: Statistic::Missing, ..ask("a1", &[]) };
    has(&script(&missing), &["as.numeric(d[[\"a1\"]] == \"8\")"]);
}

#[test]
fn other_statistics_name_their_variables() {
    let survey = survey();
    let text = |measure, over: Option<&str>| {
        let request = ask("si", &["sex"]);
        let over = over.map(str::to_owned);
        let of = request.of.clone();
        let by = request.by.clone();
        let asked = MeasureRequest { of, by, measure, over, ..MeasureRequest::default() };
        let answer = survey.measure(&asked).expect("measures");
        estimates(&survey, &request, &answer, "korn-graubard").expect("a script")
    };
    has(&text(Measure::Total, None), &["estimate(d$si, \"si\", \"total\", NA)"]);
    let ratio = text(Measure::Ratio, Some("alienation"));
    has(&ratio, &["x = d$alienation, over = \"alienation\"", "d$alienation <- average("]);
    has(
        &text(Measure::Quantile, None),
        &["probabilities = c(0.25, 0.5, 0.75), rule = \"math\""],
    );
    has(
        &text(Measure::Correlation, Some("alienation")),
        &["ci = \"fisher\", x = d$alienation"],
    );
}

#[test]
fn comparisons_have_their_tests() {
    let survey = survey();
    let text = |asked: &CompareRequest| {
        let answer = survey.compare_groups(asked).expect("comparisons");
        comparisons(&survey, asked, &answer).expect("a script")
    };
    let pairs =
        CompareRequest { request: ask("si", &["sex", "member"]), ..Default::default() };
    has(
        &text(&pairs),
        &["adjust <- \"holm\"", "together <- function(here) cbind(-1", "TRUE)"],
    );
    let ratio = CompareRequest { scale: Scale::Ratio, ..pairs.clone() };
    has(&text(&ratio), &["value <- m[[a]] / m[[b]]"]);
    let table = CompareRequest {
        request: ask("typology", &["sex"]),
        ..CompareRequest::default()
    };
    has(&text(&table), &["association(d$typology, \"typology\", list(F = "]);
    let wald = CompareRequest { test: Some(TestKind::Wald), ..table };
    has(&text(&wald), &["list(adjWald = \"adjusted-wald\", Wald = \"wald-f\")"]);
    let contrasts =
        vec![ContrastText::parse("alpha=1,beta=-1/2,gamma=-1/2").expect("one")];
    let named =
        CompareRequest { request: ask("si", &["town"]), contrasts, ..Default::default() };
    has(&text(&named), &["c(\"alpha\" = 1, \"beta\" = -0.5, \"gamma\" = -0.5)"]);
}
