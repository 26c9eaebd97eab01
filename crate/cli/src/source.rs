//! What every table for a person begins with: package, label and design in two lines.
//! Must not know what follows. Start with [`source`].

use survey::request::{DesignNote, PackageNote};

/// Package, label and design.
pub(crate) fn source(package: &PackageNote, design: &DesignNote, level: f64) -> String {
    let version = package.version.as_deref().unwrap_or("without version");
    let label = if package.synthetic { ", SYNTHETIC DATA" } else { "" };
    let none = |names: &[String]| match names {
        [] => "none".to_owned(),
        names => names.join(", "),
    };
    let replicates = match &design.replicates {
        Some(one) => {
            format!(", replicates {} ({} of {})", one.prefix, one.count, one.kind)
        }
        None => String::new(),
    };
    let hash = package.sha256.get(..12).unwrap_or_default();
    format!(
        "{} {version} ({hash}){label}\nweights {}, strata {}, psu {}{replicates}, df {}, lonely PSU {}, level {level}\n\n",
        package.name,
        design.weights.as_deref().unwrap_or("none"),
        none(&design.strata),
        none(&design.psu),
        design.df,
        design.lonely_psu,
    )
}
