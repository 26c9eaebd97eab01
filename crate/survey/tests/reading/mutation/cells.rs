//! Damage to single cells.

use survey::Kind;

use super::{Case, Edit, cell};

const R: &str = "respondents_synthetic.csv";
const TOWNS: &str = "towns_synthetic.csv";
const FIELDWORK: &str = "fieldwork_synthetic.csv";
const MARGINS: &str = "margins_synthetic.csv";
const CODINGS: &str = "codings_synthetic.csv";
const DISPLAY: &str = "display_synthetic.csv";

pub(super) fn cases() -> Vec<Case> {
    use Kind::*;
    vec![
        cell("a code that is not in the codebook", (R, 17, "sex"), "5", UnknownCode),
        cell("a code of the last row", (R, 1221, "a3"), "6", UnknownCode),
        cell("a missing code of another field", (R, 40, "p1"), "8", UnknownCode),
        cell("a misspelt stratum", (R, 2, "town"), "alhpa", UnknownCode),
        cell("a Cyrillic letter that looks Latin", (R, 3, "town"), "аlpha", UnknownCode),
        cell("a capital letter", (R, 3, "town"), "Alpha", UnknownCode),
        cell("a space before a code", (R, 99, "a1"), " 3", UnknownCode),
        cell("a leading zero", (R, 99, "a1"), "03", UnknownCode),
        cell("a decimal code", (R, 99, "b2"), "3.0", UnknownCode),
        cell("a label for a code", (R, 700, "sex"), "woman", UnknownCode),
        cell("an empty answer", (R, 701, "c5"), "", UnknownCode),
        cell("a spreadsheet's error", (R, 702, "x1"), "#N/A", UnknownCode),
        cell("a record marked as real", (R, 703, "synthetic"), "0", UnknownCode),
        cell("a weight in words", (R, 5, "weight"), "heavy", WrongCellType),
        cell("a weight that is no number", (R, 5, "weight"), "NaN", WrongCellType),
        cell("an endless weight", (R, 5, "weight"), "inf", WrongCellType),
        cell(
            "a weight too large for any number",
            (R, 5, "weight"),
            "1e999",
            WrongCellType,
        ),
        cell("a decimal comma", (R, 6, "weight"), "\"1;5\"", WrongCellType),
        cell("a missing weight", (R, 7, "weight"), "", Required),
        cell("a negative weight", (R, 8, "weight"), "-1.5", BelowMinimum)
            .also(&[NegativeWeight]),
        cell(
            "a negative weight without a declared minimum",
            (R, 8, "weight"),
            "-1.5",
            NegativeWeight,
        )
        .first(Edit::Json {
            after: "\"name\": \"weight\"",
            find: "\"required\": true, \"minimum\": 0",
            to: "\"required\": true",
        }),
        cell(
            "a missing weight that is allowed to be",
            (R, 8, "weight"),
            "",
            MissingWeight,
        )
        .first(Edit::Json {
            after: "\"name\": \"weight\"",
            find: "\"required\": true, ",
            to: "",
        }),
        cell("a PSU that is no number", (R, 9, "psu"), "north", WrongCellType),
        cell("half a PSU", (R, 9, "psu"), "1.5", WrongCellType),
        cell("a missing PSU", (R, 9, "psu"), "", Required),
        cell("a missing PSU that is allowed to be", (R, 9, "psu"), "", MissingDesign)
            .first(Edit::Json {
                after: "\"name\": \"psu\"",
                find: ",\n            \"constraints\": {\"required\": true}",
                to: "",
            }),
        cell("an id that stands twice", (R, 12, "id"), "3", DuplicateId),
        cell("a missing id", (R, 12, "id"), "", Required),
        cell(
            "an id too large to be exact",
            (R, 12, "id"),
            "9007199254740993",
            WrongCellType,
        ),
        cell("a town named twice", (TOWNS, 4, "town"), "alpha", DuplicateId)
            .also(&[ForeignKey]),
        cell("a town without a name", (TOWNS, 4, "name"), "", Required),
        cell("a population in words", (TOWNS, 5, "adults"), "many", WrongCellType),
        cell("a negative population", (TOWNS, 5, "population"), "-5", BelowMinimum),
        cell(
            "addresses of an unknown town",
            (FIELDWORK, 3, "town"),
            "omega",
            UnknownCode,
        ),
        cell(
            "a negative count of refusals",
            (FIELDWORK, 3, "refusal"),
            "-1",
            BelowMinimum,
        ),
        cell("a share above one", (MARGINS, 2, "share"), "1.44", AboveMaximum),
        cell("a margin of an unknown field", (MARGINS, 2, "field"), "sxe", UnknownName),
        cell(
            "a margin of an unknown category",
            (MARGINS, 2, "category"),
            "7",
            UnknownCode,
        ),
        cell("a basis of no kind", (MARGINS, 2, "basis"), "guessed", UnknownCode),
        cell(
            "a coding of an unknown interview",
            (CODINGS, 2, "interview"),
            "i99",
            ForeignKey,
        ),
        cell("a coding by an unknown coder", (CODINGS, 2, "coder"), "3", UnknownCode),
        cell("a coding of an unknown code", (CODINGS, 2, "code"), "CC99", ForeignKey),
        cell(
            "a coding that is half present",
            (CODINGS, 2, "present"),
            "0.5",
            UnknownCode,
        ),
        cell("a display of an unknown code", (DISPLAY, 2, "code"), "CC99", ForeignKey),
        cell(
            "a display of an unknown dimension",
            (DISPLAY, 2, "dimension"),
            "cause",
            UnknownCode,
        ),
        cell(
            "a display of an unknown relation",
            (DISPLAY, 2, "relation"),
            "maybe",
            UnknownCode,
        ),
        cell(
            "a latitude in words",
            ("census.csv", 2, "latitude"),
            "north",
            WrongCellType,
        ),
        cell("a census town without its code", ("census.csv", 3, "code"), "", Required),
    ]
}
