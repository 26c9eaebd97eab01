//! `solidarity robustness`: its shape, its laws, and what it refuses.

use serde_json::Value;

use super::{printed, refused};

fn json(args: &[&str]) -> Value {
    let fixed = ["robustness", "data", "--by", "town", "--format", "json"];
    serde_json::from_str(&printed(&[&fixed, args].concat())).expect("JSON")
}

fn numbers(value: &Value) -> Vec<f64> {
    value
        .as_array()
        .expect("a list")
        .iter()
        .map(|x| x.as_f64().expect("a number"))
        .collect()
}

#[test]
fn shares_add_up_by_town_and_by_rank_and_drawing_finds_the_areas() {
    let answer = json(&["--runs", "0"]);
    assert!(answer["sobol"].is_null());
    let set = &answer["settings"];
    assert_eq!((&set["exact"], &set["boxWidth"]), (&true.into(), &0.1.into()));
    assert_eq!(
        (&set["weightDistribution"], &set["draws"]),
        (&"uniform".into(), &10_000.into())
    );
    let rows = answer["groups"].as_array().expect("rows");
    assert_eq!(rows.len(), 8);
    for region in ["allWeights", "nearWeights"] {
        for key in ["acceptability", "withSampling"] {
            let mut of_rank = [0.0; 8];
            for row in rows {
                let shares = numbers(&row[region][key]);
                assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{row}");
                for (sum, share) in of_rank.iter_mut().zip(shares) {
                    *sum += share;
                }
            }
            assert!(of_rank.iter().all(|sum| (sum - 1.0).abs() < 1e-9), "{of_rank:?}");
        }
        for row in rows {
            let over = &row[region];
            let (best, worst) = (&over["possibleRanks"][0], &over["possibleRanks"][1]);
            let place = row["position"].as_u64();
            assert!(best.as_u64() <= place && place <= worst.as_u64());
            let shares = numbers(&over["acceptability"]);
            assert_eq!(best == &Value::from(1), shares[0] > 0.0);
            if shares[0] > 0.0 {
                let central = numbers(&over["centralWeights"]);
                assert!((central.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            }
            assert!(over["variance"]["sampling"].as_f64() > Some(0.0));
        }
    }
    let changes: Vec<&str> = answer["scenarios"]
        .as_array()
        .expect("rows")
        .iter()
        .filter_map(|one| one["change"].as_str())
        .collect();
    assert_eq!(changes.iter().filter(|one| **one == "without-item").count(), 15);
    assert_eq!(changes.iter().filter(|one| **one == "without-dimension").count(), 3);
    assert_eq!(changes[0], "declared");
    assert!(
        changes.contains(&"weights-by-reliability")
            && changes.contains(&"weights-by-component")
    );
}

#[test]
fn sensitivity_is_seeded_and_has_every_input() {
    let one = json(&["--runs", "32", "--draws", "200"]);
    assert_eq!(one, json(&["--runs", "32", "--draws", "200"]));
    let outputs = one["sobol"]["outputs"].as_array().expect("outputs");
    assert_eq!(outputs.len(), 9);
    for output in outputs {
        let indices = output["indices"].as_array().expect("indices");
        assert_eq!(indices.len(), 6);
        for index in indices {
            let total = index["total"].as_f64().expect("a share");
            let ends = numbers(&index["totalInterval"]);
            assert!(total >= 0.0 && ends[0] <= ends[1], "{index}");
        }
    }
    assert_eq!(outputs[8]["output"], "rank-shift");
}

#[test]
fn nonsense_is_refused_with_the_way_out() {
    let ask =
        |more: &[&'static str]| [&["robustness", "data", "--by", "town"], more].concat();
    refused(&ask(&["--of", "alienation"]), &["alienation", "name the index"]);
    refused(&ask(&["--aggregation", "geometric"]), &["geometric-groups"]);
    refused(&ask(&["--box", "0"]), &["half-width 0"]);
    refused(&ask(&["--runs", "3"]), &["3 runs", "0 for none"]);
    refused(&ask(&["--weights", "0,0,0"]), &["all weights are zero"]);
    refused(&ask(&["--where", "town=alpha"]), &["ranks need two"]);
}
