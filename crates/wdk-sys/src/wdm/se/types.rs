//! Structures, enumerations and callbacks, of the same headers as the functions beside them.

use crate::{
    ACCESS_MASK, BOOLEAN, CHAR, LUID, PVOID, UCHAR, ULONG, ULONG_PTR, UNICODE_STRING, USHORT,
    layout::layout,
};

/// Pointer to an access token.
pub type PACCESS_TOKEN = PVOID;
/// Pointer to a security descriptor.
pub type PSECURITY_DESCRIPTOR = PVOID;
/// Pointer to a [`SECURITY_INFORMATION`].
pub type PSECURITY_INFORMATION = *mut ULONG;
/// Pointer to a [`_SID`].
pub type PSID = PVOID;
/// Whether a client's security is captured once.
pub type SECURITY_CONTEXT_TRACKING_MODE = BOOLEAN;
/// Flags of a security descriptor (`SE_*`).
pub type SECURITY_DESCRIPTOR_CONTROL = USHORT;
/// Parts of a security descriptor (`*_SECURITY_INFORMATION`).
pub type SECURITY_INFORMATION = ULONG;
/// How far a server may act as a client.
pub mod _SECURITY_IMPERSONATION_LEVEL {
    /// The values are of this type.
    pub type Type = i32;
    pub const SecurityAnonymous: Type = 0;
    pub const SecurityIdentification: Type = 1;
    pub const SecurityImpersonation: Type = 2;
    pub const SecurityDelegation: Type = 3;
}
/// A value of [`_SECURITY_IMPERSONATION_LEVEL`].
pub type SECURITY_IMPERSONATION_LEVEL = _SECURITY_IMPERSONATION_LEVEL::Type;
/// Pointer to a [`SECURITY_IMPERSONATION_LEVEL`].
pub type PSECURITY_IMPERSONATION_LEVEL = *mut _SECURITY_IMPERSONATION_LEVEL::Type;

/// Kinds of audit parameters.
pub mod _SE_ADT_PARAMETER_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const SeAdtParmTypeNone: Type = 0;
    pub const SeAdtParmTypeString: Type = 1;
    pub const SeAdtParmTypeFileSpec: Type = 2;
    pub const SeAdtParmTypeUlong: Type = 3;
    pub const SeAdtParmTypeSid: Type = 4;
    pub const SeAdtParmTypeLogonId: Type = 5;
    pub const SeAdtParmTypeNoLogonId: Type = 6;
    pub const SeAdtParmTypeAccessMask: Type = 7;
    pub const SeAdtParmTypePrivs: Type = 8;
    pub const SeAdtParmTypeObjectTypes: Type = 9;
    pub const SeAdtParmTypeHexUlong: Type = 10;
    pub const SeAdtParmTypePtr: Type = 11;
    pub const SeAdtParmTypeTime: Type = 12;
    pub const SeAdtParmTypeGuid: Type = 13;
    pub const SeAdtParmTypeLuid: Type = 14;
    pub const SeAdtParmTypeHexInt64: Type = 15;
    pub const SeAdtParmTypeStringList: Type = 16;
    pub const SeAdtParmTypeSidList: Type = 17;
    pub const SeAdtParmTypeDuration: Type = 18;
    pub const SeAdtParmTypeUserAccountControl: Type = 19;
    pub const SeAdtParmTypeNoUac: Type = 20;
    pub const SeAdtParmTypeMessage: Type = 21;
    pub const SeAdtParmTypeDateTime: Type = 22;
    pub const SeAdtParmTypeSockAddr: Type = 23;
    pub const SeAdtParmTypeSD: Type = 24;
    pub const SeAdtParmTypeLogonHours: Type = 25;
    pub const SeAdtParmTypeLogonIdNoSid: Type = 26;
    pub const SeAdtParmTypeUlongNoConv: Type = 27;
    pub const SeAdtParmTypeSockAddrNoPort: Type = 28;
    pub const SeAdtParmTypeAccessReason: Type = 29;
    pub const SeAdtParmTypeStagingReason: Type = 30;
    pub const SeAdtParmTypeResourceAttribute: Type = 31;
    pub const SeAdtParmTypeClaims: Type = 32;
    pub const SeAdtParmTypeLogonIdAsSid: Type = 33;
    pub const SeAdtParmTypeMultiSzString: Type = 34;
    pub const SeAdtParmTypeLogonIdEx: Type = 35;
}
/// A value of [`_SE_ADT_PARAMETER_TYPE`].
pub type SE_ADT_PARAMETER_TYPE = _SE_ADT_PARAMETER_TYPE::Type;
/// Pointer to a [`SE_ADT_PARAMETER_TYPE`].
pub type PSE_ADT_PARAMETER_TYPE = *mut _SE_ADT_PARAMETER_TYPE::Type;

/// Facts about a token.
pub mod _TOKEN_INFORMATION_CLASS {
    /// The values are of this type.
    pub type Type = i32;
    pub const TokenUser: Type = 1;
    pub const TokenGroups: Type = 2;
    pub const TokenPrivileges: Type = 3;
    pub const TokenOwner: Type = 4;
    pub const TokenPrimaryGroup: Type = 5;
    pub const TokenDefaultDacl: Type = 6;
    pub const TokenSource: Type = 7;
    pub const TokenType: Type = 8;
    pub const TokenImpersonationLevel: Type = 9;
    pub const TokenStatistics: Type = 10;
    pub const TokenRestrictedSids: Type = 11;
    pub const TokenSessionId: Type = 12;
    pub const TokenGroupsAndPrivileges: Type = 13;
    pub const TokenSessionReference: Type = 14;
    pub const TokenSandBoxInert: Type = 15;
    pub const TokenAuditPolicy: Type = 16;
    pub const TokenOrigin: Type = 17;
    pub const TokenElevationType: Type = 18;
    pub const TokenLinkedToken: Type = 19;
    pub const TokenElevation: Type = 20;
    pub const TokenHasRestrictions: Type = 21;
    pub const TokenAccessInformation: Type = 22;
    pub const TokenVirtualizationAllowed: Type = 23;
    pub const TokenVirtualizationEnabled: Type = 24;
    pub const TokenIntegrityLevel: Type = 25;
    pub const TokenUIAccess: Type = 26;
    pub const TokenMandatoryPolicy: Type = 27;
    pub const TokenLogonSid: Type = 28;
    pub const MaxTokenInfoClass: Type = 29;
}
/// A value of [`_TOKEN_INFORMATION_CLASS`].
pub type TOKEN_INFORMATION_CLASS = _TOKEN_INFORMATION_CLASS::Type;
/// Pointer to a [`TOKEN_INFORMATION_CLASS`].
pub type PTOKEN_INFORMATION_CLASS = *mut _TOKEN_INFORMATION_CLASS::Type;

/// Primary or for impersonation.
pub mod _TOKEN_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const TokenPrimary: Type = 1;
    pub const TokenImpersonation: Type = 2;
}
/// A value of [`_TOKEN_TYPE`].
pub type TOKEN_TYPE = _TOKEN_TYPE::Type;
/// Pointer to a [`TOKEN_TYPE`].
pub type PTOKEN_TYPE = *mut _TOKEN_TYPE::Type;

/// The authority of a security identifier.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SID_IDENTIFIER_AUTHORITY {
    pub Value: [UCHAR; 6],
}
/// A [`_SID_IDENTIFIER_AUTHORITY`].
pub type SID_IDENTIFIER_AUTHORITY = _SID_IDENTIFIER_AUTHORITY;
/// Pointer to a [`_SID_IDENTIFIER_AUTHORITY`].
pub type PSID_IDENTIFIER_AUTHORITY = *mut _SID_IDENTIFIER_AUTHORITY;
/// Pointer to a [`_SID_IDENTIFIER_AUTHORITY`].
pub type LPSID_IDENTIFIER_AUTHORITY = *mut _SID_IDENTIFIER_AUTHORITY;

/// A security identifier.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SID {
    pub Revision: UCHAR,
    pub SubAuthorityCount: UCHAR,
    pub IdentifierAuthority: SID_IDENTIFIER_AUTHORITY,
    pub SubAuthority: [ULONG; 1],
}
/// A [`_SID`].
pub type SID = _SID;
/// Pointer to a [`_SID`].
pub type PISID = *mut _SID;

/// A security identifier and its attributes.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SID_AND_ATTRIBUTES {
    pub Sid: PSID,
    pub Attributes: ULONG,
}
/// A [`_SID_AND_ATTRIBUTES`].
pub type SID_AND_ATTRIBUTES = _SID_AND_ATTRIBUTES;
/// Pointer to a [`_SID_AND_ATTRIBUTES`].
pub type PSID_AND_ATTRIBUTES = *mut _SID_AND_ATTRIBUTES;

/// What every entry of an access list begins with.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _ACE_HEADER {
    pub AceType: UCHAR,
    pub AceFlags: UCHAR,
    pub AceSize: USHORT,
}
/// A [`_ACE_HEADER`].
pub type ACE_HEADER = _ACE_HEADER;
/// Pointer to a [`_ACE_HEADER`].
pub type PACE_HEADER = *mut _ACE_HEADER;

/// An access list's entry that allows.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _ACCESS_ALLOWED_ACE {
    pub Header: ACE_HEADER,
    pub Mask: ACCESS_MASK,
    pub SidStart: ULONG,
}
/// A [`_ACCESS_ALLOWED_ACE`].
pub type ACCESS_ALLOWED_ACE = _ACCESS_ALLOWED_ACE;
/// Pointer to a [`_ACCESS_ALLOWED_ACE`].
pub type PACCESS_ALLOWED_ACE = *mut _ACCESS_ALLOWED_ACE;

/// An absolute security descriptor.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SECURITY_DESCRIPTOR {
    pub Revision: UCHAR,
    pub Sbz1: UCHAR,
    pub Control: SECURITY_DESCRIPTOR_CONTROL,
    pub Owner: PSID,
    pub Group: PSID,
    pub Sacl: PACL,
    pub Dacl: PACL,
}
/// A [`_SECURITY_DESCRIPTOR`].
pub type SECURITY_DESCRIPTOR = _SECURITY_DESCRIPTOR;
/// Pointer to a [`_SECURITY_DESCRIPTOR`].
pub type PISECURITY_DESCRIPTOR = *mut _SECURITY_DESCRIPTOR;

/// The user of a token.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _TOKEN_USER {
    pub User: SID_AND_ATTRIBUTES,
}
/// A [`_TOKEN_USER`].
pub type TOKEN_USER = _TOKEN_USER;
/// Pointer to a [`_TOKEN_USER`].
pub type PTOKEN_USER = *mut _TOKEN_USER;

/// Who made a token.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _TOKEN_SOURCE {
    pub SourceName: [CHAR; 8],
    pub SourceIdentifier: LUID,
}
/// A [`_TOKEN_SOURCE`].
pub type TOKEN_SOURCE = _TOKEN_SOURCE;
/// Pointer to a [`_TOKEN_SOURCE`].
pub type PTOKEN_SOURCE = *mut _TOKEN_SOURCE;

/// Identifiers of a token.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _TOKEN_CONTROL {
    pub TokenId: LUID,
    pub AuthenticationId: LUID,
    pub ModifiedId: LUID,
    pub TokenSource: TOKEN_SOURCE,
}
/// A [`_TOKEN_CONTROL`].
pub type TOKEN_CONTROL = _TOKEN_CONTROL;
/// Pointer to a [`_TOKEN_CONTROL`].
pub type PTOKEN_CONTROL = *mut _TOKEN_CONTROL;

/// A client's captured security.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SECURITY_CLIENT_CONTEXT {
    pub SecurityQos: SECURITY_QUALITY_OF_SERVICE,
    pub ClientToken: PACCESS_TOKEN,
    pub DirectlyAccessClientToken: BOOLEAN,
    pub DirectAccessEffectiveOnly: BOOLEAN,
    pub ServerIsRemote: BOOLEAN,
    pub ClientTokenControl: TOKEN_CONTROL,
}
/// A [`_SECURITY_CLIENT_CONTEXT`].
pub type SECURITY_CLIENT_CONTEXT = _SECURITY_CLIENT_CONTEXT;
/// Pointer to a [`_SECURITY_CLIENT_CONTEXT`].
pub type PSECURITY_CLIENT_CONTEXT = *mut _SECURITY_CLIENT_CONTEXT;

/// What generic rights mean for a type of object.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _GENERIC_MAPPING {
    pub GenericRead: ACCESS_MASK,
    pub GenericWrite: ACCESS_MASK,
    pub GenericExecute: ACCESS_MASK,
    pub GenericAll: ACCESS_MASK,
}
/// A [`_GENERIC_MAPPING`].
pub type GENERIC_MAPPING = _GENERIC_MAPPING;
/// Pointer to a [`_GENERIC_MAPPING`].
pub type PGENERIC_MAPPING = *mut _GENERIC_MAPPING;

/// An access list.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _ACL {
    pub AclRevision: UCHAR,
    pub Sbz1: UCHAR,
    pub AclSize: USHORT,
    pub AceCount: USHORT,
    pub Sbz2: USHORT,
}
/// A [`_ACL`].
pub type ACL = _ACL;
/// Pointer to a [`_ACL`].
pub type PACL = *mut _ACL;

/// A privilege and its attributes.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _LUID_AND_ATTRIBUTES {
    pub Luid: LUID,
    pub Attributes: ULONG,
}
/// A [`_LUID_AND_ATTRIBUTES`].
pub type LUID_AND_ATTRIBUTES = _LUID_AND_ATTRIBUTES;
/// Pointer to a [`_LUID_AND_ATTRIBUTES`].
pub type PLUID_AND_ATTRIBUTES = *mut _LUID_AND_ATTRIBUTES;

/// A set of privileges.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PRIVILEGE_SET {
    pub PrivilegeCount: ULONG,
    pub Control: ULONG,
    pub Privilege: [LUID_AND_ATTRIBUTES; 1],
}
/// A [`_PRIVILEGE_SET`].
pub type PRIVILEGE_SET = _PRIVILEGE_SET;
/// Pointer to a [`_PRIVILEGE_SET`].
pub type PPRIVILEGE_SET = *mut _PRIVILEGE_SET;

/// How a server may impersonate a client.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SECURITY_QUALITY_OF_SERVICE {
    pub Length: ULONG,
    pub ImpersonationLevel: SECURITY_IMPERSONATION_LEVEL,
    pub ContextTrackingMode: SECURITY_CONTEXT_TRACKING_MODE,
    pub EffectiveOnly: BOOLEAN,
}
/// A [`_SECURITY_QUALITY_OF_SERVICE`].
pub type SECURITY_QUALITY_OF_SERVICE = _SECURITY_QUALITY_OF_SERVICE;
/// Pointer to a [`_SECURITY_QUALITY_OF_SERVICE`].
pub type PSECURITY_QUALITY_OF_SERVICE = *mut _SECURITY_QUALITY_OF_SERVICE;

/// A set of up to three privileges.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _INITIAL_PRIVILEGE_SET {
    pub PrivilegeCount: ULONG,
    pub Control: ULONG,
    pub Privilege: [LUID_AND_ATTRIBUTES; 3],
}
/// A [`_INITIAL_PRIVILEGE_SET`].
pub type INITIAL_PRIVILEGE_SET = _INITIAL_PRIVILEGE_SET;
/// Pointer to a [`_INITIAL_PRIVILEGE_SET`].
pub type PINITIAL_PRIVILEGE_SET = *mut _INITIAL_PRIVILEGE_SET;

/// The tokens of a subject.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SECURITY_SUBJECT_CONTEXT {
    pub ClientToken: PACCESS_TOKEN,
    pub ImpersonationLevel: SECURITY_IMPERSONATION_LEVEL,
    pub PrimaryToken: PACCESS_TOKEN,
    pub ProcessAuditId: PVOID,
}
/// A [`_SECURITY_SUBJECT_CONTEXT`].
pub type SECURITY_SUBJECT_CONTEXT = _SECURITY_SUBJECT_CONTEXT;
/// Pointer to a [`_SECURITY_SUBJECT_CONTEXT`].
pub type PSECURITY_SUBJECT_CONTEXT = *mut _SECURITY_SUBJECT_CONTEXT;

/// How far the access of an open is decided.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _ACCESS_STATE {
    pub OperationID: LUID,
    pub SecurityEvaluated: BOOLEAN,
    pub GenerateAudit: BOOLEAN,
    pub GenerateOnClose: BOOLEAN,
    pub PrivilegesAllocated: BOOLEAN,
    pub Flags: ULONG,
    pub RemainingDesiredAccess: ACCESS_MASK,
    pub PreviouslyGrantedAccess: ACCESS_MASK,
    pub OriginalDesiredAccess: ACCESS_MASK,
    pub SubjectSecurityContext: SECURITY_SUBJECT_CONTEXT,
    pub SecurityDescriptor: PSECURITY_DESCRIPTOR,
    pub AuxData: PVOID,
    pub Privileges: _ACCESS_STATE_Privileges,
    pub AuditPrivileges: BOOLEAN,
    pub ObjectName: UNICODE_STRING,
    pub ObjectTypeName: UNICODE_STRING,
}
/// A [`_ACCESS_STATE`].
pub type ACCESS_STATE = _ACCESS_STATE;
/// Pointer to a [`_ACCESS_STATE`].
pub type PACCESS_STATE = *mut _ACCESS_STATE;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _ACCESS_STATE_Privileges {
    pub InitialPrivilegeSet: INITIAL_PRIVILEGE_SET,
    pub PrivilegeSet: PRIVILEGE_SET,
}

/// A parameter of an audit message.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SE_ADT_PARAMETER_ARRAY_ENTRY {
    pub Type: SE_ADT_PARAMETER_TYPE,
    pub Length: ULONG,
    pub Data: [ULONG_PTR; 2],
    pub Address: PVOID,
}
/// A [`_SE_ADT_PARAMETER_ARRAY_ENTRY`].
pub type SE_ADT_PARAMETER_ARRAY_ENTRY = _SE_ADT_PARAMETER_ARRAY_ENTRY;
/// Pointer to a [`_SE_ADT_PARAMETER_ARRAY_ENTRY`].
pub type PSE_ADT_PARAMETER_ARRAY_ENTRY = *mut _SE_ADT_PARAMETER_ARRAY_ENTRY;

/// An audit message.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SE_ADT_PARAMETER_ARRAY {
    pub CategoryId: ULONG,
    pub AuditId: ULONG,
    pub ParameterCount: ULONG,
    pub Length: ULONG,
    pub FlatSubCategoryId: USHORT,
    pub Type: USHORT,
    pub Flags: ULONG,
    pub Parameters: [SE_ADT_PARAMETER_ARRAY_ENTRY; 32],
}
/// A [`_SE_ADT_PARAMETER_ARRAY`].
pub type SE_ADT_PARAMETER_ARRAY = _SE_ADT_PARAMETER_ARRAY;
/// Pointer to a [`_SE_ADT_PARAMETER_ARRAY`].
pub type PSE_ADT_PARAMETER_ARRAY = *mut _SE_ADT_PARAMETER_ARRAY;

layout! {
    _SID_IDENTIFIER_AUTHORITY: 6, 1 { Value: 0 }
    _SID: 12, 4 { Revision: 0, SubAuthorityCount: 1, IdentifierAuthority: 2, SubAuthority: 8 }
    _SID_AND_ATTRIBUTES: 16, 8 { Sid: 0, Attributes: 8 }
    _ACE_HEADER: 4, 2 { AceType: 0, AceFlags: 1, AceSize: 2 }
    _ACCESS_ALLOWED_ACE: 12, 4 { Header: 0, Mask: 4, SidStart: 8 }
    _SECURITY_DESCRIPTOR: 40, 8 {
        Revision: 0, Sbz1: 1, Control: 2, Owner: 8, Group: 16, Sacl: 24, Dacl: 32
    }
    _TOKEN_USER: 16, 8 { User: 0 }
    _TOKEN_SOURCE: 16, 4 { SourceName: 0, SourceIdentifier: 8 }
    _TOKEN_CONTROL: 40, 4 { TokenId: 0, AuthenticationId: 8, ModifiedId: 16, TokenSource: 24 }
    _SECURITY_CLIENT_CONTEXT: 72, 8 {
        SecurityQos: 0, ClientToken: 16, DirectlyAccessClientToken: 24,
        DirectAccessEffectiveOnly: 25, ServerIsRemote: 26, ClientTokenControl: 28
    }
    _GENERIC_MAPPING: 16, 4 { GenericRead: 0, GenericWrite: 4, GenericExecute: 8, GenericAll: 12 }
    _ACL: 8, 2 { AclRevision: 0, Sbz1: 1, AclSize: 2, AceCount: 4, Sbz2: 6 }
    _LUID_AND_ATTRIBUTES: 12, 4 { Luid: 0, Attributes: 8 }
    _PRIVILEGE_SET: 20, 4 { PrivilegeCount: 0, Control: 4, Privilege: 8 }
    _SECURITY_QUALITY_OF_SERVICE: 12, 4 {
        Length: 0, ImpersonationLevel: 4, ContextTrackingMode: 8, EffectiveOnly: 9
    }
    _INITIAL_PRIVILEGE_SET: 44, 4 { PrivilegeCount: 0, Control: 4, Privilege: 8 }
    _SECURITY_SUBJECT_CONTEXT: 32, 8 {
        ClientToken: 0, ImpersonationLevel: 8, PrimaryToken: 16, ProcessAuditId: 24
    }
    _ACCESS_STATE_Privileges: 44, 4 { InitialPrivilegeSet: 0, PrivilegeSet: 0 }
    _ACCESS_STATE: 160, 8 {
        OperationID: 0, SecurityEvaluated: 8, GenerateAudit: 9, GenerateOnClose: 10,
        PrivilegesAllocated: 11, Flags: 12, RemainingDesiredAccess: 16,
        PreviouslyGrantedAccess: 20, OriginalDesiredAccess: 24, SubjectSecurityContext: 32,
        SecurityDescriptor: 64, AuxData: 72, Privileges: 80, AuditPrivileges: 124,
        ObjectName: 128, ObjectTypeName: 144
    }
    _SE_ADT_PARAMETER_ARRAY_ENTRY: 32, 8 { Type: 0, Length: 4, Data: 8, Address: 24 }
    _SE_ADT_PARAMETER_ARRAY: 1048, 8 {
        CategoryId: 0, AuditId: 4, ParameterCount: 8, Length: 12, FlatSubCategoryId: 16,
        Type: 18, Flags: 20, Parameters: 24
    }
}
