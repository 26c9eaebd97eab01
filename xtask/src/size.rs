//! `cargo xtask size`: what a reader's first view costs, against the budgets of design 9.
//!
//! Must not know the page: it goes by folders and endings.

use std::path::Path;

use anyhow::{Result, bail};

use crate::fingerprint::files;
use crate::project::{self, Project};
use crate::{compress, page, say};

/// A part of what is sent, with its budget if it has one of its own, and its last recorded size.
///
/// A size may shrink, never grow past the recorded one: whoever makes it smaller lowers the number here,
/// whoever needs more raises it in a commit that says why. A budget that is not met yet is printed as
/// `over` until it is.
struct Part {
    name: &'static str,
    budget: Option<usize>,
    recorded: usize,
    holds: fn(&str) -> bool,
}

/// Everything together with all figures, brotli.
const FIRST_VIEW: (usize, usize) = (260_000, 370_000);
/// The one-file page with all figures, as it is.
const BUNDLE: (usize, usize) = (1_500_000, 2_090_000);

/// The language whose first view is the larger one: Cyrillic takes two bytes a letter.
const PARTS: [Part; 8] = [
    part("page (ru)", None, 67_000, |path| path == "ru/index.html"),
    part("words (ru)", None, 10_000, |path| path.ends_with("messages/ru.txt")),
    part("styles", None, 5_500, |path| path.ends_with(".css")),
    part("scripts", None, 13_700, |path| {
        path.ends_with(".js") && !path.ends_with("readers.js")
    }),
    part("wasm", Some(110_000), 231_000, |path| path.ends_with("web_bg.wasm")),
    part("data (ru)", Some(20_000), 18_500, |path| path.ends_with("survey/ru.bin")),
    part("icon", None, 1_000, |path| path.contains("/icon/")),
    part("fonts", Some(45_000), 25_000, |path| path.ends_with(".woff2")),
];

const fn part(
    name: &'static str,
    budget: Option<usize>,
    recorded: usize,
    holds: fn(&str) -> bool,
) -> Part {
    Part { name, budget, recorded, holds }
}

/// Measures, prints the table, fails where something grew past its recorded size.
pub(crate) fn task(project: &Project) -> Result<()> {
    page::site(project)?;
    let site = project.site();
    let mut grown = Vec::new();
    let mut judge = |name: &str, bytes: usize, budget: Option<usize>, recorded: usize| {
        let limit = budget.map_or(String::new(), kilo);
        let over = if budget.is_some_and(|budget| bytes > budget) { "over" } else { "" };
        let line = format!(
            "{name:<14} {:>8} {:>9} {limit:>8}  {over}",
            kilo(bytes),
            kilo(recorded)
        );
        say::result(line.trim_end());
        if bytes > recorded {
            grown.push(format!("{name} {} kB of {} kB", kilo(bytes), kilo(recorded)));
        }
    };
    say::result(&format!("{:<14} {:>8} {:>9} {:>8}", "", "kB", "recorded", "budget"));
    let all = files(&site)?;
    let mut total = 0;
    for part in &PARTS {
        let mut bytes = 0;
        for file in &all {
            let path = file.strip_prefix(&site)?.to_string_lossy().replace('\\', "/");
            if (part.holds)(&path) {
                bytes += packed(file)?;
            }
        }
        if bytes == 0 {
            bail!("the site has no {}", part.name);
        }
        judge(part.name, bytes, part.budget, part.recorded);
        total += bytes;
    }
    judge("first view", total, Some(FIRST_VIEW.0), FIRST_VIEW.1);
    let bundle = project::read(&site.join("supplement.html"))?;
    judge("supplement", bundle.len(), Some(BUNDLE.0), BUNDLE.1);
    if grown.is_empty() {
        return Ok(());
    }
    bail!("grown past the recorded size: {}", grown.join(", "))
}

/// The size as it goes over the wire: the brotli copy, or the file where there is none.
fn packed(file: &Path) -> Result<usize> {
    let copy = compress::beside(file, "br");
    Ok(project::read(if copy.is_file() { &copy } else { file })?.len())
}

fn kilo(bytes: usize) -> String {
    format!("{}.{}", bytes / 1000, bytes % 1000 / 100)
}
