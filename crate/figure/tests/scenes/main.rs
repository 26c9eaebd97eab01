//! Scenes of all figures: text snapshots, and the promise that nothing overlaps or leaves the page.

mod answers;
mod gallery;
mod glance;
#[cfg(test)]
mod live;
mod promise;
mod sample;
mod snapshot;
