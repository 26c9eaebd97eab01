//! The qualitative codebook and the joint display's example rows (content 5).
//!
//! Sub-codes are this project's; what the abstract supports is marked so. It must not know
//! how interviews are made.

use super::interviews::{Code, cell};

type Theme = (&'static str, &'static str, &'static str, &'static str, &'static str);

#[rustfmt::skip]
const STRATEGY: [(Theme, [f64; 3]); 12] = [
    (("CC1", "improving shared space", "благоустройство общего пространства", "joint work on yards, parks, memorials", "совместная работа во дворах, парках, у памятников"), [0.85, 0.55, 0.65]),
    (("CC2", "town events and traditions", "городские события и традиции", "holidays, memory days that gather residents", "праздники и памятные дни, которые собирают жителей"), [0.60, 0.80, 0.55]),
    (("CC3", "appeal to a shared identity", "обращение к общей идентичности", "“our town”, pride, local history as a motive", "«наш город», гордость, местная история как мотив"), [0.45, 0.75, 0.35]),
    (("CC4", "mobilising by a problem", "сплочение вокруг проблемы", "an urgent problem starts the joint action", "совместное действие начинается с острой проблемы"), [0.70, 0.30, 0.50]),
    (("MA1", "neighbour help", "соседская помощь", "free help in the house or street", "безвозмездная помощь в доме или на улице"), [0.75, 0.45, 0.60]),
    (("MA2", "help between generations", "помощь поколений друг другу", "young for old, old for young", "молодые — старшим, старшие — молодым"), [0.50, 0.80, 0.65]),
    (("MA3", "labour dynasties and mentoring", "трудовые династии и наставничество", "trade and norms passed on in family or at work", "профессия и нормы передаются в семье или на работе"), [0.25, 0.80, 0.30]),
    (("MA4", "support of the vulnerable", "поддержка уязвимых", "collecting money or things, care, visits", "сбор денег и вещей, уход, посещения"), [0.35, 0.45, 0.80]),
    (("AA1", "joint appeals", "коллективные обращения", "letters, meetings, requests in the name of residents", "письма, собрания, просьбы от имени жителей"), [0.80, 0.40, 0.40]),
    (("AA2", "TOS and local initiative projects", "ТОС и инициативные проекты", "formal self-government; Altai local-initiatives programme (PPMI)", "формальное самоуправление; алтайская программа поддержки местных инициатив (ППМИ)"), [0.80, 0.35, 0.50]),
    (("AA3", "partnership with associations", "партнёрство с объединениями", "NGOs, veterans, parish, clubs, unions", "НКО, ветераны, приход, клубы, профсоюзы"), [0.40, 0.70, 0.65]),
    (("AA4", "broker between residents and authorities", "посредничество между жителями и властью", "the activist carries requests both ways", "активист передаёт просьбы в обе стороны"), [0.65, 0.35, 0.60]),
];

#[rustfmt::skip]
const ACTORS: [(Theme, [f64; 3]); 8] = [
    (("ACT1", "organiser", "организатор", "brings people together for a piece of work", "собирает людей на общее дело"), [0.85, 0.40, 0.40]),
    (("ACT2", "keeper of memory", "хранитель памяти", "teacher, museum, library", "учитель, музей, библиотека"), [0.20, 0.70, 0.20]),
    (("ACT3", "mentor, dynasty member", "наставник, представитель династии", "passes a trade on", "передаёт профессию"), [0.20, 0.65, 0.20]),
    (("ACT4", "volunteer", "волонтёр", "helps without a post", "помогает, не занимая должности"), [0.35, 0.35, 0.80]),
    (("ACT5", "TOS chair, house elder", "председатель ТОС, старший по дому", "chosen by the neighbours", "выбран соседями"), [0.80, 0.20, 0.30]),
    (("ACT6", "NGO or club leader", "лидер объединения", "leads an association", "руководит объединением"), [0.30, 0.60, 0.35]),
    (("ACT7", "entrepreneur-patron", "предприниматель-благотворитель", "gives money, goods or machines", "помогает деньгами, товарами, техникой"), [0.25, 0.20, 0.55]),
    (("ACT8", "municipal insider", "сотрудник муниципалитета, депутат", "works or sits in the town's bodies", "работает или избран в органы города"), [0.35, 0.20, 0.50]),
];

#[rustfmt::skip]
const BARRIERS: [(Theme, &str, [f64; 3]); 6] = [
    (("BAR1", "alienation", "отчуждение", "“nothing to do with me”", "«меня это не касается»"), "abstract", [0.55, 0.50, 0.50]),
    (("BAR2", "socio-economic problems, lack of resources", "нехватка ресурсов", "money, premises, work are missing", "не хватает денег, помещений, работы"), "abstract", [0.65, 0.60, 0.70]),
    (("BAR3", "outmigration of the young", "отъезд молодёжи", "those who could carry on move away", "уезжают те, кто мог бы продолжить дело"), "ours", [0.45, 0.65, 0.45]),
    (("BAR4", "distrust of authorities", "недоверие к власти", "no answer is expected", "ответа не ждут"), "ours", [0.55, 0.35, 0.30]),
    (("BAR5", "activists' burnout", "выгорание активистов", "the same few people do it all", "всё держится на нескольких людях"), "ours", [0.50, 0.40, 0.40]),
    (("BAR6", "formalism of participation", "формальное участие «для галочки»", "people are sent, nobody asked them", "людей посылают, не спросив"), "ours", [0.35, 0.45, 0.35]),
];

/// The joint display: dimension, code, relation, rationale in both languages.
#[rustfmt::skip]
const DISPLAY: [(&str, &str, &str, &str, &str); 6] = [
    ("common_cause", "CC1", "confirms", "Example of a display: clean-ups are a common act in the simulated survey, and most simulated interviews name work on shared space.", "Пример сводной таблицы: в смоделированном опросе субботники — одно из самых частых дел, и большинство смоделированных интервью говорит о благоустройстве."),
    ("common_cause", "BAR1", "contradicts", "Example of a display: the simulated answers lean towards a common cause, while half of the simulated interviews name alienation.", "Пример сводной таблицы: смоделированные ответы склоняются к общему делу, а половина смоделированных интервью называет отчуждение."),
    ("mutual_help", "MA2", "confirms", "Example of a display: the questions on help between ages are agreed with, and most simulated interviews name it.", "Пример сводной таблицы: с вопросами о помощи между возрастами чаще соглашаются, и о ней говорит большинство смоделированных интервью."),
    ("mutual_help", "MA3", "expands", "Example of a display: the questions do not mention labour dynasties; the simulated interviews add them as a way in which help is passed on.", "Пример сводной таблицы: в вопросах трудовых династий нет; смоделированные интервью добавляют их как путь, которым передаётся помощь."),
    ("authorities", "AA4", "expands", "Example of a display: the questions ask about the administration's response; the simulated interviews show who carries the request.", "Пример сводной таблицы: вопросы касаются отклика администрации; смоделированные интервью показывают, кто передаёт просьбу."),
    ("authorities", "AA1", "contradicts", "Example of a display: few simulated records report a collective address, while half or more of the simulated interviews name joint appeals.", "Пример сводной таблицы: в смоделированных анкетах коллективные обращения подписывали немногие, хотя о них говорит не менее половины смоделированных интервью."),
];

/// All codes, in the order of the codebook.
pub(super) fn codes() -> Vec<Code> {
    let strategy = STRATEGY.iter().map(|(theme, present)| {
        let group = match theme.0.get(..2) {
            Some("CC") => "common_cause",
            Some("MA") => "mutual_help",
            _ => "authorities",
        };
        code(theme, group, "ours", *present)
    });
    let actors = ACTORS.iter().map(|(t, present)| code(t, "actors", "ours", *present));
    let barriers = BARRIERS.iter().map(|(t, basis, p)| code(t, "barriers", basis, *p));
    strategy.chain(actors).chain(barriers).collect()
}

fn code(
    theme: &Theme,
    group: &'static str,
    basis: &'static str,
    present: [f64; 3],
) -> Code {
    let &(code, en, ru, definition, definition_ru) = theme;
    Code { code, group, en, ru, definition, definition_ru, basis, present }
}

/// The joint display as a table.
pub(super) fn display_csv() -> String {
    let mut csv = "dimension,code,relation,rationale,rationale_ru,synthetic\n".to_owned();
    for (dimension, code, relation, rationale, rationale_ru) in DISPLAY {
        let (en, ru) = (cell(rationale), cell(rationale_ru));
        csv += &format!("{dimension},{code},{relation},{en},{ru},1\n");
    }
    csv
}
