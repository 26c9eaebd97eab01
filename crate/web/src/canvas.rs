//! The canvas as a painter of scenes: plotters' canvas backend, wrapped so that it draws in fractions of
//! device pixels, measures text without touching the document, and knows dashes. Knows no figure.
//! Start with [`Canvas::open`].

use std::cell::RefCell;
use std::collections::BTreeMap;

use figure::painter::{Colour, Painter, Stroke, TextStyle};
use figure::scene::{Anchor, Rect};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend,
    DrawingErrorKind,
};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// The backend takes whole numbers; one of its units is this part of a device pixel.
const UNITS: f64 = 16.0;

/// The families of the page's figures, the shipped one first.
const FAMILY: &str = "\"Solidarity Sans\", system-ui, \"Noto Sans\", sans-serif";

type BackendResult<E> = Result<(), DrawingErrorKind<E>>;

/// A canvas made ready for one drawing of a known size.
pub(crate) struct Canvas {
    backend: Sharp,
    context: CanvasRenderingContext2d,
    scale: f64,
}

impl Canvas {
    /// Sizes the canvas to `width` × `height` CSS pixels at `scale` device pixels each and clears it.
    /// `None` if the browser gives no 2d context.
    pub(crate) fn open(
        element: &HtmlCanvasElement,
        width: f64,
        height: f64,
        scale: f64,
    ) -> Option<Self> {
        element.set_width(size(width * scale));
        element.set_height(size(height * scale));
        let context: CanvasRenderingContext2d =
            element.get_context("2d").ok()??.dyn_into().ok()?;
        let inner = CanvasBackend::with_canvas_object(element.clone())?;
        context.set_transform(1.0 / UNITS, 0.0, 0.0, 1.0 / UNITS, 0.0, 0.0).ok()?;
        let measurer = Measurer { context: context.clone(), known: RefCell::default() };
        Some(Self { backend: Sharp { inner, measurer }, context, scale })
    }

    /// Device coordinates in the backend's units.
    fn fine(&self, (x, y): (f64, f64)) -> BackendCoord {
        (unit(x * self.scale), unit(y * self.scale))
    }

    fn write(
        &self,
        at: (f64, f64),
        text: &str,
        style: &TextStyle,
    ) -> Result<(), JsValue> {
        let font = font(style.weight.number(), style.size * self.scale);
        let width = self.backend.measurer.width(&font, text);
        let shift = match style.anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => width / 2.0,
            Anchor::End => width,
        };
        let (x, y) = (at.0 * self.scale - shift, (at.1 * self.scale).round());
        let context = &self.context;
        context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0)?;
        context.set_font(&font);
        if let Some(halo) = style.halo {
            context.set_stroke_style_str(&css(halo));
            context.set_line_width(4.0 * self.scale);
            context.set_line_join("round");
            context.stroke_text(text, x, y)?;
        }
        context.set_fill_style_str(&css(style.colour));
        context.fill_text(text, x, y)?;
        context.set_transform(1.0 / UNITS, 0.0, 0.0, 1.0 / UNITS, 0.0, 0.0)
    }
}

impl Painter for Canvas {
    type Error = JsValue;

    fn line(
        &mut self,
        from: (f64, f64),
        to: (f64, f64),
        stroke: &Stroke<'_>,
    ) -> Result<(), JsValue> {
        let level = from.1.to_bits() == to.1.to_bits();
        let upright = from.0.to_bits() == to.0.to_bits();
        let mut width = stroke.width * self.scale;
        let (mut start, mut end) = (self.fine(from), self.fine(to));
        if level || upright {
            // A straight line covers whole device pixels.
            width = width.round().max(1.0);
            let snap =
                |at: f64| unit(((at * self.scale) - width / 2.0).round() + width / 2.0);
            if level {
                (start.1, end.1) = (snap(from.1), snap(from.1));
            } else {
                (start.0, end.0) = (snap(from.0), snap(from.0));
            }
        }
        let dashes = js_sys::Array::new();
        for length in stroke.dash {
            dashes.push(&JsValue::from_f64(length * self.scale * UNITS));
        }
        self.context.set_line_dash(&dashes)?;
        let style = Ink { colour: stroke.colour, width };
        self.backend.draw_line(start, end, &style).map_err(fault)?;
        self.context.set_line_dash(&js_sys::Array::new())
    }

    fn rect(&mut self, rect: Rect, fill: Colour) -> Result<(), JsValue> {
        let snap = |at: f64| unit((at * self.scale).round());
        let (left, top) = (snap(rect.x), snap(rect.y));
        let (right, bottom) = (snap(rect.right()), snap(rect.bottom()));
        // What is there at all is at least one device pixel.
        let least = |from: i32, to: i32, length: f64| {
            if length > 0.0 { to.max(from.saturating_add(unit(1.0))) } else { to }
        };
        let end = (least(left, right, rect.width), least(top, bottom, rect.height));
        let style = Ink { colour: fill, width: 0.0 };
        self.backend.draw_rect((left, top), end, &style, true).map_err(fault)
    }

    fn disc(
        &mut self,
        centre: (f64, f64),
        radius: f64,
        fill: Colour,
    ) -> Result<(), JsValue> {
        let radius = unit(radius * self.scale).max(0).unsigned_abs();
        let style = Ink { colour: fill, width: 0.0 };
        self.backend.draw_circle(self.fine(centre), radius, &style, true).map_err(fault)
    }

    fn polygon(&mut self, corners: &[(f64, f64)], fill: Colour) -> Result<(), JsValue> {
        let corners: Vec<BackendCoord> =
            corners.iter().map(|corner| self.fine(*corner)).collect();
        let style = Ink { colour: fill, width: 0.0 };
        self.backend.fill_polygon(corners, &style).map_err(fault)
    }

    fn text(
        &mut self,
        at: (f64, f64),
        text: &str,
        style: &TextStyle,
    ) -> Result<(), JsValue> {
        self.write(at, text, style)
    }
}

/// The canvas backend with text measured on the canvas: plotters' own way appends a styled element to
/// the document, which the page's policy forbids.
struct Sharp {
    inner: CanvasBackend,
    measurer: Measurer,
}

impl DrawingBackend for Sharp {
    type ErrorType = <CanvasBackend as DrawingBackend>::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        self.inner.get_size()
    }

    fn ensure_prepared(&mut self) -> BackendResult<Self::ErrorType> {
        self.inner.ensure_prepared()
    }

    fn present(&mut self) -> BackendResult<Self::ErrorType> {
        self.inner.present()
    }

    fn draw_pixel(
        &mut self,
        point: BackendCoord,
        color: BackendColor,
    ) -> BackendResult<Self::ErrorType> {
        self.inner.draw_pixel(point, color)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> BackendResult<Self::ErrorType> {
        self.inner.draw_line(from, to, style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> BackendResult<Self::ErrorType> {
        self.inner.draw_rect(upper_left, bottom_right, style, fill)
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> BackendResult<Self::ErrorType> {
        self.inner.draw_circle(center, radius, style, fill)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> BackendResult<Self::ErrorType> {
        self.inner.fill_polygon(vert, style)
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Self::ErrorType>> {
        let font = font(400, style.size());
        Ok((size(self.measurer.width(&font, text)), size(style.size())))
    }
}

/// Widths of texts, each measured once.
struct Measurer {
    context: CanvasRenderingContext2d,
    known: RefCell<BTreeMap<String, f64>>,
}

impl Measurer {
    /// Width in device pixels; 0 where the browser cannot tell.
    fn width(&self, font: &str, text: &str) -> f64 {
        let key = format!("{font}\n{text}");
        if let Some(width) = self.known.borrow().get(&key) {
            return *width;
        }
        self.context.set_font(font);
        let width =
            self.context.measure_text(text).map_or(0.0, |metrics| metrics.width());
        self.known.borrow_mut().insert(key, width);
        width
    }
}

/// Colour and width in the backend's terms.
struct Ink {
    colour: Colour,
    width: f64,
}

impl BackendStyle for Ink {
    fn color(&self) -> BackendColor {
        let figure::theme::Rgb(r, g, b) = self.colour.rgb;
        BackendColor { alpha: self.colour.opacity, rgb: (r, g, b) }
    }

    fn stroke_width(&self) -> u32 {
        unit(self.width).max(0).unsigned_abs()
    }
}

fn font(weight: u16, pixels: f64) -> String {
    format!("{weight} {pixels}px {FAMILY}")
}

fn css(colour: Colour) -> String {
    let figure::theme::Rgb(r, g, b) = colour.rgb;
    format!("rgba({r},{g},{b},{})", colour.opacity)
}

fn fault<E: std::error::Error + Send + Sync>(error: DrawingErrorKind<E>) -> JsValue {
    JsValue::from_str(&error.to_string())
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "float to int saturates; a canvas is far smaller than an i32 of sixteenths"
)]
fn unit(pixels: f64) -> i32 {
    (pixels * UNITS).round() as i32
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "float to int saturates, and a negative size is no size"
)]
fn size(pixels: f64) -> u32 {
    pixels.round() as u32
}
