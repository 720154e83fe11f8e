//! Strings, lists, resources, work items and threads, called as a driver calls them.
#![expect(unsafe_code, reason = "calls kernel functions")]

use std::{
    cell::{Cell, RefCell},
    mem::{self, MaybeUninit},
    ptr,
    rc::Rc,
};

use wdk_sim::{Error, Machine, fault};
use wdk_sys::*;

fn wide(text: &str) -> Vec<u16> {
    text.encode_utf16().chain([0]).collect()
}

fn string(text: &[u16]) -> UNICODE_STRING {
    let mut string = UNICODE_STRING::default();
    // SAFETY: the text ends in NUL and outlives the string in these tests.
    unsafe { RtlInitUnicodeString(&raw mut string, text.as_ptr()) };
    string
}

fn read(text: &UNICODE_STRING) -> String {
    // SAFETY: the buffer has `Length` bytes.
    let units = unsafe { std::slice::from_raw_parts(text.Buffer, usize::from(text.Length / 2)) };
    String::from_utf16(units).unwrap()
}

fn zeroed<T>() -> Box<MaybeUninit<T>> {
    Box::new(MaybeUninit::zeroed())
}

#[test]
fn unicode_strings_are_compared_appended_and_freed() {
    let machine = Machine::new();
    machine
        .call("test", || {
            let (one, other, prefix) = (wide("Device"), wide("DEVICE"), wide("dev"));
            let (one, other, prefix) = (string(&one), string(&other), string(&prefix));
            assert_eq!((one.Length, one.MaximumLength), (12, 14));
            assert_eq!(
                // SAFETY: valid strings.
                unsafe { RtlEqualUnicodeString(&raw const one, &raw const other, TRUE) },
                TRUE
            );
            assert_eq!(
                // SAFETY: valid strings.
                unsafe { RtlEqualUnicodeString(&raw const one, &raw const other, FALSE) },
                FALSE
            );
            assert!(
                // SAFETY: valid strings.
                unsafe { RtlCompareUnicodeString(&raw const one, &raw const other, FALSE) } > 0
            );
            assert_eq!(
                // SAFETY: valid strings.
                unsafe { RtlPrefixUnicodeString(&raw const prefix, &raw const one, TRUE) },
                TRUE
            );

            let mut buffer = [0_u16; 8];
            let mut target = UNICODE_STRING {
                Length: 0,
                MaximumLength: 16,
                Buffer: buffer.as_mut_ptr(),
            };
            // SAFETY: valid strings.
            unsafe { RtlCopyUnicodeString(&raw mut target, &raw const one) };
            // SAFETY: valid strings; "dev" does not fit any more.
            let appended =
                unsafe { RtlAppendUnicodeStringToString(&raw mut target, &raw const prefix) };
            assert_eq!(appended, STATUS_BUFFER_TOO_SMALL);
            let number = wide("7");
            assert_eq!(
                // SAFETY: valid strings.
                unsafe { RtlAppendUnicodeToString(&raw mut target, number.as_ptr()) },
                STATUS_SUCCESS
            );
            assert_eq!(read(&target), "Device7");

            let mut upper = UNICODE_STRING::default();
            assert_eq!(
                // SAFETY: valid strings; the function allocates the buffer.
                unsafe { RtlUpcaseUnicodeString(&raw mut upper, &raw const one, TRUE) },
                STATUS_SUCCESS
            );
            assert_eq!(read(&upper), "DEVICE");
            // SAFETY: allocated by the function above.
            unsafe { RtlFreeUnicodeString(&raw mut upper) };
        })
        .unwrap();
    assert_eq!(machine.pool().blocks, 0);
}

#[test]
fn numbers_and_guids_are_written_and_read() {
    let machine = Machine::new();
    machine
        .call("test", || {
            let guid = GUID {
                Data1: 0x0011_2233,
                Data2: 0x4455,
                Data3: 0x6677,
                Data4: [1, 2, 3, 4, 5, 6, 7, 8],
            };
            let mut text = UNICODE_STRING::default();
            assert_eq!(
                // SAFETY: valid arguments; the function allocates the buffer.
                unsafe { RtlStringFromGUID(&raw const guid, &raw mut text) },
                STATUS_SUCCESS
            );
            assert_eq!(read(&text), "{00112233-4455-6677-0102-030405060708}");
            let mut again = GUID::default();
            assert_eq!(
                // SAFETY: valid arguments.
                unsafe { RtlGUIDFromString(&raw mut text, &raw mut again) },
                STATUS_SUCCESS
            );
            assert_eq!(
                (again.Data1, again.Data3, again.Data4),
                (guid.Data1, guid.Data3, guid.Data4)
            );
            // SAFETY: allocated above.
            unsafe { RtlFreeUnicodeString(&raw mut text) };

            let mut buffer = [0_u16; 5];
            let mut small = UNICODE_STRING {
                Length: 0,
                MaximumLength: 10,
                Buffer: buffer.as_mut_ptr(),
            };
            assert_eq!(
                // SAFETY: valid arguments.
                unsafe { RtlIntegerToUnicodeString(0xBEEF, 16, &raw mut small) },
                STATUS_SUCCESS
            );
            assert_eq!(read(&small), "BEEF");
            // SAFETY: valid arguments; the number has five digits.
            let status = unsafe { RtlIntegerToUnicodeString(12345, 10, &raw mut small) };
            assert_eq!(status, STATUS_BUFFER_OVERFLOW);
        })
        .unwrap();
}

#[test]
fn debug_prints_are_in_the_trace() {
    let machine = Machine::new();
    machine
        .call("test", || {
            let name = wide("toaster");
            let name = string(&name);
            let format = c"%wZ: %d of %I64u, %s %08x\n";
            // SAFETY: the arguments are what the format asks for.
            unsafe {
                DbgPrint(
                    format.as_ptr().cast(),
                    &raw const name,
                    -3,
                    1_u64 << 40,
                    c"heat".as_ptr(),
                    0xAB,
                );
            }
            // SAFETY: as above.
            unsafe {
                DbgPrintEx(
                    77,
                    3,
                    c"%hs%c".as_ptr().cast(),
                    c"don".as_ptr(),
                    i32::from(b'e'),
                )
            };
        })
        .unwrap();
    let trace = machine.trace();
    let printed: Vec<_> = trace.names().collect();
    assert_eq!(
        printed,
        ["toaster: -3 of 1099511627776, heat 000000ab", "done"]
    );
}

thread_local! {
    static ORDER: RefCell<Vec<u64>> = const { RefCell::new(Vec::new()) };
}

#[abi]
unsafe fn work(parameter: PVOID) {
    assert_eq!(KeGetCurrentIrql(), 0);
    ORDER.with_borrow_mut(|order| order.push(parameter as u64));
}

#[test]
fn work_items_run_on_another_thread_in_order() {
    let machine = Machine::new();
    let mut items: Vec<Box<MaybeUninit<WORK_QUEUE_ITEM>>> = (0..3).map(|_| zeroed()).collect();
    let pointers: Vec<PWORK_QUEUE_ITEM> = items.iter_mut().map(|item| item.as_mut_ptr()).collect();
    machine
        .call("test", || {
            for (index, item) in pointers.iter().enumerate() {
                let parameter = (index + 1) as PVOID;
                // SAFETY: memory for an item, which outlives the machine's run.
                unsafe { ExInitializeWorkItem(*item, Some(work), parameter) };
                // SAFETY: initialised above.
                unsafe { ExQueueWorkItem(*item, 1) };
            }
            assert!(
                ORDER.with_borrow(Vec::is_empty),
                "work runs on the caller's thread"
            );
        })
        .unwrap();
    machine.run_until_idle().unwrap();
    assert_eq!(ORDER.take(), [1, 2, 3]);
}

#[test]
fn writers_exclude_readers_of_a_resource() {
    for seed in 0..30 {
        let machine = Machine::builder().processors(2).seed(seed).build();
        let mut resource = zeroed::<ERESOURCE>();
        let resource = resource.as_mut_ptr();
        machine
            .call("init", || {
                // SAFETY: memory for a resource.
                unsafe { ExInitializeResourceLite(resource) };
            })
            .unwrap();
        let readers = Rc::new(Cell::new(0));
        let writes = Rc::new(Cell::new(0));
        for writer in [true, false, true, false] {
            let (readers, writes) = (Rc::clone(&readers), Rc::clone(&writes));
            let body = move || {
                for _ in 0..10 {
                    // SAFETY: no precondition.
                    unsafe { KeEnterCriticalRegion() };
                    if writer {
                        // SAFETY: initialised above.
                        unsafe { ExAcquireResourceExclusiveLite(resource, TRUE) };
                        assert_eq!(readers.get(), 0, "a reader is inside");
                        readers.set(-1);
                        // SAFETY: lets others run.
                        unsafe { KeQueryTimeIncrement() };
                        readers.set(0);
                        writes.set(writes.get() + 1);
                    } else {
                        // SAFETY: initialised above.
                        unsafe { ExAcquireResourceSharedLite(resource, TRUE) };
                        assert!(readers.get() >= 0, "a writer is inside");
                        readers.set(readers.get() + 1);
                        // SAFETY: lets others run.
                        unsafe { KeQueryTimeIncrement() };
                        readers.set(readers.get() - 1);
                    }
                    // SAFETY: acquired above.
                    unsafe { ExReleaseResourceLite(resource) };
                    // SAFETY: entered above.
                    unsafe { KeLeaveCriticalRegion() };
                }
            };
            machine.spawn("user", body).unwrap();
        }
        machine.run_until_idle().unwrap();
        assert_eq!(writes.get(), 20);
    }
}

#[test]
fn a_fast_mutex_raises_to_apc_level_and_hands_over() {
    let machine = Machine::builder().seed(3).build();
    let mut mutex = zeroed::<FAST_MUTEX>();
    let mutex = mutex.as_mut_ptr();
    machine
        .call("init", || {
            // SAFETY: memory for a mutex.
            unsafe { ExInitializeFastMutex(mutex) };
        })
        .unwrap();
    let inside = Rc::new(Cell::new(0));
    for _ in 0..3 {
        let inside = Rc::clone(&inside);
        let body = move || {
            for _ in 0..20 {
                // SAFETY: initialised above.
                unsafe { ExAcquireFastMutex(mutex) };
                assert_eq!(KeGetCurrentIrql(), 1);
                assert_eq!(inside.replace(1), 0, "two threads hold the mutex");
                // SAFETY: lets others run.
                unsafe { KeQueryTimeIncrement() };
                inside.set(0);
                // SAFETY: acquired above.
                unsafe { ExReleaseFastMutex(mutex) };
                assert_eq!(KeGetCurrentIrql(), 0);
            }
        };
        machine.spawn("user", body).unwrap();
    }
    machine.run_until_idle().unwrap();
}

#[test]
fn a_system_thread_can_be_waited_for() {
    #[abi]
    unsafe fn body(context: PVOID) {
        let mut time = LARGE_INTEGER {
            QuadPart: -20_000_000,
        };
        // SAFETY: a valid time.
        unsafe { KeDelayExecutionThread(0, 0, &raw mut time) };
        // SAFETY: the test passes its variable.
        unsafe { context.cast::<u32>().write(7) };
        // SAFETY: ends this thread.
        unsafe { PsTerminateSystemThread(STATUS_SUCCESS) };
        unreachable!("the thread has ended");
    }
    let machine = Machine::new();
    let mut result = 0_u32;
    let result_pointer: PVOID = (&raw mut result).cast();
    machine
        .call("test", || {
            let mut handle = ptr::null_mut();
            let none = ptr::null_mut();
            // SAFETY: valid arguments.
            let status = unsafe {
                PsCreateSystemThread(
                    &raw mut handle,
                    0x1F_FFFF,
                    none,
                    none.cast(),
                    none.cast(),
                    Some(body),
                    result_pointer,
                )
            };
            assert_eq!(status, STATUS_SUCCESS);
            let mut thread = ptr::null_mut();
            // SAFETY: a handle to a thread.
            let status = unsafe {
                ObReferenceObjectByHandle(handle, 0, none.cast(), 0, &raw mut thread, none.cast())
            };
            assert_eq!(status, STATUS_SUCCESS);
            // SAFETY: opened above.
            unsafe { ZwClose(handle) };
            // SAFETY: the thread is referenced.
            let status = unsafe { KeWaitForSingleObject(thread, 0, 0, 0, ptr::null_mut()) };
            assert_eq!(status, STATUS_SUCCESS);
            // SAFETY: referenced above.
            unsafe { ObfDereferenceObject(thread) };
        })
        .unwrap();
    assert_eq!(result, 7);
    assert_eq!(machine.now().as_secs(), 2);
}

#[test]
fn a_fault_fails_exactly_the_call_that_it_names() {
    let faults = fault::Faults::none().fail(fault::Kind::Pool, 1);
    let machine = Machine::builder().faults(faults).build();
    let results = machine
        .call("test", || {
            [0, 1, 2].map(|_| {
                // SAFETY: asks for memory.
                let block = unsafe { ExAllocatePool2(POOL_FLAG_NON_PAGED, 8, 1) };
                if !block.is_null() {
                    // SAFETY: allocated above.
                    unsafe { ExFreePool(block) };
                }
                !block.is_null()
            })
        })
        .unwrap();
    assert_eq!(results, [true, false, true]);
    assert!(machine.fallible_calls().contains(&(fault::Kind::Pool, 3)));
}

#[test]
fn a_loop_that_never_ends_is_reported() {
    let machine = Machine::builder().turn_limit(1000).build();
    let result = machine.call("looping", || {
        loop {
            // SAFETY: has no precondition.
            unsafe { KeQueryTimeIncrement() };
        }
    });
    let Err(Error::Stuck(stuck)) = result else {
        panic!("{result:?}");
    };
    assert_eq!(stuck.waiting[0].thread, "looping");
}

#[test]
fn a_loop_that_waits_for_the_clock_sees_it_move() {
    let machine = Machine::new();
    machine
        .call("polling", || {
            let read = || {
                // SAFETY: no frequency is asked for.
                let now = unsafe { KeQueryPerformanceCounter(ptr::null_mut()) };
                // SAFETY: all views of the union are integers.
                unsafe { now.QuadPart }
            };
            let end = read() + 10_000;
            while read() < end {}
        })
        .unwrap();
    assert!(machine.now().as_micros() >= 1000);
}

#[test]
fn sequenced_lists_are_last_in_first_out() {
    let machine = Machine::new();
    machine
        .call("test", || {
            let mut head = zeroed::<SLIST_HEADER>();
            let head = head.as_mut_ptr();
            // SAFETY: memory for a list.
            unsafe { InitializeSListHead(head) };
            #[repr(align(16))]
            struct Aligned(SLIST_ENTRY);
            // SAFETY: all-zero entries are valid.
            let mut entries: [Aligned; 2] = unsafe { mem::zeroed() };
            let [one, two] = &mut entries;
            // SAFETY: entries that outlive the list.
            assert!(unsafe { ExpInterlockedPushEntrySList(head, &raw mut one.0) }.is_null());
            // SAFETY: as above.
            unsafe { ExpInterlockedPushEntrySList(head, &raw mut two.0) };
            // SAFETY: as above.
            assert_eq!(unsafe { ExQueryDepthSList(head) }, 2);
            // SAFETY: as above.
            assert_eq!(unsafe { ExpInterlockedPopEntrySList(head) }, &raw mut two.0);
            // SAFETY: as above.
            assert_eq!(unsafe { ExpInterlockedPopEntrySList(head) }, &raw mut one.0);
            // SAFETY: as above.
            assert!(unsafe { ExpInterlockedPopEntrySList(head) }.is_null());
        })
        .unwrap();
}

/// What probing and locking a buffer for a program gives.
fn lock(start: *mut u8, length: u32, operation: LOCK_OPERATION) -> NTSTATUS {
    // SAFETY: the buffer is only described; without a packet the MDL is this function's.
    let mdl = unsafe { IoAllocateMdl(start.cast(), length, FALSE, FALSE, ptr::null_mut()) };
    // SAFETY: the MDL was just made, and its pages are not locked.
    let status = unsafe { try_probe_and_lock_pages(mdl, _MODE::UserMode as i8, operation) };
    if status == STATUS_SUCCESS {
        // SAFETY: the pages were locked above, once.
        unsafe { MmUnlockPages(mdl) };
    }
    // SAFETY: the MDL's pages are unlocked, and nobody else knows it.
    unsafe { IoFreeMdl(mdl) };
    status
}

#[test]
fn only_a_programs_memory_is_locked_for_it() {
    use _LOCK_OPERATION::{IoReadAccess, IoWriteAccess};
    static CONSTANT: [u8; 16] = [1; 16];
    let machine = Machine::new();
    machine
        .call("test", || {
            let mut bytes = vec![0_u8; 10_000];
            let constant = (&raw const CONSTANT).cast_mut().cast();
            let at = |address| ptr::without_provenance_mut(address);
            // SAFETY: the block is freed below.
            let pool = unsafe { ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 1) };
            // SAFETY: the packet is freed below, and not sent.
            let packet = unsafe { IoAllocateIrp(1, FALSE) };
            for access in [IoReadAccess, IoWriteAccess] {
                assert_eq!(lock(bytes.as_mut_ptr(), 10_000, access), STATUS_SUCCESS);
                for bad in [
                    ptr::null_mut(),
                    at(0xFFFF_F780_0000_0000),
                    at(0x1_2345_0000_0000),
                    pool.cast(),
                    packet.cast(),
                ] {
                    assert_eq!(lock(bad, 16, access), STATUS_ACCESS_VIOLATION, "{bad:p}");
                }
            }
            assert_eq!(lock(constant, 16, IoReadAccess), STATUS_SUCCESS);
            assert_eq!(lock(constant, 16, IoWriteAccess), STATUS_ACCESS_VIOLATION);
            // SAFETY: allocated above.
            unsafe { IoFreeIrp(packet) };
            // SAFETY: allocated above.
            unsafe { ExFreePool(pool) };
        })
        .unwrap();
}

#[test]
fn memory_of_the_kernel_is_no_program_s() {
    let machine = Machine::new();
    let result = machine.call("test", || {
        // SAFETY: any thread may allocate.
        let pool = unsafe { ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 1) }.cast::<u8>();
        // SAFETY: the address is only looked at; it is within the block.
        unsafe { ProbeForRead(pool.wrapping_add(8).cast(), 4, 1) };
    });
    let Err(Error::BugCheck(stopped)) = result else {
        panic!("{result:?}");
    };
    assert_eq!((stopped.code, stopped.parameters[0]), (0x1E, 0xC000_0005));
}

#[test]
fn an_exception_that_nothing_handles_stops_the_machine() {
    for kernel in [0x7FFF_FFFF_0000, 0xFFFF_F780_0000_0000] {
        let machine = Machine::new();
        let result = machine.call("test", || {
            // SAFETY: the address is only looked at.
            unsafe { ProbeForRead(ptr::without_provenance_mut(kernel), 4, 1) };
        });
        let Err(Error::BugCheck(stopped)) = result else {
            panic!("{result:?}");
        };
        assert_eq!((stopped.code, stopped.parameters[0]), (0x1E, 0xC000_0005));
    }
}

#[test]
fn processes_and_threads_are_found_by_their_numbers() {
    let machine = Machine::new();
    machine
        .call("driver", || {
            let (mut process, mut thread) = (ptr::null_mut(), ptr::null_mut());
            let mut look_up = |process_id, thread_id| {
                // SAFETY: a number, and a local.
                let first = unsafe { PsLookupProcessByProcessId(process_id, &raw mut process) };
                // SAFETY: the same.
                let second = unsafe { PsLookupThreadByThreadId(thread_id, &raw mut thread) };
                (first, second)
            };
            // Numbers are multiples of four.
            let nobody = ptr::without_provenance_mut(3);
            assert_eq!(
                look_up(nobody, nobody),
                (STATUS_INVALID_CID, STATUS_INVALID_CID)
            );
            // SAFETY: in a thread of the machine, here and below.
            let process_id = unsafe { PsGetCurrentProcessId() };
            // SAFETY: the same.
            let thread_id = unsafe { PsGetCurrentThreadId() };
            let found = look_up(process_id, thread_id);
            assert_eq!(found, (STATUS_SUCCESS, STATUS_SUCCESS));
            // SAFETY: the same.
            assert_eq!(process, unsafe { IoGetCurrentProcess() });
            // SAFETY: the same.
            assert_eq!(thread.cast(), unsafe { KeGetCurrentThread() });
            // SAFETY: gives back the reference that looking it up took.
            unsafe { ObfDereferenceObject(process.cast()) };
            // SAFETY: the same.
            unsafe { ObfDereferenceObject(thread.cast()) };
        })
        .unwrap();
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}
