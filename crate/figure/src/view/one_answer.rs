//! One answer to every statement of the figure `questions`: shares with intervals, words and table.
//! Must not know the other forms of the figure. Start with [`One::of`].

use words::{Context, foot, questions};

use super::model::{Choice, Column, Switch, Table};
use super::questions::{Shown, Text, mark, table_row};
use super::rows::hollow;
use super::scope::Scope;
use super::statements::{Asked, Statements, answers};
use crate::stacked;

/// The answer shown.
pub(super) struct One<'s> {
    scope: &'s Scope<'s>,
    code: &'s str,
    /// Its name.
    label: &'s str,
}

/// The code of the answer to be shown: the one chosen, else the last.
pub(super) fn chosen<'s>(scope: &'s Scope<'_>) -> Option<&'s str> {
    scope.set("answer").or_else(|| answers(scope.package()).last().copied())
}

/// The switch of the answer.
pub(super) fn which(
    scope: &Scope<'_>,
    statements: &Statements<'_>,
    chosen: Option<&str>,
) -> Switch {
    let field = statements.iter().next().map_or("", |asked| asked.field);
    let choice = |code: &str| Choice {
        code: code.to_owned(),
        label: scope.labels.category(field, code).to_owned(),
        selected: chosen == Some(code),
    };
    Switch {
        key: "answer".to_owned(),
        label: scope.words.text("questions.which"),
        choices: answers(scope.package()).into_iter().map(choice).collect(),
    }
}

impl<'s> One<'s> {
    /// `None` if no statement has the answer.
    pub(super) fn of(
        scope: &'s Scope<'s>,
        statements: &Statements<'_>,
        code: &'s str,
    ) -> Option<Self> {
        let field = statements.iter().next()?.field;
        Some(Self { scope, code, label: scope.labels.category(field, code) })
    }

    /// Over the plot.
    pub(super) fn head(&self) -> String {
        let level = self.scope.context().level();
        let values = [("answer", self.label), ("level", level.as_str())];
        self.scope.words.fill("questions.head_one", &values)
    }

    pub(super) fn row(&self, context: &Context<'_>, asked: &Asked<'_>) -> stacked::Row {
        let words = self.scope.words;
        let shown = Shown { estimate: asked.share(self.code), answer: Some(self.label) };
        let net = mark(self.scope, context, asked, &shown);
        let missing = asked.missing.map(|share| words.num().percent(share, 0));
        let missing = missing.unwrap_or_default();
        let reversed = |key: &str| asked.reversed.then(|| words.text(key));
        stacked::Row {
            text: asked.text.to_owned(),
            reversed: reversed("questions.mark"),
            reversed_words: reversed("measure.reversed").unwrap_or_default(),
            shares: Vec::new(),
            missing_words: words.fill("questions.missing_words", &[("share", &missing)]),
            missing,
            net_words: net.value.clone(),
            net,
        }
    }

    /// Title, summary, notes and table.
    pub(super) fn text(
        &self,
        context: &Context<'_>,
        statements: &Statements<'_>,
    ) -> Text {
        let words = self.scope.words;
        let mut shares = Vec::new();
        for asked in statements.iter() {
            let share = asked.share(self.code).and_then(|one| one.estimate);
            shares.extend(share.map(|share| (asked.text, share)));
        }
        let level = context.level();
        let mut footnotes = foot::questions(context, statements.hidden);
        if let Some(first) = footnotes.first_mut() {
            *first = words.fill("questions.foot_one", &[("level", &level)]);
        }
        let few = |asked: &Asked<'_>| asked.share(self.code).is_some_and(hollow);
        if statements.iter().any(few) {
            footnotes.insert(1, words.text("questions.few"));
        }
        let (n, weights) = (context.records(self.scope.kept), self.scope.design().0);
        let values = [("answer", self.label), ("n", &n), ("weights", &weights)];
        Text {
            title: questions::title_of_one(context, self.label, &shares),
            subtitle: words.fill("questions.subtitle_one", &values),
            summary: questions::summary_of_one(context, self.label, &shares),
            note: words.fill("questions.note_one", &[("level", &level)]),
            footnotes,
            table: self.table(context, statements),
            file: format!("questions_{}", self.code),
        }
    }

    fn table(&self, context: &Context<'_>, statements: &Statements<'_>) -> Table {
        let (words, num) = (self.scope.words, self.scope.words.num());
        let dash = || words.text("measure.dash");
        let number = |label: String| Column { label, numeric: true };
        let level = context.level();
        let mut columns =
            vec![Column { label: words.text("table.statement"), numeric: false }];
        columns.extend(
            [
                words.text("table.n"),
                words.fill("table.percent", &[("label", self.label)]),
                words.fill("table.interval", &[("level", &level)]),
                words.text("table.df"),
                words.text("table.missing"),
            ]
            .map(number),
        );
        let mut rows = Vec::new();
        for asked in statements.iter() {
            let Some(one) = asked.share(self.code) else { continue };
            let limits = one.lower.zip(one.upper);
            let cells = vec![
                num.whole(one.n),
                one.estimate.map_or_else(dash, |share| num.decimal(share * 100.0, 1)),
                limits.map_or_else(dash, |(low, high)| {
                    num.range(low * 100.0, high * 100.0, 1)
                }),
                one.df.map_or_else(dash, |df| df.to_string()),
                asked.missing.map_or_else(dash, |share| num.percent(share, 1)),
            ];
            rows.push(table_row(self.scope, asked, cells));
        }
        let caption = words.fill("questions.caption_one", &[("answer", self.label)]);
        Table { caption, columns, rows }
    }
}
