//! Readers on bytes that nobody meant: what the fuzz targets do for longer.

use crate::{
    common::{Package, image},
    invariants,
};
use proptest::prelude::*;
use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng as _};
use std::sync::LazyLock;
use wdk_package::{
    Identity, authenticode,
    catalog::{self, Options},
    signature::Signing,
};

/// A signed image and a signed catalog.
static SIGNED: LazyLock<[Vec<u8>; 2]> = LazyLock::new(|| {
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let identity = Identity::test_from(&mut random, "CN=Lamp", 1_767_225_600).unwrap();
    let mut bytes = image();
    authenticode::sign(&mut bytes, &Signing::by(&identity), true).unwrap();
    let package = Package::new();
    let options = Options {
        time: 1_767_312_000,
        page_hashes: true,
        ..Options::default()
    };
    let made = catalog::create(&package.inf(), &options).unwrap();
    [bytes, made.sign(&Signing::by(&identity)).unwrap()]
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
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        invariants::image(&bytes);
        invariants::catalog(&bytes);
    }
}

#[test]
fn what_is_signed_holds() {
    invariants::image(&SIGNED[0]);
    invariants::catalog(&SIGNED[1]);
    let list = catalog::parse(&SIGNED[1]).unwrap().to_der().unwrap();
    invariants::catalog(&list);
}
