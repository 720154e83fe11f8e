//! The command line for Windows drivers: new, build, run, package.

fn main() {}
