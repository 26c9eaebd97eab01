//! One bar of stacked answers, and the heads over it. Knows no statistics.
//! Start with [`write`].

use super::{Row, Spec};
use crate::layout::{SMALL, Sheet, Style};
use crate::scene::{Anchor, Rect};
use crate::spec::Hue;
use crate::theme::Paint;

const GAP: f64 = 1.0;
const NUMBER: Style = Style::regular(12.0);

/// The three heads, each in its third of the bar; the middle one may use what the others leave.
pub(super) fn heads(spec: &Spec, (left, right): (f64, f64)) -> [Vec<String>; 3] {
    let heads = [&spec.heads.low, &spec.heads.middle, &spec.heads.high];
    let room = right - left;
    let all: f64 = heads.iter().map(|head| SMALL.width(head) + 16.0).sum();
    if all <= room {
        let side = SMALL.width(&spec.heads.low).max(SMALL.width(&spec.heads.high));
        if 2.0 * (side + 16.0) + SMALL.width(&spec.heads.middle) <= room {
            return heads.map(|head| vec![head.clone()]);
        }
    }
    heads.map(|head| SMALL.balance(head, (room - 24.0) / 3.0))
}

/// Writes the heads with their last baseline at `y`.
pub(super) fn write_heads(
    sheet: &mut Sheet,
    heads: &[Vec<String>; 3],
    (left, right): (f64, f64),
    y: f64,
) {
    let [low, middle, high] = heads;
    sheet.lines_up((left, y), Anchor::Start, SMALL, low);
    sheet.lines_up(((left + right) / 2.0, y), Anchor::Middle, SMALL, middle);
    sheet.lines_up((right, y), Anchor::End, SMALL, high);
}

/// Draws the segments; a number stands where it fits with 4 px on either side.
pub(super) fn write(sheet: &mut Sheet, row: &Row, hue: Hue, area: Rect) {
    let share = |value: f64| if value.is_finite() { value.max(0.0) } else { 0.0 };
    let total: f64 = row.shares.iter().map(|s| share(s.value)).sum();
    if total <= 0.0 {
        let note = row.net.note.as_deref().unwrap_or("\u{2013}");
        let style = SMALL.paint(Paint::Ink3);
        let lines = style.balance(note, area.width);
        let at = (area.x, area.y + area.height / 2.0);
        sheet.lines_centred(at, Anchor::Start, style, &lines);
        return;
    }
    let mut sum = 0.0;
    let middle = area.y + area.height / 2.0 + NUMBER.middle();
    for (index, segment) in row.shares.iter().enumerate() {
        let left = area.x + sum / total * area.width;
        sum += share(segment.value);
        let right = area.x + sum / total * area.width;
        let gap = if sum < total { GAP } else { 0.0 };
        let width = right - left - gap;
        if width <= 0.0 {
            continue;
        }
        let step = step(index, row.shares.len());
        let rect = Rect::new(left, area.y, width, area.height);
        sheet.fill(rect, Paint::Likert(hue, step), 1.0);
        if NUMBER.width(&segment.label) + 8.0 <= width {
            let style = NUMBER.paint(Paint::OnLikert(hue, step));
            let at = (left + width / 2.0, middle);
            sheet.text(at, Anchor::Middle, style, &segment.label);
        }
    }
}

/// The answer step 0–4 of an answer among `count`.
fn step(index: usize, count: usize) -> u8 {
    let last = count.saturating_sub(1).max(1);
    let step = (4 * index + last / 2) / last;
    u8::try_from(step.min(4)).unwrap_or(4)
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn answers_take_the_steps_from_end_to_end() {
        let steps =
            |count| (0..count).map(|index| step(index, count)).collect::<Vec<_>>();
        assert_eq!(steps(5), [0, 1, 2, 3, 4]);
        assert_eq!(steps(2), [0, 4]);
        assert_eq!(steps(3), [0, 2, 4]);
        assert_eq!(steps(4), [0, 1, 3, 4]);
        assert_eq!(steps(7), [0, 1, 1, 2, 3, 3, 4]);
        assert_eq!(steps(1), [0]);
    }
}
