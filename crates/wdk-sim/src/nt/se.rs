//! The security reference monitor: who a program is, what an object's security descriptor says, and what follows.
//!
//! Values without an object of their own: the object manager keeps a descriptor in the header of each object that
//! has one, the process manager a token for each process.

pub(crate) mod acl;
pub(crate) mod check;
pub(crate) mod descriptor;
pub(crate) mod device;
pub(crate) mod sddl;
pub(crate) mod sid;
pub(crate) mod token;
