//! Reading typed values out of JSON objects, with a finding for each that does not fit.
//!
//! Must not know any particular object. Start from [`Object`].

use super::json::{Json, Member, Node, place, short};
use super::{Decimal, Position};
use crate::finding::{Finding, Findings, Kind};

/// An object being read: its members and what a message calls it.
#[derive(Clone, Copy)]
pub(super) struct Object<'n> {
    pub(super) name: &'static str,
    pub(super) at: Position,
    pub(super) members: &'n [Member],
}

impl<'n> Object<'n> {
    /// The object of this node, else a finding.
    pub(super) fn of(
        node: &'n Node,
        name: &'static str,
        key: &str,
        findings: &mut Findings,
    ) -> Option<Self> {
        match &node.json {
            Json::Object(members) => Some(Self { name, at: node.at, members }),
            _ => wrong(node, key, "an object", findings),
        }
    }

    /// The value of a key; null counts as absent.
    pub(super) fn get(&self, key: &str) -> Option<&'n Node> {
        let member = self.members.iter().find(|member| member.key == key)?;
        (!matches!(member.value.json, Json::Null)).then_some(&member.value)
    }

    /// Findings for all keys that are not among the known ones.
    pub(super) fn only(&self, known: &[&str], findings: &mut Findings) {
        for member in self.members.iter().filter(|m| !known.contains(&m.key.as_str())) {
            findings.push(
                Finding::new(Kind::UnknownKey, place(member.at))
                    .with("key", short(&member.key))
                    .with("object", self.name)
                    .nearest(&member.key, known.iter().copied()),
            );
        }
    }

    /// A finding that a key is missing.
    pub(super) fn missing<T>(&self, key: &str, findings: &mut Findings) -> Option<T> {
        self.push_missing(key, findings);
        None
    }

    fn push_missing(&self, key: &str, findings: &mut Findings) {
        findings.push(
            Finding::new(Kind::MissingKey, place(self.at))
                .with("key", key)
                .with("object", self.name),
        );
    }

    /// A value that must be there.
    pub(super) fn require(&self, key: &str, f: &mut Findings) -> Option<&'n Node> {
        match self.get(key) {
            Some(node) => Some(node),
            None => self.missing(key, f),
        }
    }

    /// A text, if there.
    pub(super) fn text(&self, key: &str, findings: &mut Findings) -> Option<String> {
        text(self.get(key)?, key, findings)
    }

    /// A text that must be there and not be empty.
    pub(super) fn name(&self, key: &str, findings: &mut Findings) -> Option<String> {
        let node = self.require(key, findings)?;
        let found = text(node, key, findings)?;
        if found.is_empty() {
            return bad(node, key, "a name that is not empty", findings);
        }
        Some(found)
    }

    /// A truth value, if there.
    pub(super) fn flag(&self, key: &str, findings: &mut Findings) -> Option<bool> {
        let node = self.get(key)?;
        match node.json {
            Json::Bool(value) => Some(value),
            _ => wrong(node, key, "true or false", findings),
        }
    }

    /// An exact decimal number, if there.
    pub(super) fn decimal(&self, key: &str, f: &mut Findings) -> Option<Decimal> {
        decimal(self.get(key)?, key, f)
    }

    /// A whole number from 0, if there.
    pub(super) fn count(&self, key: &str, findings: &mut Findings) -> Option<u64> {
        let node = self.get(key)?;
        match &node.json {
            Json::Number(digits) => match digits.parse() {
                Ok(value) => Some(value),
                Err(_) => bad(node, key, "a whole number from 0", findings),
            },
            _ => wrong(node, key, "a whole number from 0", findings),
        }
    }

    /// A list, if there.
    pub(super) fn list(&self, key: &str, findings: &mut Findings) -> Option<&'n [Node]> {
        let node = self.get(key)?;
        match &node.json {
            Json::Array(list) => Some(list),
            _ => wrong(node, key, "a list", findings),
        }
    }

    /// A list of texts with their positions; one text alone counts as a list of one;
    /// a text that stands twice is a finding.
    pub(super) fn names(
        &self,
        key: &str,
        findings: &mut Findings,
    ) -> Vec<(String, Position)> {
        let nodes = match self.get(key) {
            None => return Vec::new(),
            Some(node) => match &node.json {
                Json::Array(list) => list.iter().collect(),
                _ => vec![node],
            },
        };
        let mut names: Vec<(String, Position)> = Vec::with_capacity(nodes.len());
        for node in nodes {
            let Some(name) = text(node, key, findings) else { continue };
            if names.iter().any(|(known, _)| *known == name) {
                findings.push(
                    Finding::new(Kind::RepeatedName, place(node.at))
                        .with("name", short(&name))
                        .with("key", key),
                );
            } else {
                names.push((name, node.at));
            }
        }
        names
    }

    /// One of a few words, if there.
    pub(super) fn word<T: Copy>(
        &self,
        key: &str,
        words: &[(&str, T)],
        findings: &mut Findings,
    ) -> Option<T> {
        let node = self.get(key)?;
        let found = text(node, key, findings)?;
        match words.iter().find(|(word, _)| *word == found) {
            Some((_, value)) => Some(*value),
            None => {
                let known: Vec<String> =
                    words.iter().map(|(word, _)| format!("\"{word}\"")).collect();
                bad(node, key, &format!("one of {}", known.join(", ")), findings)
            }
        }
    }
}

/// A text, else a finding.
pub(super) fn text(node: &Node, key: &str, findings: &mut Findings) -> Option<String> {
    match &node.json {
        Json::String(text) => Some(text.clone()),
        _ => wrong(node, key, "a text", findings),
    }
}

/// A text or a number as its digits, else a finding.
pub(super) fn scalar(node: &Node, key: &str, findings: &mut Findings) -> Option<String> {
    match &node.json {
        Json::String(text) => Some(text.clone()),
        Json::Number(digits) => Some(digits.clone()),
        Json::Bool(value) => Some(value.to_string()),
        _ => wrong(node, key, "a text or a number", findings),
    }
}

/// An exact decimal, else a finding.
pub(super) fn decimal(
    node: &Node,
    key: &str,
    findings: &mut Findings,
) -> Option<Decimal> {
    match &node.json {
        Json::Number(digits) => match Decimal::parse(digits) {
            Some(value) => Some(value),
            None => {
                bad(node, key, "a number below 10^9 with at most six decimals", findings)
            }
        },
        _ => wrong(node, key, "a number", findings),
    }
}

/// A finding that a value has the wrong JSON type.
pub(super) fn wrong<T>(
    node: &Node,
    key: &str,
    expected: &str,
    findings: &mut Findings,
) -> Option<T> {
    push_value(Kind::WrongType, node, key, expected, findings);
    None
}

/// A finding that a value is not allowed.
pub(super) fn bad<T>(
    node: &Node,
    key: &str,
    expected: &str,
    findings: &mut Findings,
) -> Option<T> {
    push_value(Kind::BadValue, node, key, expected, findings);
    None
}

/// Not generic, so that it stands in the page's module once.
fn push_value(
    kind: Kind,
    node: &Node,
    key: &str,
    expected: &str,
    findings: &mut Findings,
) {
    findings.push(
        Finding::new(kind, place(node.at))
            .with("key", key)
            .with("found", node.describe())
            .with("expected", expected),
    );
}

/// A finding that something is known but not supported.
pub(super) fn unsupported(at: Position, what: &str, way_out: &str, f: &mut Findings) {
    f.push(
        Finding::new(Kind::NotSupported, place(at))
            .with("what", what)
            .with("way_out", way_out),
    );
}
