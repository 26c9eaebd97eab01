//! The survey's definition: the `solidarity` object of the descriptor.
//!
//! What is measured (index, dimensions, scales, typology, acts), on which design, and
//! what may be shown. Must not know how it was written nor any cell.
//! Start from [`Definition`].

use std::collections::BTreeMap;

use super::Position;

/// The `solidarity` object.
#[derive(Clone, Debug, Default)]
pub struct Definition {
    /// Version of the definition's format.
    pub version: String,
    /// Whether the records are synthetic.
    pub synthetic: bool,
    /// Translations by language.
    pub translations: BTreeMap<String, Translations>,
    /// The sampling design.
    pub design: DesignDef,
    /// The index.
    pub index: Option<IndexDef>,
    /// Scales beside the index.
    pub scales: Vec<ScaleDef>,
    /// The typology of two scores.
    pub typology: Option<TypologyDef>,
    /// Acts: behaviour reported beside the index.
    pub acts: Vec<Act>,
    /// Fields offered as breakdowns.
    pub breakdowns: Vec<String>,
    /// The places of a map.
    pub places: Option<Places>,
    /// What may be published.
    pub disclosure: Option<Disclosure>,
    /// Resource of the field-work counts.
    pub fieldwork: Option<String>,
    /// Resource of the calibration margins.
    pub margins: Option<String>,
    /// Resource of the real towns' facts.
    pub context: Option<String>,
    /// Interviews and their codings.
    pub interviews: Option<Interviews>,
}

impl Definition {
    /// The dimensions of the index; empty without one.
    pub fn dimensions(&self) -> &[ScaleDef] {
        self.index.as_ref().map_or(&[], |index| &index.dimensions)
    }

    /// The translation of a thing (`package`, `resource`, `resource.field`, `index.X`,
    /// `dimension.X`, `scale.X`) into a language.
    pub fn translation(&self, language: &str, key: &str) -> Option<&Translation> {
        self.translations.get(language)?.get(key)
    }
}

/// Translations into one language, by key.
pub type Translations = BTreeMap<String, Translation>;

/// The translated words of one thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Translation {
    /// `title`.
    pub title: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// Labels of categories by code.
    pub categories: BTreeMap<String, String>,
    /// Labels of missing values by code.
    pub missing_values: BTreeMap<String, String>,
}

/// The sampling design.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DesignDef {
    /// The resource the sample lies in.
    pub resource: String,
    /// Field of the weights.
    pub weights: Option<String>,
    /// Fields whose crossing makes the strata; empty for one stratum.
    pub strata: Vec<String>,
    /// Fields of the sampling stages; empty: each row is a PSU.
    pub psu: Vec<String>,
    /// Fields of the population sizes, one a stage; empty for none.
    pub fpc: Vec<String>,
    /// Whether PSU ids are local to the stratum.
    pub nest: bool,
    /// What to do with a stratum of one PSU.
    pub lonely_psu: LonelyPsu,
    /// Replicate weights, if standard errors come from them.
    pub replicates: Option<ReplicatesDef>,
    /// How the sample was drawn, in a word.
    pub sampling: Option<String>,
    /// Default confidence level.
    pub level: f64,
    /// Where `design` stands in the descriptor.
    pub at: Position,
}

/// Replicate weights: columns of the sample, and how estimates with them make a variance.
#[derive(Clone, Debug, PartialEq)]
pub struct ReplicatesDef {
    /// What the names of the fields begin with.
    pub prefix: String,
    /// How the weights were made.
    pub kind: ReplicateKind,
    /// The factor of the sum.
    pub scale: f64,
    /// The factor of each replicate.
    pub rscales: Vec<f64>,
    /// Whether deviations are taken from the full estimate, not from the replicates' mean.
    pub mse: bool,
    /// Degrees of freedom, if declared.
    pub df: Option<u32>,
    /// The fields, in the order of the schema.
    pub fields: Vec<String>,
}

/// How replicate weights were made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplicateKind {
    /// Jackknife without strata.
    Jk1,
    /// Stratified jackknife.
    Jkn,
    /// Balanced repeated replication.
    Brr,
    /// Fay's variant of it.
    Fay,
    /// Bootstrap.
    Boot,
    /// Successive differences.
    Sdr,
    /// Any other.
    Other,
}

impl ReplicateKind {
    /// Every kind.
    pub const ALL: &[Self] =
        &[Self::Jk1, Self::Jkn, Self::Brr, Self::Fay, Self::Boot, Self::Sdr, Self::Other];

    /// The name in the definition.
    pub fn name(self) -> &'static str {
        match self {
            Self::Jk1 => "jk1",
            Self::Jkn => "jkn",
            Self::Brr => "brr",
            Self::Fay => "fay",
            Self::Boot => "boot",
            Self::Sdr => "sdr",
            Self::Other => "other",
        }
    }

    /// The usual scale of `r` replicates (R's `svrepdesign`); `None` where it must be declared:
    /// 1/(r (1 − ρ)²) of Fay's method, and other kinds.
    pub fn scale(self, r: f64) -> Option<f64> {
        match self {
            Self::Jk1 => Some((r - 1.0) / r),
            Self::Jkn => Some(1.0),
            Self::Brr => Some(1.0 / r),
            Self::Boot => Some(1.0 / (r - 1.0)),
            Self::Sdr => Some(4.0 / r),
            Self::Fay | Self::Other => None,
        }
    }
}

/// What to do with a stratum of one PSU.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LonelyPsu {
    /// No standard error.
    #[default]
    Fail,
    /// It adds nothing.
    Remove,
    /// It was drawn with certainty and adds nothing.
    Certainty,
    /// Centred at the mean over all PSUs.
    Adjust,
    /// Takes the average variance of the other strata.
    Average,
}

impl LonelyPsu {
    /// Every policy.
    pub const ALL: &[Self] =
        &[Self::Fail, Self::Remove, Self::Certainty, Self::Adjust, Self::Average];

    /// The name in the definition and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fail => "fail",
            Self::Remove => "remove",
            Self::Certainty => "certainty",
            Self::Adjust => "adjust",
            Self::Average => "average",
        }
    }
}

/// An exact decimal number: `units` / 10^6.
///
/// Cuts, ranges and weights are kept so, because they meet exact integer scores.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decimal(i64);

impl Decimal {
    /// Units in one.
    pub const ONE: i64 = 1_000_000;

    /// The decimal of this whole number.
    pub fn whole(value: i32) -> Self {
        Self(i64::from(value) * Self::ONE)
    }

    /// Reads plain or exponent notation exactly; `None` if it is no number, has more
    /// than six decimals, or is 10^9 or more in size.
    pub fn parse(text: &str) -> Option<Self> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (negative, digits) = match mantissa.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, mantissa),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.is_empty() || !(-30..=30).contains(&exponent) {
            return None;
        }
        let mut units: i128 = 0;
        for digit in whole.chars().chain(fraction.chars()) {
            units =
                units.checked_mul(10)?.checked_add(i128::from(digit.to_digit(10)?))?;
        }
        let mut shift = 6 + exponent - i32::try_from(fraction.len()).ok()?;
        while shift > 0 {
            units = units.checked_mul(10)?;
            shift -= 1;
        }
        while shift < 0 {
            if units % 10 != 0 {
                return None;
            }
            units /= 10;
            shift += 1;
        }
        let units = i64::try_from(units).ok()?;
        let limit = 1_000_000_000 * Self::ONE;
        (units < limit).then_some(Self(if negative { -units } else { units }))
    }

    /// Of so many millionths.
    pub(crate) const fn of_units(units: i64) -> Self {
        Self(units)
    }

    /// The number in millionths.
    pub fn units(self) -> i64 {
        self.0
    }

    /// The nearest `f64`.
    #[expect(clippy::cast_precision_loss, reason = "below 2^53 by construction")]
    pub fn get(self) -> f64 {
        self.0 as f64 / Self::ONE as f64
    }
}

impl core::ops::Add for Decimal {
    type Output = Self;
    /// Saturates, which declared sizes never reach.
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl core::ops::Neg for Decimal {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

/// How many valid parts a score needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MinValid {
    /// At least so many.
    Count(u32),
    /// At least this share of them, rounded up.
    Share(Decimal),
}

impl MinValid {
    /// The number needed of `k` parts: at least 1.
    pub fn of(self, k: usize) -> usize {
        match self {
            Self::Count(n) => (n as usize).max(1),
            Self::Share(share) => {
                let units = i128::from(share.units()) * k as i128;
                let one = i128::from(Decimal::ONE);
                let needed = (units + one - 1).div_euclid(one).max(1);
                usize::try_from(needed).unwrap_or(usize::MAX)
            }
        }
    }
}

/// A range of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// Lowest value.
    pub low: Decimal,
    /// Highest value; above `low`.
    pub high: Decimal,
}

impl Range {
    /// 0 to 100.
    pub const PERCENT: Range =
        Range { low: Decimal(0), high: Decimal(100 * Decimal::ONE) };
}

/// A scale or dimension: a mean of items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScaleDef {
    /// The id.
    pub id: String,
    /// `title`.
    pub title: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// The range of the score; a dimension has that of its index.
    pub range: Range,
    /// Weight of a dimension in the index; 1 for a scale.
    pub weight: Decimal,
    /// Valid items needed.
    pub min_valid: MinValid,
    /// The items.
    pub items: Vec<Item>,
    /// Where it stands in the descriptor.
    pub at: Position,
}

/// One item of a scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The field.
    pub field: String,
    /// Whether it is reverse-keyed.
    pub reverse: bool,
    /// The declared range: the item's own, else that of the field's categories.
    pub range: (i64, i64),
    /// Where it stands in the descriptor.
    pub at: Position,
}

/// The index: an aggregate of dimensions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexDef {
    /// The id.
    pub id: String,
    /// `title`.
    pub title: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// The range of the score.
    pub range: Range,
    /// Valid dimensions needed.
    pub min_valid: MinValid,
    /// How dimensions are put together.
    pub aggregation: Aggregation,
    /// The dimensions.
    pub dimensions: Vec<ScaleDef>,
    /// Where it stands in the descriptor.
    pub at: Position,
}

/// How the dimensions are put together, row by row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregation {
    /// Weighted arithmetic mean.
    Arithmetic,
    /// Weighted geometric mean of scores that a rule keeps above zero.
    Geometric(Zero),
}

/// What keeps scores above zero before a geometric mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zero {
    /// Scores are rescaled from [low, high] to [floor, high].
    Rescale(Decimal),
    /// The floor is added to every score.
    Shift(Decimal),
}

/// The typology of two scores, cut in two each.
///
/// Solidary: the first above and the second below its cut; alienated: the first below
/// and the second above; all others, ties included, mixed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypologyDef {
    /// Ids of the two scores.
    pub of: [String; 2],
    /// The cuts.
    pub cut: [Decimal; 2],
    /// By how much both cuts are moved together, down and up, to show how much hangs
    /// on them.
    pub sensitivity: Decimal,
    /// Where the two ids stand in the descriptor.
    pub at: [Position; 2],
}

/// An act: a question on behaviour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// The field.
    pub field: String,
    /// The code that means yes.
    pub yes: String,
    /// The dimension the act belongs to.
    pub dimension: Option<String>,
    /// Who was asked: field → codes; empty: everybody.
    pub base: BTreeMap<String, Vec<String>>,
    /// Where it stands in the descriptor.
    pub at: Position,
}

/// The places of a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// Field of the design resource that names the place.
    pub field: String,
    /// Resource of the places.
    pub resource: String,
    /// Its field of the population.
    pub population: Option<String>,
    /// Its field of the longitude.
    pub longitude: Option<String>,
    /// Its field of the latitude.
    pub latitude: Option<String>,
}

/// How the survey may be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DisclosureMode {
    /// The records go into the page.
    Microdata,
    /// No record goes into the page.
    Aggregates,
}

/// What may be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosure {
    /// How the survey may be published.
    pub mode: DisclosureMode,
    /// Fields by which a person may be known.
    pub keys: Vec<String>,
    /// Fields that tell something delicate.
    pub sensitive: Vec<String>,
    /// Fields that are neither.
    pub harmless: Vec<String>,
    /// Smallest allowed class of equal keys.
    pub k: u32,
    /// Smallest allowed number of distinct sensitive values in a class.
    pub l: u32,
    /// Smallest group anything is shown about.
    pub min_cell: u32,
    /// Base that published counts are rounded to.
    pub round_base: u32,
}

/// Interviews, their codings and the joint display.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interviews {
    /// Resource of the interviews.
    pub resource: String,
    /// Resource of the codings.
    pub codings: String,
    /// Resource of the codes.
    pub codes: String,
    /// The coder whose codings are shown.
    pub coder: String,
    /// Where the coder stands in the descriptor.
    pub at: Position,
    /// Resource of the joint display.
    pub display: Option<String>,
    /// Smallest cell shown.
    pub min_cell: u32,
}
