//! Small and capital letters of the scripts the page is written in: Latin and Cyrillic.
//!
//! Its own, because the standard library's tables hold every script and weigh 20 kB in the
//! page's module. Other letters stay as they are. Must not know words.

/// The small letter.
#[must_use]
pub fn lower(letter: char) -> char {
    match letter {
        'À'..='Þ' if letter != '×' => moved(letter, 0x20),
        'А'..='Я' => moved(letter, 0x20),
        'Ѐ'..='Џ' => moved(letter, 0x50),
        _ => letter.to_ascii_lowercase(),
    }
}

/// The capital letter.
#[must_use]
pub fn upper(letter: char) -> char {
    match letter {
        'à'..='þ' if letter != '÷' => moved(letter, -0x20),
        'а'..='я' => moved(letter, -0x20),
        'ѐ'..='џ' => moved(letter, -0x50),
        _ => letter.to_ascii_uppercase(),
    }
}

/// Whether this is a capital letter.
#[must_use]
pub fn is_capital(letter: char) -> bool {
    lower(letter) != letter
}

/// The text with its first letter changed.
#[must_use]
pub fn first(text: &str, change: fn(char) -> char) -> String {
    let mut rest = text.chars();
    let mut changed: String = rest.next().map(change).into_iter().collect();
    changed.push_str(rest.as_str());
    changed
}

fn moved(letter: char, by: i32) -> char {
    let code = u32::from(letter).checked_add_signed(by);
    code.and_then(char::from_u32).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::{first, is_capital, lower, upper};

    #[test]
    fn letters_of_both_scripts_are_those_of_the_standard_library() {
        let known = ('\0'..='ÿ').chain('Ѐ'..='џ');
        for letter in known.filter(|letter| !"µßÿ".contains(*letter)) {
            assert!(letter.to_lowercase().eq([lower(letter)]), "{letter}");
            assert!(letter.to_uppercase().eq([upper(letter)]), "{letter}");
            assert_eq!(is_capital(letter), letter.is_uppercase(), "{letter}");
        }
        assert_eq!(first("ёлка", upper), "Ёлка");
        assert_eq!(first("", upper), "");
    }
}
