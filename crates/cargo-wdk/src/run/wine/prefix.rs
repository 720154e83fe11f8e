//! A prefix: a Windows of Wine's own in a folder.
//!
//! Making one takes Wine many seconds, so it is done once for a version of Wine. A run has a copy,
//! whose files are links to those of the template where the file system can, and removes it.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, bail};
use tempfile::TempDir;

use super::tools::Wine;
use crate::output::Output;

/// How long Wine may take to make a prefix.
const BOOT_LIMIT: Duration = Duration::from_secs(180);

/// Where this program keeps what it can make again.
pub(super) fn cache() -> anyhow::Result<PathBuf> {
    let home = || env::home_dir().map(|it| it.join(".cache"));
    let folder = env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .filter(|it| it.is_absolute());
    let folder = folder
        .or_else(home)
        .context("no HOME and no XDG_CACHE_HOME: set one of them")?;
    let folder = folder.join("cargo-wdk");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}

/// A prefix of one run; its processes end with it, and it is removed.
pub(super) struct Prefix<'a> {
    wine: &'a Wine,
    folder: TempDir,
}

impl<'a> Prefix<'a> {
    /// A copy of the template, which is made when there is none.
    pub(super) fn new(wine: &'a Wine, output: &Output) -> anyhow::Result<Self> {
        let cache = cache()?;
        let safe = |it: char| {
            if it.is_alphanumeric() || ".-".contains(it) {
                it
            } else {
                '_'
            }
        };
        let name: String = wine.version.chars().map(safe).collect();
        let template = cache.join(name);
        if !template.is_dir() {
            make_template(wine, &cache, &template, output)?;
        }
        remove_old(&cache);
        let folder = tempfile::Builder::new().prefix("run-").tempdir_in(&cache)?;
        copy_tree(&template, folder.path())
            .with_context(|| format!("cannot copy {}", template.display()))?;
        Ok(Self { wine, folder })
    }

    /// The folder that Windows calls `C:`.
    pub(super) fn drive(&self) -> PathBuf {
        self.folder.path().join("drive_c")
    }

    /// What Wine says goes into this file.
    pub(super) fn log(&self) -> PathBuf {
        self.folder.path().join("wine.log")
    }

    /// A Windows program of the prefix, with pipes for its input and output.
    pub(super) fn spawn(&self, program: &Path) -> anyhow::Result<Child> {
        let log = fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.log())?;
        command(&self.wine.program, self.folder.path())
            .arg(program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .with_context(|| format!("cannot run {}", self.wine.program.display()))
    }
}

impl Drop for Prefix<'_> {
    fn drop(&mut self) {
        end(self.wine, self.folder.path());
    }
}

/// A command in a prefix: no display, no questions, no desktop files.
fn command(program: &Path, prefix: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .env("WINEPREFIX", prefix)
        .env("WINEARCH", "win64")
        .env("WINEDEBUG", "fixme-all,err+all")
        .env("WINEDLLOVERRIDES", "mscoree,mshtml=;winemenubuilder.exe=d")
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .current_dir(prefix);
    command
}

/// Ends every process of a prefix, and waits until the last one is gone.
fn end(wine: &Wine, prefix: &Path) {
    for argument in ["-k", "-w"] {
        let server = command(&wine.server, prefix)
            .arg(argument)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        // What cannot be started has nothing to end.
        if let Ok(mut server) = server {
            let _ = wait(&mut server, Duration::from_secs(20));
        }
    }
}

/// Waits for a process; one that takes longer is killed.
pub(super) fn wait(child: &mut Child, limit: Duration) -> anyhow::Result<()> {
    let start = Instant::now();
    while child.try_wait()?.is_none() {
        if start.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            bail!("it did not end within {} s", limit.as_secs());
        }
        thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}

fn make_template(
    wine: &Wine,
    cache: &Path,
    template: &Path,
    output: &Output,
) -> anyhow::Result<()> {
    output.status("Making", format_args!("a prefix of {}, once", wine.version));
    let bar = output.progress("Wine makes a prefix");
    let fresh = tempfile::Builder::new()
        .prefix("prefix-")
        .tempdir_in(cache)?;
    let mut boot = command(&wine.program, fresh.path())
        .args(["wineboot", "--init"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("cannot run {}", wine.program.display()))?;
    let booted = wait(&mut boot, BOOT_LIMIT).context("wineboot --init");
    if booted.is_ok() {
        // The registry is written when the last process has ended by itself.
        let server = command(&wine.server, fresh.path()).arg("-w").spawn();
        let mut server = server.context("cannot run wineserver")?;
        let _ = wait(&mut server, Duration::from_secs(30));
    }
    end(wine, fresh.path());
    bar.finish_and_clear();
    booted?;
    if !fresh
        .path()
        .join("drive_c/windows/system32/ntoskrnl.exe")
        .is_file()
    {
        bail!("Wine made no prefix of 64 bits with a kernel");
    }
    // Another run may have been faster; both are the same.
    match fs::rename(fresh.path(), template) {
        Err(_) if template.is_dir() => Ok(()),
        Err(error) => Err(error).with_context(|| format!("cannot make {}", template.display())),
        Ok(()) => Ok(()),
    }
}

/// Removes what runs have left that were interrupted, when a day has passed.
fn remove_old(cache: &Path) {
    const DAY: Duration = Duration::from_secs(24 * 3600);
    let entries = fs::read_dir(cache).into_iter().flatten().flatten();
    for entry in entries {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let modified = entry.metadata().and_then(|it| it.modified());
        let age = modified.ok().and_then(|it| it.elapsed().ok());
        let is_left = name.starts_with("run-") || name.starts_with("prefix-");
        if is_left && age.is_some_and(|it| it > DAY) {
            // What cannot be removed stays for the next run.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Copies a folder. Wine writes the registry and what lies in the folder of drivers; of the other
/// images a link is enough.
fn copy_tree(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        let kind = entry.file_type()?;
        if kind.is_dir() {
            copy_tree(&source, &target)?;
        } else if kind.is_symlink() {
            link(&fs::read_link(&source)?, &target)?;
        } else {
            let image = ["dll", "exe", "sys", "nls", "mui", "drv", "ocx", "cpl"];
            let extension = source.extension().and_then(|it| it.to_str());
            let is_image = extension.is_some_and(|it| image.contains(&it));
            let is_driver = from.ends_with("drivers");
            if is_driver || !is_image || fs::hard_link(&source, &target).is_err() {
                fs::copy(&source, &target)?;
            }
        }
    }
    Ok(())
}

#[cfg(unix)]
fn link(target: &Path, at: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, at)
}

/// Wine runs on no such system.
#[cfg(not(unix))]
fn link(_target: &Path, at: &Path) -> io::Result<()> {
    fs::create_dir_all(at)
}
