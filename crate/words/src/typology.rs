//! Title and summary of the figure of types. Must not know how the numbers were made.

use crate::Groups;
use crate::acts::filtered;
use crate::context::Context;
use crate::groups::count;

/// What is told.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// How groups are named.
    pub groups: Groups<'a>,
    /// Name of the breakdown.
    pub field: &'a str,
    /// The types: name, share of all (0–1), the same with both cuts moved down and up, and the number of
    /// pairs of groups that can be told apart.
    pub types: &'a [Type],
    /// Pairs compared in all types.
    pub pairs: usize,
    /// Rows shown.
    pub rows: usize,
    /// By how much the cuts are moved, in words; empty if they are not.
    pub moved: &'a str,
    /// Names of the two scores and their cuts: (index, cut), (alienation, cut).
    pub rule: [(&'a str, &'a str); 2],
}

/// One type.
#[derive(Clone, Debug)]
pub struct Type {
    /// Its name.
    pub label: String,
    /// Its share.
    pub share: Option<f64>,
    /// The share with both cuts moved down and up.
    pub moved: Option<(f64, f64)>,
    /// Pairs of groups told apart.
    pub clear: usize,
}

/// The finding.
#[must_use]
pub fn title(context: &Context<'_>, told: &Told<'_>) -> String {
    let (words, begin) = (context.words, context.begin());
    let shares: Option<Vec<String>> =
        told.types.iter().map(|one| share(context, one)).collect();
    let Some(shares) = shares.filter(|all| !all.is_empty()) else {
        return words.text("groups.empty");
    };
    let (list, between) = (words.list(&shares), told.groups.between());
    let field = told.groups.field(told.field);
    let values = [
        ("where", begin.as_str()),
        ("list", &list),
        ("between", &between),
        ("field", &field),
    ];
    let clear: usize = told.types.iter().map(|one| one.clear).sum();
    let key = match () {
        () if told.pairs == 0 => "typology.title_single",
        () if clear == 0 => "typology.title_none",
        () => "typology.title_clear",
    };
    context.hedged(&words.fill(key, &values))
}

fn share(context: &Context<'_>, one: &Type) -> Option<String> {
    let percent = context.words.num().percent(one.share?, 0);
    let label = crate::finding::small(&one.label);
    let values = [("share", percent.as_str()), ("label", &label)];
    Some(context.words.fill("typology.share", &values))
}

/// Construction, rule, how much hangs on the cuts, differences.
#[must_use]
pub fn summary(context: &Context<'_>, told: &Told<'_>) -> Vec<String> {
    let words = context.words;
    let mut all = filtered(context);
    if told.rows == 0 {
        all.push(words.text("groups.empty"));
        return all;
    }
    let groups = told.groups.count(told.rows);
    let [(a, one), (b, two)] = told.rule;
    let values =
        [("groups", groups.as_str()), ("a", a), ("one", one), ("b", b), ("two", two)];
    all.push(words.fill("typology.built", &values));
    let percent = |share: f64| words.num().percent(share, 0);
    let moved = |one: &Type| {
        let (down, up) = one.moved?;
        let (share, down, up) = (percent(one.share?), percent(down), percent(up));
        let values = [
            ("label", one.label.as_str()),
            ("share", &share),
            ("down", &down),
            ("up", &up),
        ];
        Some(words.fill("typology.moved_one", &values))
    };
    let parts: Vec<String> = told.types.iter().filter_map(moved).collect();
    if !parts.is_empty() {
        let list = parts.join(&words.text("list.semicolon"));
        all.push(words.fill("typology.moved", &[("by", told.moved), ("list", &list)]));
    }
    if told.pairs > 0 {
        let whole = |n: usize| words.num().whole(count(n));
        let clear: usize = told.types.iter().map(|one| one.clear).sum();
        let (n, pairs) = (whole(clear), whole(told.pairs));
        all.push(words.fill("typology.pairs", &[("n", &n), ("pairs", &pairs)]));
    }
    all
}
