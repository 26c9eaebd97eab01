//! Laws and theorems.
