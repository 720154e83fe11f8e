//! Which directives a section takes: one table per kind of section.
//!
//! Each directive says its values in order; the walk checks them, follows those that name
//! sections, and hands the rest to the file of the subject.

mod components;
mod directive;
mod events;
mod install;
mod services;
mod wdf;

pub(super) use directive::{ADD_FILTER, Directive, Support, Value, ValueKind};

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
impl Kind {
    /// The directives of such a section; nothing when its lines are something else.
    pub(super) fn directives(self) -> Option<&'static [Directive]> {
        Some(match self {
            Self::Version => install::VERSION,
            Self::ControlFlags => install::CONTROL_FLAGS,
            Self::Install => install::INSTALL,
            Self::Hardware => install::HARDWARE,
            Self::Services => services::SERVICES,
            Self::Interfaces => install::INTERFACES,
            Self::Interface => install::INTERFACE,
            Self::Wdf => wdf::WDF,
            Self::WdfService => wdf::WDF_SERVICE,
            Self::Filters => install::FILTERS,
            Self::Filter => install::FILTER,
            Self::Components => components::COMPONENTS,
            Self::Component => components::COMPONENT,
            Self::Software => components::SOFTWARE,
            Self::SoftwareItem => components::SOFTWARE_ITEM,
            Self::Events => events::EVENTS,
            Self::EventProvider => events::EVENT_PROVIDER,
            Self::Channel => events::CHANNEL,
            Self::AutoLogger => events::AUTO_LOGGER,
            Self::AutoLoggerUpdate => events::AUTO_LOGGER_UPDATE,
            Self::Com => components::COM,
            Self::ComServer => components::COM_SERVER,
            Self::ComClass => components::COM_CLASS,
            Self::Wmi => components::WMI,
            Self::WmiClass => components::WMI_CLASS,
            Self::CoInstallers => install::CO_INSTALLERS,
            Self::ClassInstall => install::CLASS_INSTALL,
            Self::InterfaceClass => install::INTERFACE_CLASS,
            Self::Service => services::SERVICE,
            Self::EventLog => services::EVENT_LOG,
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

/// Whether `key`, which the section's table does not have, is a directive of another section. Sections
/// that take settings of their own may have other words of such tables.
pub(super) fn is_misplaced(key: &str) -> bool {
    const DIRECTIVES: [&str; 21] = [
        "AddAutoLogger",
        "AddComponent",
        "AddComServer",
        "AddEventProvider",
        "AddFilter",
        "AddInterface",
        "AddReg",
        "AddService",
        "AddSoftware",
        "CopyFiles",
        "DelService",
        "ErrorControl",
        "KmdfLibraryVersion",
        "KmdfService",
        "ServiceBinary",
        "ServiceType",
        "StartType",
        "UmdfLibraryVersion",
        "UmdfService",
        "UmdfServiceOrder",
        "WMIInterface",
    ];
    DIRECTIVES.iter().any(|it| it.eq_ignore_ascii_case(key))
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
