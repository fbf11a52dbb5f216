//! Letters without case and accents: what is searched by.

/// Marks that sit on a letter or between letters, without being one.
pub fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200d}' | '\u{ad}')
}

/// Writes one letter as plain lower-case ones.
pub fn fold_into(out: &mut String, c: char) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    for c in c.to_lowercase() {
        let plain = match c {
            'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
            'æ' => "ae",
            'ç' | 'ć' | 'č' => "c",
            'ď' | 'đ' => "d",
            'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
            'ğ' => "g",
            'ì'..='ï' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
            'ł' => "l",
            'ñ' | 'ń' | 'ň' => "n",
            'ò'..='ö' | 'ø' | 'ō' | 'ő' => "o",
            'œ' => "oe",
            'ř' => "r",
            'ś' | 'ş' | 'š' => "s",
            'ß' => "ss",
            'ť' | 'ţ' => "t",
            'ù'..='ü' | 'ū' | 'ŭ' | 'ů' | 'ű' => "u",
            'ý' | 'ÿ' => "y",
            'ź' | 'ż' | 'ž' => "z",
            other => {
                if !is_combining(other) {
                    out.push(other);
                }
                continue;
            }
        };
        out.push_str(plain);
    }
}

/// The whole text so. Neither engine's own `LOWER` can do this: SQLite's knows ASCII only, PostgreSQL's what its
/// collation knows.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        fold_into(&mut out, c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_go() {
        assert_eq!(fold("RANCAGÉ Œuvre"), "rancage oeuvre");
        assert_eq!(fold("e\u{301}"), "e");
        assert_eq!(fold("Батик 竹"), "батик 竹");
    }
}
