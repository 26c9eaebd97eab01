//! Numbers from text, to the nearest `f64` (ties to even), as the standard library reads them.
//!
//! Its own, because the standard library's reader rests on a table of 10 kB that does not
//! compress, and every reader of the page would pay for it.
//! Must not know what the numbers are for. Start from [`parse`].

/// Decimal digits kept; the rest can only say that there is a rest. More than the 767 that a
/// number halfway between two neighbours can have.
const MOST_DIGITS: usize = 800;

/// Largest shift at once: a digit times 2^50 and a carry fit a `u64`.
const MOST_SHIFT: i64 = 50;

/// The finite number nearest to plain or exponent notation, as `-12`, `.5`, `1.`, `3e-2`.
#[must_use]
pub fn parse(text: &str) -> Option<f64> {
    let (negative, rest) = match text.as_bytes() {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    let mut number = Digits::default();
    let (mut any, mut fraction, mut exponent) = (false, false, 0);
    for (at, byte) in rest.iter().enumerate() {
        match *byte {
            b'0'..=b'9' => {
                any = true;
                number.push(byte - b'0', fraction);
            }
            b'.' if !fraction => fraction = true,
            b'e' | b'E' if any => {
                exponent = whole(rest.get(at + 1..)?)?;
                break;
            }
            _ => return None,
        }
    }
    if !any {
        return None;
    }
    number.point += exponent;
    let value = number.small().unwrap_or_else(|| number.nearest());
    value.is_finite().then_some(if negative { -value } else { value })
}

/// A whole number, held within what no exponent needs to leave.
fn whole(text: &[u8]) -> Option<i64> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    if digits.is_empty() {
        return None;
    }
    let mut value: i64 = 0;
    for byte in digits {
        if !byte.is_ascii_digit() {
            return None;
        }
        value = (value * 10 + i64::from(byte - b'0')).min(1 << 40);
    }
    Some(if negative { -value } else { value })
}

/// `0.d1 d2 d3 … × 10^point`, the first digit not 0.
#[derive(Default)]
struct Digits {
    digits: Vec<u8>,
    point: i64,
    /// Whether digits other than 0 were left out.
    more: bool,
}

impl Digits {
    /// Adds a digit as it is read.
    fn push(&mut self, digit: u8, fraction: bool) {
        if digit == 0 && self.digits.is_empty() {
            self.point -= i64::from(fraction);
            return;
        }
        self.point += i64::from(!fraction);
        self.keep(digit);
    }

    fn keep(&mut self, digit: u8) {
        if self.digits.len() < MOST_DIGITS {
            self.digits.push(digit);
        } else {
            self.more |= digit != 0;
        }
    }

    /// The value if one exact operation gives it: up to 15 digits, a power of ten up to 10^22.
    fn small(&self) -> Option<f64> {
        let power = self.point - i64::try_from(self.digits.len()).ok()?;
        if self.digits.is_empty() {
            return Some(0.0);
        }
        if self.digits.len() > 15 || power.abs() > 22 {
            return None;
        }
        let value =
            self.digits.iter().fold(0.0, |value, digit| value * 10.0 + f64::from(*digit));
        let scale = (0..power.abs()).fold(1.0, |scale, _| scale * 10.0);
        Some(if power < 0 { value / scale } else { value * scale })
    }

    /// The nearest value: shifts by powers of two until 53 bits stand before the point.
    fn nearest(mut self) -> f64 {
        if self.point > 310 {
            return f64::INFINITY;
        }
        if self.point < -330 {
            return 0.0;
        }
        let mut exponent = 0;
        while self.point > 0 {
            // 8^(point − 1) is at most the number.
            let shift = (3 * (self.point - 1)).clamp(1, MOST_SHIFT);
            self.halve(shift);
            exponent += shift;
        }
        while self.point < 0 || self.digits.first().is_some_and(|first| *first < 5) {
            let shift = (-3 * self.point).clamp(1, MOST_SHIFT);
            self.double(shift);
            exponent -= shift;
        }
        // The number is now in [1/2, 1); below 2^-1022 bits are lost.
        let lost = (-1021 - exponent).clamp(0, 60);
        let mut left = lost;
        while left > 0 {
            let shift = left.min(MOST_SHIFT);
            self.halve(shift);
            left -= shift;
        }
        self.double(MOST_SHIFT);
        self.double(53 - MOST_SHIFT);
        let mantissa = self.rounded();
        // Exact: the mantissa has 53 bits, and the product is no smaller than the least number.
        power_of_two(mantissa, exponent + lost - 53)
    }

    /// Times 2^shift.
    fn double(&mut self, shift: i64) {
        let mut carry: u64 = 0;
        for digit in self.digits.iter_mut().rev() {
            carry += u64::from(*digit) << shift;
            *digit = last_digit(carry);
            carry /= 10;
        }
        let mut front = Vec::new();
        while carry > 0 {
            front.push(last_digit(carry));
            carry /= 10;
            self.point += 1;
        }
        front.reverse();
        let behind = core::mem::replace(&mut self.digits, front);
        for digit in behind {
            self.keep(digit);
        }
        self.trim();
    }

    /// Divided by 2^shift.
    fn halve(&mut self, shift: i64) {
        let behind = core::mem::take(&mut self.digits);
        let mut digits = behind.into_iter();
        let mut rest: u64 = 0;
        loop {
            let digit = digits.next();
            if digit.is_none() && rest == 0 {
                break;
            }
            rest = rest * 10 + u64::from(digit.unwrap_or(0));
            let quotient = last_digit(rest >> shift);
            rest &= (1 << shift) - 1;
            if quotient == 0 && self.digits.is_empty() {
                self.point -= 1;
            } else {
                self.keep(quotient);
            }
        }
        self.trim();
    }

    fn trim(&mut self) {
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
    }

    /// The nearest whole number, ties to even.
    fn rounded(&self) -> u64 {
        let before = usize::try_from(self.point).unwrap_or(0);
        let digit = |at: usize| self.digits.get(at).copied().unwrap_or(0);
        let value =
            (0..before).fold(0, |value: u64, at| value * 10 + u64::from(digit(at)));
        let rest = self.digits.len() > before + 1 || self.more;
        let first = if self.point < 0 { 0 } else { digit(before) };
        let up = first > 5 || (first == 5 && (rest || value % 2 == 1));
        value + u64::from(up)
    }
}

fn last_digit(value: u64) -> u8 {
    (value % 10) as u8
}

/// `whole` × 2^power, exact for the powers of an `f64`, the subnormal ones too.
#[expect(clippy::cast_precision_loss, reason = "at most 2^53")]
fn power_of_two(whole: u64, power: i64) -> f64 {
    let bits = match u64::try_from(power + 1023) {
        Ok(normal) if normal > 0 => normal << 52,
        _ => 1 << (power + 1074).clamp(0, 51),
    };
    whole as f64 * f64::from_bits(bits)
}

#[cfg(test)]
mod tests {
    use super::parse;
    use proptest::prelude::*;

    fn same(text: &str) {
        let expected = text.parse::<f64>().ok().filter(|value| value.is_finite());
        let found = parse(text);
        assert_eq!(found.map(f64::to_bits), expected.map(f64::to_bits), "{text}");
    }

    #[test]
    fn ends_of_the_range_and_ties_are_read_as_by_the_standard_library() {
        for text in [
            "0",
            "-0",
            "1.",
            ".5",
            "+1",
            "1e5",
            "1.e5",
            "",
            ".",
            "-",
            "e5",
            "1e",
            "1e+",
            "1.5.2",
            "1e5.0",
            " 1",
            "1_0",
            "0x1",
            "00012.500",
            "9007199254740993",
            "9007199254740993.00000000000000000001",
            "5e-324",
            "2.4703282292062327e-324",
            "2.4703282292062328e-324",
            "2.2250738585072011e-308",
            "1e-400",
            "1e400",
            "2.2250738585072014e-308",
            "1.7976931348623157e308",
            "1e99999999999999999999",
            "1.7976931348623158e308",
            "1.7976931348623159e308",
            "0e99999999999999999999",
            "0.1234567890123456789",
            "1e22",
            "1e23",
            "123456789012345e22",
            "1e-22",
        ] {
            same(text);
        }
        let halfway = format!("{:.1075}", f64::from_bits(1));
        same(&halfway);
        same(&format!("{:.1100}1", f64::from_bits(3) / 2.0));
        same(&format!("0.{}1", "0".repeat(2000)));
        same(&format!("1{}e-2000", "0".repeat(2000)));
        let tie = format!("9007199254740993.{}", "0".repeat(900));
        same(&tie);
        same(&(tie + "1"));
    }

    proptest! {
        #[test]
        fn shortest_and_long_forms_are_read_back(bits in any::<u64>()) {
            let value = f64::from_bits(bits);
            prop_assume!(value.is_finite());
            for text in [format!("{value}"), format!("{value:e}"), format!("{value:.25e}")] {
                same(&text);
            }
        }

        #[test]
        fn any_digits_are_read_as_by_the_standard_library(
            text in "[-+]?[0-9]{0,25}(\\.[0-9]{0,25})?([eE][-+]?[0-9]{1,3})?"
        ) {
            same(&text);
        }
    }
}
