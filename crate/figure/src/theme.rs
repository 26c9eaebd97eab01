//! Semantic paints and their colours in each theme. Knows nothing of figures or of the page.
//! Start with [`Paint`] and [`Theme`].

use serde::Serialize;

/// What a mark means by its colour: the index and other context in ink, or one of the strategies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Hue {
    /// The index, other scales, anything outside the strategies: ink, circle.
    #[default]
    Ink,
    /// Common cause: vermilion circle.
    Cc,
    /// Mutual assistance and support: green diamond.
    Ma,
    /// Authorities and associations: blue triangle.
    Aa,
}

impl Hue {
    /// The hue of the index's dimension at `position` (0-based, order of the codebook).
    pub fn of_dimension(position: usize) -> Self {
        match position {
            0 => Self::Cc,
            1 => Self::Ma,
            2 => Self::Aa,
            _ => Self::Ink,
        }
    }

    /// The mark that always goes with the hue.
    pub fn mark(self) -> MarkShape {
        match self {
            Self::Ink | Self::Cc => MarkShape::Circle,
            Self::Ma => MarkShape::Diamond,
            Self::Aa => MarkShape::Triangle,
        }
    }

    /// The paint of marks and labels in this hue.
    pub fn paint(self) -> Paint {
        match self {
            Self::Ink => Paint::Ink,
            Self::Cc => Paint::Cc,
            Self::Ma => Paint::Ma,
            Self::Aa => Paint::Aa,
        }
    }
}

/// Shape of the mark of an estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkShape {
    /// Disc.
    Circle,
    /// Square on its corner.
    Diamond,
    /// Triangle on its base.
    Triangle,
    /// Upright stroke, where the interval is narrower than any mark.
    Tick,
}

/// A colour by its meaning; the theme or the page's custom property of the same name gives its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Paint {
    /// Ground.
    Paper,
    /// Text and index marks.
    Ink,
    /// Secondary text, the mean line.
    Ink2,
    /// Context marks, tertiary text.
    Ink3,
    /// Hairlines.
    Rule,
    /// Grid lines.
    Grid,
    /// Selection and focus.
    Selection,
    /// Common cause.
    Cc,
    /// Mutual assistance.
    Ma,
    /// Authorities and associations.
    Aa,
    /// Answer step 0–4 (full disagreement to full agreement) of a section's hue.
    Likert(Hue, u8),
    /// Number on an answer step.
    OnLikert(Hue, u8),
}

impl Paint {
    /// Every paint with its own colour, in the order of the stylesheet.
    pub const ALL: [Self; 20] = [
        Self::Paper,
        Self::Ink,
        Self::Ink2,
        Self::Ink3,
        Self::Rule,
        Self::Grid,
        Self::Selection,
        Self::Cc,
        Self::Ma,
        Self::Aa,
        Self::Likert(Hue::Ink, 0),
        Self::Likert(Hue::Ink, 1),
        Self::Likert(Hue::Ink, 2),
        Self::Likert(Hue::Ink, 3),
        Self::Likert(Hue::Cc, 3),
        Self::Likert(Hue::Ma, 3),
        Self::Likert(Hue::Aa, 3),
        Self::OnLikert(Hue::Ink, 0),
        Self::OnLikert(Hue::Ink, 1),
        Self::OnLikert(Hue::Ink, 3),
    ];

    /// Name of the custom property and of the classes `f-NAME` (fill) and `s-NAME` (stroke).
    pub fn name(self) -> &'static str {
        match self {
            Self::Paper => "paper",
            Self::Ink => "ink",
            Self::Ink2 => "ink2",
            Self::Ink3 => "ink3",
            Self::Rule => "rule",
            Self::Grid => "grid",
            Self::Selection => "sel",
            Self::Cc => "cc",
            Self::Ma => "ma",
            Self::Aa => "aa",
            Self::Likert(_, 0) => "lk0",
            Self::Likert(_, 1) => "lk1",
            Self::Likert(_, 2) => "lk2",
            Self::Likert(Hue::Ink, 3) => "ink-mix",
            Self::Likert(Hue::Cc, 3) => "cc-mix",
            Self::Likert(Hue::Ma, 3) => "ma-mix",
            Self::Likert(Hue::Aa, 3) => "aa-mix",
            Self::Likert(hue, _) => hue.paint().name(),
            Self::OnLikert(_, 0) => "on-lk0",
            Self::OnLikert(_, 1) => "on-lk1",
            Self::OnLikert(_, 2) => "ink",
            Self::OnLikert(_, 3) => "on-mix",
            Self::OnLikert(..) => "paper",
        }
    }
}

/// A colour as three bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    /// `#RRGGBB`.
    pub fn hex(self) -> String {
        format!("#{:02X}{:02X}{:02X}", self.0, self.1, self.2)
    }

    fn mix(self, other: Self, permille: u32) -> Self {
        let channel = |a: u8, b: u8| {
            let sum = u32::from(a) * permille + u32::from(b) * (1000 - permille) + 500;
            u8::try_from(sum / 1000).unwrap_or(u8::MAX)
        };
        Self(channel(self.0, other.0), channel(self.1, other.1), channel(self.2, other.2))
    }
}

/// The colours of one theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    colours: [Rgb; 20],
}

impl Theme {
    /// Dark ink on warm paper.
    pub fn light() -> Self {
        Self {
            colours: [
                Rgb(0xFB, 0xF8, 0xF1),
                Rgb(0x1C, 0x1A, 0x17),
                Rgb(0x57, 0x51, 0x47),
                Rgb(0x73, 0x6C, 0x60),
                Rgb(0xDA, 0xD4, 0xC6),
                Rgb(0xE9, 0xE4, 0xD8),
                Rgb(0x9C, 0x3D, 0x78),
                Rgb(0xB8, 0x4A, 0x00),
                Rgb(0x00, 0x7A, 0x5A),
                Rgb(0x00, 0x69, 0xAB),
                Rgb(0x6F, 0x68, 0x5C),
                Rgb(0xB9, 0xB1, 0xA2),
                Rgb(0xE9, 0xE4, 0xD8),
                Rgb(0x97, 0x93, 0x8B),
                Rgb(0xDD, 0x9F, 0x81),
                Rgb(0x8B, 0xB6, 0x9F),
                Rgb(0x87, 0xAE, 0xCF),
                Rgb(0xFB, 0xF8, 0xF1),
                Rgb(0x1C, 0x1A, 0x17),
                Rgb(0x1C, 0x1A, 0x17),
            ],
        }
    }

    /// Light ink on dark paper.
    pub fn dark() -> Self {
        Self {
            colours: [
                Rgb(0x18, 0x16, 0x12),
                Rgb(0xF0, 0xEB, 0xE0),
                Rgb(0xBD, 0xB6, 0xA8),
                Rgb(0x97, 0x90, 0x80),
                Rgb(0x3B, 0x37, 0x2F),
                Rgb(0x2B, 0x28, 0x22),
                Rgb(0xE7, 0x9B, 0xC7),
                Rgb(0xF2, 0x89, 0x4A),
                Rgb(0x2E, 0xBD, 0x91),
                Rgb(0x5F, 0xB0, 0xE8),
                Rgb(0x8E, 0x86, 0x77),
                Rgb(0x5A, 0x54, 0x48),
                Rgb(0x2F, 0x2C, 0x26),
                Rgb(0x6B, 0x67, 0x5F),
                Rgb(0x74, 0x48, 0x2D),
                Rgb(0x2E, 0x5D, 0x48),
                Rgb(0x3A, 0x57, 0x6C),
                Rgb(0x18, 0x16, 0x12),
                Rgb(0xF0, 0xEB, 0xE0),
                Rgb(0xF0, 0xEB, 0xE0),
            ],
        }
    }

    /// For `forced-colors: active`: the system's ground, text and highlight colours, nothing else.
    /// Steps of answers are mixtures of ground and text; shapes carry the strategies.
    pub fn forced(ground: Rgb, text: Rgb, highlight: Rgb) -> Self {
        let step = |permille| text.mix(ground, permille);
        Self {
            colours: [
                ground,
                text,
                text,
                text,
                step(500),
                step(250),
                highlight,
                text,
                text,
                text,
                step(650),
                step(350),
                step(120),
                step(300),
                step(300),
                step(300),
                step(300),
                ground,
                text,
                text,
            ],
        }
    }

    /// The colour of a paint.
    pub fn colour(&self, paint: Paint) -> Rgb {
        let name = paint.name();
        let found = Paint::ALL.iter().zip(&self.colours).find(|(p, _)| p.name() == name);
        found.map_or(Rgb(0, 0, 0), |(_, colour)| *colour)
    }

    /// `--paper:#FBF8F1;--ink:#1C1A17;…`: the theme as custom properties for the page.
    pub fn css(&self) -> String {
        let pairs = Paint::ALL.iter().zip(&self.colours);
        pairs
            .map(|(paint, colour)| format!("--{}:{};", paint.name(), colour.hex()))
            .collect()
    }
}
