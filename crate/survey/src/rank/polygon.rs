//! Convex polygons in the plane: cutting by lines, areas, centres. Must not know weights.
//! Start from [`Polygon::cut`].

/// A value at every point: a + b u + c v.
pub(super) type Form = [f64; 3];

/// A convex polygon by its corners in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Polygon {
    pub(super) corners: Vec<[f64; 2]>,
}

pub(super) fn at([a, b, c]: Form, [u, v]: [f64; 2]) -> f64 {
    a + b * u + c * v
}

impl Polygon {
    /// The part where the form is positive and the part where it is not (Sutherland and Hodgman
    /// 1974).
    pub(super) fn cut(&self, form: Form) -> (Self, Self) {
        let (mut above, mut below) = (Self::default(), Self::default());
        let next = self.corners.iter().cycle().skip(1);
        for (here, next) in self.corners.iter().zip(next) {
            let (f, g) = (at(form, *here), at(form, *next));
            if f >= 0.0 {
                above.corners.push(*here);
            }
            if f <= 0.0 {
                below.corners.push(*here);
            }
            if (f > 0.0 && g < 0.0) || (f < 0.0 && g > 0.0) {
                let part = f / (f - g);
                let point = [
                    here[0] + part * (next[0] - here[0]),
                    here[1] + part * (next[1] - here[1]),
                ];
                above.corners.push(point);
                below.corners.push(point);
            }
        }
        (above, below)
    }

    /// Area and the sums that make the centre of gravity (area times centre).
    pub(super) fn moments(&self) -> (f64, [f64; 2]) {
        let Some(first) = self.corners.first() else { return (0.0, [0.0; 2]) };
        let (mut area, mut sum) = (0.0, [0.0; 2]);
        for (one, two) in self.corners.iter().zip(self.corners.iter().skip(1)) {
            let (a, b) = (
                [one[0] - first[0], one[1] - first[1]],
                [two[0] - first[0], two[1] - first[1]],
            );
            let part = (a[0] * b[1] - a[1] * b[0]) / 2.0;
            area += part;
            sum[0] += part * (first[0] + (a[0] + b[0]) / 3.0);
            sum[1] += part * (first[1] + (a[1] + b[1]) / 3.0);
        }
        if area < 0.0 { (-area, [-sum[0], -sum[1]]) } else { (area, sum) }
    }
}
