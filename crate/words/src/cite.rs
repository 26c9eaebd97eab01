//! Citations of the software, the data set and a view. Must not know the page's address.

use survey::package::Package;

use crate::{Labels, Words};

/// What is cited.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The words.
    pub words: &'a Words,
    /// The package.
    pub package: &'a Package,
    /// Its fingerprint.
    pub sha256: &'a str,
}

impl Source<'_> {
    /// Software, data set, version, hash, view, and the synthetic label.
    #[must_use]
    pub fn view(&self, view: &str) -> String {
        let hash = self.hash();
        let version = self.version();
        let values = [
            ("software", env!("CARGO_PKG_VERSION")),
            ("title", self.title()),
            ("package", &self.package.name),
            ("version", &version),
            ("hash", &hash),
            ("view", view),
        ];
        self.labelled(self.words.fill("cite.view", &values))
    }

    /// The software.
    #[must_use]
    pub fn software(&self) -> String {
        self.words.fill("cite.software", &[("software", env!("CARGO_PKG_VERSION"))])
    }

    /// The data set.
    #[must_use]
    pub fn dataset(&self) -> String {
        let version = self.version();
        let values = [
            ("title", self.title()),
            ("package", &self.package.name),
            ("version", &version),
            ("hash", self.sha256),
        ];
        self.labelled(self.words.fill("cite.dataset", &values))
    }

    /// Version of the package in words.
    #[must_use]
    pub fn version(&self) -> String {
        self.package.version.clone().unwrap_or_else(|| self.words.text("cite.no_version"))
    }

    fn title(&self) -> &str {
        Labels::new(self.package, self.words.language()).package()
    }

    /// The first 16 digits name the data in a line of text; the data set has all of them.
    fn hash(&self) -> String {
        self.sha256.chars().take(16).collect()
    }

    fn labelled(&self, text: String) -> String {
        if self.package.definition.synthetic {
            format!("{text} {}", self.words.text("synthetic.short"))
        } else {
            text
        }
    }
}
