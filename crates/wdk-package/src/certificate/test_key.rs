//! The test certificate that a workspace keeps in a file, made anew before it ends.
//!
//! Its file has no password: who can read the file could read a password beside it too. So it
//! belongs to the user alone, and one that others can read, write or replace is refused.

use std::{
    fs,
    io::{self, ErrorKind, Read as _},
    path::Path,
    time::Duration,
};

use rsa::rand_core::OsRng;

use super::{CertificateError, Identity, KeyAlgorithm, LIFE, file};
use crate::path;

/// A certificate that ends sooner is made anew.
const RENEWED: Duration = Duration::from_secs(30 * 86_400);
/// Test machines whose clock is late take it too.
const EARLIER: u64 = 86_400;

/// The test identity in the file at `path`; none when there is no such file.
///
/// # Errors
///
/// [`CertificateError::Exposed`] when other users can read or write the file, when it is not the
/// user's own, or a symbolic link; otherwise as for [`Identity::read`].
pub fn read(path: &Path) -> Result<Option<Identity>, CertificateError> {
    match content(path) {
        Ok(bytes) => Identity::from_pfx(&bytes, "").map(Some),
        Err(CertificateError::File { source, .. }) if source.kind() == ErrorKind::NotFound => {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// The test identity in the file at `path`; when there is none, or it ends within 30 days of `now`
/// in seconds since 1970, a new one called `subject`, which is kept there from then on.
///
/// # Errors
///
/// As for [`read`], and when the file cannot be written.
pub fn read_or_make(path: &Path, subject: &str, now: u64) -> Result<Identity, CertificateError> {
    read_or_make_of(path, KeyAlgorithm::Rsa, subject, now)
}

/// [`read_or_make`] with a key of any kind; what is there already may be of another.
///
/// # Errors
///
/// As there.
pub fn read_or_make_of(
    path: &Path,
    algorithm: KeyAlgorithm,
    subject: &str,
    now: u64,
) -> Result<Identity, CertificateError> {
    let old = read(path)?;
    let holds = |it: &Identity| it.not_after() > now.saturating_add(RENEWED.as_secs());
    let replaces = match old {
        Some(identity) if holds(&identity) => return Ok(identity),
        other => other.is_some(),
    };
    let begin = now.saturating_sub(EARLIER);
    let made = Identity::test_of(&mut OsRng, algorithm, subject, begin..begin + LIFE)?;
    if let Some(folder) = path.parent() {
        file(folder, fs::create_dir_all(folder))?;
    }
    // Another process finds the whole file or none.
    let whole = path.with_extension(format!("{}.new", std::process::id()));
    let _ = fs::remove_file(&whole);
    made.write_pfx(&whole, "")?;
    let put = match replaces {
        true => fs::rename(&whole, path),
        false => fs::hard_link(&whole, path),
    };
    let _ = fs::remove_file(&whole);
    match put {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        // Or another build was faster: all of them use the same.
        _ => Ok(()),
    }
    .or_else(|error| file(path, Err(error)))?;
    read(path)?.ok_or_else(|| CertificateError::File {
        path: path.to_owned(),
        source: io::Error::from(ErrorKind::NotFound),
    })
}

fn content(path: &Path) -> Result<Vec<u8>, CertificateError> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut opened = match path::open_file(folder, &name) {
        Err(error) if error.kind() == ErrorKind::InvalidInput => {
            return Err(exposed(path, "is no ordinary file".to_owned()));
        }
        opened => file(path, opened)?,
    };
    if let Some(reason) = flaw(&file(path, opened.metadata())?) {
        return Err(exposed(path, reason));
    }
    let mut bytes = Vec::new();
    file(path, opened.read_to_end(&mut bytes))?;
    Ok(bytes)
}

fn exposed(path: &Path, reason: String) -> CertificateError {
    CertificateError::Exposed {
        path: path.to_owned(),
        reason,
    }
}

/// Why the file is not the user's alone.
#[cfg(unix)]
fn flaw(facts: &fs::Metadata) -> Option<String> {
    use std::os::unix::fs::MetadataExt as _;
    let (owner, user) = (facts.uid(), rustix::process::geteuid().as_raw());
    if owner != user {
        return Some(format!("belongs to user {owner}, not to you (user {user})"));
    }
    let mode = facts.mode() & 0o7777;
    (mode & 0o077 != 0).then(|| format!("can be used by other users (mode {mode:03o}, not 600)"))
}

/// Elsewhere a file has the rights of its folder, which the user's own folders keep from others.
#[cfg(not(unix))]
fn flaw(_: &fs::Metadata) -> Option<String> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUBJECT: &str = "CN=Test";
    const NOW: u64 = 1_767_312_000;
    const DAY: u64 = 86_400;

    #[test]
    fn a_key_is_kept_for_less_than_a_year_and_then_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("wdk").join("test.pfx");
        assert!(read(&path).unwrap().is_none());
        let first = read_or_make(&path, SUBJECT, NOW).unwrap();
        assert!(first.not_after() <= NOW + 365 * DAY);
        assert!(first.not_before() < NOW);
        let later = read_or_make(&path, SUBJECT, first.not_after() - 31 * DAY).unwrap();
        assert_eq!(later.thumbprint(), first.thumbprint());
        assert_eq!(
            read(&path).unwrap().unwrap().thumbprint(),
            first.thumbprint()
        );
        let second = read_or_make(&path, SUBJECT, first.not_after() - 30 * DAY).unwrap();
        assert_ne!(second.thumbprint(), first.thumbprint());
        assert!(second.not_after() > first.not_after());
        let entries = fs::read_dir(path.parent().unwrap()).unwrap();
        assert_eq!(entries.count(), 1, "nothing else is left");
    }

    #[cfg(unix)]
    #[test]
    fn a_key_that_others_can_use_is_refused() {
        use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("test.pfx");
        read_or_make(&path, SUBJECT, NOW).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o7777, 0o600);
        for mode in [0o640, 0o604, 0o620, 0o602] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            let refused = read_or_make(&path, SUBJECT, NOW).unwrap_err();
            assert!(
                matches!(refused, CertificateError::Exposed { .. }),
                "{refused}"
            );
            let text = refused.to_string();
            assert!(
                text.contains("remove it") && text.contains("test.pfx"),
                "{text}"
            );
        }
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        read(&path).unwrap().unwrap();
        // Only root can give files away.
        if std::os::unix::fs::chown(&path, Some(12_345), None).is_ok() {
            let refused = read(&path).unwrap_err();
            assert!(refused.to_string().contains("user 12345"), "{refused}");
        }
        let link = folder.path().join("link.pfx");
        symlink(&path, &link).unwrap();
        let refused = read_or_make(&link, SUBJECT, NOW).unwrap_err();
        assert!(
            matches!(refused, CertificateError::Exposed { .. }),
            "{refused}"
        );
    }
}
