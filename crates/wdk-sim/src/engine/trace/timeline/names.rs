//! Numbers for addresses, which differ between equal runs.

use std::collections::HashMap;

/// Numbers addresses in the order in which they are met.
#[derive(Default)]
pub(in crate::engine::trace) struct Names(HashMap<u64, usize>);

/// Digits of a number that is taken for an address: more than a status has.
const SHORTEST: usize = 9;
/// Digits of an address that `%p` prints.
const PRINTED: usize = 16;
/// Where the kernel's half begins. Below it is memory of programs, which the host's allocator gives out: whether
/// an address comes again is chance.
const KERNEL: u64 = 0xFFFF_8000_0000_0000;

impl Names {
    /// `text` with `#1` for the first address of the kernel, `#2` for the second, and so on; `#0` for every
    /// other one.
    pub(in crate::engine::trace) fn replace(&mut self, text: &str) -> String {
        let mut result = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(digit) = rest.find(|it: char| it.is_ascii_hexdigit()) {
            // A word is looked at as a whole: `deadbeefdeadbeef00` is no address.
            let word = rest[digit..].find(|it: char| !it.is_ascii_alphanumeric() && it != '_');
            let (word, after) = rest[digit..].split_at(word.unwrap_or(rest.len() - digit));
            let starts =
                !rest[..digit].ends_with(|it: char| it.is_ascii_alphanumeric() || it == '_');
            result.push_str(&rest[..digit]);
            match address(word).filter(|_| starts) {
                Some(address) if address < KERNEL => result.push_str("#0"),
                Some(address) => {
                    let next = self.0.len() + 1;
                    let number = *self.0.entry(address).or_insert(next);
                    result.push_str(&format!("#{number}"));
                }
                None => result.push_str(word),
            }
            rest = after;
        }
        result.push_str(rest);
        result
    }
}

fn address(word: &str) -> Option<u64> {
    let digits = word.strip_prefix("0x").or_else(|| word.strip_prefix("0X"));
    let is_long = match digits {
        Some(digits) => digits.trim_start_matches('0').len() >= SHORTEST,
        None => word.len() == PRINTED && word.trim_start_matches('0').len() >= SHORTEST,
    };
    u64::from_str_radix(digits.unwrap_or(word), 16)
        .ok()
        .filter(|_| is_long)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_the_same_number_everywhere() {
        let mut names = Names::default();
        assert_eq!(
            names.replace("WDFDEVICE 0xffffbd0012345678, 4"),
            "WDFDEVICE #1, 4"
        );
        assert_eq!(names.replace("at FFFFBD0012345679."), "at #2.");
        assert_eq!(names.replace("0xFFFFBD0012345678"), "#1");
        assert_eq!(names.replace("0x7F0012345678, 0x7F0012345679"), "#0, #0");
    }

    #[test]
    fn a_status_a_length_and_a_word_are_no_addresses() {
        let mut names = Names::default();
        for text in [
            "0xC0000005",
            "4096 bytes",
            "feedface",
            "é 0x10",
            "x00007F0012345679",
            "",
        ] {
            assert_eq!(names.replace(text), text);
        }
    }
}
