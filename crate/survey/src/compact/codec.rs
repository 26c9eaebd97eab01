//! Values as bytes and back: whole numbers in groups of seven bits, texts and lists behind their
//! length.
//!
//! Our own rather than a library's over serde: reading never fails in the middle, so a structure
//! costs one call a field, and the page's module is some 40 kB smaller before compression. Must not
//! know what is written. Start from [`Pack`].

use std::collections::BTreeMap;

/// A value that can be written and read back.
pub(super) trait Pack: Sized {
    /// Appends the value.
    fn pack(&self, out: &mut Vec<u8>);
    /// Takes the value; of damaged bytes some value, and [`Bytes::fails`].
    fn unpack(from: &mut Bytes<'_>) -> Self;
}

/// Bytes being read.
pub(super) struct Bytes<'a> {
    rest: &'a [u8],
    failed: bool,
}

impl<'a> Bytes<'a> {
    pub(super) fn new(rest: &'a [u8]) -> Self {
        Self { rest, failed: false }
    }

    /// Whether something was missing or is left.
    pub(super) fn fails(&self) -> bool {
        self.failed || !self.rest.is_empty()
    }

    /// What was read is no value of its type.
    pub(super) fn fail(&mut self) {
        self.failed = true;
        self.rest = &[];
    }

    fn take(&mut self, n: usize) -> &'a [u8] {
        let Some((taken, rest)) = self.rest.split_at_checked(n) else {
            self.fail();
            return &[];
        };
        self.rest = rest;
        taken
    }
}

impl Pack for u64 {
    fn pack(&self, out: &mut Vec<u8>) {
        let mut left = *self;
        while left >= 0x80 {
            out.push((left & 0x7f) as u8 | 0x80);
            left >>= 7;
        }
        out.push((left & 0x7f) as u8);
    }

    fn unpack(from: &mut Bytes<'_>) -> Self {
        let (mut value, mut shift) = (0, 0);
        while let [byte] = from.take(1) {
            value |= u64::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
            shift += 7;
            if *byte < 0x80 {
                break;
            }
        }
        value
    }
}

impl Pack for i64 {
    fn pack(&self, out: &mut Vec<u8>) {
        ((self << 1) ^ (self >> 63)).cast_unsigned().pack(out);
    }

    fn unpack(from: &mut Bytes<'_>) -> Self {
        let folded = u64::unpack(from);
        (folded >> 1).cast_signed() ^ -(folded & 1).cast_signed()
    }
}

/// Numbers that fit into another.
macro_rules! narrow {
    ($($type:ty as $wide:ty),*) => {$(
        impl Pack for $type {
            fn pack(&self, out: &mut Vec<u8>) {
                // Each of these fits.
                <$wide>::try_from(*self).unwrap_or_default().pack(out);
            }

            fn unpack(from: &mut Bytes<'_>) -> Self {
                let wide = <$wide>::unpack(from);
                Self::try_from(wide).unwrap_or_else(|_| {
                    from.fail();
                    0
                })
            }
        }
    )*};
}

narrow!(u32 as u64, usize as u64);

impl Pack for bool {
    fn pack(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }

    fn unpack(from: &mut Bytes<'_>) -> Self {
        from.take(1) == [1]
    }
}

impl Pack for f64 {
    fn pack(&self, out: &mut Vec<u8>) {
        out.extend(self.to_le_bytes());
    }

    fn unpack(from: &mut Bytes<'_>) -> Self {
        let bytes = from.take(8).try_into();
        bytes.map_or(0.0, Self::from_le_bytes)
    }
}

impl Pack for String {
    fn pack(&self, out: &mut Vec<u8>) {
        self.len().pack(out);
        out.extend_from_slice(self.as_bytes());
    }

    fn unpack(from: &mut Bytes<'_>) -> Self {
        let n = usize::unpack(from);
        match core::str::from_utf8(from.take(n)) {
            Ok(text) => text.to_owned(),
            Err(_) => {
                from.fail();
                Self::new()
            }
        }
    }
}

impl<T: Pack> Pack for Vec<T> {
    fn pack(&self, out: &mut Vec<u8>) {
        self.len().pack(out);
        self.iter().for_each(|one| one.pack(out));
    }

    fn unpack(from: &mut Bytes<'_>) -> Self {
        let n = usize::unpack(from);
        let mut all = Self::new();
        // Every value takes a byte or more, so that damaged lengths end.
        while all.len() < n && !from.failed {
            all.push(T::unpack(from));
        }
        all
    }
}

impl<T: Pack> Pack for Option<T> {
    fn pack(&self, out: &mut Vec<u8>) {
        self.is_some().pack(out);
        self.iter().for_each(|one| one.pack(out));
    }

    fn unpack(from: &mut Bytes<'_>) -> Self {
        bool::unpack(from).then(|| T::unpack(from))
    }
}

impl<A: Pack, B: Pack> Pack for (A, B) {
    fn pack(&self, out: &mut Vec<u8>) {
        self.0.pack(out);
        self.1.pack(out);
    }

    fn unpack(from: &mut Bytes<'_>) -> Self {
        (A::unpack(from), B::unpack(from))
    }
}

impl<T: Pack> Pack for [T; 2] {
    fn pack(&self, out: &mut Vec<u8>) {
        self.iter().for_each(|one| one.pack(out));
    }

    fn unpack(from: &mut Bytes<'_>) -> Self {
        [T::unpack(from), T::unpack(from)]
    }
}

impl<K: Pack + Ord, V: Pack> Pack for BTreeMap<K, V> {
    fn pack(&self, out: &mut Vec<u8>) {
        self.len().pack(out);
        for (key, value) in self {
            key.pack(out);
            value.pack(out);
        }
    }

    fn unpack(from: &mut Bytes<'_>) -> Self {
        Vec::<(K, V)>::unpack(from).into_iter().collect()
    }
}

/// A structure field by field; what is named after the semicolon is left behind.
macro_rules! packed {
    ($type:path { $($field:ident),* $(; $($left:ident),*)? }) => {
        impl $crate::compact::codec::Pack for $type {
            fn pack(&self, out: &mut Vec<u8>) {
                $(self.$field.pack(out);)*
            }

            fn unpack(from: &mut $crate::compact::codec::Bytes<'_>) -> Self {
                Self {
                    $($field: Pack::unpack(from),)*
                    $($($left: Default::default(),)*)?
                }
            }
        }
    };
}

pub(super) use packed;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Bytes, Pack};

    fn back<T: Pack + PartialEq>(value: &T) -> bool {
        let mut out = Vec::new();
        value.pack(&mut out);
        let mut bytes = Bytes::new(&out);
        T::unpack(&mut bytes) == *value && !bytes.fails()
    }

    proptest! {
        #[test]
        fn what_is_written_comes_back(
            whole: u64, signed: i64, text: String, list: Vec<Option<(i64, bool)>>,
            bits: u64,
        ) {
            prop_assert!(back(&whole));
            prop_assert!(back(&signed));
            prop_assert!(back(&text));
            prop_assert!(back(&list));
            let mut out = Vec::new();
            f64::from_bits(bits).pack(&mut out);
            prop_assert_eq!(f64::unpack(&mut Bytes::new(&out)).to_bits(), bits);
        }

        #[test]
        fn damage_never_panics_nor_fills_memory(bytes: Vec<u8>) {
            let mut from = Bytes::new(&bytes);
            let all = Vec::<(String, Vec<u64>)>::unpack(&mut from);
            prop_assert!(all.len() <= bytes.len());
        }
    }
}
