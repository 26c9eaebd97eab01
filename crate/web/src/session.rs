//! A survey in one language with the view the reader sees. Start with [`Session::new`].
//!
//! Objects of the browser are taken by value: borrowed ones cost the module `table.fill`, which the
//! optimiser of Debian 12 cannot read.

use figure::scene::{Point, Scene};
use figure::theme::{Rgb, Theme};
use figure::view::{self, Figure, State, View};
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

/// A survey with the words of one language, the last state that could be shown, and its figures as far as
/// they were asked for.
#[wasm_bindgen]
pub struct Session {
    survey: Survey,
    words: Words,
    state: State,
    figures: Vec<Figure>,
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
        Ok(Self { survey, words, state: State::default(), figures: Vec::new() })
    }

    /// Computes the view of a state and gives it as a plain object. A state that cannot be shown is an
    /// error, and the view before it stays.
    pub fn apply(&mut self, state: JsValue) -> Result<JsValue, JsValue> {
        let state: State = serde_wasm_bindgen::from_value(state).map_err(|error| {
            let problem = error.to_string();
            let message = self.words.fill("error.state", &[("problem", &problem)]);
            Fault::new("state", message)
        })?;
        let state = State { own: self.state.own.clone(), ..state };
        let view = View::new(&self.survey, &self.words, &state)
            .map_err(|error| Fault::new(error.code(), error.sentence(&self.words)))?;
        let object = object(&view)?;
        self.state = view.state;
        self.figures.clear();
        Ok(object)
    }

    /// A figure of the view as a plain object; null if the package has no such part.
    pub fn figure(&mut self, id: &str) -> Result<JsValue, JsValue> {
        match self.made(id)? {
            Some(figure) => object(figure),
            None => Ok(JsValue::NULL),
        }
    }

    /// Takes the reader's own answers, a line `field=number` each, and gives what they amount to. They stay
    /// in this session.
    pub fn place(&mut self, answers: &str) -> String {
        let answer = |line: &str| {
            let (field, number) = line.split_once('=')?;
            Some((field.to_owned(), number.parse().ok()?))
        };
        self.state.own = answers.lines().filter_map(answer).collect();
        self.figures.retain(|figure| figure.id != "people");
        view::place(&self.survey, &self.words, &self.state)
    }

    /// What a figure gives to take along: `csv`, `cite` or `r`.
    pub fn text(&mut self, figure: &str, kind: &str) -> Result<String, JsValue> {
        let figure = self.known(figure)?;
        let text = match kind {
            "csv" => &figure.csv,
            "cite" => &figure.citation,
            "r" => &figure.r_code,
            _ => return Err(Fault::new("text", format!("no text {kind:?}")).into()),
        };
        Ok(text.clone())
    }

    /// Draws a figure of the view at a width in CSS pixels, `ratio` device pixels each, in the theme
    /// `light`, `dark` or `ground text highlight` (each `rgb(…)`). Gives size and points.
    pub fn draw(
        &mut self,
        figure: &str,
        canvas: HtmlCanvasElement,
        width: f64,
        ratio: f64,
        theme: &str,
    ) -> Result<JsValue, JsValue> {
        let scene = self.known(figure)?.scene(width.clamp(WIDTHS.0, WIDTHS.1));
        paint(&scene, &canvas, ratio, theme)?;
        object(&Drawn {
            width: scene.width(),
            height: scene.height(),
            points: scene.points(),
        })
    }

    /// Draws the framed figure as it is exported.
    pub fn draw_export(
        &mut self,
        figure: &str,
        canvas: HtmlCanvasElement,
        ratio: f64,
        theme: &str,
    ) -> Result<(), JsValue> {
        paint(&self.known(figure)?.export(EXPORT_WIDTH), &canvas, ratio, theme)
    }

    /// The framed figure as an SVG file.
    pub fn export_svg(&mut self, figure: &str, theme: &str) -> Result<String, JsValue> {
        let scene = self.known(figure)?.export(EXPORT_WIDTH);
        Ok(figure::svg::standalone(&scene, &colours(theme)))
    }

    /// A figure of the view as a tree of SVG elements for the document.
    pub fn svg_nodes(&mut self, figure: &str, width: f64) -> Result<JsValue, JsValue> {
        let scene = self.known(figure)?.scene(width.clamp(WIDTHS.0, WIDTHS.1));
        let svg = figure::svg::inline(&scene, &format!("{figure}-print"));
        let tree =
            nodes::read(&svg).ok_or_else(|| Fault::new("svg", "not well formed"))?;
        object(&tree)
    }
}

impl Session {
    /// The figure, made now if it was not yet.
    fn made(&mut self, id: &str) -> Result<Option<&Figure>, Fault> {
        let known = self.figures.iter().position(|figure| figure.id == id);
        let at = match known {
            Some(at) => at,
            None => {
                let made = view::figure(&self.survey, &self.words, &self.state, id);
                let made = made.map_err(|error| {
                    Fault::new(error.code(), error.sentence(&self.words))
                })?;
                let Some(figure) = made else { return Ok(None) };
                self.figures.push(figure);
                self.figures.len() - 1
            }
        };
        Ok(self.figures.get(at))
    }

    fn known(&mut self, id: &str) -> Result<&Figure, Fault> {
        let fault = || Fault::new("figure", format!("no figure {id:?}"));
        self.made(id)?.ok_or_else(fault)
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
