//! Widths of text in the shipped font, and line breaks by them. Text is wrapped, never cut.
//! Knows no figure. Start with [`width`] and [`balance`].

mod table;

use crate::scene::{Anchor, Rect, Text, Weight};

/// Width of a line of text in CSS pixels, without kerning (which only narrows it noticeably).
/// A character outside the shipped font counts as one em.
pub fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let units: f64 = text.chars().map(|c| advance(c, weight)).sum();
    units * size / table::UNITS
}

/// The box a line of text may cover, accents and descenders included.
pub fn bounds(text: &Text) -> Rect {
    let width = width(&text.text, text.size, text.weight);
    let x = match text.anchor {
        Anchor::Start => text.x,
        Anchor::Middle => text.x - width / 2.0,
        Anchor::End => text.x - width,
    };
    let em = text.size / table::UNITS;
    let (ascent, descent) = (table::ASCENT * em, table::DESCENT * em);
    Rect::new(x, text.y - ascent, width, ascent + descent)
}

/// Greedy lines no wider than `room`. Breaks at spaces, then after hyphens and slashes, and inside a
/// word only when it is wider than a whole line. Never empty lines; no text gives no lines.
pub fn wrap(text: &str, size: f64, weight: Weight, room: f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split([' ', '\n']).filter(|word| !word.is_empty()) {
        let joined =
            if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width(&joined, size, weight) <= room {
            line = joined;
            continue;
        }
        if !line.is_empty() {
            lines.push(core::mem::take(&mut line));
        }
        let mut pieces = split(word, size, weight, room);
        line = pieces.pop().unwrap_or_default();
        lines.append(&mut pieces);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// As [`wrap`], with the same number of lines but as even in length as can be.
pub fn balance(text: &str, size: f64, weight: Weight, room: f64) -> Vec<String> {
    let widest = wrap(text, size, weight, room);
    if widest.len() < 2 {
        return widest;
    }
    let (mut low, mut high) = (0.0, room);
    let mut best = widest;
    while high - low > 1.0 {
        let middle = (low + high) / 2.0;
        let lines = wrap(text, size, weight, middle);
        let fits = lines.iter().all(|line| width(line, size, weight) <= middle);
        if lines.len() <= best.len() && fits && !breaks_more_words(&lines, &best) {
            (best, high) = (lines, middle);
        } else {
            low = middle;
        }
    }
    best
}

/// Whether the lines hold fewer whole words than the others, that is, cut words the others do not.
fn breaks_more_words(lines: &[String], others: &[String]) -> bool {
    let words =
        |lines: &[String]| lines.iter().map(|l| l.split(' ').count()).sum::<usize>();
    words(lines) > words(others)
}

/// Pieces of a word that each fit the room; the whole word when it fits.
fn split(word: &str, size: f64, weight: Weight, room: f64) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut push = |part: &str| {
        let last = pieces.last_mut();
        match last {
            Some(line) if width(&format!("{line}{part}"), size, weight) <= room => {
                line.push_str(part);
            }
            Some(line) if line.is_empty() => line.push_str(part),
            _ => pieces.push(part.to_owned()),
        }
    };
    for part in word.split_inclusive(['-', '/', '–']) {
        if width(part, size, weight) <= room {
            push(part);
        } else {
            part.chars().for_each(|c| push(c.encode_utf8(&mut [0; 4])));
        }
    }
    pieces
}

fn advance(character: char, weight: Weight) -> f64 {
    let code = u32::from(character);
    let found = table::ADVANCES.binary_search_by_key(&code, |entry| entry.0);
    let entry = found.ok().and_then(|index| table::ADVANCES.get(index));
    match (entry, weight) {
        (Some((_, regular, _)), Weight::Regular) => f64::from(*regular),
        (Some((_, _, semibold)), Weight::Semibold) => f64::from(*semibold),
        (None, _) => table::UNITS,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_tabular() {
        for weight in [Weight::Regular, Weight::Semibold] {
            assert_eq!(width("111", 13.0, weight), width("808", 13.0, weight));
        }
    }

    #[test]
    fn cyrillic_counts_like_latin() {
        let ratio =
            width("авеор", 14.0, Weight::Regular) / width("abeop", 14.0, Weight::Regular);
        assert!((0.9..1.1).contains(&ratio), "{ratio}");
    }

    #[test]
    fn lines_fit_and_keep_every_character() {
        let text = "Жители с хорошей идеей знают, в какую организацию города обратиться \
                    Нижнесреднеуральскопромышленный юго-западный";
        for room in [40.0, 90.0, 200.0, 500.0] {
            for lines in [
                wrap(text, 14.0, Weight::Regular, room),
                balance(text, 14.0, Weight::Regular, room),
            ] {
                let whole: String = lines.concat().split(' ').collect();
                assert_eq!(whole, text.split_whitespace().collect::<String>());
                assert!(lines.iter().all(|l| width(l, 14.0, Weight::Regular) <= room));
            }
        }
    }

    #[test]
    fn balanced_lines_are_even() {
        let text = "When something in our town needs putting right, people gather and do it together.";
        let lines = balance(text, 14.0, Weight::Regular, 400.0);
        assert_eq!(lines.len(), 2);
        let widths: Vec<f64> =
            lines.iter().map(|l| width(l, 14.0, Weight::Regular)).collect();
        assert!((widths[0] - widths[1]).abs() < 70.0, "{widths:?}");
    }
}
