//! Table schemas: fields, categories, missing values, constraints, keys.
//!
//! Types of the Frictionless standard as far as they are used, with what the standard
//! leaves to defaults filled in. Must not know the survey's definition.
//! Start from [`Schema`].

use super::Position;

/// How a CSV file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// Byte between the cells.
    pub delimiter: u8,
    /// Byte round a cell.
    pub quote: u8,
    /// Whether a doubled quote inside a quoted cell is one quote.
    pub double_quote: bool,
}

impl Default for Dialect {
    fn default() -> Self {
        Self { delimiter: b',', quote: b'"', double_quote: true }
    }
}

/// The schema of a table.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// The fields, in the order of the codebook.
    pub fields: Vec<Field>,
    /// Fields of the primary key; empty if none.
    pub primary_key: Vec<String>,
    /// Sets of fields that are unique together.
    pub unique_keys: Vec<Vec<String>>,
    /// References to other resources.
    pub foreign_keys: Vec<ForeignKey>,
}

impl Schema {
    /// The field of this name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// The type of a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldType {
    /// Any text.
    #[default]
    String,
    /// Whole numbers.
    Integer,
    /// Decimal numbers.
    Number,
    /// True and false.
    Boolean,
    /// Anything else: kept as text and not examined; the name as in the standard.
    Other(&'static str),
}

impl FieldType {
    /// The name in the standard.
    pub fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Other(name) => name,
        }
    }
}

/// One field of a schema.
#[derive(Clone, Debug)]
pub struct Field {
    /// `name`: the column's header and the field's id.
    pub name: String,
    /// `type`.
    pub kind: FieldType,
    /// `title`: the question's text.
    pub title: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// Declared categories in codebook order; empty if none are declared.
    pub categories: Vec<Category>,
    /// `categoriesOrdered`.
    pub ordered: bool,
    /// Missing values that hold for this field (its own, else the schema's).
    pub missing_values: Vec<MissingValue>,
    /// What its cells must satisfy.
    pub constraints: Constraints,
    /// Texts read as true, for booleans.
    pub true_values: Vec<String>,
    /// Texts read as false, for booleans.
    pub false_values: Vec<String>,
    /// Where it stands in the descriptor.
    pub at: Position,
}

impl Field {
    /// The category of this code.
    pub fn category(&self, code: &str) -> Option<&Category> {
        self.categories.iter().find(|category| category.value == code)
    }

    /// The smallest and largest category if all are integers.
    pub fn integer_range(&self) -> Option<(i64, i64)> {
        let mut range: Option<(i64, i64)> = None;
        for category in &self.categories {
            let code: i64 = category.value.parse().ok()?;
            range = Some(match range {
                Some((low, high)) => (low.min(code), high.max(code)),
                None => (code, code),
            });
        }
        range
    }
}

/// A declared category: code and label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// The code as it stands in the file.
    pub value: String,
    /// The label; the code itself if none is declared.
    pub label: String,
}

/// A declared missing value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingValue {
    /// The code as it stands in the file; may be empty.
    pub value: String,
    /// The label, if declared.
    pub label: Option<String>,
}

/// What the cells of a field must satisfy.
#[derive(Clone, Debug, Default)]
pub struct Constraints {
    /// Missing values are not allowed.
    pub required: bool,
    /// No value stands twice.
    pub unique: bool,
    /// Smallest number allowed.
    pub minimum: Option<f64>,
    /// Largest number allowed.
    pub maximum: Option<f64>,
    /// Numbers must be above this.
    pub exclusive_minimum: Option<f64>,
    /// Numbers must be below this.
    pub exclusive_maximum: Option<f64>,
    /// Fewest characters.
    pub min_length: Option<u64>,
    /// Most characters.
    pub max_length: Option<u64>,
    /// The values allowed; empty if not declared.
    pub allowed: Vec<String>,
}

/// A reference to another resource.
#[derive(Clone, Debug)]
pub struct ForeignKey {
    /// Fields of this resource.
    pub fields: Vec<String>,
    /// The resource referred to; empty for this one.
    pub resource: String,
    /// Its fields, as many.
    pub target: Vec<String>,
    /// Where the resource's name stands in the descriptor.
    pub at: Position,
    /// Where the names of its fields stand.
    pub target_at: Vec<Position>,
}
