//! A package from the disk: a `datapackage.json`, its folder, or a .zip of it. Reads the descriptor and the
//! files it names, nothing else. Must not know what they mean. Start with [`load`].

use std::fs;
use std::io::Read as _;
use std::path::{Component, Path};

use serde_json::Value;
use survey::package::{DESCRIPTOR, Files};

/// The files of the package at `path`. The error names what cannot be read: exit status 2.
pub(crate) fn load(path: &Path) -> Result<Files, String> {
    let zipped = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("zip"));
    if zipped && path.is_file() {
        return unzip(path);
    }
    let descriptor = if path.is_dir() { path.join(DESCRIPTOR) } else { path.to_owned() };
    let bytes = fs::read(&descriptor)
        .map_err(|error| format!("{}: cannot be read: {error}", descriptor.display()))?;
    let folder = descriptor.parent().unwrap_or(Path::new("."));
    let mut files = Files::new();
    for name in named(&bytes) {
        // A file that is not there is a finding with its place in the descriptor.
        if let Ok(content) = fs::read(folder.join(&name)) {
            files.insert(name, content);
        }
    }
    files.insert(DESCRIPTOR.to_owned(), bytes);
    Ok(files)
}

fn unzip(path: &Path) -> Result<Files, String> {
    let fault = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let file = fs::File::open(path).map_err(|error| fault(&error))?;
    let mut archive = zip::ZipArchive::new(file).map_err(|error| fault(&error))?;
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let descriptor = names
        .iter()
        .filter(|name| *name == DESCRIPTOR || name.ends_with(&format!("/{DESCRIPTOR}")))
        .min_by_key(|name| name.len())
        .ok_or_else(|| fault(&format!("no {DESCRIPTOR} in the archive")))?;
    let folder = descriptor.strip_suffix(DESCRIPTOR).unwrap_or_default();
    let mut read = |name: &str| -> Result<Vec<u8>, String> {
        let mut content = Vec::new();
        let mut entry =
            archive.by_name(&format!("{folder}{name}")).map_err(|error| fault(&error))?;
        entry.read_to_end(&mut content).map_err(|error| fault(&error))?;
        Ok(content)
    };
    let bytes = read(DESCRIPTOR)?;
    let mut files = Files::new();
    for name in named(&bytes) {
        if names.contains(&format!("{folder}{name}")) {
            let content = read(&name)?;
            files.insert(name, content);
        }
    }
    files.insert(DESCRIPTOR.to_owned(), bytes);
    Ok(files)
}

/// The paths that a descriptor names and that stay inside the package. Whether the descriptor is right is
/// the survey's business.
fn named(descriptor: &[u8]) -> Vec<String> {
    let value: Value = serde_json::from_slice(descriptor).unwrap_or_default();
    let resources = value.get("resources").and_then(Value::as_array);
    let paths = resources.into_iter().flatten().filter_map(|one| one.get("path"));
    let paths = paths.filter_map(Value::as_str).filter(|path| {
        let mut parts = Path::new(path).components();
        parts.all(|part| matches!(part, Component::Normal(_)))
    });
    paths.map(str::to_owned).collect()
}
