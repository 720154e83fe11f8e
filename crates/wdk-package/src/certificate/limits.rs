//! How much work the file of a key may ask for: whoever made it chose the number of rounds by which
//! the password becomes a key, and each reader has to make them all.

use crate::asn1::{INTEGER, Items, OCTET_STRING, OID, SEQUENCE};

/// What tools use today is at most half of this: a few seconds.
const MOST_ROUNDS: u32 = 2_000_000;
/// Deeper than any file of keys.
const DEEPEST: usize = 32;
/// `id-scrypt`, whose parameters ask for memory; Windows does not read such files.
const SCRYPT: &[u8] = &[0x2B, 0x06, 0x01, 0x04, 0x01, 0xDA, 0x47, 0x04, 0x0B];

/// Why the PKCS #12 file asks for more than it may.
///
/// The parameters of all its methods have one form: the salt, then the number of rounds.
pub(super) fn excess(pfx: &[u8]) -> Option<&'static str> {
    within(Items(pfx), 0)
}

fn within(mut items: Items<'_>, depth: usize) -> Option<&'static str> {
    if depth > DEEPEST {
        return Some("its structures are nested too deeply");
    }
    let mut salted = false;
    while let Ok(value) = items.any("a value") {
        match value.tag {
            INTEGER if salted && value.integer("rounds").is_ok_and(|it| it > MOST_ROUNDS) => {
                return Some("it asks for too many rounds to make a key of the password");
            }
            INTEGER if salted && value.integer("rounds").is_err() => {
                return Some("its number of rounds is none");
            }
            OID if value.content == SCRYPT => return Some("it uses scrypt"),
            OCTET_STRING => {
                salted = true;
                // What is encrypted is no DER, or not worth a look.
                if value.content.first() == Some(&SEQUENCE)
                    && let Some(reason) = within(Items(value.content), depth + 1)
                {
                    return Some(reason);
                }
            }
            // Sequences, sets, and what has a tag of its own around it.
            tag if tag & 0x20 != 0 => {
                if let Some(reason) = within(value.items(), depth + 1) {
                    return Some(reason);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        asn1::{self, ObjectIdentifier},
        certificate::{CertificateError, Identity},
    };

    fn pbkdf2(rounds: u32) -> Vec<u8> {
        let salt = asn1::octets(b"saltsalt");
        asn1::octets(&asn1::sequence(&[&asn1::sequence(&[
            &salt,
            &asn1::integer(rounds),
        ])]))
    }

    #[test]
    fn too_many_rounds_are_refused_before_they_are_made() {
        assert_eq!(excess(&pbkdf2(MOST_ROUNDS)), None);
        assert!(excess(&pbkdf2(MOST_ROUNDS + 1)).is_some());
        assert!(excess(&pbkdf2(u32::MAX)).is_some());
        let scrypt = ObjectIdentifier::new_unwrap("1.3.6.1.4.1.11591.4.11");
        assert!(excess(&asn1::sequence(&[&asn1::oid(scrypt)])).is_some());
        let mut deep = asn1::integer(1);
        for _ in 0..100 {
            deep = asn1::sequence(&[&deep]);
        }
        assert!(excess(&deep).is_some());
        let refused = Identity::from_pfx(&pbkdf2(u32::MAX), "").unwrap_err();
        assert!(matches!(refused, CertificateError::Pfx(_)), "{refused}");
        assert!(refused.to_string().contains("rounds"), "{refused}");
    }

    #[test]
    fn our_own_files_ask_for_little() {
        let identity = Identity::test("CN=Test", 1_767_225_600).unwrap();
        assert_eq!(excess(&identity.to_pfx("x").unwrap()), None);
    }
}
