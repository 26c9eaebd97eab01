//! How long the page's script takes when a reader does something. Run by `cargo xtask bench`.

use super::browser::{DESKTOP, with};

/// Measures and prints where `SOLIDARITY_BENCH` is set.
#[test]
fn measure() {
    if std::env::var_os("SOLIDARITY_BENCH").is_none() {
        return;
    }
    with(DESKTOP, async |b| {
        for figure in ["groups", "strategies", "questions"] {
            b.open("en/").await;
            b.js("document.querySelector('[data-key=\"field-sex\"]').click()").await;
            b.reach(figure).await;
            let times = b
                .js_async(
                    "const times = []; \
                     const root = document.querySelector('[data-page]'); \
                     const idle = () => new Promise(done => { const look = () => \
                       root.hasAttribute('data-settled') ? setTimeout(done, 30) : setTimeout(look, 10); look(); }); \
                     for (let i = 0; i < 41; i++) { \
                       const chip = document.querySelector('[data-key=\"chip-' + (1 + i % 2) + '\"]'); \
                       const start = performance.now(); chip.click(); times.push(performance.now() - start); \
                       await idle(); } \
                     return times.slice(1);",
                )
                .await;
            let times = times.as_array().expect("times").iter();
            let mut times: Vec<f64> =
                times.filter_map(serde_json::Value::as_f64).collect();
            times.sort_by(f64::total_cmp);
            println!(
                "filter toggle with `{figure}` in the window: {:.1} ms of script ({:.1} to {:.1}, {} toggles)",
                times[times.len() / 2],
                times[0],
                times[times.len() - 1],
                times.len()
            );
        }
    });
}
