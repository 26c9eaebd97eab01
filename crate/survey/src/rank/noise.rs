//! What rank sets draw, apart from what a slider moves: standard normal numbers, and scales of variances.
//! Must not know estimates. Start from [`Noise`].

use super::compose::Composites;
use super::random::Random;
use super::sets::Draws;

/// The draws of [`rank_sets_of`](super::rank_sets_of), kept between weights: they hang on the seed, on
/// which units share PSUs, and on degrees of freedom, not on estimates or covariances.
#[derive(Clone, Debug, Default)]
pub struct Noise {
    key: Option<Key>,
    /// One number a unit, draw by draw.
    pub(super) normals: Vec<f64>,
    /// χ²_ν/ν of the block of each unit, draw by draw.
    pub(super) scales: Vec<Vec<f64>>,
}

#[derive(Clone, Debug, PartialEq)]
struct Key {
    draws: usize,
    seed: u64,
    block: Vec<usize>,
    block_df: Vec<f64>,
}

impl Noise {
    /// Draws anew, unless what is here fits.
    pub(super) fn fit(&mut self, found: &Composites, how: Draws) {
        let block = found.shared.block.clone();
        let block_df = found.shared.block_df.clone();
        let key = Key { draws: how.draws, seed: how.seed, block, block_df };
        if self.key.as_ref() != Some(&key) {
            (self.normals, self.scales) = key.draw();
            self.key = Some(key);
        }
    }
}

impl Key {
    fn draw(&self) -> (Vec<f64>, Vec<Vec<f64>>) {
        let p = self.block.len();
        let mut random = Random::new(self.seed);
        let mut normals = Vec::with_capacity(self.draws * p);
        let mut scales = vec![Vec::with_capacity(self.draws); p];
        let mut of_block = vec![1.0; p];
        for _ in 0..self.draws {
            normals.extend((0..p).map(|_| random.normal()));
            for (unit, block) in self.block.iter().enumerate() {
                if unit == *block
                    && let Some(slot) = of_block.get_mut(unit)
                {
                    let df = self.block_df.get(unit).copied().unwrap_or(1.0).max(1.0);
                    *slot = random.chi_square(df) / df;
                }
            }
            for (scales, block) in scales.iter_mut().zip(&self.block) {
                scales.push(of_block.get(*block).copied().unwrap_or(1.0));
            }
        }
        (normals, scales)
    }
}
