//! Noun phrases for groups: towns stand with their noun («город Альфа», «в городе Альфа»), all other
//! groups in quotes, so that no name is ever declined. Must not know what is said about a group.

use crate::Words;

/// How the groups of one breakdown are named.
#[derive(Clone, Copy, Debug)]
pub struct Groups<'a> {
    words: &'a Words,
    places: bool,
}

impl<'a> Groups<'a> {
    /// Names for groups that are places (towns), or for any other groups.
    #[must_use]
    pub const fn new(words: &'a Words, places: bool) -> Self {
        Self { words, places }
    }

    /// Subject of a sentence: "Alpha", «города Альфа и Бета», "the group “65+”".
    #[must_use]
    pub fn name(&self, labels: &[&str]) -> String {
        self.phrase(
            labels,
            ["group.place", "group.places", "group.other", "group.others"],
        )
    }

    /// Place in a sentence: "in Alpha", «в городах Альфа и Бета», "in the group “65+”".
    #[must_use]
    pub fn within(&self, labels: &[&str]) -> String {
        self.phrase(
            labels,
            ["group.in_place", "group.in_places", "group.in_other", "group.in_others"],
        )
    }

    /// "8 towns", "6 groups".
    #[must_use]
    pub fn count(&self, n: usize) -> String {
        self.counted(n, "group.count_place", "group.count_other")
    }

    /// "28 pairs of towns".
    #[must_use]
    pub fn pairs(&self, n: usize) -> String {
        self.counted(n, "group.pairs_place", "group.pairs_other")
    }

    /// "between towns".
    #[must_use]
    pub fn between(&self) -> String {
        self.words.text(if self.places {
            "group.between_place"
        } else {
            "group.between_other"
        })
    }

    /// "within towns".
    #[must_use]
    pub fn inside(&self) -> String {
        self.words.text(if self.places {
            "group.inside_place"
        } else {
            "group.inside_other"
        })
    }

    /// "All towns".
    #[must_use]
    pub fn all(&self) -> String {
        self.words.text(if self.places { "group.all_place" } else { "group.all_other" })
    }

    /// What names the breakdown in a title, behind the groups compared: nothing for towns.
    #[must_use]
    pub fn field(&self, label: &str) -> String {
        if self.places {
            return String::new();
        }
        self.words.fill("group.field", &[("field", label)])
    }

    fn phrase(&self, labels: &[&str], keys: [&str; 4]) -> String {
        let [place, places, other, others] = keys;
        match (labels, self.places) {
            ([only], true) => self.words.fill(place, &[("label", only)]),
            (_, true) => self.words.fill(places, &[("labels", &self.listed(labels))]),
            ([_], false) => self.words.fill(other, &[("label", &self.listed(labels))]),
            (_, false) => self.words.fill(others, &[("labels", &self.listed(labels))]),
        }
    }

    fn listed(&self, labels: &[&str]) -> String {
        let items: Vec<String> = labels
            .iter()
            .map(|label| match self.places {
                true => (*label).to_owned(),
                false => self.words.fill("list.quoted", &[("label", label)]),
            })
            .collect();
        self.words.list(&items)
    }

    fn counted(&self, n: usize, place: &str, other: &str) -> String {
        let n = u64::try_from(n).unwrap_or(u64::MAX);
        self.words.count(if self.places { place } else { other }, n, &[])
    }
}
