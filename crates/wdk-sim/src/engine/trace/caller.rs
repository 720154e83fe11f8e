//! Who called a function of the system or of the framework: the driver or the framework, and from
//! which line.

use std::{
    borrow::Cow,
    cell::RefCell,
    collections::HashMap,
    path::{Path, PathBuf},
    rc::Rc,
    sync::Arc,
};

use serde::Serialize;

use crate::engine::{error::Frame, native};

/// Frames that are looked at for one caller.
const DEPTH: usize = 64;

/// Whose code called a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Caller {
    /// A driver's own code, or that of a library which the driver uses.
    Driver,
    /// The framework, on behalf of a driver.
    Framework,
    /// The simulated system itself.
    System,
}

/// A caller and its source line.
pub(crate) type Found = (Caller, Option<Arc<str>>);

/// A function at an address.
struct Function {
    of: Owner,
    /// The last part of its name.
    name: String,
    /// `src/lib.rs:42`.
    line: Option<Arc<str>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    Driver,
    Framework,
    System,
    /// The crates below a driver: what they call is called for it.
    Library,
    /// The language's library, in the process: it tells nothing.
    Language,
}

/// What was found out about addresses; an address is looked up once.
#[derive(Default)]
pub(crate) struct Callers(RefCell<HashMap<usize, Rc<[Function]>>>);

impl Callers {
    /// Images have moved.
    pub(crate) fn forget(&self) {
        self.0.borrow_mut().clear();
    }

    fn at(
        &self,
        address: usize,
        frames_of_image: impl FnOnce(usize) -> Option<Vec<Frame>>,
    ) -> Rc<[Function]> {
        if let Some(known) = self.0.borrow().get(&address) {
            return Rc::clone(known);
        }
        let found: Rc<[Function]> = match frames_of_image(address) {
            Some(frames) => frames.into_iter().map(of_image).collect(),
            None => of_process(address).into(),
        };
        self.0.borrow_mut().insert(address, Rc::clone(&found));
        found
    }
}

/// Where on the stack the search for a caller begins.
#[derive(Clone, Copy)]
pub(crate) enum Called {
    /// Behind the frame of the system's function with this name.
    Export(&'static str),
    /// Behind the framework's innermost frames: only a driver calls through its table.
    Table,
}

impl Callers {
    /// Who called the function that runs on this thread. `frames_of_image` knows the functions of
    /// loaded images.
    #[cold]
    #[inline(never)]
    pub(crate) fn caller_of(
        &self,
        called: Called,
        frames_of_image: impl Fn(usize) -> Option<Vec<Frame>>,
    ) -> Found {
        let mut search = Search {
            called,
            is_past: false,
            found: None,
            line: None,
        };
        let mut depth = 0;
        native::each_frame(|frame| {
            // A return address may belong to the next line; the call is before it.
            let address = (frame.ip() as usize).wrapping_sub(1);
            let functions = self.at(address, &frames_of_image);
            depth += 1;
            functions.iter().all(|function| search.goes_on(function)) && depth < DEPTH
        });
        (search.found.unwrap_or(Caller::System), search.line)
    }
}

/// A walk up the stack, from the function to the line that called it.
struct Search {
    called: Called,
    /// The function's own frame is behind.
    is_past: bool,
    found: Option<Caller>,
    line: Option<Arc<str>>,
}

impl Search {
    /// Looks at the next frame; says whether the walk goes on.
    fn goes_on(&mut self, function: &Function) -> bool {
        match self.called {
            Called::Export(name) if !self.is_past => {
                self.is_past = function.name == name;
                return true;
            }
            Called::Table if self.found.is_none() => {
                if matches!(function.of, Owner::System | Owner::Framework) {
                    return true;
                }
            }
            _ => {}
        }
        match function.of {
            Owner::System => self.end(Caller::System),
            Owner::Framework => self.end(Caller::Framework),
            Owner::Driver => {
                self.line.clone_from(&function.line);
                self.end(Caller::Driver)
            }
            Owner::Library => {
                self.found = Some(Caller::Driver);
                true
            }
            Owner::Language => true,
        }
    }

    fn end(&mut self, caller: Caller) -> bool {
        self.found.get_or_insert(caller);
        false
    }
}

fn of_image(frame: Frame) -> Function {
    let name = frame.symbol.split_once('!').map_or("", |(_, name)| name);
    let file = frame.location.as_ref().map(|(file, _)| file.as_path());
    let of = match owner(name, file) {
        Owner::Library | Owner::Language => Owner::Library,
        _ => Owner::Driver,
    };
    Function {
        of,
        name: last(name),
        line: line(frame.location),
    }
}

fn of_process(address: usize) -> Vec<Function> {
    let functions = native::functions_before(address).into_iter();
    let each = functions.map(|found| Function {
        of: owner(&found.name, found.file.as_deref()),
        name: last(&found.name),
        line: line(found.location()),
    });
    each.collect()
}

/// The crates between a driver and what it calls.
const LIBRARIES: [&str; 4] = ["wdk", "wdk_sys", "wdk_alloc", "wdk_panic"];
const LANGUAGE: [&str; 3] = ["core", "alloc", "std"];

/// Whose function it is. Names lack their path where a build has only line tables; then the file
/// tells.
fn owner(name: &str, file: Option<&Path>) -> Owner {
    let path = name.trim_start_matches(['<', '&', '*']);
    if let Some((of, _)) = path.split_once("::") {
        match of {
            "kmdf" => return Owner::Framework,
            "wdk_sim" | "backtrace" | "corosensei" => return Owner::System,
            _ if LIBRARIES.contains(&of) => return Owner::Library,
            _ if LANGUAGE.contains(&of) => return Owner::Language,
            _ => {}
        }
    }
    let file = file.map(Path::to_string_lossy).unwrap_or_default();
    let file = file.replace('\\', "/");
    let is_of = |of: &str| {
        let of = of.replace('_', "-");
        file.contains(&format!("/{of}/src/"))
            || file.starts_with(&format!("{of}/src/"))
            || file
                .rsplit_once("/src/")
                .is_some_and(|(folder, _)| has_version(folder, &of))
    };
    if is_of("kmdf") {
        Owner::Framework
    } else if ["wdk_sim", "backtrace", "corosensei"]
        .into_iter()
        .any(is_of)
    {
        Owner::System
    } else if LIBRARIES.into_iter().any(is_of) {
        Owner::Library
    } else if file.contains("/rustc/") || file.contains("/library/") {
        Owner::Language
    } else {
        Owner::Driver
    }
}

/// Whether `folder` ends with `name-1.2.3`, as in the registry's sources.
fn has_version(folder: &str, name: &str) -> bool {
    let last = folder.rsplit('/').next().unwrap_or_default();
    last.strip_prefix(name)
        .and_then(|rest| rest.strip_prefix('-'))
        .is_some_and(|rest| rest.starts_with(|it: char| it.is_ascii_digit()))
}

/// The last part of a function's name.
fn last(name: &str) -> String {
    let name = name.split('<').next().unwrap_or_default();
    name.rsplit("::").next().unwrap_or_default().to_owned()
}

/// `src/lib.rs:42`: the file below its package, which is where a reader of the driver looks.
fn line(location: Option<(PathBuf, u32)>) -> Option<Arc<str>> {
    let (file, line) = location?;
    let file = file.to_string_lossy().replace('\\', "/");
    let package = file
        .rfind("/src/")
        .or_else(|| file.rfind("/tests/"))
        .map(|end| &file[..end])
        .and_then(|package| package.rfind('/'));
    let short: Cow<'_, str> = match package {
        Some(start) => file[start + 1..].into(),
        None => file.into(),
    };
    Some(format!("{short}:{line}").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_belongs_to_the_crate_in_its_name_or_to_that_of_its_file() {
        let of = |name: &str, file: &str| match owner(name, Some(Path::new(file))) {
            Owner::Driver => "driver",
            Owner::Framework => "framework",
            Owner::System => "system",
            Owner::Library => "library",
            Owner::Language => "language",
        };
        assert_eq!(of("kmdf::queue::present", ""), "framework");
        assert_eq!(of("<wdk::Request as core::fmt::Debug>::fmt", ""), "library");
        assert_eq!(
            of("KeSetEvent", "/home/x/crates/wdk-sim/src/a.rs"),
            "system"
        );
        assert_eq!(
            of("map", "/rustc/0123/library/core/src/option.rs"),
            "language"
        );
        assert_eq!(of("complete", "wdk/src/request.rs"), "library");
        assert_eq!(of("complete", r"C:\r\wdk-sys-0.5.1\src\a.rs"), "library");
        assert_eq!(of("read", "/home/x/toaster/src/slot.rs"), "driver");
        assert_eq!(of("read", "wdk-toaster/src/slot.rs"), "driver");
    }

    #[test]
    fn a_line_is_named_below_its_package() {
        let of = |file: &str| line(Some((file.into(), 7))).unwrap().to_string();
        assert_eq!(
            of("/home/x/driver/toaster/src/lib.rs"),
            "toaster/src/lib.rs:7"
        );
        assert_eq!(of("toaster/src/lib.rs"), "toaster/src/lib.rs:7");
        assert_eq!(of("sioctl.c"), "sioctl.c:7");
    }
}
