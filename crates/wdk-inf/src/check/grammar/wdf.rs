//! `.Wdf` sections and those of each framework service.

use super::{
    Kind,
    directive::{
        Directive, INCLUDE, NEEDS, PATH, VALUE,
        ValueKind::{Guid, Section, Text, Word},
        lists, need, sets, takes,
    },
};

pub(super) static WDF: &[Directive] = &[
    INCLUDE,
    NEEDS,
    takes(
        "KmdfService",
        &[
            need("service name", Text),
            need("WDF section", Section(Kind::WdfService)),
        ],
    ),
    takes(
        "UmdfService",
        &[
            need("service name", Text),
            need("WDF section", Section(Kind::WdfService)),
        ],
    ),
    Directive {
        once: true,
        ..lists("UmdfServiceOrder", &[need("service name", Text)])
    },
    sets(
        "UmdfHostProcessSharing",
        &[need(
            "value",
            Word(&["ProcessSharingEnabled", "ProcessSharingDisabled"]),
        )],
    ),
    sets(
        "UmdfDirectHardwareAccess",
        &[need(
            "value",
            Word(&[
                "AllowDirectHardwareAccess",
                "AllowDirectHardwareAccessAndDma",
                "RejectDirectHardwareAccess",
            ]),
        )],
    ),
    sets(
        "UmdfHostPriority",
        &[need(
            "value",
            Word(&["PriorityHigh", "PriorityNormal", "PriorityLow"]),
        )],
    ),
    sets(
        "UmdfRegisterAccessMode",
        &[need(
            "value",
            Word(&[
                "RegisterAccessUsingSystemCall",
                "RegisterAccessUsingUserModeMapping",
            ]),
        )],
    ),
    sets(
        "UmdfImpersonationLevel",
        &[need(
            "value",
            Word(&["Anonymous", "Identification", "Impersonation", "Delegation"]),
        )],
    ),
    sets(
        "UmdfMethodNeitherAction",
        &[need("value", Word(&["Copy", "Reject"]))],
    ),
    sets(
        "UmdfDispatcher",
        &[need("value", Word(&["FileHandle", "WinUsb", "NativeUSB"]))],
    ),
    sets(
        "UmdfKernelModeClientPolicy",
        &[need(
            "value",
            Word(&["AllowKernelModeClients", "RejectKernelModeClients"]),
        )],
    ),
    sets(
        "UmdfFileObjectPolicy",
        &[need(
            "value",
            Word(&[
                "RejectNullAndUnknownFileObjects",
                "AllowNullAndUnknownFileObjects",
            ]),
        )],
    ),
    sets(
        "UmdfFsContextUsePolicy",
        &[need(
            "value",
            Word(&["CanUseFsContext", "CanUseFsContext2", "CannotUseFsContexts"]),
        )],
    ),
];

pub(super) static WDF_SERVICE: &[Directive] = &[
    sets("KmdfLibraryVersion", VALUE),
    sets("UmdfLibraryVersion", VALUE),
    sets("ServiceBinary", PATH),
    lists("UmdfExtensions", VALUE),
    sets("DriverCLSID", &[need("class", Guid)]),
];
