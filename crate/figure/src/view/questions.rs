//! The figure `questions`: shares of the answers, net agreement with its interval, no answer; or one
//! answer with intervals. Must not know the other figures.

use survey::request::Estimate;
use words::rcode::Ask;
use words::{Context, Numbers, Value, foot, questions};

use super::cell;
use super::error::ViewError;
use super::figure::{self, Figure, Spec};
use super::model::{Column, FilterTarget, Row as TableRow, Switch, Table};
use super::one_answer;
use super::rows::{hollow, tiny_df};
use super::scope::Scope;
use super::statements::{Asked, Statements};
use crate::spec::{self, Axis, Cell, Datum};
use crate::stacked::{self, Form, Heads, Share};

/// The figure.
pub(super) fn figure(scope: &Scope<'_>) -> Result<Option<Figure>, ViewError> {
    let context = scope.context();
    let form = match scope.set("answers") {
        Some("diverging") => Form::Diverging,
        Some("one") => Form::One,
        _ => Form::Stacked,
    };
    let code = if form == Form::One { one_answer::chosen(scope) } else { None };
    let statements = Statements::new(scope, code)?;
    let one = code.and_then(|code| one_answer::One::of(scope, &statements, code));
    let section = |part: &super::statements::Section<'_>| stacked::Section {
        title: part.title.clone(),
        hue: part.hue,
        rows: part
            .asked
            .iter()
            .map(|asked| match &one {
                Some(one) => one.row(&context, asked),
                None => row(scope, &context, asked),
            })
            .collect(),
    };
    let sections = statements.sections.iter().map(section).collect();
    let text = match &one {
        Some(one) => one.text(&context, &statements),
        None => text(scope, &context, &statements, form),
    };
    let spec = stacked::Spec {
        title: text.title.clone(),
        description: text.summary.join(" "),
        form,
        heads: heads(scope, &statements, one.as_ref()),
        sections,
        axis: Axis {
            range: (if form == Form::One { 0.0 } else { -100.0 }, 100.0),
            cover: None,
            decimal: cell::point(scope.words),
            plus: form != Form::One,
        },
        empty: scope.words.text("questions.empty"),
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
    let mut switches = vec![forms(scope)];
    if form == Form::One {
        switches.push(one_answer::which(scope, &statements, code));
    }
    switches.push(order(scope));
    Ok(Some(Figure {
        id: "questions".to_owned(),
        subtitle: text.subtitle,
        note_title: scope.words.text("groups.note_title"),
        note: text.note,
        footnotes: text.footnotes,
        switches,
        citation: figure::citation(scope, &text.table.caption),
        table: text.table,
        r_code: figure::r_code(scope, &ask),
        csv: csv(scope, &statements),
        command: command(scope, &statements),
        file: figure::file(scope, &text.file),
        mark: figure::mark(scope),
        title: text.title,
        summary: text.summary,
        spec: Spec::Stacked(spec),
    }))
}

/// What is told of the figure in one of its forms.
pub(super) struct Text {
    pub(super) title: String,
    pub(super) subtitle: String,
    pub(super) summary: Vec<String>,
    pub(super) note: String,
    pub(super) footnotes: Vec<String>,
    pub(super) table: Table,
    pub(super) file: String,
}

fn text(
    scope: &Scope<'_>,
    context: &Context<'_>,
    statements: &Statements<'_>,
    form: Form,
) -> Text {
    let told = statements.told(scope.level());
    let (note, file) = match form {
        Form::Diverging => ("questions.note_diverging", "questions_diverging"),
        _ => ("questions.note", "questions"),
    };
    let mut footnotes = foot::questions(context, statements.hidden);
    let net = |asked: &Asked<'_>| asked.net.as_ref().is_some_and(hollow);
    if statements.iter().any(net) {
        footnotes.insert(1, scope.words.text("questions.few"));
    }
    Text {
        title: questions::title(context, &told),
        subtitle: subtitle(scope, context),
        summary: questions::summary(context, &told),
        note: scope.words.text(note),
        footnotes,
        table: table(scope, context, statements),
        file: file.to_owned(),
    }
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

fn heads(
    scope: &Scope<'_>,
    statements: &Statements<'_>,
    one: Option<&one_answer::One<'_>>,
) -> Heads {
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
        net: one.map_or_else(|| words.text("questions.net_head"), |one| one.head()),
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
    mark(scope, context, asked, &Shown { estimate: asked.net.as_ref(), answer: None })
}

/// What a mark stands for: net agreement, or the share of one answer.
pub(super) struct Shown<'s> {
    pub(super) estimate: Option<&'s Estimate>,
    /// Name of the answer.
    pub(super) answer: Option<&'s str>,
}

/// The mark of a statement; shares and their differences in percent.
pub(super) fn mark(
    scope: &Scope<'_>,
    context: &Context<'_>,
    asked: &Asked<'_>,
    shown: &Shown<'_>,
) -> Cell {
    let points = |limits: (f64, f64)| (limits.0 * 100.0, limits.1 * 100.0);
    let estimate = shown.estimate;
    let drawn = estimate.filter(|one| !tiny_df(one));
    let value = estimate.and_then(|one| one.estimate).map(|share| share * 100.0);
    let outer = drawn.and_then(|one| one.lower.zip(one.upper)).map(points);
    let inner = drawn.and_then(|one| one.interval(super::rows::INNER)).map(points);
    let num = scope.words.num();
    let written = value.map(|value| shown.write(num, value)).unwrap_or_default();
    let interval = outer.map(|ends| shown.range(num, ends)).unwrap_or_default();
    Cell {
        datum: datum(scope, context, asked, shown, (value, outer)),
        estimate: value.map(|value| spec::Estimate { value, inner, outer }),
        value: written,
        interval,
        hollow: asked.reversed || estimate.is_some_and(hollow),
        ghost: asked.ghost.map(|share| share * 100.0),
        ..Cell::default()
    }
}

impl Shown<'_> {
    fn write(&self, num: Numbers, value: f64) -> String {
        match self.answer {
            Some(_) => num.percent(value / 100.0, 0),
            None => num.signed(value, 0),
        }
    }

    fn range(&self, num: Numbers, (low, high): (f64, f64)) -> String {
        match self.answer {
            Some(_) => num.percent_range(low / 100.0, high / 100.0, 0),
            None => num.range(low, high, 0),
        }
    }
}

type Net = (Option<f64>, Option<(f64, f64)>);

fn datum(
    scope: &Scope<'_>,
    context: &Context<'_>,
    asked: &Asked<'_>,
    shown: &Shown<'_>,
    (value, limits): Net,
) -> Datum {
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
    let seen = limits.map_or_else(dash, |limits| shown.range(num, limits));
    let heard = limits.map_or_else(dash, |limits| shown.range(ear, limits));
    let written = value.map_or_else(dash, |value| shown.write(num, value));
    let aloud = value.map_or_else(dash, |value| shown.write(ear, value));
    let value = Value { estimate: value.unwrap_or_default(), interval: limits };
    let head = words.text("questions.net_head");
    details.push((shown.answer.map_or(head, str::to_owned), written));
    let level = context.level();
    details.push((words.fill("measure.interval", &[("level", &level)]), seen));
    details.push((words.text("table.margin"), context.margin_percent(&value)));
    details.push((words.text("table.n"), context.records(n)));
    let (key, answer) = match shown.answer {
        Some(answer) => ("questions.aria_one", answer),
        None => ("questions.aria", ""),
    };
    let values = [
        ("text", asked.text.trim_end_matches('.').to_owned()),
        ("shares", spoken.join(&words.text("list.comma"))),
        ("net", aloud.clone()),
        ("answer", answer.to_owned()),
        ("share", aloud),
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
        label: words.fill(key, &values),
        title: asked.text.to_owned(),
        details,
        filter: Some((asked.field.to_owned(), String::new())),
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
        table_row(scope, asked, cells)
    };
    let rows = statements.iter().map(row).collect();
    Table { caption: words.text("questions.caption"), columns, rows }
}

/// A row of a table of statements; its head leads to the codebook.
pub(super) fn table_row(
    scope: &Scope<'_>,
    asked: &Asked<'_>,
    cells: Vec<String>,
) -> TableRow {
    let mark = match asked.reversed {
        true => scope.words.text("questions.reversed_note"),
        false => String::new(),
    };
    let head = format!("{}{mark}", asked.text);
    let target = FilterTarget { field: asked.field.to_owned(), code: String::new() };
    TableRow { head, cells, target: Some(target) }
}

/// The switch of the form.
fn forms(scope: &Scope<'_>) -> Switch {
    let choices = [
        ("stacked", "questions.as_stacked"),
        ("diverging", "questions.as_diverging"),
        ("one", "questions.as_one"),
    ];
    let selected = scope.set("answers").unwrap_or_default();
    scope.switch("answers", "questions.answers", &choices, selected)
}

fn order(scope: &Scope<'_>) -> Switch {
    let choices = [
        ("questionnaire", "questions.order_questionnaire"),
        ("net", "questions.order_net"),
    ];
    let selected = scope.set("order").unwrap_or_default();
    scope.switch("order", "action.order", &choices, selected)
}
