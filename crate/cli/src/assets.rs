//! The page's assets: templates, styles, modules, fonts, messages and the wasm, embedded in the binary or
//! read from a folder. Must not know what a page looks like. Start with [`Assets::find`].

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

const EMBEDDED: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The files by their paths in the folder of assets.
#[derive(Debug)]
pub(crate) struct Assets {
    files: BTreeMap<String, Cow<'static, [u8]>>,
}

impl Assets {
    /// The assets of `folder`, or those in this binary. The error says what to do.
    pub(crate) fn find(folder: Option<&Path>) -> Result<Self, String> {
        let mut files = BTreeMap::new();
        match folder {
            Some(folder) => collect(folder, "", &mut files)?,
            None => {
                let embedded = EMBEDDED.iter();
                files.extend(embedded.map(|(n, b)| ((*n).to_owned(), Cow::Borrowed(*b))));
            }
        }
        let assets = Self { files };
        for name in
            ["templates/site.html", "web_bg.wasm", "readers_bg.wasm", "app/main.js"]
        {
            if !assets.files.contains_key(name) {
                return Err(match folder {
                    Some(folder) => format!(
                        "{}: no {name} here: name the folder that `cargo xtask build` makes",
                        folder.display()
                    ),
                    None => "this binary was built without the page's assets: run `cargo xtask \
                             build` and use the binary it names, or give --assets DIR"
                        .to_owned(),
                });
            }
        }
        Ok(assets)
    }

    /// The bytes of a file.
    pub(crate) fn bytes(&self, name: &str) -> Result<&[u8], String> {
        let file = self.files.get(name);
        file.map(AsRef::as_ref).ok_or_else(|| format!("the assets have no {name}"))
    }

    /// A file as text.
    pub(crate) fn text(&self, name: &str) -> Result<&str, String> {
        std::str::from_utf8(self.bytes(name)?)
            .map_err(|error| format!("{name} of the assets is not UTF-8: {error}"))
    }

    /// The names of the files in a folder, with the folder, sorted.
    pub(crate) fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a str> {
        self.files.keys().map(String::as_str).filter(move |name| name.starts_with(folder))
    }

    /// All style sheets as one, in the order of their layers, with the rules of the drawings.
    pub(crate) fn style(&self) -> Result<String, String> {
        let mut all = String::new();
        for layer in ["reset", "tokens", "base", "layout", "parts", "figures", "print"] {
            all.push_str(self.text(&format!("style/{layer}.css"))?);
            if layer == "figures" {
                all.push_str(&format!("@layer figures {{\n{}}}\n", figure::svg::CSS));
            }
        }
        Ok(all)
    }

    /// The page's own modules, those that others import first.
    pub(crate) fn modules(&self) -> Result<Vec<String>, String> {
        let mut order = Vec::new();
        self.visit("app/main.js", &mut order)?;
        Ok(order)
    }

    fn visit(&self, name: &str, order: &mut Vec<String>) -> Result<(), String> {
        if order.iter().any(|known| known == name) {
            return Ok(());
        }
        for line in self.text(name)?.lines() {
            if let Some(import) = Import::read(line) {
                self.visit(&import.file(name), order)?;
            }
        }
        if !order.iter().any(|known| known == name) {
            order.push(name.to_owned());
        }
        Ok(())
    }
}

/// One line `import { a, b } from "./file.js";`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Import<'a> {
    /// The names, as written between the braces.
    pub(crate) names: &'a str,
    path: &'a str,
}

impl<'a> Import<'a> {
    /// Reads a line of a module.
    pub(crate) fn read(line: &'a str) -> Option<Self> {
        let rest = line.strip_prefix("import {")?;
        let (names, rest) = rest.split_once("} from \"")?;
        let (path, _) = rest.split_once('"')?;
        Some(Self { names: names.trim(), path })
    }

    /// The imported file, seen from the file that imports it.
    pub(crate) fn file(&self, from: &str) -> String {
        let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
        match self.path.strip_prefix("../") {
            Some(rest) => rest.to_owned(),
            None => format!("{folder}/{}", self.path.trim_start_matches("./")),
        }
    }
}

fn collect(
    folder: &Path,
    prefix: &str,
    files: &mut BTreeMap<String, Cow<'static, [u8]>>,
) -> Result<(), String> {
    let fault = |error| format!("{}: {error}", folder.display());
    for entry in std::fs::read_dir(folder).map_err(fault)? {
        let entry = entry.map_err(fault)?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let path = entry.path();
        if path.is_dir() {
            collect(&path, &format!("{name}/"), files)?;
        } else {
            let bytes = std::fs::read(&path)
                .map_err(|error| format!("{}: {error}", path.display()))?;
            files.insert(name, Cow::Owned(bytes));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Import;

    #[test]
    fn imports_name_files_from_their_own_place() {
        let line = r#"import { initSync, Session } from "../web.js";"#;
        let import = Import::read(line).unwrap();
        assert_eq!(import.names, "initSync, Session");
        assert_eq!(import.file("app/core.js"), "web.js");
        let line = r#"import { make } from "./dom.js";"#;
        assert_eq!(Import::read(line).unwrap().file("app/main.js"), "app/dom.js");
        assert_eq!(Import::read("const import_ = 1;"), None);
    }
}
