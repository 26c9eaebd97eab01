//! The one-file supplement, opened from disk.

use super::browser::{DESKTOP, setting, with};

#[test]
fn the_supplement_works_from_a_file_without_any_request() {
    with(DESKTOP, async |b| {
        let address = format!("file://{}/supplement.html", setting("SOLIDARITY_SITE"));
        b.goto(&address).await;
        b.alive().await;
        let requests = b.requests().await;
        assert!(requests.iter().all(|one| one.starts_with(&address)), "{requests:?}");
        let shown = "return [...document.querySelectorAll('[data-page]')].filter(p => \
                     p.getBoundingClientRect().height > 0).map(p => p.lang).join()";
        assert_eq!(b.text(shown).await, "en");
        let count = "return [...document.querySelectorAll('[data-page]')].find(p => \
                     p.getBoundingClientRect().height > 0).querySelector('[data-part=count]').textContent";
        let all = b.text(count).await;
        b.reach("groups").await;
        b.click("[data-page][lang=en] [data-figure=groups] .points button").await;
        assert_ne!(b.text(count).await, all, "a click filters");
        b.click("[data-page][lang=en] a[data-language=ru]").await;
        b.until(
            "return document.documentElement.lang === 'ru' && \
                 !!document.querySelector('[data-page][lang=ru] canvas')",
        )
        .await;
        assert_eq!(b.text(shown).await, "ru");
        assert!(b.text(count).await.contains("анкет"));
        assert_eq!(b.requests().await, Vec::<String>::new());
    });
}

#[test]
fn the_supplement_reads_without_scripts() {
    let window = super::browser::Window { scripts: false, ..DESKTOP };
    with(window, async |b| {
        b.goto(&format!("file://{}/supplement.html", setting("SOLIDARITY_SITE"))).await;
        let pages = b
            .js("return [...document.querySelectorAll('[data-page]')].map(p => \
                 [p.lang, p.querySelectorAll('[data-figure] svg').length >= 3])")
            .await;
        assert_eq!(pages, serde_json::json!([["en", true], ["ru", true]]));
    });
}
