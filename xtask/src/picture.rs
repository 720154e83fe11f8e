//! `cargo xtask picture`: runs `cargo wdk demo` and draws what it prints, for the README and the guide.

use std::{
    env, fs,
    path::{MAIN_SEPARATOR, Path},
    process::{Command, Stdio},
};

use anstyle_svg::{Term, WIN10_CONSOLE};
use anyhow::{Context as _, bail};

/// Where the picture lies.
const PICTURE: &str = "docs/src/demo.svg";

/// Runs the demonstration and writes the picture.
pub(crate) fn run() -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .context("xtask has no parent folder")?;
    let mut demo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let output = demo
        .args(["wdk", "demo"])
        .current_dir(root)
        .env("CLICOLOR_FORCE", "1")
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot run {demo:?}"))?;
    if !output.status.success() {
        bail!("{demo:?} failed: {}", output.status);
    }
    let text = String::from_utf8(output.stdout).context("the demonstration prints no text")?;
    let path = root.join(PICTURE);
    fs::write(&path, draw(&text, root))
        .with_context(|| format!("cannot write {}", path.display()))?;
    println!("wrote {PICTURE}");
    Ok(())
}

/// What the terminal shows, as SVG. Paths are those below `root`.
fn draw(text: &str, root: &Path) -> String {
    let prefix = format!("{}{}", root.display(), MAIN_SEPARATOR);
    let text = text.replace(&prefix, "");
    let shown = format!("\x1b[1m$ cargo wdk demo\x1b[0m\n{text}");
    Term::new()
        .palette(WIN10_CONSOLE)
        .render_svg(&shown)
        // Dimmed text must stay readable where the picture is shown smaller.
        .replace(".dimmed { opacity: 0.4; }", ".dimmed { opacity: 0.7; }")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_names_no_folder_of_the_machine() {
        let root = Path::new("/home/me/wdk");
        let text = format!(
            "Package {}\n\x1b[2mdim\x1b[0m",
            root.join("target").display()
        );
        let picture = draw(&text, root);
        assert!(picture.contains("Package target"), "{picture}");
        assert!(!picture.contains("/home/me"));
        assert!(picture.contains(".dimmed { opacity: 0.7; }"));
    }
}
