//! Aligned columns of text for a person at a terminal.
//! Must not know what the cells mean. Start with [`Columns`].

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

#[cfg(test)]
mod tests {
    use super::Columns;

    #[test]
    fn numbers_stand_to_the_right_and_words_to_the_left() {
        let mut columns = Columns::new(["town", "n", "note"]);
        columns.push(["alpha", "141", ""].map(str::to_owned));
        columns.push(["z", "7", "small-cell"].map(str::to_owned));
        let expected = "town     n  note\nalpha  141\nz        7  small-cell\n";
        assert_eq!(columns.text(), expected);
    }
}
