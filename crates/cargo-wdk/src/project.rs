//! The driver packages of a Cargo workspace.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};
use cargo_metadata::{Metadata, MetadataCommand, Package};
use wdk_build::{
    DriverModel, VERSION,
    metadata::minimum_windows_build,
    toolchain::{Compiler, Machine},
};
use wdk_inf::{DriverVersion, check::RuleSet};

/// What images and symbols call the workspace's folder.
pub(crate) const SOURCE_NAME: &str = "/source";

/// A driver that can be built.
pub(crate) struct Driver {
    /// The package's name.
    pub(crate) package: String,
    /// The name of image, symbols and INF: that of the library.
    pub(crate) name: String,
    /// The package's version.
    pub(crate) version: String,
    /// Its `Cargo.toml`.
    pub(crate) manifest: PathBuf,
    /// What kind of driver it is.
    pub(crate) model: DriverModel,
    /// The lowest build of Windows that its manifest names.
    pub(crate) minimum_windows_build: Option<u32>,
    /// The images of the export drivers that it imports from.
    pub(crate) imports: Vec<String>,
    /// Its INX or INF file, which a service that serves no device can do without.
    pub(crate) inx: Option<PathBuf>,
    /// The crates of the project that are written for a nightly compiler.
    pub(crate) unstable: Vec<String>,
    /// The requirements that its INF is made for.
    pub(crate) inf_level: RuleSet,
    /// The address of its repository, where the package states one.
    pub(crate) repository: Option<String>,
    /// Folders with its sources, and what the image and its symbols call them.
    pub(crate) sources: Vec<(PathBuf, &'static str)>,
}

impl Driver {
    /// The folder of its manifest.
    pub(crate) fn folder(&self) -> &Path {
        self.manifest.parent().unwrap_or(Path::new(""))
    }

    /// Where the files are that the INF installs besides the image.
    pub(crate) fn sources_of_inf(&self) -> &Path {
        let inx = self.inx.as_deref().and_then(Path::parent);
        inx.unwrap_or(self.folder())
    }

    /// Its INX or INF file.
    ///
    /// # Errors
    ///
    /// What to write, when there is none.
    pub(crate) fn inx(&self) -> anyhow::Result<&Path> {
        self.inx.as_deref().with_context(|| {
            format!(
                "{} has no INF: write {}, as `cargo wdk new` does",
                self.name,
                self.folder()
                    .join(&self.name)
                    .with_extension("inx")
                    .display()
            )
        })
    }

    /// The version to stamp into the INF.
    pub(crate) fn inf_version(&self) -> anyhow::Result<DriverVersion> {
        inf_version(&self.version, env::var(VERSION).ok().as_deref())
    }
}

/// What `STAMPINF_VERSION` says, as for Microsoft's tool, else the `package`'s version. A package
/// that states none has 0.0.0, which an INF may not say.
fn inf_version(package: &str, stampinf: Option<&str>) -> anyhow::Result<DriverVersion> {
    let stampinf = stampinf.map(str::trim).filter(|it| !it.is_empty());
    match (stampinf, package) {
        (Some(text), _) => text.parse().with_context(|| format!("in {VERSION}")),
        (None, "0.0.0") => Ok(DriverVersion([0, 0, 0, 1])),
        (None, text) => text.parse().context("in the package's version"),
    }
}

/// Drivers, and where what is built from them goes.
pub(crate) struct Selection {
    pub(crate) drivers: Vec<Driver>,
    /// The workspace's `target`.
    pub(crate) target: PathBuf,
}

/// What Cargo knows of the project here.
pub(crate) fn metadata() -> anyhow::Result<Metadata> {
    ask(&mut MetadataCommand::new())
}

fn ask(command: &mut MetadataCommand) -> anyhow::Result<Metadata> {
    let mut answer = command.no_deps().exec();
    if let Err(cargo_metadata::Error::CargoMetadata { stderr }) = &answer
        && lacks_toolchain(stderr)
        && let Some(compiler) = Machine::this().compilers().first()
    {
        answer = with_compiler(command, compiler).exec();
    }
    match answer {
        Err(cargo_metadata::Error::CargoMetadata { stderr }) => {
            let why = stderr.trim();
            let why = why.strip_prefix("error: ").unwrap_or(why);
            if why.starts_with("could not find `Cargo.toml`") {
                bail!("there is no Cargo project here: {why}");
            }
            bail!("the project cannot be read: {why}")
        }
        other => other.context("the project cannot be read"),
    }
}

/// Whether rustup said that the project's `rust-toolchain.toml` names one that is not here.
pub(crate) fn lacks_toolchain(said: &str) -> bool {
    said.contains("toolchain") && said.contains("is not installed")
}

/// Has another compiler's Cargo answer.
pub(crate) fn with_compiler<'a>(
    command: &'a mut MetadataCommand,
    compiler: &Compiler,
) -> &'a mut MetadataCommand {
    command
        .cargo_path(&compiler.cargo)
        .env("RUSTC", &compiler.rustc)
}

/// The packages called `names`; without names the one that the current folder belongs to, else
/// all drivers of the workspace.
pub(crate) fn select(names: &[String]) -> anyhow::Result<Selection> {
    let metadata = metadata()?;
    let packages = match names {
        [] => packages_here(&metadata)?,
        _ => names
            .iter()
            .map(|it| named(&metadata, it))
            .collect::<anyhow::Result<_>>()?,
    };
    selection(&metadata, packages)
}

/// The package called `name` of the workspace that `manifest` belongs to.
pub(crate) fn select_in(manifest: &Path, name: &str) -> anyhow::Result<Selection> {
    let metadata = ask(MetadataCommand::new().manifest_path(manifest))?;
    let package = named(&metadata, name)?;
    selection(&metadata, vec![package])
}

fn selection(metadata: &Metadata, packages: Vec<&Package>) -> anyhow::Result<Selection> {
    let drivers = packages
        .into_iter()
        .map(|it| driver(it, metadata))
        .collect::<anyhow::Result<_>>()?;
    Ok(Selection {
        drivers,
        target: metadata.target_directory.clone().into(),
    })
}

fn named<'a>(metadata: &'a Metadata, name: &str) -> anyhow::Result<&'a Package> {
    let found = metadata.packages.iter().find(|it| it.name.as_str() == name);
    found.with_context(|| {
        let drivers: Vec<_> = metadata
            .packages
            .iter()
            .filter(|it| is_driver(it))
            .map(|it| it.name.as_str())
            .collect();
        format!(
            "no package is called {name}; the drivers here are: {}",
            drivers.join(", ")
        )
    })
}

fn packages_here(metadata: &Metadata) -> anyhow::Result<Vec<&Package>> {
    let here = env::current_dir().context("the current folder is not known")?;
    let holds_us = |it: &&Package| {
        it.manifest_path
            .parent()
            .is_some_and(|folder| here.starts_with(folder))
    };
    let depth = |it: &&Package| it.manifest_path.as_str().len();
    if let Some(package) = metadata.packages.iter().filter(holds_us).max_by_key(depth) {
        return Ok(vec![package]);
    }
    let drivers: Vec<_> = metadata
        .packages
        .iter()
        .filter(|it| is_driver(it))
        .collect();
    if drivers.is_empty() {
        bail!("no package here is a driver; `cargo wdk new my_driver` starts one");
    }
    Ok(drivers)
}

/// A driver that gets a package. An image that other tools load says that it gets none.
fn is_driver(package: &Package) -> bool {
    let wdk = package.metadata.get("wdk");
    wdk.is_some_and(|wdk| wdk.get("package") != Some(&false.into()))
}

fn driver(package: &Package, metadata: &Metadata) -> anyhow::Result<Driver> {
    let workspace = metadata.workspace_root.as_std_path();
    let manifest = package.manifest_path.as_std_path();
    let library = package
        .targets
        .iter()
        .find(|it| it.is_lib() || it.is_cdylib());
    let library = library.with_context(|| {
        format!(
            "{} has no library; a driver is one: add src/lib.rs",
            package.name
        )
    })?;
    let name = library.name.replace('-', "_");
    let folder = manifest.parent().unwrap_or(workspace);
    let model = [manifest, &workspace.join("Cargo.toml")]
        .into_iter()
        .find_map(|it| {
            let text = fs::read_to_string(it).ok()?;
            let model = DriverModel::from_manifest(&text).transpose()?;
            Some(model.and_then(|it| Ok((it, minimum_windows_build(&text)?))))
        });
    let (model, minimum_windows_build) =
        model.unwrap_or_else(|| Err(wdk_build::ConfigError::NoDriverModel(manifest.to_owned())))?;
    // The crate of an export driver is taken with this feature by those who import from it.
    let exporters = package.dependencies.iter();
    let exporters = exporters.filter(|it| it.features.iter().any(|feature| feature == "import"));
    let imports = exporters.map(|it| format!("{}.sys", it.name.replace('-', "_")));
    Ok(Driver {
        imports: imports.collect(),
        package: package.name.to_string(),
        inx: inx(folder, workspace, &name),
        unstable: unstable(package, metadata),
        name,
        version: package.version.to_string(),
        inf_level: inf_level(package)?,
        repository: package.repository.clone(),
        sources: sources(package, workspace),
        manifest: manifest.to_owned(),
        model,
        minimum_windows_build,
    })
}

/// `inf-level` of the package's metadata.
fn inf_level(package: &Package) -> anyhow::Result<RuleSet> {
    let level = package.metadata["wdk"]["inf-level"].as_str();
    level.map_or(Ok(RuleSet::default()), |it| {
        it.parse()
            .with_context(|| format!("inf-level in the metadata of {}", package.name))
    })
}

/// The workspace, and where the crates stand that the package takes from elsewhere by their paths.
fn sources(package: &Package, workspace: &Path) -> Vec<(PathBuf, &'static str)> {
    let elsewhere = package.dependencies.iter().filter_map(|it| {
        let folder = it.path.as_ref()?.as_std_path().parent()?;
        (!folder.starts_with(workspace)).then(|| (folder.to_owned(), "/dependencies"))
    });
    let mut sources: Vec<_> = elsewhere.collect();
    sources.dedup();
    // Of two that match, the compiler takes the last.
    sources.push((workspace.to_owned(), SOURCE_NAME));
    sources
}

/// The driver's INX: beside its manifest, or in the workspace's `inf` folder, with the driver's name;
/// beside the manifest it may be the only one of any name.
fn inx(package: &Path, workspace: &Path, name: &str) -> Option<PathBuf> {
    let candidates = [package.to_owned(), workspace.join("inf")];
    let mut named = candidates
        .iter()
        .flat_map(|it| ["inx", "inf"].map(|extension| it.join(name).with_extension(extension)));
    named.find(|it| it.exists()).or_else(|| only_inx(package))
}

fn only_inx(folder: &Path) -> Option<PathBuf> {
    let files = fs::read_dir(folder).ok()?.flatten().map(|it| it.path());
    let is_inx = |it: &PathBuf| {
        let extension = it.extension().unwrap_or_default();
        extension.eq_ignore_ascii_case("inx") || extension.eq_ignore_ascii_case("inf")
    };
    let mut found = files.filter(is_inx);
    found.next().filter(|_| found.next().is_none())
}

/// The crates of the project, the package's own and those that it takes by path, whose roots turn
/// unstable features on.
///
/// Where the project asks for a nightly compiler, it is `1`, every crate, as with that compiler.
fn unstable(package: &Package, metadata: &Metadata) -> Vec<String> {
    let folder = package.manifest_path.parent();
    let folders = folder.into_iter().flat_map(|it| it.ancestors());
    let mut folders = folders.take_while(|it| it.starts_with(&metadata.workspace_root));
    if folders.any(|it| asks_for_nightly(it.as_std_path())) {
        return vec!["1".to_owned()];
    }
    let elsewhere = package.dependencies.iter();
    let elsewhere = elsewhere.filter_map(|it| {
        let root = it.path.as_ref()?.join("src/lib.rs");
        Some((it.name.clone(), root))
    });
    let members = metadata.packages.iter().flat_map(|it| {
        let targets = it.targets.iter().filter(|it| it.is_lib() || it.is_cdylib());
        targets.map(|it| (it.name.clone(), it.src_path.clone()))
    });
    let roots = members.chain(elsewhere);
    let unstable = roots.filter(|(_, root)| {
        fs::read_to_string(root).is_ok_and(|it| wdk_build::unstable_features(&it))
    });
    let mut names: Vec<_> = unstable.map(|(name, _)| name.replace('-', "_")).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Whether rustup's file in `folder` names a nightly compiler.
fn asks_for_nightly(folder: &Path) -> bool {
    let names = ["rust-toolchain.toml", "rust-toolchain"].map(|it| folder.join(it));
    let mut texts = names.iter().filter_map(|it| fs::read_to_string(it).ok());
    texts.any(|text| {
        let table = text.parse::<toml_edit::DocumentMut>().ok();
        let channel = table
            .as_ref()
            .and_then(|it| it.get("toolchain")?.get("channel")?.as_str());
        // The older form is the name alone.
        channel.unwrap_or(text.trim()).starts_with("nightly")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nightly_compiler_is_asked_for_in_either_form() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, text: &str| {
            for old in ["rust-toolchain", "rust-toolchain.toml"] {
                let _ = fs::remove_file(folder.path().join(old));
            }
            fs::write(folder.path().join(name), text).unwrap();
            asks_for_nightly(folder.path())
        };
        assert!(file("rust-toolchain", "nightly-2024-01-01\n"));
        let pinned = "[toolchain]\nchannel = \"nightly\"\n";
        assert!(file("rust-toolchain.toml", pinned));
        assert!(file("rust-toolchain", pinned));
        assert!(!file(
            "rust-toolchain.toml",
            "[toolchain]\nchannel = \"1.95\"\n"
        ));
        assert!(!file("rust-toolchain", "stable"));
    }

    #[test]
    fn the_inf_has_the_packages_version_unless_the_environment_gives_another() {
        let version = |stampinf| inf_version("1.2.3", stampinf);
        assert_eq!(version(None).unwrap().0, [1, 2, 3, 0]);
        assert_eq!(version(Some(" ")).unwrap().0, [1, 2, 3, 0]);
        assert_eq!(version(Some("9.8.7.6")).unwrap().0, [9, 8, 7, 6]);
        let wrong = version(Some("x")).unwrap_err();
        assert!(wrong.to_string().contains("STAMPINF_VERSION"), "{wrong}");
    }

    #[test]
    fn a_package_without_a_version_can_be_stamped() {
        assert_eq!(inf_version("0.0.0", None).unwrap().0, [0, 0, 0, 1]);
    }
}
