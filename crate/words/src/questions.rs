//! Title and summary of the figure of answers. "More" and "fewer" are said only of statements whose
//! simultaneous interval leaves zero out. Must not know how it was made.

use crate::context::Context;
use crate::groups::count;

/// One statement.
#[derive(Clone, Copy, Debug)]
pub struct Statement<'a> {
    /// Its wording.
    pub text: &'a str,
    /// Share agreeing minus share disagreeing, −1 to 1.
    pub net: Option<f64>,
    /// 1: more agree; −1: fewer; 0: not clear.
    pub sign: i8,
    /// Share without an answer among those asked.
    pub missing: Option<f64>,
}

/// The finding.
#[must_use]
pub fn title(context: &Context<'_>, statements: &[Statement<'_>]) -> String {
    let words = context.words;
    let begin = context.begin();
    if statements.is_empty() {
        return words.text("questions.empty");
    }
    let tally = |sign: i8| {
        let n = statements.iter().filter(|one| one.sign == sign).count();
        words.num().whole(count(n))
    };
    let title = words.fill(
        "questions.title",
        &[
            ("where", &begin),
            ("more", &tally(1)),
            ("fewer", &tally(-1)),
            ("unclear", &tally(0)),
            ("all", &words.num().whole(count(statements.len()))),
        ],
    );
    context.hedged(&title)
}

/// Construction, statistics, how sure.
#[must_use]
pub fn summary(context: &Context<'_>, statements: &[Statement<'_>]) -> Vec<String> {
    let words = context.words;
    let mut all = Vec::new();
    if let Some(active) = context.filter {
        all.push(words.fill("groups.filtered", &[("active", active)]));
    }
    if statements.is_empty() {
        all.push(words.text("questions.empty"));
        return all;
    }
    let n = words.count("questions.statements", count(statements.len()), &[]);
    all.push(words.fill("questions.built", &[("n", &n), ("level", &context.level())]));
    let mut numbers: Vec<String> = range(context, statements).into_iter().collect();
    numbers.extend(missing(context, statements));
    all.push(numbers.join(" "));
    all.push(words.fill("questions.sure", &[("n", &n)]));
    all.retain(|text| !text.is_empty());
    all
}

fn range(context: &Context<'_>, statements: &[Statement<'_>]) -> Option<String> {
    let words = context.words;
    let known = || statements.iter().filter_map(|one| Some((one.text, one.net?)));
    let low = known().min_by(|a, b| a.1.total_cmp(&b.1))?;
    let high = known().max_by(|a, b| a.1.total_cmp(&b.1))?;
    Some(words.fill(
        "questions.range",
        &[
            ("low", &words.num().signed(low.1 * 100.0, 0)),
            ("lowest", low.0.trim_end_matches('.')),
            ("high", &words.num().signed(high.1 * 100.0, 0)),
            ("highest", high.0.trim_end_matches('.')),
        ],
    ))
}

fn missing(context: &Context<'_>, statements: &[Statement<'_>]) -> Option<String> {
    let words = context.words;
    let known = || statements.iter().filter_map(|one| one.missing);
    let low = known().min_by(f64::total_cmp)?;
    let high = known().max_by(f64::total_cmp)?;
    let write = |share: f64| words.num().percent(share, 0);
    Some(words.fill("questions.missing", &[("low", &write(low)), ("high", &write(high))]))
}

/// The finding about one answer; `shares` are statements with its share among their valid answers.
#[must_use]
pub fn title_of_one(
    context: &Context<'_>,
    answer: &str,
    shares: &[(&str, f64)],
) -> String {
    let words = context.words;
    let Some((low, high)) = ends(shares) else { return words.text("questions.empty") };
    let range = words.num().percent_range(low.1, high.1, 0);
    let begin = context.begin();
    let values = [("where", begin.as_str()), ("answer", answer), ("range", &range)];
    context.hedged(&words.fill("questions.title_one", &values))
}

/// Construction and range of the shares of one answer.
#[must_use]
pub fn summary_of_one(
    context: &Context<'_>,
    answer: &str,
    shares: &[(&str, f64)],
) -> Vec<String> {
    let words = context.words;
    let mut all = Vec::new();
    if let Some(active) = context.filter {
        all.push(words.fill("groups.filtered", &[("active", active)]));
    }
    let Some((low, high)) = ends(shares) else {
        all.push(words.text("questions.empty"));
        return all;
    };
    let n = words.count("questions.statements", count(shares.len()), &[]);
    let level = context.level();
    let built = [("n", n.as_str()), ("answer", answer), ("level", &level)];
    all.push(words.fill("questions.built_one", &built));
    let range = [
        ("low", words.num().percent(low.1, 0)),
        ("lowest", low.0.trim_end_matches('.').to_owned()),
        ("high", words.num().percent(high.1, 0)),
        ("highest", high.0.trim_end_matches('.').to_owned()),
    ];
    let range = range.each_ref().map(|(name, text)| (*name, text.as_str()));
    all.push(words.fill("questions.range_one", &range));
    all
}

/// A statement with a share.
type Part<'a> = (&'a str, f64);

/// The statements with the smallest and the largest share.
fn ends<'a>(shares: &[Part<'a>]) -> Option<(Part<'a>, Part<'a>)> {
    let low = shares.iter().min_by(|a, b| a.1.total_cmp(&b.1))?;
    let high = shares.iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
    Some((*low, *high))
}
