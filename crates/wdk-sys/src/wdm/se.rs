//! `wdm.h`, `ntddk.h`, `ntifs.h`: security: descriptors, identifiers, tokens, privileges.

mod constants;
mod types;

use crate::{
    ACCESS_MASK, BOOLEAN, GUID, HANDLE, KPROCESSOR_MODE, KernelVariable, LUID, NTSTATUS,
    PACCESS_MASK, PBOOLEAN, PEPROCESS, PETHREAD, PHANDLE, PLUID, PNTSTATUS, POBJECT_TYPE,
    POOL_TYPE, PULONG, PUNICODE_STRING, PVOID, UCHAR, ULONG, imports,
};

pub use self::{constants::*, types::*};

imports! { "ntoskrnl.exe";
    /// Initialises an absolute security descriptor. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlcreatesecuritydescriptor>
    pub fn RtlCreateSecurityDescriptor(
        SecurityDescriptor: PSECURITY_DESCRIPTOR,
        Revision: ULONG,
    ) -> NTSTATUS;
    /// Bytes of a security descriptor. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtllengthsecuritydescriptor>
    pub fn RtlLengthSecurityDescriptor(SecurityDescriptor: PSECURITY_DESCRIPTOR) -> ULONG;
    /// Sets the access list of a security descriptor. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlsetdaclsecuritydescriptor>
    pub fn RtlSetDaclSecurityDescriptor(
        SecurityDescriptor: PSECURITY_DESCRIPTOR,
        DaclPresent: BOOLEAN,
        Dacl: PACL,
        DaclDefaulted: BOOLEAN,
    ) -> NTSTATUS;
    /// Checks a self-relative security descriptor. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlvalidrelativesecuritydescriptor>
    pub fn RtlValidRelativeSecurityDescriptor(
        SecurityDescriptorInput: PSECURITY_DESCRIPTOR,
        SecurityDescriptorLength: ULONG,
        RequiredInformation: SECURITY_INFORMATION,
    ) -> BOOLEAN;
    /// Checks a security descriptor. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlvalidsecuritydescriptor>
    pub fn RtlValidSecurityDescriptor(SecurityDescriptor: PSECURITY_DESCRIPTOR) -> BOOLEAN;
    /// Whether a subject may access an object so. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-seaccesscheck>
    pub fn SeAccessCheck(
        SecurityDescriptor: PSECURITY_DESCRIPTOR,
        SubjectSecurityContext: PSECURITY_SUBJECT_CONTEXT,
        SubjectContextLocked: BOOLEAN,
        DesiredAccess: ACCESS_MASK,
        PreviouslyGrantedAccess: ACCESS_MASK,
        Privileges: *mut PPRIVILEGE_SET,
        GenericMapping: PGENERIC_MAPPING,
        AccessMode: KPROCESSOR_MODE,
        GrantedAccess: PACCESS_MASK,
        AccessStatus: PNTSTATUS,
    ) -> BOOLEAN;
    /// Builds the security descriptor of a new object. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-seassignsecurity>
    pub fn SeAssignSecurity(
        ParentDescriptor: PSECURITY_DESCRIPTOR,
        ExplicitDescriptor: PSECURITY_DESCRIPTOR,
        NewDescriptor: *mut PSECURITY_DESCRIPTOR,
        IsDirectoryObject: BOOLEAN,
        SubjectContext: PSECURITY_SUBJECT_CONTEXT,
        GenericMapping: PGENERIC_MAPPING,
        PoolType: POOL_TYPE,
    ) -> NTSTATUS;
    /// As `SeAssignSecurity`, with inheritance flags. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-seassignsecurityex>
    pub fn SeAssignSecurityEx(
        ParentDescriptor: PSECURITY_DESCRIPTOR,
        ExplicitDescriptor: PSECURITY_DESCRIPTOR,
        NewDescriptor: *mut PSECURITY_DESCRIPTOR,
        ObjectType: *mut GUID,
        IsDirectoryObject: BOOLEAN,
        AutoInheritFlags: ULONG,
        SubjectContext: PSECURITY_SUBJECT_CONTEXT,
        GenericMapping: PGENERIC_MAPPING,
        PoolType: POOL_TYPE,
    ) -> NTSTATUS;
    /// Frees a security descriptor that `SeAssignSecurity` built. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-sedeassignsecurity>
    pub fn SeDeassignSecurity(SecurityDescriptor: *mut PSECURITY_DESCRIPTOR) -> NTSTATUS;
    /// Checks a security descriptor that a caller passed. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-sevalidsecuritydescriptor>
    pub fn SeValidSecurityDescriptor(
        Length: ULONG,
        SecurityDescriptor: PSECURITY_DESCRIPTOR,
    ) -> BOOLEAN;
    /// Rights that the audit list of a security descriptor concerns. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn SeObjectCreateSaclAccessBits(SecurityDescriptor: PSECURITY_DESCRIPTOR) -> ULONG;
    /// Releases a subject's tokens. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-sereleasesubjectcontext>
    pub fn SeReleaseSubjectContext(SubjectContext: PSECURITY_SUBJECT_CONTEXT);
    /// Unlocks a subject's tokens. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-seunlocksubjectcontext>
    pub fn SeUnlockSubjectContext(SubjectContext: PSECURITY_SUBJECT_CONTEXT);
    /// The tokens of the current thread and process. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-secapturesubjectcontext>
    pub fn SeCaptureSubjectContext(SubjectContext: PSECURITY_SUBJECT_CONTEXT);
    /// Locks a subject's tokens for an access check. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-selocksubjectcontext>
    pub fn SeLockSubjectContext(SubjectContext: PSECURITY_SUBJECT_CONTEXT);
    /// Writes a parameter of an audit message. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn SeSetAuditParameter(
        AuditParameters: PSE_ADT_PARAMETER_ARRAY,
        Type: SE_ADT_PARAMETER_TYPE,
        Index: ULONG,
        Data: PVOID,
    ) -> NTSTATUS;
    /// Writes an audit message. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn SeReportSecurityEvent(
        Flags: ULONG,
        SourceName: PUNICODE_STRING,
        UserSid: PSID,
        AuditParameters: PSE_ADT_PARAMETER_ARRAY,
    ) -> NTSTATUS;
    /// Inheritance flags of an object type. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn SeComputeAutoInheritByObjectType(
        ObjectType: PVOID,
        SecurityDescriptor: PSECURITY_DESCRIPTOR,
        ParentSecurityDescriptor: PSECURITY_DESCRIPTOR,
    ) -> ULONG;
    /// A number that is unique until the system restarts. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-zwallocatelocallyuniqueid>
    pub fn ZwAllocateLocallyUniqueId(Luid: PLUID) -> NTSTATUS;
    /// The security descriptor of an object. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-zwquerysecurityobject>
    pub fn ZwQuerySecurityObject(
        FileHandle: HANDLE,
        SecurityInformation: SECURITY_INFORMATION,
        SecurityDescriptor: PSECURITY_DESCRIPTOR,
        Length: ULONG,
        ResultLength: PULONG,
    ) -> NTSTATUS;
    /// Sets the security descriptor of an object. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-zwsetsecurityobject>
    pub fn ZwSetSecurityObject(
        Handle: HANDLE,
        SecurityInformation: SECURITY_INFORMATION,
        SecurityDescriptor: PSECURITY_DESCRIPTOR,
    ) -> NTSTATUS;
    /// Opens the token of a process. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-zwopenprocesstokenex>
    pub fn ZwOpenProcessTokenEx(
        ProcessHandle: HANDLE,
        DesiredAccess: ACCESS_MASK,
        HandleAttributes: ULONG,
        TokenHandle: PHANDLE,
    ) -> NTSTATUS;
    /// Opens the token of a thread. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-zwopenthreadtokenex>
    pub fn ZwOpenThreadTokenEx(
        ThreadHandle: HANDLE,
        DesiredAccess: ACCESS_MASK,
        OpenAsSelf: BOOLEAN,
        HandleAttributes: ULONG,
        TokenHandle: PHANDLE,
    ) -> NTSTATUS;
    /// Facts about a token. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-zwqueryinformationtoken>
    pub fn ZwQueryInformationToken(
        TokenHandle: HANDLE,
        TokenInformationClass: TOKEN_INFORMATION_CLASS,
        TokenInformation: PVOID,
        Length: ULONG,
        ResultLength: PULONG,
    ) -> NTSTATUS;
    /// Bytes of a SID. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtllengthsid>
    pub fn RtlLengthSid(Sid: PSID) -> ULONG;
    /// Checks a SID. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlvalidsid>
    pub fn RtlValidSid(Sid: PSID) -> BOOLEAN;
    /// SIDs are equal. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlequalsid>
    pub fn RtlEqualSid(Sid1: PSID, Sid2: PSID) -> BOOLEAN;
    /// Copies a SID. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlcopysid>
    pub fn RtlCopySid(Length: ULONG, Destination: PSID, Source: PSID) -> NTSTATUS;
    /// Writes a SID as `S-1-...`. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlconvertsidtounicodestring>
    pub fn RtlConvertSidToUnicodeString(
        UnicodeString: PUNICODE_STRING,
        Sid: PSID,
        AllocateDestinationString: BOOLEAN,
    ) -> NTSTATUS;
    /// Initialises a SID. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlinitializesid>
    pub fn RtlInitializeSid(
        Sid: PSID,
        IdentifierAuthority: PSID_IDENTIFIER_AUTHORITY,
        SubAuthorityCount: UCHAR,
    ) -> NTSTATUS;
    /// A part of a SID. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlsubauthoritysid>
    pub fn RtlSubAuthoritySid(Sid: PSID, SubAuthority: ULONG) -> PULONG;
    /// Bytes of a SID with so many parts. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtllengthrequiredsid>
    pub fn RtlLengthRequiredSid(SubAuthorityCount: ULONG) -> ULONG;
    /// Initialises an access list. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlcreateacl>
    pub fn RtlCreateAcl(Acl: PACL, AclLength: ULONG, AclRevision: ULONG) -> NTSTATUS;
    /// Adds an allowing entry to an access list. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtladdaccessallowedace>
    pub fn RtlAddAccessAllowedAce(
        Acl: PACL,
        AceRevision: ULONG,
        AccessMask: ACCESS_MASK,
        Sid: PSID,
    ) -> NTSTATUS;
    /// Sets the owner of a security descriptor. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlsetownersecuritydescriptor>
    pub fn RtlSetOwnerSecurityDescriptor(
        SecurityDescriptor: PSECURITY_DESCRIPTOR,
        Owner: PSID,
        OwnerDefaulted: BOOLEAN,
    ) -> NTSTATUS;
    /// Sets the group of a security descriptor. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlsetgroupsecuritydescriptor>
    pub fn RtlSetGroupSecurityDescriptor(
        SecurityDescriptor: PSECURITY_DESCRIPTOR,
        Group: PSID,
        GroupDefaulted: BOOLEAN,
    ) -> NTSTATUS;
    /// The access list of a security descriptor. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlgetdaclsecuritydescriptor>
    pub fn RtlGetDaclSecurityDescriptor(
        SecurityDescriptor: PSECURITY_DESCRIPTOR,
        DaclPresent: PBOOLEAN,
        Dacl: *mut PACL,
        DaclDefaulted: PBOOLEAN,
    ) -> NTSTATUS;
    /// The owner of a security descriptor. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlgetownersecuritydescriptor>
    pub fn RtlGetOwnerSecurityDescriptor(
        SecurityDescriptor: PSECURITY_DESCRIPTOR,
        Owner: *mut PSID,
        OwnerDefaulted: PBOOLEAN,
    ) -> NTSTATUS;
    /// Copies a security descriptor into one block. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlabsolutetoselfrelativesd>
    pub fn RtlAbsoluteToSelfRelativeSD(
        AbsoluteSecurityDescriptor: PSECURITY_DESCRIPTOR,
        SelfRelativeSecurityDescriptor: PSECURITY_DESCRIPTOR,
        BufferLength: PULONG,
    ) -> NTSTATUS;
    /// The current thread has a privilege. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-sesingleprivilegecheck>
    pub fn SeSinglePrivilegeCheck(PrivilegeValue: LUID, PreviousMode: KPROCESSOR_MODE) -> BOOLEAN;
    /// Facts about a token. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-sequeryinformationtoken>
    pub fn SeQueryInformationToken(
        Token: PACCESS_TOKEN,
        TokenInformationClass: TOKEN_INFORMATION_CLASS,
        TokenInformation: *mut PVOID,
    ) -> NTSTATUS;
    /// A token is an administrator's. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-setokenisadmin>
    pub fn SeTokenIsAdmin(Token: PACCESS_TOKEN) -> BOOLEAN;
    /// A token is restricted. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-setokenisrestricted>
    pub fn SeTokenIsRestricted(Token: PACCESS_TOKEN) -> BOOLEAN;
    /// A subject has privileges. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-seprivilegecheck>
    pub fn SePrivilegeCheck(
        RequiredPrivileges: PPRIVILEGE_SET,
        SubjectContext: PSECURITY_SUBJECT_CONTEXT,
        AccessMode: KPROCESSOR_MODE,
    ) -> BOOLEAN;
    /// Makes a thread act as a client. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-seimpersonateclient>
    pub fn SeImpersonateClient(ClientContext: PSECURITY_CLIENT_CONTEXT, ServerThread: PETHREAD);
    /// Makes a thread act as a client. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-seimpersonateclientex>
    pub fn SeImpersonateClientEx(
        ClientContext: PSECURITY_CLIENT_CONTEXT,
        ServerThread: PETHREAD,
    ) -> NTSTATUS;
    /// Captures a client's security for impersonation. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-secreateclientsecurity>
    pub fn SeCreateClientSecurity(
        ClientThread: PETHREAD,
        ClientSecurityQos: PSECURITY_QUALITY_OF_SERVICE,
        RemoteSession: BOOLEAN,
        ClientContext: PSECURITY_CLIENT_CONTEXT,
    ) -> NTSTATUS;
    /// The session of a token. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-sequerysessionidtoken>
    pub fn SeQuerySessionIdToken(Token: PACCESS_TOKEN, SessionId: PULONG) -> NTSTATUS;
    /// The logon session of a token. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-sequeryauthenticationidtoken>
    pub fn SeQueryAuthenticationIdToken(Token: PACCESS_TOKEN, AuthenticationId: PLUID) -> NTSTATUS;
    /// The image name of a process. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-selocateprocessimagename>
    pub fn SeLocateProcessImageName(
        Process: PEPROCESS,
        pImageFileName: *mut PUNICODE_STRING,
    ) -> NTSTATUS;
    /// Frees a set of privileges. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-sefreeprivileges>
    pub fn SeFreePrivileges(Privileges: PPRIVILEGE_SET);
    /// Adds privileges to an access state. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-seappendprivileges>
    pub fn SeAppendPrivileges(AccessState: PACCESS_STATE, Privileges: PPRIVILEGE_SET) -> NTSTATUS;
    /// Changes an object's security descriptor. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-sesetsecuritydescriptorinfo>
    pub fn SeSetSecurityDescriptorInfo(
        Object: PVOID,
        SecurityInformation: PSECURITY_INFORMATION,
        SecurityDescriptor: PSECURITY_DESCRIPTOR,
        ObjectsSecurityDescriptor: *mut PSECURITY_DESCRIPTOR,
        PoolType: POOL_TYPE,
        GenericMapping: PGENERIC_MAPPING,
    ) -> NTSTATUS;
    /// Reads an object's security descriptor. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-sequerysecuritydescriptorinfo>
    pub fn SeQuerySecurityDescriptorInfo(
        SecurityInformation: PSECURITY_INFORMATION,
        SecurityDescriptor: PSECURITY_DESCRIPTOR,
        Length: PULONG,
        ObjectsSecurityDescriptor: *mut PSECURITY_DESCRIPTOR,
    ) -> NTSTATUS;
    /// A token is primary or for impersonation. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-setokentype>
    pub fn SeTokenType(Token: PACCESS_TOKEN) -> TOKEN_TYPE;
}

imports! { "ntoskrnl.exe";
    /// The object type of access tokens.
    pub static SeTokenObjectType: KernelVariable<POBJECT_TYPE>;
}
