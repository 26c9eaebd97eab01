//! Brotli and gzip files beside every file that gains from it.
//!
//! Must not know the site's layout.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use anyhow::{Context, Result};
use flate2::{Compression, GzBuilder};

use crate::fingerprint::files;
use crate::project;

/// Endings of files that shrink. Fonts (woff2) are brotli inside.
const TEXTS: [&str; 12] =
    ["bin", "css", "csv", "html", "js", "json", "md", "svg", "txt", "ts", "wasm", "xml"];

/// Compresses all files of `site`. What is the same in `old` is taken from there.
pub(crate) fn folder(site: &Path, old: &Path) -> Result<()> {
    let all = files(site)?;
    let wanted = all.into_iter().filter(|file| {
        file.extension().is_some_and(|end| TEXTS.iter().any(|text| end == *text))
    });
    let queue = Mutex::new(wanted.collect::<Vec<PathBuf>>());
    let next = || queue.lock().ok().and_then(|mut queue| queue.pop());
    let worker = || -> Result<()> {
        while let Some(file) = next() {
            one(&file, &old.join(file.strip_prefix(site)?))?;
        }
        Ok(())
    };
    let count = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..count).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().try_for_each(|handle| match handle.join() {
            Ok(done) => done,
            Err(_) => Err(anyhow::anyhow!("a compressing thread died")),
        })
    })
}

/// The name of the compressed file beside `file`.
pub(crate) fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

/// Brotli at its best, as static hosts serve it.
pub(crate) fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut packed = Vec::new();
    let mut source = bytes;
    brotli::BrotliCompress(&mut source, &mut packed, &parameters).context("brotli")?;
    Ok(packed)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut packer = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    packer.write_all(bytes).context("gzip")?;
    packer.finish().context("gzip")
}

fn one(file: &Path, old: &Path) -> Result<()> {
    let bytes = project::read(file)?;
    let same = std::fs::read(old).is_ok_and(|before| before == bytes);
    type Packer = fn(&[u8]) -> Result<Vec<u8>>;
    for (ending, pack) in [("br", brotli as Packer), ("gz", gzip as Packer)] {
        let known = std::fs::read(beside(old, ending)).ok().filter(|_| same);
        let packed = known.map_or_else(|| pack(&bytes), Ok)?;
        project::write(&beside(file, ending), &packed)?;
    }
    Ok(())
}
