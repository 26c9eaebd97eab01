//! Reading, pointing, filtering, undoing, sharing: what the page does under the reader's hands.

use super::browser::{DESKTOP, PHONE, with};

const TIP: &str = "const t = document.querySelector('[data-figure=groups] .tip'); \
                   return t && !t.hidden ? t.textContent : ''";

#[test]
fn the_wasm_takes_over_every_figure_without_foreign_requests() {
    with(DESKTOP, async |b| {
        b.open("en/").await;
        let (ids, mut figures) = (super::bits::figures(), Vec::new());
        for id in &ids {
            b.js(&format!("document.querySelector('[data-figure={id}] canvas').parentNode.scrollIntoView()")).await;
            b.until(&format!(
                "const c = document.querySelector('[data-figure={id}] canvas'); \
                 const blank = document.createElement('canvas'); blank.width = c.width; blank.height = c.height; \
                 return c.toDataURL().length > blank.toDataURL().length + 2000"
            ))
            .await;
            figures.push(b.js(&format!("return document.querySelectorAll('[data-figure={id}] .points button').length > 3")).await);
        }
        assert_eq!(figures, vec![true; ids.len()]);
        let own = super::address("");
        for request in b.requests().await {
            assert!(request.starts_with(&own), "{request} leaves the site");
        }
        b.click("[data-figure=groups] .points button").await;
        b.click("[data-part=undo]").await;
        assert_eq!(
            b.requests().await,
            Vec::<String>::new(),
            "no request without a command"
        );
        let cookies = b.js("return document.cookie").await;
        assert_eq!(cookies, "");
    });
}

#[test]
fn hover_and_focus_show_the_same_details() {
    with(DESKTOP, async |b| {
        b.open("en/").await;
        b.reach("groups").await;
        let point = "[data-figure=groups] .points li:nth-child(2) button";
        b.hover(point).await;
        let hovered = b.text(TIP).await;
        assert!(
            hovered.contains('%') || hovered.contains('–'),
            "an interval in {hovered:?}"
        );
        b.hover("h1").await;
        assert_eq!(b.text(TIP).await, "");
        b.js(&format!("document.querySelector('{point}').focus()")).await;
        assert_eq!(b.text(TIP).await, hovered);
    });
}

#[test]
fn a_tap_shows_details_and_does_not_filter() {
    with(PHONE, async |b| {
        b.open("en/").await;
        let before = b.count().await;
        b.reach("groups").await;
        b.tap("[data-figure=groups] .points li:nth-child(1) button").await;
        assert_ne!(b.text(TIP).await, "");
        assert_eq!(b.count().await, before);
    });
}

#[test]
fn a_click_on_a_row_filters_and_undo_returns() {
    with(DESKTOP, async |b| {
        b.open("en/").await;
        b.reach("groups").await;
        let (count, title) = (b.count().await, b.title_of("groups").await);
        b.click("[data-figure=groups] .points button").await;
        assert_ne!(b.count().await, count);
        assert!(b.text("return location.hash").await.contains("only.town="));
        b.click("[data-part=undo]").await;
        assert_eq!((b.count().await, b.title_of("groups").await), (count.clone(), title));
        b.click("[data-figure=groups] .points button").await;
        b.client.back().await.expect("back");
        b.until("return !location.hash.includes('only.town=')").await;
        assert_eq!(b.count().await, count);
        b.client.forward().await.expect("forward");
        b.until("return location.hash.includes('only.town=')").await;
        assert_ne!(b.count().await, count);
        b.click("[data-part=reset]").await;
        assert_eq!(b.count().await, count);
    });
}

#[test]
fn keys_walk_the_points_of_a_figure_with_one_tab_stop() {
    with(DESKTOP, async |b| {
        b.open("en/").await;
        let ids = super::bits::figures();
        for id in ids.iter().rev() {
            b.reach(id).await;
        }
        let stops = b
            .js("return [...document.querySelectorAll('[data-figure]')].map(s => \
                 [...s.querySelectorAll('.points button')].filter(p => p.tabIndex === 0).length)")
            .await;
        assert_eq!(stops, serde_json::json!(vec![1; ids.len()]));
        b.js("document.querySelector('[data-figure=groups] .points button[tabindex=\"0\"]').focus()")
            .await;
        let focused = "return document.activeElement.dataset.id ?? ''";
        let first = b.text(focused).await;
        b.keys("\u{E015}").await; // down
        let second = b.text(focused).await;
        assert_ne!(first, second);
        b.keys("\u{E013}").await; // up
        assert_eq!(b.text(focused).await, first);
        b.keys("\u{E010}").await; // end
        let last = b.text(focused).await;
        assert!(last != first && last != second);
        assert_ne!(b.text(TIP).await, "");
        b.keys("\u{E00C}").await; // escape
        assert_eq!(b.text(TIP).await, "");
        b.keys("\u{E011}").await; // home
        let count = b.count().await;
        b.keys("\u{E007}").await; // enter
        assert_ne!(b.count().await, count, "enter filters to the row");
    });
}

#[test]
fn chips_count_live_and_breakdowns_switch() {
    with(DESKTOP, async |b| {
        b.open("en/").await;
        b.reach("groups").await;
        b.click("[data-part=breakdowns] [data-key=by-sex]").await;
        let rows = b
            .js("return document.querySelectorAll('[data-figure=groups] .points button').length")
            .await;
        assert_eq!(rows, 2, "a row for each sex");
        b.click("[data-part=fields] [data-key=field-age_band]").await;
        let counts = "return [...document.querySelectorAll('[data-part=chips] button span')]\
                      .map(e => Number(e.textContent.replace(/\\D/g, '')))";
        let all = b.js(counts).await;
        let sum: f64 =
            all.as_array().expect("counts").iter().filter_map(|n| n.as_f64()).sum();
        assert_eq!(sum, 1220.0, "the chips share out all records: {all}");
        b.click("[data-part=fields] [data-key=field-town]").await;
        b.click("[data-part=chips] [data-key=chip-alpha]").await;
        b.click("[data-part=fields] [data-key=field-age_band]").await;
        let some = b.js(counts).await;
        assert_ne!(some, all, "counts follow the other filters");
        let change = b
            .text("return document.querySelector('[data-part=change]').textContent")
            .await;
        assert!(change.len() > 40, "the bar says what the filter changed: {change}");
        assert!(b.title_of("groups").await.to_lowercase().contains("exploratory"));
    });
}

#[test]
fn a_copied_link_opens_the_same_view_in_either_language() {
    with(DESKTOP, async |b| {
        b.open("en/").await;
        b.click("[data-part=breakdowns] [data-key=by-sex]").await;
        b.click("[data-part=fields] [data-key=field-town]").await;
        b.click("[data-part=chips] [data-key=chip-alpha]").await;
        b.click("[data-figure=groups] [data-do=table]").await;
        b.click("[data-figure=groups] [data-do=link]").await;
        let link = b
            .text("return document.querySelector('[data-figure=groups] textarea').value")
            .await;
        let (count, title) = (b.count().await, b.title_of("groups").await);
        b.goto("about:blank").await;
        b.goto(&link).await;
        b.alive().await;
        assert_eq!((b.count().await, b.title_of("groups").await), (count, title));
        let open =
            "return document.querySelector('[data-figure=groups] details.table').open";
        assert_eq!(b.js(open).await, true, "open tables are part of the link");
        b.click("a[data-language=ru]").await;
        b.alive().await;
        assert_eq!(b.text("return document.documentElement.lang").await, "ru");
        let chosen = "return document.querySelector('[data-key=by-sex]').getAttribute('aria-pressed')";
        assert_eq!(b.text(chosen).await, "true");
        assert!(b.text("return location.hash").await.contains("only.town=alpha"));
        let words = b.count().await;
        assert!(words.contains("анкет"), "{words}");
    });
}

#[test]
fn switches_of_a_figure_change_only_it() {
    with(DESKTOP, async |b| {
        b.open("en/").await;
        let strategies = b.title_of("strategies").await;
        let subtitle = "return document.querySelector('[data-figure=groups] [data-part=subtitle]').textContent";
        let before = b.text(subtitle).await;
        b.click("[data-figure=groups] [data-key=of-mutual_help]").await;
        assert_ne!(b.text(subtitle).await, before);
        assert_eq!(b.title_of("strategies").await, strategies);
        let ids = "return [...document.querySelectorAll('[data-figure=questions] .points button')].map(p => p.dataset.id).join()";
        b.reach("questions").await;
        let questionnaire = b.text(ids).await;
        b.click("[data-figure=questions] [data-key=order-net]").await;
        assert_ne!(b.text(ids).await, questionnaire);
    });
}

#[test]
fn the_theme_is_a_stored_choice_and_redraws_the_canvas() {
    with(DESKTOP, async |b| {
        b.open("en/").await;
        b.reach("groups").await;
        let pixels = "return document.querySelector('[data-figure=groups] canvas').toDataURL().length + \
                      getComputedStyle(document.body).backgroundColor";
        let light = b.text(pixels).await;
        b.click("[data-theme-choice=dark]").await;
        b.reach("groups").await;
        b.until(&format!("return (() => {{ {pixels} }})() !== '{light}'")).await;
        let dark = b.text(pixels).await;
        assert_ne!(light, dark);
        b.client.refresh().await.expect("reload");
        b.alive().await;
        assert_eq!(b.text("return document.documentElement.dataset.theme").await, "dark");
    });
}
