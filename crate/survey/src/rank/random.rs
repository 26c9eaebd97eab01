//! Random numbers whose bits are the same natively and in wasm.
//! Must not know what they are drawn for. Start from [`Random::new`].

/// The generator xoshiro256++ (Blackman and Vigna 2021), its state filled by SplitMix64 (Steele,
/// Lea and Flood 2014) from the seed. Part of the contract: the same seed gives the same draws.
#[derive(Clone, Debug)]
pub struct Random {
    state: [u64; 4],
    spare: Option<f64>,
}

impl Random {
    /// The sequence of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let mut at = seed;
        let state = [(); 4].map(|()| {
            at = at.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let one = (at ^ (at >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            let two = (one ^ (one >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            two ^ (two >> 31)
        });
        Self { state, spare: None }
    }

    /// 64 random bits.
    pub fn bits(&mut self) -> u64 {
        let [a, b, c, d] = self.state;
        let found = a.wrapping_add(d).rotate_left(23).wrapping_add(a);
        let (c, d) = (c ^ a, d ^ b);
        self.state = [a ^ d, b ^ c, c ^ (b << 17), d.rotate_left(45)];
        found
    }

    /// Uniform in [0, 1), a multiple of 2⁻⁵³.
    #[expect(clippy::cast_precision_loss, reason = "53 bits are exact")]
    pub fn uniform(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / 9_007_199_254_740_992.0
    }

    /// Uniform among 0, 1, … `count` − 1; 0 for a count of 0.
    pub fn below(&mut self, count: usize) -> usize {
        let wide = u128::from(self.bits()) * (count as u128);
        usize::try_from(wide >> 64).unwrap_or(0)
    }

    /// Standard normal, by the polar method (Marsaglia and Bray 1964); two come at a time.
    pub fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        loop {
            let (x, y) = (2.0 * self.uniform() - 1.0, 2.0 * self.uniform() - 1.0);
            let square = x * x + y * y;
            if square > 0.0 && square < 1.0 {
                let scale = (-2.0 * libm::log(square) / square).sqrt();
                self.spare = Some(y * scale);
                return x * scale;
            }
        }
    }

    /// χ² with `df` > 0 degrees of freedom: twice a gamma of shape df/2 (Marsaglia and Tsang
    /// 2000; below shape 1 with their power of a uniform number).
    pub fn chi_square(&mut self, df: f64) -> f64 {
        let shape = df / 2.0;
        if shape < 1.0 {
            let power = libm::pow(1.0 - self.uniform(), 1.0 / shape);
            return 2.0 * self.gamma(shape + 1.0) * power;
        }
        2.0 * self.gamma(shape)
    }

    fn gamma(&mut self, shape: f64) -> f64 {
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let root = 1.0 + c * x;
            if root <= 0.0 {
                continue;
            }
            let v = root * root * root;
            let u = 1.0 - self.uniform();
            let square = x * x;
            if u < 1.0 - 0.0331 * square * square
                || libm::log(u) < 0.5 * square + d * (1.0 - v + libm::log(v))
            {
                return d * v;
            }
        }
    }

    /// Uniform weights over the simplex of `count` parts, Dirichlet(1, …, 1).
    pub fn simplex(&mut self, count: usize) -> Vec<f64> {
        let mut parts: Vec<f64> =
            (0..count).map(|_| -libm::log(1.0 - self.uniform())).collect();
        let sum: f64 = parts.iter().sum();
        for part in &mut parts {
            *part /= sum;
        }
        parts
    }
}
