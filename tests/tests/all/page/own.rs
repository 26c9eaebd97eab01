//! The reader's own answers: scored by the codebook's rules, marked among the people, kept nowhere.

use figure::view::{self, State};

use super::browser::{DESKTOP, with};

const SAID: &str = "return document.querySelector('[data-part=own-said]').textContent";

#[test]
fn own_answers_are_scored_and_stay_on_the_page() {
    let (survey, words) = super::bits::shipped();
    let mut own = State::default();
    for (at, item) in
        survey.definition().dimensions().iter().flat_map(|one| &one.items).enumerate()
    {
        let code = 1 + i64::try_from(at * 7 % 5).expect("small");
        own.own.insert(item.field.clone(), code);
    }
    let said = view::place(&survey, &words, &own);
    let people =
        view::figure(&survey, &words, &own, "people").expect("a view").expect("people");
    let last = people.summary.last().expect("a summary").clone();
    with(DESKTOP, async |b| {
        b.open("en/").await;
        b.reach("people").await;
        b.requests().await;
        let fill = "document.querySelector('details.own').open = true; \
                    document.querySelectorAll('.own .ask').forEach((ask, n) => \
                    ask.querySelectorAll('input')[n * 7 % 5].click())";
        b.js(fill).await;
        assert_eq!(b.text(SAID).await, said);
        let summary = "return document.querySelector('[data-figure=people] [data-part=summary] p:last-child').textContent";
        assert_eq!(b.text(summary).await, last);
        assert_eq!(b.js("return location.hash").await, "", "not in the address");
        let kept = "return [localStorage.length, sessionStorage.length, document.cookie]";
        assert_eq!(b.js(kept).await, serde_json::json!([0, 0, ""]));
        assert_eq!(b.requests().await, Vec::<String>::new(), "nothing is sent");
        b.click("[data-figure=people] [data-key=of-mutual_help]").await;
        assert!(
            b.text(summary).await.starts_with("Your answers give"),
            "they stay for another measure"
        );
        b.js("document.querySelector('.own [type=reset]').click()").await;
        b.until(
            "return document.querySelector('[data-part=own-said]').textContent === ''",
        )
        .await;
        assert!(!b.text(summary).await.starts_with("Your answers"));
    });
}

#[test]
fn people_stand_behind_the_dots_on_demand() {
    with(DESKTOP, async |b| {
        b.open("en/").await;
        b.reach("groups").await;
        let height =
            "return document.querySelector('[data-figure=groups] canvas').clientHeight";
        let before = b.js(height).await;
        b.click("[data-figure=groups] [data-key=people-on]").await;
        assert!(b.js(height).await.as_f64() > before.as_f64(), "rows grow");
        assert!(b.text("return location.hash").await.contains("people=on"));
        b.click("[data-figure=groups] [data-key=people-off]").await;
        assert_eq!(b.js(height).await, before);
    });
}
