//! The joint display: the estimate of each strategy from the survey, and beside it the codes of the
//! interviews with what the authors say about both. Knows no statistics and no language. Start with [`Spec`].

use super::sheet::drawn;
use crate::layout::{
    INTERVAL, PHONE, SMALL, Sheet, Style, VALUE, empty, label_mark, ticks,
};
use crate::scale::Scale;
use crate::scene::{Anchor, Dash, Rect, Scene, Shape};
use crate::spec::{Axis, Estimate, Hue};
use crate::theme::{MarkShape, Paint};

/// A code beside a strategy.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Code {
    /// Its name.
    pub label: String,
    /// "named in 17 of 28".
    pub count: String,
    /// How it relates to the estimate, by the authors.
    pub relation: String,
    /// Why, by the authors.
    pub rationale: String,
}

/// A strategy.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// Its name.
    pub title: String,
    /// Colour and shape.
    pub hue: Hue,
    /// The estimate; `None` where there is none.
    pub estimate: Option<Estimate>,
    /// The same in words.
    pub told: String,
    /// Codes beside it.
    pub codes: Vec<Code>,
}

/// The drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    /// Heads of the columns: interviews, relation, rationale.
    pub heads: [String; 3],
    /// Strategies from top to bottom.
    pub sections: Vec<Section>,
    /// Axis of the estimates.
    pub axis: Axis,
    /// Stands in place of all when there is nothing.
    pub empty: String,
}

const TITLE: Style = Style::semibold(16.0);
const TEXT: Style = Style::regular(14.0);
const RULER: f64 = 260.0;

impl Spec {
    pub(super) fn scene(&self, width: f64, names: (&str, &str)) -> Scene {
        drawn(width, names, |sheet, width| {
            if self.sections.is_empty() {
                return empty(sheet, &self.empty, width);
            }
            let mut y = 0.0;
            for section in &self.sections {
                y = self.head(sheet, section, y, width);
                if width > PHONE {
                    let rest = width - 32.0;
                    let columns = [0.0, rest * 0.3 + 16.0, rest * 0.45 + 32.0];
                    for (x, head) in columns.iter().zip(&self.heads) {
                        sheet.text((*x, y + 12.0), Anchor::Start, SMALL, head);
                    }
                    y += 18.0;
                    for code in &section.codes {
                        y = wide(sheet, code, y, width, columns);
                    }
                } else {
                    for code in &section.codes {
                        y = phone(sheet, code, y, width);
                    }
                }
                y += 16.0;
            }
            y
        })
    }

    /// Name and estimate of a strategy over the ruler; gives the top of what follows.
    fn head(&self, sheet: &mut Sheet, section: &Section, y: f64, width: f64) -> f64 {
        let mut base = y + 22.0;
        label_mark(sheet, 7.0, base, section.hue);
        let ruler = RULER.min(width - 24.0);
        let beside = width > PHONE;
        let room = if beside { width - ruler - 56.0 } else { width - 20.0 };
        let title = TITLE.paint(section.hue.paint());
        for line in TITLE.balance(&section.title, room) {
            sheet.text((20.0, base), Anchor::Start, title, &line);
            base += TITLE.leading();
        }
        for line in INTERVAL.balance(&section.told, room) {
            sheet.text((20.0, base), Anchor::Start, INTERVAL, &line);
            base += INTERVAL.leading();
        }
        let (left, middle) =
            if beside { (width - ruler - 12.0, y + 22.0) } else { (12.0, base + 6.0) };
        let ends = (left, left + ruler);
        let range = [self.axis.range.0, self.axis.range.1];
        let scale = Scale::over(&self.axis, range, ends, 40.0);
        sheet.across(middle + 10.0, ends, Paint::Ink3);
        for tick in scale.ticks() {
            let x = scale.at(tick.value);
            sheet.down(x, (middle + 10.0, middle + 14.0), Paint::Ink3, Dash::Solid);
        }
        ticks(sheet, &scale, middle + 27.0, (0.0, width));
        if let Some(estimate) = &section.estimate {
            let x = scale.at(estimate.value);
            let (mut shape, paint) = (section.hue.mark(), section.hue.paint());
            let at = |one: (f64, f64)| (scale.at(one.0), scale.at(one.1));
            if let Some(outer) = estimate.outer.map(at) {
                let inner = estimate.inner.map_or((x, x), at);
                sheet.push(Shape::Interval { y: middle, outer, inner, paint });
                // A mark never hides its interval.
                if outer.1 - outer.0 < 14.0 {
                    shape = MarkShape::Tick;
                }
            }
            let mark =
                Shape::Mark { x, y: middle, radius: 3.5, shape, paint, hollow: false };
            sheet.push(mark);
        }
        let end = (middle + 36.0).max(base);
        sheet.fill(Rect::new(0.0, end - 1.0, width, 1.0), Paint::Rule, 1.0);
        end + 6.0
    }
}

fn wide(sheet: &mut Sheet, code: &Code, y: f64, width: f64, columns: [f64; 3]) -> f64 {
    let [first, second, third] = columns;
    let texts = [
        (first, TEXT.balance(&code.label, second - first - 16.0), TEXT),
        (second, VALUE.balance(&code.relation, third - second - 16.0), VALUE),
        (third, TEXT.balance(&code.rationale, width - third), TEXT),
    ];
    let mut bottom = y;
    for (at, (x, lines, style)) in texts.iter().enumerate() {
        sheet.lines((*x, y + 20.0), Anchor::Start, *style, lines);
        let mut end = lines.iter().fold(y + 20.0, |sum, _| sum + style.leading());
        if at == 0 {
            let counts = SMALL.balance(&code.count, second - first - 16.0);
            sheet.lines((*x, end), Anchor::Start, SMALL, &counts);
            end = counts.iter().fold(end, |sum, _| sum + SMALL.leading());
        }
        bottom = bottom.max(end - 6.0);
    }
    sheet.across(bottom, (0.0, width), Paint::Rule);
    bottom
}

fn phone(sheet: &mut Sheet, code: &Code, y: f64, width: f64) -> f64 {
    let mut base = y + 18.0;
    let texts = [
        (Style::semibold(14.0), &code.label),
        (SMALL, &code.count),
        (VALUE, &code.relation),
        (TEXT, &code.rationale),
    ];
    for (style, text) in texts {
        for line in style.balance(text, width) {
            sheet.text((0.0, base), Anchor::Start, style, &line);
            base += style.leading();
        }
    }
    sheet.across(base - 4.0, (0.0, width), Paint::Rule);
    base - 4.0
}
