//! The security of device objects that nobody has said anything about.
#![forbid(unsafe_code)]

use super::{
    acl::{Ace, Acl},
    check::Mapping,
    descriptor::{Dacl, Descriptor},
    sid::Sid,
};

/// What `IoCreateDevice` gives a device of most types: all access to administrators, and everyone may read, write
/// and execute.
///
/// <https://learn.microsoft.com/windows-hardware/drivers/kernel/controlling-device-access>
pub(crate) fn default_descriptor() -> Descriptor {
    let Mapping {
        read,
        write,
        execute,
        all,
    } = Mapping::FILE;
    let use_it = read | write | execute;
    let (everyone, restricted) = (Sid::new(1, &[0]), Sid::nt(&[12]));
    let (system, administrators) = (Sid::nt(&[18]), Sid::nt(&[32, 544]));
    Descriptor {
        owner: Some(administrators.clone()),
        group: Some(system.clone()),
        dacl: Dacl::List(Acl {
            aces: vec![
                Ace::allow(use_it, everyone),
                Ace::allow(all, system),
                Ace::allow(all, administrators),
                Ace::allow(use_it, restricted),
            ],
        }),
        ..Descriptor::default()
    }
}
