//! The tables of older frameworks: each ends where its version ended. What Windows has in memory
//! behind the end is no function; here it is one that says which call led there and stops the
//! machine.

use wdk_sys::{
    abi,
    wdf::{FUNCTIONS as FACTS, KmdfVersion, RELEASES, STRUCTURES, WDFFUNC},
};

use super::{COUNT, FUNCTIONS};
use crate::violation;

/// Functions that every version has which a machine can play.
const OLDEST: usize = RELEASES[0].functions as usize;

#[abi]
unsafe fn beyond<const INDEX: usize>() {
    violation::beyond_table(FACTS[INDEX].name, INDEX);
}

macro_rules! beyond {
    ($($index:literal)*) => {
        [$(Some(beyond::<$index>)),*]
    };
}

/// What stands behind the end of a table, for the slots from [`OLDEST`] on.
static BEYOND: [WDFFUNC; COUNT - OLDEST] = beyond! {
    444 445 446 447 448 449 450 451 452 453 454 455 456 457
};

/// The table with the first `count` functions.
const fn cut(count: usize) -> [WDFFUNC; COUNT] {
    let mut table = FUNCTIONS;
    let mut index = count;
    while index < COUNT {
        table[index] = BEYOND[index - OLDEST];
        index += 1;
    }
    table
}

/// A table for each version, in the order of [`RELEASES`].
static TABLES: [[WDFFUNC; COUNT]; RELEASES.len()] = {
    let mut tables = [FUNCTIONS; RELEASES.len()];
    let mut index = 0;
    while index < RELEASES.len() {
        tables[index] = cut(RELEASES[index].functions as usize);
        index += 1;
    }
    tables
};

/// The table of KMDF 1.`minor`.
pub(super) fn address(minor: u32) -> *const WDFFUNC {
    let at = RELEASES.iter().position(|release| release.minor == minor);
    at.and_then(|at| TABLES.get(at))
        .unwrap_or(&FUNCTIONS)
        .as_ptr()
}

/// The sizes of the structures, in the order of [`RELEASES`].
static SIZES: [[usize; STRUCTURES]; RELEASES.len()] = {
    let mut sizes = [[0; STRUCTURES]; RELEASES.len()];
    let mut index = 0;
    while index < RELEASES.len() {
        sizes[index] = KmdfVersion::structure_sizes(RELEASES[index].minor);
        index += 1;
    }
    sizes
};

/// The sizes of the structures of KMDF 1.`minor`.
pub(super) fn structure_sizes(minor: u32) -> &'static [usize; STRUCTURES] {
    let at = RELEASES.iter().position(|release| release.minor == minor);
    at.and_then(|at| SIZES.get(at))
        .unwrap_or(&SIZES[RELEASES.len() - 1])
}
