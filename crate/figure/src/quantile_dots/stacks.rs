//! Dots of one size stacked on a line, symmetric about the estimate: after Wilkinson (1999), Dot plots,
//! The American Statistician 53, 276–281. Knows no figure. Start with [`stacks`].

/// The place of each dot in diameters: column from the middle, and height from the ground.
/// `dots` are pixels in rising order.
pub(super) fn stacks(dots: &[f64], middle: f64, diameter: f64) -> Vec<(f64, f64)> {
    let mut placed: Vec<(f64, f64)> = Vec::with_capacity(dots.len());
    for dot in dots {
        let column = libm::round((dot - middle) / diameter);
        let height = match placed.last() {
            Some((last, height)) if *last == column => height + 1.0,
            _ => 0.0,
        };
        placed.push((column, height));
    }
    placed
}

/// Height of the tallest stack in dots.
pub(super) fn tallest(dots: &[f64], middle: f64, diameter: f64) -> f64 {
    let placed = stacks(dots, middle, diameter);
    placed.iter().fold(0.0, |most: f64, (_, height)| most.max(height + 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_of_one_column_stand_on_each_other() {
        let dots = [80.0, 96.0, 98.0, 102.0, 104.0, 120.0];
        let placed = stacks(&dots, 100.0, 10.0);
        let all =
            [(-2.0, 0.0), (0.0, 0.0), (0.0, 1.0), (0.0, 2.0), (0.0, 3.0), (2.0, 0.0)];
        assert_eq!(placed, all);
        assert_eq!(tallest(&dots, 100.0, 10.0), 4.0);
        assert_eq!(tallest(&[], 100.0, 10.0), 0.0);
    }
}
