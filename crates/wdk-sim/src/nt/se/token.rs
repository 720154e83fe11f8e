//! Access tokens: who a program is.
#![forbid(unsafe_code)]

use std::fmt::{self, Display, Formatter};

use wdk_sys::{
    SE_AUDIT_PRIVILEGE, SE_BACKUP_PRIVILEGE, SE_CHANGE_NOTIFY_PRIVILEGE,
    SE_CREATE_GLOBAL_PRIVILEGE, SE_CREATE_PAGEFILE_PRIVILEGE, SE_CREATE_PERMANENT_PRIVILEGE,
    SE_DEBUG_PRIVILEGE, SE_IMPERSONATE_PRIVILEGE, SE_INC_BASE_PRIORITY_PRIVILEGE,
    SE_INC_WORKING_SET_PRIVILEGE, SE_INCREASE_QUOTA_PRIVILEGE, SE_LOAD_DRIVER_PRIVILEGE,
    SE_LOCK_MEMORY_PRIVILEGE, SE_MANAGE_VOLUME_PRIVILEGE, SE_PROF_SINGLE_PROCESS_PRIVILEGE,
    SE_RESTORE_PRIVILEGE, SE_SECURITY_PRIVILEGE, SE_SHUTDOWN_PRIVILEGE,
    SE_SYSTEM_ENVIRONMENT_PRIVILEGE, SE_SYSTEM_PROFILE_PRIVILEGE, SE_SYSTEMTIME_PRIVILEGE,
    SE_TAKE_OWNERSHIP_PRIVILEGE, SE_TCB_PRIVILEGE, SE_TIME_ZONE_PRIVILEGE, SE_UNDOCK_PRIVILEGE,
    SECURITY_MANDATORY_HIGH_RID, SECURITY_MANDATORY_MEDIUM_RID, SECURITY_MANDATORY_SYSTEM_RID,
};

use super::sid::Sid;

/// Whom a program runs as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Account {
    /// The system itself: services, such as those that talk to drivers.
    System,
    /// An administrator whose program runs elevated. All programs that no test says anything else of run so.
    #[default]
    Administrator,
    /// A user of the machine, without administrative rights.
    StandardUser,
    /// The same user's program with a restricted token: it also needs what is allowed to restricted code (`RC`).
    RestrictedUser,
}

impl Account {
    /// All of them, with the words that scenarios have for them.
    pub(crate) const ALL: [(&'static str, Self); 4] = [
        ("system", Self::System),
        ("administrator", Self::Administrator),
        ("user", Self::StandardUser),
        ("restricted", Self::RestrictedUser),
    ];
}

impl Display for Account {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let found = Self::ALL.iter().find(|(_, other)| other == self);
        f.write_str(found.map_or("", |(word, _)| word))
    }
}

/// An access token.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    account: Account,
    user: Sid,
    groups: Vec<Sid>,
    /// What a restricted token is restricted to; empty for others.
    restricting: Vec<Sid>,
    /// The privileges, and whether each is enabled.
    privileges: Vec<(u32, bool)>,
    integrity: u32,
}

/// What every program may: pass through folders without rights of its own.
const OF_ALL: (u32, bool) = (SE_CHANGE_NOTIFY_PRIVILEGE, true);

/// The privileges of the system's own services.
const OF_SYSTEM: &[(u32, bool)] = &[
    (SE_TCB_PRIVILEGE, true),
    (SE_SECURITY_PRIVILEGE, true),
    (SE_TAKE_OWNERSHIP_PRIVILEGE, false),
    (SE_LOAD_DRIVER_PRIVILEGE, false),
    (SE_LOCK_MEMORY_PRIVILEGE, true),
    (SE_SYSTEM_PROFILE_PRIVILEGE, true),
    (SE_SYSTEMTIME_PRIVILEGE, false),
    (SE_PROF_SINGLE_PROCESS_PRIVILEGE, true),
    (SE_INC_BASE_PRIORITY_PRIVILEGE, true),
    (SE_CREATE_PAGEFILE_PRIVILEGE, true),
    (SE_CREATE_PERMANENT_PRIVILEGE, true),
    (SE_BACKUP_PRIVILEGE, false),
    (SE_RESTORE_PRIVILEGE, false),
    (SE_SHUTDOWN_PRIVILEGE, false),
    (SE_DEBUG_PRIVILEGE, true),
    (SE_AUDIT_PRIVILEGE, true),
    (SE_SYSTEM_ENVIRONMENT_PRIVILEGE, false),
    OF_ALL,
    (SE_IMPERSONATE_PRIVILEGE, true),
    (SE_CREATE_GLOBAL_PRIVILEGE, true),
];

/// The privileges of an elevated administrator; a program enables those that it needs.
const OF_ADMINISTRATOR: &[(u32, bool)] = &[
    (SE_INCREASE_QUOTA_PRIVILEGE, false),
    (SE_SECURITY_PRIVILEGE, false),
    (SE_TAKE_OWNERSHIP_PRIVILEGE, false),
    (SE_LOAD_DRIVER_PRIVILEGE, false),
    (SE_SYSTEM_PROFILE_PRIVILEGE, false),
    (SE_SYSTEMTIME_PRIVILEGE, false),
    (SE_PROF_SINGLE_PROCESS_PRIVILEGE, false),
    (SE_INC_BASE_PRIORITY_PRIVILEGE, false),
    (SE_BACKUP_PRIVILEGE, false),
    (SE_RESTORE_PRIVILEGE, false),
    (SE_SHUTDOWN_PRIVILEGE, false),
    (SE_DEBUG_PRIVILEGE, false),
    (SE_SYSTEM_ENVIRONMENT_PRIVILEGE, false),
    OF_ALL,
    (SE_MANAGE_VOLUME_PRIVILEGE, false),
    (SE_IMPERSONATE_PRIVILEGE, true),
    (SE_CREATE_GLOBAL_PRIVILEGE, true),
    (SE_INC_WORKING_SET_PRIVILEGE, false),
    (SE_TIME_ZONE_PRIVILEGE, false),
];

/// The privileges of a standard user.
const OF_USER: &[(u32, bool)] = &[
    (SE_SHUTDOWN_PRIVILEGE, false),
    OF_ALL,
    (SE_UNDOCK_PRIVILEGE, false),
    (SE_INC_WORKING_SET_PRIVILEGE, false),
    (SE_TIME_ZONE_PRIVILEGE, false),
];

/// An account of this machine.
fn local(number: u32) -> Sid {
    Sid::nt(&[21, 0x1A2B_3C4D, 0x2B3C_4D5E, 0x3C4D_5E6F, number])
}

fn groups(abbreviations: &[&str]) -> Vec<Sid> {
    let known = abbreviations.iter().copied();
    known.filter_map(Sid::well_known).collect()
}

impl Token {
    /// The token of a program that runs as `account`.
    pub(crate) fn of(account: Account) -> Self {
        let standard = Self {
            account,
            user: local(1002),
            groups: groups(&["WD", "BU", "IU", "AU"]),
            restricting: Vec::new(),
            privileges: OF_USER.to_vec(),
            integrity: SECURITY_MANDATORY_MEDIUM_RID,
        };
        match account {
            Account::System => Self {
                user: Sid::nt(&[18]),
                groups: groups(&["BA", "WD", "AU"]),
                privileges: OF_SYSTEM.to_vec(),
                integrity: SECURITY_MANDATORY_SYSTEM_RID,
                ..standard
            },
            Account::Administrator => Self {
                user: local(1001),
                groups: groups(&["WD", "BA", "BU", "IU", "AU"]),
                privileges: OF_ADMINISTRATOR.to_vec(),
                integrity: SECURITY_MANDATORY_HIGH_RID,
                ..standard
            },
            Account::StandardUser => standard,
            Account::RestrictedUser => Self {
                restricting: groups(&["RC"]),
                privileges: vec![OF_ALL],
                ..standard
            },
        }
    }

    /// Whom the program runs as.
    pub(crate) fn account(&self) -> Account {
        self.account
    }

    /// Whether an entry for `sid` is for this token: all its groups are enabled.
    pub(crate) fn holds(&self, sid: &Sid) -> bool {
        self.user == *sid || self.groups.contains(sid)
    }

    /// Whether a second check is for the restricting SIDs.
    pub(crate) fn is_restricted(&self) -> bool {
        !self.restricting.is_empty()
    }

    /// Whether an entry for `sid` counts in that second check.
    pub(crate) fn is_restricted_to(&self, sid: &Sid) -> bool {
        self.restricting.contains(sid)
    }

    /// Whether the token is an administrator's.
    pub(crate) fn is_admin(&self) -> bool {
        self.groups.contains(&Sid::nt(&[32, 544]))
    }

    /// Whether the token has a privilege, and it is enabled.
    pub(crate) fn has_privilege(&self, privilege: u32) -> bool {
        self.privileges.contains(&(privilege, true))
    }

    /// The integrity level.
    pub(crate) fn integrity(&self) -> u32 {
        self.integrity
    }
}
