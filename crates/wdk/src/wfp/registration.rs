//! The registration of a callout, and the functions that the filter engine calls.
#![expect(
    unsafe_code,
    reason = "the filter engine calls these functions with pointers"
)]

use core::{
    ffi::c_void,
    fmt,
    marker::PhantomData,
    ptr::{self, NonNull},
    sync::atomic::{
        AtomicPtr, AtomicU32,
        Ordering::{Acquire, Relaxed, Release},
    },
};

use wdk_sys::{
    _MODE::KernelMode, FwpsCalloutRegister3, FwpsCalloutUnregisterById0, FwpsFlowRemoveContext0,
    GUID, KeDelayExecutionThread, LARGE_INTEGER, NTSTATUS, PDEVICE_OBJECT, STATUS_DEVICE_BUSY,
    STATUS_FWP_IN_USE, STATUS_SUCCESS, wfp as sys,
};

use super::{
    Callout, Classification, FilterChange, Layer,
    classify::{answer, answer_at_wrong_layer},
    flow::{FlowList, FlowNode},
};
use crate::{
    Error, Guid, NtStatus, Passive, Result, SpinLock, UpToDispatch, irql, undo::Registered,
};

/// The run-time identifier of callout `C`.
///
/// # Invariants
/// Given by the filter engine to a registration of a `C`.
pub struct CalloutId<C> {
    id: u32,
    of: PhantomData<fn() -> C>,
}

impl<C> CalloutId<C> {
    /// # Safety
    /// The filter engine has given `id` to a registration of a `C`.
    pub(crate) const unsafe fn new(id: u32) -> Self {
        Self {
            id,
            of: PhantomData,
        }
    }

    /// The number.
    #[must_use]
    pub const fn value(self) -> u32 {
        self.id
    }
}

impl<C> Clone for CalloutId<C> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<C> Copy for CalloutId<C> {}

impl<C> fmt::Debug for CalloutId<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CalloutId({})", self.id)
    }
}

/// The key of a callout for layer `L`, under which it is registered and added, and filters name it.
///
/// # Examples
/// ```
/// use wdk::wfp::{AleAuthConnectV4, CalloutKey};
///
/// const CALLOUT: CalloutKey<AleAuthConnectV4> =
///     CalloutKey::new(wdk::guid!("0E2C4A3B-6A38-4C8B-9F2D-6C52F0E9A871"));
/// ```
pub struct CalloutKey<L> {
    key: Guid,
    layer: PhantomData<fn() -> L>,
}

impl<L> CalloutKey<L> {
    /// The key that a GUID is.
    #[must_use]
    pub const fn new(key: Guid) -> Self {
        Self {
            key,
            layer: PhantomData,
        }
    }

    /// The GUID.
    #[must_use]
    pub const fn guid(&self) -> &Guid {
        &self.key
    }
}

impl<L> Clone for CalloutKey<L> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<L> Copy for CalloutKey<L> {}

impl<L> fmt::Debug for CalloutKey<L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CalloutKey({:?})", self.key)
    }
}

/// A registered callout, in the driver's list of registrations.
pub(crate) struct Registration<C: Callout> {
    id: AtomicU32,
    callout: C,
    pub(crate) flows: SpinLock<FlowList<C::Flow>>,
}

impl<C: Callout> Registration<C> {
    pub(crate) const fn new(callout: C) -> Self {
        Self {
            id: AtomicU32::new(0),
            callout,
            flows: SpinLock::new(FlowList::new()),
        }
    }

    /// Registers the callout with the filter engine.
    ///
    /// # Errors
    /// What `FwpsCalloutRegister` reports.
    ///
    /// # Safety
    /// The registration stays where it is until it is unregistered and all callouts of the driver
    /// are. `device` is a live device object. `DriverEntry` runs.
    pub(crate) unsafe fn register(
        &self,
        device: PDEVICE_OBJECT,
        key: &CalloutKey<C::Layer>,
    ) -> Result<()> {
        let callout = sys::FWPS_CALLOUT3_ {
            calloutKey: *key.guid().as_raw(),
            flags: 0,
            classifyFn: Some(classify::<C>),
            notifyFn: Some(notify::<C>),
            flowDeleteFn: Some(flow_delete::<C>),
        };
        let table = Table::current();
        // Before the engine knows the callout, since one that classifies cannot be unregistered.
        if !table.has_room() {
            return Err(Error::INSUFFICIENT_RESOURCES);
        }
        table.begin(ptr::from_ref(self).cast_mut().cast());
        let mut id = 0;
        // SAFETY: the caller passes a live device object; the engine copies the structure, whose
        // functions find the registration in the table.
        let status =
            unsafe { FwpsCalloutRegister3(device.cast(), &raw const callout, &raw mut id) };
        let registered = NtStatus::new(status).ok();
        if registered.is_ok() {
            self.id.store(id, Relaxed);
            table.finish(id);
        }
        table.begin(ptr::null_mut());
        registered
    }

    pub(crate) fn id(&self) -> CalloutId<C> {
        // SAFETY: set when the filter engine has given it.
        unsafe { CalloutId::new(self.id.load(Relaxed)) }
    }

    /// The registration behind an identifier with which the engine calls, maybe before it has
    /// returned it from `FwpsCalloutRegister`.
    fn called(id: CalloutId<C>) -> Option<NonNull<Self>> {
        let table = Table::existing()?;
        // First, since it changes after the identifier was recorded: if the table does not have that,
        // what was read is still the registration that it belongs to, and not null or the next one.
        let newest = NonNull::new(table.newest.load(Acquire));
        let entry = table.find(id.value()).or(newest)?;
        // The identifier is that of a `C`, by its invariant.
        Some(entry.cast())
    }

    /// The registration behind an identifier that the driver has; none when it has ended.
    pub(crate) fn find(id: CalloutId<C>) -> Option<NonNull<Self>> {
        // As above, and the driver gets an identifier when it is in the table.
        Some(Table::existing()?.find(id.value())?.cast())
    }

    /// Removes the contexts from all flows that still have one.
    fn remove_contexts(&self, irql: &mut Passive) {
        let pass = self.flows.with(irql, |flows, _| flows.begin_pass());
        while let Some(flow) = self.flows.with(irql, |flows, _| flows.next(pass)) {
            // The context is returned through `flowDeleteFn`, at once or when a classification that
            // runs has ended. For a flow that has ended meanwhile the engine has returned it.
            // SAFETY: the engine assigned both identifiers; a flow that has ended is an error.
            unsafe { FwpsFlowRemoveContext0(flow, C::Layer::ID, self.id.load(Relaxed)) };
        }
    }
}

/// The time between attempts to unregister a callout: ten milliseconds, relative.
const RETRY_INTERVAL: i64 = -100_000;

fn wait_for_retry(_irql: &Passive) {
    let mut interval = LARGE_INTEGER {
        QuadPart: RETRY_INTERVAL,
    };
    // SAFETY: the token states that the thread may wait.
    unsafe { KeDelayExecutionThread(KernelMode as i8, 0, &raw mut interval) };
}

impl<C: Callout> Registered for Registration<C> {
    fn unregister(&self, irql: &mut Passive) {
        let id = self.id.load(Relaxed);
        self.flows.with(irql, |flows, _| flows.close());
        for attempt in 0.. {
            // SAFETY: the engine assigned the identifier to this registration.
            match unsafe { FwpsCalloutUnregisterById0(id) } {
                STATUS_DEVICE_BUSY => self.remove_contexts(irql),
                STATUS_FWP_IN_USE => {}
                _ => break,
            }
            // Contexts are returned at once, unless a classification runs.
            if attempt > 0 {
                wait_for_retry(irql);
            }
        }
        if let Some(table) = Table::existing() {
            table.remove(id);
            Table::release();
        }
    }
}

/// # Safety
/// Called by the filter engine for a registration of a `C`.
#[wdk_sys::abi]
unsafe fn classify<C: Callout>(
    values: *const sys::FWPS_INCOMING_VALUES0,
    metadata: *const sys::FWPS_INCOMING_METADATA_VALUES0,
    data: *mut c_void,
    _classify_context: *const c_void,
    filter: *const sys::FWPS_FILTER3,
    flow: u64,
    out: *mut sys::FWPS_CLASSIFY_OUT0,
) {
    // SAFETY: `classifyFn` gets a filter that lasts as long as the call.
    let filter = unsafe { &*filter };
    // SAFETY: the filter names the callout whose `classifyFn` this is, a `C`.
    let id = unsafe { CalloutId::<C>::new(filter.action.calloutId) };
    let Some(registration) = Registration::called(id) else {
        return;
    };
    // SAFETY: the registration stays until no classification runs.
    let registration = unsafe { registration.as_ref() };
    // SAFETY: the engine does not change the values during the call.
    let values = unsafe { &*values };
    if values.layerId != C::Layer::ID {
        // Anyone can add the callout's key at another layer, where the data is something else.
        // SAFETY: the decision is this function's to write until it returns.
        return answer_at_wrong_layer(unsafe { &mut *out }, filter);
    }
    // SAFETY: the engine does not change the metadata during the call.
    let metadata = unsafe { &*metadata };
    // SAFETY: during the call the decision is this function's to write.
    let out = unsafe { &mut *out };
    let node = ptr::with_exposed_provenance::<FlowNode<C::Flow>>(flow as usize);
    let traffic = Classification {
        values,
        metadata,
        data: NonNull::new(data),
        filter,
        // SAFETY: null, or what `FlowHandle::associate` attached for this callout; the engine returns
        // it only when the classification has ended.
        flow: unsafe { node.as_ref() }.map(FlowNode::context),
        may_decide: out.rights & sys::FWPS_RIGHT_ACTION_WRITE != 0,
    };
    // SAFETY: the engine classifies at DISPATCH_LEVEL or below, and no other token exists here.
    let irql: &mut UpToDispatch = unsafe { irql::assume() };
    let action = registration.callout.classify(&traffic, irql);
    answer(out, filter, action);
}

/// # Safety
/// Called by the filter engine for a registration of a `C`.
#[wdk_sys::abi]
unsafe fn notify<C: Callout>(
    kind: sys::FWPS_CALLOUT_NOTIFY_TYPE,
    key: *const GUID,
    filter: *mut sys::FWPS_FILTER3,
) -> NTSTATUS {
    // SAFETY: `notifyFn` gets a filter that lasts as long as the call.
    let filter = unsafe { &*filter };
    // SAFETY: the filter names the callout whose `notifyFn` this is, a `C`.
    let id = unsafe { CalloutId::<C>::new(filter.action.calloutId) };
    let Some(registration) = Registration::called(id) else {
        return STATUS_SUCCESS;
    };
    // SAFETY: the registration stays while the engine calls it.
    let registration = unsafe { registration.as_ref() };
    // SAFETY: null, or the key of the filter.
    let key = unsafe { key.as_ref() }.map_or(Guid::from_u128(0), |key| Guid::from_raw(*key));
    let filter = filter.filterId;
    let change = match kind {
        sys::_FWPS_CALLOUT_NOTIFY_TYPE_::FWPS_CALLOUT_NOTIFY_ADD_FILTER => {
            FilterChange::Added { filter, key }
        }
        sys::_FWPS_CALLOUT_NOTIFY_TYPE_::FWPS_CALLOUT_NOTIFY_ADD_FILTER_POST_COMMIT => {
            FilterChange::Committed { filter }
        }
        sys::_FWPS_CALLOUT_NOTIFY_TYPE_::FWPS_CALLOUT_NOTIFY_DELETE_FILTER => {
            FilterChange::Deleted { filter }
        }
        _ => return STATUS_SUCCESS,
    };
    // SAFETY: the engine notifies at PASSIVE_LEVEL, and no other token exists here.
    let irql: &mut Passive = unsafe { irql::assume() };
    NtStatus::from(registration.callout.notify(change, irql)).value()
}

/// # Safety
/// Called by the filter engine for a registration of a `C`, once for each context that
/// `FlowHandle::associate` attached.
#[wdk_sys::abi]
unsafe fn flow_delete<C: Callout>(_layer: u16, callout: u32, context: u64) {
    // SAFETY: the engine passes the identifier of the callout whose `flowDeleteFn` this is.
    let id = unsafe { CalloutId::<C>::new(callout) };
    let node = ptr::with_exposed_provenance_mut::<FlowNode<C::Flow>>(context as usize);
    let (Some(registration), Some(node)) = (Registration::called(id), NonNull::new(node)) else {
        return;
    };
    // SAFETY: the registration stays until no flow has a context of it.
    let registration = unsafe { registration.as_ref() };
    // SAFETY: flowDeleteFn is called at DISPATCH_LEVEL or below, and no other token exists here.
    let irql: &mut UpToDispatch = unsafe { irql::assume() };
    // SAFETY: the list has the node, which the engine has given up.
    let context = unsafe { FlowNode::take(node, &registration.flows, irql) };
    registration.callout.flow_delete(context, irql);
}

/// The highest number of callouts of a driver.
const CALLOUTS: usize = 64;

/// The registrations of an image by their identifiers. The filter engine passes no pointer of the
/// driver's to a callout's functions; they find their data in this table.
pub(crate) struct Table {
    ids: [AtomicU32; CALLOUTS],
    entries: [AtomicPtr<c_void>; CALLOUTS],
    /// The registration that is being made: calls with an identifier that is not in the table yet
    /// are for it. There is one at a time, since only `DriverEntry` registers callouts.
    /// An identifier that was removed comes no more, since the engine calls no callout that is
    /// unregistered.
    newest: AtomicPtr<c_void>,
}

impl Table {
    const fn new() -> Self {
        Self {
            ids: [const { AtomicU32::new(0) }; CALLOUTS],
            entries: [const { AtomicPtr::new(ptr::null_mut()) }; CALLOUTS],
            newest: AtomicPtr::new(ptr::null_mut()),
        }
    }

    fn begin(&self, entry: *mut c_void) {
        self.newest.store(entry, Release);
    }

    fn has_room(&self) -> bool {
        self.ids.iter().any(|own| own.load(Relaxed) == 0)
    }

    /// Records the identifier of the newest registration, for which there is room.
    fn finish(&self, id: u32) {
        let mut all = self.ids.iter().zip(&self.entries);
        if let Some((own, entry)) = all.find(|(own, _)| own.load(Relaxed) == 0) {
            entry.store(self.newest.load(Relaxed), Relaxed);
            own.store(id, Release);
        }
    }

    fn find(&self, id: u32) -> Option<NonNull<c_void>> {
        let mut all = self.ids.iter().zip(&self.entries);
        let (_, entry) = all.find(|(own, _)| own.load(Acquire) == id)?;
        NonNull::new(entry.load(Acquire))
    }

    fn remove(&self, id: u32) {
        for (own, entry) in self.ids.iter().zip(&self.entries) {
            if own.load(Relaxed) == id {
                entry.store(ptr::null_mut(), Relaxed);
                own.store(0, Release);
            }
        }
    }
}

wdk_sys::kernel_world! {
    static TABLE: Table = Table::new();

    impl Table {
        /// An image has one table.
        fn current() -> &'static Self {
            &TABLE
        }

        fn existing() -> Option<&'static Self> {
            Some(&TABLE)
        }

        fn release() {}
    }
}

wdk_sys::host_world! {
    extern crate std;

    /// The address under which a machine keeps its table.
    static KEY: u8 = 0;

    impl Table {
        /// All native drivers of a machine share a table: identifiers are the machine's.
        fn current() -> &'static Self {
            Self::existing().unwrap_or_else(|| {
                let table = std::boxed::Box::leak(std::boxed::Box::new(Self::new()));
                let raw = ptr::from_mut(table);
                wdk_sys::host::replace_state((&raw const KEY).cast(), raw.cast());
                // SAFETY: freed by `release` alone, when nobody is registered.
                unsafe { &*raw }
            })
        }

        fn existing() -> Option<&'static Self> {
            let table = wdk_sys::host::state((&raw const KEY).cast()).cast::<Self>();
            // SAFETY: null, or the table that `current` has made.
            unsafe { table.as_ref() }
        }

        /// Frees the machine's table with its last callout.
        fn release() {
            let empty = |table: &Self| table.ids.iter().all(|own| own.load(Relaxed) == 0);
            if Self::existing().is_some_and(empty) {
                let raw = wdk_sys::host::replace_state((&raw const KEY).cast(), ptr::null_mut());
                // SAFETY: made by `current`; without registrations nobody looks for it.
                drop(unsafe { std::boxed::Box::from_raw(raw.cast::<Self>()) });
            }
        }
    }
}
