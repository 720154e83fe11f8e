//! What must hold for every file, tried on generated ones.

use proptest::prelude::*;

use crate::{generator, invariants};

/// The ways a file can be stored.
fn stored(text: &str) -> [Vec<u8>; 3] {
    let wide = text.encode_utf16().flat_map(u16::to_le_bytes);
    let marked = [0xEF, 0xBB, 0xBF].into_iter().chain(text.bytes());
    [
        text.as_bytes().to_vec(),
        [0xFF, 0xFE].into_iter().chain(wide).collect(),
        marked.collect(),
    ]
}

proptest! {
    #[test]
    fn files_are_read_and_written_back(text in generator::file()) {
        stored(&text).iter().for_each(|bytes| invariants::parse(bytes));
    }

    #[test]
    fn noise_is_read_and_written_back(text in generator::noise()) {
        let file = format!("[Version]\nSignature=$CHICAGO$\n{text}");
        stored(&file).iter().chain(&stored(&text)).for_each(|bytes| invariants::parse(bytes));
    }

    #[test]
    fn bytes_are_read_and_written_back(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        invariants::parse(&bytes);
    }

    #[test]
    fn stamping_is_idempotent(text in generator::file()) {
        stored(&text).iter().for_each(|bytes| invariants::stamp(bytes));
    }

    #[test]
    fn formatting_changes_nothing_that_is_read(text in generator::file(), noise in generator::noise()) {
        stored(&format!("{text}{noise}")).iter().for_each(|bytes| invariants::format(bytes));
        stored(&text).iter().for_each(|bytes| invariants::format(bytes));
    }
}
