//! Altitudes: decimal numbers that say who is called first.
#![forbid(unsafe_code)]

/// An altitude, so that a higher one is greater.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Altitude {
    /// Digits of the integer part, without leading zeros: longer is greater.
    length: usize,
    integer: Vec<u8>,
    /// Without trailing zeros.
    fraction: Vec<u8>,
}

impl Altitude {
    /// Digits, and a point with more digits where it is a fraction; anything else is none.
    pub(crate) fn parse(text: &[u16]) -> Option<Self> {
        let text = String::from_utf16(text).ok()?;
        let (integer, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let are_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if integer.is_empty() || !are_digits(integer) || !are_digits(fraction) {
            return None;
        }
        let integer = integer.trim_start_matches('0').as_bytes().to_vec();
        Some(Self {
            length: integer.len(),
            integer,
            fraction: fraction.trim_end_matches('0').as_bytes().to_vec(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn altitude(text: &str) -> Altitude {
        Altitude::parse(&text.encode_utf16().collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn altitudes_are_numbers_and_not_texts() {
        assert!(altitude("1000") > altitude("320000").min(altitude("999")));
        assert!(altitude("320000.7") > altitude("320000"));
        assert!(altitude("320000.15") < altitude("320000.2"));
        assert_eq!(altitude("0320000.50"), altitude("320000.5"));
        for text in ["", ".5", "1,5", "-1", "1.2.3", "high"] {
            let units: Vec<_> = text.encode_utf16().collect();
            assert_eq!(Altitude::parse(&units), None, "{text}");
        }
    }
}
