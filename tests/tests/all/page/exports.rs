//! What a reader takes home: CSV, SVG, PNG, citation, R code, each complete and labelled.

use std::process::Command;

use figure::view::{self, State, View};

use super::browser::{DESKTOP, setting, with};

/// What the commands print that stand under a figure: `solidarity estimate data …`, one a line. The command
/// line marks groups that are too small; the page leaves them out.
fn printed(commands: &str) -> String {
    let mut whole = String::new();
    for (i, line) in commands.lines().enumerate() {
        let args = line.split_whitespace().skip(1);
        let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../data");
        let args = args.map(|arg| if arg == "data" { data } else { arg });
        let output = Command::new(setting("SOLIDARITY_BIN")).args(args).output();
        let output = output.expect("solidarity runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        let lines = text.split_inclusive('\n').skip(usize::from(i > 0));
        whole.extend(lines.filter(|line| !line.contains("small-cell")));
    }
    whole
}

#[test]
fn the_downloaded_csv_is_what_the_commands_print() {
    let (survey, words) = super::bits::shipped();
    let all = view::figures(&survey, &words, &State::default()).expect("the first view");
    for figure in all {
        with(DESKTOP, async |b| {
            b.open("en/").await;
            b.click(&format!("[data-figure={}] [data-do=csv]", figure.id)).await;
            let (name, bytes) = b.downloaded(".csv").await;
            assert!(name.contains("synthetic"), "{name}");
            let text = String::from_utf8(bytes).expect("UTF-8");
            assert_eq!(text, printed(&figure.command), "{}", figure.command);
            assert!(text.lines().next().expect("a header").contains("synthetic"));
        });
    }
}

#[test]
fn pictures_carry_the_label_and_the_hash() {
    with(DESKTOP, async |b| {
        b.open("ru/").await;
        b.click("[data-figure=groups] [data-do=svg]").await;
        let (name, bytes) = b.downloaded(".svg").await;
        assert!(name.contains("synthetic"), "{name}");
        let svg = String::from_utf8(bytes).expect("UTF-8");
        assert!(svg.contains("xmlns=\"http://www.w3.org/2000/svg\""));
        assert!(!svg.contains(" style="), "no style attributes");
        let shown = b
            .js(&format!(
                "const d = new Blob([{}], {{type: 'image/svg+xml'}}); const i = new Image(); \
                 i.src = URL.createObjectURL(d); \
                 return i.decode().then(() => [i.naturalWidth > 300, i.naturalHeight > 300])",
                serde_json::Value::from(svg.as_str())
            ))
            .await;
        assert_eq!(shown, serde_json::json!([true, true]), "the browser draws it");
        assert!(svg.contains("Синтетические данные"), "the label is inside");
        let (survey, words) = super::bits::shipped();
        let view = View::new(&survey, &words, &State::default()).expect("the first view");
        let sha = view.package.sha256;
        assert!(sha.len() == 64 && svg.contains(&sha[..12]), "the hash is inside: {sha}");
        b.click("[data-figure=strategies] [data-do=png]").await;
        let (name, png) = b.downloaded(".png").await;
        assert!(name.contains("synthetic"), "{name}");
        assert!(png.starts_with(b"\x89PNG") && png.len() > 10_000);
    });
}

#[test]
fn citation_and_r_code_say_what_is_shown() {
    with(DESKTOP, async |b| {
        b.open("en/").await;
        b.click("[data-part=fields] [data-key=field-sex]").await;
        b.click("[data-part=chips] [data-key='chip-2']").await;
        let area = "return document.querySelector('[data-figure=groups] textarea').value";
        b.click("[data-figure=groups] [data-do=r]").await;
        let code = b.text(area).await;
        for part in [
            "library(survey)",
            "svydesign",
            "strata = ",
            "nest = TRUE",
            "svymean",
            "\"2\"",
        ] {
            assert!(code.contains(part), "{part} in\n{code}");
        }
        b.click("[data-figure=groups] [data-do=cite]").await;
        let cite = b.text(area).await;
        assert!(cite.to_lowercase().contains("synthetic"), "{cite}");
    });
}

#[test]
fn tables_hold_the_numbers_of_their_figures() {
    with(DESKTOP, async |b| {
        b.open("en/").await;
        b.click("[data-figure=groups] [data-do=table]").await;
        let heads = b
            .js("return [...document.querySelectorAll('[data-figure=groups] details.table tbody th')].map(e => e.textContent)")
            .await;
        assert!(heads.as_array().is_some_and(|rows| rows.len() >= 8), "{heads}");
        let visible = "const r = document.querySelector('[data-figure=groups] details.table table').getBoundingClientRect(); return r.height > 100";
        assert_eq!(b.js(visible).await, true);
    });
}
