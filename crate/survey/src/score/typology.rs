//! The three types of rows.
//!
//! A description of answers, not of persons. Must not know items.
//! Start from [`Kind`].

use super::{Exact, Scored, Typology, TypologyAt};
use crate::package::{Decimal, Range, TypologyDef};
use core::cmp::Ordering;

/// The type of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// First score above its cut, second below.
    Solidary,
    /// Everything else, ties included.
    Mixed,
    /// First score below its cut, second above.
    Alienated,
}

impl Kind {
    /// Every type, in the order shown.
    pub const ALL: &[Self] = &[Self::Solidary, Self::Mixed, Self::Alienated];

    /// The code as a category.
    pub fn code(self) -> &'static str {
        match self {
            Self::Solidary => "solidary",
            Self::Mixed => "mixed",
            Self::Alienated => "alienated",
        }
    }

    /// The type of two scores at two cuts, compared as exact fractions.
    pub fn of(scores: [(Exact, Range); 2], cut: [Decimal; 2]) -> Self {
        let [(first, first_range), (second, second_range)] = scores;
        let [first_cut, second_cut] = cut;
        match (
            first.compare(first_range, first_cut),
            second.compare(second_range, second_cut),
        ) {
            (Ordering::Greater, Ordering::Less) => Self::Solidary,
            (Ordering::Less, Ordering::Greater) => Self::Alienated,
            _ => Self::Mixed,
        }
    }
}

/// The typology of all rows, at the declared and at the moved cuts.
pub(super) fn typology(def: &TypologyDef, first: &Scored, second: &Scored) -> Typology {
    let mut shifts = vec![Decimal::default()];
    if def.sensitivity > Decimal::default() {
        shifts.extend([-def.sensitivity, def.sensitivity]);
    }
    let cuts = shifts
        .into_iter()
        .map(|shift| {
            let cut = def.cut.map(|cut| cut + shift);
            let kinds = first
                .exact
                .iter()
                .zip(&second.exact)
                .map(|(a, b)| {
                    Some(Kind::of([((*a)?, first.range), ((*b)?, second.range)], cut))
                })
                .collect();
            TypologyAt { id: id(shift), cut: cut.map(Decimal::get), kinds }
        })
        .collect();
    Typology { of: def.of.clone(), cuts }
}

/// The id of the typology with both cuts moved: `typology`, `typology-5`, `typology+5`.
fn id(shift: Decimal) -> String {
    let by = shift.get();
    match shift.cmp(&Decimal::default()) {
        Ordering::Equal => Typology::ID.to_owned(),
        Ordering::Less => format!("{}{by}", Typology::ID),
        Ordering::Greater => format!("{}+{by}", Typology::ID),
    }
}
