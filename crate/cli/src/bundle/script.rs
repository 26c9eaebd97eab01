//! The page's modules as one script: each becomes a function that returns what it exports, in the order
//! of their imports, so that no two names meet. Must not know what the modules do. Start with [`join`].

use crate::assets::{Assets, Import};

/// All modules as one script, the wasm's bindings first, `app/main.js` last.
pub(crate) fn join(assets: &Assets) -> Result<String, String> {
    let mut all = String::from("\"use strict\";\n");
    for name in assets.modules()? {
        all.push_str(&wrap(&name, assets.text(&name)?)?);
    }
    if all.contains("</script") || all.contains("<!--") {
        return Err("a module holds text that would end the script".to_owned());
    }
    Ok(all)
}

fn wrap(name: &str, text: &str) -> Result<String, String> {
    let mut body = String::new();
    let mut exports: Vec<&str> = Vec::new();
    for line in text.lines() {
        if let Some(import) = Import::read(line) {
            let from = variable(&import.file(name));
            body.push_str(&format!("const {{ {} }} = {from};\n", import.names));
        } else if line.starts_with("import ") || line.starts_with("export default ") {
            return Err(format!(
                "{name}: a form of import or export that cannot be joined: {line}"
            ));
        } else if let Some(list) = line.strip_prefix("export {") {
            let list = list.split('}').next().unwrap_or_default();
            exports.extend(
                list.split(',').map(str::trim).filter(|item| !item.contains(" as ")),
            );
        } else if let Some(rest) = line.strip_prefix("export ") {
            exports.extend(declared(rest));
            body.push_str(rest);
            body.push('\n');
        } else {
            body.push_str(line);
            body.push('\n');
        }
    }
    exports.retain(|name| !name.is_empty());
    let (variable, exports) = (variable(name), exports.join(", "));
    Ok(format!("const {variable} = (() => {{\n{body}return {{ {exports} }};\n}})();\n"))
}

/// The name that `function NAME(`, `class NAME` or `const NAME` declares.
fn declared(line: &str) -> Option<&str> {
    let mut words = line.split([' ', '(', '{', '=', ';']).filter(|word| !word.is_empty());
    words.find(|word| !["async", "function", "class", "const", "let"].contains(word))
}

fn variable(name: &str) -> String {
    let letters = name.trim_end_matches(".js").chars();
    let name: String =
        letters.map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    format!("module_{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_becomes_a_function() {
        let text = "// Words.\nimport { make } from \"./dom.js\";\nexport const ONE = 1;\n\
                    export async function two() { return make(ONE); }\nexport { three, init as default };\n";
        let expected = "const module_app_x = (() => {\n// Words.\nconst { make } = module_app_dom;\n\
                        const ONE = 1;\nasync function two() { return make(ONE); }\n\
                        return { ONE, two, three };\n})();\n";
        assert_eq!(wrap("app/x.js", text).unwrap(), expected);
    }

    #[test]
    fn forms_that_cannot_be_joined_are_refused() {
        assert!(wrap("app/x.js", "import all from \"./y.js\";\n").is_err());
        assert!(wrap("app/x.js", "export default 1;\n").is_err());
    }
}
