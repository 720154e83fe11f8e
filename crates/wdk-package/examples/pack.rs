//! Packs a folder with a new test certificate: what `cargo wdk pack` does, in a few lines. Also a
//! small program to measure how fast a package's files are digested.
//!
//! ```text
//! cargo run --release -p wdk-package --example pack -- FOLDER OUTPUT
//! ```

use std::{
    env,
    error::Error,
    path::Path,
    time::{SystemTime, UNIX_EPOCH},
};

use wdk_package::{
    Identity,
    catalog::Options,
    pack::{Pack, pack},
    signature::Signing,
};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let [from, to] = &arguments[..] else {
        return Err("name the folder, and where the packages go".into());
    };
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let identity = Identity::test("CN=Example", now)?;
    let signing = Signing::by(&identity);
    let catalog = Options {
        time: now.try_into()?,
        ..Options::default()
    };
    let how = Pack {
        catalog: &catalog,
        signing: Some(&signing),
        also: None,
        replace_signatures: false,
    };
    let packed = pack(Path::new(from), Path::new(to), &how)?;
    for package in packed.packages {
        for catalog in package.catalogs {
            println!(
                "{}/{}: {} members",
                package.folder, catalog.file, catalog.members
            );
        }
    }
    Ok(())
}
