//! The view of the shipped survey in both languages: texts as snapshots, rules as assertions.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use survey::Survey;
use survey::package::Files;
use words::{Language, Words};

use super::*;

mod gallery;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn files() -> Files {
    let mut files = Files::new();
    for entry in std::fs::read_dir(root().join("data")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            files.insert(name, std::fs::read(&path).unwrap());
        }
    }
    files
}

fn survey(change: impl Fn(&mut Files)) -> Survey {
    let mut files = files();
    change(&mut files);
    let (survey, findings) = Survey::read(&files);
    let errors: Vec<String> = findings.iter().map(ToString::to_string).collect();
    survey.unwrap_or_else(|| panic!("{errors:?}"))
}

/// Replaces a text of the descriptor.
fn edit(files: &mut Files, from: &str, to: &str) {
    let text = String::from_utf8(files.remove("datapackage.json").unwrap()).unwrap();
    assert!(text.contains(from), "{from}");
    files.insert("datapackage.json".to_owned(), text.replace(from, to).into_bytes());
}

fn words(language: Language) -> Words {
    let path = root().join(format!("www/messages/{}.json", language.code()));
    Words::parse(language, &std::fs::read(path).unwrap()).unwrap()
}

fn state(by: Option<&str>, of: Option<&str>, filters: &[(&str, &[&str])]) -> State {
    let code = |code: &&str| (*code).to_owned();
    State {
        by: by.map(str::to_owned),
        of: of.map(str::to_owned),
        filters: filters
            .iter()
            .map(|(field, codes)| ((*field).to_owned(), codes.iter().map(code).collect()))
            .collect(),
        ..State::default()
    }
}

/// A view with all its figures.
struct Shown {
    view: View,
    figures: Vec<Figure>,
}

impl core::ops::Deref for Shown {
    type Target = View;
    fn deref(&self) -> &View {
        &self.view
    }
}

impl core::ops::Index<&str> for Shown {
    type Output = Figure;
    fn index(&self, id: &str) -> &Figure {
        self.figures.iter().find(|one| one.id == id).unwrap()
    }
}

fn shown(survey: &Survey, words: &Words, state: &State) -> Shown {
    let view = View::new(survey, words, state).unwrap();
    Shown { view, figures: figures(survey, words, state).unwrap() }
}

/// What a reader reads of a view.
fn texts(view: &Shown) -> String {
    let mut out = String::new();
    let lead = &view.lead;
    let _ = writeln!(out, "{}\n{}", lead.title, lead.text.join("\n"));
    for value in &lead.values {
        let _ = writeln!(out, "  {}", value.aria);
    }
    for fact in &lead.facts {
        let _ = writeln!(out, "  {}: {}", fact.term, fact.text);
    }
    let bar = &view.bar;
    let _ = writeln!(out, "\n{} / {}", bar.count, bar.active);
    for line in bar.effective.iter().chain(&bar.change) {
        let _ = writeln!(out, "{line}");
    }
    for figure in &view.figures {
        let _ = writeln!(out, "\n# {}\n{}", figure.title, figure.subtitle);
        let parts = [("", &figure.summary), ("* ", &figure.footnotes)];
        for (mark, lines) in parts {
            for line in lines {
                let _ = writeln!(out, "{mark}{line}");
            }
        }
        let _ = writeln!(out, "$ {}\n{}", figure.command, figure.file);
    }
    out
}

#[test]
fn the_first_view_reads_right() {
    let survey = survey(|_| ());
    for language in [Language::En, Language::Ru] {
        let view = shown(&survey, &words(language), &State::default());
        insta::assert_snapshot!(format!("first_{}", language.code()), texts(&view));
    }
}

#[test]
fn a_filtered_view_is_called_exploratory() {
    let survey = survey(|_| ());
    let state = state(Some("age_band"), Some("mutual_help"), &[("sex", &["2"])]);
    for language in [Language::En, Language::Ru] {
        let view = shown(&survey, &words(language), &state);
        insta::assert_snapshot!(format!("filtered_{}", language.code()), texts(&view));
    }
}

#[test]
fn defaults_are_filled_in_and_given_back() {
    let survey = survey(|_| ());
    let words = words(Language::En);
    let view = shown(&survey, &words, &State::default());
    assert_eq!(view.state.by.as_deref(), Some("town"));
    assert_eq!(view.state.of.as_deref(), Some("si"));
    let again = shown(&survey, &words, &view.state);
    assert_eq!(texts(&view), texts(&again));
}

#[test]
fn every_choice_of_the_bar_makes_a_view() {
    let survey = survey(|_| ());
    let words = words(Language::Ru);
    let first = shown(&survey, &words, &State::default());
    for breakdown in &first.bar.breakdowns {
        for measure in &first["groups"].switches[0].choices {
            let state = state(Some(&breakdown.code), Some(&measure.code), &[]);
            let view = shown(&survey, &words, &state);
            for figure in &view.figures {
                assert!(
                    figure.title.starts_with("В смоделированных данных"),
                    "{}",
                    figure.title
                );
                assert!(!figure.title.contains('{'), "{}", figure.title);
                assert!(figure.file.ends_with("_synthetic"));
                assert!(figure.citation.contains("Синтетические данные"));
                assert!(
                    figure.footnotes.last().unwrap().contains("Синтетические данные")
                );
                for width in [320.0, 928.0, 2560.0] {
                    assert!(figure.scene(width).height() > 0.0);
                }
                assert!(figure.export(960.0).height() > 0.0);
            }
        }
    }
}

#[test]
fn counts_of_chips_follow_the_other_filters() {
    let survey = survey(|_| ());
    let state = state(None, None, &[("sex", &["2"]), ("town", &["alpha", "beta"])]);
    let view = shown(&survey, &words(Language::En), &state);
    let field =
        |name: &str| view.bar.fields.iter().find(|one| one.field == name).unwrap();
    let sum =
        |name: &str| field(name).chips.iter().filter_map(|chip| chip.n).sum::<u64>();
    assert_eq!(sum("sex"), 146 + 191);
    let towns = &field("town").chips;
    let chosen: u64 =
        towns.iter().filter(|chip| chip.selected).filter_map(|chip| chip.n).sum();
    assert_eq!(chosen, view.bar.n);
    assert_eq!(field("town").caption, "Town: Alpha, Beta");
    assert!(view.bar.change.as_deref().unwrap().contains("exploratory"));
    assert_eq!(view["groups"].table.rows.len(), 3);
}

#[test]
fn nothing_is_shown_of_a_small_group() {
    let survey = survey(|_| ());
    let state = state(Some("town"), None, &[("age_band", &["1"])]);
    let view = shown(&survey, &words(Language::En), &state);
    let request = survey::Request {
        of: vec!["si".to_owned()],
        by: vec!["town".to_owned()],
        filter: vec![survey::request::Filter::codes("age_band", ["1"])],
        ..survey::Request::default()
    };
    let all = survey.estimate(&request).unwrap().estimates;
    let small: Vec<_> = all.iter().filter(|one| one.n < 10).collect();
    assert!(!small.is_empty() && small.len() < all.len());
    let groups = &view["groups"];
    let Spec::DotRows(spec) = &groups.spec else { panic!() };
    assert_eq!(spec.rows.len(), all.len() - small.len());
    for one in small {
        let code = one.group("town").unwrap();
        let label = survey.package().field("town").unwrap().category(code).unwrap();
        assert!(groups.table.rows.iter().all(|row| row.head != label.label));
        assert!(!groups.csv.contains(&format!(",{code},")));
        assert!(groups.footnotes.iter().any(|note| note.contains(&label.label)));
        assert!(!view["strategies"].csv.contains(&format!(",{code},")));
        let chips =
            &view.bar.fields.iter().find(|one| one.field == "town").unwrap().chips;
        let chip = chips.iter().find(|chip| chip.code == code).unwrap();
        assert!(chip.n.is_none_or(|n| n >= 10));
    }
}

#[test]
fn the_csv_is_that_of_the_command_line() {
    let survey = survey(|_| ());
    let view = shown(&survey, &words(Language::Ru), &State::default());
    let request = survey::Request {
        of: vec!["si".to_owned()],
        by: vec!["town".to_owned()],
        ..survey::Request::default()
    };
    assert_eq!(view["groups"].csv, survey.estimate(&request).unwrap().to_csv());
    let of = ["si", "common_cause", "mutual_help", "authorities"].map(str::to_owned);
    let base = survey::request::Base::Index;
    let request = survey::Request {
        of: of.into(),
        base,
        by: Vec::new(),
        ..survey::Request::default()
    };
    assert_eq!(view["glance"].csv, survey.estimate(&request).unwrap().to_csv());
    let lines = view["questions"].csv.lines().count();
    assert_eq!(lines, 1 + 19 * (5 + 1 + 3));
}

#[test]
fn every_ruler_has_fifty_dots_unless_its_noise_is_not_known() {
    let whole = survey(|_| ());
    let en = words(Language::En);
    let rulers = |view: &Shown| {
        let Spec::QuantileDots(spec) = &view["glance"].spec else { panic!() };
        spec.rulers.clone()
    };
    let first = rulers(&shown(&whole, &en, &State::default()));
    assert_eq!(first.len(), 4);
    assert!(first.iter().all(|one| one.dots.len() == 50 && one.cell.ghost.is_none()));
    let few = state(None, None, &[("town", &["alpha"]), ("age_band", &["1"])]);
    let few = shown(&whole, &en, &few);
    assert!(few["glance"].title.ends_with("(exploratory)"));
    assert!(rulers(&few).iter().all(|one| one.cell.ghost.is_some()));
}

fn with(mut state: State, set: &[(&str, &str)]) -> State {
    let pairs = set.iter().map(|(key, code)| ((*key).to_owned(), (*code).to_owned()));
    state.set.extend(pairs);
    state
}

/// What a reader reads of the questions and their table.
fn told(figure: &Figure) -> String {
    let mut out = format!("# {}\n{}\n{}\n", figure.title, figure.subtitle, figure.note);
    for line in figure.summary.iter().chain(&figure.footnotes) {
        let _ = writeln!(out, "{line}");
    }
    let heads = figure.table.columns.iter().map(|column| column.label.as_str());
    let _ = writeln!(
        out,
        "{}\n{}",
        figure.table.caption,
        heads.collect::<Vec<_>>().join("|")
    );
    for row in &figure.table.rows {
        let _ = writeln!(out, "{}|{}", row.head, row.cells.join("|"));
    }
    let scene = figure.scene(928.0);
    let points = scene.points().iter().take(2);
    points.for_each(|point| out.push_str(&format!("{}\n", point.datum.label)));
    out + &figure.file
}

#[test]
fn the_answers_have_three_forms() {
    let survey = survey(|_| ());
    let all = |language, state: &State| shown(&survey, &words(language), state);
    for (form, set) in [
        ("diverging", &[("answers", "diverging")][..]),
        ("one", &[("answers", "one")]),
        ("second", &[("answers", "one"), ("answer", "2"), ("order", "net")]),
    ] {
        let filter: &[(&str, &[&str])] =
            if form == "one" { &[] } else { &[("sex", &["2"])] };
        let state = with(state(None, None, filter), set);
        for language in [Language::En, Language::Ru] {
            let view = all(language, &state);
            let name = format!("questions_{form}_{}", language.code());
            insta::assert_snapshot!(name, told(&view["questions"]));
        }
    }
    let first = all(Language::En, &State::default());
    let one = all(Language::En, &with(State::default(), &[("answers", "one")]));
    assert_eq!(first["questions"].switches.len(), 2);
    assert_eq!(one["questions"].switches.len(), 3);
    assert_eq!(first["questions"].csv, one["questions"].csv);
    // The share and its interval are those of the command line.
    let request = survey::Request {
        of: vec!["a1".to_owned()],
        statistic: survey::request::Statistic::Share,
        ..survey::Request::default()
    };
    let shares = survey.estimate(&request).unwrap().estimates;
    let last = shares.last().unwrap();
    let Spec::Stacked(spec) = &one["questions"].spec else { panic!() };
    let drawn = spec.sections[0].rows[0].net.estimate.unwrap();
    assert_eq!(drawn.value, last.estimate.unwrap() * 100.0);
    let limits = (last.lower.unwrap() * 100.0, last.upper.unwrap() * 100.0);
    assert_eq!(drawn.outer, Some(limits));
}

#[test]
fn a_question_leads_to_its_entry_in_the_codebook() {
    let survey = survey(|_| ());
    let view = shown(&survey, &words(Language::En), &State::default());
    let questions = &view["questions"];
    let target = questions.table.rows[0].target.clone().unwrap();
    assert_eq!((target.field.as_str(), target.code.as_str()), ("a1", ""));
    let scene = questions.scene(320.0);
    let entry = ("a1".to_owned(), String::new());
    assert_eq!(scene.points()[0].datum.filter.as_ref(), Some(&entry));
}

#[test]
fn wrong_states_say_what_is_wrong() {
    let survey = survey(|_| ());
    let (en, ru) = (words(Language::En), words(Language::Ru));
    let fault = |state: &State| View::new(&survey, &en, state).unwrap_err();
    let error = fault(&state(Some("twon"), None, &[]));
    assert_eq!(error.code(), "unknown-name");
    assert!(error.sentence(&ru).contains("возможно, `town`?"), "{}", error.sentence(&ru));
    let error = fault(&state(None, Some("a1"), &[]));
    assert_eq!(error.code(), "unknown-name");
    let error = fault(&state(None, None, &[("town", &["alpa"])]));
    assert_eq!(error.code(), "unknown-filter-code");
    assert!(error.to_string().contains("did you mean `alpha`?"));
    let error = fault(&state(Some("weight"), None, &[]));
    assert_eq!(error.code(), "no-groups");
    let set = [("ordre".to_owned(), "net".to_owned())].into();
    let error = fault(&State { set, ..State::default() });
    assert!(error.to_string().contains("did you mean `order`?"), "{error}");
    let error = fault(&with(State::default(), &[("answers", "divergin")]));
    assert!(error.to_string().contains("did you mean `diverging`?"), "{error}");
    let error = fault(&with(State::default(), &[("answer", "6")]));
    assert!(error.to_string().contains("did you mean `1`?"), "{error}");
    let error = fault(&state(None, None, &[("age_band", &["1"]), ("work", &["4"])]));
    assert_eq!(error.code(), "empty-filter");
    assert!(error.sentence(&en).contains("Age: 18–24; Work: pensioner"));
}

#[test]
fn a_real_survey_speaks_of_respondents() {
    let survey =
        survey(|files| edit(files, "\"synthetic\": true", "\"synthetic\": false"));
    let view = shown(&survey, &words(Language::En), &State::default());
    let all = texts(&view);
    assert!(!all.to_lowercase().contains("simulated records"), "{all}");
    assert!(view.figures.iter().all(|figure| figure.title.starts_with("In this survey")));
    assert!(view.figures.iter().all(|figure| figure.mark.is_none()));
    assert!(view.figures.iter().all(|figure| !figure.file.contains("synthetic")));
    assert!(all.contains("1,220 respondents"));
}

#[test]
fn without_a_translation_the_package_s_own_words_stand() {
    let survey = survey(|files| edit(files, "\"ru\": {", "\"kk\": {"));
    let view = shown(&survey, &words(Language::Ru), &State::default());
    assert_eq!(view.bar.breakdowns[0].label, "Town");
    assert!(view["groups"].title.starts_with("В смоделированных данных"));
}

#[test]
fn the_code_of_r_names_what_it_needs() {
    let survey = survey(|_| ());
    let state = state(Some("edu"), None, &[("sex", &["2"])]);
    let view = shown(&survey, &words(Language::En), &state);
    let code = &view["groups"].r_code;
    for part in [
        "read.csv(\"respondents_synthetic.csv\"",
        "item(\"a4\", c(\"7\", \"8\", \"9\"), 0, 100, 1, 5, reverse = TRUE)",
        "svydesign(ids = ~.unit, strata = ~.stratum, weights = ~.w, nest = TRUE, data = d)",
        "valid(\"sex\"",
        "d$edu <- valid(\"edu\", c(",
        "Synthetic data.",
    ] {
        assert!(code.contains(part), "{part}\n{code}");
    }
}

#[test]
fn generations_need_ordered_groups_and_a_pair() {
    let all =
        "\"town\", \"age_band\", \"sex\", \"edu\", \"work\", \"dynasty\", \"member\"]";
    let pairs = survey(|files| edit(files, all, "\"town\", \"edu\", \"sex\"]"));
    let unordered = survey(|files| edit(files, all, "\"town\", \"sex\", \"work\"]"));
    let alone = survey(|files| edit(files, all, "\"town\", \"age_band\", \"work\"]"));
    let ids = |survey: &Survey| -> Vec<String> {
        let all = figures(survey, &words(Language::En), &State::default()).unwrap();
        all.into_iter().map(|figure| figure.id).collect()
    };
    assert!(ids(&survey(|_| ())).contains(&"generations".to_owned()));
    assert!(ids(&pairs).contains(&"generations".to_owned()), "education is ordered too");
    for other in [unordered, alone] {
        let ids = ids(&other);
        assert!(ids.len() > 3 && !ids.contains(&"generations".to_owned()), "{ids:?}");
    }
    let set = |code: &str| [("lines".to_owned(), code.to_owned())].into();
    let state = |code: &str| State { set: set(code), ..State::default() };
    let survey = survey(|_| ());
    let sex = figure(&survey, &words(Language::En), &state("sex"), "generations");
    let sex = sex.unwrap().unwrap();
    assert!(sex.command.contains("--by sex,age_band"), "{}", sex.command);
    let error = View::new(&survey, &words(Language::En), &state("dynsty")).unwrap_err();
    assert!(error.to_string().contains("did you mean `dynasty`?"), "{error}");
}

#[test]
fn the_gap_is_that_of_the_command_line() {
    let survey = survey(|_| ());
    let words = words(Language::En);
    let shown =
        figure(&survey, &words, &State::default(), "generations").unwrap().unwrap();
    let Spec::Trend(spec) = &shown.spec else { panic!() };
    let request = survey::Request {
        of: vec!["si".to_owned()],
        by: vec!["dynasty".to_owned()],
        ..survey::Request::default()
    };
    let whole = survey.compare(&request).unwrap().comparisons.remove(0);
    let drawn = spec.gaps.last().unwrap().estimate.unwrap();
    assert_eq!(
        (Some(drawn.value), drawn.outer),
        (whole.difference, whole.lower.zip(whole.upper))
    );
    let inner = drawn.inner.unwrap();
    assert!(drawn.outer.unwrap().0 < inner.0 && inner.1 < drawn.outer.unwrap().1);
    assert!(spec.gaps[0].estimate.is_none(), "too few records of 18–24 with a dynasty");
}
