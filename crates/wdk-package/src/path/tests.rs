//! Which names are refused, and that links are not followed.

use super::*;

#[test]
fn files_are_found_in_any_case_and_written_below_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("root");
    write(&root, r"Data\Lamp.dat", b"one").unwrap();
    write(&root, "data/LAMP.DAT", b"two").unwrap();
    assert_eq!(read(&root, r"DATA\lamp.dat").unwrap(), b"two");
    assert_eq!(list(&root, Some("data")).unwrap(), ["Lamp.dat"]);
    let found = find(&root, r"\data\lamp.dat").unwrap();
    assert_eq!(found, root.join("Data").join("Lamp.dat"));
    let missing = read(&root, "other").unwrap_err();
    assert_eq!(missing.kind(), ErrorKind::NotFound);
    remove(&root, "DATA").unwrap();
    assert_eq!(list(&root, None).unwrap(), [""; 0]);
    write(&root, r"..\out", b"").unwrap_err();
    assert!(!folder.path().join("out").exists());
}

/// `root` with a link to a folder and one to a file outside of it.
#[cfg(unix)]
fn linked() -> (tempfile::TempDir, PathBuf) {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("root");
    let outside = folder.path().join("outside");
    fs::create_dir_all(&root).unwrap();
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("secret"), "secret").unwrap();
    symlink(&outside, root.join("folder")).unwrap();
    symlink(outside.join("secret"), root.join("file")).unwrap();
    symlink(outside.join("new"), root.join("dangling")).unwrap();
    (folder, root)
}

#[cfg(unix)]
#[test]
fn links_below_the_folder_are_not_followed() {
    let (folder, root) = linked();
    let is_refused = |result: io::Result<()>| {
        let error = result.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{error}");
        assert!(error.to_string().contains("symbolic link"), "{error}");
    };
    for path in [
        "file",
        "FILE",
        r"folder\secret",
        r"Folder\secret",
        "dangling",
    ] {
        is_refused(read(&root, path).map(drop));
        is_refused(find(&root, path).map(drop));
        is_refused(write(&root, path, b"other"));
    }
    is_refused(make_folder(&root, r"folder\new"));
    is_refused(list(&root, Some("folder")).map(drop));
    is_refused(remove(&root, r"folder\secret"));
    // What is removed is the link.
    remove(&root, "file").unwrap();
    remove(&root, "folder").unwrap();
    let secret = folder.path().join("outside").join("secret");
    assert_eq!(fs::read_to_string(secret).unwrap(), "secret");
    assert!(!folder.path().join("outside").join("new").exists());
    // The folder itself is the caller's.
    let link = folder.path().join("link");
    std::os::unix::fs::symlink(&root, &link).unwrap();
    write(&link, "x", b"x").unwrap();
    assert_eq!(read(&root, "x").unwrap(), b"x");
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_removed_takes_no_link_s_target_along() {
    let (folder, root) = linked();
    let outer = folder.path();
    remove(outer, "root").unwrap();
    assert!(!root.exists());
    assert!(outer.join("outside").join("secret").exists());
}

#[cfg(unix)]
#[test]
fn a_file_with_a_second_name_is_replaced_not_overwritten() {
    let (folder, root) = linked();
    let secret = folder.path().join("outside").join("secret");
    fs::hard_link(&secret, root.join("hard")).unwrap();
    write(&root, "hard", b"mine").unwrap();
    assert_eq!(fs::read_to_string(secret).unwrap(), "secret");
}

#[cfg(target_os = "linux")]
#[test]
fn a_pipe_is_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    rustix::fs::mknodat(
        rustix::fs::CWD,
        &pipe,
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR,
        0,
    )
    .unwrap();
    let refused = read(folder.path(), "pipe").unwrap_err();
    assert!(
        refused.to_string().contains("no ordinary file"),
        "{refused}"
    );
}

/// The other systems' way, which this one can take as well.
#[cfg(unix)]
#[test]
fn without_open_folders_links_are_refused_too() {
    let (_folder, root) = linked();
    let at = portable::Directory::open(&root).unwrap();
    assert!(at.enter("folder").is_err());
    assert!(at.reader("file").is_err());
    assert!(at.writer("dangling").is_err());
    assert_eq!(at.kind("file").unwrap(), Some(Kind::Link));
    assert_eq!(at.kind("nothing").unwrap(), None);
    at.make("new").unwrap();
    let inner = at.enter("new").unwrap();
    assert!(inner.names().unwrap().is_empty());
    at.remove_folder("new").unwrap();
    at.remove_file("file").unwrap();
    assert!(at.kind("file").unwrap().is_none());
}
