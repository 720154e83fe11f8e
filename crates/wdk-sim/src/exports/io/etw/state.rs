//! The providers of a machine, the sessions that listen to them, and what these have recorded.
#![expect(unsafe_code, reason = "calls the enable callbacks of providers")]

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, BTreeSet},
    ptr,
};

use wdk_sys::{
    EVENT_CONTROL_CODE_DISABLE_PROVIDER, EVENT_CONTROL_CODE_ENABLE_PROVIDER,
    EVENT_DATA_DESCRIPTOR_TYPE_EVENT_METADATA, EVENT_DATA_DESCRIPTOR_TYPE_NONE,
    EVENT_DATA_DESCRIPTOR_TYPE_PROVIDER_METADATA, EVENT_DESCRIPTOR, GUID, PETWENABLECALLBACK,
    PVOID, REGHANDLE, host,
};

use crate::{
    engine::{driver::DriverId, trace::Category},
    nt::{
        etw::{EtwEvent, Payload, Session, decode},
        kernel::Kernel,
        pnp::interface::braces,
    },
};

/// A registered provider.
#[derive(Clone)]
pub(super) struct Provider {
    pub(super) id: GUID,
    pub(super) driver: DriverId,
    pub(super) callback: PETWENABLECALLBACK,
    pub(super) context: PVOID,
    /// The framework's globals of a native driver, which its calls find by thread.
    pub(super) globals: PVOID,
    /// The name in its traits.
    pub(super) name: String,
    /// Whether the types of its pieces of data mean something. Before a driver says so they may be
    /// anything, since the field was once reserved.
    pub(super) is_typed: bool,
}

/// What an event is, apart from its data.
pub(super) struct Message<'a> {
    pub(super) event: &'a EVENT_DESCRIPTOR,
    pub(super) activity: Option<GUID>,
    pub(super) related: Option<GUID>,
}

/// A piece of an event's data.
pub(super) struct Piece<'a> {
    pub(super) kind: u8,
    pub(super) bytes: &'a [u8],
}

/// Event tracing on one machine.
#[derive(Default)]
pub(crate) struct Etw {
    providers: RefCell<BTreeMap<REGHANDLE, Provider>>,
    unregistered: RefCell<BTreeSet<REGHANDLE>>,
    sessions: RefCell<Vec<(String, Session)>>,
    events: RefCell<Vec<EtwEvent>>,
    /// By the number of the thread.
    activities: RefCell<BTreeMap<u64, GUID>>,
    last_activity: Cell<u32>,
}

const NO_ACTIVITY: GUID = GUID {
    Data1: 0,
    Data2: 0,
    Data3: 0,
    Data4: [0; 8],
};

impl Etw {
    /// How many providers of the driver are registered.
    pub(crate) fn held_by(&self, driver: DriverId) -> usize {
        let providers = self.providers.borrow();
        providers.values().filter(|it| it.driver == driver).count()
    }

    pub(super) fn is_registered(&self, handle: REGHANDLE) -> bool {
        self.providers.borrow().contains_key(&handle)
    }

    pub(super) fn was_registered(&self, handle: REGHANDLE) -> bool {
        self.unregistered.borrow().contains(&handle)
    }

    pub(super) fn add(&self, handle: REGHANDLE, provider: Provider) {
        self.providers.borrow_mut().insert(handle, provider);
    }

    pub(super) fn remove(&self, handle: REGHANDLE) {
        self.providers.borrow_mut().remove(&handle);
        self.unregistered.borrow_mut().insert(handle);
    }

    /// Keeps what a provider's traits say, and that its pieces of data have types.
    pub(super) fn describe(&self, handle: REGHANDLE, name: String) {
        if let Some(provider) = self.providers.borrow_mut().get_mut(&handle) {
            (provider.name, provider.is_typed) = (name, true);
        }
    }

    pub(super) fn use_types(&self, handle: REGHANDLE, is_typed: bool) {
        if let Some(provider) = self.providers.borrow_mut().get_mut(&handle) {
            provider.is_typed = is_typed;
        }
    }

    /// Whether a session records the provider's events of this level and these keywords.
    pub(super) fn is_enabled(&self, handle: REGHANDLE, level: u8, keyword: u64) -> bool {
        let providers = self.providers.borrow();
        let sessions = self.sessions.borrow();
        providers.get(&handle).is_some_and(|provider| {
            let mut listening = sessions.iter().filter(|it| it.1.covers(&provider.id));
            listening.any(|(_, session)| session.records(level, keyword))
        })
    }

    /// Starts a session under a name, in the place of one that has the name.
    pub(crate) fn start(&self, kernel: &Kernel, name: &str, session: Session) {
        let mut sessions = self.sessions.borrow_mut();
        sessions.retain(|(other, _)| other != name);
        sessions.push((name.to_owned(), session));
        drop(sessions);
        self.enable_all(kernel, &session);
    }

    /// Stops the session with this name; false when there is none.
    pub(crate) fn stop(&self, kernel: &Kernel, name: &str) -> bool {
        let mut sessions = self.sessions.borrow_mut();
        let place = sessions.iter().position(|(other, _)| other == name);
        let stopped = place.map(|place| sessions.remove(place).1);
        drop(sessions);
        if let Some(session) = &stopped {
            self.enable_all(kernel, session);
        }
        stopped.is_some()
    }

    /// Whether a provider is registered that the session covers.
    pub(crate) fn has_provider(&self, session: &Session) -> bool {
        let providers = self.providers.borrow();
        providers.values().any(|it| session.covers(&it.id))
    }

    /// Tells all providers that `session` covers who listens now.
    fn enable_all(&self, kernel: &Kernel, session: &Session) {
        let providers = self.providers.borrow();
        let covered = providers.iter().filter(|(_, it)| session.covers(&it.id));
        let covered: Vec<REGHANDLE> = covered.map(|(handle, _)| *handle).collect();
        drop(providers);
        for handle in covered {
            self.notify(kernel, handle);
        }
    }

    /// Tells a provider that has just been registered who listens, if somebody does.
    pub(super) fn enable(&self, kernel: &Kernel, handle: REGHANDLE) {
        let providers = self.providers.borrow();
        let provider = providers.get(&handle);
        let sessions = self.sessions.borrow();
        let listens =
            provider.is_some_and(|it| sessions.iter().any(|(_, session)| session.covers(&it.id)));
        drop(sessions);
        drop(providers);
        if listens {
            self.notify(kernel, handle);
        }
    }

    /// Calls the provider's enable callback with what all sessions together ask of it.
    fn notify(&self, kernel: &Kernel, handle: REGHANDLE) {
        // A callback may have unregistered it.
        let Some(provider) = self.providers.borrow().get(&handle).cloned() else {
            return;
        };
        let Some(callback) = provider.callback else {
            return;
        };
        let sessions = self.sessions.borrow();
        let listening = sessions.iter().filter(|it| it.1.covers(&provider.id));
        let (mut code, mut level) = (EVENT_CONTROL_CODE_DISABLE_PROVIDER, 0);
        let (mut any, mut every) = (0, u64::MAX);
        for (_, session) in listening {
            code = EVENT_CONTROL_CODE_ENABLE_PROVIDER;
            level = level.max(session.level);
            any |= match session.any {
                0 => u64::MAX,
                some => some,
            };
            every &= session.every;
        }
        drop(sessions);
        if code == EVENT_CONTROL_CODE_DISABLE_PROVIDER {
            every = 0;
        }
        let before = host::replace_current_globals(provider.globals);
        kernel.in_driver(
            provider.driver,
            Category::Callback,
            "EtwEnableCallback",
            || braces(&provider.id),
            // SAFETY: the driver registered the routine with this context.
            || unsafe {
                callback(
                    &raw const provider.id,
                    code,
                    level,
                    any,
                    every,
                    ptr::null_mut(),
                    provider.context,
                );
            },
        );
        host::replace_current_globals(before);
    }

    /// The activity of a thread.
    pub(super) fn activity(&self, thread: u64) -> GUID {
        let activities = self.activities.borrow();
        activities.get(&thread).copied().unwrap_or(NO_ACTIVITY)
    }

    pub(super) fn set_activity(&self, thread: u64, activity: GUID) {
        self.activities.borrow_mut().insert(thread, activity);
    }

    /// An activity that there was not yet: a number, since a run must repeat.
    pub(super) fn new_activity(&self) -> GUID {
        self.last_activity.set(self.last_activity.get() + 1);
        GUID {
            Data1: self.last_activity.get(),
            ..NO_ACTIVITY
        }
    }

    /// The events that sessions have recorded, oldest first.
    pub(crate) fn events(&self) -> Vec<EtwEvent> {
        self.events.borrow().clone()
    }

    /// An event with the facts that do not depend on its data.
    fn begin(&self, kernel: &Kernel, handle: REGHANDLE, message: &Message<'_>) -> Option<EtwEvent> {
        let providers = self.providers.borrow();
        let provider = providers.get(&handle)?;
        let mut event = EtwEvent::new(kernel.clock.since_start(), &provider.id, message.event);
        event.provider.clone_from(&provider.name);
        let thread = kernel.sched.running().map_or(0, |thread| thread.number);
        let of_thread = self.activities.borrow().get(&thread).copied();
        event.activity = message.activity.or(of_thread).as_ref().map(braces);
        event.related_activity = message.related.as_ref().map(braces);
        Some(event)
    }

    fn end(&self, kernel: &Kernel, event: EtwEvent) {
        kernel.trace_instant(Category::Event, || (event.title(), event.summary()));
        self.events.borrow_mut().push(event);
    }

    /// Records an event of `pieces`.
    pub(super) fn record(
        &self,
        kernel: &Kernel,
        handle: REGHANDLE,
        message: &Message<'_>,
        pieces: &[Piece<'_>],
    ) {
        let is_typed = self
            .providers
            .borrow()
            .get(&handle)
            .is_some_and(|it| it.is_typed);
        let Some(mut event) = self.begin(kernel, handle, message) else {
            return;
        };
        let of = |kind: u32| {
            let found = pieces
                .iter()
                .find(|it| is_typed && u32::from(it.kind) == kind);
            found.map(|it| it.bytes)
        };
        let data = pieces
            .iter()
            .filter(|it| !is_typed || u32::from(it.kind) == EVENT_DATA_DESCRIPTOR_TYPE_NONE);
        let data: Vec<u8> = data.flat_map(|it| it.bytes).copied().collect();
        if let Some(traits) = of(EVENT_DATA_DESCRIPTOR_TYPE_PROVIDER_METADATA)
            && let Ok(name) = decode::provider_name(traits)
        {
            event.provider = name;
        }
        event.payload = match of(EVENT_DATA_DESCRIPTOR_TYPE_EVENT_METADATA) {
            None => Payload::Raw(data),
            Some(metadata) => match decode::event(metadata, &data) {
                Ok((name, fields)) => {
                    event.name = name;
                    Payload::Fields(fields)
                }
                Err(reason) => Payload::Undecodable {
                    reason,
                    bytes: data,
                },
            },
        };
        self.end(kernel, event);
    }

    /// Records an event that is a text.
    pub(super) fn record_text(
        &self,
        kernel: &Kernel,
        handle: REGHANDLE,
        message: &Message<'_>,
        text: &[u16],
    ) {
        if let Some(mut event) = self.begin(kernel, handle, message) {
            event.payload = Payload::Text(String::from_utf16_lossy(text));
            self.end(kernel, event);
        }
    }
}
