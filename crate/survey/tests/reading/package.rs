//! The shipped package as files in memory, and ways to damage it.

use std::path::Path;

use survey::Files;

/// The shipped package.
pub(crate) fn shipped() -> Files {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let mut files = Files::new();
    for entry in std::fs::read_dir(&folder).expect("the data folder can be listed") {
        let path = entry.expect("an entry").path();
        if path.is_file() {
            let name =
                path.file_name().expect("a file name").to_string_lossy().into_owned();
            files.insert(name, std::fs::read(&path).expect("a readable file"));
        }
    }
    files
}
