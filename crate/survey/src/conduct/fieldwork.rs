//! Outcomes of the field work with the rates of the AAPOR (Standard Definitions: Final Dispositions of
//! Case Codes and Outcome Rates for Surveys, 10th edition, 2023). Must not know the sample.
//! Start from [`Outcomes`].

use super::{real, share};
use crate::Survey;
use crate::table::Table;

/// Final outcomes of the cases issued. No outcome for unknown eligibility is kept, so UH = UO = 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcomes {
    /// Code of the place; `None` for all together, or where the table has no places.
    pub place: Option<String>,
    /// Cases issued.
    pub issued: u64,
    /// Not eligible.
    pub ineligible: u64,
    /// NC: eligible, no contact.
    pub non_contact: u64,
    /// R: refused.
    pub refusal: u64,
    /// R: broken off, without a record. AAPOR counts break-offs with the refusals.
    pub break_off: u64,
    /// P: partial record.
    pub partial: u64,
    /// I: complete record.
    pub complete: u64,
}

impl Outcomes {
    /// Cases that are not ineligible: I + P + R + NC.
    #[must_use]
    pub fn eligible(&self) -> u64 {
        self.records() + self.refusal + self.break_off + self.non_contact
    }

    /// Records: I + P.
    #[must_use]
    pub fn records(&self) -> u64 {
        self.complete + self.partial
    }

    /// RR1 = I / (I + P + R + NC).
    #[must_use]
    pub fn response_1(&self) -> Option<f64> {
        share(real(self.complete), real(self.eligible()))
    }

    /// RR2 = (I + P) / (I + P + R + NC).
    #[must_use]
    pub fn response_2(&self) -> Option<f64> {
        share(real(self.records()), real(self.eligible()))
    }

    /// COOP2 = (I + P) / (I + P + R).
    #[must_use]
    pub fn cooperation_2(&self) -> Option<f64> {
        share(real(self.records()), real(self.contacted()))
    }

    /// REF1 = R / (I + P + R + NC), break-offs among R.
    #[must_use]
    pub fn refusal_1(&self) -> Option<f64> {
        share(real(self.refusal + self.break_off), real(self.eligible()))
    }

    /// CON1 = (I + P + R) / (I + P + R + NC).
    #[must_use]
    pub fn contact_1(&self) -> Option<f64> {
        share(real(self.contacted()), real(self.eligible()))
    }

    fn contacted(&self) -> u64 {
        self.records() + self.refusal + self.break_off
    }

    fn add(&mut self, other: &Self) {
        self.issued += other.issued;
        self.ineligible += other.ineligible;
        self.non_contact += other.non_contact;
        self.refusal += other.refusal;
        self.break_off += other.break_off;
        self.partial += other.partial;
        self.complete += other.complete;
    }
}

/// The field work, place by place and together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fieldwork {
    /// Field of the sample that names the places; `None` where the table has none.
    pub field: Option<String>,
    /// One row a row of the resource.
    pub rows: Vec<Outcomes>,
    /// All together.
    pub all: Outcomes,
}

impl Survey {
    /// The field work; `None` without a resource that has the columns `non_contact`, `refusal` and
    /// `complete`, or with no eligible case in it. Outcomes without a column count as 0.
    #[must_use]
    pub fn fieldwork(&self) -> Option<Fieldwork> {
        let table = self.resource(self.definition().fieldwork.as_ref()?)?;
        for needed in ["non_contact", "refusal", "complete"] {
            table.column(needed)?;
        }
        let field = self.place_in(table);
        let mut all = Outcomes::default();
        let mut rows = Vec::new();
        for row in 0..table.rows {
            let count = |name: &str| count(table, name, row);
            let mut one = Outcomes {
                place: field.and_then(|field| table.column(field)?.text(row)),
                issued: count("issued"),
                ineligible: count("ineligible"),
                non_contact: count("non_contact"),
                refusal: count("refusal"),
                break_off: count("break_off"),
                partial: count("partial"),
                complete: count("complete"),
            };
            one.issued = one.issued.max(one.eligible() + one.ineligible);
            all.add(&one);
            rows.push(one);
        }
        let field = field.map(str::to_owned);
        (all.eligible() > 0).then_some(Fieldwork { field, rows, all })
    }

    /// The field by which a table beside the sample is split: that of the places, else the first of
    /// the strata, whichever the table has.
    pub(super) fn place_in(&self, table: &Table) -> Option<&str> {
        let definition = self.definition();
        let places = definition.places.iter().map(|places| &places.field);
        let mut fields = places.chain(&definition.design.strata);
        fields.find(|field| table.column(field).is_some()).map(String::as_str)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a count from 0 to 2^53, checked"
)]
fn count(table: &Table, field: &str, row: usize) -> u64 {
    let value = table.column(field).and_then(|column| column.number(row));
    value.filter(|value| (0.0..9e15).contains(value)).map_or(0, |value| value as u64)
}
