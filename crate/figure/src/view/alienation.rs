//! The figure `alienation`: the index and a scale of the same records as bins, the means of groups with
//! both intervals, the correlations. Must not know the other figures.

use survey::joint::{Plane, Related};
use survey::measure::{Interval, Measured};
use survey::request::{Base, Estimate, Request};
use words::alienation::{self, Told};
use words::rcode::{self, Ask};
use words::{Context, Value, foot};

use super::cell;
use super::error::ViewError;
use super::figure::{self, Figure, Spec};
use super::model::{Column, Row as TableRow, Table};
use super::rows::{INNER, Row, Rows, value};
use super::scope::Scope;
use crate::plane::{Bin, Mean, Panel, Side};
use crate::spec::{self, Axis, Cell, Datum, Hue};
use crate::{dot_rows, plane};

/// The two scores, upwards and across.
struct Pair<'a> {
    ids: [&'a str; 2],
    labels: [&'a str; 2],
    ranges: [(f64, f64); 2],
}

/// The scale beside the index: that of the typology, else the first.
fn pair<'a>(scope: &Scope<'a>) -> Option<Pair<'a>> {
    let definition = scope.definition();
    let typed = definition.typology.as_ref().and_then(|one| one.of.get(1));
    let is = |id: &String| definition.scales.iter().find(|scale| scale.id == *id);
    let scale = typed.and_then(is).or_else(|| definition.scales.first())?;
    let ids = [scope.index.id.as_str(), scale.id.as_str()];
    let range = (scale.range.low.get(), scale.range.high.get());
    let labels = ids.map(|id| scope.labels.measure(id));
    Some(Pair { ids, labels, ranges: [scope.range(), range] })
}

/// The figure; `None` without a scale.
pub(super) fn figure(scope: &Scope<'_>) -> Result<Option<Figure>, ViewError> {
    let Some(pair) = pair(scope) else { return Ok(None) };
    let (words, context) = (scope.words, scope.context());
    let [up, across] = pair.ids;
    let steps = pair.ids.map(|id| scope.survey.steps(id));
    let whole = scope.request(&pair.ids, None, Base::Index);
    let planes = scope.survey.planes(&whole, steps)?;
    let all = planes.first().filter(|plane| plane.n >= scope.least.max(1));
    let ids: Vec<&str> = core::iter::once(up)
        .chain(scope.index.dimensions.iter().map(|one| one.id.as_str()))
        .collect();
    let asked = scope.request(&ids, None, Base::Index);
    let mut related = scope.survey.related(&asked, across)?;
    related.retain(|one| one.measured.n >= scope.least.max(1));
    let ups = Rows::sorted(scope, up)?;
    let mut sides = Rows::new(scope, across)?;
    let order: Vec<usize> = ups.shown.iter().map(|row| row.place).collect();
    sides.shown.retain(|row| order.contains(&row.place));
    sides.sort_as(&order);
    let measures = pair.ids.map(|id| scope.measure(id));
    let others: Vec<(&str, Option<Value>)> = related
        .iter()
        .skip(1)
        .map(|one| (scope.labels.measure(&one.of), r(scope, one)))
        .collect();
    let told = Told {
        names: measures.each_ref().map(String::as_str),
        n: all.map_or(0, |plane| plane.n),
        r: related.first().filter(|_| all.is_some()).and_then(|one| r(scope, one)),
        others: &others,
        groups: ups.shown.len(),
    };
    let (title, summary) =
        (alienation::title(&context, &told), alienation::summary(&context, &told));
    let axis = |at: usize| Axis {
        range: pair.ranges[at.min(1)],
        cover: None,
        decimal: cell::point(words),
        plus: false,
    };
    let side =
        |at: usize| Side { name: pair.labels[at.min(1)].to_owned(), axis: axis(at) };
    let means = means(scope, &context, &pair, (&ups, &sides));
    let spec = plane::Spec {
        title: title.clone(),
        description: summary.join(" "),
        x: side(1),
        y: side(0),
        all: Panel {
            title: words.text("alienation.all"),
            ..all
                .map(|plane| panel(scope, &pair, plane, (steps, true)))
                .unwrap_or_default()
        },
        means_title: words.text("alienation.means"),
        means,
        groups_title: words.text("alienation.groups"),
        groups: groups(scope, &context, &pair, (steps, &ups, &sides))?,
        related_title: words.fill("alienation.related", &[("x", pair.labels[1])]),
        related: correlations(scope, &context, &related),
        empty: words.text("alienation.empty"),
    };
    let field = scope.labels.field(scope.by);
    let mut notes = Vec::new();
    if let Some(df) = ups.df() {
        notes.push(foot::interval(&context, df));
    }
    notes.push(words.fill("foot.correlation", &[("level", &context.level())]));
    if scope.least > 1 {
        notes.push(words.fill("foot.bins", &[("n", &words.num().whole(scope.least))]));
    }
    notes.extend(foot::left_out(&context, &ups.small, (field, ups.missing)));
    notes.extend(foot::label(&context));
    let filters = figure::pairs(scope);
    let mut scores = ids.clone();
    scores.push(across);
    let ask = Ask {
        scores: &scores,
        common_base: true,
        questions: &[],
        by: Some(scope.by),
        filters: &filters,
        level: scope.level(),
        head: &[],
    };
    let mut estimates = ups.estimates.clone();
    estimates.estimates.extend(sides.estimates.estimates.iter().cloned());
    let table = table(scope, &context, &pair, (&ups, &sides, &related));
    let (weights, design) = scope.design();
    let values = [
        ("y", pair.labels[0]),
        ("x", pair.labels[1]),
        ("n", &context.records(told.n)),
        ("weights", &weights),
        ("design", &design),
    ];
    Ok(Some(Figure {
        id: "alienation".to_owned(),
        subtitle: words.fill("alienation.subtitle", &values),
        note_title: words.text("groups.note_title"),
        note: words.fill("alienation.note", &[("level", &context.level())]),
        footnotes: notes,
        switches: Vec::new(),
        citation: figure::citation(scope, &table.caption),
        table,
        r_code: figure::r_code(scope, &ask) + &rcode::correlations(words, &ids, across),
        csv: scope.csv(&estimates),
        command: format!(
            "solidarity estimate data --of {up},{across} --by {} --base index{} --format csv",
            scope.by,
            scope.options()
        ),
        file: figure::file(scope, &format!("{up}_{across}_by_{}", scope.by)),
        mark: figure::mark(scope),
        title,
        summary,
        spec: Spec::Plane(Box::new(spec)),
    }))
}

fn interval(measured: &Measured, level: f64) -> Option<(f64, f64)> {
    measured.interval(Interval::Fisher, level).filter(|_| measured.df >= 3)
}

/// A correlation with its interval.
fn r(scope: &Scope<'_>, one: &Related) -> Option<Value> {
    let estimate = one.measured.value?;
    Some(Value { estimate, interval: interval(&one.measured, scope.level()) })
}

/// The bins of a plane; with words where they can be reached.
fn panel(
    scope: &Scope<'_>,
    pair: &Pair<'_>,
    plane: &Plane,
    (steps, reach): ([u32; 2], bool),
) -> Panel {
    let (words, context) = (scope.words, scope.context());
    let [up, across] = pair.ranges;
    let size = |range: (f64, f64), steps: u32| (range.1 - range.0) / f64::from(steps);
    let sizes = (size(across, steps[1]), size(up, steps[0]));
    let place = |from: f64, size: f64, at: usize| {
        from + size * f64::from(u32::try_from(at).unwrap_or(u32::MAX))
    };
    let bin = |one: &survey::joint::PlaneBin| {
        let at = (place(across.0, sizes.0, one.at[1]), place(up.0, sizes.1, one.at[0]));
        let share = (one.n >= scope.least.max(1)).then_some(one.share);
        let datum = share.filter(|_| reach).map(|share| {
            let written = |num: words::Numbers| {
                [num.decimal(at.1, 0), num.decimal(at.0, 0), num.percent(share, 1)]
            };
            let (seen, heard) = (written(words.num()), written(words.ear()));
            let n = context.records_aloud(one.n);
            let values = [
                ("y", pair.labels[0]),
                ("up", heard[0].as_str()),
                ("x", pair.labels[1]),
                ("across", &heard[1]),
                ("share", &heard[2]),
                ("n", &n),
            ];
            let title = [
                ("y", pair.labels[0]),
                ("up", seen[0].as_str()),
                ("x", pair.labels[1]),
                ("across", &seen[1]),
            ];
            Datum {
                id: format!("alienation-{}-{}", one.at[0], one.at[1]),
                label: words.fill("alienation.bin", &values),
                title: words.fill("alienation.bin_title", &title),
                details: vec![
                    (words.text("share.head"), seen[2].clone()),
                    (words.text("table.n"), context.records(one.n)),
                ],
                filter: None,
            }
        });
        Bin { at, share, datum }
    };
    // From the top down, each line from left to right: the order of reading.
    let mut bins: Vec<Bin> = plane.bins.iter().map(bin).collect();
    bins.sort_by(|a, b| b.at.1.total_cmp(&a.at.1).then(a.at.0.total_cmp(&b.at.0)));
    Panel { size: sizes, bins, ..Panel::default() }
}

/// The small panel of every group, in larger bins.
fn groups(
    scope: &Scope<'_>,
    context: &Context<'_>,
    pair: &Pair<'_>,
    (steps, ups, sides): ([u32; 2], &Rows<'_>, &Rows<'_>),
) -> Result<Vec<Panel>, ViewError> {
    let words = scope.words;
    // Still on the lattice: the steps are divided evenly into at most five.
    let coarse =
        steps.map(|steps| (1..=5).rev().find(|part| steps % part == 0).unwrap_or(1));
    let by = Request {
        by: vec![scope.by.to_owned()],
        ..scope.request(&pair.ids, None, Base::Index)
    };
    let planes = scope.survey.planes(&by, coarse)?;
    let one = Request { of: vec![pair.ids[0].to_owned()], ..by };
    let related = scope.survey.related(&one, pair.ids[1])?;
    let mut all = Vec::new();
    for row in &ups.shown {
        let found = planes.get(row.place).zip(related.get(row.place));
        let side = sides.shown.iter().find(|side| side.place == row.place);
        let Some((plane, related)) =
            found.filter(|(plane, _)| plane.n >= scope.least.max(1))
        else {
            continue;
        };
        let n = words.num().whole(plane.n);
        let mut notes = vec![words.fill("alienation.n", &[("n", &n)])];
        let r = r(scope, related);
        let told = r.map(|r| alienation::correlation(context, &r)).unwrap_or_default();
        if let Some(r) = &r {
            let value = words.num().decimal(r.estimate, 2);
            notes.push(words.fill("alienation.r_note", &[("r", &value)]));
        }
        let records = context.records_aloud(plane.n);
        let values = [("label", row.label), ("n", &records), ("r", &told)];
        let mean = |row: &Row<'_>| row.estimate.estimate;
        all.push(Panel {
            title: row.label.to_owned(),
            notes: vec![notes.join(&words.text("list.comma"))],
            mean: side.and_then(mean).zip(mean(row)),
            datum: Some(Datum {
                id: format!("alienation-group-{}", row.place),
                label: words.fill("alienation.panel", &values),
                title: row.label.to_owned(),
                details: vec![
                    (words.text("alienation.r_head"), told.clone()),
                    (words.text("table.n"), context.records(plane.n)),
                ],
                filter: Some((scope.by.to_owned(), row.code.clone())),
            }),
            ..panel(scope, pair, plane, (coarse, false))
        });
    }
    Ok(all)
}

fn ends(estimate: &Estimate, tiny: bool) -> spec::Estimate {
    let outer = estimate.lower.zip(estimate.upper).filter(|_| !tiny);
    let inner = outer.and_then(|_| estimate.interval(INNER));
    spec::Estimate { value: estimate.estimate.unwrap_or_default(), inner, outer }
}

/// The groups that have a mean in both scores.
fn means(
    scope: &Scope<'_>,
    context: &Context<'_>,
    pair: &Pair<'_>,
    (ups, sides): (&Rows<'_>, &Rows<'_>),
) -> Vec<Mean> {
    let words = scope.words;
    let mut all = Vec::new();
    for row in &ups.shown {
        let side = sides.shown.iter().find(|side| side.place == row.place);
        let told = side
            .and_then(|side| Some((side, value(&row.estimate)?, value(&side.estimate)?)));
        let Some((side, up, across)) = told else { continue };
        let aloud = |value: &Value| words.ear().decimal(value.estimate, 1);
        let values = [
            ("label", row.label.to_owned()),
            ("y", pair.labels[0].to_owned()),
            ("up", aloud(&up)),
            ("upwards", context.interval_aloud(up.interval)),
            ("x", pair.labels[1].to_owned()),
            ("across", aloud(&across)),
            ("sideways", context.interval_aloud(across.interval)),
            ("n", context.records_aloud(row.estimate.n)),
        ];
        let values = values.each_ref().map(|(name, text)| (*name, text.as_str()));
        let line = |label: &str, value: &Value| {
            let mean = words.num().decimal(value.estimate, 1);
            let both = [("field", mean.as_str()), ("labels", &context.interval(value))];
            (label.to_owned(), words.fill("list.pair", &both))
        };
        all.push(Mean {
            label: row.label.to_owned(),
            datum: Datum {
                id: format!("alienation-mean-{}", row.place),
                label: words.fill("alienation.mean", &values),
                title: row.label.to_owned(),
                details: vec![
                    line(pair.labels[0], &up),
                    line(pair.labels[1], &across),
                    (words.text("table.n"), context.records(row.estimate.n)),
                ],
                filter: Some((scope.by.to_owned(), row.code.clone())),
            },
            x: ends(&side.estimate, side.tiny_df()),
            y: ends(&row.estimate, row.tiny_df()),
            hollow: row.hollow() || side.hollow(),
        });
    }
    all
}

/// The correlations as rows of dots.
fn correlations(
    scope: &Scope<'_>,
    context: &Context<'_>,
    related: &[Related],
) -> dot_rows::Spec {
    let words = scope.words;
    let row = |(at, one): (usize, &Related)| {
        let value = r(scope, one)?;
        let label = scope.labels.measure(&one.of);
        let hue = at.checked_sub(1).map_or(Hue::Ink, Hue::of_dimension);
        let inner = value.interval.and_then(|_| interval(&one.measured, INNER));
        let range = |(low, high)| words.num().range(low, high, 2);
        let told = alienation::correlation(context, &value);
        let n = context.records_aloud(one.measured.n);
        let values = [("label", label), ("r", told.as_str()), ("n", &n)];
        Some(dot_rows::Row {
            label: label.to_owned(),
            n: words.num().whole(one.measured.n),
            hue,
            cell: Cell {
                datum: Datum {
                    id: format!("alienation-r-{at}"),
                    label: words.fill("alienation.r_aria", &values),
                    title: label.to_owned(),
                    details: vec![
                        (words.text("alienation.r_head"), told.clone()),
                        (words.text("table.n"), context.records(one.measured.n)),
                    ],
                    filter: None,
                },
                estimate: Some(spec::Estimate {
                    value: value.estimate,
                    inner,
                    outer: value.interval,
                }),
                value: words.num().decimal(value.estimate, 2),
                interval: value.interval.map(range).unwrap_or_default(),
                hollow: one.measured.n < 30 || one.measured.df < 3,
                ..Cell::default()
            },
            people: None,
        })
    };
    dot_rows::Spec {
        title: String::new(),
        description: String::new(),
        heads: dot_rows::Heads {
            group: words.text("alienation.score"),
            n: words.text("table.n"),
            value: words.text("alienation.r_head"),
            interval: words.fill("measure.interval", &[("level", &context.level())]),
        },
        rows: related.iter().enumerate().filter_map(row).collect(),
        overall: None,
        own: None,
        ridges: false,
        apart: None,
        axis: Axis {
            range: (-1.0, 1.0),
            cover: Some((0.0, 0.0)),
            decimal: cell::point(words),
            plus: false,
        },
        key: cell::key(context),
        empty: String::new(),
    }
}

fn table(
    scope: &Scope<'_>,
    context: &Context<'_>,
    pair: &Pair<'_>,
    (ups, sides, related): (&Rows<'_>, &Rows<'_>, &[Related]),
) -> Table {
    let words = scope.words;
    let field = scope.labels.field(scope.by);
    let mut columns = cell::columns(context, &["table.group", "alienation.score"], false);
    if let Some(first) = columns.first_mut() {
        field.clone_into(&mut first.label);
    }
    let mut lines = Vec::new();
    for (rows, label) in [(ups, pair.labels[0]), (sides, pair.labels[1])] {
        for row in &rows.shown {
            let cells = cell::cells(context, &row.estimate, row.few_df());
            lines.push(cell::table_row(scope, row, Some(label), cells));
        }
    }
    let head = words.fill("alienation.correlation", &[("x", pair.labels[1])]);
    let num = words.num();
    let dash = || words.text("measure.dash");
    for one in related {
        let found = &one.measured;
        let limits = interval(found, scope.level());
        let cells = vec![
            scope.labels.measure(&one.of).to_owned(),
            num.whole(found.n),
            num.decimal(found.weighted, 0),
            found.value.map_or_else(dash, |r| num.decimal(r, 3)),
            limits.map_or_else(dash, |(low, high)| num.range(low, high, 3)),
            limits.map_or_else(dash, |(low, high)| {
                format!("±{}", num.decimal((high - low) / 2.0, 3))
            }),
            found.se.map_or_else(dash, |se| num.decimal(se, 4)),
            found.df.to_string(),
            found.deff.map_or_else(dash, |deff| num.decimal(deff, 2)),
        ];
        lines.push(TableRow { head: head.clone(), cells, target: None });
    }
    let values = [("y", pair.labels[0]), ("x", pair.labels[1]), ("field", field)];
    let columns: Vec<Column> = columns;
    Table { caption: words.fill("alienation.caption", &values), columns, rows: lines }
}
