//! JSON with positions: strict text to a tree whose every node knows where it stands.
//!
//! Must not know what the keys mean. Start from [`parse`].

use jsonc_parser::ast;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::{DESCRIPTOR, Position};
use crate::finding::{Finding, Findings, Kind, Place};
use crate::letters;

/// A value and where it begins.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) at: Position,
    pub(super) json: Json,
}

/// A JSON value; numbers keep their digits.
#[derive(Clone, Debug)]
pub(super) enum Json {
    Null,
    Bool(bool),
    Number(String),
    String(String),
    Array(Vec<Node>),
    Object(Vec<Member>),
}

/// A key and its value.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) key: String,
    pub(super) at: Position,
    pub(super) value: Node,
}

impl Node {
    /// What a message calls this value: its kind, and itself where it is short.
    pub(super) fn describe(&self) -> String {
        match &self.json {
            Json::Null => "null".to_owned(),
            Json::Bool(value) => value.to_string(),
            Json::Number(digits) => short(digits),
            Json::String(text) => format!("\"{}\"", short(text)),
            Json::Array(_) => "a list".to_owned(),
            Json::Object(_) => "an object".to_owned(),
        }
    }
}

/// The text cut to what fits a message.
pub(crate) fn short(text: &str) -> String {
    const MOST: usize = 60;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or("")),
        None => text.to_owned(),
    }
}

/// A place in the descriptor.
pub(super) fn place(at: Position) -> Place {
    Place::file(DESCRIPTOR).at(at.line, at.column)
}

/// Parses strict JSON: no comments, no trailing commas, no loose syntax. Nesting is
/// limited, so that hostile input cannot exhaust the stack.
pub(super) fn parse(text: &str, findings: &mut Findings) -> Option<Node> {
    let options = ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    let mut cursor = Cursor { text, byte: 0, at: Position { line: 1, column: 1 } };
    let mut bad = |byte: usize, problem: String, cursor: &mut Cursor<'_>| {
        let at = cursor.to(byte);
        findings.push(Finding::new(Kind::BadJson, place(at)).with("problem", problem));
    };
    match parse_to_ast(text, &CollectOptions::default(), &options) {
        Ok(result) => match result.value {
            Some(value) => Some(convert(value, &mut cursor, findings)),
            None => {
                bad(0, "there is no value".to_owned(), &mut cursor);
                None
            }
        },
        Err(error) => {
            let problem = error.kind().to_string();
            bad(
                error.range().start,
                letters::first(&problem, letters::lower),
                &mut cursor,
            );
            None
        }
    }
}

fn convert(
    value: ast::Value<'_>,
    cursor: &mut Cursor<'_>,
    findings: &mut Findings,
) -> Node {
    use jsonc_parser::common::Ranged as _;
    let at = cursor.to(value.start());
    let json = match value {
        ast::Value::NullKeyword(_) => Json::Null,
        ast::Value::BooleanLit(lit) => Json::Bool(lit.value),
        ast::Value::NumberLit(lit) => Json::Number(lit.value.to_owned()),
        ast::Value::StringLit(lit) => Json::String(lit.value.into_owned()),
        ast::Value::Array(array) => Json::Array(
            array.elements.into_iter().map(|e| convert(e, cursor, findings)).collect(),
        ),
        ast::Value::Object(object) => {
            let mut seen = std::collections::BTreeSet::new();
            let mut members = Vec::with_capacity(object.properties.len());
            for property in object.properties {
                let at = cursor.to(property.range.start);
                let key = property.name.into_string();
                if !seen.insert(key.clone()) {
                    findings.push(
                        Finding::new(Kind::DuplicateKey, place(at))
                            .with("key", short(&key)),
                    );
                }
                let value = convert(property.value, cursor, findings);
                members.push(Member { key, at, value });
            }
            Json::Object(members)
        }
    };
    Node { at, json }
}

/// Turns byte offsets that mostly grow into positions.
struct Cursor<'a> {
    text: &'a str,
    byte: usize,
    at: Position,
}

impl Cursor<'_> {
    fn to(&mut self, byte: usize) -> Position {
        if byte < self.byte {
            (self.byte, self.at) = (0, Position { line: 1, column: 1 });
        }
        let rest = self.text.get(self.byte..).unwrap_or("");
        for (offset, c) in rest.char_indices() {
            if self.byte + offset >= byte {
                break;
            }
            if c == '\n' {
                self.at = Position { line: self.at.line + 1, column: 1 };
            } else {
                self.at.column += 1;
            }
        }
        self.byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(self.byte) {
            self.byte += 1;
        }
        self.at
    }
}
