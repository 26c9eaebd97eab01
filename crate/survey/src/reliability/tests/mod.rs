//! What reliability keeps to: theorems of the coefficients, laws of the rows, and what has no
//! answer. The values of R are in the tests of the whole.

mod degenerate;
mod laws;
mod matrices;

use crate::{Files, Survey};

/// A row of the sample: stratum, PSU, weight, items (0: missing).
#[derive(Clone, Debug)]
struct Person {
    stratum: u32,
    psu: u32,
    weight: f64,
    items: Vec<i64>,
}

fn person(stratum: u32, psu: u32, weight: f64, items: &[i64]) -> Person {
    Person { stratum, psu, weight, items: items.to_vec() }
}

/// A survey of one scale, `s`, of items a1, a2, … from `low` to `low` + 4; a2 is reversed.
fn survey_of(people: &[Person], low: i64, lonely: &str) -> Survey {
    let k = people.first().map_or(0, |person| person.items.len());
    let labels = ["no", "rather no", "partly", "rather yes", "yes"];
    let categories: Vec<String> = (low..)
        .zip(labels)
        .map(|(value, label)| format!(r#"{{"value": {value}, "label": "{label}"}}"#))
        .collect();
    let fields: Vec<String> = (1..=k)
        .map(|at| {
            format!(
                r#"{{"name": "a{at}", "type": "integer", "categoriesOrdered": true,
                    "categories": [{}], "missingValues": ["0"]}}"#,
                categories.join(",")
            )
        })
        .collect();
    let items: Vec<String> = (1..=k)
        .map(|at| format!(r#"{{"field": "a{at}", "reverse": {}}}"#, at == 2))
        .collect();
    let package = format!(
        r#"{{"name": "small", "version": "1.0.0", "resources": [{{
          "name": "people", "type": "table", "path": "people.csv", "schema": {{"fields": [
            {{"name": "h", "type": "integer"}}, {{"name": "psu", "type": "integer"}},
            {{"name": "w", "type": "number"}}, {}]}}}}],
        "solidarity": {{"version": "1", "synthetic": true,
          "design": {{"resource": "people", "weights": "w", "strata": ["h"], "psu": ["psu"],
            "fpc": null, "nest": true, "lonelyPsu": "{lonely}", "replicates": null,
            "sampling": "simulated", "level": 0.95}},
          "scales": [{{"id": "s", "title": "Scale", "range": [0, 100], "minValidItems": 1,
            "items": [{}]}}]}}}}"#,
        fields.join(","),
        items.join(",")
    );
    let names: Vec<String> = (1..=k).map(|at| format!("a{at}")).collect();
    let mut csv = format!("h,psu,w,{}\n", names.join(","));
    for person in people {
        let values: Vec<String> = person.items.iter().map(i64::to_string).collect();
        let (stratum, psu, weight) = (person.stratum, person.psu, person.weight);
        csv.push_str(&format!("{stratum},{psu},{weight},{}\n", values.join(",")));
    }
    let files = Files::from([
        ("datapackage.json".to_owned(), package.into_bytes()),
        ("people.csv".to_owned(), csv.into_bytes()),
    ]);
    let (survey, findings) = Survey::read(&files);
    let found: Vec<String> = findings.iter().map(ToString::to_string).collect();
    survey.unwrap_or_else(|| panic!("{}", found.join("\n")))
}

fn survey(people: &[Person]) -> Survey {
    survey_of(people, 1, "fail")
}

/// Numbers that look drawn at random, the same each time: SplitMix64 (Steele, Lea, Flood 2014).
fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// People whose items share something, with gaps; a2 runs against the others.
fn people(
    seed: u64,
    strata: u32,
    psus: u32,
    size: u32,
    k: usize,
    gaps: u64,
) -> Vec<Person> {
    let mut state = seed;
    let mut all = Vec::new();
    for stratum in 1..=strata {
        for psu in 1..=psus {
            for _ in 0..size {
                let common = random(&mut state) % 3;
                let items = (0..k).map(|at| {
                    let value =
                        i64::try_from(common + random(&mut state) % 3).unwrap() + 1;
                    let value = if at == 1 { 6 - value } else { value };
                    if random(&mut state) % 100 < gaps { 0 } else { value }
                });
                let items: Vec<i64> = items.collect();
                let weight =
                    f64::from(u32::try_from(random(&mut state) % 4).unwrap() + 1);
                all.push(Person { stratum, psu, weight, items });
            }
        }
    }
    all
}

fn close(got: Option<f64>, want: Option<f64>, tolerance: f64) -> bool {
    match (got, want) {
        (None, None) => true,
        (Some(got), Some(want)) => (got - want).abs() <= tolerance * want.abs().max(1.0),
        _ => false,
    }
}
