//! The tables of the package and their fields, but for the questionnaire's.
//!
//! It must not know the cells.

use super::codebook::{Both, Field};
use super::json::{Json, object};
use super::package::Resource;
use super::questions;

fn count(name: &'static str, title: Both) -> Field {
    Field::new(name, "integer", title)
        .constraints(object! {"required" => true, "minimum" => 0usize})
}

fn text(name: &'static str, title: Both) -> Field {
    Field::new(name, "string", title)
}

/// The resources, the records first.
pub(super) fn resources() -> Vec<Resource> {
    vec![
        Resource::new(
            "respondents",
            "respondents_synthetic.csv",
            ("1,220 simulated records", "1220 смоделированных анкет"),
            questions::fields(),
        )
        .key(&["id"])
        .refers("town", "towns", "town"),
        towns(),
        fieldwork(),
        margins(),
        census(),
        interviews(),
        codings(),
        codes(),
        display(),
    ]
}

fn towns() -> Resource {
    let fields = vec![
        questions::town(),
        text("name", ("Name", "Название")),
        text("name_ru", ("Name in Russian", "Название по-русски")),
        count("population", ("Population (invented)", "Население (условное)")),
        count("adults", ("Adults (invented)", "Взрослых (условно)")),
        Field::synthetic(),
    ];
    Resource::new(
        "towns",
        "towns_synthetic.csv",
        ("Eight invented towns", "Восемь вымышленных городов"),
        fields,
    )
    .key(&["town"])
}

fn fieldwork() -> Resource {
    let fields = vec![
        questions::town(),
        count("issued", ("Addresses issued", "Выдано адресов")),
        count("ineligible", ("Ineligible", "Не подлежат опросу")),
        count("non_contact", ("No contact", "Контакта нет")),
        count("refusal", ("Refused", "Отказ от опроса")),
        count("break_off", ("Broken off, no record", "Прервано, анкеты нет")),
        count("partial", ("Partial record", "Неполная анкета")),
        count("complete", ("Complete record", "Полная анкета")),
        Field::synthetic(),
    ];
    Resource::new(
        "fieldwork",
        "fieldwork_synthetic.csv",
        ("Simulated fieldwork", "Смоделированный ход опроса"),
        fields,
    )
    .key(&["town"])
    .refers("town", "towns", "town")
}

fn margins() -> Resource {
    let share = object! {"required" => true, "minimum" => 0usize, "maximum" => 1usize};
    let fields = vec![
        questions::town(),
        text("field", ("Field", "Признак")),
        text("category", ("Code", "Код")),
        Field::new("share", "number", ("Share of adults", "Доля взрослых"))
            .constraints(share),
        Field::new("total", "number", ("Adults", "Взрослых"))
            .constraints(object! {"required" => true, "minimum" => 0usize}),
        text("basis", ("Basis", "Основание")).categories(&[(
            "assumed",
            "assumed",
            "допущение",
        )]),
        Field::synthetic(),
    ];
    Resource::new(
        "margins",
        "margins_synthetic.csv",
        (
            "Assumed margins the weights are raked to",
            "Принятые доли пола и возраста, к которым приведены веса",
        ),
        fields,
    )
    .key(&["town", "field", "category"])
    .refers("town", "towns", "town")
}

fn census() -> Resource {
    let not_found = [("–", "not found", "не найдено")];
    let year = |name, title| Field::new(name, "integer", title);
    let degrees = |name, title| Field::new(name, "number", title);
    let fields = vec![
        text("code", ("Code", "Код")),
        text("name", ("Town", "Город")),
        text("name_ru", ("Town in Russian", "Город по-русски")),
        year("census_2002", ("Census of 2002", "Перепись 2002 года"))
            .optional()
            .missing(&not_found),
        year("census_2010", ("Census of 2010", "Перепись 2010 года")),
        year(
            "census_2021",
            ("Census of 1 October 2021", "Перепись на 1 октября 2021 года"),
        ),
        degrees(
            "change",
            ("Change from 2010 to 2021, percent", "Изменение с 2010 по 2021 год, %"),
        ),
        degrees("latitude", ("Latitude", "Широта")),
        degrees("longitude", ("Longitude", "Долгота")),
        year("founded", ("Founded", "Год основания")),
        year("town_since", ("Town since", "Город с")),
        text("note", ("Note", "Примечание")).optional(),
        text("note_ru", ("Note in Russian", "Примечание по-русски")).optional(),
    ];
    Resource::new(
        "census",
        "census.csv",
        (
            "Real small towns of the Altai Territory: censuses of 2002, 2010 and 2021 \
             (Rosstat, as compiled in the Wikipedia list of cities of Russia)",
            "Подлинные малые города Алтайского края: переписи 2002, 2010 и 2021 годов \
             (Росстат, по списку городов России в Википедии)",
        ),
        fields,
    )
    .key(&["code"])
}

fn interviews() -> Resource {
    let roles = [
        ("1", "organisers and elders", "организаторы и старшие"),
        ("2", "keepers and mentors", "хранители и наставники"),
        (
            "3",
            "volunteers, patrons, insiders",
            "волонтёры, благотворители, сотрудники муниципалитета",
        ),
    ];
    let fields = vec![
        text("id", ("Interview", "Интервью")),
        Field::coded("role", ("Role", "Роль"), &roles),
        questions::sex(),
        Field::synthetic(),
    ];
    Resource::new(
        "interviews",
        "interviews_synthetic.csv",
        ("28 simulated interviews", "28 смоделированных интервью"),
        fields,
    )
    .key(&["id"])
}

fn codings() -> Resource {
    let coders = [
        ("1", "first coder", "первый кодировщик"),
        ("2", "second coder", "второй кодировщик"),
        ("consensus", "consensus", "согласованное решение"),
    ];
    let present = [("1", "present", "есть"), ("0", "absent", "нет")];
    let fields = vec![
        text("interview", ("Interview", "Интервью")),
        text("coder", ("Coder", "Кодировщик")).categories(&coders),
        text("code", ("Code", "Код")),
        Field::coded("present", ("Present", "Наличие"), &present),
        Field::synthetic(),
    ];
    Resource::new(
        "codings",
        "codings_synthetic.csv",
        (
            "Simulated codings by two coders and their consensus",
            "Смоделированное кодирование: два кодировщика и согласованный код",
        ),
        fields,
    )
    .key(&["interview", "coder", "code"])
    .refers("interview", "interviews", "id")
    .refers("code", "codes", "code")
}

fn codes() -> Resource {
    let groups = [
        ("common_cause", "common cause", "общее дело"),
        ("mutual_help", "mutual assistance and support", "взаимопомощь и поддержка"),
        ("authorities", "authorities and associations", "власть и объединения"),
        ("actors", "actors", "действующие лица"),
        ("barriers", "barriers", "препятствия"),
    ];
    let bases = [
        ("abstract", "the abstract", "аннотация"),
        ("ours", "this project", "этот проект"),
    ];
    let fields = vec![
        text("code", ("Code", "Код")),
        text("group", ("Group", "Группа")).categories(&groups),
        text("title", ("Theme", "Тема")),
        text("title_ru", ("Theme in Russian", "Тема по-русски")),
        text("definition", ("Definition", "Определение")),
        text("definition_ru", ("Definition in Russian", "Определение по-русски")),
        text("basis", ("Basis", "Основание")).categories(&bases),
    ];
    Resource::new(
        "codes",
        "codes.csv",
        (
            "Interview codebook by this project",
            "Кодировочная книга интервью (составлена проектом)",
        ),
        fields,
    )
    .key(&["code"])
}

fn display() -> Resource {
    let dimensions = [
        ("common_cause", "common cause", "общее дело"),
        ("mutual_help", "mutual assistance and support", "взаимопомощь и поддержка"),
        ("authorities", "authorities and associations", "власть и объединения"),
    ];
    let relations = [
        ("confirms", "confirms", "подтверждает"),
        ("expands", "expands", "дополняет"),
        ("contradicts", "contradicts", "противоречит"),
    ];
    let fields = vec![
        text("dimension", ("Strategy", "Стратегия")).categories(&dimensions),
        text("code", ("Code", "Код")),
        text("relation", ("Relation", "Отношение")).categories(&relations),
        text("rationale", ("Rationale", "Обоснование")),
        text("rationale_ru", ("Rationale in Russian", "Обоснование по-русски")),
        Field::synthetic(),
    ];
    Resource::new(
        "display",
        "display_synthetic.csv",
        (
            "Example of a joint display",
            "Пример совместного представления опроса и интервью",
        ),
        fields,
    )
    .key(&["dimension", "code"])
    .refers("code", "codes", "code")
}
