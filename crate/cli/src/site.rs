//! `solidarity site`: the page as a folder for any static host, with relative addresses only.
//! Must not know statistics. Start with [`files`].

use std::collections::BTreeMap;

use minijinja::context;
use serde::Serialize;
use survey::Survey;
use survey::package::Files;

use crate::assets::Assets;
use crate::bundle;

mod codebook;
pub(crate) mod command;
mod ground;
pub(crate) mod lean;
mod own;
pub(crate) mod page;
mod stills;

use page::{Pages, Place};

/// The bindings of the wasm modules: the one that the page imports, the one it fetches on demand.
const BINDINGS: [&str; 2] = ["web.js", "readers.js"];

/// The security policy of the site's pages (design 7).
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; \
    form-action 'none'; require-trusted-types-for 'script'";

#[derive(Serialize)]
struct Choice {
    code: &'static str,
    name: String,
    site: String,
    description: String,
}

/// The files of the site by their paths in its folder.
pub(crate) fn files(
    survey: &Survey,
    package: &Files,
    assets: &Assets,
) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let pages = Pages::new(survey, package, assets)?;
    let synthetic = survey.definition().synthetic;
    let mut files = BTreeMap::new();

    let fonts: Vec<&str> =
        assets.under("fonts/").filter(|name| name.ends_with(".woff2")).collect();
    let languages: Vec<BTreeMap<&str, String>> = pages
        .languages
        .iter()
        .map(|(words, _)| {
            let code = words.language().code();
            let href = format!("../{code}/index.html");
            BTreeMap::from([("code", code.to_owned()), ("href", href)])
        })
        .collect();
    for page in pages.render(&Place::Site)? {
        let code = page.language.code();
        let html = pages.fill(
            "site.html",
            context! {
                lang => code,
                locale => if code == "ru" { "ru_RU" } else { "en_GB" },
                title => page.title,
                description => page.description,
                policy => POLICY,
                shared => figure::svg::shared(),
                body => page.body,
                languages => page::plain(&languages),
                fonts => page::plain(&fonts),
            },
        )?;
        files.insert(format!("{code}/index.html"), html.into_bytes());
    }
    files.insert("index.html".to_owned(), chooser(&pages, synthetic)?.into_bytes());
    files.insert(
        "supplement.html".to_owned(),
        bundle::html(survey, package, assets)?.into_bytes(),
    );

    for name in assets.under("") {
        let kept = name.starts_with("fonts/") && !name.ends_with(".py");
        if kept || name.starts_with("icon/") || name.ends_with(".wasm") {
            files.insert(format!("assets/{name}"), assets.bytes(name)?.to_vec());
        }
    }
    for name in BINDINGS.iter().chain(&["app/early.js"]) {
        let script = lean::script(assets.text(name)?);
        files.insert(format!("assets/{name}"), script.into_bytes());
    }
    let script = bundle::script::join(assets, &BINDINGS)?;
    files.insert("assets/app/page.js".to_owned(), script.into_bytes());
    for (words, _) in &pages.languages {
        let code = words.language().code();
        for (name, bytes) in stills::Stills::new(survey, words)?.files() {
            files.insert(format!("{code}/{name}"), bytes);
        }
    }
    for page in &pages.languages {
        for (name, bytes) in pages.read_by_script(page, true)? {
            files.insert(format!("assets/{name}"), bytes);
        }
    }
    let style = lean::style(&assets.style()?);
    files.insert("assets/style/page.css".to_owned(), style.into_bytes());
    for path in pages.paths() {
        if let Some(bytes) = package.get(path) {
            files.insert(format!("data/{path}"), bytes.clone());
        }
    }
    Ok(files)
}

fn chooser(pages: &Pages<'_>, synthetic: bool) -> Result<String, String> {
    let choices: Vec<Choice> = pages
        .languages
        .iter()
        .map(|(words, _)| Choice {
            code: words.language().code(),
            name: words.text("meta.language"),
            site: words.text("site.name"),
            description: page::description(words, synthetic),
        })
        .collect();
    let first = pages.languages.first().map(|(words, _)| words);
    let title = first.map_or_else(String::new, |words| page::title(words, synthetic));
    let description =
        first.map_or_else(String::new, |words| page::description(words, synthetic));
    pages.fill(
        "index.html",
        context! { languages => page::plain(&choices), title, description, policy => POLICY },
    )
}
