//! Damage to rows, headers and whole files.

use survey::package::DESCRIPTOR;
use survey::{Kind, Place};

use super::{Case, Edit, text};

const R: &str = "respondents_synthetic.csv";
const TOWNS: &str = "towns_synthetic.csv";

/// The text with one line changed.
pub(super) fn line(text: &str, number: usize, change: impl Fn(&str) -> String) -> String {
    let lines = text.split('\n').enumerate();
    let lines = lines.map(
        |(at, line)| {
            if at + 1 == number { change(line) } else { line.to_owned() }
        },
    );
    lines.collect::<Vec<_>>().join("\n")
}

/// The text with one column of every row changed.
pub(super) fn column(
    text: &str,
    name: &str,
    change: impl Fn(&[&str]) -> String,
) -> String {
    let mut lines = text.lines();
    let head = lines.next().expect("a header");
    let at = head.split(',').position(|one| one == name).expect("a column");
    let mut out = format!("{head}\n");
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        let new = change(&cells);
        let row: Vec<&str> = cells
            .iter()
            .enumerate()
            .map(|(i, cell)| if i == at { new.as_str() } else { cell })
            .collect();
        out.push_str(&row.join(","));
        out.push('\n');
    }
    out
}

fn bytes(
    name: &'static str,
    file: &'static str,
    change: fn(&mut Vec<u8>),
    kind: Kind,
    place: Place,
) -> Case {
    let edits = vec![Edit::Bytes { file, change }];
    Case { name, edits, kind, place: Some(place), field: None, also: &[], many: false }
}

fn rows() -> Vec<Case> {
    use Kind::*;
    let shorter =
        |t: &str| line(t, 30, |row| row.rsplit_once(',').expect("cells").0.to_owned());
    vec![
        text("a cell is lost", R, shorter, RaggedRow, (30, 42)),
        text(
            "a cell too many",
            R,
            |t| line(t, 31, |row| format!("{row},1")),
            RaggedRow,
            (31, 43),
        ),
        text(
            "an empty line between rows",
            R,
            |t| line(t, 32, |row| format!("\n{row}")),
            RaggedRow,
            (32, 1),
        ),
        text(
            "line ends of Windows, then a wrong code",
            R,
            |t| {
                let t = line(t, 32, |row| {
                    let (head, _) = row.rsplit_once(',').expect("cells");
                    format!("{head},7")
                });
                t.replace('\n', "\r\n")
            },
            UnknownCode,
            (32, 42),
        )
        .field("synthetic"),
        text(
            "a line break inside a cell, then a wrong code",
            TOWNS,
            |t| {
                let t = line(t, 2, |row| row.replacen("Alpha", "\"Al\npha\"", 1));
                line(&t, 4, |row| row.replacen("beta,", "beata,", 1))
            },
            UnknownCode,
            (4, 1),
        )
        .field("town")
        .also(&[ForeignKey]),
        text(
            "the file breaks off in a row",
            R,
            |t| {
                line(t.trim_end(), 1221, |row| {
                    row.split(',').take(33).collect::<Vec<_>>().join(",")
                })
            },
            RaggedRow,
            (1221, 34),
        ),
        text(
            "a quote is never closed",
            TOWNS,
            |t| line(t, 9, |row| row.replacen(",", ",\"", 1)),
            OpenQuote,
            (9, 2),
        )
        .also(&[RaggedRow, ForeignKey]),
        text(
            "a stratum with one PSU",
            R,
            |t| {
                column(t, "psu", |row| {
                    if row[1] == "alpha" { "1".to_owned() } else { row[2].to_owned() }
                })
            },
            LonelyPsu,
            (2, 3),
        )
        .field("psu"),
        text(
            "no weight at all",
            R,
            |t| column(t, "weight", |_| "0".to_owned()),
            NoWeight,
            (1, 4),
        )
        .field("weight"),
    ]
}

fn headers() -> Vec<Case> {
    use Kind::*;
    let renamed = |t: &str| line(t, 1, |row| row.replacen(",sex,", ",gender,", 1));
    let mut missing = text(
        "a column is misspelt",
        R,
        |t| line(t, 1, |row| row.replacen(",sex,", ",sxe,", 1)),
        MissingColumn,
        (1, 1),
    )
    .field("sex")
    .also(&[ExtraColumn]);
    missing.place = Some(Place { line: Some(1), ..Place::file(R) });
    vec![
        missing,
        text("a column is renamed", R, renamed, ExtraColumn, (1, 5))
            .field("gender")
            .also(&[MissingColumn]),
        text(
            "a column stands twice",
            R,
            |t| line(t, 1, |row| row.replacen(",edu,", ",sex,", 1)),
            DuplicateColumn,
            (1, 7),
        )
        .field("sex")
        .also(&[MissingColumn]),
        text(
            "a column too many",
            TOWNS,
            |t| t.lines().map(|row| format!("{row},x\n")).collect(),
            ExtraColumn,
            (1, 7),
        )
        .field("x"),
        text(
            "two columns change places",
            TOWNS,
            |t| {
                t.lines()
                    .map(|row| {
                        let mut cells: Vec<&str> = row.split(',').collect();
                        cells.swap(3, 4);
                        format!("{}\n", cells.join(","))
                    })
                    .collect()
            },
            ColumnOrder,
            (1, 4),
        )
        .field("population"),
        text(
            "semicolons for commas",
            TOWNS,
            |t| t.replace(',', ";"),
            ExtraColumn,
            (1, 1),
        )
        .field("town;name;name_ru;population;adults;synthetic")
        .also(&[MissingColumn]),
    ]
}

fn files() -> Vec<Case> {
    use Kind::*;
    let gone = Case {
        name: "a file is missing",
        edits: vec![
            Edit::Json {
                after: "\"resources\": [",
                find: "{\n      \"name\": \"census\"",
                to: "⟦{\n      \"name\": \"census\"",
            },
            Edit::Remove { file: "census.csv" },
        ],
        kind: MissingFile,
        place: None,
        field: None,
        also: &[],
        many: false,
    };
    vec![
        gone,
        bytes("an empty file", TOWNS, Vec::clear, EmptyFile, Place::file(TOWNS)),
        bytes(
            "a header without rows",
            TOWNS,
            |b| b.truncate(b.iter().position(|c| *c == b'\n').expect("a line") + 1),
            NoRows,
            Place::file(TOWNS),
        )
        .also(&[ForeignKey]),
        bytes(
            "a byte order mark",
            TOWNS,
            |b| {
                b.splice(0..0, *b"\xEF\xBB\xBF");
            },
            ByteOrderMark,
            Place::file(TOWNS).at(1, 1),
        ),
        bytes(
            "a name in Windows-1251",
            TOWNS,
            |b| {
                let at = b.windows(2).position(|w| w == "Б".as_bytes()).expect("Beta");
                b.splice(at..at + 2, [0xC1]);
            },
            NotUtf8,
            Place::file(TOWNS).at(3, 3),
        ),
        bytes(
            "a file in UTF-16",
            TOWNS,
            |b| {
                let text = String::from_utf8(b.clone()).expect("UTF-8");
                *b = [0xFF, 0xFE]
                    .into_iter()
                    .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
                    .collect();
            },
            NotUtf8,
            Place::file(TOWNS).at(1, 1),
        ),
        bytes(
            "an empty descriptor",
            DESCRIPTOR,
            Vec::clear,
            EmptyFile,
            Place::file(DESCRIPTOR),
        ),
        bytes(
            "a descriptor that is not UTF-8",
            DESCRIPTOR,
            |b| b[4] = 0xC1,
            NotUtf8,
            Place::file(DESCRIPTOR).at(2, 3),
        ),
        Case {
            name: "no descriptor",
            edits: vec![Edit::Remove { file: DESCRIPTOR }],
            kind: NoPackage,
            place: Some(Place::file(DESCRIPTOR)),
            field: None,
            also: &[],
            many: false,
        },
    ]
}

pub(super) fn cases() -> Vec<Case> {
    [rows(), headers(), files()].into_iter().flatten().collect()
}
