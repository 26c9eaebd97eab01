//! The page's modules as one script: each becomes a function that returns what it exports, in the order
//! of their imports, so that no two names meet. Must not know what the modules do. Start with [`join`].

use crate::assets::{Assets, Import};
use crate::site::lean;

/// All modules as one script in the folder `app`, `app/main.js` last. Those that stay `apart` are imported.
pub(crate) fn join(assets: &Assets, apart: &[&str]) -> Result<String, String> {
    let (mut imports, mut all) = (String::new(), String::new());
    for name in assets.modules()? {
        if !apart.contains(&name.as_str()) {
            let text = lean::script(&name, assets.text(&name)?);
            all.push_str(&wrap(&name, &text, apart, &mut imports)?);
        }
    }
    if all.contains("</script") || all.contains("<!--") {
        return Err("a module holds text that would end the script".to_owned());
    }
    Ok(imports + &all)
}

fn wrap(
    name: &str,
    text: &str,
    apart: &[&str],
    imports: &mut String,
) -> Result<String, String> {
    let mut body = String::new();
    let mut exports: Vec<&str> = Vec::new();
    for line in text.lines() {
        if let Some(import) = Import::read(line) {
            let file = import.file(name);
            if apart.contains(&file.as_str()) {
                imports.push_str(line);
                imports.push('\n');
            } else {
                let from = variable(&file);
                body.push_str(&format!("const {{ {} }} = {from};\n", import.names));
            }
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
        let mut imports = String::new();
        assert_eq!(wrap("app/x.js", text, &[], &mut imports).unwrap(), expected);
        assert_eq!(imports, "");
        let apart = wrap("app/x.js", text, &["app/dom.js"], &mut imports).unwrap();
        assert!(!apart.contains("module_app_dom"));
        assert_eq!(imports, "import { make } from \"./dom.js\";\n");
    }

    #[test]
    fn forms_that_cannot_be_joined_are_refused() {
        for text in ["import all from \"./y.js\";\n", "export default 1;\n"] {
            assert!(wrap("app/x.js", text, &[], &mut String::new()).is_err());
        }
    }
}
