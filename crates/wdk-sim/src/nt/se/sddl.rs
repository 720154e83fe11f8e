//! The Security Descriptor Definition Language.
//!
//! INF files may use all of it; for `IoCreateDeviceSecure` there is a part of it, [`parse_for_device`].
//! <https://learn.microsoft.com/windows-hardware/drivers/kernel/sddl-for-device-objects>,
//! <https://learn.microsoft.com/windows/win32/secauthz/security-descriptor-string-format>
#![forbid(unsafe_code)]

use wdk_sys::{
    DELETE, FILE_ALL_ACCESS, FILE_GENERIC_EXECUTE, FILE_GENERIC_READ, FILE_GENERIC_WRITE,
    GENERIC_ALL, GENERIC_EXECUTE, GENERIC_READ, GENERIC_WRITE, READ_CONTROL,
    SE_DACL_AUTO_INHERIT_REQ, SE_DACL_AUTO_INHERITED, SE_DACL_PROTECTED, SE_SACL_AUTO_INHERIT_REQ,
    SE_SACL_AUTO_INHERITED, SE_SACL_PROTECTED, WRITE_DAC, WRITE_OWNER,
};

use super::{
    acl::{self, Ace, Acl},
    check::{NO_EXECUTE_UP, NO_READ_UP, NO_WRITE_UP},
    descriptor::{Dacl, Descriptor},
    sid::Sid,
};

/// Why a text is no security descriptor.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{at}`: {reason}")]
pub(crate) struct SddlError {
    /// Where: the rest of the text from there.
    at: String,
    reason: &'static str,
}

type Parsed<T> = Result<T, SddlError>;

fn wrong<T>(at: &str, reason: &'static str) -> Parsed<T> {
    Err(SddlError {
        at: at.to_owned(),
        reason,
    })
}

const NO_TEXT: &str = "it begins with one of O: G: D: S:";

/// Reads a security descriptor.
pub(crate) fn parse(text: &str) -> Parsed<Descriptor> {
    let mut descriptor = Descriptor::default();
    let mut rest = text;
    let mut seen = Vec::new();
    if text.is_empty() {
        return wrong(text, NO_TEXT);
    }
    while !rest.is_empty() {
        let Some((letter, behind)) = rest.split_once(':').filter(|(it, _)| it.len() == 1) else {
            return wrong(rest, NO_TEXT);
        };
        if seen.contains(&letter) {
            return wrong(rest, "the part stands there twice");
        }
        seen.push(letter);
        rest = match letter {
            "O" => {
                let (sid, behind) = sid_before_part(behind)?;
                descriptor.owner = Some(sid);
                behind
            }
            "G" => {
                let (sid, behind) = sid_before_part(behind)?;
                descriptor.group = Some(sid);
                behind
            }
            "D" => match behind.strip_prefix("NO_ACCESS_CONTROL") {
                Some(behind) => {
                    descriptor.dacl = Dacl::Null;
                    behind
                }
                None => {
                    let flags = [
                        ("P", SE_DACL_PROTECTED),
                        ("AR", SE_DACL_AUTO_INHERIT_REQ),
                        ("AI", SE_DACL_AUTO_INHERITED),
                    ];
                    let (list, behind) = list(behind, &flags, &mut descriptor.control)?;
                    descriptor.dacl = Dacl::List(list);
                    behind
                }
            },
            "S" => {
                let flags = [
                    ("P", SE_SACL_PROTECTED),
                    ("AR", SE_SACL_AUTO_INHERIT_REQ),
                    ("AI", SE_SACL_AUTO_INHERITED),
                ];
                let (list, behind) = list(behind, &flags, &mut descriptor.control)?;
                descriptor.sacl = Some(list);
                behind
            }
            _ => return wrong(rest, NO_TEXT),
        };
    }
    Ok(descriptor)
}

/// Reads what `IoCreateDeviceSecure` takes: `D:P`, and entries that allow something to somebody, without flags.
pub(crate) fn parse_for_device(text: &str) -> Parsed<Descriptor> {
    let descriptor = parse(text)?;
    if !text.starts_with("D:P") {
        return wrong(text, "for a device object it begins with D:P");
    }
    let only_the_list = u32::from(descriptor.control) == SE_DACL_PROTECTED
        && descriptor.sacl.is_none()
        && descriptor.owner.is_none()
        && descriptor.group.is_none();
    if !only_the_list {
        return wrong(text, "for a device object it is D:P and entries, no more");
    }
    match &descriptor.dacl {
        Dacl::List(list) if list.aces.iter().all(|ace| ace.allows() && ace.flags == 0) => {
            Ok(descriptor)
        }
        _ => wrong(text, "for a device object entries are (A;;ACCESS;;;SID)"),
    }
}

/// A SID that ends where the next part begins.
fn sid_before_part(text: &str) -> Parsed<(Sid, &str)> {
    // The letter before the next colon belongs to the next part; a SID has neither.
    let end = match text.find(':') {
        Some(colon) => text.get(..colon).and_then(|it| it.char_indices().last()),
        None => Some((text.len(), ' ')),
    };
    let Some((own, rest)) = end.and_then(|(at, _)| text.split_at_checked(at)) else {
        return wrong(text, "a SID is missing");
    };
    Ok((sid(own)?, rest))
}

fn sid(text: &str) -> Parsed<Sid> {
    match Sid::well_known(text).or_else(|| Sid::from_text(text)) {
        Some(sid) => Ok(sid),
        None => wrong(text, "this is no SID that the machine knows"),
    }
}

/// Flags and entries of a list.
fn list<'a>(text: &'a str, known: &[(&str, u32)], control: &mut u16) -> Parsed<(Acl, &'a str)> {
    let mut rest = text;
    while let Some((flag, value)) = known.iter().find(|(flag, _)| rest.starts_with(flag)) {
        *control |= *value as u16;
        rest = &rest[flag.len()..];
    }
    let mut list = Acl::default();
    while let Some(inside) = rest.strip_prefix('(') {
        let Some((inside, behind)) = inside.split_once(')') else {
            return wrong(rest, "the entry has no end");
        };
        list.aces.push(entry(inside)?);
        rest = behind;
    }
    if list.to_bytes().is_none() {
        return wrong(text, "the list has more than 64 KiB");
    }
    Ok((list, rest))
}

/// What stands between the brackets of an entry.
fn entry(text: &str) -> Parsed<Ace> {
    let fields: Vec<&str> = text.split(';').collect();
    let [kind, flags, rights, object, inherited, account] = *fields.as_slice() else {
        return wrong(text, "an entry has six fields");
    };
    let kind = match kind {
        "A" => 0,
        "D" => 1,
        "AU" => acl::AUDIT,
        "ML" => acl::MANDATORY_LABEL,
        _ => {
            return wrong(
                text,
                "of the entries there are A, D, AU and ML on this machine",
            );
        }
    };
    if !object.is_empty() || !inherited.is_empty() {
        return wrong(text, "only entries of object types have GUIDs");
    }
    let flags = codes(flags, FLAGS)?;
    let rights = match kind {
        acl::MANDATORY_LABEL => codes(rights, POLICIES)?,
        _ => access(rights)?,
    };
    let sid = sid(account)?;
    if (kind == acl::MANDATORY_LABEL) != sid.integrity_level().is_some() {
        return wrong(
            text,
            "a label is for an integrity level, and nothing else is",
        );
    }
    Ok(Ace {
        kind,
        flags: flags as u8,
        mask: rights,
        sid,
    })
}

/// Rights: codes of two letters, or a number.
fn access(text: &str) -> Parsed<u32> {
    let number = match text.as_bytes() {
        [b'0', b'x' | b'X', hex @ ..] => Some((hex, 16)),
        [b'0', octal @ ..] if !octal.is_empty() => Some((octal, 8)),
        [b'0'..=b'9', ..] => Some((text.as_bytes(), 10)),
        _ => None,
    };
    let Some((digits, radix)) = number else {
        return codes(text, RIGHTS);
    };
    let digits = std::str::from_utf8(digits).unwrap_or_default();
    let all_digits = digits.bytes().all(|it| it.is_ascii_hexdigit());
    match u32::from_str_radix(digits, radix) {
        Ok(mask) if all_digits => Ok(mask),
        _ => wrong(text, "this is no access mask"),
    }
}

fn codes(text: &str, table: &[(&str, u32)]) -> Parsed<u32> {
    let mut rest = text;
    let mut all = 0;
    while !rest.is_empty() {
        let Some((code, behind)) = rest.split_at_checked(2) else {
            return wrong(rest, "codes have two letters");
        };
        let Some((_, value)) = table.iter().find(|(known, _)| *known == code) else {
            return wrong(rest, "this code is not known here");
        };
        all |= value;
        rest = behind;
    }
    Ok(all)
}

/// Inheritance and audit.
const FLAGS: &[(&str, u32)] = &[
    ("OI", 1),
    ("CI", 2),
    ("NP", 4),
    ("IO", acl::INHERIT_ONLY as u32),
    ("ID", 0x10),
    ("SA", 0x40),
    ("FA", 0x80),
];

/// What a label refuses to programs below it.
const POLICIES: &[(&str, u32)] = &[
    ("NW", NO_WRITE_UP),
    ("NR", NO_READ_UP),
    ("NX", NO_EXECUTE_UP),
];

const RIGHTS: &[(&str, u32)] = &[
    ("GA", GENERIC_ALL),
    ("GR", GENERIC_READ),
    ("GW", GENERIC_WRITE),
    ("GX", GENERIC_EXECUTE),
    ("RC", READ_CONTROL),
    ("SD", DELETE),
    ("WD", WRITE_DAC),
    ("WO", WRITE_OWNER),
    ("FA", FILE_ALL_ACCESS),
    ("FR", FILE_GENERIC_READ),
    ("FW", FILE_GENERIC_WRITE),
    ("FX", FILE_GENERIC_EXECUTE),
    ("KA", 0xF_003F),
    ("KR", 0x2_0019),
    ("KW", 0x2_0006),
    ("KX", 0x2_0019),
    ("CC", 1),
    ("DC", 2),
    ("LC", 4),
    ("SW", 8),
    ("RP", 0x10),
    ("WP", 0x20),
    ("DT", 0x40),
    ("LO", 0x80),
    ("CR", 0x100),
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use wdk_sys::{FILE_READ_DATA, FILE_WRITE_DATA};

    use super::*;

    fn aces(text: &str) -> Vec<Ace> {
        match parse(text).unwrap().dacl {
            Dacl::List(list) => list.aces,
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn the_strings_of_wdmsec_are_read() {
        for text in [
            "D:P",
            "D:P(A;;GA;;;SY)",
            "D:P(A;;GA;;;SY)(A;;GA;;;BA)",
            "D:P(A;;GA;;;SY)(A;;GRGWGX;;;BA)(A;;GR;;;WD)",
            "D:P(A;;GA;;;SY)(A;;GRGWGX;;;BA)(A;;GR;;;WD)(A;;GR;;;RC)",
            "D:P(A;;GA;;;S-1-5-84-0-0-0-0-0)",
            "D:P(A;;0x1200a9;;;BU)",
        ] {
            assert!(parse_for_device(text).is_ok(), "{text}");
        }
        let read = aces("D:P(A;;GRGW;;;WD)");
        assert_eq!(
            read,
            [Ace::allow(GENERIC_READ | GENERIC_WRITE, Sid::new(1, &[0]))]
        );
        assert_eq!(
            aces("D:P(A;;0x3;;;SY)")[0].mask,
            FILE_READ_DATA | FILE_WRITE_DATA
        );
    }

    #[test]
    fn a_whole_descriptor_has_four_parts() {
        let text = "O:BAG:SYD:PAI(D;OICI;FW;;;BG)(A;;FA;;;BA)S:(ML;;NWNR;;;HI)(AU;SAFA;GA;;;WD)";
        let descriptor = parse(text).unwrap();
        assert_eq!(descriptor.owner, Sid::well_known("BA"));
        assert_eq!(descriptor.group, Sid::well_known("SY"));
        assert_eq!(descriptor.label(), Some((0x3000, 3)));
        assert_eq!(
            u32::from(descriptor.control),
            SE_DACL_PROTECTED | SE_DACL_AUTO_INHERITED
        );
        let owner = "O:S-1-5-21-1-2-3-500D:P";
        assert_eq!(
            parse(owner).unwrap().owner,
            Sid::from_text("S-1-5-21-1-2-3-500")
        );
        assert_eq!(parse("D:NO_ACCESS_CONTROL").unwrap().dacl, Dacl::Null);
    }

    #[test]
    fn bad_strings_are_refused() {
        for text in [
            "",
            "P",
            "D",
            "D:P(",
            "D:P()",
            "D:P(A;;GA;;;SY",
            "D:P(A;;GA;;;SY))",
            "D:P(A;;GA;;SY)",
            "D:P(A;;GA;;;XX)",
            "D:P(A;;GQ;;;SY)",
            "D:P(A;;GAG;;;SY)",
            "D:P(A;;0x;;;SY)",
            "D:P(A;;0x100000000;;;SY)",
            "D:P(A;;-1;;;SY)",
            "D:P(OA;;GA;;;SY)",
            "D:P(A;;GA;f00;;SY)",
            "D:P(ML;;NW;;;SY)",
            "D:P(A;;GA;;;HI)",
            "D:PD:P",
            "X:P",
            "O:",
            "O:D:P",
            "d:P",
            "D:P (A;;GA;;;SY)",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_device_takes_a_part_of_the_language() {
        for text in [
            "D:(A;;GA;;;SY)",
            "D:PAI(A;;GA;;;SY)",
            "O:BAD:P(A;;GA;;;SY)",
            "D:P(A;;GA;;;SY)S:(ML;;NW;;;HI)",
            "D:P(D;;GA;;;BG)",
            "D:P(A;OICI;GA;;;SY)",
            "D:NO_ACCESS_CONTROL",
        ] {
            assert!(parse(text).is_ok(), "{text}");
            assert!(parse_for_device(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_is_too_much(text in ".{0,80}") {
            let _ = parse(&text);
        }

        #[test]
        fn no_text_of_its_words_is_too_much(
            words in proptest::collection::vec(
                prop_oneof![
                    Just("D:"), Just("O:"), Just("S:"), Just("P"), Just("AI"), Just("("), Just(")"),
                    Just(";"), Just("A"), Just("ML"), Just("GA"), Just("0x"), Just("7"), Just("BA"),
                    Just("S-1-"), Just("-5"), Just("é"), Just("NO_ACCESS_CONTROL"),
                ],
                0..24,
            ),
        ) {
            let _ = parse(&words.concat());
        }

        #[test]
        fn what_is_read_comes_back_from_its_bytes(
            entries in proptest::collection::vec((any::<bool>(), any::<u32>(), 0_u32..4), 0..6),
        ) {
            let mut text = "O:BAG:SYD:P".to_owned();
            for (allows, mask, who) in entries {
                let kind = if allows { 'A' } else { 'D' };
                let who = ["SY", "BA", "WD", "S-1-5-21-7-8-9-1000"][who as usize];
                text += &format!("({kind};;{mask:#x};;;{who})");
            }
            let descriptor = parse(&text).unwrap();
            let bytes = descriptor.to_bytes().unwrap();
            prop_assert_eq!(Descriptor::parse(&bytes), Ok(descriptor));
        }

        #[test]
        fn no_bytes_are_too_much(mut bytes in proptest::collection::vec(any::<u8>(), 0..96)) {
            let _ = Descriptor::parse(&bytes);
            // The same with a head that a descriptor has.
            if bytes.len() >= 20 {
                bytes[..4].copy_from_slice(&[1, 0, 0x14, 0x80]);
                for at in [4, 8, 12, 16] {
                    let offset = bytes[at] % 96;
                    bytes[at..at + 4].copy_from_slice(&[offset, 0, 0, 0]);
                }
                let _ = Descriptor::parse(&bytes);
            }
        }
    }
}
