//! Compares the crate with the values of R and prints what agrees: `cargo xtask golden`.

use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut out = std::io::stdout();
    let (text, passed) = match tests::golden::run() {
        Ok(files) => {
            let text: String = files.iter().map(ToString::to_string).collect();
            (text, files.iter().all(tests::golden::Ledger::passed))
        }
        Err(fault) => (format!("golden: {fault}\n"), false),
    };
    let written = out.write_all(text.as_bytes());
    if passed && written.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
