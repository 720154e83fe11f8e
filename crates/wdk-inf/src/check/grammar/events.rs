//! Event providers, their channels, and trace sessions.

use super::{
    Kind,
    directive::{
        ANY, BIT, Directive, INCLUDE, NEEDS, PATH, VALUE,
        ValueKind::{Guid, Number, Section, Text},
        may, need, sets, takes,
    },
};

pub(super) static EVENTS: &[Directive] = &[
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

pub(super) static EVENT_PROVIDER: &[Directive] = &[
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

pub(super) static CHANNEL: &[Directive] = &[
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

pub(super) static AUTO_LOGGER: &[Directive] = &[
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

pub(super) static AUTO_LOGGER_UPDATE: &[Directive] = &[LOGGER_PROVIDER_LINE];
