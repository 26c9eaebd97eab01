//! The page in a real Chromium, used as a person would use it. Run by `cargo xtask test page`.
//!
//! Every test has a browser of its own and fails on any console error or policy violation.

mod bench;
mod bits;
mod broken;
mod browser;
mod bundle;
mod exports;
mod live;
mod own;
mod pictures;
mod shapes;

use browser::{Browser, setting};

/// The address of a page of the served site.
fn address(path: &str) -> String {
    format!("{}/{path}", setting("SOLIDARITY_URL").trim_end_matches('/'))
}

/// The start of a script that loads the module and the shipped files by itself: `core`, `files`,
/// `words`, `survey`.
const SESSION: &str = "const root = document.querySelector('[data-page]'); \
     const base = document.documentElement.dataset.base ?? ''; \
     const core = await import(new URL(base + 'assets/web.js', location.href).href); \
     const bytes = async (u) => new Uint8Array(await (await fetch(base + u)).arrayBuffer()); \
     core.initSync({module: await bytes('assets/web_bg.wasm')}); \
     const files = {}; \
     for (const p of root.dataset.files.split(' ')) files[p] = await bytes('data/' + p); \
     const words = await (await fetch(base + 'assets/messages/LANG.txt')).text(); \
     const survey = await bytes('assets/survey/LANG.bin');";

impl Browser {
    /// Opens a page of the served site and waits until the wasm has taken over.
    async fn open(&self, path: &str) {
        self.goto(&address(path)).await;
        self.alive().await;
    }

    async fn goto(&self, address: &str) {
        self.client
            .goto(address)
            .await
            .unwrap_or_else(|error| panic!("{address}: {error}"));
    }

    /// Waits until the page says it is ready.
    async fn alive(&self) {
        self.until("return document.documentElement.hasAttribute('data-alive')").await;
        self.current().await;
    }

    /// Waits until figures out of sight are up to date too.
    async fn current(&self) {
        self.until(
            "return !!document.querySelector('[data-page]:not([hidden])[data-settled]')",
        )
        .await;
    }

    /// Scrolls a figure into the window and waits until it is drawn.
    async fn reach(&self, figure: &str) {
        let section = format!("document.querySelector('[data-figure={figure}]')");
        self.js(&format!("{section}.scrollIntoView()")).await;
        self.until(&format!("return !!{section}.querySelector('.points button')")).await;
    }

    /// The title above a figure.
    async fn title_of(&self, figure: &str) -> String {
        self.text(&format!(
            "return document.querySelector('[data-figure={figure}] [data-part=title]').textContent"
        ))
        .await
    }

    /// What the bar says about how many records are shown.
    async fn count(&self) -> String {
        self.text("return document.querySelector('[data-part=count]').textContent").await
    }
}
