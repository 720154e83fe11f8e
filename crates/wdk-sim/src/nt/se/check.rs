//! The access check.
//!
//! <https://learn.microsoft.com/windows/win32/secauthz/how-dacls-control-access-to-an-object>, and the algorithm of
//! [MS-DTYP], sections 2.5.3.2 and 2.5.3.3.
#![forbid(unsafe_code)]

use wdk_sys::{
    ACCESS_SYSTEM_SECURITY, FILE_ALL_ACCESS, FILE_GENERIC_EXECUTE, FILE_GENERIC_READ,
    FILE_GENERIC_WRITE, GENERIC_ALL, GENERIC_EXECUTE, GENERIC_READ, GENERIC_WRITE, MAXIMUM_ALLOWED,
    NTSTATUS, READ_CONTROL, SE_SECURITY_PRIVILEGE, SE_TAKE_OWNERSHIP_PRIVILEGE,
    SECURITY_MANDATORY_MEDIUM_RID, STATUS_ACCESS_DENIED, STATUS_PRIVILEGE_NOT_HELD, WRITE_DAC,
    WRITE_OWNER,
};

use super::{
    acl::INHERIT_ONLY,
    descriptor::{Dacl, Descriptor},
    sid::Sid,
    token::Token,
};

/// `SYSTEM_MANDATORY_LABEL_NO_WRITE_UP`
pub(crate) const NO_WRITE_UP: u32 = 1;
/// `SYSTEM_MANDATORY_LABEL_NO_READ_UP`
pub(crate) const NO_READ_UP: u32 = 2;
/// `SYSTEM_MANDATORY_LABEL_NO_EXECUTE_UP`
pub(crate) const NO_EXECUTE_UP: u32 = 4;

/// What the generic rights mean for a type of object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mapping {
    pub(crate) read: u32,
    pub(crate) write: u32,
    pub(crate) execute: u32,
    pub(crate) all: u32,
}

impl Mapping {
    /// For files and devices.
    pub(crate) const FILE: Self = Self {
        read: FILE_GENERIC_READ,
        write: FILE_GENERIC_WRITE,
        execute: FILE_GENERIC_EXECUTE,
        all: FILE_ALL_ACCESS,
    };

    /// The rights with the object's own in place of the generic ones.
    pub(crate) fn map(&self, access: u32) -> u32 {
        let generic = [
            (GENERIC_READ, self.read),
            (GENERIC_WRITE, self.write),
            (GENERIC_EXECUTE, self.execute),
            (GENERIC_ALL, self.all),
        ];
        generic
            .into_iter()
            .fold(access, |access, (asked, rights)| match access & asked {
                0 => access,
                _ => access & !asked | rights,
            })
    }
}

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted<'a> {
    /// The rights, generic ones and `MAXIMUM_ALLOWED` too.
    pub(crate) desired: u32,
    /// What was granted before and needs no check.
    pub(crate) granted: u32,
    pub(crate) mapping: &'a Mapping,
}

/// Whether the holder of `token` gets what is wanted: all rights that are granted then.
///
/// # Errors
/// `STATUS_ACCESS_DENIED`, or `STATUS_PRIVILEGE_NOT_HELD` for the access to the system's list.
pub(crate) fn access_check(
    descriptor: &Descriptor,
    token: &Token,
    wanted: &Wanted<'_>,
) -> Result<u32, NTSTATUS> {
    let mapping = wanted.mapping;
    let desired = mapping.map(wanted.desired);
    let maximum = desired & MAXIMUM_ALLOWED != 0;
    let mut needed = desired & !MAXIMUM_ALLOWED & !wanted.granted;
    if desired == 0 && wanted.granted == 0 {
        return Err(STATUS_ACCESS_DENIED);
    }
    let mut privileged = 0;
    if needed & ACCESS_SYSTEM_SECURITY != 0 {
        if !token.has_privilege(SE_SECURITY_PRIVILEGE) {
            return Err(STATUS_PRIVILEGE_NOT_HELD);
        }
        privileged |= ACCESS_SYSTEM_SECURITY;
    }
    if token.has_privilege(SE_TAKE_OWNERSHIP_PRIVILEGE) {
        privileged |= WRITE_OWNER;
    }
    needed &= !privileged;
    let mut allowed = by_list(descriptor, |sid| token.holds(sid));
    if token.is_restricted() {
        // The list must allow it to the user, and to the restricting SIDs as well.
        allowed &= by_list(descriptor, |sid| token.is_restricted_to(sid));
    }
    allowed &= by_label(descriptor, token, mapping);
    if needed & !allowed != 0 {
        return Err(STATUS_ACCESS_DENIED);
    }
    let mut granted = wanted.granted | needed | privileged & desired;
    if maximum {
        granted |= (allowed | privileged & WRITE_OWNER) & mapping.all;
        if granted == 0 {
            return Err(STATUS_ACCESS_DENIED);
        }
    }
    Ok(granted)
}

/// What the list allows to who holds SIDs: of each right the first entry decides that names it and applies.
fn by_list(descriptor: &Descriptor, holds: impl Fn(&Sid) -> bool) -> u32 {
    let Dacl::List(list) = &descriptor.dacl else {
        return !0;
    };
    let aces = || list.aces.iter().filter(|it| it.flags & INHERIT_ONLY == 0);
    let is_owner = descriptor.owner.as_ref().is_some_and(&holds);
    let owner_rights = Sid::new(3, &[4]);
    let (mut allowed, mut denied) = (0, 0);
    // The owner may read and write the list, unless an entry says what owners may.
    if is_owner && !aces().any(|it| it.sid == owner_rights) {
        allowed = READ_CONTROL | WRITE_DAC;
    }
    for ace in aces() {
        let applies = match ace.sid == owner_rights {
            true => is_owner,
            false => holds(&ace.sid),
        };
        if !applies {
            continue;
        }
        if ace.denies() {
            denied |= ace.mask & !allowed;
        } else if ace.allows() {
            allowed |= ace.mask & !denied;
        }
    }
    allowed
}

/// What the integrity label leaves to a program; an object without one is of medium integrity, and refuses writes.
fn by_label(descriptor: &Descriptor, token: &Token, mapping: &Mapping) -> u32 {
    let default = (SECURITY_MANDATORY_MEDIUM_RID, NO_WRITE_UP);
    let (level, policy) = descriptor.label().unwrap_or(default);
    if token.integrity() >= level {
        return !0;
    }
    let parts = [
        (NO_READ_UP, mapping.read),
        (NO_WRITE_UP, mapping.write),
        (NO_EXECUTE_UP, mapping.execute),
    ];
    let left = parts
        .into_iter()
        .filter(|(refused, _)| policy & refused == 0);
    left.fold(0, |all, (_, rights)| all | rights)
}

#[cfg(test)]
mod tests {
    use wdk_sys::{DELETE, FILE_READ_DATA, FILE_WRITE_DATA};

    use super::*;
    use crate::nt::se::{sddl, token::Account};

    fn check(sddl: &str, account: Account, desired: u32) -> Result<u32, NTSTATUS> {
        let descriptor = sddl::parse(sddl).unwrap().mapped(&Mapping::FILE);
        let wanted = Wanted {
            desired,
            granted: 0,
            mapping: &Mapping::FILE,
        };
        access_check(&descriptor, &Token::of(account), &wanted)
    }

    #[test]
    fn who_is_not_named_is_refused() {
        const ADMINISTRATORS: &str = "D:P(A;;GA;;;SY)(A;;GA;;;BA)";
        for account in [Account::System, Account::Administrator] {
            assert_eq!(
                check(ADMINISTRATORS, account, GENERIC_ALL),
                Ok(FILE_ALL_ACCESS)
            );
        }
        let user = check(ADMINISTRATORS, Account::StandardUser, FILE_READ_DATA);
        assert_eq!(user, Err(STATUS_ACCESS_DENIED));
    }

    #[test]
    fn a_null_list_allows_all_and_an_empty_one_nothing() {
        let user = Account::StandardUser;
        assert_eq!(
            check("D:NO_ACCESS_CONTROL", user, GENERIC_ALL),
            Ok(FILE_ALL_ACCESS)
        );
        assert_eq!(check("O:BA", user, GENERIC_ALL), Ok(FILE_ALL_ACCESS));
        let system = check("D:P", Account::System, FILE_READ_DATA);
        assert_eq!(system, Err(STATUS_ACCESS_DENIED));
    }

    #[test]
    fn entries_count_in_their_order() {
        let user = Account::StandardUser;
        let denied_first = "D:(D;;GW;;;BU)(A;;GA;;;WD)";
        assert_eq!(
            check(denied_first, user, FILE_WRITE_DATA),
            Err(STATUS_ACCESS_DENIED)
        );
        assert!(check(denied_first, user, FILE_READ_DATA).is_ok());
        let allowed_first = "D:(A;;GA;;;WD)(D;;GW;;;BU)";
        assert!(check(allowed_first, user, FILE_WRITE_DATA).is_ok());
        // One entry allows one right, another the other.
        let two = "D:(A;;FR;;;BU)(A;;FW;;;AU)";
        assert!(check(two, user, FILE_READ_DATA | FILE_WRITE_DATA).is_ok());
        let inherited_only = "D:(A;IO;GA;;;WD)";
        assert_eq!(
            check(inherited_only, user, FILE_READ_DATA),
            Err(STATUS_ACCESS_DENIED)
        );
    }

    #[test]
    fn the_maximum_is_what_the_list_allows() {
        let granted = check("D:(A;;FR;;;BU)", Account::StandardUser, MAXIMUM_ALLOWED);
        assert_eq!(granted, Ok(FILE_GENERIC_READ));
        let nothing = check("D:P", Account::StandardUser, MAXIMUM_ALLOWED);
        assert_eq!(nothing, Err(STATUS_ACCESS_DENIED));
        let with = check(
            "D:(A;;FR;;;BU)",
            Account::StandardUser,
            MAXIMUM_ALLOWED | DELETE,
        );
        assert_eq!(with, Err(STATUS_ACCESS_DENIED));
        let none = check("D:NO_ACCESS_CONTROL", Account::StandardUser, 0);
        assert_eq!(none, Err(STATUS_ACCESS_DENIED), "nothing is asked for");
    }

    #[test]
    fn an_owner_may_change_the_list_unless_it_speaks_of_owners() {
        let admin = Account::Administrator;
        assert_eq!(check("O:BAD:P", admin, WRITE_DAC), Ok(WRITE_DAC));
        assert_eq!(
            check("O:SYD:P", admin, WRITE_DAC),
            Err(STATUS_ACCESS_DENIED)
        );
        assert_eq!(
            check("O:BAD:P(A;;RC;;;OW)", admin, WRITE_DAC),
            Err(STATUS_ACCESS_DENIED)
        );
        assert_eq!(
            check("O:BAD:P(A;;RC;;;OW)", admin, READ_CONTROL),
            Ok(READ_CONTROL)
        );
    }

    #[test]
    fn restricted_code_needs_an_entry_of_its_own() {
        let restricted = Account::RestrictedUser;
        assert_eq!(
            check("D:(A;;GR;;;WD)", restricted, GENERIC_READ),
            Err(STATUS_ACCESS_DENIED)
        );
        assert_eq!(
            check("D:(A;;GR;;;RC)", restricted, GENERIC_READ),
            Err(STATUS_ACCESS_DENIED)
        );
        let both = check("D:(A;;GR;;;WD)(A;;GR;;;RC)", restricted, GENERIC_READ);
        assert_eq!(both, Ok(FILE_GENERIC_READ));
    }

    #[test]
    fn nobody_writes_up() {
        let high = "D:(A;;GA;;;WD)S:(ML;;NW;;;HI)";
        let user = Account::StandardUser;
        assert!(check(high, user, GENERIC_READ).is_ok());
        assert_eq!(check(high, user, GENERIC_WRITE), Err(STATUS_ACCESS_DENIED));
        assert!(check(high, Account::Administrator, GENERIC_WRITE).is_ok());
        let unreadable = "D:(A;;GA;;;WD)S:(ML;;NR;;;HI)";
        assert_eq!(
            check(unreadable, user, FILE_READ_DATA),
            Err(STATUS_ACCESS_DENIED)
        );
    }

    #[test]
    fn the_system_list_needs_a_privilege() {
        let all = "D:(A;;GA;;;WD)";
        let wanted = ACCESS_SYSTEM_SECURITY;
        let status = check(all, Account::StandardUser, wanted);
        assert_eq!(status, Err(STATUS_PRIVILEGE_NOT_HELD));
        assert_eq!(check(all, Account::System, wanted), Ok(wanted));
    }
}
