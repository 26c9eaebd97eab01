//! The static figure `activists`: codes of the interviews by group of roles and beside strategies, as counts;
//! the agreement of the coders; the joint display. Cells below the package's smallest one are hidden.
//! Must not know the other figures.

use survey::conduct::{CodeCounts, InterviewCounts};
use words::{activists, foot};

use super::common::{Common, column, csv, row};
use super::still::{Drawing, Part, Still};
use super::{agreement, grid, joint};
use crate::spec::Hue;
use crate::view::{Table, ViewError};

/// What the parts share: the counts, what is hidden, names of codes and groups.
pub(super) struct Interviews<'c, 'a> {
    pub(super) common: &'c Common<'a>,
    pub(super) counts: &'c InterviewCounts,
    pub(super) least: u64,
    pub(super) names: Vec<String>,
}

/// The figure; `None` if the package has no interviews.
pub(super) fn still(common: &Common<'_>) -> Result<Option<Still>, ViewError> {
    let definition = common.survey.definition();
    let (Some(declared), Some(counts)) =
        (&definition.interviews, common.survey.interview_counts())
    else {
        return Ok(None);
    };
    let book = common.survey.resource(&declared.codes);
    let name = |one: &CodeCounts| {
        let title = book.and_then(|book| common.text(book, "title", one.row));
        title.unwrap_or_else(|| one.code.clone())
    };
    let names = counts.codes.iter().map(name).collect();
    let least = u64::from(declared.min_cell);
    let all = Interviews { common, counts: &counts, least, names };
    let agreement = agreement::read(common);
    let parts = [
        Some(all.roles()),
        (!counts.strategies.is_empty()).then(|| all.strategies()),
        agreement.as_ref().map(|found| agreement::part(&all, found)),
        joint::part(&all)?,
    ];
    let words = common.words;
    let told = activists::Told {
        interviews: counts.n,
        top: all.top(),
        pooled: agreement.as_ref().map(agreement::pooled),
    };
    let mut footnotes =
        vec![words.fill("activists.foot_small", &[("n", &words.num().whole(least))])];
    if agreement.is_some() {
        footnotes.push(
            words.fill("activists.foot_agreement", &[("level", &common.context.level())]),
        );
    }
    footnotes.extend(foot::label(&common.context));
    Ok(Some(Still {
        id: "activists",
        title: activists::title(&common.context, &told),
        subtitle: activists::subtitle(&common.context, &told, counts.codes.len()),
        summary: activists::summary(&common.context, &told),
        note_title: words.text("groups.note_title"),
        note: words.text("activists.note"),
        parts: parts.into_iter().flatten().collect(),
        footnotes,
        citation: common.citation(&words.text("activists.cite")),
        mark: common.mark(),
    }))
}

impl Interviews<'_, '_> {
    /// Whether a count may be shown.
    pub(super) fn shows(&self, n: u64) -> bool {
        n >= self.least
    }

    /// A count, or "<3".
    pub(super) fn count(&self, n: u64) -> String {
        let words = self.common.words;
        if self.shows(n) {
            return words.num().whole(n);
        }
        words.fill("measure.fewer", &[("n", &words.num().whole(self.least))])
    }

    pub(super) fn name(&self, at: usize) -> &str {
        self.names.get(at).map_or("", String::as_str)
    }

    /// Name of a group of codes, and its hue if it is a strategy.
    pub(super) fn group(&self, id: &str) -> (String, Option<Hue>) {
        let definition = self.common.survey.definition();
        let at = definition.dimensions().iter().position(|one| one.id == id);
        match at {
            Some(at) => {
                let label = definition
                    .dimensions()
                    .get(at)
                    .map_or(id, |one| self.common.labels.measure(&one.id));
                (label.to_owned(), Some(Hue::of_dimension(at)))
            }
            None => {
                let codes = definition.interviews.as_ref().map_or("", |one| &one.codes);
                let label = self.common.category(codes, "group", id);
                (words::finding::capital(&label), None)
            }
        }
    }

    /// Places of the codes of each group, groups in the order of their first code.
    pub(super) fn groups(&self) -> Vec<(&str, Vec<usize>)> {
        let mut groups: Vec<(&str, Vec<usize>)> = Vec::new();
        for (at, one) in self.counts.codes.iter().enumerate() {
            match groups.iter_mut().find(|known| known.0 == one.group) {
                Some(known) => known.1.push(at),
                None => groups.push((&one.group, vec![at])),
            }
        }
        groups
    }

    /// The themes of strategies that most interviews name, and how many do.
    fn top(&self) -> (u64, Vec<String>) {
        let of = |one: &CodeCounts| {
            self.counts.strategies.iter().any(|known| known.0 == one.group)
        };
        let any = self.counts.codes.iter().any(of);
        let mut top = (0, Vec::new());
        for (at, one) in self.counts.codes.iter().enumerate() {
            if (any && !of(one)) || !self.shows(one.all) {
                continue;
            }
            if one.all > top.0 {
                top = (one.all, Vec::new());
            }
            if one.all == top.0 {
                top.1.push(self.name(at).to_owned());
            }
        }
        top
    }

    fn roles(&self) -> Part {
        let words = self.common.words;
        let interviews = self.common.survey.definition().interviews.as_ref();
        let resource = interviews.map_or("", |one| one.resource.as_str());
        let n = |n: u64| words.num().whole(n);
        let mut heads =
            vec![words.fill("activists.all_head", &[("n", &n(self.counts.n))])];
        let mut full = vec![self.counts.n];
        for (code, all) in &self.counts.roles {
            let label = self.common.category(resource, "role", code);
            let values = [("label", label.as_str()), ("n", &n(*all))];
            heads.push(words.fill("activists.head", &values));
            full.push(*all);
        }
        let cells = |one: &CodeCounts| {
            let mut all = vec![(one.all, self.shows(one.all))];
            all.extend(
                one.roles.iter().map(|n| (*n, self.shows(*n) && self.shows(one.all))),
            );
            protect(&mut all);
            all
        };
        let names = self.counts.roles.iter().map(|role| format!("role_{}", role.0));
        let names = std::iter::once("all".to_owned()).chain(names).collect();
        let drawing =
            Columns { heads, full, hues: vec![Hue::Ink; 1 + self.counts.roles.len()] };
        let title = words.text("activists.roles");
        self.matrix(
            title,
            words.text("activists.roles_text"),
            "roles",
            (drawing, names),
            &cells,
        )
    }

    fn strategies(&self) -> Part {
        let words = self.common.words;
        let mut drawing =
            Columns { heads: Vec::new(), full: Vec::new(), hues: Vec::new() };
        let mut names = Vec::new();
        for (id, all) in &self.counts.strategies {
            let (label, hue) = self.group(id);
            let n = words.num().whole(*all);
            drawing
                .heads
                .push(words.fill("activists.head", &[("label", &label), ("n", &n)]));
            drawing.full.push(*all);
            drawing.hues.push(hue.unwrap_or_default());
            names.push(id.clone());
        }
        let cells = |one: &CodeCounts| {
            let shown = |n: &u64| (*n, self.shows(*n) && self.shows(one.all));
            one.strategies.iter().map(shown).collect()
        };
        let title = words.text("activists.strategies");
        let text = words.text("activists.strategies_text");
        self.matrix(title, text, "strategies", (drawing, names), &cells)
    }

    /// A part of counts: a column of `names` each, cells with whether they may be shown.
    fn matrix(
        &self,
        title: String,
        text: String,
        what: &str,
        (columns, names): (Columns, Vec<String>),
        cells: &dyn Fn(&CodeCounts) -> Vec<(u64, bool)>,
    ) -> Part {
        let words = self.common.words;
        let dash = words.text("measure.dash");
        let written = |(n, shown): &(u64, bool)| match (*shown, self.shows(*n)) {
            (true, _) => words.num().whole(*n),
            (false, false) => self.count(*n),
            (false, true) => dash.clone(),
        };
        let mut sections = Vec::new();
        let mut rows = Vec::new();
        let mut head = vec!["code".to_owned(), "group".to_owned()];
        head.extend(names);
        let mut file = vec![head];
        for (id, codes) in self.groups() {
            let (group, hue) = self.group(id);
            let mut section = grid::Section { title: group, hue, rows: Vec::new() };
            for at in codes {
                let Some(one) = self.counts.codes.get(at) else { continue };
                let cells = cells(one);
                let texts: Vec<String> = cells.iter().map(written).collect();
                let told: Vec<String> = columns
                    .heads
                    .iter()
                    .zip(&texts)
                    .map(|(head, text)| format!("{head} {text}"))
                    .collect();
                section.rows.push(grid::Row {
                    label: self.name(at).to_owned(),
                    cells: cells
                        .iter()
                        .zip(&texts)
                        .map(|((n, shown), text)| (shown.then(|| real(*n)), text.clone()))
                        .collect(),
                    told: words.fill(
                        "list.pair",
                        &[
                            ("field", self.name(at)),
                            ("labels", &told.join(&words.text("list.semicolon"))),
                        ],
                    ),
                });
                let mut line = vec![one.code.clone(), one.group.clone()];
                line.extend(cells.iter().map(|(n, shown)| {
                    if *shown { n.to_string() } else { String::new() }
                }));
                file.push(line);
                rows.push(row(self.name(at), texts));
            }
            sections.push(section);
        }
        let mut table_columns = vec![column(words.text("activists.code"), false)];
        table_columns.extend(columns.heads.iter().map(|head| column(head.clone(), true)));
        let drawn = columns.heads.into_iter().zip(columns.hues).zip(columns.full);
        let drawn = drawn.map(|((head, hue), full)| (head, hue, real(full)));
        Part {
            table: Table { caption: title.clone(), columns: table_columns, rows },
            folded: false,
            file: self.common.file(&format!("activists-{what}")),
            csv: csv(&file),
            drawing: Drawing::Grid(grid::Spec {
                columns: drawn.collect(),
                sections,
                empty: words.text("activists.none"),
            }),
            title,
            text,
        }
    }
}

/// Columns of a matrix: heads, the count of a full bar, hues.
struct Columns {
    heads: Vec<String>,
    full: Vec<u64>,
    hues: Vec<Hue>,
}

/// Hides a second part where one alone could be found by subtraction; the first cell is the sum.
fn protect(cells: &mut [(u64, bool)]) {
    let Some(((_, true), parts)) = cells.split_first_mut() else { return };
    if parts.iter().filter(|one| !one.1).count() == 1
        && let Some(least) = parts.iter_mut().filter(|one| one.1).min_by_key(|one| one.0)
    {
        least.1 = false;
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of interviews")]
fn real(n: u64) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::protect;

    #[test]
    fn no_hidden_cell_stands_alone() {
        let mut cells = [(12, true), (6, true), (2, false), (4, true)];
        protect(&mut cells);
        assert_eq!(cells.map(|one| one.1), [true, true, false, false]);
        let mut open = [(12, true), (4, true), (4, true), (4, true)];
        protect(&mut open);
        assert!(open.iter().all(|one| one.1));
        let mut hidden = [(2, false), (2, false), (0, false), (0, false)];
        protect(&mut hidden);
        assert!(hidden.iter().all(|one| !one.1));
    }
}
