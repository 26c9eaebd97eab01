//! Reliability and agreement as CSV: one number a line, its source in every line.
//! Must not know how numbers are made. Start with [`scales`] or [`interviews`].

use survey::agreement::{Agreement, AgreementNote, Coefficient};
use survey::reliability::{Part, Reliability, ReliabilityNote, ScaleReliability};
use survey::request::PackageNote;

/// A line for each statistic: scale, matrix, rows, name, item (of matrices also the other item, of
/// components and thresholds their number), numbers; empty for null.
pub(super) fn scales(answer: &Reliability) -> Result<String, String> {
    let head = [
        "of",
        "matrix",
        "use",
        "statistic",
        "item",
        "with",
        "n",
        "estimate",
        "se",
        "lower",
        "upper",
        "df",
        "note",
    ];
    let rows = answer.scales.iter().flat_map(|scale| {
        lines(scale).into_iter().map(|line| line.cells(&scale.of)).collect::<Vec<_>>()
    });
    file(&head, rows, answer.level, &answer.package)
}

/// A line for each code and coefficient; the pooled ones have no code.
pub(super) fn interviews(answer: &Agreement) -> Result<String, String> {
    let head = [
        "code",
        "coders",
        "statistic",
        "n",
        "estimate",
        "se",
        "lower",
        "upper",
        "df",
        "note",
    ];
    let coders = answer.coders.join("/");
    let row = |code: &str, statistic: &str, n: u64, one: Coefficient| {
        let mut cells = vec![code.to_owned(), coders.clone(), statistic.to_owned()];
        cells.push(n.to_string());
        let numbers = [one.estimate, one.se, one.lower, one.upper];
        cells.extend(numbers.map(|one| one.map(|v| v.to_string()).unwrap_or_default()));
        cells.push(one.df.map(|df| df.to_string()).unwrap_or_default());
        cells.push(one.note.map_or("", AgreementNote::code).to_owned());
        cells
    };
    let bare = |estimate| Coefficient { estimate, ..Coefficient::default() };
    let pooled = &answer.pooled;
    let n = pooled.decisions;
    let mut rows = vec![
        row("", "percent", n, bare(pooled.percent)),
        row("", "pooled-kappa", n, pooled.kappa),
        row("", "krippendorff-alpha", n, bare(pooled.krippendorff)),
    ];
    for code in &answer.codes {
        rows.push(row(&code.code, "percent", code.n, bare(code.percent)));
        rows.push(row(&code.code, "kappa", code.n, code.kappa));
        rows.push(row(&code.code, "ac1", code.n, code.ac1));
        let alpha = bare(code.krippendorff);
        rows.push(row(&code.code, "krippendorff-alpha", code.n, alpha));
    }
    file(&head, rows, answer.level, &answer.package)
}

fn file(
    head: &[&str],
    rows: impl IntoIterator<Item = Vec<String>>,
    level: f64,
    package: &PackageNote,
) -> Result<String, String> {
    let tail = ["level", "synthetic", "package", "version", "sha256"];
    let source = [
        level.to_string(),
        package.synthetic.to_string(),
        package.name.clone(),
        package.version.clone().unwrap_or_default(),
        package.sha256.clone(),
    ];
    let mut out = ::csv::Writer::from_writer(Vec::new());
    let text = |error: ::csv::Error| error.to_string();
    out.write_record(head.iter().chain(&tail)).map_err(text)?;
    for row in rows {
        out.write_record(row.iter().chain(&source)).map_err(text)?;
    }
    let bytes = out.into_inner().map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|error| error.to_string())
}

#[derive(Default)]
struct Line {
    matrix: &'static str,
    rule: &'static str,
    statistic: &'static str,
    item: String,
    with: String,
    n: Option<u64>,
    numbers: [Option<f64>; 4],
    df: Option<u64>,
    note: Option<ReliabilityNote>,
}

impl Line {
    fn cells(self, of: &str) -> Vec<String> {
        let mut cells = vec![of.to_owned()];
        cells.extend([self.matrix, self.rule, self.statistic].map(str::to_owned));
        cells.extend([self.item, self.with]);
        cells.push(self.n.map(|n| n.to_string()).unwrap_or_default());
        cells.extend(
            self.numbers.map(|one| one.map(|v| v.to_string()).unwrap_or_default()),
        );
        cells.push(self.df.map(|df| df.to_string()).unwrap_or_default());
        cells.push(self.note.map_or("", ReliabilityNote::code).to_owned());
        cells
    }
}

fn lines(scale: &ScaleReliability) -> Vec<Line> {
    let mut all = Vec::new();
    let one = |statistic, estimate| Line {
        statistic,
        numbers: [estimate, None, None, None],
        n: Some(scale.n),
        ..Line::default()
    };
    all.push(one("mean", scale.mean));
    all.push(one("sd", scale.sd));
    for part in [&scale.pairwise, &scale.complete_cases] {
        of_part(scale, part, &mut all);
    }
    for structure in &scale.structure {
        let base = |statistic| Line {
            matrix: structure.matrix.name(),
            rule: structure.rule.name(),
            statistic,
            ..Line::default()
        };
        let omega = &structure.omega;
        let numbers = [omega.estimate, None, None, None];
        all.push(Line { numbers, note: omega.note, ..base("omega") });
        matrix(scale, &structure.correlation, &mut all, &|| base("correlation"));
        let item = |at: usize| scale.items.get(at).cloned().unwrap_or_default();
        for (at, loading) in omega.loadings.iter().flatten().enumerate() {
            let numbers = [Some(*loading), None, None, None];
            all.push(Line { item: item(at), numbers, ..base("factor-loading") });
        }
        let Some(components) = &structure.components else { continue };
        for (at, value) in components.eigenvalues.iter().enumerate() {
            let (with, numbers) =
                ((at + 1).to_string(), [Some(*value), None, None, None]);
            all.push(Line { with, numbers, ..base("eigenvalue") });
        }
        for (at, row) in components.loadings.iter().flatten().enumerate() {
            for (column, value) in row.iter().enumerate() {
                let (item, with) = (item(at), (column + 1).to_string());
                let numbers = [Some(*value), None, None, None];
                all.push(Line { item, with, numbers, ..base("component-loading") });
            }
        }
        for (at, row) in structure.thresholds.iter().flatten().enumerate() {
            for (column, value) in row.iter().enumerate() {
                let (item, with) = (item(at), (column + 1).to_string());
                let numbers = [*value, None, None, None];
                all.push(Line { item, with, numbers, ..base("threshold") });
            }
        }
    }
    all
}

fn of_part(scale: &ScaleReliability, part: &Part, all: &mut Vec<Line>) {
    let (alpha, classical) = (&part.alpha, &part.classical);
    let rule = alpha.rule.name();
    all.push(Line {
        rule,
        statistic: "alpha",
        n: Some(alpha.n),
        numbers: [alpha.estimate, alpha.se, alpha.lower, alpha.upper],
        df: Some(alpha.df),
        note: alpha.note,
        ..Line::default()
    });
    all.push(Line {
        rule,
        statistic: "alpha-as-if-simple-random",
        n: Some(classical.n),
        numbers: [alpha.estimate, classical.ase, classical.lower, classical.upper],
        ..Line::default()
    });
    let single = [
        ("se-of-ln(1-alpha)", alpha.se_log),
        ("standardized-alpha", part.standardized_alpha),
        ("lambda-6", part.lambda6),
        ("average-correlation", part.average_correlation),
        ("median-correlation", part.median_correlation),
        ("signal-to-noise", part.signal_to_noise),
    ];
    for (statistic, estimate) in single {
        let numbers = [estimate, None, None, None];
        all.push(Line { rule, statistic, n: Some(alpha.n), numbers, ..Line::default() });
    }
    for item in &part.items {
        let several = [
            ("item-mean", item.mean),
            ("item-sd", item.sd),
            ("item-rest-correlation", item.item_rest),
            ("item-row-mean-correlation", item.item_mean),
            ("item-total-correlation", item.item_total),
            ("item-total-corrected", item.item_total_corrected),
            ("alpha-if-dropped", item.alpha_if_dropped),
            ("standardized-if-dropped", item.standardized_if_dropped),
            ("average-correlation-if-dropped", item.average_if_dropped),
        ];
        for (statistic, estimate) in several {
            let numbers = [estimate, None, None, None];
            let (item, n) = (item.item.clone(), Some(item.n));
            all.push(Line { rule, statistic, item, n, numbers, ..Line::default() });
        }
    }
    let base = |matrix, statistic| Line { matrix, rule, statistic, ..Line::default() };
    matrix(scale, &part.covariance, all, &|| base("covariance", "covariance"));
    matrix(scale, &part.spearman, all, &|| base("spearman", "correlation"));
}

/// The upper triangle of a matrix, with the diagonal.
fn matrix(
    scale: &ScaleReliability,
    cells: &[Vec<Option<f64>>],
    all: &mut Vec<Line>,
    base: &dyn Fn() -> Line,
) {
    let name = |at: usize| scale.items.get(at).cloned().unwrap_or_default();
    for (i, row) in cells.iter().enumerate() {
        for (j, value) in row.iter().enumerate().skip(i) {
            let numbers = [*value, None, None, None];
            all.push(Line { item: name(i), with: name(j), numbers, ..base() });
        }
    }
}
