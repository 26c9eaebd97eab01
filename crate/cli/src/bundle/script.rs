//! The page's modules as one: without what they import from each other, in the order of their imports.
//! Must not know what the modules do. Start with [`join`].

use std::collections::BTreeSet;

use crate::assets::{Assets, Import};
use crate::site::lean;

/// All modules as one in the folder `app`, `app/main.js` last. Those that stay `apart` are imported. An error
/// if a module has a form that cannot be joined, or two have a name in common.
pub(crate) fn join(assets: &Assets, apart: &[&str]) -> Result<String, String> {
    let mut joined = Joined { apart, ..Joined::default() };
    for name in assets.modules()? {
        if !apart.contains(&name.as_str()) {
            joined.add(&name, &lean::used(assets.text(&name)?))?;
        }
    }
    let script = joined.imports + &lean::module(&joined.body);
    if script.contains("</script") || script.contains("<!--") {
        return Err("a module holds text that would end the script".to_owned());
    }
    Ok(script)
}

#[derive(Default)]
struct Joined<'a> {
    apart: &'a [&'a str],
    imports: String,
    body: String,
    names: BTreeSet<String>,
}

impl Joined<'_> {
    /// Adds a module. What it declares for all of it stands at the beginning of a line.
    fn add(&mut self, name: &str, text: &str) -> Result<(), String> {
        for line in text.lines() {
            if let Some(import) = Import::read(line) {
                if self.apart.contains(&import.file(name).as_str()) {
                    self.imports.push_str(line);
                    self.imports.push('\n');
                }
            } else if line.starts_with("import ") || line.starts_with("export default ") {
                return Err(format!(
                    "{name}: a form of import or export that cannot be joined: {line}"
                ));
            } else if !line.starts_with("export {") {
                let line = line.strip_prefix("export ").unwrap_or(line);
                if let Some(own) = declared(line)
                    && !self.names.insert(own.to_owned())
                {
                    return Err(format!("{name}: another module has the name {own} too"));
                }
                self.body.push_str(line);
                self.body.push('\n');
            }
        }
        Ok(())
    }
}

/// The name that a line declares at the top of a module.
fn declared(line: &str) -> Option<&str> {
    let line = line.strip_prefix("async ").unwrap_or(line);
    let kinds = ["function ", "class ", "const ", "let "];
    let rest = kinds.iter().find_map(|kind| line.strip_prefix(kind))?;
    rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_lose_what_joins_them() {
        let one = "export const ONE = 1;\n export_(ONE);\nexport { ONE as default };\n";
        let two = "import { ONE } from \"./one.js\";\nimport { x } from \"../x.js\";\n\
                   export async function two() { return ONE + x; }\n";
        let mut joined = Joined { apart: &["x.js"], ..Joined::default() };
        joined.add("app/one.js", one).unwrap();
        joined.add("app/two.js", two).unwrap();
        assert_eq!(joined.imports, "import { x } from \"../x.js\";\n");
        let body =
            "const ONE = 1;\n export_(ONE);\nasync function two() { return ONE + x; }\n";
        assert_eq!(joined.body, body);
    }

    #[test]
    fn what_cannot_be_joined_is_refused() {
        let refused = |text| Joined::default().add("app/x.js", text).is_err();
        assert!(refused("import all from \"./y.js\";\n"));
        assert!(refused("export default 1;\n"));
        assert!(refused("let a = 1;\nfunction a() {}\n"));
        assert!(!refused("let a = 1;\nlet b = 1;\n"));
    }
}
