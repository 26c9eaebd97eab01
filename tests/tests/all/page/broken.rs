//! What the page says when something is wrong: in the reader's language, with the last good view kept.

use serde_json::json;

use super::browser::{DESKTOP, with, with_noise};

const NOTICE: &str = "const n = document.querySelector('[data-part=notice]'); \
                      return n && !n.hidden ? n.textContent : ''";

#[test]
fn a_link_with_an_unknown_name_keeps_the_view_and_says_so() {
    with(DESKTOP, async |b| {
        b.open("ru/").await;
        let title = b.title_of("groups").await;
        b.js("location.hash = '#by=twon'").await;
        b.until("return !document.querySelector('[data-part=notice]').hidden").await;
        let said = b.text(NOTICE).await;
        assert!(said.contains("twon") && said.contains("town"), "{said}");
        assert!(said.chars().any(|c| ('а'..='я').contains(&c)), "in Russian: {said}");
        assert_eq!(b.title_of("groups").await, title);
    });
}

#[test]
fn a_filter_without_records_keeps_the_view_and_says_so() {
    with(DESKTOP, async |b| {
        b.open("en/").await;
        let (title, count) = (b.title_of("groups").await, b.count().await);
        b.js("location.hash = '#only.age_band=1&only.work=4'").await;
        b.until("return !document.querySelector('[data-part=notice]').hidden").await;
        assert_ne!(b.text(NOTICE).await, "");
        assert_eq!((b.title_of("groups").await, b.count().await), (title, count));
    });
}

#[test]
fn a_wasm_that_cannot_load_leaves_the_static_page_and_one_line() {
    with_noise(DESKTOP, async |b| {
        b.cdp("Network.enable", json!({})).await;
        b.cdp("Network.setBlockedURLs", json!({"urls": ["*web_bg.wasm*"]})).await;
        b.goto(&super::address("ru/")).await;
        b.until("return !document.querySelector('[data-part=notice]').hidden").await;
        let said = b.text(NOTICE).await;
        assert!(said.chars().count() < 300 && said.contains("раузер"), "{said}");
        let pictures = b
            .js("return [...document.querySelectorAll('[data-figure]')].every(s => \
                 [...s.querySelectorAll('svg')].some(e => e.getBoundingClientRect().height > 50))")
            .await;
        assert_eq!(pictures, true, "the static figures stay");
    });
}

#[test]
fn without_its_own_form_of_the_survey_the_page_reads_the_package() {
    with_noise(DESKTOP, async |b| {
        b.open("ru/").await;
        let title = b.title_of("groups").await;
        b.cdp("Network.enable", json!({})).await;
        b.cdp("Network.setBlockedURLs", json!({"urls": ["*survey/ru.bin*"]})).await;
        b.cdp("Network.setCacheDisabled", json!({"cacheDisabled": true})).await;
        b.goto("about:blank").await;
        b.open("ru/").await;
        assert_eq!(b.title_of("groups").await, title);
        let fetched =
            "return performance.getEntriesByType('resource').map(e => e.name).join()";
        assert!(
            b.text(fetched).await.contains("readers_bg.wasm"),
            "by the second module"
        );
    });
}

#[test]
fn a_broken_package_is_told_with_its_places_in_the_readers_language() {
    with(DESKTOP, async |b| {
        b.open("ru/").await;
        let damage = "const readers = await import(new URL(base + 'assets/readers.js', location.href).href); \
             readers.initSync({module: await bytes('assets/readers_bg.wasm')}); \
             const all = await (await fetch(base + 'assets/messages/ru.all.txt')).text(); \
             const name = Object.keys(files).find(p => p.startsWith('respondents')); \
             const lines = new TextDecoder().decode(files[name]).split('\\n'); \
             lines[3] = lines[3].replace(/,[0-9]+[.][0-9]+,/, ',oops,'); \
             const damaged = { ...files, [name]: new TextEncoder().encode(lines.join('\\n')) }; \
             const tried = []; \
             for (const set of [damaged, {}, { ...files, 'datapackage.json': new Uint8Array([123]) }]) { \
               try { readers.read(set, all, 'ru'); tried.push(null); } \
               catch (e) { tried.push([typeof e.code, e.message, e.places ?? []]); } \
             } \
             return tried;";
        let told = b.js_async(&(super::SESSION.replace("LANG", "ru") + damage)).await;
        let tried = told.as_array().unwrap_or_else(|| panic!("{told}"));
        assert_eq!(tried.len(), 3);
        for error in tried {
            assert_eq!(error[0], "string", "{error}");
            let text = error.to_string();
            assert!(text.chars().any(|c| ('а'..='я').contains(&c)), "in Russian: {text}");
        }
        assert!(
            tried[0].to_string().contains("строка 4"),
            "line 4 is named: {}",
            tried[0]
        );
    });
}
