//! What a package brings beside its driver: components, software, COM servers, WMI classes.

use super::{
    Kind,
    directive::{
        Directive, INCLUDE, NEEDS, PATH, VALUE, ValueKind,
        ValueKind::{Flags, Guid, Number, Section, Text},
        lists, may, need, sets, takes,
    },
};

pub(super) static COMPONENTS: &[Directive] = &[
    INCLUDE,
    NEEDS,
    takes(
        "AddComponent",
        &[
            need("component name", Text),
            may("flags", Flags(0)),
            need("component section", Section(Kind::Component)),
        ],
    )
    .since(15063),
];

pub(super) static COMPONENT: &[Directive] = &[
    lists("ComponentIDs", VALUE).required(1289),
    takes("DisplayName", VALUE),
    takes("Description", VALUE),
];

pub(super) static SOFTWARE: &[Directive] = &[
    INCLUDE,
    NEEDS,
    takes(
        "AddSoftware",
        &[
            need("software name", Text),
            may("flags", Flags(1)),
            need("software section", Section(Kind::SoftwareItem)),
        ],
    )
    .since(15063),
];

pub(super) static SOFTWARE_ITEM: &[Directive] = &[
    sets("SoftwareType", &[need("type", Number(1, 2))]).required(1289),
    sets("SoftwareBinary", &[need("file", Text)]),
    lists("SoftwareArguments", VALUE),
    sets("SoftwareVersion", &[need("version", ValueKind::Version)]),
    sets("SoftwareID", VALUE),
];

pub(super) static COM: &[Directive] = &[
    INCLUDE,
    NEEDS,
    takes(
        "AddComServer",
        &[
            need("server name", Text),
            may("flags", Flags(0)),
            need("server section", Section(Kind::ComServer)),
        ],
    )
    .since(22000),
];

pub(super) static COM_SERVER: &[Directive] = &[
    sets("ServerType", &[need("type", Number(1, 1))]).required(1289),
    sets("ServerBinary", PATH).required(1289),
    sets("ServerBinaryWow64", PATH),
    takes(
        "AddComClass",
        &[
            need("class", Guid),
            may("flags", Flags(0)),
            may("class section", Section(Kind::ComClass)),
        ],
    )
    .required(1289),
];

pub(super) static COM_CLASS: &[Directive] =
    &[sets("Description", VALUE), sets("ThreadingModel", VALUE)];

pub(super) static WMI: &[Directive] = &[takes(
    "WMIInterface",
    &[
        need("class", Guid),
        may("flags", Text),
        need("WMI section", Section(Kind::WmiClass)),
    ],
)];

pub(super) static WMI_CLASS: &[Directive] = &[sets("Security", VALUE).required(1289)];
