//! The package's types as bytes, and without what no figure needs.
//!
//! Must not know tables. Start from [`lean`].

use super::codec::{Bytes, Pack, packed};
use crate::package::{
    Act, Aggregation, Category, Decimal, Definition, DesignDef, Disclosure,
    DisclosureMode, Field, IndexDef, Item, LonelyPsu, MinValid, MissingValue, Package,
    Places, Range, Resource, ScaleDef, Schema, Translations, TypologyDef, Zero,
};

packed!(Package {
    name, title, version, id, created, homepage, contributors, licenses, resources, definition;
    description
});
packed!(Resource { name, path, title, schema; description, bytes, hash, dialect, at });
packed!(Schema { fields; primary_key, unique_keys, foreign_keys });
packed!(Field {
    name, title, categories, ordered, missing_values;
    kind, description, constraints, true_values, false_values, at
});
packed!(Category { value, label });
packed!(MissingValue { value, label });
packed!(Definition {
    version, synthetic, design, index, scales, typology, acts, breakdowns, places, disclosure,
    fieldwork, margins, context;
    translations, interviews
});
packed!(DesignDef {
    resource, weights, strata, psu, fpc, nest, lonely_psu, sampling, level; at, replicates
});
packed!(Range { low, high });
packed!(ScaleDef { id, title, range, weight, min_valid, items; description, at });
packed!(Item { field, reverse, range; at });
packed!(IndexDef {
    id, title, range, min_valid, aggregation, dimensions; description, at
});
packed!(TypologyDef { of, cut, sensitivity; at });
packed!(Act { field, yes, dimension, base; at });
packed!(Places { field, resource, population, longitude, latitude });

impl Pack for Disclosure {
    fn pack(&self, out: &mut Vec<u8>) {
        self.sensitive.pack(out);
        self.min_cell.pack(out);
    }

    fn unpack(from: &mut Bytes<'_>) -> Self {
        Self {
            mode: DisclosureMode::Microdata,
            keys: Vec::new(),
            sensitive: Pack::unpack(from),
            harmless: Vec::new(),
            k: 0,
            l: 0,
            min_cell: u32::unpack(from),
            round_base: 0,
        }
    }
}

impl Pack for Decimal {
    fn pack(&self, out: &mut Vec<u8>) {
        self.units().pack(out);
    }

    fn unpack(from: &mut Bytes<'_>) -> Self {
        Self::of_units(i64::unpack(from))
    }
}

impl Pack for LonelyPsu {
    fn pack(&self, out: &mut Vec<u8>) {
        Self::ALL.iter().position(|one| one == self).unwrap_or(0).pack(out);
    }

    fn unpack(from: &mut Bytes<'_>) -> Self {
        Self::ALL.get(usize::unpack(from)).copied().unwrap_or_default()
    }
}

impl Pack for MinValid {
    fn pack(&self, out: &mut Vec<u8>) {
        match self {
            Self::Count(n) => (true, i64::from(*n)).pack(out),
            Self::Share(share) => (false, share.units()).pack(out),
        }
    }

    fn unpack(from: &mut Bytes<'_>) -> Self {
        match Pack::unpack(from) {
            (true, n) => Self::Count(u32::try_from(n).unwrap_or(0)),
            (false, share) => Self::Share(Decimal::of_units(share)),
        }
    }
}

impl Pack for Aggregation {
    fn pack(&self, out: &mut Vec<u8>) {
        match self {
            Self::Arithmetic => None,
            Self::Geometric(Zero::Rescale(low)) => Some((true, *low)),
            Self::Geometric(Zero::Shift(by)) => Some((false, *by)),
        }
        .pack(out);
    }

    fn unpack(from: &mut Bytes<'_>) -> Self {
        match Pack::unpack(from) {
            None => Self::Arithmetic,
            Some((true, low)) => Self::Geometric(Zero::Rescale(low)),
            Some((false, by)) => Self::Geometric(Zero::Shift(by)),
        }
    }
}

/// The package with the sample alone, in one language.
pub(super) fn lean(package: &Package, language: &str) -> Package {
    let mut lean = package.clone();
    let words = lean.definition.translations.remove(language).unwrap_or_default();
    lean.definition.translations.clear();
    let title = |key: &str, own: &mut Option<String>| {
        if let Some(title) = words.get(key).and_then(|one| one.title.clone()) {
            *own = Some(title);
        }
    };
    title("package", &mut lean.title);
    lean.description = None;
    let sample = lean.definition.design.resource.clone();
    lean.resources.retain(|resource| resource.name == sample);
    for Resource { name, title: own, description, schema, .. } in &mut lean.resources {
        title(name, own);
        *description = None;
        for field in schema.iter_mut().flat_map(|Schema { fields, .. }| fields) {
            translate(field, &format!("{name}.{}", field.name), &words);
        }
    }
    if let Some(index) = &mut lean.definition.index {
        title(&format!("index.{}", index.id), &mut index.title);
        index.description = None;
        for dimension in &mut index.dimensions {
            title(&format!("dimension.{}", dimension.id), &mut dimension.title);
            dimension.description = None;
        }
    }
    for scale in &mut lean.definition.scales {
        title(&format!("scale.{}", scale.id), &mut scale.title);
        scale.description = None;
    }
    lean
}

fn translate(field: &mut Field, key: &str, words: &Translations) {
    field.description = None;
    let Some(words) = words.get(key) else { return };
    if let Some(title) = &words.title {
        field.title = Some(title.clone());
    }
    for category in &mut field.categories {
        if let Some(label) = words.categories.get(&category.value) {
            category.label.clone_from(label);
        }
    }
    for missing in &mut field.missing_values {
        if let Some(label) = words.missing_values.get(&missing.value) {
            missing.label = Some(label.clone());
        }
    }
}
