//! The page at every width, density and theme, on paper, and with scripts off.

use serde_json::json;

use super::browser::{DESKTOP, PHONE, Window, with};

#[test]
fn nothing_overflows_from_320_px_to_2560_px() {
    with(DESKTOP, async |b| {
        for language in ["en/", "ru/"] {
            b.open(language).await;
            for width in [320, 360, 390, 600, 720, 721, 1024, 1199, 1200, 1920, 2560] {
                b.shape(Window { width, ..DESKTOP }).await;
                b.settled().await;
                let wide = b
                    .js("const w = document.documentElement.clientWidth; \
                         return [...document.querySelectorAll('body *')].filter(e => { \
                           const r = e.getBoundingClientRect(); \
                           return r.width > 0 && r.right > w + 1 && !e.closest('.scroll, .tip, svg, [hidden], .skip'); \
                         }).map(e => e.outerHTML.slice(0, 90))")
                    .await;
                assert_eq!(wide, json!([]), "{language} at {width} px");
                let scroll = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
                assert_eq!(b.js(scroll).await, 0, "{language} at {width} px");
                for figure in ["groups", "strategies", "questions"] {
                    b.reach(figure).await;
                    b.until(&format!(
                        "const s = document.querySelector('[data-figure={figure}]'); \
                         const c = s.querySelector('canvas'), p = s.querySelector('[data-part=plot]'); \
                         return Math.abs(c.getBoundingClientRect().width - p.clientWidth) < 1.5;"
                    ))
                    .await;
                }
            }
        }
    });
}

#[test]
fn the_canvas_has_the_pixels_of_the_screen() {
    with(PHONE, async |b| {
        b.open("ru/").await;
        b.reach("groups").await;
        for ratio in [1.0, 1.5, 2.0, 3.0] {
            b.shape(Window { ratio, ..PHONE }).await;
            b.settled().await;
            let sharp = "const c = document.querySelector('[data-figure=groups] canvas'); \
                         return Math.abs(c.width - c.getBoundingClientRect().width * devicePixelRatio) <= 1";
            b.until(sharp).await;
        }
    });
}

#[test]
fn without_scripts_the_page_is_complete() {
    let ids = super::bits::figures();
    with(Window { scripts: false, ..DESKTOP }, async |b| {
        for (path, words) in
            [("en/", "In the simulated data"), ("ru/", "В смоделированных данных")]
        {
            b.goto(&super::address(path)).await;
            // WebDriver scripts still run: only those of the page are off.
            let found = b
                .js("const seen = e => e && e.getBoundingClientRect().height > 20; \
                     return [...document.querySelectorAll('[data-figure]')].map(s => [ \
                       s.dataset.figure, \
                       [...s.querySelectorAll('svg')].filter(seen).length >= 1, \
                       s.querySelectorAll('tbody tr').length >= 4, \
                       s.querySelector('[data-part=summary]').textContent.length > 80])")
                .await;
            let whole: Vec<_> =
                ids.iter().map(|id| json!([id, true, true, true])).collect();
            let whole = json!(whole);
            assert_eq!(found, whole, "{path}");
            let text = b.text("return document.body.textContent").await;
            assert!(text.contains(words), "{path}");
            let dead = b
                .js("return [...document.querySelectorAll('button')].filter(e => \
                     e.getBoundingClientRect().height > 0).map(e => e.textContent)")
                .await;
            assert_eq!(dead, json!([]), "no control that does nothing");
        }
    });
}

#[test]
fn the_synthetic_label_stands_wherever_it_must() {
    with(DESKTOP, async |b| {
        for (path, label) in [("en/", "ynthetic"), ("ru/", "интетическ")] {
            b.open(path).await;
            let places = b
                .js("const og = document.querySelector('meta[property=\"og:description\"]')?.content ?? ''; \
                     return [document.title, document.querySelector('.syn').textContent, og, \
                       ...[...document.querySelectorAll('[data-figure]')].map(s => s.textContent)]")
                .await;
            for place in places.as_array().expect("a list") {
                let text = place.as_str().unwrap_or_default();
                assert!(text.contains(label), "{path}: {text:.120}");
            }
            let unfilled = "return document.body.innerText.match(/\\{[a-z_]+\\}/g) ?? []";
            assert_eq!(
                b.js(unfilled).await,
                json!([]),
                "{path}: every placeholder is filled"
            );
        }
    });
}

#[test]
fn on_paper_figures_are_vectors() {
    with(DESKTOP, async |b| {
        b.open("en/").await;
        b.js("dispatchEvent(new Event('beforeprint'))").await;
        let vectors = "return [...document.querySelectorAll('[data-figure]')].every(s => \
                       s.querySelector('.paper svg text') && s.querySelector('canvas').hidden)";
        assert_eq!(b.js(vectors).await, true);
        // A sheet has another width than the window.
        b.shape(Window { width: 800, ..DESKTOP }).await;
        b.settled().await;
        assert_eq!(b.js(vectors).await, true, "still, at the width of a sheet");
        b.js("dispatchEvent(new Event('afterprint'))").await;
        let canvases =
            "return [...document.querySelectorAll('canvas')].every(c => !c.hidden)";
        assert_eq!(b.js(canvases).await, true);
    });
}
