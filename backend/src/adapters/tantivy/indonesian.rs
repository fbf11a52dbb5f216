//! The stem of an Indonesian word: particles, possessives, suffixes and prefixes are taken off by rule.
//!
//! There is no dictionary behind it, so the rules are shy: a stem keeps two vowels, a prefix that is rarely alive by
//! itself is taken only with its partner (ke-…-an, se- before a measure), and common words that merely look derived are
//! listed. A wrong stem only hurts when it is another word of the shop window, as kemeja (shirt) and meja (table) would be.

/// Words that look as if they had a prefix or suffix, and whose rest is another word or nothing.
const ROOTS: &[&str] = &[
    "belanja",
    "berlian",
    "beranda",
    "beruang",
    "delapan",
    "durian",
    "kawan",
    "makan",
    "medali",
    "melati",
    "melinjo",
    "melodi",
    "memori",
    "menara",
    "merapi",
    "merica",
    "merpati",
    "pelangi",
    "pelanggan",
    "pelita",
    "pengantin",
    "pepaya",
    "perahu",
    "rambutan",
    "sembilan",
    "senapan",
    "terapi",
    "terasi",
    "teratai",
    "terigu",
    "terminal",
    "terompet",
    "terowongan",
    "varian",
    "berita",
    "berkah",
    "berlin",
    "dinamo",
    "disertasi",
    "diskusi",
    "dinosaurus",
    "digital",
    "diameter",
    "kardigan",
    "permadani",
    "permata",
    "perangko",
    "perunggu",
    "peluru",
    "peron",
];

/// Forms that the rules would lead astray.
const IRREGULAR: &[(&str, &str)] = &[
    ("belajar", "ajar"),
    ("bekerja", "kerja"),
    ("memasak", "masak"),
    ("memakan", "makan"),
    ("meminum", "minum"),
    ("pelajar", "ajar"),
    ("pemula", "mula"),
    ("pemasak", "masak"),
];

/// What `se-` ("one") is counted with; elsewhere `se` is just how a word begins (sepatu, seledri, sereh).
const MEASURES: &[&str] = &[
    "batang", "biji", "botol", "buah", "bungkus", "butir", "cangkir", "dus", "ekor", "gelas", "genggam", "hari", "helai", "ikat", "kaleng",
    "kali", "karung", "keping", "kilo", "kotak", "lembar", "liter", "loyang", "lusin", "mangkuk", "pasang", "piring", "porsi", "potong",
    "sachet", "sendok", "set", "toples",
];

/// The stem of a folded word (lower case, no accents).
pub fn stem(word: &str) -> String {
    if word.len() < 4 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return word.to_owned();
    }
    let mut w = word;
    if settled(w) {
        return finish(w);
    }
    // Particles are rare in a shop, and words like olah and pilah end like one: a long rest is asked for.
    w = without_suffix(w, &["lah", "kah", "pun"], 3).unwrap_or(w);
    w = without_suffix(w, &["nya", "ku", "mu"], 2).unwrap_or(w);
    if settled(w) {
        return finish(w);
    }
    // What the prefix alone explains needs no suffix taken off: dipakai is di + pakai.
    let verbal = w.starts_with("di") || w.starts_with("me") || w.starts_with("ber") || w.starts_with("ter");
    if let Some(rest) = prefix(w, false)
        && settled(&rest)
    {
        return finish(&rest);
    }
    let (body, nominal) = derivational_suffix(w, verbal);
    let mut stem = body.to_owned();
    for _ in 0..2 {
        if settled(&stem) {
            break;
        }
        match prefix(&stem, nominal) {
            Some(rest) => stem = rest,
            None => break,
        }
    }
    finish(&stem)
}

fn settled(w: &str) -> bool {
    ROOTS.contains(&w) || IRREGULAR.iter().any(|(from, _)| *from == w)
}

fn finish(w: &str) -> String {
    IRREGULAR.iter().find(|(from, _)| *from == w).map_or(w, |(_, to)| to).to_owned()
}

fn vowels(w: &str) -> usize {
    w.bytes().filter(|b| is_vowel(*b)).count()
}

fn is_vowel(b: u8) -> bool {
    matches!(b, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// Long enough to be a word of its own, and beginning as Indonesian words begin (no "nd…", "mb…").
fn stands(w: &str) -> bool {
    let mut bytes = w.bytes();
    let begins = match (bytes.next(), bytes.next()) {
        (Some(b'm' | b'l' | b'r'), Some(second)) => is_vowel(second),
        (Some(b'n'), Some(second)) => is_vowel(second) || matches!(second, b'g' | b'y'),
        (Some(_), Some(_)) => true,
        _ => false,
    };
    begins && w.len() >= 3 && vowels(w) >= 2
}

fn without_suffix<'a>(w: &'a str, suffixes: &[&str], least_vowels: usize) -> Option<&'a str> {
    suffixes.iter().find_map(|s| w.strip_suffix(s)).filter(|rest| vowels(rest) >= least_vowels && rest.len() >= 4)
}

/// Takes off -kan, -an or -i; says whether it was the -an of a noun.
fn derivational_suffix(w: &str, verbal: bool) -> (&str, bool) {
    if let Some(rest) = w.strip_suffix("kan") {
        // masakan is masak + an, bekukan in "dibekukan" is beku + kan: after a vowel the prefix decides.
        let verb = verbal || rest.bytes().last().is_some_and(|b| !is_vowel(b));
        if verb && vowels(rest) >= 2 {
            return (rest, false);
        }
    }
    if let Some(rest) = w.strip_suffix("an")
        && vowels(rest) >= 2
        && rest.len() >= 3
    {
        return (rest, true);
    }
    // -i makes verbs only; after an a it is mostly the root's own (pakai, nilai).
    if verbal
        && let Some(rest) = w.strip_suffix('i')
        && vowels(rest) >= 3
        && !rest.ends_with(['a', 'i'])
    {
        return (rest, false);
    }
    (w, false)
}

/// One prefix off, or `None`. `nominal`: the word carried -an.
fn prefix(w: &str, nominal: bool) -> Option<String> {
    let rest = if let Some(r) = w.strip_prefix("di") {
        r.to_owned()
    } else if let Some(r) = w.strip_prefix("me") {
        nasal(r)?
    } else if let Some(r) = w.strip_prefix("ber").or_else(|| w.strip_prefix("ter")) {
        r.to_owned()
    } else if let Some(r) = w.strip_prefix("pe") {
        match r.strip_prefix('r') {
            Some(after) if after.bytes().next().is_some_and(|b| !is_vowel(b)) => after.to_owned(),
            _ => nasal(r)?,
        }
    } else if let Some(r) = w.strip_prefix("ke").filter(|_| nominal) {
        r.to_owned()
    } else if let Some(r) = w.strip_prefix("se").filter(|r| MEASURES.contains(r)) {
        return Some(r.to_owned());
    } else {
        return None;
    };
    stands(&rest).then_some(rest)
}

/// What follows me- or pe-: the nasal goes, and the consonant that it swallowed comes back.
fn nasal(r: &str) -> Option<String> {
    let vowel_first = |s: &str| s.bytes().next().is_some_and(is_vowel);
    if let Some(s) = r.strip_prefix("ny").filter(|s| vowel_first(s)) {
        return Some(format!("s{s}"));
    }
    if let Some(s) = r.strip_prefix("ng") {
        // Verbs in e- are few, those in ke- many: mengemas is kemas; mengolah is olah.
        return if s.starts_with('e') { Some(format!("k{s}")) } else { Some(s.to_owned()) };
    }
    if let Some(s) = r.strip_prefix('n') {
        return match s.bytes().next() {
            Some(b'd' | b'c' | b'j' | b'z') => Some(s.to_owned()),
            Some(b) if is_vowel(b) => Some(format!("t{s}")),
            _ => None,
        };
    }
    if let Some(s) = r.strip_prefix('m') {
        return match s.bytes().next() {
            Some(b'b' | b'f' | b'p' | b'v') => Some(s.to_owned()),
            Some(b) if is_vowel(b) => Some(format!("p{s}")),
            _ => None,
        };
    }
    r.starts_with(['l', 'r', 'w', 'y']).then(|| r.to_owned())
}

#[cfg(test)]
mod tests {
    use super::stem;
    use proptest::prelude::*;

    #[test]
    fn derived_words_meet_their_roots() {
        for (word, want) in [
            ("makanan", "makan"),
            ("makan", "makan"),
            ("minumannya", "minum"),
            ("gorengan", "goreng"),
            ("digoreng", "goreng"),
            ("anyaman", "anyam"),
            ("menganyam", "anyam"),
            ("tanaman", "tanam"),
            ("menanam", "tanam"),
            ("masakan", "masak"),
            ("dibekukan", "beku"),
            ("hangatkan", "hangat"),
            ("kerajinan", "rajin"),
            ("perawatan", "rawat"),
            ("perlengkapan", "lengkap"),
            ("membatik", "batik"),
            ("memilah", "pilah"),
            ("mengolah", "olah"),
            ("bagaimanakah", "bagaimana"),
            ("menyusuri", "susur"),
            ("mengemas", "kemas"),
            ("kemasan", "kemas"),
            ("dibumbui", "bumbu"),
            ("berbumbu", "bumbu"),
            ("dipakai", "pakai"),
            ("pakaian", "pakai"),
            ("pengental", "kental"),
            ("pembersih", "bersih"),
            ("pewarna", "warna"),
            ("terbuat", "buat"),
            ("seikat", "ikat"),
            ("sayuran", "sayur"),
            ("isian", "isi"),
            ("belajar", "ajar"),
        ] {
            assert_eq!(stem(word), want, "{word}");
        }
    }

    #[test]
    fn words_that_only_look_derived_stay() {
        for word in [
            "kemeja", "kelapa", "kedelai", "keripik", "kerupuk", "kecap", "terasi", "terigu", "merica", "melati", "merah", "sepatu",
            "sereh", "selai", "sepeda", "beras", "beku", "pedas", "peuyeum", "durian", "rambutan", "santan", "ketan", "papan", "ikan",
            "daun", "jamu", "buku", "kopi", "roti", "cabai", "sapi", "mentega", "dingin", "dimsum", "tahu", "susu", "teh", "bandrek",
            "permen", "bumbu", "kardigan",
        ] {
            assert_eq!(stem(word), word);
        }
    }

    proptest! {
        #[test]
        fn any_word_keeps_a_stem(word in "[a-z]{1,20}") {
            prop_assert!(!stem(&word).is_empty());
        }
        #[test]
        fn never_panics(word in "\\PC{0,20}") {
            let _ = stem(&word);
        }
    }
}
