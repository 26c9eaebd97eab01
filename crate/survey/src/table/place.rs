//! Lines of records, whatever ends them.
//!
//! The CSV reader tells at which byte it went on, which may lie before line ends and
//! empty lines; this finds the line the record really begins on.
//! Must not know cells. Start from [`Lines::record`].

/// The lines of a text, walked record by record.
pub(super) struct Lines<'t> {
    text: &'t [u8],
    /// Byte and line of the last record.
    last: Option<(usize, u64)>,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text: text.as_bytes(), last: None }
    }

    /// The line of the record that the reader began to read at this byte, and the empty
    /// lines just before it. Bytes must not go back.
    pub(super) fn record(&mut self, byte: usize) -> (u64, core::ops::Range<u64>) {
        let (from, line) = self.last.unwrap_or((0, 1));
        let is_end = |at: usize| matches!(self.text.get(at), Some(b'\r' | b'\n'));
        let mut at = byte.min(self.text.len());
        while at > from && is_end(at - 1) {
            at -= 1;
        }
        let passed = self.text.get(from..at).unwrap_or(&[]);
        let line = line + passed.iter().filter(|b| **b == b'\n').count() as u64;
        let mut ends = 0;
        while is_end(at) {
            let pair = self.text.get(at..at + 2) == Some(b"\r\n");
            at += if pair { 2 } else { 1 };
            ends += 1;
        }
        // The first line end after a record is its own.
        let empty = line + u64::from(self.last.is_some())..line + ends;
        self.last = Some((at, line + ends));
        (line + ends, empty)
    }

    /// Byte and line of the last record.
    pub(super) fn last(&self) -> Option<(usize, u64)> {
        self.last
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    fn lines(text: &str) -> Vec<(u64, u64)> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut lines = Lines::new(text);
        let mut record = csv::StringRecord::new();
        let mut found = Vec::new();
        while reader.read_record(&mut record).unwrap() {
            let byte = record.position().unwrap().byte();
            let (line, empty) = lines.record(usize::try_from(byte).unwrap());
            found.push((line, empty.end.saturating_sub(empty.start)));
        }
        found
    }

    #[test]
    fn counts_lines_whatever_ends_them() {
        let plain = vec![(1, 0), (2, 0), (3, 0)];
        assert_eq!(lines("a,b\n1,2\n3,4\n"), plain, "line feeds");
        assert_eq!(lines("a,b\r\n1,2\r\n3,4"), plain, "pairs");
        assert_eq!(lines("a\n\"x\ny\"\n3\n"), [(1, 0), (2, 0), (4, 0)], "inside quotes");
        assert_eq!(lines("a\r\n\"x\r\ny\"\r\n3"), [(1, 0), (2, 0), (4, 0)], "pairs too");
        assert_eq!(lines("\n\na\n\n\nb\n\n"), [(3, 2), (6, 2)], "empty lines");
        assert_eq!(lines("\r\na\r\n\r\nb"), [(2, 1), (4, 1)], "empty pairs");
    }
}
