//! The page's WebAssembly module: one [`Session`] for one survey in one language. It hands views over as
//! plain objects and draws scenes on canvases. It computes nothing and makes no words.

mod canvas;
mod fault;
mod nodes;
mod session;

pub use session::Session;
