//! Where a project stands: alone, beside a workspace, or in one.

use std::{
    fs,
    path::{Path, PathBuf},
};

use cargo_metadata::MetadataCommand;

use super::source::slashes;

/// How a project belongs to the workspace around it. No file of that workspace is changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// No workspace is around it.
    Alone,
    /// It is a workspace of its own below the root of another one, which does not count it among
    /// its members.
    Beside(PathBuf),
    /// The workspace with this root has it among its members.
    Member(PathBuf),
}

impl Place {
    /// The place of the project with this `Cargo.toml`, which has no `[workspace]` yet.
    pub(super) fn of(manifest: &Path) -> Self {
        let own = manifest.parent().unwrap_or(manifest);
        let metadata = MetadataCommand::new()
            .manifest_path(manifest)
            .no_deps()
            .exec();
        // Cargo fails where the workspace above does not know the project.
        let root = metadata.map(|it| it.workspace_root.into_std_path_buf());
        match root {
            Ok(root) if !is_same(&root, own) => Self::Member(root),
            _ => workspace_above(own).map_or(Self::Alone, Self::Beside),
        }
    }

    /// What a user wants to know of it.
    pub(super) fn describe(&self, project: &Path) -> Vec<String> {
        match self {
            Self::Alone => Vec::new(),
            Self::Member(root) => vec![format!(
                "it is a member of the workspace in {}, and builds into the target folder there",
                root.display()
            )],
            Self::Beside(root) => {
                let folder = project.strip_prefix(root).unwrap_or(project);
                vec![
                    format!(
                        "it is a workspace of its own; nothing in {} is changed",
                        root.display()
                    ),
                    format!(
                        "to make it a member there, add {:?} to `members` in its Cargo.toml, and \
                         delete the profiles and `[workspace]` from the project's",
                        slashes(folder)
                    ),
                ]
            }
        }
    }
}

fn is_same(one: &Path, other: &Path) -> bool {
    match (fs::canonicalize(one), fs::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}

/// The root of the workspace that `folder` lies in, whether it is a member or not.
fn workspace_above(folder: &Path) -> Option<PathBuf> {
    let is_root = |it: &&Path| {
        let manifest = fs::read_to_string(it.join("Cargo.toml")).unwrap_or_default();
        let mut lines = manifest.lines().map(str::trim);
        lines.any(|it| it == "[workspace]" || it.starts_with("[workspace."))
    };
    let found = folder.ancestors().skip(1).find(is_root);
    found.map(Path::to_owned)
}

/// The root of the Git repository that a project in `folder` would belong to.
pub(super) fn repository_above(folder: &Path) -> Option<PathBuf> {
    let found = folder.ancestors().find(|it| it.join(".git").exists());
    found.map(Path::to_owned)
}
