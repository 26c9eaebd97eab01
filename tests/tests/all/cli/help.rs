//! `--help`: every example in it works when it is pasted.

use std::process::Command;

use super::{printed, root};

const COMMANDS: &[&str] = &[
    "check",
    "scores",
    "estimate",
    "calibrate",
    "compare",
    "reliability",
    "regress",
    "rank",
    "robustness",
    "site",
    "bundle",
];

#[test]
fn every_example_runs() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    std::fs::create_dir(&data).expect("a folder");
    for entry in std::fs::read_dir(root().join("data")).expect("the package") {
        let path = entry.expect("an entry").path();
        std::fs::copy(&path, data.join(path.file_name().expect("a name")))
            .expect("a copy");
    }
    let program = std::env::var("SOLIDARITY_BIN").expect("SOLIDARITY_BIN");
    for command in COMMANDS {
        let help = printed(&[command, "--help"]);
        let examples: Vec<&str> =
            help.lines().filter_map(|line| line.strip_prefix("  solidarity ")).collect();
        assert!(!examples.is_empty(), "{command} has examples");
        for example in examples {
            let output = Command::new(&program)
                .args(example.split_whitespace())
                .current_dir(folder.path())
                .output()
                .expect("it runs");
            let words = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{example}\n{words}");
        }
    }
}

#[test]
fn help_names_every_command() {
    let help = printed(&["--help"]);
    for command in COMMANDS {
        assert!(help.contains(&format!("  {command} ")), "{command} in\n{help}");
    }
}
