//! The static figures in the page: their drawings at two widths, and the files beside it that readers
//! without scripts can take. Must not know what a figure shows. Start with [`Stills`].

use std::collections::BTreeMap;

use figure::context::{self, Ground, Part, Still};
use figure::svg;
use figure::theme::Theme;
use serde::Serialize;
use survey::Survey;
use words::Words;

use super::ground;
use super::page::WIDTHS;

/// Width of a drawing in a file of its own.
const FILE: f64 = 976.0;

/// The static figures of one language.
pub(crate) struct Stills(Vec<Still>);

/// A figure for the templates.
#[derive(Serialize)]
pub(crate) struct Shown<'a> {
    view: &'a Still,
    parts: Vec<Drawn<'a>>,
}

#[derive(Serialize)]
struct Drawn<'a> {
    view: &'a Part,
    wide: String,
    phone: String,
    /// Addresses of the files, where there are any.
    svg: Option<String>,
    csv: Option<String>,
}

impl Stills {
    /// Those the package has. The error is one of the survey's.
    pub(crate) fn new(survey: &Survey, words: &Words) -> Result<Self, String> {
        let outline = ground::outline();
        let ground = Ground { project: &ground::project, outline: &outline };
        let stills = context::stills(survey, words, &ground);
        Ok(Self(stills.map_err(|error| error.to_string())?))
    }

    /// Ids of their sections, in the order of the page.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().map(|still| still.id)
    }

    /// The figures drawn, by the id of their section; `prefix` begins the ids in the page, `files` says
    /// whether files lie beside it.
    pub(crate) fn shown(&self, prefix: &str, files: bool) -> BTreeMap<&str, Shown<'_>> {
        let one = |still: &'_ Still| -> Vec<[String; 2]> {
            let parts = still.parts.iter().enumerate();
            let drawn = parts.map(|(number, part)| {
                let inline = |width: f64, name: &str| {
                    let prefix = format!("{prefix}{}-{number}-{name}", still.id);
                    svg::inline(&part.scene(width), &prefix)
                };
                let [wide, phone] = WIDTHS;
                [inline(wide, "w"), inline(phone, "p")]
            });
            drawn.collect()
        };
        let mut all = BTreeMap::new();
        for still in &self.0 {
            let drawn = one(still).into_iter().zip(&still.parts);
            let parts = drawn.map(|([wide, phone], view)| {
                let address =
                    |end: &str| files.then(|| format!("figures/{}.{end}", view.file));
                Drawn { view, wide, phone, svg: address("svg"), csv: address("csv") }
            });
            all.insert(still.id, Shown { view: still, parts: parts.collect() });
        }
        all
    }

    /// The files beside the page: name in its folder → bytes.
    pub(crate) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        for still in &self.0 {
            for part in &still.parts {
                let drawing = svg::standalone(&still.export(part, FILE), &Theme::light());
                files.insert(format!("figures/{}.svg", part.file), drawing.into_bytes());
                let csv = part.csv.clone().into_bytes();
                files.insert(format!("figures/{}.csv", part.file), csv);
            }
        }
        files
    }
}

#[cfg(test)]
mod tests;
