//! Damage to the descriptor: its JSON, its resources, their schemas.

use survey::{Kind, Place};

use super::{Case, Edit, json};

/// The beginning of a resource.
const RESPONDENTS: &str = "\"name\": \"respondents\"";
const TOWNS: &str = "\"name\": \"towns\"";
/// The fields of the records.
const WEIGHT: &str = "\"name\": \"weight\"";
const SEX: &str = "\"name\": \"sex\"";
const EDU: &str = "\"name\": \"edu\"";

pub(super) fn cases() -> Vec<Case> {
    [syntax(), resources(), schemas()].into_iter().flatten().collect()
}

fn syntax() -> Vec<Case> {
    use Kind::*;
    vec![
        json(
            "a comma is lost",
            ("{", "\"version\": \"1.0.0\",\n  \"", "\"version\": \"1.0.0\"⟦\n  \""),
            BadJson,
        ),
        json(
            "a comma too many",
            ("\"keywords\"", "\"survey\"]", "\"survey\"⟦,]"),
            BadJson,
        ),
        json("a comment", ("{", "\"version\"", "⟦// mine\n  \"version\""), BadJson),
        json("single quotes", ("{", "\"version\"", "⟦'version'"), BadJson),
        json(
            "a key stands twice",
            (
                "{",
                "\"version\": \"1.0.0\"",
                "\"version\": \"1.0.0\", ⟦\"version\": \"1.0.1\"",
            ),
            DuplicateKey,
        ),
    ]
}

fn resources() -> Vec<Case> {
    use Kind::*;
    let seal = |name, to, kind: Kind| {
        let find = "\"encoding\": \"utf-8\",";
        let mut case = json(name, (TOWNS, find, to), kind);
        case.place = Some(Place::file("towns_synthetic.csv"));
        case
    };
    vec![
        json("no resources", ("{", "\"resources\": [", "\"resourses\": ["), MissingKey)
            .first(Edit::Json { after: "{", find: "{", to: "⟦{" })
            .also(&[UnknownResource, UnknownTranslation]),
        json(
            "resources of the wrong type",
            ("{", "\"resources\": [", "\"resources\": ⟦\"none\", \"x\": ["),
            WrongType,
        )
        .also(&[UnknownResource, UnknownTranslation]),
        json(
            "a resource without a path",
            (TOWNS, "\"path\": \"towns_synthetic.csv\",", ""),
            MissingKey,
        )
        .first(Edit::Json {
            after: "\"resources\": [",
            find: "{\n      \"name\": \"towns\"",
            to: "⟦{\n      \"name\": \"towns\"",
        })
        .also(&[UnknownResource, UnknownTranslation]),
        json(
            "a path out of the package",
            (TOWNS, "\"towns_synthetic.csv\"", "⟦\"../towns_synthetic.csv\""),
            UnsafePath,
        )
        .also(&[UnknownResource, UnknownTranslation]),
        json(
            "a path to the network",
            (TOWNS, "\"towns_synthetic.csv\"", "⟦\"https://example.org/towns.csv\""),
            UnsafePath,
        )
        .also(&[UnknownResource, UnknownTranslation]),
        json(
            "two resources of one name",
            (
                "\"resources\": [",
                "{\n      \"name\": \"codes\"",
                "⟦{\n      \"name\": \"codings\"",
            ),
            DuplicateResource,
        )
        .also(&[UnknownResource, UnknownTranslation]),
        json(
            "another encoding",
            (TOWNS, "\"encoding\": \"utf-8\"", "\"encoding\": ⟦\"windows-1251\""),
            BadValue,
        ),
        json(
            "a compressed file",
            (
                TOWNS,
                "\"encoding\": \"utf-8\"",
                "\"encoding\": \"utf-8\", \"compression\": ⟦\"gz\"",
            ),
            NotSupported,
        ),
        seal("a wrong size", "\"encoding\": \"utf-8\", \"bytes\": 12,", WrongBytes),
        seal(
            "a wrong hash",
            "\"encoding\": \"utf-8\", \"hash\": \"sha256:6ad47c45de273699b38496a1174d82cfa88e0d442737cd6c77a15fc04e907130\",",
            WrongHash,
        ),
        json(
            "a hash of another kind",
            (
                "\"resources\": [",
                "{\n      \"name\": \"towns\",",
                "⟦{\n      \"name\": \"towns\", \"hash\": \"d41d8cd98f00b204e9800998ecf8427e\",",
            ),
            UncheckedHash,
        ),
    ]
}

fn schemas() -> Vec<Case> {
    use Kind::*;
    vec![
        json(
            "a field without a name",
            (RESPONDENTS, "{\"name\": \"id\", ", "⟦{"),
            MissingKey,
        )
        .also(&[UnknownField, ExtraColumn, UnknownTranslation]),
        json(
            "a field of no known type",
            (WEIGHT, "\"type\": \"number\"", "\"type\": ⟦\"float\""),
            BadValue,
        )
        .many(),
        json(
            "two fields of one name",
            (
                RESPONDENTS,
                "{\n            \"name\": \"edu\"",
                "⟦{\n            \"name\": \"sex\"",
            ),
            DuplicateField,
        )
        .field("sex")
        .also(&[
            UnknownField,
            UnknownTranslation,
            ExtraColumn,
            ColumnOrder,
            UnknownName,
        ]),
        json(
            "two categories of one code",
            (
                SEX,
                "{\"value\": 2, \"label\": \"woman\"}",
                "⟦{\"value\": 1, \"label\": \"woman\"}",
            ),
            DuplicateCategory,
        )
        .field("sex")
        .also(&[UnknownCode, UnknownTranslation]),
        json(
            "two categories of one label",
            (
                SEX,
                "{\"value\": 2, \"label\": \"woman\"}",
                "⟦{\"value\": 2, \"label\": \"man\"}",
            ),
            DuplicateCategory,
        )
        .field("sex"),
        json(
            "a category that is no number",
            (
                SEX,
                "{\"value\": 2, \"label\": \"woman\"}",
                "⟦{\"value\": \"two\", \"label\": \"woman\"}",
            ),
            BadCategory,
        )
        .field("sex")
        .also(&[UnknownCode, UnknownTranslation]),
        json(
            "a code both valid and missing",
            (
                EDU,
                "\"missingValues\": [{\"value\": \"9\"",
                "\"missingValues\": [{\"value\": \"4\"",
            ),
            CategoryIsMissing,
        )
        .first(Edit::Json { after: EDU, find: "{\"value\": 4,", to: "⟦{\"value\": 4," })
        .field("edu")
        .also(&[UnknownCode, UnknownTranslation]),
        json(
            "a bound that is no number",
            (WEIGHT, "\"minimum\": 0", "\"minimum\": ⟦\"none\""),
            BadValue,
        ),
        json(
            "a constraint that is not checked",
            (
                TOWNS,
                "\"required\": true",
                "\"required\": true, ⟦\"pattern\": \"[A-Z].*\"",
            ),
            UncheckedConstraint,
        )
        .field("name"),
        json(
            "a type that is not checked",
            (
                TOWNS,
                "{\"name\": \"name\", \"type\": \"string\"",
                "{\"name\": \"name\", \"type\": ⟦\"date\"",
            ),
            UncheckedType,
        )
        .field("name"),
        json(
            "a key of an unknown field",
            (RESPONDENTS, "\"primaryKey\": [\"id\"]", "\"primaryKey\": [⟦\"ib\"]"),
            UnknownField,
        ),
        json(
            "a reference to an unknown resource",
            (RESPONDENTS, "\"resource\": \"towns\"", "\"resource\": ⟦\"town\""),
            UnknownResource,
        ),
        json(
            "a reference to an unknown field",
            (
                RESPONDENTS,
                "\"resource\": \"towns\", \"fields\": [\"town\"]",
                "\"resource\": \"towns\", \"fields\": [⟦\"city\"]",
            ),
            UnknownField,
        ),
    ]
}
