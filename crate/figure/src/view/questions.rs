//! The figure `questions`: shares of the answers, net agreement with its interval, no answer.
//! Must not know the other figures.

use survey::request::Estimate;
use words::rcode::Ask;
use words::{Context, Value, foot, questions};

use super::cell;
use super::error::ViewError;
use super::figure::{self, Figure, Spec};
use super::model::{Column, Row as TableRow, Switch, Table};
use super::scope::Scope;
use super::statements::{Asked, Statements};
use crate::spec::{self, Axis, Cell, Datum};
use crate::stacked::{self, Heads, Share};

/// The figure.
pub(super) fn figure(scope: &Scope<'_>) -> Result<Option<Figure>, ViewError> {
    let (words, context) = (scope.words, scope.context());
    let statements = Statements::new(scope)?;
    let told = statements.told(scope.level());
    let title = questions::title(&context, &told);
    let summary = questions::summary(&context, &told);
    let section = |one: &super::statements::Section<'_>| stacked::Section {
        title: one.title.clone(),
        hue: one.hue,
        rows: one.asked.iter().map(|asked| row(scope, &context, asked)).collect(),
    };
    let spec = stacked::Spec {
        title: title.clone(),
        description: summary.join(" "),
        heads: heads(scope, &statements),
        sections: statements.sections.iter().map(section).collect(),
        axis: Axis {
            range: (-100.0, 100.0),
            cover: None,
            decimal: cell::point(words),
            plus: true,
        },
        empty: words.text("questions.empty"),
    };
    let fields: Vec<&str> = statements.iter().map(|asked| asked.field).collect();
    let filters = figure::pairs(scope);
    let ask = Ask {
        scores: &[],
        common_base: false,
        questions: &fields,
        by: None,
        filters: &filters,
        level: scope.level(),
        head: &[],
    };
    let table = table(scope, &context, &statements);
    Ok(Some(Figure {
        id: "questions".to_owned(),
        subtitle: subtitle(scope, &context),
        note_title: words.text("groups.note_title"),
        note: words.text("questions.note"),
        footnotes: foot::questions(&context, statements.hidden),
        switches: vec![order(scope)],
        citation: figure::citation(scope, &table.caption),
        table,
        r_code: figure::r_code(scope, &ask),
        csv: csv(scope, &statements),
        command: command(scope, &statements),
        file: figure::file(scope, "questions"),
        mark: figure::mark(scope),
        title,
        summary,
        spec: Spec::Stacked(spec),
    }))
}

/// The three statistics one under the other: they have the same columns.
fn csv(scope: &Scope<'_>, statements: &Statements<'_>) -> String {
    let mut out = String::new();
    for (at, estimates) in statements.estimates.iter().enumerate() {
        let one = scope.csv(estimates);
        let rest = one.split_once('\n').map_or("", |(_, rows)| rows);
        out.push_str(if at == 0 { &one } else { rest });
    }
    out
}

fn command(scope: &Scope<'_>, statements: &Statements<'_>) -> String {
    let mut fields: Vec<&str> = Vec::new();
    let [shares, ..] = &statements.estimates;
    for one in &shares.estimates {
        if fields.last() != Some(&one.of.as_str()) {
            fields.push(&one.of);
        }
    }
    let line = |statistic: &str| {
        format!(
            "solidarity estimate data --of {} --statistic {statistic}{} --format csv",
            fields.join(","),
            scope.options()
        )
    };
    ["share", "net", "missing"].map(line).join("\n")
}

fn subtitle(scope: &Scope<'_>, context: &Context<'_>) -> String {
    let (weights, _) = scope.design();
    let n = context.records(scope.kept);
    scope.words.fill("questions.subtitle", &[("n", &n), ("weights", &weights)])
}

fn heads(scope: &Scope<'_>, statements: &Statements<'_>) -> Heads {
    let words = scope.words;
    let label = |pick: &dyn Fn(&[Estimate]) -> Option<&Estimate>| {
        let asked = statements.iter().next()?;
        let code = pick(&asked.shares)?.category.as_deref()?;
        Some(scope.labels.category(asked.field, code).to_owned())
    };
    Heads {
        low: label(&|shares| shares.first()).unwrap_or_default(),
        middle: label(&|shares| shares.get(shares.len() / 2)).unwrap_or_default(),
        high: label(&|shares| shares.last()).unwrap_or_default(),
        missing: words.text("questions.missing_head"),
        net: words.text("questions.net_head"),
    }
}

fn row(scope: &Scope<'_>, context: &Context<'_>, asked: &Asked<'_>) -> stacked::Row {
    let words = scope.words;
    let percent = |share: f64| words.num().percent(share, 0);
    let missing = asked.missing.map(percent).unwrap_or_default();
    let net = net_cell(scope, context, asked);
    let shares: Option<Vec<f64>> = asked.shares.iter().map(|one| one.estimate).collect();
    let share =
        |value: f64| Share { value, label: words.num().decimal(value * 100.0, 0) };
    stacked::Row {
        text: asked.text.to_owned(),
        reversed: asked.reversed.then(|| words.text("questions.mark")),
        reversed_words: if asked.reversed {
            words.text("measure.reversed")
        } else {
            String::new()
        },
        shares: shares.unwrap_or_default().into_iter().map(share).collect(),
        missing_words: words.fill("questions.missing_words", &[("share", &missing)]),
        missing,
        net_words: words.fill("questions.net_words", &[("value", &net.value)]),
        net,
    }
}

/// Net agreement in percentage points.
fn net_cell(scope: &Scope<'_>, context: &Context<'_>, asked: &Asked<'_>) -> Cell {
    let words = scope.words;
    let points = |limits: (f64, f64)| (limits.0 * 100.0, limits.1 * 100.0);
    let net = asked.net.as_ref();
    let value = net.and_then(|one| one.estimate).map(|net| net * 100.0);
    let outer = net.and_then(|one| one.lower.zip(one.upper)).map(points);
    let inner = net.and_then(|one| one.interval(super::rows::INNER)).map(points);
    let written = value.map(|net| words.num().signed(net, 0)).unwrap_or_default();
    let interval =
        outer.map(|(low, high)| words.num().range(low, high, 0)).unwrap_or_default();
    Cell {
        datum: datum(scope, context, asked, (value, outer)),
        estimate: value.map(|value| spec::Estimate { value, inner, outer }),
        value: written,
        interval,
        note: None,
        hollow: asked.reversed,
        ghost: asked.ghost.map(|net| net * 100.0),
        moved: None,
    }
}

type Net = (Option<f64>, Option<(f64, f64)>);

fn datum(scope: &Scope<'_>, context: &Context<'_>, asked: &Asked<'_>, net: Net) -> Datum {
    let words = scope.words;
    let (ear, num, dash) = (words.ear(), words.num(), || words.text("measure.dash"));
    let n = asked.shares.first().map_or(0, |one| one.n);
    let mut details = Vec::new();
    let mut spoken = Vec::new();
    for (field, one) in asked.shares.iter().chain(&asked.missing_codes).enumerate() {
        let (Some(code), Some(share)) = (one.category.as_deref(), one.estimate) else {
            continue;
        };
        let label = if field < asked.shares.len() {
            scope.labels.category(asked.field, code)
        } else {
            scope.labels.missing(asked.field, code)
        };
        details.push((label.to_owned(), num.percent(share, 0)));
        if field < asked.shares.len() {
            let share = ear.percent(share, 0);
            spoken.push(words.fill("list.pair", &[("field", label), ("labels", &share)]));
        }
    }
    let interval =
        |(low, high): (f64, f64)| (num.range(low, high, 0), ear.range(low, high, 0));
    let (seen, heard) = net.1.map_or_else(|| (dash(), dash()), interval);
    let value = Value { estimate: net.0.unwrap_or_default(), interval: net.1 };
    let head = words.text("questions.net_head");
    details.push((head, net.0.map_or_else(dash, |net| num.signed(net, 0))));
    let level = context.level();
    details.push((words.fill("measure.interval", &[("level", &level)]), seen));
    details.push((words.text("table.margin"), context.margin_percent(&value)));
    details.push((words.text("table.n"), context.records(n)));
    let values = [
        ("text", asked.text.trim_end_matches('.').to_owned()),
        ("shares", spoken.join(&words.text("list.comma"))),
        ("net", net.0.map_or_else(dash, |net| ear.signed(net, 0))),
        (
            "interval",
            words.fill("measure.interval_is", &[("level", &level), ("interval", &heard)]),
        ),
        ("missing", asked.missing.map_or_else(dash, |share| ear.percent(share, 0))),
        ("n", context.records_aloud(n)),
    ];
    let values = values.each_ref().map(|(name, text)| (*name, text.as_str()));
    Datum {
        id: format!(
            "questions-{}",
            asked.field.replace(|c: char| !c.is_ascii_alphanumeric(), "-")
        ),
        label: words.fill("questions.aria", &values),
        title: asked.text.to_owned(),
        details,
        filter: None,
    }
}

fn table(scope: &Scope<'_>, context: &Context<'_>, statements: &Statements<'_>) -> Table {
    let words = scope.words;
    let num = words.num();
    let dash = || words.text("measure.dash");
    let mut columns = vec![
        Column { label: words.text("table.statement"), numeric: false },
        Column { label: words.text("table.n"), numeric: true },
    ];
    if let Some(asked) = statements.iter().next() {
        for code in asked.shares.iter().filter_map(|one| one.category.as_deref()) {
            let label = scope.labels.category(asked.field, code);
            let label = words.fill("table.percent", &[("label", label)]);
            columns.push(Column { label, numeric: true });
        }
    }
    let level = context.level();
    let heads = [
        words.text("table.net"),
        words.fill("table.interval", &[("level", &level)]),
        words.text("table.missing"),
    ];
    columns.extend(heads.map(|label| Column { label, numeric: true }));
    let row = |asked: &Asked<'_>| {
        let net = asked.net.as_ref();
        let points = net.and_then(|one| one.estimate).map(|net| net * 100.0);
        let limits = net.and_then(|one| one.lower.zip(one.upper));
        let n = asked.shares.first().map_or(0, |one| one.n);
        let mut cells = vec![num.whole(n)];
        cells.extend(asked.shares.iter().map(|one| {
            one.estimate.map_or_else(dash, |share| num.decimal(share * 100.0, 0))
        }));
        cells.push(points.map_or_else(dash, |net| num.signed(net, 0)));
        cells.push(limits.map_or_else(dash, |(l, h)| num.range(l * 100.0, h * 100.0, 0)));
        cells.push(asked.missing.map_or_else(dash, |share| num.percent(share, 1)));
        let mark = if asked.reversed {
            words.text("questions.reversed_note")
        } else {
            String::new()
        };
        TableRow { head: format!("{}{mark}", asked.text), cells, target: None }
    };
    let rows = statements.iter().map(row).collect();
    Table { caption: words.text("questions.caption"), columns, rows }
}

fn order(scope: &Scope<'_>) -> Switch {
    let choices = [
        ("questionnaire", "questions.order_questionnaire"),
        ("net", "questions.order_net"),
    ];
    let selected = scope.set("order").unwrap_or_default();
    scope.switch("order", "action.order", &choices, selected)
}
