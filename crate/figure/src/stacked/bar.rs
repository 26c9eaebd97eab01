//! One bar of answers, stacked or diverging, and the heads over it. Knows no statistics.
//! Start with [`Bars::of`].

use super::{Form, Row, Share, Spec};
use crate::layout::{SMALL, Sheet, Style, widest_word};
use crate::scene::{Anchor, Dash, Rect};
use crate::spec::Hue;
use crate::theme::Paint;

const GAP: f64 = 1.0;
/// Between the bar and the answer that stands aside.
const ASIDE: f64 = 16.0;
const NUMBER: Style = Style::regular(12.0);

/// A head: where its anchor stands, and its lines.
type Head = (f64, Anchor, Vec<String>);

/// The bars of a figure: their heads, and how they are placed.
pub(super) struct Bars {
    heads: [Head; 3],
    sides: Option<Sides>,
}

/// Where diverging bars begin and how long they are.
struct Sides {
    /// Pixels of a share of 1.
    unit: f64,
    /// Between disagreement and agreement.
    zero: f64,
    /// Left end of the answer in the middle.
    aside: f64,
}

impl Bars {
    /// The bars of a figure in the given room.
    pub(super) fn of(spec: &Spec, (left, right): (f64, f64)) -> Self {
        if spec.form == Form::Diverging {
            return Self::diverging(spec, (left, right));
        }
        let [low, middle, high] = in_thirds(spec, right - left);
        let heads = [
            (left, Anchor::Start, low),
            ((left + right) / 2.0, Anchor::Middle, middle),
            (right, Anchor::End, high),
        ];
        Self { heads, sides: None }
    }

    /// Disagreement to the left of a line, agreement to the right, the middle aside: all by one measure.
    fn diverging(spec: &Spec, (left, right): (f64, f64)) -> Self {
        let mut most = [0.0_f64; 3];
        for row in spec.sections.iter().flat_map(|section| &section.rows) {
            let total = total(row);
            for (index, segment) in row.shares.iter().enumerate() {
                if total > 0.0 && is_middle(index, row.shares.len()) {
                    most[1] = most[1].max(share(segment) / total);
                }
            }
            let (low, high) = halves(row);
            most[0] = most[0].max(low);
            most[2] = most[2].max(high);
        }
        let [low, middle, high] = most;
        let beside = if middle > 0.0 { ASIDE } else { 0.0 };
        let [one, two, three] = [&spec.heads.low, &spec.heads.middle, &spec.heads.high]
            .map(|head| widest_word(SMALL, [head.as_str()]));
        let (word, least) =
            (if middle > 0.0 { two } else { 0.0 }, 2.0 * (one.max(three) + 6.0));
        let room = right - left - beside;
        // As long as may be, with room for the words over the middle and over either side.
        let unit = room / (low + middle + high).max(0.01);
        let unit = unit.min((room - word) / (low + high).max(0.01));
        let unit = unit.min((room - least) / middle.max(0.01)).max(0.0);
        let aside = right - word.max(unit * middle);
        let end = aside - beside;
        let spare = end - left - (low + high) * unit;
        let half = (end - left) / 2.0 - 6.0;
        let heads = [
            (left, Anchor::Start, SMALL.balance(&spec.heads.low, half)),
            (
                aside,
                Anchor::Start,
                match middle > 0.0 {
                    true => SMALL.balance(&spec.heads.middle, right - aside + 0.01),
                    false => Vec::new(),
                },
            ),
            (end, Anchor::End, SMALL.balance(&spec.heads.high, half)),
        ];
        Self {
            heads,
            sides: Some(Sides { unit, zero: left + spare / 2.0 + low * unit, aside }),
        }
    }

    /// Lines of the longest head.
    pub(super) fn lines(&self) -> usize {
        self.heads.iter().map(|head| head.2.len()).max().unwrap_or(0)
    }

    /// Writes the heads with their last baseline at `y`.
    pub(super) fn write_heads(&self, sheet: &mut Sheet, y: f64) {
        for (x, anchor, lines) in &self.heads {
            sheet.lines_up((*x, y), *anchor, SMALL, lines);
        }
    }

    /// Draws the segments; a number stands where it fits with 4 px on either side.
    pub(super) fn write(&self, sheet: &mut Sheet, row: &Row, hue: Hue, area: Rect) {
        let total = total(row);
        if total <= 0.0 {
            let note = row.net.note.as_deref().unwrap_or("\u{2013}");
            let style = SMALL.paint(Paint::Ink3);
            let lines = style.balance(note, area.width);
            let at = (area.x, area.y + area.height / 2.0);
            sheet.lines_centred(at, Anchor::Start, style, &lines);
            return;
        }
        let unit = self.sides.as_ref().map_or(area.width, |sides| sides.unit) / total;
        let mut left = match &self.sides {
            Some(sides) => sides.zero - halves(row).0 * sides.unit,
            None => area.x,
        };
        let mut sum = 0.0;
        for (index, segment) in row.shares.iter().enumerate() {
            let width = share(segment) * unit;
            sum += share(segment);
            let gap = if sum < total { GAP } else { 0.0 };
            let aside = self
                .sides
                .as_ref()
                .filter(|_| is_middle(index, row.shares.len()))
                .map(|sides| sides.aside);
            let span = (aside.unwrap_or(left), width - gap);
            draw(sheet, (row, index), hue, span, area);
            if aside.is_none() {
                left += width;
            }
        }
        if let Some(sides) = &self.sides {
            let span = (area.y - 3.0, area.bottom() + 3.0);
            sheet.down(sides.zero - GAP / 2.0, span, Paint::Ink2, Dash::Solid);
        }
    }
}

/// The three heads, each in its third of the bar; the middle one may use what the others leave.
fn in_thirds(spec: &Spec, room: f64) -> [Vec<String>; 3] {
    let heads = [&spec.heads.low, &spec.heads.middle, &spec.heads.high];
    let all: f64 = heads.iter().map(|head| SMALL.width(head) + 16.0).sum();
    if all <= room {
        let side = SMALL.width(&spec.heads.low).max(SMALL.width(&spec.heads.high));
        if 2.0 * (side + 16.0) + SMALL.width(&spec.heads.middle) <= room {
            return heads.map(|head| vec![head.clone()]);
        }
    }
    heads.map(|head| SMALL.balance(head, (room - 24.0) / 3.0))
}

fn share(segment: &Share) -> f64 {
    if segment.value.is_finite() { segment.value.max(0.0) } else { 0.0 }
}

fn total(row: &Row) -> f64 {
    row.shares.iter().map(share).sum()
}

/// Parts of disagreement and agreement in the whole.
fn halves(row: &Row) -> (f64, f64) {
    let (count, total) = (row.shares.len(), total(row));
    if total <= 0.0 {
        return (0.0, 0.0);
    }
    let sum = |part: &[Share]| part.iter().map(share).sum::<f64>() / total;
    let from = count / 2 + usize::from(is_middle(count / 2, count));
    let low = row.shares.get(..count / 2).map_or(0.0, sum);
    (low, row.shares.get(from..).map_or(0.0, sum))
}

/// Whether an answer is the one in the middle of three, five …
fn is_middle(index: usize, count: usize) -> bool {
    count > 1 && count % 2 == 1 && index == count / 2
}

/// Draws one segment from its left end.
fn draw(
    sheet: &mut Sheet,
    (row, index): (&Row, usize),
    hue: Hue,
    (left, width): (f64, f64),
    area: Rect,
) {
    let Some(segment) = row.shares.get(index).filter(|_| width > 0.0) else { return };
    let step = step(index, row.shares.len());
    let rect = Rect::new(left, area.y, width, area.height);
    sheet.fill(rect, Paint::Likert(hue, step), 1.0);
    if NUMBER.width(&segment.label) + 8.0 <= width {
        let style = NUMBER.paint(Paint::OnLikert(hue, step));
        let middle = area.y + area.height / 2.0 + NUMBER.middle();
        let at = (left + width / 2.0, middle);
        sheet.text(at, Anchor::Middle, style, &segment.label);
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
