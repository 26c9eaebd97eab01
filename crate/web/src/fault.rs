//! Faults for JavaScript: an `Error` with a stable `code`, a message in the reader's language and the
//! places it is about. Makes no words of its own. Start with [`Fault`].

use js_sys::{Array, Error, Reflect};
use wasm_bindgen::JsValue;

/// What went wrong.
pub(crate) struct Fault {
    /// Stable name, as `package`, `state`, `figure`.
    pub(crate) code: &'static str,
    /// For the reader.
    pub(crate) message: String,
    /// One line for each place or finding.
    pub(crate) places: Vec<String>,
}

impl Fault {
    /// A fault without places.
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), places: Vec::new() }
    }
}

impl From<Fault> for JsValue {
    fn from(fault: Fault) -> Self {
        let error = Error::new(&fault.message);
        let places: Array =
            fault.places.iter().map(|place| JsValue::from_str(place)).collect();
        // Setting a property of a fresh object cannot fail.
        let _ = Reflect::set(&error, &"code".into(), &fault.code.into());
        let _ = Reflect::set(&error, &"places".into(), &places);
        error.into()
    }
}
