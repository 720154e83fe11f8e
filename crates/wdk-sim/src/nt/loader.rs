//! Loads drivers: native ones that are linked into the process, and PE images.

pub(crate) mod code;
pub(crate) mod driver;
pub(crate) mod error;
pub(crate) mod exception;
pub(crate) mod frames;
pub(crate) mod image;
pub(crate) mod library;
pub(crate) mod map;
pub(crate) mod pe;
pub(crate) mod symbols;
pub(crate) mod unwind;
pub(crate) mod upcalls;

pub use code::Code;
pub use error::ImageError;
pub use image::Image;
pub use library::ExportDriver;
pub use symbols::{Line, lines_in};
