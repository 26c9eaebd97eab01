//! The `solidarity` object: index, scales, typology, acts, design, disclosure (design 3).
//!
//! It must not know how the records are made.

use super::answers::{ACTS, ITEMS, Item};
use super::codebook::Both;
use super::json::{Json, object};

pub(super) const TITLE: Both = (
    "Solidarity City: synthetic survey of eight invented towns",
    "Солидарный город: синтетический опрос восьми вымышленных городов",
);

pub(super) const DESCRIPTION: Both = (
    "Synthetic data. Simulated for demonstration; not the answers of real people and not \
     results of Popov (2023). Real are only the census facts of the resource census.",
    "Синтетические данные. Смоделированы для демонстрации; это не ответы реальных людей и не \
     результаты исследования Е. А. Попова (2023). Подлинны здесь только данные переписей в \
     таблице census.",
);

const INDEX: (Both, Both) = (
    ("Solidarity index", "Индекс солидарности"),
    (
        "Residents' perception of joint life in their town, 0 to 100",
        "Как жители видят совместную жизнь в своём городе, от 0 до 100",
    ),
);

/// The dimensions in the order of the factors: id, title, description.
const DIMENSIONS: [(&str, Both, Both); 3] = [
    (
        "common_cause",
        ("Common cause", "Общее дело"),
        ("Integration of residents by a common cause", "Объединение жителей общим делом"),
    ),
    (
        "mutual_help",
        ("Mutual assistance", "Взаимопомощь"),
        (
            "Mutual assistance and support between generations",
            "Взаимопомощь и поддержка между поколениями",
        ),
    ),
    (
        "authorities",
        ("Authorities and associations", "Власть и объединения"),
        (
            "Interaction of residents with the authorities and public associations",
            "Взаимодействие жителей с властью и общественными объединениями",
        ),
    ),
];

const ALIENATION: (Both, Both) = (
    ("Alienation", "Отчуждение"),
    (
        "Powerlessness, isolation, estrangement, 0 to 100; high means alienated; not part of \
         the index",
        "Бессилие, изоляция, отстранённость, от 0 до 100; чем выше, тем сильнее отчуждение; \
         в индекс не входит",
    ),
);

/// Translation keys and Russian words of everything but the fields.
pub(super) fn translations() -> Vec<(String, Json)> {
    let words = |(_, title): Both, (_, description): Both| {
        object! {"title" => title, "description" => description}
    };
    let mut all = vec![
        ("package".to_owned(), words(TITLE, DESCRIPTION)),
        ("index.si".to_owned(), words(INDEX.0, INDEX.1)),
    ];
    for (id, title, description) in DIMENSIONS {
        all.push((format!("dimension.{id}"), words(title, description)));
    }
    all.push(("scale.alienation".to_owned(), words(ALIENATION.0, ALIENATION.1)));
    all
}

/// The whole object.
pub(super) fn solidarity(russian: Json) -> Json {
    object! {
        "version" => "1",
        "synthetic" => true,
        "design" => design(),
        "index" => index(),
        "scales" => vec![alienation()],
        "typology" => object! {
            "of" => ["si", "alienation"],
            "cut" => [50usize, 50],
            "sensitivity" => 5usize,
        },
        "acts" => acts(),
        "breakdowns" => ["town", "age_band", "sex", "edu", "work", "dynasty", "member"],
        "places" => object! {
            "field" => "town",
            "resource" => "towns",
            "population" => "adults",
            "longitude" => Json::Null,
            "latitude" => Json::Null,
        },
        "disclosure" => disclosure(),
        "fieldwork" => object! {"resource" => "fieldwork"},
        "margins" => object! {"resource" => "margins"},
        "context" => object! {"resource" => "census"},
        "interviews" => object! {
            "resource" => "interviews",
            "codings" => "codings",
            "codes" => "codes",
            "coder" => "consensus",
            "display" => "display",
            "minCell" => 3usize,
        },
        "translations" => object! {"ru" => russian},
    }
}

fn design() -> Json {
    object! {
        "resource" => "respondents",
        "weights" => "weight",
        "strata" => ["town"],
        "psu" => ["psu"],
        "fpc" => Json::Null,
        "nest" => true,
        "lonelyPsu" => "fail",
        "replicates" => Json::Null,
        "sampling" => "simulated",
        "level" => 0.95,
    }
}

fn index() -> Json {
    let dimensions: Vec<Json> = DIMENSIONS
        .iter()
        .enumerate()
        .map(|(factor, (id, (title, _), (description, _)))| {
            object! {
                "id" => id,
                "title" => title,
                "description" => description,
                "weight" => 1usize,
                "minValidItems" => 3usize,
                "items" => items(factor),
            }
        })
        .collect();
    object! {
        "id" => "si",
        "title" => INDEX.0.0,
        "description" => INDEX.1.0,
        "range" => [0usize, 100],
        "minValidDimensions" => 3usize,
        "aggregation" => object! {
            "method" => "arithmetic",
            "level" => "respondent",
            "zero" => object! {"rule" => "rescale", "floor" => 1usize},
        },
        "dimensions" => dimensions,
    }
}

fn alienation() -> Json {
    object! {
        "id" => "alienation",
        "title" => ALIENATION.0.0,
        "description" => ALIENATION.1.0,
        "range" => [0usize, 100],
        "minValidItems" => 2usize,
        "items" => items(3),
    }
}

/// The scored items of a factor; d1 stands beside the index.
fn items(factor: usize) -> Vec<Json> {
    let scored = |item: &&Item| item.factor == factor && item.field != "d1";
    let item = |item: &Item| {
        let json = object! {"field" => item.field};
        if item.reverse { json.with("reverse", true) } else { json }
    };
    ITEMS.iter().filter(scored).map(item).collect()
}

fn acts() -> Vec<Json> {
    ACTS.iter()
        .map(|act| {
            let dimension = DIMENSIONS[act.factor].0;
            let json =
                object! {"field" => act.field, "yes" => "1", "dimension" => dimension};
            if act.field == "p6" {
                json.with("base", object! {"work" => ["1", "2", "3"]})
            } else {
                json
            }
        })
        .collect()
}

fn disclosure() -> Json {
    object! {
        "mode" => "microdata",
        "keys" => ["town", "age_band", "sex", "edu", "work", "years", "native", "dynasty"],
        "sensitive" => ["income", "leave", "member", "p3", "p8"],
        "harmless" => ["id", "synthetic", "d1"],
        "k" => 5usize,
        "l" => 2usize,
        "minCell" => 10usize,
        "roundBase" => 5usize,
    }
}
