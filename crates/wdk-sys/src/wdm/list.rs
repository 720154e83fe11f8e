//! `wdm.h`: linked lists, of which every entry is a field of what it links.

use crate::{LIST_ENTRY, PLIST_ENTRY, PSINGLE_LIST_ENTRY};

/// Makes a list empty.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-initializelisthead>
#[inline]
pub unsafe fn InitializeListHead(ListHead: PLIST_ENTRY) {
    // SAFETY: the caller passes memory for the head.
    unsafe {
        ListHead.write(LIST_ENTRY {
            Flink: ListHead,
            Blink: ListHead,
        })
    };
}

/// The list has no entries.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-islistempty>
#[inline]
#[must_use]
pub unsafe fn IsListEmpty(ListHead: *const LIST_ENTRY) -> bool {
    // SAFETY: the caller has a list whose head `InitializeListHead` wrote.
    unsafe { (*ListHead).Flink.cast_const() == ListHead }
}

/// Removes an entry from the list it is in; the result says that the list is empty now.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-removeentrylist>
#[inline]
pub unsafe fn RemoveEntryList(Entry: PLIST_ENTRY) -> bool {
    // SAFETY: the caller has an entry of a list, so its neighbours are valid.
    unsafe {
        let LIST_ENTRY { Flink, Blink } = *Entry;
        (*Blink).Flink = Flink;
        (*Flink).Blink = Blink;
        Flink == Blink
    }
}

/// The operations at an end of a list, by the link of the head that leads there and the other one.
macro_rules! ends {
    ($($(#[$removes:meta])* $remove:ident $(#[$inserts:meta])* $insert:ident: $link:ident $back:ident;)*) => { $(
        $(#[$removes])*
        #[inline]
        pub unsafe fn $remove(ListHead: PLIST_ENTRY) -> PLIST_ENTRY {
            // SAFETY: the caller has an initialised list, whose links are entries of it or its head.
            unsafe {
                let entry = (*ListHead).$link;
                RemoveEntryList(entry);
                entry
            }
        }

        $(#[$inserts])*
        #[inline]
        pub unsafe fn $insert(ListHead: PLIST_ENTRY, Entry: PLIST_ENTRY) {
            // SAFETY: the caller has an initialised list and an entry that is in none.
            unsafe {
                let neighbour = (*ListHead).$link;
                Entry.write(LIST_ENTRY {
                    $link: neighbour,
                    $back: ListHead,
                });
                (*neighbour).$back = Entry;
                (*ListHead).$link = Entry;
            }
        }
    )* };
}

ends! {
    /// Removes the first entry; the head itself when there is none.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-removeheadlist>
    RemoveHeadList
    /// Inserts an entry before the first.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-insertheadlist>
    InsertHeadList: Flink Blink;
    /// Removes the last entry; the head itself when there is none.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-removetaillist>
    RemoveTailList
    /// Inserts an entry after the last.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-inserttaillist>
    InsertTailList: Blink Flink;
}

/// Appends the entries of a list without head to another list.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-appendtaillist>
#[inline]
pub unsafe fn AppendTailList(ListHead: PLIST_ENTRY, ListToAppend: PLIST_ENTRY) {
    // SAFETY: the caller has an initialised list and a ring of entries.
    unsafe {
        let end = (*ListHead).Blink;
        (*end).Flink = ListToAppend;
        (*ListHead).Blink = (*ListToAppend).Blink;
        (*(*ListToAppend).Blink).Flink = ListHead;
        (*ListToAppend).Blink = end;
    }
}

/// Pushes an entry on a singly linked list.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-pushentrylist>
#[inline]
pub unsafe fn PushEntryList(ListHead: PSINGLE_LIST_ENTRY, Entry: PSINGLE_LIST_ENTRY) {
    // SAFETY: the caller has a list and an entry that is in none.
    unsafe {
        (*Entry).Next = (*ListHead).Next;
        (*ListHead).Next = Entry;
    }
}

/// Pops the first entry of a singly linked list; null when it is empty.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-popentrylist>
#[inline]
pub unsafe fn PopEntryList(ListHead: PSINGLE_LIST_ENTRY) -> PSINGLE_LIST_ENTRY {
    // SAFETY: the caller has a list.
    unsafe {
        let first = (*ListHead).Next;
        if !first.is_null() {
            (*ListHead).Next = (*first).Next;
        }
        first
    }
}

/// The structure that contains the field at an address:
/// `CONTAINING_RECORD!(entry, Request, ListEntry)`.
#[macro_export]
macro_rules! CONTAINING_RECORD {
    ($address:expr, $type:ty, $($field:tt)+) => {
        $address
            .wrapping_byte_sub(::core::mem::offset_of!($type, $($field)+))
            .cast::<$type>()
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries<const N: usize>() -> [LIST_ENTRY; N] {
        [LIST_ENTRY::default(); N]
    }

    #[test]
    fn a_list_is_a_queue_at_both_ends() {
        let [mut head, mut a, mut b, mut c] = entries();
        let (head, a, b, c) = (&raw mut head, &raw mut a, &raw mut b, &raw mut c);
        // SAFETY: all are variables, and each entry is inserted once.
        unsafe {
            InitializeListHead(head);
            assert!(IsListEmpty(head));
            InsertTailList(head, b);
            InsertTailList(head, c);
            InsertHeadList(head, a);
            assert!(!RemoveEntryList(b));
            assert_eq!(RemoveTailList(head), c);
            assert_eq!(RemoveHeadList(head), a);
            assert!(IsListEmpty(head));
            assert_eq!(RemoveHeadList(head), head);
        }
    }

    #[test]
    fn a_ring_is_appended_in_order() {
        let [mut head, mut a, mut b, mut c] = entries();
        let (head, a, b, c) = (&raw mut head, &raw mut a, &raw mut b, &raw mut c);
        // SAFETY: all are variables, and each entry is inserted once.
        unsafe {
            InitializeListHead(head);
            InsertTailList(head, a);
            InitializeListHead(b);
            InsertTailList(b, c);
            AppendTailList(head, b);
            let order = [
                RemoveHeadList(head),
                RemoveHeadList(head),
                RemoveHeadList(head),
            ];
            assert_eq!(order, [a, b, c]);
            assert!(IsListEmpty(head));
        }
    }

    #[test]
    fn a_record_is_found_from_its_field() {
        #[repr(C)]
        struct Record {
            number: u32,
            link: LIST_ENTRY,
        }
        let mut record = Record {
            number: 7,
            link: LIST_ENTRY::default(),
        };
        let record = &raw mut record;
        // SAFETY: the record is a variable.
        let link = unsafe { &raw mut (*record).link };
        assert_eq!(CONTAINING_RECORD!(link, Record, link), record);
        // SAFETY: the number was written with the record, which is still alive.
        assert_eq!(unsafe { (*record).number }, 7);
    }
}
