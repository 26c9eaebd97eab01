//! The command line as a person or a script meets it: its output, its exit status, its words.
//!
//! What this proves: the shapes and statuses of the contract hold for the program itself.
//! `cargo xtask test whole` builds it and sets `SOLIDARITY_BIN`.

mod calibrations;
mod checks;
mod compares;
mod degenerate;
mod estimates;
mod explains;
mod help;
mod measures;
mod packages;
mod pipes;
mod ranks;
mod regressions;
mod reliability;
mod replicates;
mod robust;
mod scores;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The folder of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The program, in the folder where `data` is.
fn solidarity(args: &[&str]) -> Command {
    let program = std::env::var("SOLIDARITY_BIN").unwrap_or_else(|_| {
        panic!("SOLIDARITY_BIN is not set: run `cargo xtask test whole`")
    });
    let mut command = Command::new(program);
    command.args(args).current_dir(root());
    command
}

fn run(args: &[&str]) -> Output {
    solidarity(args).output().expect("the program runs")
}

/// What the program prints when all is well.
fn printed(args: &[&str]) -> String {
    let output = run(args);
    assert_eq!(output.status.code(), Some(0), "{args:?}\n{}", words(&output));
    text(output.stdout)
}

/// The words on stderr.
fn words(output: &Output) -> String {
    text(output.stderr.clone())
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("UTF-8")
}

/// Asserts that a command fails as one of usage and says each of these words.
fn refused(args: &[&str], said: &[&str]) {
    let output = run(args);
    assert_eq!(output.status.code(), Some(2), "{args:?}\n{}", words(&output));
    assert!(output.stdout.is_empty(), "{args:?}: results only on stdout");
    for part in said {
        assert!(
            words(&output).contains(part),
            "{args:?}: {part:?} in\n{}",
            words(&output)
        );
    }
}

/// A copy of the shipped package whose files may be changed.
fn copy() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for entry in std::fs::read_dir(root().join("data")).expect("the shipped package") {
        let path = entry.expect("an entry").path();
        if path.is_file() {
            let name = path.file_name().expect("a name");
            std::fs::copy(&path, folder.path().join(name)).expect("a copy");
        }
    }
    folder
}

/// Replaces text in a file; the text must be there.
fn edit(folder: &Path, file: &str, old: &str, new: &str) {
    let path = folder.join(file);
    let before = std::fs::read_to_string(&path).expect("a file");
    let after = before.replacen(old, new, 1);
    assert_ne!(before, after, "{file} holds {old}");
    std::fs::write(path, after).expect("written");
}

/// Takes the declared sizes and hashes out of the descriptor, so that files may differ from them.
fn unsealed(folder: &Path) {
    let path = folder.join("datapackage.json");
    let before = std::fs::read_to_string(&path).expect("a descriptor");
    let sealed = |line: &&str| {
        let line = line.trim_start();
        !line.starts_with("\"bytes\":") && !line.starts_with("\"hash\":")
    };
    let after: Vec<&str> = before.lines().filter(sealed).collect();
    std::fs::write(path, after.join("\n")).expect("written");
}
