//! Readers that go away, and terminals without colour.

use std::io::Read as _;
use std::process::Stdio;

use super::solidarity;

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let args = ["estimate", "data", "--of", "a1,a2,a3,a4,a5", "--statistic", "share"];
    let more = ["--by", "town,work", "--format", "json"];
    for args in [&[&args[..], &more[..]].concat()[..], &["scores", "data"]] {
        let mut child = solidarity(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let mut stdout = child.stdout.take().expect("a pipe");
        let mut first = [0];
        stdout.read_exact(&mut first).expect("a byte");
        drop(stdout);
        let mut words = String::new();
        let mut stderr = child.stderr.take().expect("a pipe");
        stderr.read_to_string(&mut words).expect("UTF-8");
        assert_eq!(child.wait().expect("an end").code(), Some(0), "{args:?}\n{words}");
        assert!(!words.contains("panicked"), "{words}");
    }
}

#[test]
fn colour_is_left_out_where_it_is_not_wanted() {
    for args in [&["--help"][..], &["estimate", "--help"], &["estimate", "data", "--oof"]]
    {
        let output = solidarity(args).env("NO_COLOR", "1").output().expect("it runs");
        let escaped = |bytes: &[u8]| bytes.contains(&0x1b);
        assert!(!escaped(&output.stdout) && !escaped(&output.stderr), "{args:?}");
    }
}
