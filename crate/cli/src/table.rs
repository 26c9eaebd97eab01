//! Aligned columns of text for a person at a terminal.
//! Must not know what the cells mean. Start with [`Columns`] and [`number`].

/// A table that is filled row by row.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    rows: Vec<Vec<String>>,
}

impl Columns {
    /// A table with this header.
    pub(crate) fn new<S: Into<String>>(head: impl IntoIterator<Item = S>) -> Self {
        Self { rows: vec![head.into_iter().map(Into::into).collect()] }
    }

    /// Adds a row.
    pub(crate) fn push(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// The lines. Columns whose cells are all numbers (or empty) stand to the right.
    pub(crate) fn text(&self) -> String {
        let head = self.rows.first().map_or(0, Vec::len);
        let columns: Vec<(usize, bool)> = (0..head).map(|at| self.column(at)).collect();
        let mut out = String::new();
        for row in &self.rows {
            let mut line = String::new();
            for (cell, (width, right)) in row.iter().zip(&columns) {
                if !line.is_empty() {
                    line.push_str("  ");
                }
                if *right {
                    line.push_str(&format!("{cell:>width$}"));
                } else {
                    line.push_str(&format!("{cell:<width$}"));
                }
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }

    fn column(&self, at: usize) -> (usize, bool) {
        let cells = || self.rows.iter().filter_map(|row| row.get(at));
        let width = cells().map(|cell| cell.chars().count()).max().unwrap_or(0);
        let number = |cell: &String| cell.is_empty() || cell.parse::<f64>().is_ok();
        (
            width,
            cells().skip(1).all(number) && cells().skip(1).any(|cell| !cell.is_empty()),
        )
    }
}

/// Beyond this many decimals, and from here on, numbers are written in powers of ten.
const MOST_PLACES: usize = 12;
const LARGE: f64 = 1e15;

/// Decimals that show an error with two digits at least, and never fewer than `usual`: no
/// estimate is told as 0 ± 0 because its unit is large. Without an error the estimate counts.
pub(crate) fn places(estimate: Option<f64>, se: Option<f64>, usual: usize) -> usize {
    let Some(size) = se.or(estimate).map(f64::abs).filter(|size| *size > 0.0) else {
        return usual;
    };
    let mut places = usual;
    while format!("{size:.places$}").trim_start_matches(['0', '.']).len() < 2 {
        if places > MOST_PLACES {
            return places;
        }
        places += 1;
    }
    places
}

/// A number with this many decimals, empty where there is none, never -0.
pub(crate) fn number(value: Option<f64>, places: usize) -> String {
    let Some(value) = value else { return String::new() };
    if value != 0.0 && (places > MOST_PLACES || value.abs() >= LARGE) {
        return format!("{value:.3e}");
    }
    let text = format!("{value:.0$}", places.min(MOST_PLACES));
    match text.strip_prefix('-') {
        Some(rest) if !rest.contains(|c: char| ('1'..='9').contains(&c)) => {
            rest.to_owned()
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::{Columns, number, places};

    #[test]
    fn an_error_is_never_told_as_zero() {
        let told = |estimate: f64, se: f64| {
            let places = places(Some(estimate), Some(se), 2);
            [number(Some(estimate), places), number(Some(se), places)]
        };
        assert_eq!(told(54.213, 1.534), ["54.21", "1.53"]);
        assert_eq!(told(54.213, 0.0153), ["54.213", "0.015"]);
        assert_eq!(told(-0.000_012, 0.000_045), ["-0.000012", "0.000045"]);
        assert_eq!(told(1.5e-20, -2.5e-21), ["1.500e-20", "-2.500e-21"]);
        assert_eq!(told(1.5e300, 2.0e299), ["1.500e300", "2.000e299"]);
        assert_eq!(told(-0.001, 7.0), ["0.00", "7.00"]);
        assert_eq!(told(0.0, 0.0), ["0.00", "0.00"]);
        assert_eq!(places(Some(0.000_31), None, 2), 5);
        assert_eq!(number(None, 4), "");
    }

    #[test]
    fn numbers_stand_to_the_right_and_words_to_the_left() {
        let mut columns = Columns::new(["town", "n", "note"]);
        columns.push(["alpha", "141", ""].map(str::to_owned));
        columns.push(["z", "7", "small-cell"].map(str::to_owned));
        let expected = "town     n  note\nalpha  141\nz        7  small-cell\n";
        assert_eq!(columns.text(), expected);
    }
}
