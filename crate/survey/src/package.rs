//! The data package: files, descriptor, schemas, and the definition of the survey.
//!
//! Holds the types and their reading from `datapackage.json`. Must not know the cells of
//! any table. Start from [`Package`]; the survey's own part is [`Definition`].

use std::collections::BTreeMap;

mod definition;
mod fingerprint;
mod json;
mod keys;
mod names;
mod read;
mod read_definition;
mod read_parts;
mod read_replicates;
mod read_schema;
mod schema;
mod translations;
mod walk;
mod weighing;

pub use definition::*;
pub(crate) use fingerprint::sha256;
pub use fingerprint::{fingerprint, hex};
pub(crate) use json::short;
pub use keys::OBJECTS;
pub(crate) use read::utf8;
pub use schema::*;
pub use weighing::Weighing;

/// The files of a package: path inside the package → bytes. The descriptor is
/// `datapackage.json`.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Path of the descriptor.
pub const DESCRIPTOR: &str = "datapackage.json";

/// A position in the descriptor, 1-based.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line.
    pub line: u64,
    /// Character of the line.
    pub column: u64,
}

/// A data package as its descriptor declares it.
#[derive(Clone, Debug)]
pub struct Package {
    /// `name`.
    pub name: String,
    /// `title`.
    pub title: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `version` of the package.
    pub version: Option<String>,
    /// `id`, such as a DOI.
    pub id: Option<String>,
    /// `created`, as written.
    pub created: Option<String>,
    /// `homepage`.
    pub homepage: Option<String>,
    /// Titles of the contributors, in their order.
    pub contributors: Vec<String>,
    /// Names (or titles) of the licences, in their order.
    pub licenses: Vec<String>,
    /// The resources, in their order.
    pub resources: Vec<Resource>,
    /// The `solidarity` object.
    pub definition: Definition,
}

impl Package {
    /// The resource of this name.
    pub fn resource(&self, name: &str) -> Option<&Resource> {
        self.resources.iter().find(|resource| resource.name == name)
    }

    /// The resource the sample lies in.
    pub fn design_resource(&self) -> Option<&Resource> {
        self.resource(&self.definition.design.resource)
    }

    /// A field of the design resource.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.design_resource()?.schema.as_ref()?.field(name)
    }
}

/// One resource: a file and, if it is a table, its schema.
#[derive(Clone, Debug)]
pub struct Resource {
    /// `name`.
    pub name: String,
    /// `path` inside the package.
    pub path: String,
    /// `title`.
    pub title: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// Declared size in bytes.
    pub bytes: Option<u64>,
    /// Declared hash, as written.
    pub hash: Option<String>,
    /// How the table is written.
    pub dialect: Dialect,
    /// The schema; `None` for a file that is no table.
    pub schema: Option<Schema>,
    /// Where it stands in the descriptor.
    pub at: Position,
}

impl Resource {
    /// The declared SHA-256 in lower-case hexadecimal digits, if it is one.
    pub fn declared_sha256(&self) -> Option<String> {
        let hash = self.hash.as_ref()?.to_ascii_lowercase();
        let digits = hash.strip_prefix("sha256:")?;
        let whole = digits.len() == 64 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        whole.then(|| digits.to_owned())
    }
}
