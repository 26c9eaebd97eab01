//! Invented specs for the tests, in both languages. Knows no layout.

use figure::spec::{Axis, Cell, Datum, Estimate, Hue, Key, Overall, Steps};
use figure::{dot_rows, panels, stacked, trend};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    En,
    Ru,
}

impl Language {
    pub(crate) fn pick<'a>(self, en: &'a str, ru: &'a str) -> &'a str {
        if self == Self::En { en } else { ru }
    }

    fn number(self, value: f64) -> String {
        let text = format!("{value:.1}");
        if self == Self::En { text } else { text.replace('.', ",") }
    }

    fn signed(self, value: f64) -> String {
        match value {
            v if v < 0.0 => format!("\u{2212}{:.0}", -v),
            v if v > 0.0 => format!("+{v:.0}"),
            _ => "0".to_owned(),
        }
    }

    pub(crate) fn axis(self) -> Axis {
        let decimal = if self == Self::En { '.' } else { ',' };
        Axis { range: (0.0, 100.0), cover: None, decimal, plus: false }
    }

    fn key(self) -> Key {
        let (inner, outer) = ("66\u{a0}%".to_owned(), "95\u{a0}%".to_owned());
        Key { inner, outer }
    }
}

const TOWNS: [(&str, &str, &str, u32, [f64; 4]); 8] = [
    ("theta", "Theta", "Тета", 103, [60.5, 61.9, 65.8, 53.7]),
    ("epsilon", "Epsilon", "Эпсилон", 205, [60.1, 60.8, 62.9, 56.7]),
    ("zeta", "Zeta", "Дзета", 130, [57.4, 57.0, 59.5, 55.6]),
    ("gamma", "Gamma", "Гамма", 116, [57.1, 57.9, 60.7, 52.8]),
    ("alpha", "Alpha", "Альфа", 146, [57.1, 55.6, 66.4, 49.3]),
    ("beta", "Beta", "Бета", 191, [53.9, 54.9, 58.8, 48.0]),
    ("delta", "Delta", "Дельта", 171, [53.3, 53.0, 60.0, 46.9]),
    ("iota", "Iota", "Йота", 158, [51.3, 51.8, 56.2, 45.9]),
];

pub(crate) fn estimate(value: f64, half: f64) -> Estimate {
    let ends = |half: f64| Some((value - half, value + half));
    Estimate { value, inner: ends(half * 0.48), outer: ends(half) }
}

fn cell(lang: Language, id: &str, name: &str, value: f64, half: f64) -> Cell {
    let (low, high) = (lang.number(value - half), lang.number(value + half));
    let interval = format!("{low}–{high}");
    let value_text = lang.number(value);
    Cell {
        datum: Datum {
            id: id.to_owned(),
            label: format!("{name}: {value_text}, {interval}."),
            title: name.to_owned(),
            details: vec![(lang.pick("Index", "Индекс").to_owned(), value_text.clone())],
            filter: Some(("town".to_owned(), id.to_owned())),
        },
        estimate: Some(estimate(value, half)),
        value: value_text,
        interval,
        ..Cell::default()
    }
}

fn margin(n: u32) -> f64 {
    40.0 / f64::from(n).sqrt()
}

pub(crate) fn groups(lang: Language) -> dot_rows::Spec {
    let rows = TOWNS.iter().map(|(id, en, ru, n, values)| {
        let name = lang.pick(en, ru);
        dot_rows::Row {
            label: name.to_owned(),
            n: n.to_string(),
            hue: Hue::Ink,
            cell: cell(lang, id, name, values[0], margin(*n)),
            people: None,
        }
    });
    let pairs = [(0, 5), (0, 6), (0, 7), (1, 5), (1, 6), (1, 7), (2, 7), (3, 7), (4, 7)];
    let head = lang.pick("not told apart", "неразличимы");
    dot_rows::Spec {
        title: lang
            .pick("Solidarity index by town", "Индекс солидарности по городам")
            .to_owned(),
        description: lang.pick("Dots with intervals.", "Точки с интервалами.").to_owned(),
        heads: dot_rows::Heads {
            group: lang.pick("Town", "Город").to_owned(),
            n: "n".to_owned(),
            value: lang.pick("mean", "среднее").to_owned(),
            interval: lang.pick("95\u{a0}% interval", "95\u{a0}%-й интервал").to_owned(),
        },
        rows: rows.collect(),
        overall: Some(Overall {
            value: 55.2,
            interval: Some((54.1, 56.3)),
            label: format!(
                "{} {}",
                lang.pick("All towns", "Все города"),
                lang.number(55.2)
            ),
        }),
        apart: Some(dot_rows::Apart {
            head: head.to_owned(),
            pairs: pairs.to_vec(),
            counts: TOWNS
                .iter()
                .map(|_| lang.pick("told from 3 of 7", "отличим от 3 из 7").to_owned())
                .collect(),
        }),
        own: None,
        ridges: false,
        axis: lang.axis(),
        key: lang.key(),
        empty: lang
            .pick("Nobody passes the filter.", "Под фильтр никто не попадает.")
            .to_owned(),
    }
}

pub(crate) fn strategies(lang: Language) -> panels::Spec {
    let names = [
        ("Common cause", "Общее дело"),
        ("Mutual assistance and support", "Взаимопомощь и поддержка"),
        ("Authorities and associations", "Власть и общественные объединения"),
    ];
    let overall = [55.6, 59.9, 50.0];
    let panel = |(position, (en, ru)): (usize, &(&str, &str))| panels::Panel {
        title: lang.pick(en, ru).to_owned(),
        hue: Hue::of_dimension(position),
        overall: Some(Overall {
            value: overall[position],
            interval: Some((overall[position] - 1.1, overall[position] + 1.1)),
            label: lang.number(overall[position]),
        }),
    };
    let rows = TOWNS.iter().map(|(id, en, ru, n, values)| {
        let name = lang.pick(en, ru);
        let one = |slot: usize| {
            cell(lang, &format!("{id}-{slot}"), name, values[slot], margin(*n) * 1.2)
        };
        panels::Row {
            label: name.to_owned(),
            n: n.to_string(),
            cells: vec![one(1), one(2), one(3)],
        }
    });
    panels::Spec {
        title: lang.pick("Strategies by town", "Стратегии по городам").to_owned(),
        description: lang.pick("Three panels.", "Три панели.").to_owned(),
        group: lang.pick("Town", "Город").to_owned(),
        n: "n".to_owned(),
        panels: names.iter().enumerate().map(panel).collect(),
        rows: rows.collect(),
        axis: lang.axis(),
        empty: lang
            .pick("Nobody passes the filter.", "Под фильтр никто не попадает.")
            .to_owned(),
    }
}

const ITEMS: [(&str, &str, bool, [u32; 5]); 6] = [
    (
        "When something in our town needs putting right, people gather and do it together.",
        "Когда в нашем городе нужно что-то привести в порядок, люди собираются и делают это вместе.",
        false,
        [10, 22, 32, 24, 12],
    ),
    (
        "Many people in our town are ready to give their own time to a cause the whole town needs.",
        "Многие в нашем городе готовы тратить своё время на дело, нужное всему городу.",
        false,
        [4, 14, 28, 30, 24],
    ),
    (
        "People here feel the town's problems as their own.",
        "Люди у нас воспринимают проблемы города как свои.",
        false,
        [7, 18, 31, 27, 17],
    ),
    (
        "Most people in our town are busy only with their own affairs.",
        "Большинство людей в нашем городе заняты только своими личными делами.",
        true,
        [7, 19, 31, 27, 16],
    ),
    (
        "In our town the young and the elderly hardly have anything to do with each other.",
        "Молодые и пожилые в нашем городе почти не общаются между собой.",
        true,
        [12, 24, 32, 22, 10],
    ),
    (
        "Town events bring people of all kinds together.",
        "Городские мероприятия собирают у нас самых разных людей.",
        false,
        [6, 16, 30, 29, 19],
    ),
];

pub(crate) fn questions(lang: Language) -> stacked::Spec {
    let names = [
        ("Common cause", "Общее дело"),
        ("Mutual assistance and support", "Взаимопомощь и поддержка"),
        ("Authorities and associations", "Власть и общественные объединения"),
        ("Alienation, outside the index", "Отчуждение, вне индекса"),
    ];
    let row = |section: usize, index: usize| {
        let (en, ru, reversed, shares) = &ITEMS[index];
        let net = f64::from(shares[3] + shares[4]) - f64::from(shares[0] + shares[1]);
        let interval = format!("{:.0}–{:.0}", net.abs() - 2.0, net.abs() + 4.0);
        let id = format!("q{section}{index}");
        stacked::Row {
            text: lang.pick(en, ru).to_owned(),
            reversed: reversed.then(|| "R".to_owned()),
            reversed_words: if *reversed {
                lang.pick("reversed", "обратный вопрос").to_owned()
            } else {
                String::new()
            },
            shares: shares
                .iter()
                .map(|s| stacked::Share {
                    value: f64::from(*s) / 100.0,
                    label: s.to_string(),
                })
                .collect(),
            missing: format!("{}\u{a0}%", index + 1),
            missing_words: format!(
                "{} {}\u{a0}%",
                lang.pick("no answer", "нет ответа"),
                index + 1
            ),
            net: Cell {
                datum: Datum { label: format!("{id}."), id, ..Datum::default() },
                estimate: Some(estimate(net, 5.0)),
                value: lang.signed(net),
                interval,
                ..Cell::default()
            },
            net_words: format!("{} {}", lang.pick("net", "баланс"), lang.signed(net)),
        }
    };
    let section = |(position, (en, ru)): (usize, &(&str, &str))| stacked::Section {
        title: lang.pick(en, ru).to_owned(),
        hue: Hue::of_dimension(position),
        rows: (0..3)
            .map(|index| row(position, (index + position * 2) % ITEMS.len()))
            .collect(),
    };
    stacked::Spec {
        title: lang.pick("Answers to the questions", "Ответы на вопросы").to_owned(),
        description: lang.pick("Stacked bars.", "Составные полосы.").to_owned(),
        form: stacked::Form::Stacked,
        heads: stacked::Heads {
            low: lang
                .pick("completely disagree", "совершенно не согласен(на)")
                .to_owned(),
            middle: lang
                .pick(
                    "partly agree, partly disagree",
                    "отчасти согласен(на), отчасти нет",
                )
                .to_owned(),
            high: lang.pick("completely agree", "полностью согласен(на)").to_owned(),
            missing: lang.pick("no answer", "нет ответа").to_owned(),
            net: lang
                .pick("net agreement, 95\u{a0}%", "баланс согласия, 95\u{a0}%")
                .to_owned(),
        },
        sections: names.iter().enumerate().map(section).collect(),
        axis: Axis { range: (-100.0, 100.0), plus: true, ..lang.axis() },
        empty: lang
            .pick("Nobody passes the filter.", "Под фильтр никто не попадает.")
            .to_owned(),
    }
}

/// People of a town around a mean: a bell in steps of five.
pub(crate) fn people(mean: f64) -> Steps {
    let share = |at: i32| {
        let far = (f64::from(at) * 5.0 - mean) / 18.0;
        1.0 / (1.0 + far * far * far * far) / 7.0
    };
    let shares = (0..=20).map(share).collect();
    Steps { first: 0.0, width: 5.0, shares, half: Some((mean - 9.0, mean + 9.0)) }
}

/// The towns with the people behind the marks, or (`ridges`) as the figure of people.
pub(crate) fn crowded(lang: Language, ridges: bool) -> dot_rows::Spec {
    let mut spec = groups(lang);
    spec.axis.range = (-2.5, 102.5);
    spec.axis.cover = Some(spec.axis.range);
    spec.ridges = ridges;
    for row in &mut spec.rows {
        row.people = row.cell.estimate.map(|one| people(one.value));
    }
    if ridges {
        spec.apart = None;
        let label = lang.pick("your answers 57.0", "ваши ответы 57,0").to_owned();
        spec.own = Some(Box::new(Overall { value: 57.0, interval: None, label }));
        for row in &mut spec.rows {
            if let Some(one) = &mut row.cell.estimate {
                (one.inner, one.outer) = (None, None);
            }
        }
    }
    spec
}

const AGES: [&str; 6] = ["18–24", "25–34", "35–44", "45–54", "55–64", "65+"];

pub(crate) fn generations(lang: Language) -> trend::Spec {
    let names = [
        lang.pick("labour dynasty", "трудовая династия"),
        lang.pick("no dynasty", "без династии"),
    ];
    let all = lang.pick("All", "Все");
    let columns: Vec<&str> = AGES.iter().copied().chain([all]).collect();
    let line = |at: usize, values: [f64; 7]| trend::Line {
        label: names[at].to_owned(),
        hue: Hue::Ma,
        quiet: at > 0,
        cells: columns
            .iter()
            .zip(values)
            .map(|(name, value)| cell(lang, &format!("{at}-{name}"), name, value, 4.0))
            .collect(),
    };
    let gaps = [12.1, -1.4, 3.0, 0.2, 5.5, 1.0, 2.7];
    let gap = |(name, value): (&&str, f64)| {
        let mut cell = cell(lang, &format!("gap-{name}"), name, value, 5.0);
        cell.value = lang.signed(value);
        cell
    };
    trend::Spec {
        title: lang.pick("Generations", "Поколения").to_owned(),
        description: lang.pick("Two lines.", "Две линии.").to_owned(),
        head: lang.pick("mean", "среднее").to_owned(),
        gap_head: format!("{} – {}", names[0], names[1]),
        columns: columns.iter().map(|name| (*name).to_owned()).collect(),
        lines: vec![
            line(0, [61.0, 55.0, 56.2, 57.0, 60.1, 59.0, 57.8]),
            line(1, [48.9, 56.4, 53.2, 56.8, 54.6, 58.0, 55.1]),
        ],
        gaps: columns.iter().zip(gaps).map(gap).collect(),
        axis: lang.axis(),
        gap_axis: Axis { range: (-100.0, 100.0), plus: true, ..lang.axis() },
        empty: lang
            .pick("Nobody passes the filter.", "Под фильтр никто не попадает.")
            .to_owned(),
    }
}
