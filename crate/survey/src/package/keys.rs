//! The keys of the `solidarity` object, part by part.
//!
//! One table for the reader and for the test that keeps the JSON Schema in step.
//! Must not know types or meanings. Start from [`OBJECTS`].

/// Keys of the `solidarity` object.
pub(super) const DEFINITION: &[&str] = &[
    "version",
    "synthetic",
    "translations",
    "design",
    "index",
    "scales",
    "typology",
    "acts",
    "breakdowns",
    "places",
    "disclosure",
    "fieldwork",
    "margins",
    "context",
    "interviews",
];
/// Keys of a translation.
pub(super) const TRANSLATION: &[&str] =
    &["title", "description", "categories", "missingValues"];
/// Keys of `design`.
pub(super) const DESIGN: &[&str] = &[
    "resource",
    "weights",
    "strata",
    "psu",
    "fpc",
    "nest",
    "lonelyPsu",
    "replicates",
    "sampling",
    "level",
];
/// Keys of `replicates`.
pub(super) const REPLICATES: &[&str] =
    &["prefix", "type", "scale", "rscales", "mse", "df"];
/// Keys of `index`.
pub(super) const INDEX: &[&str] = &[
    "id",
    "title",
    "description",
    "range",
    "minValidDimensions",
    "aggregation",
    "dimensions",
];
/// Keys of `aggregation`.
pub(super) const AGGREGATION: &[&str] = &["method", "level", "zero"];
/// Keys of `zero`.
pub(super) const ZERO: &[&str] = &["rule", "floor"];
/// Keys of a dimension.
pub(super) const DIMENSION: &[&str] =
    &["id", "title", "description", "weight", "minValidItems", "items"];
/// Keys of a scale.
pub(super) const SCALE: &[&str] =
    &["id", "title", "description", "range", "minValidItems", "items"];
/// Keys of an item.
pub(super) const ITEM: &[&str] = &["field", "reverse", "range"];
/// Keys of `typology`.
pub(super) const TYPOLOGY: &[&str] = &["of", "cut", "sensitivity"];
/// Keys of an act.
pub(super) const ACT: &[&str] = &["field", "yes", "dimension", "base"];
/// Keys of `places`.
pub(super) const PLACES: &[&str] =
    &["field", "resource", "population", "longitude", "latitude"];
/// Keys of `disclosure`.
pub(super) const DISCLOSURE: &[&str] =
    &["mode", "keys", "sensitive", "harmless", "k", "l", "minCell", "roundBase"];
/// Keys of `fieldwork`, `margins` and `context`.
pub(super) const RESOURCE: &[&str] = &["resource"];
/// Keys of `interviews`.
pub(super) const INTERVIEWS: &[&str] =
    &["resource", "codings", "codes", "coder", "display", "minCell"];

/// Every object of the definition: name (as in the JSON Schema's `$defs`) and keys.
pub const OBJECTS: &[(&str, &[&str])] = &[
    ("solidarity", DEFINITION),
    ("translation", TRANSLATION),
    ("design", DESIGN),
    ("replicates", REPLICATES),
    ("index", INDEX),
    ("aggregation", AGGREGATION),
    ("zero", ZERO),
    ("dimension", DIMENSION),
    ("scale", SCALE),
    ("item", ITEM),
    ("typology", TYPOLOGY),
    ("act", ACT),
    ("places", PLACES),
    ("disclosure", DISCLOSURE),
    ("resourceName", RESOURCE),
    ("interviews", INTERVIEWS),
];
