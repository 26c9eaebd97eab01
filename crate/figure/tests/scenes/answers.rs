//! The answers in their other forms: diverging, and one answer as dots.

use figure::spec::{Axis, Estimate};
use figure::stacked::{Form, Share, Spec};

use crate::promise::{at_every_width, put, states};
use crate::sample::{Language, estimate, questions};
use crate::snapshot::scenes;

pub(crate) fn diverging(lang: Language) -> Spec {
    Spec { form: Form::Diverging, ..questions(lang) }
}

pub(crate) fn one(lang: Language) -> Spec {
    let mut spec = Spec { form: Form::One, ..questions(lang) };
    spec.axis = Axis { range: (0.0, 100.0), plus: false, ..lang.axis() };
    spec.heads.net = lang
        .pick(
            "“completely agree”, 95\u{a0}% interval",
            "«полностью согласен(на)», доверительный интервал 95\u{a0}%",
        )
        .to_owned();
    for row in spec.sections.iter_mut().flat_map(|section| &mut section.rows) {
        let share = row.shares.last().map_or(0.0, |share| share.value * 100.0);
        row.shares.clear();
        row.net.estimate = Some(Estimate {
            outer: Some((share - 2.4, share + 3.1)),
            ..estimate(share, 1.3)
        });
        row.net.value = format!("{share:.0}\u{a0}%");
        row.net.interval = format!("{:.0}–{:.0}\u{a0}%", share - 2.4, share + 3.1);
        row.net_words.clone_from(&row.net.value);
    }
    spec
}

#[test]
fn diverging_answers_as_text() {
    scenes("diverging", |lang, width| diverging(lang).scene(width));
}

#[test]
fn one_answer_as_text() {
    scenes("one_answer", |lang, width| one(lang).scene(width));
}

/// The spec with rows of so many answers, all of weight on one of them.
fn of_answers(spec: &Spec, count: usize, heavy: usize) -> Spec {
    let mut spec = spec.clone();
    for row in spec.sections.iter_mut().flat_map(|section| &mut section.rows) {
        let share = |at| Share {
            value: if at == heavy { 0.9 } else { 0.1 / count.max(2) as f64 },
            label: "90".to_owned(),
        };
        row.shares = (0..count).map(share).collect();
    }
    spec
}

#[test]
fn the_other_forms_keep_their_promise() {
    for lang in [Language::En, Language::Ru] {
        for (form, spec) in [("diverging", diverging(lang)), ("one answer", one(lang))] {
            at_every_width(form, |width| spec.scene(width));
            let empty = Spec { sections: Vec::new(), ..spec.clone() };
            at_every_width(form, |width| empty.scene(width));
            let mut long = spec.clone();
            for row in long.sections.iter_mut().flat_map(|section| &mut section.rows) {
                row.text = format!("{0}, {0}, {0}", row.text);
                row.net.ghost = Some(3.0);
            }
            at_every_width(form, |width| long.scene(width));
            for (name, state) in states() {
                let mut spec = spec.clone();
                for row in spec.sections.iter_mut().flat_map(|section| &mut section.rows)
                {
                    put(&mut row.net, state);
                    if state.is_none() {
                        row.shares.clear();
                    }
                }
                at_every_width(&format!("{form}, {name}"), |width| spec.scene(width));
            }
        }
        let spec = diverging(lang);
        for (count, heavy) in [(1, 0), (2, 0), (2, 1), (4, 3), (5, 0), (5, 2), (7, 6)] {
            let spec = of_answers(&spec, count, heavy);
            let name = format!("diverging, {count} answers, {heavy} heavy");
            at_every_width(&name, |width| spec.scene(width));
        }
    }
}
