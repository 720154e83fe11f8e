//! Authenticode: the digest by which Windows knows an image, and the signature inside it.
//!
//! The digest leaves out what signing changes: the checksum, the directory entry of the
//! certificate table, and the table itself. So a catalog stays right when an image in it is signed.
//!
//! See [PE format, Appendix A](https://learn.microsoft.com/windows/win32/debug/pe-format#appendix-a-calculating-authenticode-pe-image-hash).

#[cfg(feature = "signing")]
mod embed;
mod hash;
mod indirect;
mod layout;

#[cfg(feature = "signing")]
pub use self::embed::{append, sign, signature, verify};
pub use self::{
    hash::{digest, is_image, page_hashes},
    indirect::{IndirectData, PageHashes},
    layout::NotAnImage,
};
pub(crate) use self::{indirect::INDIRECT_DATA, layout::Layout};
