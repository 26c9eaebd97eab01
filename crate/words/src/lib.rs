//! Words: message catalogues, plurals, numbers, findings, titles, summaries, citation and R code in
//! Russian and English. The only room that makes prose, and it only formats what it is given: it must
//! not compute a statistic, read a file or know the page. Start from [`Words`].

pub mod activists;
pub mod acts;
pub mod alienation;
pub mod catalog;
pub mod cite;
pub mod claim;
mod context;
pub mod filter;
pub mod finding;
pub mod foot;
pub mod generations;
pub mod glance;
mod group;
pub mod groups;
mod label;
pub mod lead;
pub mod number;
pub mod people;
pub mod plural;
pub mod questions;
pub mod rcode;
mod speak;
pub mod strategies;
pub mod towns;
pub mod typology;
pub mod who;

pub use catalog::{Catalog, CatalogError, Message};
pub use context::{Context, Value};
pub use group::Groups;
pub use label::Labels;
pub use number::{Numbers, Reader};
pub use plural::Form;
pub use speak::Words;

/// A language of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// English.
    En,
    /// Russian.
    Ru,
}

impl Language {
    /// The language of a code: `en`, `ru`.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        match code {
            "en" => Some(Self::En),
            "ru" => Some(Self::Ru),
            _ => None,
        }
    }

    /// Its code, also the folder of its page.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ru => "ru",
        }
    }
}

#[cfg(test)]
mod tests;
