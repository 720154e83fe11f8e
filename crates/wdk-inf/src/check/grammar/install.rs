//! DDInstall sections, `[Version]` and `[ControlFlags]`, the sections of classes, and what is read
//! beside a DDInstall section without a file of its own here.

use super::{
    Kind, Owner,
    directive::{
        ADD_FILTER, ADD_PROPERTY, BIT, BIT_REG, COPY_FILES, DEL_PROPERTY, DEL_REG, Directive,
        INCLUDE, NEEDS, OLD_LIST, TEXT, VALUE,
        ValueKind::{Flags, Guid, Section, Text, Word},
        add_reg, lists, may, need, registry, sets, takes,
    },
};

pub(super) static VERSION: &[Directive] = &[
    takes("Signature", VALUE),
    takes("Class", VALUE).required(1234),
    takes("ClassGuid", VALUE).required(1234),
    takes("Provider", VALUE).required(1234),
    sets("DriverVer", &[need("date", Text), may("version", Text)]).required(1234),
    takes("CatalogFile", VALUE),
    takes("PnpLockdown", BIT),
    takes("ExtensionId", VALUE),
    lists("LayoutFile", VALUE).refused(1208),
    takes("ClassVer", VALUE),
    lists("DriverPackageType", VALUE).refused(2009),
    takes("DriverPackageDisplayName", VALUE).refused(2009),
];

pub(super) static CONTROL_FLAGS: &[Directive] = &[
    lists("ExcludeFromSelect", VALUE),
    lists("CopyFilesOnly", VALUE).refused(2009),
    lists("InteractiveInstall", VALUE).refused(1307),
    lists("RequestAdditionalSoftware", VALUE),
    lists("BasicDriverOk", VALUE),
];

pub(super) static INSTALL: &[Directive] = &[
    INCLUDE,
    NEEDS,
    COPY_FILES,
    add_reg(&[registry(Owner::Device)]),
    ADD_PROPERTY,
    lists("CopyINF", &[need("INF", Text)]),
    sets("DriverVer", &[need("date", Text), may("version", Text)]),
    sets("FeatureScore", VALUE),
    lists(
        "AddPowerSetting",
        &[need("power setting", Section(Kind::PowerSetting))],
    ),
    takes("LegacyUninstall", BIT),
    takes("RemoveDevice", VALUE),
    DEL_REG,
    DEL_PROPERTY,
    BIT_REG,
    lists(
        "DelFiles",
        &[need("list of files", Section(Kind::DelFiles))],
    ),
    lists(
        "RenFiles",
        &[need("list of files", Section(Kind::RenFiles))],
    ),
    lists("LogConfig", OLD_LIST).refused(1301),
    lists("ProfileItems", OLD_LIST).refused(1301),
    lists("UpdateInis", OLD_LIST).refused(1301),
    lists("UpdateIniFields", OLD_LIST).refused(1301),
    lists("Ini2Reg", OLD_LIST).refused(1301),
    lists("RegisterDlls", OLD_LIST).refused(1302),
    lists("UnregisterDlls", OLD_LIST).refused(1302),
    takes("Reboot", TEXT).refused(2004),
];

pub(super) static HARDWARE: &[Directive] = &[
    INCLUDE,
    NEEDS,
    add_reg(&[registry(Owner::Hardware)]),
    ADD_PROPERTY,
    DEL_REG,
    DEL_PROPERTY,
    BIT_REG,
];

pub(super) static INTERFACES: &[Directive] = &[
    INCLUDE,
    NEEDS,
    takes(
        "AddInterface",
        &[
            need("interface class", Guid),
            may("reference string", Text),
            may("interface section", Section(Kind::Interface)),
            may("flags", Flags(0)),
        ],
    ),
];

pub(super) static INTERFACE: &[Directive] = &[
    INCLUDE,
    NEEDS,
    add_reg(&[registry(Owner::Interface)]),
    ADD_PROPERTY,
    DEL_REG,
    DEL_PROPERTY,
    BIT_REG,
];

pub(super) static FILTERS: &[Directive] = &[
    INCLUDE,
    NEEDS,
    takes(
        "AddFilter",
        &[
            need("filter name", Text),
            may("flags", Flags(0)),
            need("filter section", Section(Kind::Filter)),
        ],
    )
    .since(ADD_FILTER.build),
];

pub(super) static FILTER: &[Directive] = &[
    sets("FilterLevel", VALUE),
    sets(
        "FilterPosition",
        &[need("position", Word(&["Upper", "Lower"]))],
    ),
];

pub(super) static CO_INSTALLERS: &[Directive] = &[
    INCLUDE,
    NEEDS,
    COPY_FILES,
    add_reg(&[registry(Owner::CoInstallers)]),
    DEL_REG,
    lists(
        "DelFiles",
        &[need("list of files", Section(Kind::DelFiles))],
    ),
];

pub(super) static CLASS_INSTALL: &[Directive] = &[
    INCLUDE,
    NEEDS,
    COPY_FILES,
    add_reg(&[registry(Owner::Class)]),
    ADD_PROPERTY,
    DEL_REG,
    DEL_PROPERTY,
    BIT_REG,
    lists("CopyINF", &[need("INF", Text)]),
];

pub(super) static INTERFACE_CLASS: &[Directive] = &[
    INCLUDE,
    NEEDS,
    COPY_FILES,
    add_reg(&[registry(Owner::Class)]),
    ADD_PROPERTY,
    DEL_REG,
    DEL_PROPERTY,
];
