//! A link whose result does not depend on where it was made.
//!
//! The linker writes the paths of its inputs, its own and the current folder into the PDB, and the
//! image has a hash of the PDB. rustc names inputs by absolute paths, some in a folder with a
//! random name. So [`link`] stands between the two: it lays the inputs into a folder under their
//! bare names, and runs the linker there.

use std::{
    ffi::{OsStr, OsString},
    fs,
    io::{self, Read as _},
    path::{Path, PathBuf},
    process::{Command, ExitStatus},
};

use crate::link::CpuArchitecture;

/// The variable by which `cargo wdk build` names the real linker to itself, which it calls as the linker.
pub const REAL_LINKER: &str = "WDK_REAL_LINKER";

/// What relative paths in the PDB are relative to.
const BASE: &str = "/build";
/// Options of the linker that name a file, and whether the linker writes it.
const FILES: [(&str, bool); 6] = [
    ("/OUT:", true),
    ("/PDB:", true),
    ("/IMPLIB:", true),
    ("/DEF:", false),
    ("/NATVIS:", false),
    ("/WHOLEARCHIVE:", false),
];

/// LLVM's option for a named stream of the PDB: `/PDBSTREAM:name=file`.
pub const PDB_STREAM: &str = "/PDBSTREAM:";

/// Libraries that lie on no disk.
pub trait Libraries {
    /// The library called `name`, without an extension, if there is one.
    fn library(&self, name: &str, arch: CpuArchitecture) -> Option<io::Result<Vec<u8>>>;

    /// Those that the linker searches after everything that rustc names.
    fn last(&self) -> &[&str];
}

/// Runs `linker`, which is LLVM's, with rustc's `arguments`, in a folder that holds all inputs by
/// their names, and those of `libraries` that they name. What it writes goes where the arguments say.
///
/// # Errors
/// When a file cannot be read, laid out or moved, or the linker cannot be started.
pub fn link(
    linker: &Path,
    arguments: &[OsString],
    libraries: &dyn Libraries,
) -> io::Result<ExitStatus> {
    let arguments = expand(arguments)?;
    if !arguments.iter().any(|it| it == "/DRIVER") {
        return Err(io::Error::other(
            "the build script does not say how a driver is linked; write into build.rs: \
             fn main() -> Result<(), wdk_build::ConfigError> { wdk_build::configure_wdk_binary_build() }",
        ));
    }
    let out = arguments.iter().find_map(|it| value(it, "/OUT:"));
    let out = out.ok_or_else(|| io::Error::other("the linker has no /OUT argument"))?;
    let folder = PathBuf::from(out).with_extension("link");
    match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => fs::create_dir_all(&folder)?,
    }
    let mut layout = Layout::new(&folder);
    let mut own = Vec::new();
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        // The name that it is called by says so already.
        if word == "-flavor" {
            words.next();
            continue;
        }
        own.push(layout.argument(word)?);
    }
    let last = libraries.last().iter().map(|it| format!("{it}.lib").into());
    own.extend(last.collect::<Vec<OsString>>());
    layout.bring(libraries, &arguments, &own)?;
    own.push(format!("/PDBSOURCEPATH:{BASE}").into());
    let mut command = Command::new(linker);
    name_lld_link(&mut command);
    let status = command.args(own).current_dir(&folder).status()?;
    if status.success() {
        layout.move_results()?;
    }
    fs::remove_dir_all(&folder)?;
    Ok(status)
}

/// `rust-lld` is one program for all formats, and goes by its name.
#[cfg(unix)]
fn name_lld_link(command: &mut Command) {
    use std::os::unix::process::CommandExt as _;
    command.arg0("lld-link");
}

#[cfg(not(unix))]
fn name_lld_link(command: &mut Command) {
    command.args(["-flavor", "link"]);
}

/// The files of a link, in one folder.
struct Layout<'a> {
    folder: &'a Path,
    names: Vec<OsString>,
    written: Vec<(PathBuf, PathBuf)>,
}

impl<'a> Layout<'a> {
    fn new(folder: &'a Path) -> Self {
        Self {
            folder,
            names: Vec::new(),
            written: Vec::new(),
        }
    }

    /// The argument with bare names in place of paths.
    fn argument(&mut self, word: &OsStr) -> io::Result<OsString> {
        let file_option = FILES
            .into_iter()
            .find_map(|(option, written)| Some((option, written, value(word, option)?)));
        if let Some((option, written, path)) = file_option {
            let path = Path::new(path);
            let name = match written {
                true => self.output(path),
                false if path.exists() => self.input(path)?,
                false => return Ok(word.to_owned()),
            };
            let mut argument = OsString::from(option);
            argument.push(name);
            return Ok(argument);
        }
        // A file that becomes the stream `name` of the PDB.
        let stream = value(word, PDB_STREAM).and_then(OsStr::to_str);
        if let Some((name, path)) = stream.and_then(|it| it.split_once('=')) {
            let mut argument = OsString::from(format!("{PDB_STREAM}{name}="));
            argument.push(self.input(Path::new(path))?);
            return Ok(argument);
        }
        let path = Path::new(word);
        if path.is_absolute() && path.is_file() {
            return self.input(path);
        }
        Ok(word.to_owned())
    }

    /// Writes those of `libraries` that `words` name.
    fn bring(
        &self,
        libraries: &dyn Libraries,
        arguments: &[OsString],
        words: &[OsString],
    ) -> io::Result<()> {
        let Some(arch) = arguments.iter().find_map(|it| architecture(Path::new(it))) else {
            return Ok(());
        };
        for word in words.iter().map(Path::new) {
            let place = self.folder.join(word);
            let is_library = word
                .extension()
                .is_some_and(|it| it.eq_ignore_ascii_case("lib"));
            let is_bare = word.components().count() == 1;
            let name = word.file_stem().and_then(OsStr::to_str);
            if !is_library || !is_bare || place.exists() {
                continue;
            }
            if let Some(library) = name.and_then(|it| libraries.library(it, arch)) {
                fs::write(place, library?)?;
            }
        }
        Ok(())
    }

    fn output(&mut self, path: &Path) -> OsString {
        let name = self.name(path);
        self.written
            .push((self.folder.join(&name), path.to_owned()));
        name
    }

    fn input(&mut self, path: &Path) -> io::Result<OsString> {
        let name = self.name(path);
        let place = self.folder.join(&name);
        // A copy where the file is on another volume.
        if fs::hard_link(path, &place).is_err() {
            fs::copy(path, &place)?;
        }
        Ok(name)
    }

    /// A name that no other file has: that of the file, with a number where it is taken.
    fn name(&mut self, path: &Path) -> OsString {
        let plain = path.file_name().unwrap_or_default().to_owned();
        let mut name = plain.clone();
        let mut number = 2;
        while self.names.contains(&name) {
            name = OsString::from(format!("{number}-"));
            name.push(&plain);
            number += 1;
        }
        self.names.push(name.clone());
        name
    }

    /// Moves what was written to where it was wanted, and the PDB beside the image.
    fn move_results(&self) -> io::Result<()> {
        for (from, to) in &self.written {
            let symbols = from.with_extension("pdb");
            for (from, to) in [
                (from.as_path(), to.clone()),
                (&symbols, to.with_extension("pdb")),
            ] {
                if from.exists() {
                    put(from, &to)?;
                }
            }
        }
        Ok(())
    }
}

/// Moves a file to `to`. What is there and is no plain file, as a link, a pipe or `/dev/null`, is
/// written to and stays.
fn put(from: &Path, to: &Path) -> io::Result<()> {
    let special = fs::symlink_metadata(to).is_ok_and(|it| !it.is_file());
    if !special && fs::rename(from, to).is_ok() {
        return Ok(());
    }
    // Through what is there, or to another volume.
    let mut reader = fs::File::open(from)?;
    let mut writer = fs::File::create(to)?;
    io::copy(&mut reader, &mut writer)?;
    fs::remove_file(from)
}

/// What an object file is compiled for.
fn architecture(path: &Path) -> Option<CpuArchitecture> {
    if path.extension()? != "o" {
        return None;
    }
    let mut machine = [0; 2];
    fs::File::open(path).ok()?.read_exact(&mut machine).ok()?;
    match u16::from_le_bytes(machine) {
        0x8664 => Some(CpuArchitecture::Amd64),
        0xAA64 => Some(CpuArchitecture::Arm64),
        _ => None,
    }
}

/// What follows `option` in `word`; options are written in either case.
fn value<'a>(word: &'a OsStr, option: &str) -> Option<&'a OsStr> {
    let text = word.to_str()?;
    let head = text.get(..option.len())?;
    head.eq_ignore_ascii_case(option)
        .then(|| OsStr::new(&text[option.len()..]))
}

/// The arguments, with those of response files in the place of `@file`.
fn expand(arguments: &[OsString]) -> io::Result<Vec<OsString>> {
    let mut all = Vec::new();
    for argument in arguments {
        match argument.to_str().and_then(|it| it.strip_prefix('@')) {
            Some(file) => all.extend(response(&fs::read(file)?)?),
            None => all.push(argument.clone()),
        }
    }
    Ok(all)
}

/// rustc writes one argument to a line, in quotes, in UTF-16 for Microsoft's linker.
fn response(bytes: &[u8]) -> io::Result<Vec<OsString>> {
    let text = match bytes.strip_prefix(&[0xFF, 0xFE]) {
        Some(wide) => {
            let units: Vec<_> = wide
                .chunks_exact(2)
                .map(|it| u16::from_le_bytes([it[0], it[1]]))
                .collect();
            String::from_utf16(&units).map_err(io::Error::other)?
        }
        None => String::from_utf8(bytes.to_vec()).map_err(io::Error::other)?,
    };
    let unquote = |line: &str| match line.strip_prefix('"').and_then(|it| it.strip_suffix('"')) {
        Some(inner) => inner.replace("\\\"", "\"").replace("\\\\", "\\"),
        None => line.to_owned(),
    };
    Ok(text
        .lines()
        .filter(|it| !it.is_empty())
        .map(|it| unquote(it).into())
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_get_bare_names_and_outputs_go_home() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("one")).unwrap();
        fs::create_dir_all(at("link")).unwrap();
        for input in ["a.o", "one/a.o", "x.def"] {
            fs::write(at(input), input).unwrap();
        }
        let link = at("link");
        let mut layout = Layout::new(&link);
        let mut given = |text: String| layout.argument(OsStr::new(&text)).unwrap();
        assert_eq!(given(at("a.o").display().to_string()), "a.o");
        assert_eq!(given(at("one/a.o").display().to_string()), "2-a.o");
        assert_eq!(
            given(format!("/def:{}", at("x.def").display())),
            "/DEF:x.def"
        );
        assert_eq!(
            given(format!("/OUT:{}", at("d.dll").display())),
            "/OUT:d.dll"
        );
        assert_eq!(
            given(format!("/PDBSTREAM:x$1={}", at("x.def").display())),
            "/PDBSTREAM:x$1=2-x.def"
        );
        assert_eq!(
            given("/ENTRY:FxDriverEntry".to_owned()),
            "/ENTRY:FxDriverEntry"
        );
        assert_eq!(fs::read_to_string(link.join("2-a.o")).unwrap(), "one/a.o");
        for made in ["d.dll", "d.pdb"] {
            fs::write(link.join(made), made).unwrap();
        }
        layout.move_results().unwrap();
        assert_eq!(fs::read_to_string(at("d.dll")).unwrap(), "d.dll");
        assert_eq!(fs::read_to_string(at("d.pdb")).unwrap(), "d.pdb");
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_plain_file_is_written_to_and_stays() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("made"), "image").unwrap();
        fs::write(at("goal"), "old and longer").unwrap();
        std::os::unix::fs::symlink("goal", at("link")).unwrap();
        put(&at("made"), &at("link")).unwrap();
        assert!(fs::symlink_metadata(at("link")).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(at("goal")).unwrap(), "image");
        assert!(!at("made").exists());
    }

    #[test]
    fn response_files_are_read_in_both_encodings() {
        let text = "\"/OUT:a b.dll\"\n\"c:\\\\x.o\"\nplain\n";
        let wide = [0xFEFF]
            .into_iter()
            .chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<_>>();
        let expected = ["/OUT:a b.dll", "c:\\x.o", "plain"].map(OsString::from);
        assert_eq!(response(text.as_bytes()).unwrap(), expected);
        assert_eq!(response(&wide).unwrap(), expected);
    }
}
