//! The view: from survey, words and the reader's choices to everything the page shows, so that the live
//! page and the static one cannot disagree. Must not know the browser or a file. Start from [`View`].

mod model;

pub use model::*;
