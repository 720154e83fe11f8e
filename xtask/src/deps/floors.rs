//! The floors inside of a crate: files import only their own floor and those below.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use anyhow::{Context as _, Result};

use super::{
    circles,
    imports::{self, Import},
};

/// Most files of one import circle. A circle is what a reader must know at once.
const LARGEST_CIRCLE: usize = 14;

/// The floors of a crate, from the lowest up. Floors of one level do not know each other.
pub(super) struct Building {
    /// The package, a folder of `crates`.
    pub(super) package: &'static str,
    pub(super) levels: &'static [&'static [Floor]],
}

/// A floor.
pub(super) struct Floor {
    pub(super) name: &'static str,
    /// Its modules with what is below them, unless a longer path of another floor names it. The
    /// empty path is the crate's root.
    pub(super) modules: &'static [&'static str],
}

const fn floor(name: &'static str, modules: &'static [&'static str]) -> Floor {
    Floor { name, modules }
}

/// The crates with floors.
pub(super) const BUILDINGS: &[Building] = &[Building {
    package: "wdk-sim",
    levels: &[
        &[floor("tables", &["generated"])],
        &[floor("engine", &["engine"])],
        &[floor("nt: verifier", &["nt::verifier"])],
        &[floor("nt: security", &["nt::se"])],
        &[floor("nt: objects", &["nt::ob"])],
        &[floor("nt: kernel proper", &["nt::ke", "nt::ps"])],
        &[floor("nt: executive", &["nt::ex"])],
        &[floor("nt: memory", &["nt::mm"])],
        &[floor("nt: configuration", &["nt::cm"])],
        &[floor("nt: I/O", &["nt::io"])],
        &[floor("nt: loader", &["nt::loader"])],
        &[floor("nt: plug and play", &["nt::pnp"])],
        &[floor("nt: power", &["nt::po"])],
        &[floor("nt", &["nt"])],
        &[
            floor("exports", &["exports"]),
            floor("ndis", &["ndis"]),
            floor("wdf", &["wdf"]),
            floor("wfp", &["wfp"]),
        ],
        &[floor("subsystems", &["subsystems"])],
        &[floor(
            "facade",
            &[
                "",
                "machine",
                "user",
                "environment",
                "explore",
                "failure",
                "worlds",
                "verifier",
                "support",
                "scenario",
                "compare",
                "pointers",
            ],
        )],
    ],
}];

/// The files of a crate, by their path below `src`.
pub(super) type Files = BTreeMap<String, String>;

/// What one crate has.
#[derive(Debug)]
pub(super) struct Finding {
    pub(super) files: usize,
    pub(super) arrows: usize,
    /// The largest circle, empty when there is none.
    pub(super) largest: Vec<String>,
    /// What breaks the rule, one line each.
    pub(super) violations: Vec<String>,
}

/// Reads the sources of a package of the workspace.
pub(super) fn read(root: &Path, package: &str) -> Result<Files> {
    let mut files = Files::new();
    let source = root.join("crates").join(package).join("src");
    collect(&source, "", &mut files)?;
    Ok(files)
}

fn collect(folder: &Path, below: &str, files: &mut Files) -> Result<()> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let (path, place) = (entry.path(), format!("{below}{name}"));
        if path.is_dir() {
            collect(&path, &format!("{place}/"), files)?;
        } else if name.ends_with(".rs") {
            let text = fs::read_to_string(&path)
                .with_context(|| format!("cannot read {}", path.display()))?;
            files.insert(place, text);
        }
    }
    Ok(())
}

/// The module that a file is: its path below `src` without the extension.
fn module_of(file: &str) -> String {
    let stem = file.trim_end_matches(".rs").trim_end_matches("/mod");
    match stem {
        "lib" | "main" => String::new(),
        _ => stem.replace('/', "::"),
    }
}

/// Whether `module` is `prefix` or lies below it.
fn lies_in(module: &str, prefix: &str) -> bool {
    prefix.is_empty()
        || module
            .strip_prefix(prefix)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// The floor of a module: its level, and its name.
fn floor_of<'a>(building: &'a Building, module: &str) -> Option<(usize, &'a str)> {
    let levels = building.levels.iter().enumerate();
    levels
        .flat_map(|(level, floors)| floors.iter().map(move |floor| (level, floor)))
        .flat_map(|(level, floor)| {
            let modules = floor.modules.iter();
            modules.map(move |prefix| (prefix.len(), *prefix, level, floor.name))
        })
        .filter(|(_, prefix, ..)| {
            // Only the root itself is named by the empty path.
            if prefix.is_empty() {
                module.is_empty()
            } else {
                lies_in(module, prefix)
            }
        })
        .max_by_key(|(length, ..)| *length)
        .map(|(_, _, level, name)| (level, name))
}

/// Holds the imports of a crate's files against its floors.
pub(super) fn check(building: &Building, files: &Files) -> Result<Finding> {
    let modules: BTreeMap<String, &str> = files
        .keys()
        .map(|file| (module_of(file), file.as_str()))
        .collect();
    let mut violations = Vec::new();
    let mut graph: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (file, text) in files {
        let module = module_of(file);
        let Some(own) = floor_of(building, &module) else {
            violations.push(format!(
                "crates/{}/src/{file} lies on no floor; add its module to xtask/src/deps/floors.rs",
                building.package
            ));
            continue;
        };
        let edges = graph.entry(file).or_default();
        let imports = imports::of(text, &module, &modules)
            .with_context(|| format!("cannot read the imports of {file}"))?;
        for Import { module: to, line } in imports {
            let Some(target) = modules.get(&to) else {
                continue;
            };
            if target == file {
                continue;
            }
            edges.insert(target);
            let Some(other) = floor_of(building, &to) else {
                continue;
            };
            if own != other && other.0 >= own.0 {
                violations.push(format!(
                    "crates/{}/src/{file}:{line}: {} imports {target} of {}, which is {}",
                    building.package,
                    own.1,
                    other.1,
                    if own.0 == other.0 {
                        "beside it"
                    } else {
                        "above it"
                    }
                ));
            }
        }
    }
    let circles = circles::of(&graph);
    for circle in &circles {
        let floors: BTreeSet<&str> = circle
            .iter()
            .filter_map(|file| floor_of(building, &module_of(file)))
            .map(|(_, name)| name)
            .collect();
        if floors.len() > 1 {
            let floors: Vec<&str> = floors.into_iter().collect();
            violations.push(format!(
                "{}: {} files of the floors {} import each other in a circle: {}",
                building.package,
                circle.len(),
                floors.join(", "),
                circle.join(", ")
            ));
        }
        if circle.len() > LARGEST_CIRCLE {
            violations.push(format!(
                "{}: {} files import each other in a circle, more than {LARGEST_CIRCLE}: {}",
                building.package,
                circle.len(),
                circle.join(", ")
            ));
        }
    }
    let largest = circles.iter().max_by_key(|circle| circle.len());
    Ok(Finding {
        files: files.len(),
        arrows: graph.values().map(BTreeSet::len).sum(),
        largest: largest.map_or_else(Vec::new, |circle| {
            circle.iter().map(|file| (*file).to_owned()).collect()
        }),
        violations,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: Building = Building {
        package: "house",
        levels: &[
            &[floor("cellar", &["cellar"])],
            &[floor("left", &["left"]), floor("right", &["right"])],
            &[floor("roof", &["", "roof"])],
        ],
    };

    fn files(files: &[(&str, &str)]) -> Files {
        let owned = files.iter();
        owned
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
            .collect()
    }

    fn violations(sources: &[(&str, &str)]) -> Vec<String> {
        check(&TWO, &files(sources)).expect("Rust").violations
    }

    #[test]
    fn imports_of_lower_floors_keep_the_rule() {
        let found = violations(&[
            ("lib.rs", "mod cellar;\nmod left;\nuse left::Left;\n"),
            ("cellar.rs", "pub struct Cellar;\n"),
            (
                "left.rs",
                "use crate::cellar::Cellar;\npub struct Left(Cellar);\n",
            ),
        ]);
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn an_import_of_a_higher_floor_is_found_with_its_line() {
        let found = violations(&[
            (
                "cellar.rs",
                "//! Low.\n\nuse crate::{\n    left::Left,\n};\n",
            ),
            ("left.rs", "pub struct Left;\n"),
        ]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("src/cellar.rs:4"), "{found:?}");
        assert!(found[0].contains("above it"), "{found:?}");
    }

    #[test]
    fn a_path_in_an_expression_is_an_import() {
        let found = violations(&[
            ("cellar/deep.rs", "fn f() { super::super::left::g(); }\n"),
            ("left.rs", "pub fn g() {}\n"),
        ]);
        assert!(found[0].contains("src/cellar/deep.rs:1"), "{found:?}");
    }

    #[test]
    fn floors_of_one_level_do_not_know_each_other() {
        let found = violations(&[
            ("left.rs", "use crate::right::Right;\n"),
            ("right.rs", "pub struct Right;\n"),
        ]);
        assert!(found[0].contains("beside it"), "{found:?}");
    }

    #[test]
    fn a_name_of_the_root_is_an_import_of_the_root() {
        let found = violations(&[
            ("lib.rs", "mod left;\npub use left::Left;\n"),
            ("left.rs", "pub struct Left;\nfn f(_: crate::Left) {}\n"),
        ]);
        assert!(found[0].contains("src/left.rs:2"), "{found:?}");
    }

    #[test]
    fn a_circle_across_floors_is_found() {
        let found = violations(&[
            ("cellar.rs", "use crate::left::Left;\n"),
            ("left.rs", "use crate::cellar::Cellar;\npub struct Left;\n"),
        ]);
        let circle = found.iter().find(|it| it.contains("circle"));
        assert!(
            circle.is_some_and(|it| it.contains("cellar, left")),
            "{found:?}"
        );
    }

    #[test]
    fn a_circle_of_too_many_files_is_found() {
        let ring = |count: usize| {
            let file = |index: usize| {
                let next = (index + 1) % count;
                (
                    format!("cellar/room{index}.rs"),
                    format!("use super::room{next}::Room;\n"),
                )
            };
            let files: Files = (0..count).map(file).collect();
            check(&TWO, &files).expect("Rust")
        };
        let small = ring(LARGEST_CIRCLE);
        assert_eq!(small.largest.len(), LARGEST_CIRCLE);
        assert!(small.violations.is_empty(), "{:?}", small.violations);
        assert_eq!(ring(LARGEST_CIRCLE + 1).violations.len(), 1);
    }

    #[test]
    fn a_file_on_no_floor_is_found() {
        let found = violations(&[("attic.rs", "")]);
        assert!(found[0].contains("lies on no floor"), "{found:?}");
    }
}
