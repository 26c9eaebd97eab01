//! The package's fingerprint: one SHA-256 over the hashes of its files.
//!
//! Must not know what the files hold. Start from [`fingerprint`].

use sha2::{Digest, Sha256};

use super::{DESCRIPTOR, Files, Package};

/// SHA-256 over the lines `<hex>␠␠<path>\n` of the descriptor and the resources' files,
/// sorted by the bytes of their paths (what `sha256sum` prints). A file that is not at hand counts
/// with its declared hash.
pub fn fingerprint(package: &Package, files: &Files) -> String {
    let declared =
        package.resources.iter().map(|r| (r.path.as_str(), r.declared_sha256()));
    let mut paths: Vec<(&str, Option<String>)> = declared.collect();
    paths.push((DESCRIPTOR, None));
    paths.sort_unstable();
    paths.dedup_by(|a, b| a.0 == b.0);
    let mut lines = Sha256::new();
    for (path, declared) in paths {
        if let Some(digits) = files.get(path).map(|bytes| sha256(bytes)).or(declared) {
            lines.update(format!("{digits}  {path}\n"));
        }
    }
    hex(&lines.finalize())
}

/// SHA-256 of bytes as hexadecimal digits.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    use core::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut out, byte| {
        // Writing to a string cannot fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}
