//! Access control lists and their entries.
#![forbid(unsafe_code)]

use wdk_sys::{
    ACCESS_ALLOWED_ACE_TYPE, ACCESS_DENIED_ACE_TYPE, ACL_REVISION, ACL_REVISION2, ACL_REVISION4,
};

use super::sid::Sid;

/// Bytes of a list before its entries.
pub(crate) const ACL_HEAD: usize = 8;
/// Bytes of an entry before its SID.
const ACE_HEAD: usize = 8;

/// `SYSTEM_AUDIT_ACE_TYPE`
pub(crate) const AUDIT: u8 = 2;
/// `SYSTEM_MANDATORY_LABEL_ACE_TYPE`
pub(crate) const MANDATORY_LABEL: u8 = 0x11;
/// `INHERIT_ONLY_ACE`: the entry is for what is made below, not for the object.
pub(crate) const INHERIT_ONLY: u8 = 8;

/// An entry of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ace {
    /// `*_ACE_TYPE`, one of those whose SID follows the mask.
    pub(crate) kind: u8,
    /// Inheritance.
    pub(crate) flags: u8,
    /// Rights, or the policy of a label.
    pub(crate) mask: u32,
    pub(crate) sid: Sid,
}

/// A list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Acl {
    pub(crate) aces: Vec<Ace>,
}

/// Why bytes are no list that this machine understands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Invalid {
    /// They are no list.
    Malformed,
    /// An entry is of this type, such as the object and callback types, which the machine does not have.
    AceType(u8),
}

impl Ace {
    /// An entry that allows.
    pub(crate) fn allow(mask: u32, sid: Sid) -> Self {
        Self {
            kind: ACCESS_ALLOWED_ACE_TYPE as u8,
            flags: 0,
            mask,
            sid,
        }
    }

    /// Whether it allows.
    pub(crate) fn allows(&self) -> bool {
        u32::from(self.kind) == ACCESS_ALLOWED_ACE_TYPE
    }

    /// Whether it denies.
    pub(crate) fn denies(&self) -> bool {
        u32::from(self.kind) == ACCESS_DENIED_ACE_TYPE
    }

    fn parse(bytes: &[u8]) -> Result<(Self, &[u8]), Invalid> {
        let [kind, flags, low, high, ..] = *bytes else {
            return Err(Invalid::Malformed);
        };
        let size = usize::from(u16::from_le_bytes([low, high]));
        let whole = size >= ACE_HEAD && size.is_multiple_of(4);
        let split = bytes.split_at_checked(size).filter(|_| whole);
        let (own, rest) = split.ok_or(Invalid::Malformed)?;
        match kind {
            // Allowed, denied, audit, alarm.
            0..=3 | MANDATORY_LABEL => {}
            other => return Err(Invalid::AceType(other)),
        }
        let (head, sid) = own.split_at(ACE_HEAD);
        let mask = head.get(4..8).and_then(|it| it.try_into().ok());
        let ace = Self {
            kind,
            flags,
            mask: u32::from_le_bytes(mask.ok_or(Invalid::Malformed)?),
            sid: Sid::parse(sid).ok_or(Invalid::Malformed)?,
        };
        Ok((ace, rest))
    }

    /// The entry as the system keeps it.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let sid = self.sid.to_bytes();
        let size = (ACE_HEAD + sid.len()) as u16;
        let mut bytes = vec![self.kind, self.flags];
        bytes.extend_from_slice(&size.to_le_bytes());
        bytes.extend_from_slice(&self.mask.to_le_bytes());
        bytes.extend_from_slice(&sid);
        bytes
    }
}

impl Acl {
    /// The length in bytes by the first [`ACL_HEAD`] of them; none when these are no list's.
    pub(crate) fn length_of(head: &[u8]) -> Option<usize> {
        let [revision, _, low, high, ..] = *head else {
            return None;
        };
        let size = usize::from(u16::from_le_bytes([low, high]));
        let known = (ACL_REVISION2..=ACL_REVISION4).contains(&u32::from(revision));
        (known && size >= ACL_HEAD && size.is_multiple_of(4)).then_some(size)
    }

    /// The list that `bytes` begin with.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, Invalid> {
        let size = Self::length_of(bytes).ok_or(Invalid::Malformed)?;
        let own = bytes.get(..size).ok_or(Invalid::Malformed)?;
        let (head, mut rest) = own.split_at_checked(ACL_HEAD).ok_or(Invalid::Malformed)?;
        let count = u16::from_le_bytes([head[4], head[5]]);
        let mut aces = Vec::new();
        for _ in 0..count {
            let (ace, behind) = Ace::parse(rest)?;
            aces.push(ace);
            rest = behind;
        }
        Ok(Self { aces })
    }

    /// The list as the system keeps it, without free space. None when it has more than 64 KiB.
    pub(crate) fn to_bytes(&self) -> Option<Vec<u8>> {
        let aces: Vec<u8> = self.aces.iter().flat_map(Ace::to_bytes).collect();
        let size = u16::try_from(ACL_HEAD + aces.len()).ok()?;
        let count = u16::try_from(self.aces.len()).ok()?;
        let mut bytes = vec![ACL_REVISION as u8, 0];
        bytes.extend_from_slice(&size.to_le_bytes());
        bytes.extend_from_slice(&count.to_le_bytes());
        bytes.extend_from_slice(&[0, 0]);
        bytes.extend_from_slice(&aces);
        Some(bytes)
    }
}
