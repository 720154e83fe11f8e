//! Security descriptors, as values and in the self-relative form that `ntifs.h` lays out.
#![forbid(unsafe_code)]

use wdk_sys::{
    DACL_SECURITY_INFORMATION, GROUP_SECURITY_INFORMATION, LABEL_SECURITY_INFORMATION,
    OWNER_SECURITY_INFORMATION, SACL_SECURITY_INFORMATION, SE_DACL_AUTO_INHERIT_REQ,
    SE_DACL_AUTO_INHERITED, SE_DACL_PRESENT, SE_DACL_PROTECTED, SE_SACL_AUTO_INHERIT_REQ,
    SE_SACL_AUTO_INHERITED, SE_SACL_PRESENT, SE_SACL_PROTECTED, SE_SELF_RELATIVE,
    SECURITY_DESCRIPTOR_REVISION,
};

use super::{
    acl::{self, Acl, Invalid},
    check::Mapping,
    sid::Sid,
};

/// Bytes of a self-relative descriptor before what its offsets lead to.
pub(crate) const HEAD: usize = 20;
/// The flags that say how a list came to be, and not whether it is there.
const KEPT: u32 = SE_DACL_PROTECTED
    | SE_DACL_AUTO_INHERITED
    | SE_DACL_AUTO_INHERIT_REQ
    | SE_SACL_PROTECTED
    | SE_SACL_AUTO_INHERITED
    | SE_SACL_AUTO_INHERIT_REQ;

/// The list that decides who may do what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Dacl {
    /// The descriptor says nothing: everybody may do everything.
    #[default]
    Absent,
    /// The descriptor says that there is none: the same.
    Null,
    /// Nobody may do what the list does not allow; an empty one allows nothing.
    List(Acl),
}

/// A security descriptor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Descriptor {
    /// `SE_*` flags that say how the lists came to be.
    pub(crate) control: u16,
    pub(crate) owner: Option<Sid>,
    pub(crate) group: Option<Sid>,
    pub(crate) dacl: Dacl,
    /// The system's list: audit, which the machine keeps and does not do, and the integrity label.
    pub(crate) sacl: Option<Acl>,
}

impl Descriptor {
    /// The descriptor that begins with `head`, whose parts `part` finds by their offsets.
    pub(crate) fn assemble<T>(
        control: u16,
        [owner, group, sacl, dacl]: [T; 4],
        sid: impl Fn(T) -> Result<Option<Sid>, Invalid>,
        list: impl Fn(T) -> Result<Option<Acl>, Invalid>,
    ) -> Result<Self, Invalid> {
        let has = |flag: u32| u32::from(control) & flag != 0;
        let dacl = match has(SE_DACL_PRESENT) {
            true => list(dacl)?.map_or(Dacl::Null, Dacl::List),
            false => Dacl::Absent,
        };
        let sacl = match has(SE_SACL_PRESENT) {
            true => list(sacl)?,
            false => None,
        };
        Ok(Self {
            control: control & KEPT as u16,
            owner: sid(owner)?,
            group: sid(group)?,
            dacl,
            sacl,
        })
    }

    /// A self-relative descriptor.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, Invalid> {
        let head = bytes.get(..HEAD).ok_or(Invalid::Malformed)?;
        let control = u16::from_le_bytes([head[2], head[3]]);
        let self_relative = u32::from(control) & SE_SELF_RELATIVE != 0;
        if u32::from(head[0]) != SECURITY_DESCRIPTOR_REVISION || !self_relative {
            return Err(Invalid::Malformed);
        }
        let offsets = [4, 8, 12, 16].map(|at| {
            let offset: [u8; 4] = head[at..at + 4].try_into().unwrap_or_default();
            u32::from_le_bytes(offset) as usize
        });
        let at = |offset: usize| {
            let part = bytes.get(offset..).filter(|_| offset >= HEAD);
            part.ok_or(Invalid::Malformed)
        };
        Self::assemble(
            control,
            offsets,
            |offset| match offset {
                0 => Ok(None),
                _ => Sid::parse(at(offset)?).map(Some).ok_or(Invalid::Malformed),
            },
            |offset| match offset {
                0 => Ok(None),
                _ => Acl::parse(at(offset)?).map(Some),
            },
        )
    }

    /// The self-relative form. None when a list has more than 64 KiB.
    pub(crate) fn to_bytes(&self) -> Option<Vec<u8>> {
        let mut control = u32::from(self.control) | SE_SELF_RELATIVE;
        let mut offsets = [0; 4];
        let mut parts = Vec::new();
        let mut put = |bytes: Vec<u8>| {
            let offset = HEAD + parts.len();
            parts.extend(bytes);
            offset as u32
        };
        if let Some(sacl) = &self.sacl {
            control |= SE_SACL_PRESENT;
            offsets[2] = put(sacl.to_bytes()?);
        }
        match &self.dacl {
            Dacl::Absent => {}
            Dacl::Null => control |= SE_DACL_PRESENT,
            Dacl::List(list) => {
                control |= SE_DACL_PRESENT;
                offsets[3] = put(list.to_bytes()?);
            }
        }
        for (at, sid) in [&self.owner, &self.group].into_iter().enumerate() {
            if let Some(sid) = sid {
                offsets[at] = put(sid.to_bytes());
            }
        }
        let mut bytes = vec![SECURITY_DESCRIPTOR_REVISION as u8, 0];
        bytes.extend_from_slice(&(control as u16).to_le_bytes());
        for offset in offsets {
            bytes.extend_from_slice(&offset.to_le_bytes());
        }
        bytes.extend(parts);
        Some(bytes)
    }

    /// The same with the rights of an object's type in place of the generic ones, as an object has it.
    #[must_use]
    pub(crate) fn mapped(mut self, mapping: &Mapping) -> Self {
        if let Dacl::List(list) = &mut self.dacl {
            for ace in &mut list.aces {
                ace.mask = mapping.map(ace.mask);
            }
        }
        self
    }

    /// The parts that `information` names.
    #[must_use]
    pub(crate) fn select(&self, information: u32) -> Self {
        let mut selected = Self::default();
        selected.replace(information, self);
        selected
    }

    /// Takes the parts that `information` names from `other`.
    pub(crate) fn replace(&mut self, information: u32, other: &Self) {
        const DACL: u32 = SE_DACL_PROTECTED | SE_DACL_AUTO_INHERITED | SE_DACL_AUTO_INHERIT_REQ;
        let has = |part: u32| information & part != 0;
        if has(OWNER_SECURITY_INFORMATION) {
            self.owner.clone_from(&other.owner);
        }
        if has(GROUP_SECURITY_INFORMATION) {
            self.group.clone_from(&other.group);
        }
        if has(DACL_SECURITY_INFORMATION) {
            self.dacl = other.dacl.clone();
            self.control = self.control & !(DACL as u16) | other.control & DACL as u16;
        }
        if has(SACL_SECURITY_INFORMATION | LABEL_SECURITY_INFORMATION) {
            self.sacl.clone_from(&other.sacl);
            self.control = self.control & DACL as u16 | other.control & !(DACL as u16);
        }
    }

    /// The integrity label: the level, and what is refused to programs below it.
    pub(crate) fn label(&self) -> Option<(u32, u32)> {
        let sacl = self.sacl.as_ref()?;
        let label = sacl
            .aces
            .iter()
            .find(|ace| ace.kind == acl::MANDATORY_LABEL && ace.flags & acl::INHERIT_ONLY == 0)?;
        Some((label.sid.integrity_level()?, label.mask))
    }
}
