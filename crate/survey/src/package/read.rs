//! Reading the descriptor: the package and its resources.
//!
//! Must not know cells. Start from [`Package::read`].

use super::json::{Json, Node, parse, place, short};
use super::read_definition::read_definition;
use super::read_schema::read_schema;
use super::walk::{Object, bad, text, unsupported, wrong};
use super::{DESCRIPTOR, Dialect, Files, Package, Resource};
use crate::finding::{Finding, Findings, Kind, Place};

impl Package {
    /// Reads `datapackage.json`. `None` if there is no usable package in it; what is
    /// given is whole only if no error was found.
    pub fn read(files: &Files, findings: &mut Findings) -> Option<Self> {
        let Some(bytes) = files.get(DESCRIPTOR) else {
            findings.push(Finding::new(Kind::NoPackage, Place::file(DESCRIPTOR)));
            return None;
        };
        let descriptor = utf8(DESCRIPTOR, bytes, findings, end)?;
        let root = parse(descriptor, findings)?;
        let root = Object::of(&root, "the descriptor", "datapackage.json", findings)?;
        let resources = read_resources(root, findings);
        let definition = match root.get("solidarity") {
            Some(node) => read_definition(node, &resources, findings),
            None => root.missing("solidarity", findings),
        };
        Some(Self {
            name: root.name("name", findings).unwrap_or_default(),
            title: root.text("title", findings),
            description: root.text("description", findings),
            version: root.text("version", findings),
            id: root.text("id", findings),
            created: root.text("created", findings),
            homepage: root.text("homepage", findings),
            contributors: titles(root, "contributors", &["title"], findings),
            licenses: titles(root, "licenses", &["name", "title"], findings),
            resources,
            definition: definition?,
        })
    }
}

/// Line and character behind a text.
fn end(text: &str) -> (u64, u64) {
    let column = text.chars().rev().take_while(|c| *c != '\n').count() as u64 + 1;
    (text.matches('\n').count() as u64 + 1, column)
}

/// The text of a file that must be UTF-8 and not empty, without a byte order mark. `end`
/// gives the place behind the part that is UTF-8.
pub(crate) fn utf8<'b>(
    path: &str,
    bytes: &'b [u8],
    findings: &mut Findings,
    end: impl Fn(&str) -> (u64, u64),
) -> Option<&'b str> {
    if bytes.is_empty() {
        findings.push(Finding::new(Kind::EmptyFile, Place::file(path)));
        return None;
    }
    match core::str::from_utf8(bytes) {
        Ok(text) => Some(match text.strip_prefix('\u{feff}') {
            Some(rest) => {
                let place = Place::file(path).at(1, 1);
                findings.push(Finding::new(Kind::ByteOrderMark, place));
                rest
            }
            None => text,
        }),
        Err(error) => {
            let good = bytes.get(..error.valid_up_to()).unwrap_or(&[]);
            let good = core::str::from_utf8(good).unwrap_or("");
            let (line, column) = end(good);
            let place = Place::file(path).at(line, column);
            findings.push(Finding::new(Kind::NotUtf8, place));
            None
        }
    }
}

fn titles(root: Object<'_>, key: &str, of: &[&str], f: &mut Findings) -> Vec<String> {
    let mut titles = Vec::new();
    for node in root.list(key, f).unwrap_or_default() {
        let Some(object) = Object::of(node, "the list", key, f) else { continue };
        titles.extend(of.iter().find_map(|name| object.text(name, f)));
    }
    titles
}

fn read_resources(root: Object<'_>, findings: &mut Findings) -> Vec<Resource> {
    let Some(node) = root.require("resources", findings) else { return Vec::new() };
    let list = match &node.json {
        Json::Array(list) if !list.is_empty() => list.as_slice(),
        Json::Array(_) => {
            return bad(node, "resources", "a list that is not empty", findings)
                .unwrap_or_default();
        }
        _ => return wrong(node, "resources", "a list", findings).unwrap_or_default(),
    };
    let mut resources: Vec<Resource> = Vec::with_capacity(list.len());
    for node in list {
        let Some(resource) = read_resource(node, findings) else { continue };
        if resources.iter().any(|known| known.name == resource.name) {
            findings.push(
                Finding::new(Kind::DuplicateResource, place(resource.at))
                    .with("name", short(&resource.name)),
            );
        } else {
            resources.push(resource);
        }
    }
    resources
}

fn read_resource(node: &Node, findings: &mut Findings) -> Option<Resource> {
    let object = Object::of(node, "a resource", "resources", findings)?;
    let name = object.name("name", findings)?;
    if let Some(data) = object.get("data") {
        unsupported(data.at, "data inside the descriptor", "put it in a file", findings);
        return None;
    }
    let path = read_path(object, findings)?;
    if let Some(encoding) = object.get("encoding") {
        let word = text(encoding, "encoding", findings).unwrap_or_default();
        if !["utf-8", "utf8"].contains(&word.to_ascii_lowercase().as_str()) {
            bad::<()>(encoding, "encoding", "\"utf-8\"", findings);
        }
    }
    for key in ["compression", "extrapaths"] {
        if let Some(node) = object.get(key) {
            unsupported(node.at, &format!("`{key}`"), "write one plain file", findings);
        }
    }
    let schema = match object.get("schema").map(|node| (node, &node.json)) {
        Some((node, Json::String(_))) => {
            let way_out = "put the schema into the resource";
            unsupported(node.at, "a schema in another file", way_out, findings);
            None
        }
        Some((node, _)) => read_schema(node, findings),
        None if is_table(object, &path) => object.missing("schema", findings),
        None => None,
    };
    Some(Resource {
        name,
        path,
        title: object.text("title", findings),
        description: object.text("description", findings),
        bytes: object.count("bytes", findings),
        hash: object.text("hash", findings),
        dialect: read_dialect(object, findings).unwrap_or_default(),
        schema,
        at: node.at,
    })
}

/// Whether a resource without a schema ought to have one.
fn is_table(object: Object<'_>, path: &str) -> bool {
    let says = |key: &str, word: &str| matches!(object.get(key).map(|n| &n.json), Some(Json::String(t)) if t == word);
    says("type", "table") || says("format", "csv") || path.ends_with(".csv")
}

fn read_path(object: Object<'_>, findings: &mut Findings) -> Option<String> {
    let node = object.require("path", findings)?;
    let node = match &node.json {
        Json::Array(list) => match list.as_slice() {
            [one] => one,
            _ => {
                unsupported(
                    node.at,
                    "a resource of several files",
                    "join them",
                    findings,
                );
                return None;
            }
        },
        _ => node,
    };
    let path = text(node, "path", findings)?;
    let unsafe_path = path.is_empty()
        || path.starts_with('/')
        || path.contains(['\\', ':', '\0'])
        || path.split('/').any(|part| part == ".." || part == "." || part.is_empty());
    if unsafe_path {
        findings.push(
            Finding::new(Kind::UnsafePath, place(node.at)).with("path", short(&path)),
        );
        return None;
    }
    Some(path)
}

fn read_dialect(object: Object<'_>, findings: &mut Findings) -> Option<Dialect> {
    let node = object.get("dialect")?;
    if matches!(node.json, Json::String(_)) {
        let way_out = "put the dialect into the resource";
        unsupported(node.at, "a dialect in another file", way_out, findings);
        return None;
    }
    let object = Object::of(node, "a dialect", "dialect", findings)?;
    let plain = Dialect::default();
    for key in ["commentChar", "escapeChar", "nullSequence", "headerRows", "headerJoin"] {
        if let Some(node) = object.get(key) {
            unsupported(node.at, &format!("`{key}`"), "remove it", findings);
        }
    }
    for (key, needed) in [("header", true), ("skipInitialSpace", false)] {
        if object.flag(key, findings).is_some_and(|found| found != needed) {
            let what = format!("`{key}`: {}", !needed);
            unsupported(node.at, &what, "write the file without it", findings);
        }
    }
    Some(Dialect {
        delimiter: byte(object, "delimiter", findings).unwrap_or(plain.delimiter),
        quote: byte(object, "quoteChar", findings).unwrap_or(plain.quote),
        double_quote: object.flag("doubleQuote", findings).unwrap_or(plain.double_quote),
    })
}

fn byte(object: Object<'_>, key: &str, findings: &mut Findings) -> Option<u8> {
    let node = object.get(key)?;
    match text(node, key, findings)?.as_bytes() {
        [byte] if byte.is_ascii() && !matches!(byte, b'\r' | b'\n') => Some(*byte),
        _ => bad(node, key, "one ASCII character", findings),
    }
}
