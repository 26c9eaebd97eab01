//! `cargo xtask size`: what a reader's first view costs, against the budgets of design 9.
//!
//! Must not know the page: it goes by folders and endings.

use std::path::Path;

use anyhow::{Result, bail};

use crate::fingerprint::files;
use crate::project::{self, Project};
use crate::{compress, page, say};

/// A part of the first view with its budget in brotli bytes, if it has one of its own.
struct Part {
    name: &'static str,
    budget: Option<usize>,
    holds: fn(&str) -> bool,
}

const FIRST_VIEW: usize = 180_000;
const BUNDLE: usize = 900_000;

/// The language whose first view is the larger one: Cyrillic takes two bytes a letter.
const PARTS: [Part; 8] = [
    Part { name: "page (ru)", budget: None, holds: |path| path == "ru/index.html" },
    Part {
        name: "words (ru)",
        budget: None,
        holds: |path| path.ends_with("messages/ru.json"),
    },
    Part { name: "styles", budget: None, holds: |path| path.ends_with(".css") },
    Part { name: "scripts", budget: None, holds: |path| path.ends_with(".js") },
    Part { name: "wasm", budget: Some(110_000), holds: |path| path.ends_with(".wasm") },
    Part { name: "icon", budget: None, holds: |path| path.contains("/icon/") },
    Part { name: "fonts", budget: Some(45_000), holds: |path| path.ends_with(".woff2") },
    Part { name: "data", budget: Some(20_000), holds: is_data },
];

fn is_data(path: &str) -> bool {
    path.starts_with("data/")
        && (path.ends_with(".csv") || path.ends_with("datapackage.json"))
}

/// Measures, prints the table, fails over a budget.
pub(crate) fn task(project: &Project) -> Result<()> {
    page::site(project)?;
    let site = project.site();
    let mut over = Vec::new();
    let mut judge = |name: &str, bytes: usize, budget: Option<usize>, how: &str| {
        let limit = budget.map_or(String::new(), kilo);
        say::result(&format!("{name:<14} {:>8} {limit:>8}  {how}", kilo(bytes)));
        if budget.is_some_and(|budget| bytes > budget) {
            over.push(format!("{name} {} kB of {limit} kB", kilo(bytes)));
        }
    };
    say::result(&format!("{:<14} {:>8} {:>8}", "", "kB", "budget"));
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
        judge(part.name, bytes, part.budget, "brotli");
        total += bytes;
    }
    judge("first view", total, Some(FIRST_VIEW), "brotli");
    let bundle = site.join("supplement.html");
    judge(
        "supplement",
        project::read(&bundle)?.len(),
        Some(BUNDLE),
        "one file, as it is",
    );
    if over.is_empty() {
        return Ok(());
    }
    bail!("over budget: {}", over.join(", "))
}

/// The size as it goes over the wire: the brotli copy, or the file where there is none.
fn packed(file: &Path) -> Result<usize> {
    let copy = compress::beside(file, "br");
    Ok(project::read(if copy.is_file() { &copy } else { file })?.len())
}

fn kilo(bytes: usize) -> String {
    format!("{}.{}", bytes / 1000, bytes % 1000 / 100)
}
