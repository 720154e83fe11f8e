//! Which directives a section takes: one table per kind of section.
//!
//! Each directive says its values in order; the walk checks them, follows those that name
//! sections, and hands the rest to the file of the subject.

use crate::target::OsVersion;

/// What a section is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Version,
    ControlFlags,
    Install,
    Hardware,
    Services,
    Interfaces,
    Wdf,
    Filters,
    Components,
    Software,
    Events,
    Com,
    Wmi,
    CoInstallers,
    LogConfigOverride,
    FactDef,
    ClassInstall,
    InterfaceInstall,
    Service,
    EventLog,
    Interface,
    InterfaceClass,
    Filter,
    Component,
    SoftwareItem,
    EventProvider,
    Channel,
    AutoLogger,
    AutoLoggerUpdate,
    LoggerProvider,
    ComServer,
    ComClass,
    WmiClass,
    WdfService,
    PowerSetting,
    NetComponent,
    AddReg(Owner),
    DelReg,
    BitReg,
    CopyFiles,
    DelFiles,
    RenFiles,
    /// A list whose lines are not looked at.
    List,
}

/// Whose registry key `HKR` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Owner {
    Device,
    Hardware,
    Service,
    EventLog,
    Interface,
    Class,
    CoInstallers,
}

/// What a value of a directive is.
#[derive(Clone, Copy, Debug)]
pub(super) enum ValueKind {
    Text,
    /// A section of this kind.
    Section(Kind),
    /// A number, bits of the mask only.
    Flags(u32),
    /// A number from the first to the second.
    Number(i64, i64),
    /// One of these words, in any case.
    Word(&'static [&'static str]),
    Guid,
    /// A file below a numbered directory.
    Path,
    /// Four numbers.
    Version,
}

/// A value of a directive.
#[derive(Clone, Copy, Debug)]
pub(super) struct Value {
    pub(super) name: &'static str,
    pub(super) kind: ValueKind,
    pub(super) required: bool,
}

/// Whether Windows still takes a directive from packages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Support {
    Supported,
    /// Its presence breaks this rule.
    Refused(u16),
}

/// One directive of a section.
#[derive(Clone, Copy, Debug)]
pub(super) struct Directive {
    pub(super) key: &'static str,
    pub(super) values: &'static [Value],
    /// The last value may be there any number of times.
    pub(super) many: bool,
    /// The rule that a section without it breaks.
    pub(super) required: Option<u16>,
    /// At most once in a section.
    pub(super) once: bool,
    pub(super) support: Support,
    /// The first Windows that has it.
    pub(super) since: OsVersion,
}

/// The first Windows in which a package can add a filter without touching the registry.
pub(super) const ADD_FILTER: OsVersion = OsVersion::new(10, 0, 17763);

const ALWAYS: OsVersion = OsVersion::new(0, 0, 0);

const fn need(name: &'static str, kind: ValueKind) -> Value {
    let required = true;
    Value {
        name,
        kind,
        required,
    }
}

const fn may(name: &'static str, kind: ValueKind) -> Value {
    let required = false;
    Value {
        name,
        kind,
        required,
    }
}

const fn takes(key: &'static str, values: &'static [Value]) -> Directive {
    Directive {
        key,
        values,
        many: false,
        required: None,
        once: false,
        support: Support::Supported,
        since: ALWAYS,
    }
}

/// A directive with one value, at most once in its section.
const fn sets(key: &'static str, values: &'static [Value]) -> Directive {
    Directive {
        once: true,
        ..takes(key, values)
    }
}

/// A directive with any number of values.
const fn lists(key: &'static str, values: &'static [Value]) -> Directive {
    Directive {
        many: true,
        ..takes(key, values)
    }
}

impl Directive {
    const fn required(self, code: u16) -> Self {
        Self {
            required: Some(code),
            ..self
        }
    }

    const fn refused(self, code: u16) -> Self {
        Self {
            support: Support::Refused(code),
            ..self
        }
    }

    const fn since(self, build: u32) -> Self {
        Self {
            since: OsVersion::new(10, 0, build),
            ..self
        }
    }
}

use ValueKind::{Flags, Guid, Number, Path, Section, Text, Word};

const VALUE: &[Value] = &[need("value", Text)];
const TEXT: &[Value] = &[may("value", Text)];
const BIT: &[Value] = &[need("value", Number(0, 1))];
const ANY: &[Value] = &[need("value", Number(0, u32::MAX as i64))];
const PATH: &[Value] = &[need("path", Path)];

const INCLUDE: Directive = lists("Include", &[need("INF", Text)]);
const NEEDS: Directive = lists("Needs", &[need("section", Text)]);
const COPY_FILES: Directive = lists(
    "CopyFiles",
    &[need("list of files", Section(Kind::CopyFiles))],
);

const fn add_reg(owner: &'static [Value]) -> Directive {
    lists("AddReg", owner)
}

const fn registry(owner: Owner) -> Value {
    need("registry section", Section(Kind::AddReg(owner)))
}

const DEL_REG: Directive =
    lists("DelReg", &[need("registry section", Section(Kind::DelReg))]).refused(1308);
const BIT_REG: Directive =
    lists("BitReg", &[need("registry section", Section(Kind::BitReg))]).refused(1301);
const ADD_PROPERTY: Directive = lists(
    "AddProperty",
    &[need("property section", Section(Kind::List))],
);
const DEL_PROPERTY: Directive = lists(
    "DelProperty",
    &[need("property section", Section(Kind::List))],
)
.refused(1308);
const OLD_LIST: &[Value] = &[need("section", Section(Kind::List))];

static VERSION: &[Directive] = &[
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

static CONTROL_FLAGS: &[Directive] = &[
    lists("ExcludeFromSelect", VALUE),
    lists("CopyFilesOnly", VALUE).refused(2009),
    lists("InteractiveInstall", VALUE).refused(1307),
    lists("RequestAdditionalSoftware", VALUE),
    lists("BasicDriverOk", VALUE),
];

static INSTALL: &[Directive] = &[
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

static HARDWARE: &[Directive] = &[
    INCLUDE,
    NEEDS,
    add_reg(&[registry(Owner::Hardware)]),
    ADD_PROPERTY,
    DEL_REG,
    DEL_PROPERTY,
    BIT_REG,
];

/// The flags of `AddService`.
const SERVICE_FLAGS: u32 = 0x0007_FDFB;
/// The flags of `DelService`: SPSVCINST_DELETEEVENTLOGENTRY and SPSVCINST_STOPSERVICE.
const DELETE_SERVICE_FLAGS: u32 = 0x0204;

static SERVICES: &[Directive] = &[
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

static INTERFACES: &[Directive] = &[
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

static INTERFACE: &[Directive] = &[
    INCLUDE,
    NEEDS,
    add_reg(&[registry(Owner::Interface)]),
    ADD_PROPERTY,
    DEL_REG,
    DEL_PROPERTY,
    BIT_REG,
];

static WDF: &[Directive] = &[
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

static WDF_SERVICE: &[Directive] = &[
    sets("KmdfLibraryVersion", VALUE),
    sets("UmdfLibraryVersion", VALUE),
    sets("ServiceBinary", PATH),
    lists("UmdfExtensions", VALUE),
    sets("DriverCLSID", &[need("class", Guid)]),
];

static FILTERS: &[Directive] = &[
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

static FILTER: &[Directive] = &[
    sets("FilterLevel", VALUE),
    sets(
        "FilterPosition",
        &[need("position", Word(&["Upper", "Lower"]))],
    ),
];

static COMPONENTS: &[Directive] = &[
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

static COMPONENT: &[Directive] = &[
    lists("ComponentIDs", VALUE).required(1289),
    takes("DisplayName", VALUE),
    takes("Description", VALUE),
];

static SOFTWARE: &[Directive] = &[
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

static SOFTWARE_ITEM: &[Directive] = &[
    sets("SoftwareType", &[need("type", Number(1, 2))]).required(1289),
    sets("SoftwareBinary", &[need("file", Text)]),
    lists("SoftwareArguments", VALUE),
    sets("SoftwareVersion", &[need("version", ValueKind::Version)]),
    sets("SoftwareID", VALUE),
];

static EVENTS: &[Directive] = &[
    INCLUDE,
    NEEDS,
    takes(
        "AddEventProvider",
        &[
            need("provider", Guid),
            need("provider section", Section(Kind::EventProvider)),
        ],
    )
    .since(17763),
    takes(
        "AddAutoLogger",
        &[
            need("session name", Text),
            need("session", Guid),
            need("logger section", Section(Kind::AutoLogger)),
        ],
    )
    .since(22000),
    takes(
        "UpdateAutoLogger",
        &[
            need("session name", Text),
            need("logger section", Section(Kind::AutoLoggerUpdate)),
        ],
    )
    .since(22000),
];

static EVENT_PROVIDER: &[Directive] = &[
    sets("ProviderName", VALUE).required(1289),
    sets("ResourceFile", PATH).required(1289),
    sets("MessageFile", PATH),
    sets("ParameterFile", PATH),
    takes("ImportChannel", VALUE),
    takes(
        "AddChannel",
        &[
            need("channel name", Text),
            need("channel type", Number(1, 4)),
            may("channel section", Section(Kind::Channel)),
        ],
    ),
];

static CHANNEL: &[Directive] = &[
    sets("Isolation", &[need("isolation", Number(1, 3))]),
    sets("Access", VALUE),
    sets("Enabled", BIT),
    sets("Value", ANY),
    sets("LoggingMaxSize", ANY),
    sets("LoggingRetention", &[need("retention", Number(1, 2))]),
    sets("LoggingAutoBackup", BIT),
];

const LOGGER_PROVIDER_LINE: Directive = takes(
    "AddAutoLoggerProvider",
    &[
        need("provider", Guid),
        may("provider section", Section(Kind::LoggerProvider)),
    ],
);

static AUTO_LOGGER: &[Directive] = &[
    sets("Start", BIT).required(1289),
    sets("BufferSize", ANY),
    sets("ClockType", &[need("clock", Number(1, 3))]),
    sets("DisableRealtimePersistence", BIT),
    sets("FileName", VALUE),
    sets("FileMax", ANY),
    sets("FlushTimer", ANY),
    sets("LogFileMode", ANY),
    sets("MaxFileSize", ANY),
    sets("MaximumBuffers", ANY),
    sets("MinimumBuffers", ANY),
    LOGGER_PROVIDER_LINE,
];

static AUTO_LOGGER_UPDATE: &[Directive] = &[LOGGER_PROVIDER_LINE];

static COM: &[Directive] = &[
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

static COM_SERVER: &[Directive] = &[
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

static COM_CLASS: &[Directive] = &[sets("Description", VALUE), sets("ThreadingModel", VALUE)];

static WMI: &[Directive] = &[takes(
    "WMIInterface",
    &[
        need("class", Guid),
        may("flags", Text),
        need("WMI section", Section(Kind::WmiClass)),
    ],
)];

static WMI_CLASS: &[Directive] = &[sets("Security", VALUE).required(1289)];

static CO_INSTALLERS: &[Directive] = &[
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

static CLASS_INSTALL: &[Directive] = &[
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

static INTERFACE_CLASS: &[Directive] = &[
    INCLUDE,
    NEEDS,
    COPY_FILES,
    add_reg(&[registry(Owner::Class)]),
    ADD_PROPERTY,
    DEL_REG,
    DEL_PROPERTY,
];

/// `ServiceType` and its companions are numbers of the service manager; `services.rs` reads them.
static SERVICE: &[Directive] = &[
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

static EVENT_LOG: &[Directive] = &[add_reg(&[registry(Owner::EventLog)]), DEL_REG, BIT_REG];

impl Kind {
    /// The directives of such a section; nothing when its lines are something else.
    pub(super) fn directives(self) -> Option<&'static [Directive]> {
        Some(match self {
            Self::Version => VERSION,
            Self::ControlFlags => CONTROL_FLAGS,
            Self::Install => INSTALL,
            Self::Hardware => HARDWARE,
            Self::Services => SERVICES,
            Self::Interfaces => INTERFACES,
            Self::Interface => INTERFACE,
            Self::Wdf => WDF,
            Self::WdfService => WDF_SERVICE,
            Self::Filters => FILTERS,
            Self::Filter => FILTER,
            Self::Components => COMPONENTS,
            Self::Component => COMPONENT,
            Self::Software => SOFTWARE,
            Self::SoftwareItem => SOFTWARE_ITEM,
            Self::Events => EVENTS,
            Self::EventProvider => EVENT_PROVIDER,
            Self::Channel => CHANNEL,
            Self::AutoLogger => AUTO_LOGGER,
            Self::AutoLoggerUpdate => AUTO_LOGGER_UPDATE,
            Self::Com => COM,
            Self::ComServer => COM_SERVER,
            Self::ComClass => COM_CLASS,
            Self::Wmi => WMI,
            Self::WmiClass => WMI_CLASS,
            Self::CoInstallers => CO_INSTALLERS,
            Self::ClassInstall => CLASS_INSTALL,
            Self::InterfaceClass => INTERFACE_CLASS,
            Self::Service => SERVICE,
            Self::EventLog => EVENT_LOG,
            _ => return None,
        })
    }

    /// Whether directives that the table does not have are known to be wrong here.
    pub(super) fn is_closed(self) -> bool {
        !matches!(
            self,
            Self::Version
                | Self::ControlFlags
                | Self::Install
                | Self::ClassInstall
                | Self::Wdf
                | Self::WdfService
        )
    }

    /// What its lines look like: sections of one format can be read as each other without harm.
    pub(super) fn format(self) -> u8 {
        match self {
            Self::AddReg(_) | Self::DelReg => 1,
            Self::CopyFiles | Self::DelFiles | Self::RenFiles => 2,
            Self::List => 3,
            Self::Service => 4,
            Self::EventLog => 5,
            Self::Interface => 6,
            Self::Filter => 7,
            Self::Component => 8,
            Self::SoftwareItem => 9,
            Self::WdfService => 10,
            _ => 0,
        }
    }
}

/// The sections beside a DDInstall section, by what is appended to its name.
pub(super) static SUFFIXES: &[(&str, Kind)] = &[
    ("HW", Kind::Hardware),
    ("Services", Kind::Services),
    ("Interfaces", Kind::Interfaces),
    ("Wdf", Kind::Wdf),
    ("Filters", Kind::Filters),
    ("Components", Kind::Components),
    ("Software", Kind::Software),
    ("Events", Kind::Events),
    ("COM", Kind::Com),
    ("WMI", Kind::Wmi),
    ("CoInstallers", Kind::CoInstallers),
    ("LogConfigOverride", Kind::LogConfigOverride),
    ("FactDef", Kind::FactDef),
];

/// The part of `section` that says what kind it is.
pub(super) fn suffix(section: &str) -> Option<&'static str> {
    let (_, last) = section.rsplit_once('.')?;
    let known = SUFFIXES
        .iter()
        .find(|(it, _)| it.eq_ignore_ascii_case(last));
    known.map(|(suffix, _)| *suffix)
}
