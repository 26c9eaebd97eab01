//! `solidarity bundle`: the whole page in one file: every language, the data, the wasm, fonts, styles and
//! modules, under a policy that allows exactly these. Must not know statistics. Start with [`html`].

use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use minijinja::context;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use survey::Survey;
use survey::package::Files;

use crate::assets::Assets;
use crate::site::lean;
use crate::site::page::{Pages, Place, plain};

pub(crate) mod script;

#[derive(Serialize)]
struct Inside {
    name: String,
    text: String,
}

#[derive(Serialize)]
struct Body {
    lang: &'static str,
    title: String,
    description: String,
    body: String,
}

/// The file.
pub(crate) fn html(
    survey: &Survey,
    package: &Files,
    assets: &Assets,
) -> Result<String, String> {
    let pages = Pages::new(survey, package, assets)?;
    let bodies: Vec<Body> = pages
        .render(&Place::OneFile)?
        .into_iter()
        .map(|page| Body {
            lang: page.language.code(),
            title: page.title,
            description: page.description,
            body: page.body,
        })
        .collect();

    let mut inside = vec![packed("web_bg.wasm", assets.bytes("web_bg.wasm")?)?];
    for page in &pages.languages {
        for (name, bytes) in pages.read_by_script(page, false)? {
            inside.push(packed(&name, &bytes)?);
        }
    }
    for path in pages.paths() {
        if let Some(bytes) = package.get(path) {
            inside.push(packed(&format!("data/{path}"), bytes)?);
        }
    }

    let style = with_fonts(&lean::style(&assets.style()?), assets)?;
    let early = lean::script(assets.text("app/early.js")?);
    let script = script::join(assets, &[])?;
    let policy = format!(
        "default-src 'none'; script-src '{}' '{}' 'wasm-unsafe-eval'; style-src '{}'; \
         img-src data: blob:; font-src data:; connect-src 'none'; base-uri 'none'; \
         form-action 'none'; require-trusted-types-for 'script'",
        hash(&early),
        hash(&script),
        hash(&style)
    );
    let icon = STANDARD.encode(assets.bytes("icon/favicon.svg")?);
    let icon = format!("data:image/svg+xml;base64,{icon}");
    pages.fill(
        "bundle.html",
        context! {
            shared => figure::svg::shared(),
            pages => plain(&bodies),
            inside => plain(&inside),
            policy,
            style,
            early,
            script,
            icon,
        },
    )
}

/// A file as gzip in base64; the same bytes on every run.
fn packed(name: &str, bytes: &[u8]) -> Result<Inside, String> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    let bytes = gzip.write_all(bytes).and_then(|()| gzip.finish());
    let bytes = bytes.map_err(|error| format!("{name}: {error}"))?;
    Ok(Inside { name: name.to_owned(), text: STANDARD.encode(bytes) })
}

/// The style sheet with its fonts in it.
fn with_fonts(style: &str, assets: &Assets) -> Result<String, String> {
    let mut style = style.to_owned();
    for name in assets.under("fonts/").filter(|name| name.ends_with(".woff2")) {
        let font = STANDARD.encode(assets.bytes(name)?);
        style = style.replace(
            &format!("url(\"../{name}\")"),
            &format!("url(\"data:font/woff2;base64,{font}\")"),
        );
    }
    Ok(style)
}

/// The source of a script or style as the policy names it.
pub(crate) fn hash(bytes: impl AsRef<[u8]>) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}
