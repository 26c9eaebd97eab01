//! Reads a data package in the browser when the page has no compact form of it that can be used: files in,
//! compact form or findings out. A module of its own, so that who reads the shipped survey never fetches it.
//! Must not know figures. Start with [`read`].

use js_sys::{Array, Error, Object, Reflect, Uint8Array};
use survey::package::Files;
use survey::{Severity, Survey};
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};
use words::{Language, Words, finding};

/// The compact form of a package (`files`: path → `Uint8Array`) in a language
/// (`messages`: its lines). Findings are an `Error` with
/// `code` and, one line each, `places`.
#[wasm_bindgen]
pub fn read(files: Object, messages: &str, language: &str) -> Result<Vec<u8>, JsValue> {
    let language = Language::parse(language)
        .ok_or_else(|| fault("language", &format!("no language {language:?}"), &[]))?;
    let words = Words::from_lines(language, messages);
    let (survey, findings) = Survey::read_sample(&bytes(&files));
    let errors = findings.iter().filter(|one| one.severity == Severity::Error);
    let lines: Vec<String> = errors.map(|one| finding::sentence(&words, one)).collect();
    survey.map(|survey| survey.to_compact(language.code())).ok_or_else(|| {
        let n = u64::try_from(lines.len()).unwrap_or(u64::MAX);
        fault("package", &words.count("error.package", n, &[]), &lines)
    })
}

fn bytes(files: &Object) -> Files {
    let mut read = Files::new();
    for key in Object::keys(files).iter() {
        let bytes =
            Reflect::get(files, &key).ok().and_then(|v| v.dyn_into::<Uint8Array>().ok());
        if let (Some(path), Some(bytes)) = (key.as_string(), bytes) {
            read.insert(path, bytes.to_vec());
        }
    }
    read
}

fn fault(code: &str, message: &str, places: &[String]) -> JsValue {
    let error = Error::new(message);
    let places: Array = places.iter().map(|place| JsValue::from_str(place)).collect();
    // Setting a property of a fresh object cannot fail.
    let _ = Reflect::set(&error, &"code".into(), &code.into());
    let _ = Reflect::set(&error, &"places".into(), &places);
    error.into()
}
