//! Damage to the `solidarity` object.

use survey::{Kind, Place};

use super::{Case, Edit, file_text, json};
use crate::package::shipped;

const RESPONDENTS: &str = "respondents_synthetic.csv";
const START: &str = "\"solidarity\": {";
const DESIGN: &str = "\"sampling\": \"simulated\"";

pub(super) fn cases() -> Vec<Case> {
    [keys(), design(), scores(), rest()].into_iter().flatten().collect()
}

fn keys() -> Vec<Case> {
    use Kind::*;
    vec![
        json("no definition", ("{", START, "\"solidarty\": {"), MissingKey)
            .first(Edit::Json { after: "{", find: "{", to: "⟦{" }),
        json(
            "another version of the format",
            (START, "\"version\": \"1\"", "\"version\": ⟦\"2\""),
            NotSupported,
        ),
        json("an unknown key", (START, "\"typology\": {", "⟦\"typolgy\": {"), UnknownKey),
        json(
            "an unknown key of a dimension",
            (START, "\"minValidItems\": 3", "⟦\"minValidItem\": 3"),
            UnknownKey,
        ),
        json(
            "a flag in words",
            (START, "\"synthetic\": true", "\"synthetic\": ⟦\"yes\""),
            WrongType,
        ),
        json("a count in quotes", (START, "\"k\": 5", "\"k\": ⟦\"5\""), WrongType),
        json(
            "a translation of nothing",
            (START, "\"respondents.edu\"", "⟦\"respondents.eud\""),
            UnknownTranslation,
        ),
    ]
}

fn design() -> Vec<Case> {
    use Kind::*;
    vec![
        json(
            "a design of an unknown resource",
            (START, "\"resource\": \"respondents\"", "\"resource\": ⟦\"respondent\""),
            UnknownResource,
        )
        .also(&[UnknownField, UnknownTranslation]),
        json(
            "an unknown weight",
            (START, "\"weights\": \"weight\"", "\"weights\": ⟦\"wieght\""),
            UnknownField,
        )
        .also(&[UndeclaredField]),
        json(
            "an unknown stratum",
            (START, "\"strata\": [\"town\"]", "\"strata\": [⟦\"city\"]"),
            UnknownField,
        ),
        json(
            "a policy of no kind",
            (START, "\"lonelyPsu\": \"fail\"", "\"lonelyPsu\": ⟦\"fial\""),
            BadValue,
        ),
        json(
            "a level in percent",
            (DESIGN, "\"level\": 0.95", "\"level\": ⟦95"),
            BadValue,
        ),
        json(
            "a replicate method of no kind",
            (
                START,
                "\"replicates\": null",
                "\"replicates\": {\"prefix\": \"x\", \"type\": ⟦\"jk3\"}",
            ),
            BadValue,
        )
        .also(&[UndeclaredField]),
        json(
            "replicate weights that are not there",
            (
                START,
                "\"replicates\": null",
                "\"replicates\": {\"prefix\": ⟦\"rw\", \"type\": \"brr\"}",
            ),
            UnknownField,
        ),
        json(
            "PSUs that repeat in every stratum",
            (START, "\"nest\": true", "\"nest\": false"),
            PsuInTwoStrata,
        )
        .first_repeated(),
    ]
}

impl Case {
    /// The finding must be at the first PSU of the second stratum, whose number the first has too.
    fn first_repeated(mut self) -> Self {
        let text = file_text(&shipped(), RESPONDENTS);
        let town = |row: &str| row.split(',').nth(1).map(str::to_owned);
        let first = text.lines().nth(1).and_then(town);
        let row = text.lines().skip(1).position(|row| town(row) != first);
        let line = row.expect("a second stratum") as u64 + 2;
        self.place = Some(Place::file(RESPONDENTS).at(line, 3));
        self.many().field("psu")
    }
}

fn scores() -> Vec<Case> {
    use Kind::*;
    vec![
        json(
            "an item of an unknown field",
            (START, "{\"field\": \"a2\"}", "{\"field\": ⟦\"a22\"}"),
            UnknownField,
        )
        .also(&[UndeclaredField]),
        json(
            "an item without a range",
            (START, "{\"field\": \"a2\"}", "{\"field\": ⟦\"id\"}"),
            NoRange,
        )
        .field("id")
        .also(&[UndeclaredField]),
        json(
            "an item that is not of integers",
            (START, "{\"field\": \"a2\"}", "{\"field\": ⟦\"town\", \"range\": [0, 9]}"),
            NotInteger,
        )
        .field("town")
        .also(&[UndeclaredField]),
        json(
            "an item twice in a dimension",
            (START, "{\"field\": \"a2\"}", "{\"field\": ⟦\"a1\"}"),
            RepeatedName,
        )
        .also(&[UndeclaredField]),
        json(
            "a range upside down",
            (START, "\"range\": [0, 100]", "\"range\": ⟦[100, 0]"),
            BadValue,
        ),
        json(
            "a negative weight of a dimension",
            (START, "\"weight\": 1", "\"weight\": ⟦-1"),
            BadValue,
        ),
        json(
            "more items than there are",
            (START, "\"minValidItems\": 3", "\"minValidItems\": ⟦6"),
            TooManyValid,
        ),
        json(
            "more dimensions than there are",
            (START, "\"minValidDimensions\": 3", "\"minValidDimensions\": ⟦4"),
            TooManyValid,
        ),
        json(
            "an aggregation of no kind",
            (START, "\"method\": \"arithmetic\"", "\"method\": ⟦\"harmonic\""),
            BadValue,
        ),
        json(
            "an index named as a field",
            (START, "\"id\": \"si\"", "\"id\": \"sex\""),
            NameCollision,
        )
        .first(Edit::Json { after: START, find: "\"index\": {", to: "\"index\": ⟦{" })
        .also(&[UnknownName, UnknownTranslation]),
        json(
            "a typology of an unknown score",
            (
                START,
                "\"of\": [\"si\", \"alienation\"]",
                "\"of\": [\"si\", ⟦\"alination\"]",
            ),
            UnknownName,
        ),
    ]
}

fn rest() -> Vec<Case> {
    use Kind::*;
    vec![
        json(
            "an act of an unknown field",
            (START, "{\"field\": \"p1\"", "{\"field\": ⟦\"p9\""),
            UnknownField,
        )
        .also(&[UndeclaredField]),
        json(
            "a yes that is no code",
            (
                START,
                "\"field\": \"p1\", \"yes\": \"1\"",
                "\"field\": \"p1\", \"yes\": ⟦\"2\"",
            ),
            UnknownCategory,
        )
        .field("p1"),
        json(
            "an act of an unknown dimension",
            (
                START,
                "\"yes\": \"1\", \"dimension\": \"common_cause\"",
                "\"yes\": \"1\", \"dimension\": ⟦\"common_case\"",
            ),
            UnknownName,
        ),
        json(
            "an act asked of an unknown code",
            (
                START,
                "{\"work\": [\"1\", \"2\", \"3\"]}",
                "{\"work\": [\"1\", ⟦\"7\", \"3\"]}",
            ),
            UnknownCategory,
        )
        .field("work"),
        json(
            "a breakdown by an unknown field",
            ("\"breakdowns\"", "\"age_band\"", "⟦\"age\""),
            UnknownField,
        ),
        json(
            "a breakdown that stands twice",
            ("\"breakdowns\"", "\"age_band\"", "⟦\"town\""),
            RepeatedName,
        ),
        json(
            "a breakdown without groups",
            ("\"breakdowns\"", "\"age_band\"", "\"weight\""),
            NotGroups,
        )
        .at_header(RESPONDENTS, "weight"),
        json(
            "places in an unknown resource",
            ("\"places\": {", "\"towns\"", "⟦\"tawns\""),
            UnknownResource,
        ),
        json(
            "an unknown population",
            ("\"places\": {", "\"adults\"", "⟦\"adlts\""),
            UnknownField,
        ),
        json(
            "a mode of no kind",
            ("\"disclosure\": {", "\"microdata\"", "⟦\"open\""),
            BadValue,
        ),
        json(
            "an unknown key field",
            ("\"disclosure\": {", "\"years\"", "⟦\"yaers\""),
            UnknownField,
        )
        .also(&[UndeclaredField]),
        json(
            "a field in no class",
            ("\"disclosure\": {", "\"harmless\": [\"id\", ", "\"harmless\": ["),
            UndeclaredField,
        )
        .first(Edit::Json {
            after: "\"resources\": [",
            find: "{\"name\": \"id\"",
            to: "⟦{\"name\": \"id\"",
        })
        .field("id"),
        json(
            "field work of an unknown resource",
            (
                "\"disclosure\": {",
                "\"resource\": \"fieldwork\"",
                "\"resource\": ⟦\"feldwork\"",
            ),
            UnknownResource,
        ),
        json(
            "codings by an unknown coder",
            ("\"interviews\": {", "\"consensus\"", "⟦\"consensos\""),
            UnknownCategory,
        ),
    ]
}
