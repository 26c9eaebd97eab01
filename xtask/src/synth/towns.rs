//! The invented towns, the assumed margins and the real census of small towns (content 2, 3).
//!
//! Facts only; it must not draw anything.

/// An invented town: a stratum of the sample.
pub(super) struct Town {
    pub(super) code: &'static str,
    pub(super) en: &'static str,
    pub(super) ru: &'static str,
    pub(super) population: u32,
    pub(super) adults: u32,
    pub(super) records: usize,
    pub(super) psus: usize,
}

const fn town(
    code: &'static str,
    (en, ru): (&'static str, &'static str),
    (population, adults): (u32, u32),
    (records, psus): (usize, usize),
) -> Town {
    Town { code, en, ru, population, adults, records, psus }
}

/// The eight towns, in the order of the codebook.
pub(super) const TOWNS: [Town; 8] = [
    town("alpha", ("Alpha", "Альфа"), (24_000, 19_000), (146, 18)),
    town("beta", ("Beta", "Бета"), (41_000, 32_400), (191, 24)),
    town("gamma", ("Gamma", "Гамма"), (15_000, 11_900), (116, 14)),
    town("delta", ("Delta", "Дельта"), (33_000, 26_100), (171, 21)),
    town("epsilon", ("Epsilon", "Эпсилон"), (47_000, 37_100), (205, 26)),
    town("zeta", ("Zeta", "Дзета"), (19_000, 15_000), (130, 16)),
    town("iota", ("Iota", "Йота"), (28_000, 22_100), (158, 20)),
    town("theta", ("Theta", "Тета"), (12_000, 9_500), (103, 13)),
];

/// Age and sex of adults, percent; men, then women (Russia, mid-2020, UN WPP 2019).
pub(super) const RUSSIA: [[f64; 6]; 2] =
    [[4.2, 9.5, 9.6, 7.5, 7.7, 6.5], [4.0, 9.3, 10.0, 8.4, 10.1, 13.2]];

/// Assumed shares of men and women among a town's adults, per mille.
pub(super) const SEX_PER_MILLE: [u32; 2] = [440, 560];

/// Assumed shares of the six age bands among a town's adults, per mille.
pub(super) const AGE_PER_MILLE: [u32; 6] = [75, 165, 190, 160, 190, 220];

/// The towns as a table.
pub(super) fn towns_csv() -> String {
    let mut csv = "town,name,name_ru,population,adults,synthetic\n".to_owned();
    for Town { code, en, ru, population, adults, .. } in &TOWNS {
        csv += &format!("{code},{en},{ru},{population},{adults},1\n");
    }
    csv
}

/// The people a margin of so many per mille means, as a decimal without trailing zeros.
pub(super) fn people(adults: u32, per_mille: u32) -> String {
    decimal(u64::from(adults) * u64::from(per_mille), 3)
}

/// The margins the weights are raked to.
pub(super) fn margins_csv() -> String {
    let mut csv = "town,field,category,share,total,basis,synthetic\n".to_owned();
    for Town { code, adults, .. } in &TOWNS {
        let sexes = SEX_PER_MILLE.iter().map(|share| ("sex", share));
        let ages = AGE_PER_MILLE.iter().map(|share| ("age_band", share));
        for (place, (field, &share)) in sexes.chain(ages).enumerate() {
            let category = if field == "sex" { place + 1 } else { place - 1 };
            let of_one = decimal(u64::from(share), 3);
            let total = people(*adults, share);
            csv += &format!("{code},{field},{category},{of_one},{total},assumed,1\n");
        }
    }
    csv
}

/// A whole number of units of 10⁻ᵈ as a decimal without trailing zeros.
pub(super) fn decimal(units: u64, digits: usize) -> String {
    let padded = format!("{units:0width$}", width = digits + 1);
    let (whole, part) = padded.split_at(padded.len() - digits);
    let part = part.trim_end_matches('0');
    if part.is_empty() { whole.to_owned() } else { format!("{whole}.{part}") }
}

/// The real small towns of the Altai Territory: facts of content 2.2, not synthetic.
pub(super) const CENSUS_CSV: &str = "\
code,name,name_ru,census_2002,census_2010,census_2021,change,latitude,longitude,founded,town_since,note,note_ru
ALE,Aleysk,Алейск,28551,29510,25380,-14.0,52.4923,82.7794,1913,1939,,
BEL,Belokurikha,Белокуриха,14533,14661,14735,0.5,51.9962,84.9840,1846,1982,founded also given as 1803 and 1867,год основания указывают также как 1803 и 1867
GOR,Gornyak,Горняк,15779,13918,10112,-27.3,50.9980,81.4643,1942,1969,village of Zolotukha since 1751,село Золотуха с 1751 года
ZAR,Zarinsk,Заринск,50368,48461,41272,-14.8,53.7063,84.9315,1748,1979,railway station since 1952,железнодорожная станция с 1952 года
ZME,Zmeinogorsk,Змеиногорск,–,10955,9410,-14.1,51.1581,82.1873,1736,1952,,
KAM,Kamen-na-Obi,Камень-на-Оби,–,43888,32385,-26.2,53.7914,81.3545,1751,1915,,
SLA,Slavgorod,Славгород,34335,32389,27900,-13.9,52.9995,78.6459,1910,1914,,
YAR,Yarovoye,Яровое,21363,18604,16424,-11.7,52.9252,78.5730,1943,1993,,
";
