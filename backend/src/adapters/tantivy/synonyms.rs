//! Words that stand for each other.

use std::collections::{BTreeSet, HashMap};

use super::analyzer::LANGUAGES;
use super::text::words;

/// The longest synonym, in words.
pub const MAX_WORDS: usize = 4;

#[derive(Debug, Default)]
pub struct Synonyms {
    /// Each group's members, as words.
    groups: Vec<Vec<Vec<String>>>,
    /// From a member (its words joined by a space) or the stem term of a single word to the groups it is in.
    by_name: HashMap<String, Vec<usize>>,
    /// Every word that occurs in a member: they are known words, though no product may hold them.
    known: BTreeSet<String>,
}

impl Synonyms {
    pub fn new(groups: &[Vec<String>]) -> Self {
        let mut all = Self::default();
        for group in groups {
            let mut members: Vec<Vec<String>> = Vec::new();
            for member in group {
                let member: Vec<String> = words(member).into_iter().map(|w| w.text).take(MAX_WORDS).collect();
                if !member.is_empty() && !members.contains(&member) {
                    members.push(member);
                }
            }
            if members.len() < 2 {
                continue;
            }
            let no = all.groups.len();
            for member in &members {
                all.known.extend(member.iter().cloned());
                let mut names = vec![member.join(" ")];
                if let [word] = member.as_slice() {
                    names.extend(LANGUAGES.map(|l| l.stem_term(word)));
                }
                for name in names {
                    let groups = all.by_name.entry(name).or_default();
                    if !groups.contains(&no) {
                        groups.push(no);
                    }
                }
            }
            all.groups.push(members);
        }
        all
    }

    pub fn knows(&self, word: &str) -> bool {
        self.known.contains(word)
    }

    pub fn known_words(&self) -> impl Iterator<Item = &str> {
        self.known.iter().map(String::as_str)
    }

    /// Whether these words, in this order, are a member of a group.
    pub fn is_member(&self, name: &[String]) -> bool {
        self.by_name.contains_key(&name.join(" "))
    }

    /// What else can stand for these words: the other members of their groups. A single word is also recognised by its stem.
    pub fn others(&self, name: &[String]) -> Vec<&[String]> {
        let mut groups: Vec<usize> = self.by_name.get(&name.join(" ")).cloned().unwrap_or_default();
        if groups.is_empty()
            && let [word] = name
        {
            groups = LANGUAGES.iter().filter_map(|l| self.by_name.get(&l.stem_term(word))).flatten().copied().collect();
        }
        let mut out: Vec<&[String]> = Vec::new();
        for member in groups.iter().filter_map(|g| self.groups.get(*g)).flatten() {
            if member != name && !out.contains(&member.as_slice()) {
                out.push(member);
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_stand_for_each_other() {
        let groups = [vec!["Singkong", "sampeu", "ketela pohon"], vec!["sampeu", "ubi kayu"], vec!["alone"]]
            .map(|g| g.into_iter().map(str::to_owned).collect());
        let s = Synonyms::new(&groups);
        let name = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let others = |text: &str| s.others(&name(text)).iter().map(|m| m.join(" ")).collect::<Vec<_>>();
        assert_eq!(others("singkong"), ["sampeu", "ketela pohon"]);
        assert_eq!(others("ketela pohon"), ["singkong", "sampeu"]);
        assert_eq!(others("sampeu"), ["singkong", "ketela pohon", "ubi kayu"]);
        assert_eq!(others("singkongnya"), ["singkong", "sampeu", "ketela pohon"], "by its stem");
        assert!(others("alone").is_empty());
        assert!(s.knows("pohon") && !s.knows("alone"));
        assert!(s.is_member(&name("ubi kayu")) && !s.is_member(&name("ubi")));
    }
}
