//! Identifiers and access lists that drivers build.
#![forbid(unsafe_code)]

use wdk_sys::{
    ACCESS_MASK, ACL, ACL_REVISION, ACL_REVISION2, ACL_REVISION4, BOOLEAN, NTSTATUS, PUCHAR,
    PULONG, SID, SID_IDENTIFIER_AUTHORITY, SID_MAX_SUB_AUTHORITIES, SID_REVISION,
    STATUS_ALLOTTED_SPACE_EXCEEDED, STATUS_BUFFER_TOO_SMALL, STATUS_INVALID_ACL,
    STATUS_INVALID_PARAMETER, STATUS_INVALID_SID, STATUS_REVISION_MISMATCH, STATUS_SUCCESS, UCHAR,
    ULONG, abi,
};

use super::memory;
use crate::{
    engine::export::{Export, export_table},
    nt::{
        parameter::{Out, Struct},
        se::{
            acl::{ACL_HEAD, Ace, Acl},
            sid::SID_HEAD,
        },
    },
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    RtlLengthSid: full,
    RtlLengthRequiredSid: full,
    RtlValidSid: full,
    RtlEqualSid: full,
    RtlCopySid: full,
    RtlInitializeSid: full,
    RtlSubAuthoritySid: full,
    RtlSubAuthorityCountSid: full,
    RtlCreateAcl: full,
    RtlAddAccessAllowedAce: full,
);

#[abi(enter, no_mangle)]
fn RtlLengthRequiredSid(SubAuthorityCount: ULONG) -> ULONG {
    SubAuthorityCount
        .wrapping_mul(4)
        .wrapping_add(SID_HEAD as u32)
}

#[abi(enter, no_mangle)]
fn RtlLengthSid(Sid: Struct<SID>) -> ULONG {
    RtlLengthRequiredSid(Sid.get().SubAuthorityCount.into())
}

#[abi(enter, no_mangle)]
fn RtlValidSid(Sid: Struct<SID>) -> BOOLEAN {
    let is_there = Sid.as_ref().is_some();
    (is_there && memory::sid_bytes(Sid.raw().cast()).is_some()).into()
}

#[abi(enter, no_mangle)]
fn RtlEqualSid(Sid1: Struct<SID>, Sid2: Struct<SID>) -> BOOLEAN {
    let (one, other) = (Sid1.get(), Sid2.get());
    let head = |sid: &SID| (sid.Revision, sid.SubAuthorityCount);
    if head(one) != head(other) {
        return false.into();
    }
    let bytes = |sid: Struct<SID>| memory::sid_bytes(sid.raw().cast());
    (bytes(Sid1).is_some() && bytes(Sid1) == bytes(Sid2)).into()
}

#[abi(enter, no_mangle)]
fn RtlCopySid(Length: ULONG, Destination: Out<SID>, Source: Struct<SID>) -> NTSTATUS {
    // Looks at it, so that null faults.
    let parts = Source.get().SubAuthorityCount;
    if Length < RtlLengthRequiredSid(parts.into()) {
        return STATUS_BUFFER_TOO_SMALL;
    }
    match memory::sid_bytes(Source.raw().cast()) {
        Some(bytes) => {
            memory::copy(bytes, Destination.raw().cast());
            STATUS_SUCCESS
        }
        None => STATUS_INVALID_SID,
    }
}

#[abi(enter, no_mangle)]
fn RtlInitializeSid(
    Sid: Out<SID>,
    IdentifierAuthority: Struct<SID_IDENTIFIER_AUTHORITY>,
    SubAuthorityCount: UCHAR,
) -> NTSTATUS {
    if u32::from(SubAuthorityCount) > SID_MAX_SUB_AUTHORITIES {
        return STATUS_INVALID_PARAMETER;
    }
    let mut head = vec![SID_REVISION as u8, SubAuthorityCount];
    head.extend_from_slice(&IdentifierAuthority.get().Value);
    memory::copy(&head, Sid.raw().cast());
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn RtlSubAuthoritySid(Sid: Struct<SID>, SubAuthority: ULONG) -> PULONG {
    Sid.raw()
        .cast::<u8>()
        .wrapping_add(SID_HEAD)
        .cast::<ULONG>()
        .wrapping_add(SubAuthority as usize)
}

#[abi(enter, no_mangle)]
fn RtlSubAuthorityCountSid(Sid: Struct<SID>) -> PUCHAR {
    Sid.raw().cast::<u8>().wrapping_add(1)
}

#[abi(enter, no_mangle)]
fn RtlCreateAcl(Acl: Out<ACL>, AclLength: ULONG, AclRevision: ULONG) -> NTSTATUS {
    if (AclLength as usize) < ACL_HEAD {
        return STATUS_BUFFER_TOO_SMALL;
    }
    let known = (ACL_REVISION2..=ACL_REVISION4).contains(&AclRevision);
    let Some(size) = u16::try_from(AclLength).ok().filter(|_| known) else {
        return STATUS_INVALID_PARAMETER;
    };
    Acl.write(ACL {
        AclRevision: AclRevision as u8,
        Sbz1: 0,
        AclSize: size & !3,
        AceCount: 0,
        Sbz2: 0,
    });
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn RtlAddAccessAllowedAce(
    Acl: Struct<ACL>,
    AceRevision: ULONG,
    AccessMask: ACCESS_MASK,
    Sid: Struct<SID>,
) -> NTSTATUS {
    let head = *Acl.get();
    // Looks at it, so that null faults.
    Sid.get();
    let Some(sid) = memory::sid(Sid.raw().cast()) else {
        return STATUS_INVALID_SID;
    };
    let revision = u32::from(head.AclRevision);
    if revision > ACL_REVISION4 || !(ACL_REVISION..=ACL_REVISION4).contains(&AceRevision) {
        return STATUS_REVISION_MISMATCH;
    }
    let bytes = memory::list_bytes(Acl.raw().cast());
    let list = bytes.and_then(|it| memory::understand(Acl::parse(it), "RtlAddAccessAllowedAce"));
    let Some((bytes, list)) = bytes.zip(list) else {
        return STATUS_INVALID_ACL;
    };
    let used: usize = list.aces.iter().map(|it| it.to_bytes().len()).sum();
    let free = ACL_HEAD + used;
    let ace = Ace::allow(AccessMask, sid).to_bytes();
    if bytes.len() - free < ace.len() {
        return STATUS_ALLOTTED_SPACE_EXCEEDED;
    }
    let place = Acl.raw().cast::<u8>().wrapping_add(free);
    memory::copy(&ace, place);
    let head = Acl.get();
    head.AceCount += 1;
    head.AclRevision = head.AclRevision.max(AceRevision as u8);
    STATUS_SUCCESS
}
