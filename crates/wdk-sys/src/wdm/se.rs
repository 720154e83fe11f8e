//! se.

use crate::{layout::layout, *};

pub type PACCESS_TOKEN = PVOID;
pub type PSECURITY_DESCRIPTOR = PVOID;
pub type PSECURITY_INFORMATION = *mut ULONG;
pub type PSID = PVOID;
pub type SECURITY_CONTEXT_TRACKING_MODE = BOOLEAN;
pub type SECURITY_DESCRIPTOR_CONTROL = USHORT;
pub type SECURITY_INFORMATION = ULONG;
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

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _TOKEN_USER {
    pub User: SID_AND_ATTRIBUTES,
}
/// A [`_TOKEN_USER`].
pub type TOKEN_USER = _TOKEN_USER;
/// Pointer to a [`_TOKEN_USER`].
pub type PTOKEN_USER = *mut _TOKEN_USER;

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

imports! { "ntoskrnl.exe";
    pub fn RtlCreateSecurityDescriptor(SecurityDescriptor: PSECURITY_DESCRIPTOR, Revision: ULONG) -> NTSTATUS;
    pub fn RtlLengthSecurityDescriptor(SecurityDescriptor: PSECURITY_DESCRIPTOR) -> ULONG;
    pub fn RtlSetDaclSecurityDescriptor(SecurityDescriptor: PSECURITY_DESCRIPTOR, DaclPresent: BOOLEAN, Dacl: PACL, DaclDefaulted: BOOLEAN) -> NTSTATUS;
    pub fn RtlValidRelativeSecurityDescriptor(SecurityDescriptorInput: PSECURITY_DESCRIPTOR, SecurityDescriptorLength: ULONG, RequiredInformation: SECURITY_INFORMATION) -> BOOLEAN;
    pub fn RtlValidSecurityDescriptor(SecurityDescriptor: PSECURITY_DESCRIPTOR) -> BOOLEAN;
    pub fn SeAccessCheck(SecurityDescriptor: PSECURITY_DESCRIPTOR, SubjectSecurityContext: PSECURITY_SUBJECT_CONTEXT, SubjectContextLocked: BOOLEAN, DesiredAccess: ACCESS_MASK, PreviouslyGrantedAccess: ACCESS_MASK, Privileges: *mut PPRIVILEGE_SET, GenericMapping: PGENERIC_MAPPING, AccessMode: KPROCESSOR_MODE, GrantedAccess: PACCESS_MASK, AccessStatus: PNTSTATUS) -> BOOLEAN;
    pub fn SeAssignSecurity(ParentDescriptor: PSECURITY_DESCRIPTOR, ExplicitDescriptor: PSECURITY_DESCRIPTOR, NewDescriptor: *mut PSECURITY_DESCRIPTOR, IsDirectoryObject: BOOLEAN, SubjectContext: PSECURITY_SUBJECT_CONTEXT, GenericMapping: PGENERIC_MAPPING, PoolType: POOL_TYPE) -> NTSTATUS;
    pub fn SeAssignSecurityEx(ParentDescriptor: PSECURITY_DESCRIPTOR, ExplicitDescriptor: PSECURITY_DESCRIPTOR, NewDescriptor: *mut PSECURITY_DESCRIPTOR, ObjectType: *mut GUID, IsDirectoryObject: BOOLEAN, AutoInheritFlags: ULONG, SubjectContext: PSECURITY_SUBJECT_CONTEXT, GenericMapping: PGENERIC_MAPPING, PoolType: POOL_TYPE) -> NTSTATUS;
    pub fn SeDeassignSecurity(SecurityDescriptor: *mut PSECURITY_DESCRIPTOR) -> NTSTATUS;
    pub fn SeValidSecurityDescriptor(Length: ULONG, SecurityDescriptor: PSECURITY_DESCRIPTOR) -> BOOLEAN;
    pub fn SeObjectCreateSaclAccessBits(SecurityDescriptor: PSECURITY_DESCRIPTOR) -> ULONG;
    pub fn SeReleaseSubjectContext(SubjectContext: PSECURITY_SUBJECT_CONTEXT);
    pub fn SeUnlockSubjectContext(SubjectContext: PSECURITY_SUBJECT_CONTEXT);
    pub fn SeCaptureSubjectContext(SubjectContext: PSECURITY_SUBJECT_CONTEXT);
    pub fn SeLockSubjectContext(SubjectContext: PSECURITY_SUBJECT_CONTEXT);
    pub fn SeSetAuditParameter(AuditParameters: PSE_ADT_PARAMETER_ARRAY, Type: SE_ADT_PARAMETER_TYPE, Index: ULONG, Data: PVOID) -> NTSTATUS;
    pub fn SeReportSecurityEvent(Flags: ULONG, SourceName: PUNICODE_STRING, UserSid: PSID, AuditParameters: PSE_ADT_PARAMETER_ARRAY) -> NTSTATUS;
    pub fn SeComputeAutoInheritByObjectType(ObjectType: PVOID, SecurityDescriptor: PSECURITY_DESCRIPTOR, ParentSecurityDescriptor: PSECURITY_DESCRIPTOR) -> ULONG;
    pub fn ZwAllocateLocallyUniqueId(Luid: PLUID) -> NTSTATUS;
    pub fn ZwQuerySecurityObject(FileHandle: HANDLE, SecurityInformation: SECURITY_INFORMATION, SecurityDescriptor: PSECURITY_DESCRIPTOR, Length: ULONG, ResultLength: PULONG) -> NTSTATUS;
    pub fn ZwSetSecurityObject(Handle: HANDLE, SecurityInformation: SECURITY_INFORMATION, SecurityDescriptor: PSECURITY_DESCRIPTOR) -> NTSTATUS;
    pub fn ZwOpenProcessTokenEx(ProcessHandle: HANDLE, DesiredAccess: ACCESS_MASK, HandleAttributes: ULONG, TokenHandle: PHANDLE) -> NTSTATUS;
    pub fn ZwOpenThreadTokenEx(ThreadHandle: HANDLE, DesiredAccess: ACCESS_MASK, OpenAsSelf: BOOLEAN, HandleAttributes: ULONG, TokenHandle: PHANDLE) -> NTSTATUS;
    pub fn ZwQueryInformationToken(TokenHandle: HANDLE, TokenInformationClass: TOKEN_INFORMATION_CLASS, TokenInformation: PVOID, Length: ULONG, ResultLength: PULONG) -> NTSTATUS;
    pub fn RtlLengthSid(Sid: PSID) -> ULONG;
    pub fn RtlValidSid(Sid: PSID) -> BOOLEAN;
    pub fn RtlEqualSid(Sid1: PSID, Sid2: PSID) -> BOOLEAN;
    pub fn RtlCopySid(Length: ULONG, Destination: PSID, Source: PSID) -> NTSTATUS;
    pub fn RtlConvertSidToUnicodeString(UnicodeString: PUNICODE_STRING, Sid: PSID, AllocateDestinationString: BOOLEAN) -> NTSTATUS;
    pub fn RtlInitializeSid(Sid: PSID, IdentifierAuthority: PSID_IDENTIFIER_AUTHORITY, SubAuthorityCount: UCHAR) -> NTSTATUS;
    pub fn RtlSubAuthoritySid(Sid: PSID, SubAuthority: ULONG) -> PULONG;
    pub fn RtlLengthRequiredSid(SubAuthorityCount: ULONG) -> ULONG;
    pub fn RtlCreateAcl(Acl: PACL, AclLength: ULONG, AclRevision: ULONG) -> NTSTATUS;
    pub fn RtlAddAccessAllowedAce(Acl: PACL, AceRevision: ULONG, AccessMask: ACCESS_MASK, Sid: PSID) -> NTSTATUS;
    pub fn RtlSetOwnerSecurityDescriptor(SecurityDescriptor: PSECURITY_DESCRIPTOR, Owner: PSID, OwnerDefaulted: BOOLEAN) -> NTSTATUS;
    pub fn RtlSetGroupSecurityDescriptor(SecurityDescriptor: PSECURITY_DESCRIPTOR, Group: PSID, GroupDefaulted: BOOLEAN) -> NTSTATUS;
    pub fn RtlGetDaclSecurityDescriptor(SecurityDescriptor: PSECURITY_DESCRIPTOR, DaclPresent: PBOOLEAN, Dacl: *mut PACL, DaclDefaulted: PBOOLEAN) -> NTSTATUS;
    pub fn RtlGetOwnerSecurityDescriptor(SecurityDescriptor: PSECURITY_DESCRIPTOR, Owner: *mut PSID, OwnerDefaulted: PBOOLEAN) -> NTSTATUS;
    pub fn RtlAbsoluteToSelfRelativeSD(AbsoluteSecurityDescriptor: PSECURITY_DESCRIPTOR, SelfRelativeSecurityDescriptor: PSECURITY_DESCRIPTOR, BufferLength: PULONG) -> NTSTATUS;
    pub fn SeSinglePrivilegeCheck(PrivilegeValue: LUID, PreviousMode: KPROCESSOR_MODE) -> BOOLEAN;
    pub fn SeQueryInformationToken(Token: PACCESS_TOKEN, TokenInformationClass: TOKEN_INFORMATION_CLASS, TokenInformation: *mut PVOID) -> NTSTATUS;
    pub fn SeTokenIsAdmin(Token: PACCESS_TOKEN) -> BOOLEAN;
    pub fn SeTokenIsRestricted(Token: PACCESS_TOKEN) -> BOOLEAN;
    pub fn SePrivilegeCheck(RequiredPrivileges: PPRIVILEGE_SET, SubjectContext: PSECURITY_SUBJECT_CONTEXT, AccessMode: KPROCESSOR_MODE) -> BOOLEAN;
    pub fn SeImpersonateClient(ClientContext: PSECURITY_CLIENT_CONTEXT, ServerThread: PETHREAD);
    pub fn SeImpersonateClientEx(ClientContext: PSECURITY_CLIENT_CONTEXT, ServerThread: PETHREAD) -> NTSTATUS;
    pub fn SeCreateClientSecurity(ClientThread: PETHREAD, ClientSecurityQos: PSECURITY_QUALITY_OF_SERVICE, RemoteSession: BOOLEAN, ClientContext: PSECURITY_CLIENT_CONTEXT) -> NTSTATUS;
    pub fn SeQuerySessionIdToken(Token: PACCESS_TOKEN, SessionId: PULONG) -> NTSTATUS;
    pub fn SeQueryAuthenticationIdToken(Token: PACCESS_TOKEN, AuthenticationId: PLUID) -> NTSTATUS;
    pub fn SeLocateProcessImageName(Process: PEPROCESS, pImageFileName: *mut PUNICODE_STRING) -> NTSTATUS;
    pub fn SeFreePrivileges(Privileges: PPRIVILEGE_SET);
    pub fn SeAppendPrivileges(AccessState: PACCESS_STATE, Privileges: PPRIVILEGE_SET) -> NTSTATUS;
    pub fn SeSetSecurityDescriptorInfo(Object: PVOID, SecurityInformation: PSECURITY_INFORMATION, SecurityDescriptor: PSECURITY_DESCRIPTOR, ObjectsSecurityDescriptor: *mut PSECURITY_DESCRIPTOR, PoolType: POOL_TYPE, GenericMapping: PGENERIC_MAPPING) -> NTSTATUS;
    pub fn SeQuerySecurityDescriptorInfo(SecurityInformation: PSECURITY_INFORMATION, SecurityDescriptor: PSECURITY_DESCRIPTOR, Length: PULONG, ObjectsSecurityDescriptor: *mut PSECURITY_DESCRIPTOR) -> NTSTATUS;
    pub fn SeTokenType(Token: PACCESS_TOKEN) -> TOKEN_TYPE;
}

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

pub const DELETE: ULONG = 0x0001_0000;
pub const READ_CONTROL: ULONG = 0x0002_0000;
pub const WRITE_DAC: ULONG = 0x0004_0000;
pub const WRITE_OWNER: ULONG = 0x0008_0000;
pub const SYNCHRONIZE: ULONG = 0x0010_0000;
pub const STANDARD_RIGHTS_REQUIRED: ULONG = 0x000F_0000;
pub const STANDARD_RIGHTS_READ: ULONG = 0x0002_0000;
pub const STANDARD_RIGHTS_WRITE: ULONG = 0x0002_0000;
pub const STANDARD_RIGHTS_EXECUTE: ULONG = 0x0002_0000;
pub const STANDARD_RIGHTS_ALL: ULONG = 0x001F_0000;
pub const SPECIFIC_RIGHTS_ALL: ULONG = 0xFFFF;
pub const ACCESS_SYSTEM_SECURITY: ULONG = 0x0100_0000;
pub const MAXIMUM_ALLOWED: ULONG = 0x0200_0000;
pub const GENERIC_READ: ULONG = 0x8000_0000;
pub const GENERIC_WRITE: ULONG = 0x4000_0000;
pub const GENERIC_EXECUTE: ULONG = 0x2000_0000;
pub const GENERIC_ALL: ULONG = 0x1000_0000;
pub const ACL_REVISION: ULONG = 2;
pub const ACL_REVISION_DS: ULONG = 4;
pub const ACL_REVISION1: ULONG = 1;
pub const ACL_REVISION2: ULONG = 2;
pub const ACL_REVISION3: ULONG = 3;
pub const ACL_REVISION4: ULONG = 4;
pub const SECURITY_DESCRIPTOR_REVISION: ULONG = 1;
pub const SECURITY_DESCRIPTOR_REVISION1: ULONG = 1;
pub const SE_PRIVILEGE_ENABLED_BY_DEFAULT: ULONG = 1;
pub const SE_PRIVILEGE_ENABLED: ULONG = 2;
pub const SE_PRIVILEGE_REMOVED: ULONG = 4;
pub const SE_PRIVILEGE_USED_FOR_ACCESS: ULONG = 0x8000_0000;
pub const SE_PRIVILEGE_VALID_ATTRIBUTES: ULONG = 0x8000_0007;
pub const PRIVILEGE_SET_ALL_NECESSARY: ULONG = 1;
pub const SECURITY_MAX_IMPERSONATION_LEVEL: ULONG = 3;
pub const SECURITY_MIN_IMPERSONATION_LEVEL: ULONG = 0;
pub const SECURITY_DYNAMIC_TRACKING: ULONG = 1;
pub const SECURITY_STATIC_TRACKING: ULONG = 0;
pub const OWNER_SECURITY_INFORMATION: ULONG = 1;
pub const GROUP_SECURITY_INFORMATION: ULONG = 2;
pub const DACL_SECURITY_INFORMATION: ULONG = 4;
pub const SACL_SECURITY_INFORMATION: ULONG = 8;
pub const LABEL_SECURITY_INFORMATION: ULONG = 0x10;
pub const PROTECTED_DACL_SECURITY_INFORMATION: ULONG = 0x8000_0000;
pub const PROTECTED_SACL_SECURITY_INFORMATION: ULONG = 0x4000_0000;
pub const UNPROTECTED_DACL_SECURITY_INFORMATION: ULONG = 0x2000_0000;
pub const UNPROTECTED_SACL_SECURITY_INFORMATION: ULONG = 0x1000_0000;
pub const SE_MIN_WELL_KNOWN_PRIVILEGE: ULONG = 2;
pub const SE_CREATE_TOKEN_PRIVILEGE: ULONG = 2;
pub const SE_ASSIGNPRIMARYTOKEN_PRIVILEGE: ULONG = 3;
pub const SE_LOCK_MEMORY_PRIVILEGE: ULONG = 4;
pub const SE_INCREASE_QUOTA_PRIVILEGE: ULONG = 5;
pub const SE_MACHINE_ACCOUNT_PRIVILEGE: ULONG = 6;
pub const SE_TCB_PRIVILEGE: ULONG = 7;
pub const SE_SECURITY_PRIVILEGE: ULONG = 8;
pub const SE_TAKE_OWNERSHIP_PRIVILEGE: ULONG = 9;
pub const SE_LOAD_DRIVER_PRIVILEGE: ULONG = 10;
pub const SE_SYSTEM_PROFILE_PRIVILEGE: ULONG = 11;
pub const SE_SYSTEMTIME_PRIVILEGE: ULONG = 12;
pub const SE_PROF_SINGLE_PROCESS_PRIVILEGE: ULONG = 13;
pub const SE_INC_BASE_PRIORITY_PRIVILEGE: ULONG = 14;
pub const SE_CREATE_PAGEFILE_PRIVILEGE: ULONG = 15;
pub const SE_CREATE_PERMANENT_PRIVILEGE: ULONG = 16;
pub const SE_BACKUP_PRIVILEGE: ULONG = 17;
pub const SE_RESTORE_PRIVILEGE: ULONG = 18;
pub const SE_SHUTDOWN_PRIVILEGE: ULONG = 19;
pub const SE_DEBUG_PRIVILEGE: ULONG = 20;
pub const SE_AUDIT_PRIVILEGE: ULONG = 21;
pub const SE_SYSTEM_ENVIRONMENT_PRIVILEGE: ULONG = 22;
pub const SE_CHANGE_NOTIFY_PRIVILEGE: ULONG = 23;
pub const SE_REMOTE_SHUTDOWN_PRIVILEGE: ULONG = 24;
pub const SE_UNDOCK_PRIVILEGE: ULONG = 25;
pub const SE_SYNC_AGENT_PRIVILEGE: ULONG = 26;
pub const SE_ENABLE_DELEGATION_PRIVILEGE: ULONG = 27;
pub const SE_MANAGE_VOLUME_PRIVILEGE: ULONG = 28;
pub const SE_IMPERSONATE_PRIVILEGE: ULONG = 29;
pub const SE_CREATE_GLOBAL_PRIVILEGE: ULONG = 30;
pub const SE_TRUSTED_CREDMAN_ACCESS_PRIVILEGE: ULONG = 31;
pub const SE_RELABEL_PRIVILEGE: ULONG = 32;
pub const SE_INC_WORKING_SET_PRIVILEGE: ULONG = 33;
pub const SE_TIME_ZONE_PRIVILEGE: ULONG = 34;
pub const SE_CREATE_SYMBOLIC_LINK_PRIVILEGE: ULONG = 35;
pub const SE_MAX_WELL_KNOWN_PRIVILEGE: ULONG = 35;
pub const SE_MAX_AUDIT_PARAMETERS: ULONG = 32;
pub const SE_MAX_GENERIC_AUDIT_PARAMETERS: ULONG = 28;
pub const SE_ADT_OBJECT_ONLY: ULONG = 1;
pub const SE_ADT_PARAMETERS_SELF_RELATIVE: ULONG = 1;
pub const SE_ADT_PARAMETERS_SEND_TO_LSA: ULONG = 2;
pub const SE_ADT_PARAMETER_EXTENSIBLE_AUDIT: ULONG = 4;
pub const SE_ADT_PARAMETER_GENERIC_AUDIT: ULONG = 8;
pub const SE_ADT_PARAMETER_WRITE_SYNCHRONOUS: ULONG = 0x10;
pub const SE_UNSOLICITED_INPUT_PRIVILEGE: ULONG = 6;
pub const SID_REVISION: ULONG = 1;
pub const SID_MAX_SUB_AUTHORITIES: ULONG = 15;
pub const SID_RECOMMENDED_SUB_AUTHORITIES: ULONG = 1;
pub const SID_HASH_SIZE: ULONG = 32;
pub const SECURITY_NULL_RID: ULONG = 0;
pub const SECURITY_WORLD_RID: ULONG = 0;
pub const SECURITY_LOCAL_RID: ULONG = 0;
pub const SECURITY_LOCAL_LOGON_RID: ULONG = 1;
pub const SECURITY_CREATOR_OWNER_RID: ULONG = 0;
pub const SECURITY_CREATOR_GROUP_RID: ULONG = 1;
pub const SECURITY_CREATOR_OWNER_SERVER_RID: ULONG = 2;
pub const SECURITY_CREATOR_GROUP_SERVER_RID: ULONG = 3;
pub const SECURITY_CREATOR_OWNER_RIGHTS_RID: ULONG = 4;
pub const SECURITY_DIALUP_RID: ULONG = 1;
pub const SECURITY_NETWORK_RID: ULONG = 2;
pub const SECURITY_BATCH_RID: ULONG = 3;
pub const SECURITY_INTERACTIVE_RID: ULONG = 4;
pub const SECURITY_LOGON_IDS_RID: ULONG = 5;
pub const SECURITY_LOGON_IDS_RID_COUNT: ULONG = 3;
pub const SECURITY_SERVICE_RID: ULONG = 6;
pub const SECURITY_ANONYMOUS_LOGON_RID: ULONG = 7;
pub const SECURITY_PROXY_RID: ULONG = 8;
pub const SECURITY_ENTERPRISE_CONTROLLERS_RID: ULONG = 9;
pub const SECURITY_SERVER_LOGON_RID: ULONG = 9;
pub const SECURITY_PRINCIPAL_SELF_RID: ULONG = 0xA;
pub const SECURITY_AUTHENTICATED_USER_RID: ULONG = 0xB;
pub const SECURITY_RESTRICTED_CODE_RID: ULONG = 0xC;
pub const SECURITY_TERMINAL_SERVER_RID: ULONG = 0xD;
pub const SECURITY_REMOTE_LOGON_RID: ULONG = 0xE;
pub const SECURITY_THIS_ORGANIZATION_RID: ULONG = 0xF;
pub const SECURITY_IUSER_RID: ULONG = 0x11;
pub const SECURITY_LOCAL_SYSTEM_RID: ULONG = 0x12;
pub const SECURITY_LOCAL_SERVICE_RID: ULONG = 0x13;
pub const SECURITY_NETWORK_SERVICE_RID: ULONG = 0x14;
pub const SECURITY_ENTERPRISE_READONLY_CONTROLLERS_RID: ULONG = 0x16;
pub const SECURITY_BUILTIN_DOMAIN_RID: ULONG = 0x20;
pub const SECURITY_WRITE_RESTRICTED_CODE_RID: ULONG = 0x21;
pub const SECURITY_PACKAGE_BASE_RID: ULONG = 0x40;
pub const SECURITY_PACKAGE_RID_COUNT: ULONG = 2;
pub const SECURITY_PACKAGE_NTLM_RID: ULONG = 0xA;
pub const SECURITY_PACKAGE_SCHANNEL_RID: ULONG = 0xE;
pub const SECURITY_PACKAGE_DIGEST_RID: ULONG = 0x15;
pub const SECURITY_CRED_TYPE_BASE_RID: ULONG = 0x41;
pub const SECURITY_CRED_TYPE_RID_COUNT: ULONG = 2;
pub const SECURITY_CRED_TYPE_THIS_ORG_CERT_RID: ULONG = 1;
pub const SECURITY_MIN_BASE_RID: ULONG = 0x50;
pub const SECURITY_SERVICE_ID_BASE_RID: ULONG = 0x50;
pub const SECURITY_SERVICE_ID_RID_COUNT: ULONG = 6;
pub const SECURITY_RESERVED_ID_BASE_RID: ULONG = 0x51;
pub const SECURITY_APPPOOL_ID_BASE_RID: ULONG = 0x52;
pub const SECURITY_APPPOOL_ID_RID_COUNT: ULONG = 6;
pub const SECURITY_VIRTUALSERVER_ID_BASE_RID: ULONG = 0x53;
pub const SECURITY_VIRTUALSERVER_ID_RID_COUNT: ULONG = 6;
pub const SECURITY_USERMODEDRIVERHOST_ID_BASE_RID: ULONG = 0x54;
pub const SECURITY_USERMODEDRIVERHOST_ID_RID_COUNT: ULONG = 6;
pub const SECURITY_CLOUD_INFRASTRUCTURE_SERVICES_ID_BASE_RID: ULONG = 0x55;
pub const SECURITY_CLOUD_INFRASTRUCTURE_SERVICES_ID_RID_COUNT: ULONG = 6;
pub const SECURITY_WMIHOST_ID_BASE_RID: ULONG = 0x56;
pub const SECURITY_WMIHOST_ID_RID_COUNT: ULONG = 6;
pub const SECURITY_TASK_ID_BASE_RID: ULONG = 0x57;
pub const SECURITY_NFS_ID_BASE_RID: ULONG = 0x58;
pub const SECURITY_COM_ID_BASE_RID: ULONG = 0x59;
pub const SECURITY_VIRTUALACCOUNT_ID_RID_COUNT: ULONG = 6;
pub const SECURITY_MAX_BASE_RID: ULONG = 0x6F;
pub const SECURITY_MAX_ALWAYS_FILTERED: ULONG = 0x3E7;
pub const SECURITY_MIN_NEVER_FILTERED: ULONG = 0x3E8;
pub const SECURITY_OTHER_ORGANIZATION_RID: ULONG = 0x3E8;
pub const SECURITY_WINDOWSMOBILE_ID_BASE_RID: ULONG = 0x70;
pub const DOMAIN_ALIAS_RID_ADMINS: ULONG = 0x220;
pub const DOMAIN_ALIAS_RID_USERS: ULONG = 0x221;
pub const DOMAIN_ALIAS_RID_GUESTS: ULONG = 0x222;
pub const DOMAIN_ALIAS_RID_POWER_USERS: ULONG = 0x223;
pub const SECURITY_MANDATORY_UNTRUSTED_RID: ULONG = 0;
pub const SECURITY_MANDATORY_LOW_RID: ULONG = 0x1000;
pub const SECURITY_MANDATORY_MEDIUM_RID: ULONG = 0x2000;
pub const SECURITY_MANDATORY_HIGH_RID: ULONG = 0x3000;
pub const SECURITY_MANDATORY_SYSTEM_RID: ULONG = 0x4000;
pub const SECURITY_MANDATORY_PROTECTED_PROCESS_RID: ULONG = 0x5000;
pub const SECURITY_MANDATORY_MAXIMUM_USER_RID: ULONG = 16384;
pub const ACCESS_ALLOWED_ACE_TYPE: ULONG = 0;
pub const ACCESS_DENIED_ACE_TYPE: ULONG = 1;
pub const SECURITY_DESCRIPTOR_MIN_LENGTH: ULONG = 40;
pub const SE_OWNER_DEFAULTED: ULONG = 1;
pub const SE_GROUP_DEFAULTED: ULONG = 2;
pub const SE_DACL_PRESENT: ULONG = 4;
pub const SE_DACL_DEFAULTED: ULONG = 8;
pub const SE_SACL_PRESENT: ULONG = 0x10;
pub const SE_SACL_DEFAULTED: ULONG = 0x20;
pub const SE_DACL_UNTRUSTED: ULONG = 0x40;
pub const SE_SERVER_SECURITY: ULONG = 0x80;
pub const SE_DACL_AUTO_INHERIT_REQ: ULONG = 0x100;
pub const SE_SACL_AUTO_INHERIT_REQ: ULONG = 0x200;
pub const SE_DACL_AUTO_INHERITED: ULONG = 0x400;
pub const SE_SACL_AUTO_INHERITED: ULONG = 0x800;
pub const SE_DACL_PROTECTED: ULONG = 0x1000;
pub const SE_SACL_PROTECTED: ULONG = 0x2000;
pub const SE_RM_CONTROL_VALID: ULONG = 0x4000;
pub const SE_SELF_RELATIVE: ULONG = 0x8000;
pub const SE_SECURITY_DESCRIPTOR_FLAG_NO_OWNER_ACE: ULONG = 1;
pub const SE_SECURITY_DESCRIPTOR_FLAG_NO_LABEL_ACE: ULONG = 2;
pub const SE_SECURITY_DESCRIPTOR_VALID_FLAGS: ULONG = 3;
pub const TOKEN_ASSIGN_PRIMARY: ULONG = 1;
pub const TOKEN_DUPLICATE: ULONG = 2;
pub const TOKEN_IMPERSONATE: ULONG = 4;
pub const TOKEN_QUERY: ULONG = 8;
pub const TOKEN_QUERY_SOURCE: ULONG = 0x10;
pub const TOKEN_ADJUST_PRIVILEGES: ULONG = 0x20;
pub const TOKEN_ADJUST_GROUPS: ULONG = 0x40;
pub const TOKEN_ADJUST_DEFAULT: ULONG = 0x80;
pub const TOKEN_ADJUST_SESSIONID: ULONG = 0x100;
pub const TOKEN_ALL_ACCESS_P: ULONG = 0x000F_00FF;
pub const TOKEN_ALL_ACCESS: ULONG = 0x000F_01FF;
pub const TOKEN_READ: ULONG = 0x0002_0008;
pub const TOKEN_WRITE: ULONG = 0x0002_00E0;
pub const TOKEN_EXECUTE: ULONG = 0x0002_0000;
pub const TOKEN_WRITE_RESTRICTED: ULONG = 8;
pub const SE_BACKUP_PRIVILEGES_CHECKED: ULONG = 0x100;

imports! { "ntoskrnl.exe";
    /// The object type of access tokens.
    pub static SeTokenObjectType: *mut POBJECT_TYPE;
}
