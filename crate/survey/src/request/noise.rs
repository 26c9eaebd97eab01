//! Sampling noise around an estimate as equally likely values, for quantile dot plots.
//! Must not know how they are drawn. Start with [`Estimate::noise`].

use super::Estimate;
use crate::dist::t_quantile;

impl Estimate {
    /// `dots` values between which the sampling noise around the estimate falls with equal
    /// probability, in rising order: θ̂ + se · t⁻¹((i − ½) / dots; df), i = 1 … dots. Empty without a
    /// standard error above 0 and at least one degree of freedom.
    ///
    /// Quantile dot plots: Kay, Kola, Hullman and Munson (2016), doi 10.1145/2858036.2858558.
    #[must_use]
    pub fn noise(&self, dots: u32) -> Vec<f64> {
        let (Some(middle), Some(se), Some(df)) = (self.estimate, self.se, self.df) else {
            return Vec::new();
        };
        let Ok(whole) = u32::try_from(df) else { return Vec::new() };
        if se <= 0.0 || whole == 0 {
            return Vec::new();
        }
        let place = |i: u32| (f64::from(i) + 0.5) / f64::from(dots);
        let at = |i: u32| middle + se * t_quantile(place(i), f64::from(whole));
        (0..dots).map(at).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::request::tests::survey;
    use crate::request::{Request, Statistic};

    #[test]
    fn dots_mirror_the_mean_and_meet_the_interval() {
        let ask = |of: &str, statistic| Request {
            of: vec![of.to_owned()],
            statistic,
            ..Request::default()
        };
        let mean = survey().estimate(&ask("si", Statistic::Mean)).unwrap();
        let mean = mean.estimates.first().unwrap();
        let middle = mean.estimate.unwrap();
        let dots = mean.noise(50);
        assert_eq!(dots.len(), 50);
        assert!(dots.windows(2).all(|pair| pair[0] < pair[1]));
        for (low, high) in dots.iter().zip(dots.iter().rev()) {
            assert!((low + high - 2.0 * middle).abs() < 1e-9);
        }
        // The first of 20 dots lies at a probability of 0.025, where the 95 % interval begins.
        let (first, last) = (mean.noise(20)[0], mean.noise(20)[19]);
        assert!((first - mean.lower.unwrap()).abs() < 1e-9);
        assert!((last - mean.upper.unwrap()).abs() < 1e-9);
        let mut unsure = mean.clone();
        unsure.df = Some(0);
        assert_eq!(unsure.noise(50), Vec::<f64>::new());
        (unsure.df, unsure.se) = (Some(3), Some(0.0));
        assert_eq!(unsure.noise(50), Vec::<f64>::new());
        unsure.se = None;
        assert_eq!(unsure.noise(50), Vec::<f64>::new());
        assert_eq!(mean.noise(0), Vec::<f64>::new());
    }
}
