//! `ntddk.h`: splay links, the nodes of trees that balance themselves as they are used.

use core::ptr::null_mut;

use crate::{PRTL_SPLAY_LINKS, RTL_SPLAY_LINKS};

pub use crate::generated::wdm::splay::*;

/// Makes a node a tree of its own.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlinitializesplaylinks>
#[inline]
pub unsafe fn RtlInitializeSplayLinks(Links: PRTL_SPLAY_LINKS) {
    // SAFETY: the caller passes a node that is in no tree.
    unsafe {
        *Links = RTL_SPLAY_LINKS {
            Parent: Links,
            LeftChild: null_mut(),
            RightChild: null_mut(),
        };
    }
}

/// The parent of a node; the root is its own.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlparent>
#[inline]
pub unsafe fn RtlParent(Links: PRTL_SPLAY_LINKS) -> PRTL_SPLAY_LINKS {
    // SAFETY: the caller passes a node.
    unsafe { (*Links).Parent }
}

/// The children of a node, by their side.
macro_rules! children {
    ($($field:ident:
        $(#[$gets:meta])* $get:ident
        $(#[$asks:meta])* $is:ident
        $(#[$inserts:meta])* $insert:ident;)*) => { $(
        $(#[$gets])*
        #[inline]
        pub unsafe fn $get(Links: PRTL_SPLAY_LINKS) -> PRTL_SPLAY_LINKS {
            // SAFETY: the caller passes a node, whose links are initialised.
            unsafe { (*Links).$field }
        }

        $(#[$asks])*
        #[inline]
        pub unsafe fn $is(Links: PRTL_SPLAY_LINKS) -> bool {
            // SAFETY: the caller's node is in a tree, so its parent is a node, too.
            unsafe { $get(RtlParent(Links)) == Links }
        }

        $(#[$inserts])*
        #[inline]
        pub unsafe fn $insert(ParentLinks: PRTL_SPLAY_LINKS, ChildLinks: PRTL_SPLAY_LINKS) {
            // SAFETY: the caller passes two nodes, and nobody else uses their trees meanwhile.
            unsafe {
                (*ParentLinks).$field = ChildLinks;
                (*ChildLinks).Parent = ParentLinks;
            }
        }
    )* };
}

children! {
    LeftChild:
    /// The left child of a node, or null.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlleftchild>
    RtlLeftChild
    /// Whether a node is the left child of its parent.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlisleftchild>
    RtlIsLeftChild
    /// Puts a node to the left below a node that has no left child.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlinsertasleftchild>
    RtlInsertAsLeftChild;
    RightChild:
    /// The right child of a node, or null.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlrightchild>
    RtlRightChild
    /// Whether a node is the right child of its parent.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlisrightchild>
    RtlIsRightChild
    /// Puts a node to the right below a node that has no right child.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlinsertasrightchild>
    RtlInsertAsRightChild;
}

/// Whether a node is the root of its tree.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlisroot>
#[inline]
pub unsafe fn RtlIsRoot(Links: PRTL_SPLAY_LINKS) -> bool {
    // SAFETY: `RtlParent` asks for a node and reads nothing but its link.
    unsafe { RtlParent(Links) == Links }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn children_know_their_parent() {
        let (mut root, mut child) = (RTL_SPLAY_LINKS::default(), RTL_SPLAY_LINKS::default());
        let (root, child) = (&raw mut root, &raw mut child);
        // SAFETY: both nodes are ours.
        unsafe {
            RtlInitializeSplayLinks(root);
            RtlInitializeSplayLinks(child);
            RtlInsertAsRightChild(root, child);
            assert!(RtlIsRoot(root) && RtlIsRightChild(child) && !RtlIsLeftChild(child));
            assert!(RtlLeftChild(root).is_null() && RtlParent(child) == root);
        }
    }
}
