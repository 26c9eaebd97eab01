//! What the tasks say: progress to stderr with the time it took, results to stdout.
//!
//! Must not know any task. The only place of this package that writes to the terminal or reads
//! the clock.

use std::io::Write;
use std::time::{Duration, Instant};

use anyhow::Result;

/// A progress line.
pub(crate) fn note(text: &str) {
    // A closed terminal is no reason to stop the work.
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// A result line.
pub(crate) fn result(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
}

/// A moment from which time is counted.
pub(crate) struct Clock(Instant);

impl Clock {
    /// Starts counting.
    #[allow(
        clippy::disallowed_methods,
        reason = "the time a step took is told, never computed with"
    )]
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }

    /// The time since the start, for people.
    pub(crate) fn told(&self) -> String {
        told(self.0.elapsed())
    }
}

/// Says what begins, does it, and says how long it took.
pub(crate) fn timed<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    note(&format!("· {what}"));
    let clock = Clock::start();
    let done = work()?;
    note(&format!("  done in {}", clock.told()));
    Ok(done)
}

fn told(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds < 100.0 {
        format!("{seconds:.1} s")
    } else {
        format!("{} min {:02} s", time.as_secs() / 60, time.as_secs() % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_well() {
        assert_eq!(told(Duration::from_millis(1240)), "1.2 s");
        assert_eq!(told(Duration::from_secs(125)), "2 min 05 s");
    }
}
