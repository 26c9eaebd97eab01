//! Title, summary and notes of the figure of acts. "Commonest" is said only of an act that stands above
//! others after correction over all pairs. Must not know how that was found.

use crate::context::Context;
use crate::groups::count;
use crate::{Groups, Words};

/// The acts with their shares and the pairs that can be told apart.
#[derive(Clone, Copy, Debug)]
pub struct Compared<'a> {
    /// Names of the acts.
    pub labels: &'a [&'a str],
    /// Shares, 0–1; `None` if there is none.
    pub shares: &'a [Option<f64>],
    /// Pairs (above, below) told apart.
    pub clear: &'a [(usize, usize)],
    /// Number of pairs compared.
    pub pairs: usize,
}

/// The combinations.
#[derive(Clone, Copy, Debug)]
pub struct Together<'a> {
    /// Records that answered about every act asked.
    pub n: u64,
    /// Different combinations.
    pub kinds: usize,
    /// How many of them are shown.
    pub shown: usize,
    /// Share that did nothing, if shown.
    pub none: Option<f64>,
    /// The commonest combination of two acts or more, with its share.
    pub several: Option<(&'a [usize], f64)>,
    /// Share of all others.
    pub rest: Option<f64>,
}

impl Compared<'_> {
    fn known(&self) -> Vec<(usize, f64)> {
        let all = self.shares.iter().enumerate();
        all.filter_map(|(at, share)| Some((at, (*share)?))).collect()
    }

    fn label(&self, at: usize) -> &str {
        self.labels.get(at).copied().unwrap_or_default()
    }
}

/// The finding.
#[must_use]
pub fn title(context: &Context<'_>, acts: &Compared<'_>) -> String {
    let (words, begin) = (context.words, context.begin());
    let known = acts.known();
    let Some((top, share)) = known.iter().copied().max_by(|a, b| a.1.total_cmp(&b.1))
    else {
        return words.text("acts.empty");
    };
    let below = acts.clear.iter().filter(|pair| pair.0 == top).count();
    let others = known.len() - 1;
    let whole = |n: usize| words.num().whole(count(n));
    let (share, n) = (words.num().percent(share, 0), whole(below));
    let others_text = whole(others);
    let values = [
        ("where", begin.as_str()),
        ("act", acts.label(top)),
        ("share", &share),
        ("n", &n),
        ("others", &others_text),
    ];
    let key = match () {
        () if others == 0 => "acts.title_single",
        () if below == 0 => "acts.title_none",
        () if below == others => "acts.title_all",
        () => "acts.title_top",
    };
    context.hedged(&words.fill(key, &values))
}

/// Construction, shares, differences, combinations.
#[must_use]
pub fn summary(
    context: &Context<'_>,
    acts: &Compared<'_>,
    together: Option<&Together<'_>>,
) -> Vec<String> {
    let words = context.words;
    let mut all = filtered(context);
    let known = acts.known();
    let low = known.iter().copied().min_by(|a, b| a.1.total_cmp(&b.1));
    let high = known.iter().copied().max_by(|a, b| a.1.total_cmp(&b.1));
    let Some((low, high)) = low.zip(high) else {
        all.push(words.text("acts.empty"));
        return all;
    };
    let n = words.count("acts.acts", count(known.len()), &[]);
    all.push(words.fill("acts.built", &[("n", &n), ("level", &context.level())]));
    let percent = |share: f64| words.num().percent(share, 0);
    let mut numbers = words.fill(
        "acts.range",
        &[
            ("low", &percent(low.1)),
            ("lowest", acts.label(low.0)),
            ("high", &percent(high.1)),
            ("highest", acts.label(high.0)),
        ],
    );
    if acts.pairs > 0 {
        let whole = |n: usize| words.num().whole(count(n));
        let (n, pairs) = (whole(acts.clear.len()), whole(acts.pairs));
        numbers.push(' ');
        numbers += &words.fill("acts.pairs", &[("n", &n), ("pairs", &pairs)]);
    }
    all.push(numbers);
    if let Some(together) = together {
        let mut parts = Vec::new();
        if let Some(none) = together.none {
            parts.push(words.fill("acts.none_did", &[("share", &percent(none))]));
        }
        if let Some((members, share)) = together.several {
            let labels: Vec<&str> = members.iter().map(|at| acts.label(*at)).collect();
            let names = names(words, &labels);
            let values = [("names", names.as_str()), ("share", &percent(share))];
            parts.push(words.fill("acts.several", &values));
        }
        all.push(parts.join(" "));
    }
    all.retain(|text| !text.is_empty());
    all
}

/// The acts of a combination: "“A” and “B”", or "none of these acts".
#[must_use]
pub fn names(words: &Words, labels: &[&str]) -> String {
    let quoted = |label: &&str| words.fill("list.quoted", &[("label", label)]);
    match labels {
        [] => words.text("acts.none"),
        labels => words.list(&labels.iter().map(quoted).collect::<Vec<_>>()),
    }
}

/// The finding of the state by groups: the breakdown, the acts that differ clearly, and how many there are.
#[must_use]
pub fn title_groups(
    context: &Context<'_>,
    groups: &Groups<'_>,
    (field, clear, all): (&str, &[&str], usize),
) -> String {
    let words = context.words;
    let (begin, field, between) =
        (context.begin(), groups.field(field), groups.between());
    let all = words.num().whole(count(all));
    let names = clear.first().copied().unwrap_or_default();
    let values = [
        ("where", begin.as_str()),
        ("field", &field),
        ("between", &between),
        ("all", &all),
        ("act", names),
    ];
    context.hedged(&match clear.len() {
        0 => words.fill("acts.title_groups_none", &values),
        1 => words.fill("acts.title_groups_one", &values),
        n => words.count("acts.title_groups", count(n), &values),
    })
}

/// Construction and differences of the state by groups: rows, the acts that differ clearly, pairs compared.
#[must_use]
pub fn summary_groups(
    context: &Context<'_>,
    groups: &Groups<'_>,
    (rows, clear, pairs): (usize, &[&str], usize),
) -> Vec<String> {
    let words = context.words;
    let mut all = filtered(context);
    if rows == 0 {
        all.push(words.text("groups.empty"));
        return all;
    }
    let (groups, level) = (groups.count(rows), context.level());
    all.push(words.fill("acts.built_groups", &[("groups", &groups), ("level", &level)]));
    if pairs > 0 {
        let n = words.num().whole(count(pairs));
        all.push(match clear {
            [] => words.fill("acts.clear_none", &[("n", &n)]),
            clear => {
                let names = names(words, clear);
                words.fill("acts.clear", &[("n", &n), ("names", &names)])
            }
        });
    }
    all
}

/// Of whom acts were asked that were not asked of all: name and base of each.
#[must_use]
pub fn bases(context: &Context<'_>, bases: &[(String, String)]) -> Vec<String> {
    let fill = |(act, base): &(String, String)| {
        context.words.fill("acts.base", &[("act", act), ("base", base)])
    };
    bases.iter().map(fill).collect()
}

/// What combinations rest on.
#[must_use]
pub fn rests(context: &Context<'_>, together: &Together<'_>) -> String {
    let words = context.words;
    let whole = |n: usize| words.num().whole(count(n));
    let rest = match together.rest {
        Some(share) => words.num().percent(share, 0),
        None => words.num().percent(0.0, 0),
    };
    words.fill(
        "acts.rests",
        &[
            ("n", &context.records(together.n)),
            ("kinds", &whole(together.kinds)),
            ("shown", &whole(together.shown)),
            ("least", &words.num().whole(context.least.max(1))),
            ("rest", &rest),
        ],
    )
}

pub(crate) fn filtered(context: &Context<'_>) -> Vec<String> {
    let fill = |active| context.words.fill("groups.filtered", &[("active", active)]);
    context.filter.map(fill).into_iter().collect()
}
