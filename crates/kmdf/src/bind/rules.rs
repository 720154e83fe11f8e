//! Which drivers a framework of a version takes: the checks of `WDFLDR.SYS` and of the framework's
//! own registration of a driver.
//!
//! | check | where it is published |
//! |---|---|
//! | the bind block has 48 bytes, since 1.25 also 88 | `WDF_BIND_INFO2` in `fxldr.h`, under `WDF_STUB_VERSION >= 25` |
//! | a newer driver needs a minimum that the framework has | the comment of `MinimumVersionRequired` there |
//! | a newer driver knows as many functions and structures as the framework, at least | `FuncCountPtr`, `StructCountPtr` there; seen on Windows, described nowhere |
//! | any other driver has the function count of a released version, and no more than the framework | `FxLibraryCommonRegisterClient` in `fxlibrarycommon.cpp` |
//!
//! Both files are in [Windows-Driver-Frameworks](https://github.com/microsoft/Windows-Driver-Frameworks).
//! Two limits are this port's own: drivers for versions before 1.15, whose table the framework
//! copies into the driver, and for minor versions that never were.
#![forbid(unsafe_code)]

use core::fmt;

use wdk_sys::{
    NTSTATUS, STATUS_INFO_LENGTH_MISMATCH, STATUS_INVALID_PARAMETER, STATUS_REVISION_MISMATCH,
    wdf::{KmdfVersion, MAJOR_VERSION, RELEASED_MINORS, RELEASES, WDF_BIND_INFO, WDF_BIND_INFO2},
};

/// Bytes of the block that every loader knows.
pub(super) const SHORT: u32 = size_of::<WDF_BIND_INFO>() as u32;
/// Bytes of the block that has a minimum version, too.
pub(super) const LONG: u32 = size_of::<WDF_BIND_INFO2>() as u32;
/// The first minor version whose loader knows [`LONG`].
const FIRST_WITH_LONG: u32 = 25;

/// What a driver asks for in its bind block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Request {
    /// Bytes of the block.
    pub(super) size: u32,
    pub(super) major: u32,
    /// The minor version that the driver is built for.
    pub(super) minor: u32,
    /// Functions in the table of that version.
    pub(super) functions: u32,
    /// The second part of the longer block, as far as its pointers are not null.
    pub(super) minimum: Option<Minimum>,
}

/// What a driver says that can do with an older framework.
#[derive(Clone, Copy, Debug)]
pub(super) struct Minimum {
    /// The lowest minor version.
    pub(super) minor: u32,
    /// Behind `FuncCountPtr`.
    pub(super) functions: u32,
    /// Behind `StructCountPtr`.
    pub(super) structures: u32,
}

/// Why a driver is not bound.
#[derive(Clone, Copy, Debug)]
pub(super) struct Refusal {
    framework: u32,
    request: Request,
    reason: Reason,
}

#[derive(Clone, Copy, Debug)]
enum Reason {
    BlockSize,
    Major,
    Newer,
    FewerFunctions,
    FewerStructures,
    NeverReleased,
    FunctionCount,
}

impl Refusal {
    /// What `WdfVersionBind` returns.
    pub(super) fn status(&self) -> NTSTATUS {
        match self.reason {
            Reason::BlockSize => STATUS_INFO_LENGTH_MISMATCH,
            Reason::Major | Reason::Newer | Reason::NeverReleased => STATUS_REVISION_MISMATCH,
            Reason::FewerFunctions | Reason::FewerStructures | Reason::FunctionCount => {
                STATUS_INVALID_PARAMETER
            }
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            framework, request, ..
        } = self;
        let (major, minor) = (request.major, request.minor);
        let known = Counts::of(*framework);
        let minimum = request.minimum.unwrap_or(Minimum {
            minor,
            functions: 0,
            structures: 0,
        });
        match self.reason {
            Reason::BlockSize if *framework < FIRST_WITH_LONG => write!(
                f,
                "the bind block has {} bytes; the loader of KMDF 1.{framework} knows {SHORT}",
                request.size
            ),
            Reason::BlockSize => write!(
                f,
                "the bind block has {} bytes; this framework knows {SHORT} and {LONG}",
                request.size
            ),
            Reason::Major => write!(
                f,
                "the driver needs KMDF {major}.{minor}; this framework is KMDF 1.{framework}"
            ),
            Reason::Newer => write!(
                f,
                "the driver needs KMDF 1.{minor}; this framework is KMDF 1.{framework}. Build it \
                 for 1.{framework} (KMDF_VERSION_MINOR), or set KMDF_MINIMUM_VERSION_REQUIRED"
            ),
            Reason::FewerFunctions => write!(
                f,
                "the driver says KMDF 1.{minor} and, behind FuncCountPtr, {} functions; KMDF \
                 1.{framework} has {}",
                minimum.functions, known.functions
            ),
            Reason::FewerStructures => write!(
                f,
                "the driver says KMDF 1.{minor} and, behind StructCountPtr, {} structures; KMDF \
                 1.{framework} has {}",
                minimum.structures, known.structures
            ),
            Reason::NeverReleased => write!(
                f,
                "no table for KMDF 1.{minor}; this framework serves drivers built for 1.15 to \
                 1.{framework}"
            ),
            Reason::FunctionCount => write!(
                f,
                "the driver says KMDF 1.{minor} and {} functions; that version has {}, and no \
                 released version up to 1.{framework} has so many",
                request.functions,
                KmdfVersion::new(1, minor).function_count()
            ),
        }
    }
}

/// How long the tables of a framework are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) functions: u32,
    pub(super) structures: u32,
}

impl Counts {
    pub(super) fn of(minor: u32) -> Self {
        let version = KmdfVersion::new(MAJOR_VERSION, minor);
        Self {
            functions: version.function_count(),
            structures: version.structure_count(),
        }
    }
}

/// Whether KMDF 1.`framework` binds the driver, and whether that is newer than the framework.
pub(super) fn decide(framework: u32, request: Request) -> Result<bool, Refusal> {
    let refused = |reason| {
        Err(Refusal {
            framework,
            request,
            reason,
        })
    };
    let knows_block = match request.size {
        SHORT => true,
        LONG => framework >= FIRST_WITH_LONG,
        _ => false,
    };
    if !knows_block {
        return refused(Reason::BlockSize);
    }
    if request.major != MAJOR_VERSION {
        return refused(Reason::Major);
    }
    let known = Counts::of(framework);
    if request.minor > framework {
        return match request.minimum {
            Some(minimum) if minimum.minor <= framework => {
                if minimum.functions < known.functions {
                    refused(Reason::FewerFunctions)
                } else if minimum.structures < known.structures {
                    refused(Reason::FewerStructures)
                } else {
                    Ok(true)
                }
            }
            _ => refused(Reason::Newer),
        };
    }
    if !RELEASED_MINORS.contains(&request.minor) {
        return refused(Reason::NeverReleased);
    }
    let released = RELEASES
        .iter()
        .any(|release| release.functions == request.functions);
    if request.functions > known.functions || !released {
        return refused(Reason::FunctionCount);
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a driver asks for that is built by the rules of this repository.
    fn built(target: u32, minimum: u32) -> Request {
        let counts = Counts::of(target);
        Request {
            size: if target < 25 { SHORT } else { LONG },
            major: 1,
            minor: target,
            functions: counts.functions,
            minimum: (target >= 25).then_some(Minimum {
                minor: minimum,
                functions: counts.functions,
                structures: counts.structures,
            }),
        }
    }

    fn status(framework: u32, request: Request) -> NTSTATUS {
        decide(framework, request).map_or_else(|refusal| refusal.status(), i32::from)
    }

    #[test]
    fn a_newer_driver_with_fewer_functions_than_the_framework_is_refused() {
        // As a driver has it that leaves both counts 0.
        let mut driver = built(33, 25);
        if let Some(minimum) = &mut driver.minimum {
            minimum.functions = 0;
            minimum.structures = 0;
        }
        assert_eq!(status(31, driver), STATUS_INVALID_PARAMETER);
        // The framework that it is built for does not look at them.
        assert_eq!(decide(33, driver).ok(), Some(false));
    }

    #[test]
    fn a_newer_driver_with_fewer_structures_than_the_framework_is_refused() {
        for (framework, structures) in [(25, 80), (27, 80), (31, 81)] {
            let mut driver = built(33, 25);
            if let Some(minimum) = &mut driver.minimum {
                minimum.structures = structures - 1;
            }
            assert_eq!(status(framework, driver), STATUS_INVALID_PARAMETER);
            if let Some(minimum) = &mut driver.minimum {
                minimum.structures = structures;
            }
            assert_eq!(decide(framework, driver).ok(), Some(true), "1.{framework}");
        }
    }

    #[test]
    fn the_longer_block_is_unknown_before_1_25() {
        for framework in [15, 17, 19, 21, 23] {
            let long = Request {
                size: LONG,
                ..built(framework, framework)
            };
            assert_eq!(status(framework, long), STATUS_INFO_LENGTH_MISMATCH);
            assert_eq!(decide(framework, built(15, 15)).ok(), Some(false));
        }
    }

    #[test]
    fn a_function_count_is_that_of_a_released_version() {
        let with = |functions| Request {
            functions,
            ..built(31, 31)
        };
        assert_eq!(decide(31, with(458)).ok(), Some(false));
        // The library compares with all released counts, not with that of the driver's version.
        assert_eq!(decide(31, with(453)).ok(), Some(false));
        assert_eq!(status(31, with(455)), STATUS_INVALID_PARAMETER);
        assert_eq!(status(31, with(459)), STATUS_INVALID_PARAMETER);
        let newer_table = Request {
            functions: 454,
            ..built(27, 27)
        };
        assert_eq!(status(27, newer_table), STATUS_INVALID_PARAMETER);
    }
}
