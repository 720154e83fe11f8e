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

/// The left child of a node, or null.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlleftchild>
#[inline]
pub unsafe fn RtlLeftChild(Links: PRTL_SPLAY_LINKS) -> PRTL_SPLAY_LINKS {
    // SAFETY: the caller passes a node.
    unsafe { (*Links).LeftChild }
}

/// The right child of a node, or null.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlrightchild>
#[inline]
pub unsafe fn RtlRightChild(Links: PRTL_SPLAY_LINKS) -> PRTL_SPLAY_LINKS {
    // SAFETY: the caller passes a node.
    unsafe { (*Links).RightChild }
}

/// Whether a node is the root of its tree.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlisroot>
#[inline]
pub unsafe fn RtlIsRoot(Links: PRTL_SPLAY_LINKS) -> bool {
    // SAFETY: the contract is the same.
    unsafe { RtlParent(Links) == Links }
}

/// Whether a node is the left child of its parent.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlisleftchild>
#[inline]
pub unsafe fn RtlIsLeftChild(Links: PRTL_SPLAY_LINKS) -> bool {
    // SAFETY: the contract is the same.
    unsafe { RtlLeftChild(RtlParent(Links)) == Links }
}

/// Whether a node is the right child of its parent.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlisrightchild>
#[inline]
pub unsafe fn RtlIsRightChild(Links: PRTL_SPLAY_LINKS) -> bool {
    // SAFETY: the contract is the same.
    unsafe { RtlRightChild(RtlParent(Links)) == Links }
}

/// Puts a node to the left below a node that has no left child.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlinsertasleftchild>
#[inline]
pub unsafe fn RtlInsertAsLeftChild(ParentLinks: PRTL_SPLAY_LINKS, ChildLinks: PRTL_SPLAY_LINKS) {
    // SAFETY: the caller passes two nodes.
    unsafe {
        (*ParentLinks).LeftChild = ChildLinks;
        (*ChildLinks).Parent = ParentLinks;
    }
}

/// Puts a node to the right below a node that has no right child.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlinsertasrightchild>
#[inline]
pub unsafe fn RtlInsertAsRightChild(ParentLinks: PRTL_SPLAY_LINKS, ChildLinks: PRTL_SPLAY_LINKS) {
    // SAFETY: the caller passes two nodes.
    unsafe {
        (*ParentLinks).RightChild = ChildLinks;
        (*ChildLinks).Parent = ParentLinks;
    }
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
