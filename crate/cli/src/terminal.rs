//! The terminal: results to stdout, words to stderr. A reader that has gone away ends the output quietly.
//! Must not know what is written. Start with [`print()`] and [`say`].

use std::io::{self, Write as _};

use survey::Findings;

/// Writes a result to stdout. A closed pipe is no fault.
pub(crate) fn print(text: &str) -> Result<(), String> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(format!("stdout: cannot be written: {error}"))
        }
        _ => Ok(()),
    }
}

/// Writes a line to stderr; there is nowhere left to tell of a failure.
pub(crate) fn say(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// The findings, one a line, and how many more of a kind there are.
pub(crate) fn lines(findings: &Findings) -> String {
    let mut out = String::new();
    for finding in findings.iter() {
        out.push_str(&format!("{finding}\n"));
    }
    for (kind, file, field, count) in findings.left_out() {
        let field =
            if field.is_empty() { String::new() } else { format!(": field \"{field}\"") };
        out.push_str(&format!("{file}{field}: {count} more of {}\n", kind.code()));
    }
    out
}
