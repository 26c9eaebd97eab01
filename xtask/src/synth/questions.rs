//! The questionnaire: every question and answer in both languages (content 4).
//!
//! It must not know how the answers are made.

use super::codebook::{Both, Field, Label};
use super::json::{Json, object};
use super::towns::TOWNS;

const AGREE: [Label; 5] = [
    ("1", "completely disagree", "совершенно не согласен(на)"),
    ("2", "rather disagree", "скорее не согласен(на)"),
    ("3", "partly agree, partly disagree", "отчасти согласен(на), отчасти нет"),
    ("4", "rather agree", "скорее согласен(на)"),
    ("5", "completely agree", "полностью согласен(на)"),
];
const NOT_ASKED: Label = ("6", "not asked", "не задавали");
const NOT_REACHED: Label = ("7", "not reached (break-off)", "не дошли до вопроса");
const UNKNOWN: Label = ("8", "don't know", "затрудняюсь ответить");
const REFUSED: Label = ("9", "refused", "отказ");

#[rustfmt::skip]
const STATEMENTS: [(&str, Both); 19] = [
    ("a1", ("When something in our town needs putting right, people gather and do it together.", "Когда в нашем городе нужно что-то привести в порядок, люди собираются и делают это вместе.")),
    ("a2", ("Many people in our town are ready to give their own time to a cause the whole town needs.", "Многие в нашем городе готовы тратить своё время на дело, нужное всему городу.")),
    ("a3", ("People here feel the town's problems as their own.", "Люди у нас воспринимают проблемы города как свои.")),
    ("a4", ("Most people in our town are busy only with their own affairs.", "Большинство людей в нашем городе заняты только своими личными делами.")),
    ("a5", ("Town events bring people of all kinds together.", "Городские мероприятия собирают у нас самых разных людей.")),
    ("b1", ("In trouble, people of different ages here help each other.", "В беде люди разного возраста у нас помогают друг другу.")),
    ("b2", ("The older people of our town pass their experience on to the young.", "Старшие в нашем городе передают молодым свой опыт.")),
    ("b3", ("The young here readily help the elderly.", "Молодые у нас охотно помогают пожилым.")),
    ("b4", ("In our town the young and the elderly hardly have anything to do with each other.", "Молодые и пожилые в нашем городе почти не общаются между собой.")),
    ("b5", ("Young people starting out in life can count on the support of their elders here.", "Вступая в жизнь, молодые могут рассчитывать у нас на поддержку старших.")),
    ("c1", ("If residents appeal together, the town administration will respond.", "Если жители обратятся вместе, администрация города откликнется.")),
    ("c2", ("Residents with a good idea know which organisation in town to turn to.", "Жители с хорошей идеей знают, в какую организацию города обратиться.")),
    ("c3", ("Residents and public associations of our town often act together.", "Жители и общественные объединения нашего города часто действуют сообща.")),
    ("c4", ("Without connections it is useless to turn to the local authorities.", "Без связей обращаться к местным властям бесполезно.")),
    ("c5", ("Residents' opinion counts when town matters are decided.", "Когда решают городские вопросы, мнение жителей учитывают.")),
    ("x1", ("People like me can change nothing in our town.", "Такие люди, как я, ничего не могут изменить в нашем городе.")),
    ("x2", ("I feel at home in our town.", "В нашем городе я чувствую себя своим человеком.")),
    ("x3", ("The life of the town passes me by.", "Жизнь города проходит мимо меня.")),
    ("d1", ("Families that have worked for the town for several generations are respected here.", "Семьи, которые поколениями трудятся для города, у нас уважают.")),
];

const LAST_YEAR: Both =
    ("In the last 12 months, have you…", "За последние 12 месяцев вы…");
const LAST_YEAR_IN_WORK: Both = (
    "In the last 12 months, have you… (asked of those in work)",
    "За последние 12 месяцев вы… (вопрос работающим)",
);

#[rustfmt::skip]
const ACTS: [(&str, Both); 8] = [
    ("p1", ("Taken part in a clean-up (subbotnik)", "Участвовали в субботнике или благоустройстве")),
    ("p2", ("Helped neighbours free of charge", "Безвозмездно помогали соседям")),
    ("p3", ("Signed a collective address or petition", "Подписывали коллективное обращение")),
    ("p4", ("Taken part in a meeting or work of territorial self-government (TOS)", "Участвовали в собрании или работе территориального общественного самоуправления (ТОС)")),
    ("p5", ("Helped to prepare or hold a town festival", "Участвовали в подготовке или проведении городского праздника")),
    ("p6", ("Mentored a younger colleague, or were mentored", "Были наставником на работе или учились у наставника")),
    ("p7", ("Volunteered through an organisation", "Были волонтёром (добровольцем) в какой-либо организации")),
    ("p8", ("Contacted the town administration on a matter important to many residents", "Обращались в администрацию города по вопросу, важному для многих жителей")),
];

/// The fields of the respondents' table, in the order of its columns.
pub(super) fn fields() -> Vec<Field> {
    let mut fields = frame();
    fields.extend(background());
    let likert_missing = [NOT_REACHED, UNKNOWN, REFUSED];
    fields.extend(STATEMENTS.map(|(name, title)| {
        Field::coded(name, title, &AGREE).ordered().missing(&likert_missing)
    }));
    let yes_no = [("1", "yes", "да"), ("0", "no", "нет")];
    fields.extend(ACTS.map(|(name, title)| {
        let field = Field::coded(name, title, &yes_no);
        if name == "p6" {
            let missing = [NOT_ASKED, NOT_REACHED, REFUSED];
            field.described(LAST_YEAR_IN_WORK).missing(&missing)
        } else {
            field.described(LAST_YEAR).missing(&[NOT_REACHED, REFUSED])
        }
    }));
    fields.push(Field::synthetic());
    fields
}

/// The towns as a categorical field.
pub(super) fn town() -> Field {
    let towns = TOWNS.map(|town| (town.code, town.en, town.ru));
    Field::new("town", "string", ("Town", "Город")).categories(&towns)
}

/// Sex as a categorical field.
pub(super) fn sex() -> Field {
    let sexes = [("1", "man", "мужской"), ("2", "woman", "женский")];
    Field::coded("sex", ("Sex", "Пол"), &sexes)
}

fn frame() -> Vec<Field> {
    let positive = object! {"required" => true, "minimum" => 0usize};
    vec![
        Field::new("id", "integer", ("Record", "Номер записи")),
        town().described(("Stratum of the sample", "Страта выборки")),
        Field::new("psu", "integer", ("Address cluster (PSU)", "Группа адресов (ПЕО)"))
            .described((
                "Primary sampling unit; numbered within the town",
                "Первичная единица отбора; нумерация внутри города",
            )),
        Field::new("weight", "number", ("Expansion weight", "Вес"))
            .described((
                "Adults one record stands for; raked to sex and age within the town",
                "Сколько взрослых жителей представляет запись; вес приведён к составу города \
                 по полу и возрасту",
            ))
            .constraints(positive),
    ]
}

#[rustfmt::skip]
fn background() -> Vec<Field> {
    let refused = [REFUSED];
    vec![
        sex(),
        Field::coded("age_band", ("Age", "Возраст"), &[
            ("1", "18–24", "18–24"), ("2", "25–34", "25–34"), ("3", "35–44", "35–44"),
            ("4", "45–54", "45–54"), ("5", "55–64", "55–64"), ("6", "65+", "65+"),
        ]).ordered(),
        Field::coded("edu", ("Education", "Образование"), &[
            ("1", "basic or less", "основное общее (9 классов) и ниже"),
            ("2", "secondary", "среднее общее"),
            ("3", "vocational", "среднее профессиональное"),
            ("4", "higher", "высшее, учёная степень"),
        ]).ordered().missing(&refused),
        Field::coded("work", ("Work", "Занятость"), &[
            ("1", "town-forming or large enterprise", "градообразующее или крупное предприятие"),
            ("2", "public sector", "бюджетная сфера"),
            ("3", "other work, own business", "другая работа, своё дело"),
            ("4", "pensioner, not working", "пенсионер, не работает"),
            ("5", "studying, at home, out of work", "учёба, домашнее хозяйство, без работы"),
        ]).missing(&refused),
        Field::coded("years", ("Years in the town", "Сколько лет в городе"), &[
            ("1", "under 5", "менее 5"), ("2", "5–14", "5–14"), ("3", "15–29", "15–29"),
            ("4", "30 and more", "30 и более"),
        ]).ordered().missing(&refused),
        Field::coded("native", ("Born here", "Место рождения"), &[
            ("1", "born here", "родились здесь"), ("0", "born elsewhere", "родились не здесь"),
        ]).missing(&refused),
        Field::coded("dynasty", ("Labour dynasty", "Трудовая династия"), &[
            ("1", "labour dynasty", "трудовая династия"), ("0", "no dynasty", "без династии"),
        ]).missing(&refused).described((
            "Have two or more generations of your family worked in the same trade or at the same enterprise of this town?",
            "Работали ли два или более поколения вашей семьи по одной профессии или на одном предприятии этого города?",
        )),
        Field::coded("member", ("Membership", "Членство"), &[
            ("1", "member", "состоит"), ("0", "not a member", "не состоит"),
        ]).missing(&refused).described((
            "Member of an association, TOS or trade union",
            "Состоит в общественном объединении, ТОС или профсоюзе",
        )),
        Field::coded("leave", ("Plans to move away", "Планы уехать"), &[
            ("1", "yes", "да"), ("2", "rather yes", "скорее да"),
            ("3", "rather no", "скорее нет"), ("4", "no", "нет"),
        ]).ordered().missing(&refused).described((
            "Plans to move away within 3 years", "Планирует уехать из города в ближайшие 3 года",
        )),
        Field::coded("income", ("Income", "Материальное положение"), &[
            ("1", "not enough even for food", "не хватает даже на еду"),
            ("2", "food but not clothes", "на еду хватает, на одежду нет"),
            ("3", "clothes but not large appliances", "на одежду хватает, на крупную бытовую технику нет"),
            ("4", "appliances but not a car", "на технику хватает, на автомобиль нет"),
            ("5", "a car too", "хватает и на автомобиль"),
        ]).ordered().missing(&refused),
    ]
}
