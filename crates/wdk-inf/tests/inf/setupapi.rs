//! The same INF files read by this crate and by an implementation of setupapi that others wrote: Wine's.
//!
//! Needs `x86_64-w64-mingw32-gcc` and `wine64` (Debian: gcc-mingw-w64-x86-64, wine64); skipped with a
//! message where they are missing, unless `WDK_REQUIRE_WINE` is set.
//!
//! # Where Wine differs from Windows or from us by intent
//!
//! These are kept out of the comparison; nothing else is.
//!
//! | what | Wine | here | decided by |
//! |---|---|---|---|
//! | UTF-8 without a mark | reads the ANSI code page | reads UTF-8, warns 1003 | [General guidelines](https://learn.microsoft.com/windows-hardware/drivers/install/general-guidelines-for-inf-files): neither is valid, and repositories hold UTF-8 |
//! | fields of 512 to 4095 characters | cuts them off | reads them | [General syntax rules](https://learn.microsoft.com/windows-hardware/drivers/install/general-syntax-rules-for-inf-files): 4096 with the terminating zero |
//! | the carriage return that ends a line with an unclosed quote | belongs to the value | belongs to the line end | [General syntax rules](https://learn.microsoft.com/windows-hardware/drivers/install/general-syntax-rules-for-inf-files): a line ends with carriage return and line feed |
//! | blanks between a `\` that continues nothing and the end of the field | belong to the value | are dropped like all blanks at the end of a field | the same page: blanks around a value do not count |
//! | `Signature = %string%` | `ERROR_WRONG_INF_STYLE` | the string is replaced | the same page: a string may stand for any value |
//! | the number of no directory, `%99%` | `C:\windows\system32\unknown` | left as it is | [Using dirids](https://learn.microsoft.com/windows-hardware/drivers/install/using-dirids): an id is invalid until somebody sets it |
//!
//! Where Wine has the directories is asked first; `%13%`, the package, is such an unknown one there.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::Mutex,
};

use proptest::{
    strategy::{Strategy as _, ValueTree as _},
    test_runner::TestRunner,
};
use wdk_inf::{Dirs, Encoding, Inf, text::encode};

use crate::generator;

const RANDOM_FILES: usize = 1000;

/// What a reader found in a file: sections in order, each with its lines. The key comes first.
#[derive(Debug, PartialEq, Eq)]
enum Content {
    Refused { line: Option<u32> },
    Sections(Vec<(String, Vec<Vec<Option<String>>>)>),
}

impl Content {
    /// The first thing that `other` has otherwise.
    fn difference(&self, other: &Self) -> Option<String> {
        let (Self::Sections(ours), Self::Sections(theirs)) = (self, other) else {
            return (self != other).then(|| format!("ours {self:?}\ntheirs {other:?}"));
        };
        for (ours, theirs) in ours.iter().zip(theirs) {
            if ours.0 != theirs.0 || ours.1.len() != theirs.1.len() {
                return Some(format!("ours {ours:?}\ntheirs {theirs:?}"));
            }
            let mut lines = ours.1.iter().zip(&theirs.1);
            if let Some((ours, theirs)) = lines.find(|(ours, theirs)| ours != theirs) {
                return Some(format!("ours {ours:?}\ntheirs {theirs:?}"));
            }
        }
        let counts = (ours.len(), theirs.len());
        (counts.0 != counts.1).then(|| format!("{counts:?} sections"))
    }
}

#[derive(Debug, Default)]
struct Count {
    files: usize,
    refused: usize,
    sections: usize,
    lines: usize,
    fields: usize,
}

impl Count {
    fn add(&mut self, content: &Content) {
        self.files += 1;
        match content {
            Content::Refused { .. } => self.refused += 1,
            Content::Sections(sections) => {
                self.sections += sections.len();
                for (_, lines) in sections {
                    self.lines += lines.len();
                    self.fields += lines.iter().map(Vec::len).sum::<usize>();
                }
            }
        }
    }
}

#[test]
fn wines_setupapi_reads_the_same_from_our_files() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut paths = Vec::new();
    for folder in ["inf", "crates/cargo-wdk/templates"] {
        find_infs(&root.join(folder), &mut paths);
    }
    let files = paths.iter().map(|path| fs::read(path).unwrap()).collect();
    let Some(count) = compare("ours", files) else {
        return;
    };
    assert!(count.files >= 5 && count.refused == 0, "{count:?}");
    assert!(count.sections >= 60 && count.lines >= 150, "{count:?}");
}

#[test]
fn wines_setupapi_reads_the_same_from_random_files() {
    let mut runner = TestRunner::deterministic();
    let file = generator::file();
    let files = (0..RANDOM_FILES).map(|at| {
        let text = file.new_tree(&mut runner).unwrap().current();
        // Every fourth is stored as UTF-16, with characters that code page 1252 lacks.
        let (text, encoding) = match at % 4 {
            0 => (text.replace("aa", "日Ā"), Encoding::Utf16Le),
            _ => (text, Encoding::Ansi),
        };
        encode(&text, encoding).unwrap()
    });
    let Some(count) = compare("random", files.collect()) else {
        return;
    };
    assert!(
        count.files == RANDOM_FILES && (1..RANDOM_FILES / 4).contains(&count.refused),
        "{count:?}"
    );
    assert!(
        count.sections > RANDOM_FILES * 3 && count.lines > RANDOM_FILES * 10,
        "{count:?}"
    );
}

fn find_infs(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            find_infs(&path, found);
        } else if path
            .extension()
            .is_some_and(|it| it == "inx" || it == "inf")
        {
            found.push(path);
        }
    }
    found.sort();
}

/// Reads `files` both ways; `None` when this machine cannot.
fn compare(name: &str, files: Vec<Vec<u8>>) -> Option<Count> {
    // Both tests use one Wine prefix: making one takes longer than everything else.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _turn = ONE_AT_A_TIME.lock();
    let shared = Path::new(env!("CARGO_TARGET_TMPDIR")).join("setupapi");
    let folder = shared.join(name);
    fs::create_dir_all(&folder).unwrap();
    let reader = build(&folder)?;
    let wine = wine()?;
    // The first file asks where the directories are.
    let probe: String = generator::DIRIDS
        .iter()
        .map(|id| format!("{id} = %{id}%\n"))
        .collect();
    let probe = format!("[Version]\nSignature=\"$Windows NT$\"\n[Dirs]\n{probe}").into_bytes();
    let files: Vec<_> = [probe].into_iter().chain(files).collect();
    let mut list = Vec::new();
    for (at, bytes) in files.iter().enumerate() {
        let path = folder.join(format!("{at}.inf"));
        fs::write(&path, bytes).unwrap();
        let line = format!("Z:{}\n", path.display()).replace('/', "\\");
        list.extend(line.encode_utf16().flat_map(u16::to_le_bytes));
    }
    let list_path = folder.join("list");
    fs::write(&list_path, list).unwrap();
    let output = Command::new(wine)
        .arg(&reader)
        .arg(format!("Z:{}", list_path.display()).replace('/', "\\"))
        // The one that the tests of wdk-devices use: a prefix has 700 MB.
        .env(
            "WINEPREFIX",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("wine"),
        )
        .env("WINEARCH", "win64")
        .env("WINEDEBUG", "-all")
        .env("LC_ALL", "C")
        .env_remove("DISPLAY")
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let mut read = parse_output(&String::from_utf8(output.stdout).unwrap()).into_iter();
    let dirs = dirs(&read.next().unwrap());
    let mut count = Count::default();
    for (at, (theirs, bytes)) in read.zip(&files[1..]).enumerate() {
        let ours = ours(bytes, &dirs);
        if let Some(difference) = ours.difference(&theirs) {
            let text = wdk_inf::text::decode(bytes).map(|(text, _)| text);
            panic!(
                "file {} differs: {difference}\n{}",
                at + 1,
                text.unwrap_or_default()
            );
        }
        count.add(&theirs);
    }
    eprintln!("setupapi reads the same: {count:?}");
    Some(count)
}

fn missing(what: &str) {
    let message = format!("{what} is not installed");
    assert!(env::var_os("WDK_REQUIRE_WINE").is_none(), "{message}");
    eprintln!("skipped, {message}: apt-get install gcc-mingw-w64-x86-64 wine64");
}

fn build(folder: &Path) -> Option<PathBuf> {
    let program = folder.join("read_inf.exe");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/inf/read_inf.c");
    let compiler = Command::new("x86_64-w64-mingw32-gcc")
        .args(["-Wall", "-Wextra", "-Werror", "-O1", "-municode", "-o"])
        .args([&program, &source])
        .arg("-lsetupapi")
        .status();
    match compiler {
        Ok(status) => assert!(status.success(), "read_inf.c does not compile"),
        Err(_) => {
            missing("x86_64-w64-mingw32-gcc");
            return None;
        }
    }
    Some(program)
}

fn wine() -> Option<&'static str> {
    let works = |name: &&str| {
        let version = Command::new(name).arg("--version").output();
        version.is_ok_and(|it| it.status.success())
    };
    let found = ["wine64", "/usr/lib/wine/wine64", "wine"]
        .into_iter()
        .find(works);
    if found.is_none() {
        missing("wine64");
    }
    found
}

fn parse_output(output: &str) -> Vec<Content> {
    let mut files: Vec<Content> = Vec::new();
    for line in output.lines() {
        let mut words = line.split_ascii_whitespace();
        let kind = words.next().unwrap();
        if kind == "file" {
            files.push(Content::Sections(Vec::new()));
            continue;
        }
        let file = files.last_mut().unwrap();
        match (kind, file) {
            ("error", file) => {
                let line = words
                    .nth(1)
                    .and_then(|it| it.parse().ok())
                    .filter(|it| *it != 0);
                *file = Content::Refused { line };
            }
            ("section", Content::Sections(sections)) => {
                sections.push((hex(words.next().unwrap()).unwrap(), Vec::new()));
            }
            ("line", Content::Sections(sections)) => {
                let fields =
                    words.map(|it| hex(it).map(|text| text.trim_end_matches('\r').to_owned()));
                sections.last_mut().unwrap().1.push(fields.collect());
            }
            other => panic!("{other:?}"),
        }
    }
    files
}

/// The text of four digits a UTF-16 code unit; `!` is none.
fn hex(digits: &str) -> Option<String> {
    match digits {
        "!" => return None,
        "-" => return Some(String::new()),
        _ => {}
    }
    let (units, rest) = digits.as_bytes().as_chunks::<4>();
    assert!(rest.is_empty());
    let units = units
        .iter()
        .map(|it| u16::from_str_radix(str::from_utf8(it).unwrap(), 16).unwrap());
    Some(String::from_utf16(&units.collect::<Vec<_>>()).unwrap())
}

fn dirs(probe: &Content) -> Dirs {
    let Content::Sections(sections) = probe else {
        panic!("{probe:?}")
    };
    let (_, lines) = &sections[1];
    lines.iter().fold(Dirs::default(), |dirs, line| {
        let [Some(id), Some(path)] = line.as_slice() else {
            panic!("{line:?}")
        };
        dirs.with(id.parse().unwrap(), path)
    })
}

/// What this crate reads, with the sections of one name joined as Windows does.
fn ours(bytes: &[u8], dirs: &Dirs) -> Content {
    let inf = match Inf::parse(bytes) {
        Ok(inf) => inf,
        Err(error) => {
            let finding = error.diagnostics.iter().find(|it| it.code == 1002);
            let line = finding.map(|it| error.text[..it.span.start].matches('\n').count() + 1);
            return Content::Refused {
                line: line.map(|it| u32::try_from(it).unwrap()),
            };
        }
    };
    let mut sections: Vec<(String, Vec<Vec<Option<String>>>)> = Vec::new();
    let resolve = |value: &str| Some(inf.strings().resolve(value, dirs));
    for section in &inf.document().sections {
        let known = sections
            .iter()
            .position(|(name, _)| name.eq_ignore_ascii_case(&section.name.value));
        let at = known.unwrap_or_else(|| {
            sections.push((section.name.value.clone(), Vec::new()));
            sections.len() - 1
        });
        for line in &section.lines {
            let key = line.key().and_then(|it| resolve(&it.value));
            let fields = line.fields.iter().map(|it| resolve(&it.value));
            sections[at]
                .1
                .push([key].into_iter().chain(fields).collect());
        }
    }
    Content::Sections(sections)
}
