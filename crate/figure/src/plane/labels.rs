//! Names beside marks so that none covers another: each takes the first free of eight places, and one that
//! finds none is left to the tooltip and the table. Knows no statistics. Start with [`write`].

use super::Spec;
use crate::layout::{Sheet, Style};
use crate::scene::{Anchor, Rect};

const LABEL: Style = Style::semibold(13.0).halo();
/// Distance of a name from the middle of its mark.
const OFF: f64 = 9.0;

/// Writes the names of the means inside the plot.
pub(super) fn write(sheet: &mut Sheet, spec: &Spec, marks: &[(f64, f64)], plot: &Rect) {
    let mut taken: Vec<Rect> =
        marks.iter().map(|(x, y)| Rect::new(x - 6.0, y - 6.0, 12.0, 12.0)).collect();
    for (mean, (x, y)) in spec.means.iter().zip(marks) {
        let (width, height) = (LABEL.width(&mean.label), LABEL.leading());
        let slots = [
            (OFF, -OFF - height / 2.0),
            (-OFF - width, -OFF - height / 2.0),
            (OFF, OFF - height / 2.0),
            (-OFF - width, OFF - height / 2.0),
            (OFF + 2.0, -height / 2.0),
            (-OFF - width - 2.0, -height / 2.0),
            (-width / 2.0, -OFF - height),
            (-width / 2.0, OFF),
        ];
        for (dx, dy) in slots {
            let area = Rect::new(x + dx, y + dy, width, height);
            let inside = area.x >= plot.x
                && area.right() <= plot.right()
                && area.y >= plot.y
                && area.bottom() <= plot.bottom();
            if inside && taken.iter().all(|other| !other.overlaps(&area)) {
                let at = (area.x, area.y + height / 2.0 + LABEL.middle());
                sheet.text(at, Anchor::Start, LABEL, &mean.label);
                taken.push(area);
                break;
            }
        }
    }
}
