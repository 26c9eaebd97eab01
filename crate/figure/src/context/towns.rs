//! The static figure `small`: real small towns, their inhabitants at the censuses as slopes and on a map.
//! They are facts beside the survey, and it says nothing about them. Must not know the other figures.

use survey::conduct::{Census, CensusRow};
use words::cite::Source;
use words::towns;

use super::common::{Common, column, csv, plain, row};
use super::still::{Drawing, Part, Still};
use super::{Ground, map, slopes};
use crate::view::Table;

/// The figure; `None` if the package has no censuses beside it.
pub(super) fn still(common: &Common<'_>, ground: &Ground<'_>) -> Option<Still> {
    let census = common.survey.census()?;
    let all = Towns { common, census: &census };
    let map = all.map(ground);
    let inside = ground.holds(census.rows.iter().map(|row| row.place));
    let told = all.told(inside);
    let parts = [Some(all.slopes(&told)), map].into_iter().flatten().collect();
    let words = common.words;
    let package = common.survey.package();
    let source = Source { words, package, sha256: common.survey.sha256() };
    Some(Still {
        id: "small",
        title: towns::title(words, &told),
        subtitle: towns::subtitle(words, &told),
        summary: towns::summary(words, &told),
        note_title: words.text("groups.note_title"),
        note: words.text("small.note"),
        parts,
        footnotes: towns::footnotes(words, &told),
        citation: towns::citation(words, &told, &source.software()),
        mark: None,
    })
}

struct Towns<'c, 'a> {
    common: &'c Common<'a>,
    census: &'c Census,
}

impl Towns<'_, '_> {
    fn name(&self, one: &CensusRow) -> String {
        let context = self.common.survey.definition().context.as_ref();
        let table = context.and_then(|name| self.common.survey.resource(name));
        let name = table.and_then(|table| self.common.text(table, "name", one.row));
        name.unwrap_or_else(|| (one.row + 1).to_string())
    }

    fn whole(&self, count: Option<f64>) -> String {
        self.common.number(count, 0)
    }

    /// "−14.0%".
    fn change(&self, change: Option<f64>) -> String {
        let num = self.common.words.num();
        match change {
            Some(change) => num.with_percent(&num.signed(change * 100.0, 1)),
            None => self.common.words.text("measure.dash"),
        }
    }

    fn told(&self, altai: bool) -> towns::Told {
        let rows = &self.census.rows;
        let down =
            rows.iter().filter(|row| row.change.is_some_and(|change| change < 0.0));
        let known = || rows.iter().filter_map(|row| Some((row, row.change?)));
        let most = known().min_by(|a, b| a.1.total_cmp(&b.1)).filter(|one| one.1 < 0.0);
        let all = &self.census.all;
        towns::Told {
            altai,
            invented: self.common.context.synthetic,
            years: self.census.years.clone(),
            count: rows.len(),
            known: known().count(),
            down: down.count(),
            most: most.map(|(row, change)| (self.name(row), self.change(Some(change)))),
            total: all.counts.last().copied().flatten().map(|n| self.whole(Some(n))),
            change: all.change.map(|change| self.change(Some(change))),
            source: self.source(),
        }
    }

    /// Title of the resource, which names its source.
    fn source(&self) -> String {
        let package = self.common.survey.package();
        let context = package.definition.context.as_ref();
        let resource = context.and_then(|name| package.resource(name));
        resource
            .map_or_else(String::new, |one| self.common.labels.resource(one).to_owned())
    }

    fn aloud(&self, one: &CensusRow) -> String {
        let pairs = self.census.years.iter().zip(&one.counts);
        let told: Vec<String> = pairs
            .filter_map(|(year, count)| Some((year, (*count)?)))
            .map(|(year, count)| {
                let count = self.common.words.ear().decimal(count, 0);
                format!("{year} {count}")
            })
            .collect();
        let values = told.join(&self.common.words.text("list.comma"));
        let name = self.name(one);
        self.common.words.fill("list.pair", &[("field", &name), ("labels", &values)])
    }

    fn slopes(&self, told: &towns::Told) -> Part {
        let words = self.common.words;
        let rows = &self.census.rows;
        let extreme = |one: &CensusRow| {
            let change = one.change;
            let lowest = rows.iter().filter_map(|row| row.change).min_by(f64::total_cmp);
            change.is_some()
                && (change == lowest || change.is_some_and(|change| change > 0.0))
        };
        let line = |one: &CensusRow| slopes::Line {
            label: self.name(one),
            value: format!(
                "{} · {}",
                self.whole(one.counts.last().copied().flatten()),
                self.change(one.change)
            ),
            short: self.change(one.change),
            values: one.counts.clone(),
            strong: extreme(one),
            told: self.aloud(one),
        };
        let counts = rows.iter().flat_map(|row| &row.counts).flatten();
        let most = counts.copied().fold(0.0, f64::max);
        let years = self.census.years.iter();
        let drawing = slopes::Spec {
            years: years.map(|year| (f64::from(*year), year.to_string())).collect(),
            lines: rows.iter().map(line).collect(),
            ticks: ticks(most).into_iter().map(|n| (n, self.whole(Some(n)))).collect(),
            empty: String::new(),
        };
        let mut columns = vec![column(words.text("small.town"), false)];
        columns
            .extend(self.census.years.iter().map(|year| column(year.to_string(), true)));
        let span = towns::span(words, &told.years);
        columns.push(column(span, true));
        let cells = |one: &CensusRow| {
            let mut cells: Vec<String> =
                one.counts.iter().map(|n| self.whole(*n)).collect();
            cells.push(self.change(one.change));
            cells
        };
        let mut lines: Vec<_> =
            rows.iter().map(|one| row(self.name(one), cells(one))).collect();
        lines.push(row(words.text("small.all"), cells(&self.census.all)));
        let mut head = vec!["town".to_owned()];
        head.extend(self.census.years.iter().map(|year| format!("census_{year}")));
        head.extend(["change", "longitude", "latitude"].map(str::to_owned));
        let mut file = vec![head];
        file.extend(rows.iter().map(|one| {
            let mut line = vec![self.name(one)];
            line.extend(
                one.counts.iter().chain([&one.change]).map(|value| plain(*value)),
            );
            let (longitude, latitude) = one.place.unzip();
            line.extend([longitude, latitude].map(plain));
            line
        }));
        let title = words.text("small.slopes");
        Part {
            text: words.text("small.slopes_text"),
            table: Table { caption: title.clone(), columns, rows: lines },
            folded: false,
            file: "small-towns".to_owned(),
            csv: csv(&file),
            drawing: Drawing::Slopes(drawing),
            title,
        }
    }

    fn map(&self, ground: &Ground<'_>) -> Option<Part> {
        let (common, words) = (self.common, self.common.words);
        let last = |one: &CensusRow| one.counts.last().copied().flatten();
        let most = self.census.rows.iter().filter_map(last).fold(0.0, f64::max);
        let rows = self.census.rows.iter();
        let found: Vec<(&CensusRow, (f64, f64))> =
            rows.filter_map(|row| Some((row, row.place?))).collect();
        let drawn = ground.map(found.iter().map(|one| one.1));
        let places = found.iter().zip(drawn.places).filter_map(|((one, _), at)| {
            Some(map::Place {
                at: at?,
                label: self.name(one),
                value: self.whole(last(one)),
                area: last(one).map_or(0.0, |n| if most > 0.0 { n / most } else { 0.0 }),
                told: self.aloud(one),
            })
        });
        let places: Vec<map::Place> = places.collect();
        if places.is_empty() {
            return None;
        }
        let mut columns = vec![column(words.text("small.town"), false)];
        columns.extend(
            ["small.latitude", "small.longitude", "small.inhabitants"]
                .map(|key| column(words.text(key), true)),
        );
        let rows = found.iter().map(|(one, (longitude, latitude))| {
            let degrees = |value: f64| words.num().decimal(value, 4);
            row(
                self.name(one),
                vec![degrees(*latitude), degrees(*longitude), self.whole(last(one))],
            )
        });
        let rows = rows.collect();
        let mut file = vec![
            ["town", "latitude", "longitude", "inhabitants"].map(str::to_owned).to_vec(),
        ];
        file.extend(found.iter().map(|(one, (longitude, latitude))| {
            vec![
                self.name(one),
                latitude.to_string(),
                longitude.to_string(),
                plain(last(one)),
            ]
        }));
        let year = self.census.years.last().map(u16::to_string).unwrap_or_default();
        let title = words.text("small.map");
        Some(Part {
            text: words.fill("small.map_text", &[("year", &year)]),
            table: Table { caption: title.clone(), columns, rows },
            folded: false,
            file: "small-towns-map".to_owned(),
            csv: csv(&file),
            drawing: Drawing::Map(map::Spec {
                outline: drawn.outline,
                places,
                scale: (
                    100_000.0,
                    words.fill("small.km", &[("n", &common.number(Some(100.0), 0))]),
                ),
                rest: words.text("small.unnamed"),
                empty: String::new(),
            }),
            title,
        })
    }
}

/// Four to six round numbers from 0 that reach the largest.
fn ticks(most: f64) -> Vec<f64> {
    let wish = (most / 5.0).max(1.0);
    let power = libm::pow(10.0, libm::floor(libm::log10(wish)));
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().find(|m| m * power >= wish - 1e-9);
    let step = step.unwrap_or(10.0) * power;
    let mut ticks = vec![0.0];
    let mut at = 0.0;
    while at < most {
        at += step;
        ticks.push(at);
    }
    ticks
}
