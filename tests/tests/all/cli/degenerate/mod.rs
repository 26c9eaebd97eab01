//! Every statistic of every command on samples at the edge of what can be estimated: never NaN,
//! never 0 ± 0, never a panic, never a gap without a note.
//!
//! A sample is a small package; each is asked everything, and every form of the answer is read.
//! Start with [`no_statistic_fails_at_the_edge`]; what is asked is in [`asked`].

mod sample;

use serde_json::{Value, json};

use self::sample::{Case, cases, with, write};
use super::{copy, printed, run, unsealed, words};

/// Everything that is asked of every sample, without the package and the form.
fn asked() -> Vec<String> {
    let mut all = Vec::new();
    let mut ask = |text: &str| all.push(text.to_owned());
    for by in ["", " --by town,sex"] {
        for statistic in ["mean", "total", "variance", "sd", "quantile"] {
            ask(&format!("estimate --of x,s,p,a1 --statistic {statistic}{by}"));
        }
        ask(&format!("estimate --of x,s,p --over z --statistic ratio{by}"));
        ask(&format!("estimate --of x,s,a1 --over z --statistic correlation{by}"));
        for ci in ["korn-graubard", "beta", "logit", "wald"] {
            ask(&format!("estimate --of a1,p,town --statistic share --ci {ci}{by}"));
            ask(&format!("estimate --of x --quantiles 0.001,0.5,0.999 --ci {ci}{by}"));
        }
    }
    for statistic in ["net", "missing"] {
        ask(&format!("estimate --of a1 --statistic {statistic} --by sex"));
    }
    for rule in ["school", "hf7"] {
        ask(&format!("estimate --of x,a1 --quantiles 0.25,0.9 --rule {rule} --by town"));
    }
    ask("estimate --of x --statistic variance --ci log");
    ask("estimate --of x --statistic correlation --over z --ci wald");
    ask("estimate --of x,s --where town=a --where sex=1 --base own --level 0.5,0.99");
    ask("compare --of x,s,p,a1 --by town");
    ask("compare --of x,s --by town,sex --adjust bh");
    ask("compare --of x --by sex --scale ratio");
    ask("compare --of x --by town --contrast a=1,b=-1 --contrast a=1,b=-1/2,c=-1/2");
    ask("compare --of a1,sex --by town --statistic share");
    ask("compare --of a1 --by town --statistic share --test wald");
    ask("reliability --of s --matrix polychoric");
    ask("reliability --of s --where sex=1");
    for terms in ["z", "sex", "town,sex", "z,town", "town*sex", "1"] {
        ask(&format!("regress --of x --on {terms}"));
        ask(&format!("regress --of p --on {terms} --family quasibinomial"));
    }
    for method in
        ["post-stratify", "rake", "linear", "exponential", "logit --bounds 0.01,99"]
    {
        ask(&format!("calibrate --method {method} --of x,s,p,a1 --by town"));
        ask(&format!("calibrate --method {method} --of a1,sex --statistic share"));
        ask(&format!("calibrate --method {method} --of x,a1,town --statistic total"));
    }
    all
}

/// Keys that a row may leave empty: they say what it is about, or belong to other rows.
const OPEN: [&str; 13] = [
    "note",
    "category",
    "quantile",
    "over",
    "rule",
    "ci",
    "level",
    "a",
    "b",
    "contrast",
    "pearson",
    "df2",
    "effectiveN",
];
/// Keys that only some kinds of rows have: deff is told of means, matrices of polychoric ones.
const SOME: [&str; 3] = ["deff", "categories", "thresholds"];

/// What is wrong with an answer.
fn faults(value: &Value, found: &mut Vec<String>) {
    if let Value::Object(row) = value {
        let noted = row.get("note").is_some_and(Value::is_string);
        for (key, value) in row {
            let open = OPEN.contains(&key.as_str()) || SOME.contains(&key.as_str());
            if value.is_null() && row.contains_key("note") && !noted && !open {
                found.push(format!(
                    "no {key} and no note: {}",
                    Value::Object(row.clone())
                ));
            }
            let error = ["se", "seLog", "ase", "uncalibratedSe"].contains(&key.as_str());
            if error && value.as_f64().is_some_and(|se| se <= 0.0) {
                found.push(format!("{key} of zero: {}", Value::Object(row.clone())));
            }
        }
        if row.contains_key("se") && !row.contains_key("note") {
            found.push(format!("an error without a note beside it: {row:?}"));
        }
        row.values().for_each(|value| faults(value, found));
    }
    value.as_array().into_iter().flatten().for_each(|value| faults(value, found));
}

/// Words that only a number that is none is told by.
fn not_a_number(text: &str) -> Option<&str> {
    let word = |one: &&str| ["nan", "inf", "-inf"].contains(&one.to_lowercase().as_str());
    text.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_')).find(word)
}

/// A table that tells an estimate and its error as zero both.
fn zero_and_zero(text: &str) -> bool {
    let zero =
        |cell: &str| cell.contains('.') && cell.parse::<f64>().is_ok_and(|v| v == 0.0);
    let head = text.lines().find(|line| line.split_whitespace().any(|cell| cell == "se"));
    let Some(head) = head else { return false };
    let [Some(estimate), Some(se)] = ["estimate", "se"].map(|name| head.find(name))
    else {
        return false;
    };
    // Columns of numbers stand to the right: a cell ends where its name ends.
    let cell = |line: &str, at: usize, name: &str| {
        let cut = line.get(..at + name.len()).filter(|cut| !cut.ends_with(' '));
        cut.and_then(|cut| cut.split(' ').next_back()).unwrap_or_default().to_owned()
    };
    let rows = text.lines().skip_while(|line| *line != head).skip(1);
    rows.take_while(|line| !line.is_empty()).any(|line| {
        zero(&cell(line, estimate, "estimate")) && zero(&cell(line, se, "se"))
    })
}

/// Asks one thing in every form; what is wrong with the answers.
fn ask(package: &str, request: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut parts = request.split_whitespace();
    let command = parts.next().expect("a command");
    let options: Vec<&str> = parts.collect();
    for form in
        ["--format json", "--format csv", "--format table", "--explain", "--r-code"]
    {
        let form: Vec<&str> = form.split(' ').collect();
        let output = run(&[&[command, package], &options[..], &form[..]].concat());
        let text = String::from_utf8_lossy(&output.stdout);
        match output.status.code() {
            Some(0) if text.is_empty() => found.push("nothing is told".to_owned()),
            Some(0) => {}
            Some(2) if words(&output).contains("error: ") && text.is_empty() => continue,
            code => found.push(format!("status {code:?}: {}", words(&output))),
        }
        if let Some(word) = not_a_number(&text) {
            found.push(format!("{word} in\n{text}"));
        }
        if form == ["--format", "json"] {
            faults(&serde_json::from_str(&text).expect("JSON"), &mut found);
        }
        if form == ["--format", "table"] && zero_and_zero(&text) {
            found.push(format!("0 ± 0 in\n{text}"));
        }
    }
    found
        .iter()
        .map(|fault| format!("{command} {}: {fault}", options.join(" ")))
        .collect()
}

#[test]
fn no_statistic_fails_at_the_edge() {
    let (cases, asked) = (cases(), asked());
    let case = |(name, rows, design): &Case| {
        let folder = tempfile::tempdir().expect("a folder");
        write(folder.path(), rows, design);
        let path = folder.path().to_string_lossy();
        let faults = asked.iter().flat_map(|request| ask(&path, request));
        faults.map(|fault| format!("{name}, {design}: {fault}")).collect::<Vec<_>>()
    };
    let (first, second) = cases.split_at(cases.len() / 2);
    let told = std::thread::scope(|scope| {
        let other = scope.spawn(|| second.iter().flat_map(case).collect::<Vec<_>>());
        let mut told: Vec<String> = first.iter().flat_map(case).collect();
        told.extend(other.join().expect("no panic"));
        told
    });
    assert!(told.is_empty(), "{} faults\n{}", told.len(), told.join("\n"));
}

/// Weights of zero alone make no sample: reading says so, whatever is asked.
#[test]
fn no_positive_weight_is_a_finding() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), &with(|_, row| row.weight = 0.0), &json!({}));
    let path = folder.path().to_string_lossy();
    for request in asked() {
        let (command, options) = request.split_once(' ').expect("options");
        let options: Vec<&str> = options.split(' ').collect();
        let output = run(&[&[command, &path], &options[..]].concat());
        assert_eq!(output.status.code(), Some(1), "{request}\n{}", words(&output));
        assert!(words(&output).contains("no row has a positive weight"), "{request}");
    }
}

/// The interviews: codes that nobody gives, that both coders always give, that they agree on.
#[test]
fn coders_without_variation_or_disagreement_get_a_note() {
    for (first, second) in [("0", "0"), ("1", "1"), ("1", "0"), ("same", "same")] {
        let folder = copy();
        unsealed(folder.path());
        let file = folder.path().join("codings_synthetic.csv");
        let text = std::fs::read_to_string(&file).expect("the codings");
        let mut of_first = std::collections::BTreeMap::new();
        let line = |line: &str| {
            let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
            let at = (cells[0].clone(), cells[2].clone());
            match (cells[1].as_str(), first) {
                ("1", "same") => {
                    of_first.insert(at, cells[3].clone());
                }
                ("2", "same") => {
                    cells[3] = of_first.get(&at).cloned().unwrap_or_default();
                }
                ("1", _) => first.clone_into(&mut cells[3]),
                ("2", _) => second.clone_into(&mut cells[3]),
                _ => {}
            }
            cells.join(",")
        };
        let lines: Vec<String> = text.lines().map(line).collect();
        std::fs::write(&file, lines.join("\n") + "\n").expect("written");
        let path = folder.path().to_string_lossy();
        let asked = ["reliability", &path, "--interviews", "--format"];
        let json = printed(&[&asked[..], &["json"]].concat());
        let mut found = Vec::new();
        faults(&serde_json::from_str(&json).expect("JSON"), &mut found);
        assert!(found.is_empty(), "{first} {second}: {found:?}");
        for form in ["csv", "table"] {
            let text = printed(&[&asked[..], &[form]].concat());
            assert_eq!(not_a_number(&text), None, "{text}");
        }
    }
}
