//! Readers on bytes that nobody meant: what the fuzz targets do for longer.

use crate::{
    common::{INF, Package, image},
    invariants,
};
use proptest::prelude::*;
use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng as _};
use std::sync::LazyLock;
use wdk_package::{
    Identity, authenticode, cabinet,
    catalog::{self, Options, Pages},
    signature::Signing,
    store::{Contents, Memory, Store},
};

/// A signed image and a signed catalog.
static SIGNED: LazyLock<[Vec<u8>; 2]> = LazyLock::new(|| {
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let identity = Identity::test_from(
        &mut random,
        "CN=Lamp",
        1_767_225_600..1_767_225_600 + 315_360_000,
    )
    .unwrap();
    let mut bytes = image();
    authenticode::sign(&mut bytes, &Signing::by(&identity), true).unwrap();
    let package = Package::new();
    let options = Options {
        time: 1_767_312_000,
        pages: Pages::All,
        ..Options::default()
    };
    let made = catalog::create(&package.inf(), &options).unwrap();
    [bytes, made.sign(&Signing::by(&identity)).unwrap()]
});

/// A key with its certificate, a signed cabinet, and the records of a store with a package.
static OTHERS: LazyLock<[Vec<u8>; 3]> = LazyLock::new(|| {
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let holds = 1_767_225_600..1_767_225_600 + 315_360_000;
    let identity = Identity::test_from(&mut random, "CN=Lamp", holds).unwrap();
    let entry = (r"lamp\lamp.sys".to_owned(), image());
    let mut cabinet = cabinet::create(&[entry]).unwrap();
    cabinet::sign(&mut cabinet, &Signing::by(&identity)).unwrap();
    let package = Package::new();
    let inf = INF.replace("DefaultDestDir = 13", "DefaultDestDir = 12");
    std::fs::write(package.inf(), inf).unwrap();
    let package = Contents::read(&package.inf()).unwrap();
    let mut store = Store::on(Memory::new());
    store.add_driver(&package).unwrap();
    store.save().unwrap();
    let records = r"C:\Windows\System32\config\DRIVERS.json";
    let records = store.volume().read(records).unwrap();
    [identity.to_pfx("").unwrap(), cabinet, records]
});

/// Changes, each a place and a byte for it, and a length to cut to.
fn changes() -> impl Strategy<Value = (Vec<(usize, u8)>, usize)> {
    let change = (any::<usize>(), any::<u8>());
    (prop::collection::vec(change, 0..8), any::<usize>())
}

fn changed(right: &[u8], (changes, cut): (Vec<(usize, u8)>, usize)) -> Vec<u8> {
    let mut bytes = right.to_vec();
    for (at, byte) in changes {
        let at = at % bytes.len();
        bytes[at] = byte;
    }
    // One in four is cut.
    if cut % 4 == 0 {
        bytes.truncate(cut % right.len());
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_image_makes_a_reader_panic(change in changes()) {
        invariants::image(&changed(&SIGNED[0], change));
    }

    #[test]
    fn no_catalog_makes_a_reader_panic(change in changes()) {
        invariants::catalog(&changed(&SIGNED[1], change));
    }

    #[test]
    fn no_cabinet_makes_a_reader_panic(change in changes()) {
        invariants::cabinet(&changed(&OTHERS[1], change));
    }

    #[test]
    fn no_records_make_a_store_panic(change in changes()) {
        invariants::records(&changed(&OTHERS[2], change));
    }

    #[test]
    fn no_inf_makes_a_package_panic(change in changes()) {
        invariants::package(&changed(INF.as_bytes(), change));
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        invariants::image(&bytes);
        invariants::catalog(&bytes);
        invariants::identity(&bytes);
        invariants::cabinet(&bytes);
        invariants::symbols(&bytes);
        invariants::records(&bytes);
    }
}

proptest! {
    // Each makes as many rounds as its file asks for.
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        cases: 12,
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_key_makes_a_reader_panic(change in changes()) {
        invariants::identity(&changed(&OTHERS[0], change));
    }
}

#[test]
fn what_is_signed_holds() {
    invariants::image(&SIGNED[0]);
    invariants::catalog(&SIGNED[1]);
    let list = catalog::parse(&SIGNED[1]).unwrap().to_der().unwrap();
    invariants::catalog(&list);
    invariants::cabinet(&OTHERS[1]);
    invariants::records(&OTHERS[2]);
    invariants::package(INF.as_bytes());
}
