//! Dumps with changed bytes, and bytes that are none.

use proptest::prelude::*;

use crate::{invariants, stacks, written::snapshot};

fn cases() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(48)
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn changed_dumps_end_in_an_error_or_a_result(
        changes in prop::collection::vec((0..0x9000_usize, any::<u8>()), 0..40),
        header in prop::collection::vec((0..0x100_usize, any::<u8>()), 0..4),
        kind in prop::sample::select(vec![1_u8, 4, 5, 6, 8, 9, 10, 200]),
        length in 0..0x9000_usize,
    ) {
        let files = [snapshot(), stacks::snapshot()].map(|it| [it.to_bytes(), it.to_small_bytes()]);
        for file in files.into_iter().flatten() {
            let mut file = file.expect("a dump");
            file[0xF98] = kind;
            for (at, byte) in changes.iter().chain(&header) {
                if let Some(it) = file.get_mut(*at) {
                    *it = *byte;
                }
            }
            invariants::dump(&file);
            file.truncate(length);
            invariants::dump(&file);
        }
    }
}
