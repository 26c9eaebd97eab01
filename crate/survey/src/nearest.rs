//! The nearest known name to one that is not known.
//!
//! Must not know what the names stand for. Start from [`nearest`].

use crate::letters::lower;

/// The known name at the smallest edit distance, if it is near enough to be meant:
/// at most a third of the characters (and at least one) may differ. Ties keep the
/// order given.
pub fn nearest<'a>(
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    // A hostile name may be megabytes long; nothing known is.
    let wanted: Vec<char> = name.chars().take(200).map(lower).collect();
    let allowed = (wanted.len() / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    for candidate in known {
        let chars: Vec<char> = candidate.chars().map(lower).collect();
        if chars.len().abs_diff(wanted.len()) > allowed {
            continue;
        }
        let d = distance(&wanted, &chars);
        if d <= allowed && best.is_none_or(|(least, _)| d < least) {
            best = Some((d, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The names joined by commas, the first `most` of them.
pub fn list<S: AsRef<str>>(names: &[S], most: usize) -> String {
    let shown: Vec<&str> = names.iter().take(most).map(AsRef::as_ref).collect();
    let mut text = shown.join(", ");
    if names.len() > most {
        text.push_str(&format!(" and {} more", names.len() - most));
    }
    text
}

/// Edit distance with transposition of neighbours (optimal string alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before = vec![0; b.len() + 1];
    let mut above: Vec<usize> = (0..=b.len()).collect();
    let mut prev_a = None;
    for (i, &ca) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        let mut left = i + 1;
        let mut prev_b = None;
        for (j, &cb) in b.iter().enumerate() {
            let get = |line: &[usize], at: usize| line.get(at).copied().unwrap_or(0);
            let mut d = (get(&above, j) + usize::from(ca != cb))
                .min(get(&above, j + 1) + 1)
                .min(left + 1);
            if j > 0 && prev_a == Some(cb) && prev_b == Some(ca) {
                d = d.min(get(&before, j - 1) + 1);
            }
            row.push(d);
            left = d;
            prev_b = Some(cb);
        }
        before = above;
        above = row;
        prev_a = Some(ca);
    }
    above.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_what_was_meant() {
        let known = ["town", "age_band", "sex", "common_cause"];
        assert_eq!(nearest("twon", known), Some("town"), "swapped letters");
        assert_eq!(nearest("Town", known), Some("town"), "case");
        assert_eq!(nearest("common_cuase", known), Some("common_cause"), "long name");
        assert_eq!(nearest("income", known), None, "nothing near");
        assert_eq!(nearest("", known), None, "no name");
    }
}
