//! From the options of `solidarity estimate` to its rows: means and their like by one entry point of the
//! survey, all other statistics by the other. Must not know formats. Start with [`answer`].

use survey::estimate::ShareInterval;
use survey::measure::Interval;
use survey::replicate::ReplicateError;
use survey::request::{
    Base, Filter, Measure, MeasureError, MeasureRequest, Measures, Statistic, Variable,
};
use survey::{Estimates, Request, RequestError, Survey};

use super::{EstimateArgs, Kind, Rows};

/// The rows, and their CSV, which of means and their like is the page's byte for byte.
pub(super) struct Answer {
    pub(super) rows: Measures,
    pub(super) csv: String,
}

/// The answer; the error says the way out.
pub(super) fn answer(survey: &Survey, args: &EstimateArgs) -> Result<Answer, String> {
    let kind = match (args.statistic, &args.over) {
        (Some(kind), _) => Some(kind),
        (None, Some(_)) => Some(Kind::Measure(Measure::Ratio)),
        (None, None) if !args.quantiles.is_empty() => {
            Some(Kind::Measure(Measure::Quantile))
        }
        (None, None) => None,
    };
    if let Some(Kind::Measure(measure)) = kind {
        let rows = measures(survey, args, measure).map_err(|error| error.to_string())?;
        return Ok(Answer { csv: rows.to_csv(), rows });
    }
    let statistic = match kind {
        Some(Kind::Plain(statistic)) => Some(statistic),
        _ => None,
    };
    let ci = shares(args, statistic)?;
    let estimates =
        estimates(survey, args, statistic, ci).map_err(|error| error.to_string())?;
    Ok(Answer { csv: estimates.to_csv(), rows: Measures::from(&estimates) })
}

fn base(args: &EstimateArgs) -> Base {
    match args.base {
        Rows::Own => Base::Own,
        Rows::Index => Base::Index,
    }
}

fn filters(args: &EstimateArgs) -> Result<Vec<Filter>, RequestError> {
    args.conditions.iter().map(|one| Filter::parse(one)).collect()
}

/// The rows and groups asked for, and the levels.
pub(super) fn rows_asked(args: &EstimateArgs) -> Result<Request, RequestError> {
    Ok(Request {
        of: args.of.clone(),
        by: args.by.clone(),
        filter: filters(args)?,
        levels: args.level.clone(),
        base: base(args),
        ..Request::default()
    })
}

fn measures(
    survey: &Survey,
    args: &EstimateArgs,
    measure: Measure,
) -> Result<Measures, ReplicateError> {
    if args.rule.is_some() && measure != Measure::Quantile {
        return Err(MeasureError::Rule(measure).into());
    }
    survey.measure_replicated(&MeasureRequest {
        of: args.of.clone(),
        measure,
        over: args.over.clone(),
        quantiles: args.quantiles.clone(),
        rule: args.rule.unwrap_or_default(),
        by: args.by.clone(),
        filter: filters(args)?,
        levels: args.level.clone(),
        interval: args.ci,
        base: base(args),
    })
}

/// How intervals of shares are made; and that no option is left without effect.
fn shares(
    args: &EstimateArgs,
    statistic: Option<Statistic>,
) -> Result<ShareInterval, String> {
    let name = statistic.unwrap_or_default().name();
    let unused = [
        ("--over", "ratio and correlation", args.over.is_some()),
        ("--quantiles", "quantile", !args.quantiles.is_empty()),
        ("--rule", "quantile", args.rule.is_some()),
    ];
    if let Some((option, of, _)) = unused.iter().find(|(_, _, given)| *given) {
        return Err(format!("{option} is for the statistic {of}, and it is {name}"));
    }
    let only_wald = matches!(statistic, Some(Statistic::Mean | Statistic::Net));
    match args.ci {
        None => Ok(ShareInterval::default()),
        Some(Interval::Wald) => Ok(ShareInterval::Wald),
        Some(Interval::Share(method)) if !only_wald => Ok(method),
        Some(method) => {
            let known: Vec<&str> = match only_wald {
                true => vec!["wald"],
                false => ShareInterval::ALL.iter().map(|one| one.name()).collect(),
            };
            let (method, known) = (method.name(), known.join(", "));
            let name = if only_wald { name } else { "share" };
            Err(format!(
                "the statistic {name} has no interval `{method}` (known: {known})"
            ))
        }
    }
}

/// The answer about means and their like. Without a statistic each name has its own: neighbours with the
/// same one are asked together.
fn estimates(
    survey: &Survey,
    args: &EstimateArgs,
    statistic: Option<Statistic>,
    ci: ShareInterval,
) -> Result<Estimates, ReplicateError> {
    let mut request = Request {
        of: Vec::new(),
        statistic: statistic.unwrap_or_default(),
        by: args.by.clone(),
        filter: filters(args)?,
        levels: args.level.clone(),
        ci,
        base: base(args),
    };
    let mut answer: Option<Estimates> = None;
    let mut names = args.of.iter().peekable();
    while let Some(name) = names.next() {
        let own = own_statistic(survey, statistic, name)?;
        request.statistic = own;
        request.of.push(name.clone());
        if let Some(next) = names.peek()
            && own_statistic(survey, statistic, next)? == own
        {
            continue;
        }
        let part = survey.estimate_replicated(&request)?;
        request.of.clear();
        match &mut answer {
            Some(answer) => answer.estimates.extend(part.estimates),
            None => answer = Some(part),
        }
    }
    answer.map_or_else(|| survey.estimate_replicated(&request), Ok)
}

fn own_statistic(
    survey: &Survey,
    asked: Option<Statistic>,
    name: &str,
) -> Result<Statistic, RequestError> {
    Ok(match (asked, survey.variable(name)?) {
        (Some(asked), _) => asked,
        (None, Variable::Typology(_)) => Statistic::Share,
        (None, _) => Statistic::Mean,
    })
}
