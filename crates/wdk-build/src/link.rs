//! The linker's arguments for a driver image. The same for Microsoft's linker and for lld.

use std::{fmt, str::FromStr};

use crate::metadata::{DriverModel, FIRST_WITH_POOL2, KmdfVersion};

/// A processor architecture of Windows drivers, by its name in the WDK.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CpuArchitecture {
    /// x86-64.
    Amd64,
    /// 64-bit ARM.
    Arm64,
}

impl CpuArchitecture {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Amd64, Self::Arm64];

    /// The compiler's target.
    #[must_use]
    pub fn target(self) -> &'static str {
        match self {
            Self::Amd64 => "x86_64-pc-windows-msvc",
            Self::Arm64 => "aarch64-pc-windows-msvc",
        }
    }

    /// The architecture of this process, when drivers can be built for it.
    #[must_use]
    pub fn of_host() -> Option<Self> {
        match std::env::consts::ARCH {
            "x86_64" => Some(Self::Amd64),
            "aarch64" => Some(Self::Arm64),
            _ => None,
        }
    }
}

impl fmt::Display for CpuArchitecture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Amd64 => "amd64",
            Self::Arm64 => "arm64",
        })
    }
}

impl FromStr for CpuArchitecture {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL
            .into_iter()
            .find(|it| text.eq_ignore_ascii_case(&it.to_string()));
        found.ok_or_else(|| format!("unknown architecture {text:?}; use amd64 or arm64"))
    }
}

/// The arguments of the linker for the image of driver `name`, which runs on Windows from `build` on
/// where that is stated.
///
/// See [DRIVER](https://learn.microsoft.com/cpp/build/reference/driver-windows-nt-kernel-mode-driver)
/// and its neighbours.
#[must_use]
pub fn arguments(model: DriverModel, build: Option<u32>, name: &str) -> Vec<String> {
    let fixed = [
        "/DRIVER",
        "/NODEFAULTLIB",
        "/SUBSYSTEM:NATIVE",
        "/NXCOMPAT",
        "/DYNAMICBASE",
        "/OPT:REF,ICF",
        "/INTEGRITYCHECK",
        "/MANIFEST:NO",
        // The load configuration of `wdk-sys`, which no code names.
        "/INCLUDE:_load_config_used",
        // The C library's, which the compiler's own library names and kernel code does not call.
        "/ALTERNATENAME:fma=__wdk_no_fma",
        "/ALTERNATENAME:fmaf=__wdk_no_fma",
        // Sets the checksum, which the kernel's loader verifies.
        "/RELEASE",
        // A hash of the contents instead of the time.
        "/BREPRO",
    ];
    let entry = format!("/ENTRY:{}", model.entry_point());
    // The image names its PDB without the folder it was built in.
    let pdb = format!("/PDBALTPATH:{name}.pdb");
    // The entry stub of `wdk-sys` has a named constant for each minor version. A WDM image does not
    // use the stub, but the linker reads it all the same.
    let version = match model {
        DriverModel::Kmdf(version) => version,
        DriverModel::Wdm => KmdfVersion::default(),
    };
    let versions = [
        ("target", version.target_minor),
        ("minimum", version.minimum_minor),
    ];
    let versions = versions.map(|(which, minor)| {
        format!("/ALTERNATENAME:__wdk_kmdf_{which}_minor=__wdk_kmdf_minor_{minor}")
    });
    // `ExAllocatePool2` stops an older system's loader, so that the image may not even import it.
    let pool = match build {
        Some(build) if build < FIRST_WITH_POOL2 => "tag",
        _ => "2",
    };
    let pool = format!("/ALTERNATENAME:__wdk_allocate_pool=__wdk_allocate_pool_{pool}");
    fixed
        .into_iter()
        .map(str::to_owned)
        .chain([entry, pdb])
        .chain(versions)
        .chain([pool])
        .collect()
}
