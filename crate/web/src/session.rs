//! A survey in one language with the view the reader sees. Start with [`Session::new`].
//!
//! Objects of the browser are taken by value: borrowed ones cost the module `table.fill`, which the
//! optimiser of Debian 12 cannot read.

use figure::scene::{Point, Scene};
use figure::theme::{Rgb, Theme};
use figure::view::{Figure, State, View};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use survey::Survey;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use web_sys::HtmlCanvasElement;
use words::{Language, Words};

use crate::canvas::Canvas;
use crate::fault::Fault;
use crate::nodes;

/// Width of exported figures in CSS pixels.
const EXPORT_WIDTH: f64 = 960.0;

/// Widths that figures are laid out for.
const WIDTHS: (f64, f64) = (320.0, 2560.0);

/// A survey with the words of one language and the last view that could be shown.
#[wasm_bindgen]
pub struct Session {
    survey: Survey,
    words: Words,
    view: Option<View>,
}

/// What a drawing was: its size and the points on it.
#[derive(Serialize)]
struct Drawn<'a> {
    width: f64,
    height: f64,
    points: &'a [Point],
}

#[wasm_bindgen]
impl Session {
    /// Takes the compact form of a survey and the lines of the messages of its language.
    #[wasm_bindgen(constructor)]
    pub fn new(
        survey: &[u8],
        messages: &str,
        language: &str,
    ) -> Result<Session, JsValue> {
        let language = Language::parse(language)
            .ok_or_else(|| Fault::new("language", format!("no language {language:?}")))?;
        let words = Words::from_lines(language, messages);
        let survey = Survey::from_compact(survey)
            .ok_or_else(|| Fault::new("survey", "no survey in these bytes"))?;
        Ok(Self { survey, words, view: None })
    }

    /// Computes the view of a state and gives it as a plain object. A state that cannot be shown is an
    /// error, and the view before it stays.
    pub fn apply(&mut self, state: JsValue) -> Result<JsValue, JsValue> {
        let state: State = serde_wasm_bindgen::from_value(state).map_err(|error| {
            let problem = error.to_string();
            let message = self.words.fill("error.state", &[("problem", &problem)]);
            Fault::new("state", message)
        })?;
        let view = View::new(&self.survey, &self.words, &state)
            .map_err(|error| Fault::new(error.code(), error.sentence(&self.words)))?;
        let object = object(&view)?;
        self.view = Some(view);
        Ok(object)
    }

    /// Draws a figure of the view at a width in CSS pixels, `ratio` device pixels each, in the theme
    /// `light`, `dark` or `ground text highlight` (each `rgb(…)`). Gives size and points.
    pub fn draw(
        &self,
        figure: &str,
        canvas: HtmlCanvasElement,
        width: f64,
        ratio: f64,
        theme: &str,
    ) -> Result<JsValue, JsValue> {
        let scene = self.figure(figure)?.scene(width.clamp(WIDTHS.0, WIDTHS.1));
        paint(&scene, &canvas, ratio, theme)?;
        object(&Drawn {
            width: scene.width(),
            height: scene.height(),
            points: scene.points(),
        })
    }

    /// Draws the framed figure as it is exported.
    pub fn draw_export(
        &self,
        figure: &str,
        canvas: HtmlCanvasElement,
        ratio: f64,
        theme: &str,
    ) -> Result<(), JsValue> {
        paint(&self.figure(figure)?.export(EXPORT_WIDTH), &canvas, ratio, theme)
    }

    /// The framed figure as an SVG file.
    pub fn export_svg(&self, figure: &str, theme: &str) -> Result<String, JsValue> {
        let scene = self.figure(figure)?.export(EXPORT_WIDTH);
        Ok(figure::svg::standalone(&scene, &colours(theme)))
    }

    /// A figure of the view as a tree of SVG elements for the document.
    pub fn svg_nodes(&self, figure: &str, width: f64) -> Result<JsValue, JsValue> {
        let scene = self.figure(figure)?.scene(width.clamp(WIDTHS.0, WIDTHS.1));
        let svg = figure::svg::inline(&scene, &format!("{figure}-print"));
        let tree =
            nodes::read(&svg).ok_or_else(|| Fault::new("svg", "not well formed"))?;
        object(&tree)
    }
}

impl Session {
    fn figure(&self, id: &str) -> Result<&Figure, Fault> {
        let figures = self.view.iter().flat_map(|view| &view.figures);
        let mut found = figures.filter(|figure| figure.id == id);
        found.next().ok_or_else(|| Fault::new("figure", format!("no figure {id:?}")))
    }
}

fn paint(
    scene: &Scene,
    canvas: &HtmlCanvasElement,
    ratio: f64,
    theme: &str,
) -> Result<(), JsValue> {
    let ratio = if ratio.is_finite() { ratio.clamp(0.5, 8.0) } else { 1.0 };
    let (width, height) = (scene.width(), scene.height());
    let mut painter = Canvas::open(canvas, width, height, ratio)
        .ok_or_else(|| Fault::new("canvas", "the browser gives no 2d context"))?;
    scene.paint(&colours(theme), &mut painter)
}

fn colours(theme: &str) -> Theme {
    let forced: Vec<Rgb> = theme.split("rgb").filter_map(rgb).collect();
    match (theme, forced.as_slice()) {
        (_, [ground, text, highlight]) => Theme::forced(*ground, *text, *highlight),
        ("dark", _) => Theme::dark(),
        _ => Theme::light(),
    }
}

/// The colour of `(1, 2, 3)` or `a(1, 2, 3, 1)`.
fn rgb(text: &str) -> Option<Rgb> {
    let (_, numbers) = text.split_once('(')?;
    let mut numbers =
        numbers.split([',', ')', ' ']).filter_map(|one| one.trim().parse().ok());
    Some(Rgb(numbers.next()?, numbers.next()?, numbers.next()?))
}

fn object<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    value
        .serialize(&Serializer::json_compatible())
        .map_err(|error| Fault::new("object", error.to_string()).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn themes_are_read_by_name_or_colour() {
        assert_eq!(colours("dark"), Theme::dark());
        assert_eq!(colours("light"), Theme::light());
        let forced = Theme::forced(Rgb(0, 0, 0), Rgb(255, 255, 255), Rgb(26, 235, 255));
        assert_eq!(colours("rgb(0, 0, 0) rgb(255, 255, 255) rgb(26, 235, 255)"), forced);
    }
}
