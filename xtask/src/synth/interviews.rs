//! The 28 interviews: what two coders and their consensus found (content 5).
//!
//! It must not know the survey.

use super::random::Random;

/// A code of the qualitative codebook, with the chance that it is present in an interview
/// of each of the three role groups.
pub(super) struct Code {
    pub(super) code: &'static str,
    pub(super) group: &'static str,
    pub(super) en: &'static str,
    pub(super) ru: &'static str,
    pub(super) definition: &'static str,
    pub(super) definition_ru: &'static str,
    /// `abstract` or `ours`.
    pub(super) basis: &'static str,
    pub(super) present: [f64; 3],
}

/// One interview: role group 1 to 3, sex 1 or 2.
pub(super) struct Interview {
    pub(super) id: String,
    pub(super) role: usize,
    pub(super) sex: usize,
    /// By code: first coder, second coder, consensus.
    pub(super) codings: Vec<[bool; 3]>,
}

pub(super) const INTERVIEWS: usize = 28;
/// Chance that one coder errs on one code.
pub(super) const ERROR: f64 = 0.05;
/// Interviews a role group.
const ROLES: [usize; 3] = [10, 10, 8];
/// Women among them.
const WOMEN: usize = 17;

/// The interviews, coded.
pub(super) fn interviews(codes: &[Code]) -> Vec<Interview> {
    let mut random = Random::stream(500);
    let roles: Vec<usize> = (0..3).flat_map(|r| vec![r; ROLES[r]]).collect();
    let role_order = random.order(INTERVIEWS);
    let sex_order = random.order(INTERVIEWS);
    (0..INTERVIEWS)
        .map(|place| {
            let role = roles[role_order[place]];
            let codings = codes
                .iter()
                .map(|code| {
                    let truth = random.chance(code.present[role]);
                    let first = truth != random.chance(ERROR);
                    let second = truth != random.chance(ERROR);
                    // Where the two differ, talking it over finds what is there.
                    let consensus = if first == second { first } else { truth };
                    [first, second, consensus]
                })
                .collect();
            Interview {
                id: format!("i{:02}", place + 1),
                role: role + 1,
                sex: if sex_order[place] < WOMEN { 2 } else { 1 },
                codings,
            }
        })
        .collect()
}

/// The interviews as a table.
pub(super) fn interviews_csv(interviews: &[Interview]) -> String {
    let mut csv = "id,role,sex,synthetic\n".to_owned();
    for interview in interviews {
        csv += &format!("{},{},{},1\n", interview.id, interview.role, interview.sex);
    }
    csv
}

/// The codings as a table, one row a coder, code and interview.
pub(super) fn codings_csv(interviews: &[Interview], codes: &[Code]) -> String {
    let mut csv = "interview,coder,code,present,synthetic\n".to_owned();
    for (place, code) in codes.iter().enumerate() {
        for (column, coder) in ["1", "2", "consensus"].iter().enumerate() {
            for interview in interviews {
                let present = u8::from(interview.codings[place][column]);
                csv += &format!("{},{coder},{},{present},1\n", interview.id, code.code);
            }
        }
    }
    csv
}

/// The codebook of the interviews as a table.
pub(super) fn codes_csv(codes: &[Code]) -> String {
    let mut csv = "code,group,title,title_ru,definition,definition_ru,basis\n".to_owned();
    for code in codes {
        let cells = [
            code.code,
            code.group,
            code.en,
            code.ru,
            code.definition,
            code.definition_ru,
            code.basis,
        ];
        csv += &cells.map(cell).join(",");
        csv.push('\n');
    }
    csv
}

/// A CSV cell, quoted where it must be.
pub(super) fn cell(text: &str) -> String {
    if text.contains([',', '"', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}
