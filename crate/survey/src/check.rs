//! What `check` says beyond the reading: the disclosure report.
//!
//! Must not know how a report is printed.
