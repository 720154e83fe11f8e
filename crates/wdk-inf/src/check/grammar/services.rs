//! `.Services` sections, service-install sections and those of event logs.

use super::{
    Kind, Owner,
    directive::{
        ANY, BIT, BIT_REG, DEL_REG, Directive, INCLUDE, NEEDS, TEXT, VALUE,
        ValueKind::{Flags, Number, Section, Text},
        add_reg, lists, may, need, registry, sets, takes,
    },
};

/// The flags of `AddService`.
const SERVICE_FLAGS: u32 = 0x0007_FDFB;
/// The flags of `DelService`: SPSVCINST_DELETEEVENTLOGENTRY and SPSVCINST_STOPSERVICE.
const DELETE_SERVICE_FLAGS: u32 = 0x0204;

pub(super) static SERVICES: &[Directive] = &[
    INCLUDE,
    NEEDS,
    takes(
        "AddService",
        &[
            may("service name", Text),
            may("flags", Flags(SERVICE_FLAGS)),
            may("service section", Section(Kind::Service)),
            may("event log section", Section(Kind::EventLog)),
            may("event log", Text),
            may("event name", Text),
        ],
    ),
    takes("LegacyUninstall", BIT),
    takes(
        "DelService",
        &[
            need("service name", Text),
            may("flags", Flags(DELETE_SERVICE_FLAGS)),
            may("event log", Text),
            may("event name", Text),
        ],
    ),
];

/// `ServiceType` and its companions are numbers of the service manager; `services.rs` reads them.
pub(super) static SERVICE: &[Directive] = &[
    sets("ServiceType", VALUE).required(1013),
    sets("StartType", VALUE).required(1013),
    sets("ErrorControl", VALUE).required(1013),
    sets("ServiceBinary", VALUE).required(1013),
    sets("DisplayName", TEXT),
    sets("Description", TEXT),
    sets("StartName", VALUE),
    add_reg(&[registry(Owner::Service)]),
    DEL_REG,
    BIT_REG,
    sets("LoadOrderGroup", TEXT),
    lists("Dependencies", TEXT),
    sets("Security", VALUE),
    lists("RequiredPrivileges", VALUE),
    sets("ServiceSidType", &[need("type", Number(0, 3))]),
    sets("DelayedAutoStart", TEXT),
    lists(
        "AddTrigger",
        &[need("trigger section", Section(Kind::List))],
    )
    .since(19041),
    lists(
        "FailureActions",
        &[need("failure section", Section(Kind::List))],
    )
    .since(22621),
    sets("BootFlags", ANY).since(25398),
    INCLUDE,
    NEEDS,
];

pub(super) static EVENT_LOG: &[Directive] =
    &[add_reg(&[registry(Owner::EventLog)]), DEL_REG, BIT_REG];
