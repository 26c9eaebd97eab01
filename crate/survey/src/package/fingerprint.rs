//! The package's fingerprint: one SHA-256 over the hashes of its files.
//!
//! Must not know what the files hold. Start from [`fingerprint`].

use sha2::{Digest, Sha256};

use super::{DESCRIPTOR, Files, Package};

/// SHA-256 over the lines `<hex>␠␠<path>\n` of the descriptor and the resources' files,
/// sorted by the bytes of their paths (what `sha256sum` prints).
pub fn fingerprint(package: &Package, files: &Files) -> String {
    let mut paths: Vec<&str> =
        package.resources.iter().map(|r| r.path.as_str()).collect();
    paths.push(DESCRIPTOR);
    paths.sort_unstable();
    paths.dedup();
    let mut lines = Sha256::new();
    for path in paths {
        if let Some(bytes) = files.get(path) {
            lines.update(format!("{}  {path}\n", sha256(bytes)));
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
