//! Names of things in the reader's language: package, fields, categories, index, dimensions, scales.
//! A translation wins, else the package's own words, else the code. Must not know sentences.

use survey::package::{Definition, Package, Resource, ScaleDef, Translation};

use crate::Language;

/// The names of one package in one language.
#[derive(Clone, Copy, Debug)]
pub struct Labels<'a> {
    package: &'a Package,
    language: Language,
}

impl<'a> Labels<'a> {
    /// The names of a package in a language.
    #[must_use]
    pub const fn new(package: &'a Package, language: Language) -> Self {
        Self { package, language }
    }

    /// Title of the package, else its name.
    #[must_use]
    pub fn package(&self) -> &'a str {
        self.title("package")
            .or(self.package.title.as_deref())
            .unwrap_or(&self.package.name)
    }

    /// Title of a field of the sample.
    #[must_use]
    pub fn field(&self, field: &'a str) -> &'a str {
        self.title(&self.key(field))
            .or_else(|| self.package.field(field)?.title.as_deref())
            .unwrap_or(field)
    }

    /// Description of a field of the sample.
    #[must_use]
    pub fn description(&self, field: &str) -> Option<&'a str> {
        self.translation(&self.key(field))
            .and_then(|words| words.description.as_deref())
            .or_else(|| self.package.field(field)?.description.as_deref())
    }

    /// Label of a category.
    #[must_use]
    pub fn category(&self, field: &str, code: &'a str) -> &'a str {
        self.translation(&self.key(field))
            .and_then(|words| words.categories.get(code))
            .or_else(|| Some(&self.package.field(field)?.category(code)?.label))
            .map_or(code, String::as_str)
    }

    /// Label of a missing value.
    #[must_use]
    pub fn missing(&self, field: &str, code: &'a str) -> &'a str {
        self.translation(&self.key(field))
            .and_then(|words| words.missing_values.get(code))
            .or_else(|| {
                let values = &self.package.field(field)?.missing_values;
                values.iter().find(|value| value.value == code)?.label.as_ref()
            })
            .map_or(code, String::as_str)
    }

    /// Title of the index, a dimension, a scale or a field, whichever has this id.
    #[must_use]
    pub fn measure(&self, id: &'a str) -> &'a str {
        let definition: &Definition = &self.package.definition;
        if let Some(index) = definition.index.as_ref().filter(|index| index.id == id) {
            return self.scored("index", id, index.title.as_deref());
        }
        if let Some(part) = find(definition.dimensions(), id) {
            return self.scored("dimension", id, part.title.as_deref());
        }
        if let Some(scale) = find(&definition.scales, id) {
            return self.scored("scale", id, scale.title.as_deref());
        }
        self.field(id)
    }

    /// Title of a resource, else its name.
    #[must_use]
    pub fn resource(&self, resource: &'a Resource) -> &'a str {
        let own = resource.title.as_deref();
        self.title(&resource.name).or(own).unwrap_or(&resource.name)
    }

    fn scored(&self, kind: &str, id: &'a str, own: Option<&'a str>) -> &'a str {
        self.title(&format!("{kind}.{id}")).or(own).unwrap_or(id)
    }

    fn title(&self, key: &str) -> Option<&'a str> {
        self.translation(key)?.title.as_deref()
    }

    fn translation(&self, key: &str) -> Option<&'a Translation> {
        self.package.definition.translation(self.language.code(), key)
    }

    fn key(&self, field: &str) -> String {
        format!("{}.{field}", self.package.definition.design.resource)
    }
}

fn find<'a>(scales: &'a [ScaleDef], id: &str) -> Option<&'a ScaleDef> {
    scales.iter().find(|scale| scale.id == id)
}
