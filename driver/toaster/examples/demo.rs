//! The toaster, run natively for `cargo wdk demo --native`.

use std::process::ExitCode;

fn main() -> ExitCode {
    wdk_scenario::native::main(
        include_bytes!("../../../inf/toaster.inx"),
        toaster::DRIVER,
        "toaster.scenario",
        include_str!("../toaster.scenario"),
    )
}
