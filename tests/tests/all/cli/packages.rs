//! Where a package may lie: a folder, its descriptor, an archive; and where none is.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;

use zip::write::SimpleFileOptions;

use super::{copy, printed, refused, root, run, words};

/// An archive of the shipped package with its files in `folder`.
fn archive(path: &Path, folder: &str) {
    let mut zip = zip::ZipWriter::new(File::create(path).expect("a file"));
    for entry in std::fs::read_dir(root().join("data")).expect("the package") {
        let file = entry.expect("an entry").path();
        if file.is_file() {
            let name = file.file_name().expect("a name").to_string_lossy().into_owned();
            let options = SimpleFileOptions::default();
            zip.start_file(format!("{folder}{name}"), options).expect("an entry");
            zip.write_all(&std::fs::read(&file).expect("a file")).expect("written");
        }
    }
    zip.finish().expect("an archive");
}

#[test]
fn folder_descriptor_and_archive_are_the_same_package() {
    let place = tempfile::tempdir().expect("a folder");
    let of = |package: &str| {
        printed(&["estimate", package, "--of", "si", "--by", "town", "--format", "csv"])
    };
    let expected = of("data");
    assert_eq!(of("data/datapackage.json"), expected);
    assert_eq!(of("data/"), expected);
    for (name, folder) in [("flat.zip", ""), ("nested.ZIP", "survey-1.0/")] {
        let path = place.path().join(name);
        archive(&path, folder);
        assert_eq!(of(&path.to_string_lossy()), expected, "{name}");
    }
}

#[test]
fn what_cannot_be_read_is_named() {
    let place = tempfile::tempdir().expect("a folder");
    let missing = place.path().join("nowhere");
    let missing = missing.to_string_lossy();
    refused(&["check", &missing], &["nowhere", "cannot be read"]);
    let empty = place.path().to_string_lossy();
    refused(&["estimate", &empty, "--of", "si"], &["datapackage.json", "cannot be read"]);
    let broken = place.path().join("broken.zip");
    std::fs::write(&broken, "PK but not really").expect("written");
    refused(&["scores", &broken.to_string_lossy()], &["broken.zip"]);
    let other = place.path().join("other.zip");
    let mut zip = zip::ZipWriter::new(File::create(&other).expect("a file"));
    zip.start_file("readme.txt", SimpleFileOptions::default()).expect("an entry");
    zip.finish().expect("an archive");
    refused(&["check", &other.to_string_lossy()], &["no datapackage.json"]);
    let nowhere = place.path().join("missing/scores.csv");
    refused(
        &["scores", "data", "--out", &nowhere.to_string_lossy()],
        &["cannot be written"],
    );
}

#[test]
fn a_package_with_faults_gives_no_estimates() {
    let folder = copy();
    std::fs::remove_file(folder.path().join("towns_synthetic.csv")).expect("removed");
    let path = folder.path().to_string_lossy();
    for args in [&["estimate", &path, "--of", "si"][..], &["scores", &path]] {
        let output = run(args);
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        assert!(output.stdout.is_empty(), "{args:?}: no results");
        let words = words(&output);
        assert!(words.starts_with("datapackage.json:"), "{words}");
        assert!(words.contains("\"towns_synthetic.csv\""), "{words}");
    }
}
