//! The frame of an exported figure: title, subtitle, figure, footnotes, citation, synthetic label.
//! Knows no language. Start with [`Spec`].

/// What stands around the figure, in finished words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spec {
    /// The finding.
    pub title: String,
    /// Measure, n, weighting.
    pub subtitle: String,
    /// Notes under the figure.
    pub footnotes: Vec<String>,
    /// Citation, design, hash.
    pub citation: Vec<String>,
    /// "Synthetic data": drawn with the hatch; `None` for real data.
    pub synthetic: Option<String>,
}
