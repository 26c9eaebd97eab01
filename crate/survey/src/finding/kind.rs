//! The kinds of findings: stable code, severity, English template.
//!
//! One table; the placeholders in braces are filled from a finding's parameters.
//! Must not know where findings come from. Start from [`Kind`].

use super::Severity::{self, Error, Failure, Warning};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $severity:ident, $template:literal;)*) => {
        /// What was found. The code is stable and names the message in other languages.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Kind {
            $($(#[$doc])* $name,)*
        }

        impl Kind {
            /// Every kind, in the order of the table.
            pub const ALL: &[Kind] = &[$(Kind::$name,)*];

            /// The stable code.
            pub fn code(self) -> &'static str {
                match self { $(Kind::$name => $code,)* }
            }

            /// What it does to the work that follows.
            pub fn severity(self) -> Severity {
                match self { $(Kind::$name => $severity,)* }
            }

            /// The English message with `{name}` placeholders.
            pub fn template(self) -> &'static str {
                match self { $(Kind::$name => $template,)* }
            }
        }
    };
}

kinds! {
    // Files and their encoding.
    /// `datapackage.json` is not among the files.
    NoPackage = "no-package", Error, "there is no datapackage.json";
    /// A file is empty.
    EmptyFile = "empty-file", Error, "the file is empty";
    /// A file begins with a byte order mark.
    ByteOrderMark = "byte-order-mark", Warning, "the file begins with a byte order mark, which is passed over (save as UTF-8 without it)";
    /// A file is not UTF-8.
    NotUtf8 = "not-utf8", Error, "the bytes are not UTF-8 from here on (save the file as UTF-8)";
    /// A resource's file is missing.
    MissingFile = "missing-file", Error, "the file \"{path}\" of resource \"{resource}\" is not in the package";
    /// A resource's path points outside the package or to the network.
    UnsafePath = "unsafe-path", Error, "the path \"{path}\" leads outside the package (must be relative, without `..`)";
    /// The size differs from the declared one.
    WrongBytes = "wrong-bytes", Error, "the file has {found} bytes, `bytes` declares {expected}";
    /// The hash differs from the declared one.
    WrongHash = "wrong-hash", Error, "the file's SHA-256 is {found}, `hash` declares {expected}";
    /// A hash of a kind that is not checked.
    UncheckedHash = "unchecked-hash", Warning, "the hash is not checked (write it as `sha256:` and 64 hexadecimal digits)";

    // JSON and the keys of the descriptor.
    /// Not JSON.
    BadJson = "bad-json", Error, "not valid JSON: {problem}";
    /// A key stands twice in one object.
    DuplicateKey = "duplicate-key", Error, "the key `{key}` stands twice in one object";
    /// A required key is missing.
    MissingKey = "missing-key", Error, "the key `{key}` is missing in {object}";
    /// A key of the definition that is not known.
    UnknownKey = "unknown-key", Error, "the key `{key}` is not known in {object} ({hint})";
    /// A value of the wrong JSON type.
    WrongType = "wrong-type", Error, "`{key}` is {found}, must be {expected}";
    /// A value outside what is allowed.
    BadValue = "bad-value", Error, "`{key}` is {found}, must be {expected}";
    /// Something the program knows of but cannot do.
    NotSupported = "not-supported", Error, "{what} is not supported ({way_out})";
    /// Two resources with one name.
    DuplicateResource = "duplicate-resource", Error, "two resources are named \"{name}\"";
    /// Two fields of a schema with one name.
    DuplicateField = "duplicate-field", Error, "two fields of the schema are named \"{name}\"";
    /// Two categories with one value or one label.
    DuplicateCategory = "duplicate-category", Error, "two categories have the same {part} \"{value}\"";
    /// A code is both a category and missing.
    CategoryIsMissing = "category-is-missing", Error, "the code \"{code}\" is both a category and a missing value";
    /// A category's value does not fit the field's type.
    BadCategory = "bad-category", Error, "the category \"{code}\" does not fit the type {type}";
    /// A constraint that is not enforced.
    UncheckedConstraint = "unchecked-constraint", Warning, "the constraint `{constraint}` is not checked";
    /// A field type whose cells are not examined.
    UncheckedType = "unchecked-type", Warning, "cells of type {type} are kept as text and not checked";

    // Names in the definition.
    /// A resource that does not exist.
    UnknownResource = "unknown-resource", Error, "`{key}` names the resource \"{name}\", which does not exist ({hint})";
    /// A field that does not exist.
    UnknownField = "unknown-field", Error, "`{key}` names the field \"{name}\", which resource \"{resource}\" does not have ({hint})";
    /// An id that does not exist.
    UnknownName = "unknown-name", Error, "`{key}` names \"{name}\", which does not exist ({hint})";
    /// A code of a field that does not exist.
    UnknownCategory = "unknown-category", Error, "`{key}` names the code \"{code}\", which field \"{name}\" does not have ({hint})";
    /// Two things with one id.
    NameCollision = "name-collision", Error, "\"{name}\" is the id of {first} and of {second} (ids share one namespace with the fields)";
    /// A name that stands twice in a list.
    RepeatedName = "repeated-name", Error, "\"{name}\" stands twice in `{key}`";
    /// A translation key that leads nowhere.
    UnknownTranslation = "unknown-translation", Error, "the translation \"{name}\" leads to nothing in the package ({hint})";
    /// An item whose field has no declared integer range.
    NoRange = "no-range", Error, "the item \"{name}\" has no declared range (give its field integer categories, or the item a `range`)";
    /// An item that is not made of integers.
    NotInteger = "item-not-integer", Error, "the item \"{name}\" must be of integers, and its field is of type {type}";
    /// More valid items asked for than there are.
    TooManyValid = "too-many-valid", Error, "`{key}` asks for {found} valid of {expected}";
    /// Ranges or weights too large for exact arithmetic.
    NotExact = "not-exact", Error, "the ranges and weights of \"{name}\" are too large to be scored exactly";
    /// A breakdown without groups.
    NotGroups = "not-groups", Error, "\"{name}\" cannot be a breakdown: it has no categories and more than 12 distinct values";
    /// A field of the design resource in no disclosure class.
    UndeclaredField = "undeclared-field", Failure, "the field is in no class: name it in the index, scales, acts or design, or among `keys`, `sensitive` or `harmless` (in microdata mode the page is not built)";

    // Tables.
    /// A column of the schema that the file does not have.
    MissingColumn = "missing-column", Error, "the file has no column \"{name}\", which the schema declares ({hint})";
    /// A column of the file that the schema does not have.
    ExtraColumn = "extra-column", Error, "the column \"{name}\" is not in the schema ({hint})";
    /// Two columns with one name.
    DuplicateColumn = "duplicate-column", Error, "two columns are named \"{name}\"";
    /// Columns in another order than the schema's.
    ColumnOrder = "column-order", Error, "column {column} is \"{found}\", the schema declares \"{expected}\" there";
    /// A row with another number of cells.
    RaggedRow = "ragged-row", Error, "the row has {found} cells, the header has {expected}";
    /// A quote that never ends.
    OpenQuote = "open-quote", Error, "a quote opened in this row is never closed";
    /// A table without rows.
    NoRows = "no-rows", Error, "the table has no rows";
    /// More than the program can count.
    TooLarge = "too-large", Error, "there are more than {most} {what}";

    // Cells.
    /// A code that is neither a category nor missing.
    UnknownCode = "unknown-code", Error, "code {code} is not in the codebook (allowed: {allowed})";
    /// A cell that does not fit its type.
    WrongCellType = "wrong-cell-type", Error, "\"{found}\" is not of type {type}";
    /// A required cell without a value.
    Required = "required", Error, "a value is required here, found {found}";
    /// A value that stands twice in a unique field.
    NotUnique = "not-unique", Error, "\"{value}\" stands already in line {line}, and the field is unique";
    /// Below the minimum.
    BelowMinimum = "below-minimum", Error, "{found} is below the minimum {expected}";
    /// Above the maximum.
    AboveMaximum = "above-maximum", Error, "{found} is above the maximum {expected}";
    /// Shorter than allowed.
    TooShort = "too-short", Error, "\"{found}\" is shorter than {expected} characters";
    /// Longer than allowed.
    TooLong = "too-long", Error, "\"{found}\" is longer than {expected} characters";
    /// Not among the values of `enum`.
    NotInEnum = "not-in-enum", Error, "\"{found}\" is not among the values of `enum` (allowed: {allowed})";
    /// A primary key that stands twice.
    DuplicateId = "duplicate-id", Error, "the primary key \"{value}\" stands already in line {line}";
    /// A reference to a row that does not exist.
    ForeignKey = "foreign-key", Error, "\"{value}\" is not in {target}";
    /// An item's value outside its declared range.
    OutOfRange = "out-of-range", Error, "{found} is outside the item's declared range {expected}";

    // The design.
    /// A weight that is missing.
    MissingWeight = "missing-weight", Error, "the weight is missing (give every row a weight; 0 leaves a row out)";
    /// A weight below zero.
    NegativeWeight = "negative-weight", Error, "the weight {found} is negative";
    /// All weights zero.
    NoWeight = "no-weight", Error, "no row has a positive weight";
    /// A stratum, PSU or fpc that is missing.
    MissingDesign = "missing-design", Error, "the {part} is missing";
    /// A PSU id in two strata though ids are not nested.
    PsuInTwoStrata = "psu-in-two-strata", Error, "the PSU \"{psu}\" is in stratum \"{found}\" and, in line {line}, in \"{expected}\" (set `nest` to true if ids repeat in every stratum)";
    /// A finite population correction that differs within its unit.
    FpcNotConstant = "fpc-not-constant", Error, "the population size {found} differs from {expected} in line {line} of the same {part}";
    /// A population smaller than the sample.
    FpcTooSmall = "fpc-too-small", Error, "the population size {found} is smaller than the {expected} units sampled";
    /// A finite population correction that is not positive.
    FpcNotPositive = "fpc-not-positive", Error, "the population size {found} must be above 0";
    /// A rate in a column of population counts.
    RateAmongCounts = "rate-among-counts", Error, "the rate {found} stands in a column of population counts (write counts above 1 or rates up to 1 throughout)";
    /// A first-stage correction, several rows in a PSU and no second stage.
    NoSecondStage = "no-second-stage", Warning, "there is a first-stage fpc and PSUs hold several rows, but `psu` names no second stage: variance inside PSUs is left out";
    /// A stratum with one PSU under `fail`.
    LonelyPsu = "lonely-psu", Failure, "the stratum \"{stratum}\" has one PSU (\"{psu}\"): its variance cannot be estimated under `lonelyPsu` \"fail\"";
}
