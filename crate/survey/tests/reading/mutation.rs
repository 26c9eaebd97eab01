//! Damage done to the shipped package, one fault at a time: each must be found as what it
//! is, at its file, line, column and field, and nothing else may be said but what follows
//! from it.

use survey::package::DESCRIPTOR;
use survey::{Files, Kind, Place, Survey};

use crate::package::shipped;

mod cells;
mod definition;
mod descriptor;
mod random;
mod rules;
mod tables;

/// Stands in the new text of the descriptor where the finding must be.
const MARK: char = '⟦';

/// One change of a file.
enum Edit {
    /// The cell of a field in a line gets another text; the finding must be there.
    Cell { file: &'static str, line: usize, field: &'static str, to: &'static str },
    /// In the descriptor, after the first `after`, the next `find` becomes `to`.
    Json { after: &'static str, find: &'static str, to: &'static str },
    /// A file's text is made anew.
    Text { file: &'static str, change: fn(&str) -> String },
    /// A file's bytes are changed.
    Bytes { file: &'static str, change: fn(&mut Vec<u8>) },
    /// A file is taken away.
    Remove { file: &'static str },
}

/// One damage.
struct Case {
    name: &'static str,
    edits: Vec<Edit>,
    kind: Kind,
    /// Where the finding must be; without one, at the mark or the cell.
    place: Option<Place>,
    field: Option<&'static str>,
    /// What else may be found because of it.
    also: &'static [Kind],
    /// Whether it is found in more than one place; the first is the one.
    many: bool,
}

fn cell(
    name: &'static str,
    (file, line, field): (&'static str, usize, &'static str),
    to: &'static str,
    kind: Kind,
) -> Case {
    let edits = vec![Edit::Cell { file, line, field, to }];
    Case { name, edits, kind, place: None, field: Some(field), also: &[], many: false }
}

fn json(
    name: &'static str,
    (after, find, to): (&'static str, &'static str, &'static str),
    kind: Kind,
) -> Case {
    let edits = vec![Edit::Json { after, find, to }];
    Case { name, edits, kind, place: None, field: None, also: &[], many: false }
}

fn text(
    name: &'static str,
    file: &'static str,
    change: fn(&str) -> String,
    kind: Kind,
    (line, column): (u64, u64),
) -> Case {
    let place = Some(Place::file(file).at(line, column));
    Case {
        name,
        edits: vec![Edit::Text { file, change }],
        kind,
        place,
        field: None,
        also: &[],
        many: false,
    }
}

impl Case {
    fn field(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }

    fn also(mut self, also: &'static [Kind]) -> Self {
        self.also = also;
        self
    }

    /// The finding must be at the header of a field.
    fn at_header(mut self, file: &str, field: &'static str) -> Self {
        let text = file_text(&shipped(), file);
        let head = text.lines().next().expect("a header");
        let at = head.split(',').position(|name| name == field).expect("a field");
        self.place = Some(Place::file(file).at(1, at as u64 + 1));
        self.field(field)
    }

    fn many(mut self) -> Self {
        self.many = true;
        self
    }

    fn first(mut self, edit: Edit) -> Self {
        self.edits.insert(0, edit);
        self
    }

    /// The damaged package and where the damage is.
    fn apply(&self, files: &mut Files) -> Place {
        let mut place = self.place.clone();
        for edit in &self.edits {
            let marked = edit.apply(files);
            place = place.or(marked);
        }
        let place = place.unwrap_or_else(|| panic!("{}: no place is marked", self.name));
        Place { field: self.field.map(str::to_owned), ..place }
    }

    /// What is wrong with what is found; `None` if all is well.
    fn fault(&self, files: &Files) -> Option<String> {
        let mut files = files.clone();
        let place = self.apply(&mut files);
        let (survey, findings) = Survey::read(&files);
        let mut same = findings.iter().filter(|one| one.kind == self.kind);
        let found = same.next().is_some_and(|one| one.place.as_ref() == Some(&place));
        let alone = self.many || same.next().is_none();
        let other = findings
            .iter()
            .find(|one| one.kind != self.kind && !self.also.contains(&one.kind));
        let survey_is_right = survey.is_some() != findings.has_errors();
        if found && alone && other.is_none() && survey_is_right {
            return None;
        }
        let list: Vec<String> = findings
            .iter()
            .take(8)
            .map(|one| format!("    {} {one}", one.kind.code()))
            .collect();
        let expected = format!("{} at {place}", self.kind.code());
        Some(format!("{}: expected {expected}, found\n{}", self.name, list.join("\n")))
    }
}

impl Edit {
    fn apply(&self, files: &mut Files) -> Option<Place> {
        match self {
            Self::Cell { file, line, field, to } => {
                let before = file_text(files, file);
                let mut lines: Vec<String> =
                    before.split('\n').map(str::to_owned).collect();
                let at = lines[0].split(',').position(|name| name == *field);
                let at = at.unwrap_or_else(|| panic!("{file} has {field}"));
                let mut cells: Vec<&str> = lines[*line - 1].split(',').collect();
                cells[at] = to;
                lines[*line - 1] = cells.join(",");
                files.insert((*file).to_owned(), lines.join("\n").into_bytes());
                Some(Place::file(file).at(*line as u64, at as u64 + 1))
            }
            Self::Json { after, find, to } => {
                let before = file_text(files, DESCRIPTOR);
                let start = before.find(after).unwrap_or_else(|| panic!("no {after}"));
                let at = before[start..].find(find);
                let at = start + at.unwrap_or_else(|| panic!("no {find} after {after}"));
                let marked =
                    format!("{}{to}{}", &before[..at], &before[at + find.len()..]);
                let place = marked.find(MARK).map(|mark| {
                    let head = &marked[..mark];
                    let line = head.matches('\n').count() as u64 + 1;
                    let column = head.chars().rev().take_while(|c| *c != '\n').count();
                    Place::file(DESCRIPTOR).at(line, column as u64 + 1)
                });
                let text: String = marked.chars().filter(|c| *c != MARK).collect();
                files.insert(DESCRIPTOR.to_owned(), text.into_bytes());
                place
            }
            Self::Text { file, change } => {
                let text = change(&file_text(files, file));
                files.insert((*file).to_owned(), text.into_bytes());
                None
            }
            Self::Bytes { file, change } => {
                change(files.get_mut(*file).expect("a file"));
                None
            }
            Self::Remove { file } => {
                files.remove(*file).expect("a file");
                None
            }
        }
    }
}

fn file_text(files: &Files, file: &str) -> String {
    let bytes = files.get(file).unwrap_or_else(|| panic!("no {file}"));
    String::from_utf8(bytes.clone()).expect("UTF-8")
}

/// The shipped package without the declared sizes and hashes, which any damage would break.
fn unsealed() -> Files {
    let mut files = shipped();
    let sealed = |line: &&str| {
        let line = line.trim_start();
        !line.starts_with("\"bytes\":") && !line.starts_with("\"hash\":")
    };
    let text = file_text(&files, DESCRIPTOR);
    let text: Vec<&str> = text.split('\n').filter(sealed).collect();
    files.insert(DESCRIPTOR.to_owned(), text.join("\n").into_bytes());
    files
}

#[test]
fn the_package_is_clean_without_its_seals() {
    let (survey, findings) = Survey::read(&unsealed());
    assert!(survey.is_some() && findings.is_empty());
}

#[test]
fn every_damage_is_found_at_its_place() {
    let files = unsealed();
    let cases: Vec<Case> = [cells::cases(), tables::cases(), definition::cases()]
        .into_iter()
        .flatten()
        .chain(descriptor::cases())
        .chain(rules::cases())
        .collect();
    assert!(cases.len() >= 60, "{} kinds of damage", cases.len());
    let mut names: Vec<&str> = cases.iter().map(|case| case.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), cases.len(), "each damage has a name of its own");
    let faults: Vec<String> =
        cases.iter().filter_map(|case| case.fault(&files)).collect();
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}
