//! A child list's part of the answer to a question about bus relations.
#![expect(unsafe_code, reason = "asks the Plug and Play manager to ask again")]

use wdk_sys::{
    _DEVICE_RELATION_TYPE::BusRelations, IoInvalidateDeviceRelations, NTSTATUS, STATUS_RETRY,
    wdf::PWDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER,
};

use super::{
    ChildList, Described,
    entries::{Entries, Place},
};
use crate::{
    bus::relations::Relations, callback::callback, device::DeviceInit, object::Obj, violation,
};

/// How often the Plug and Play manager is asked to ask again, when there is no memory for an answer.
const MAX_RETRIES: u32 = 3;

/// What has become of a child that needs a device.
enum Created {
    Device,
    /// The driver wishes to be asked again.
    Retry,
    /// It is missed.
    Not,
}

impl Obj<ChildList> {
    /// Adds the children to the answer; those that have no device yet get one. Whether the answer has changed. The
    /// driver is told of missing children later. IRQL: `PASSIVE_LEVEL`.
    ///
    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES`, when the Plug and Play manager is to keep what it knows.
    pub(in crate::bus) fn report(self, relations: &mut Relations) -> Result<bool, NTSTATUS> {
        let (count, missing) = self.entries.with(Entries::begin_relations);
        if count == 0 && (!missing || !relations.is_null()) {
            // No answer says something else than an empty one.
            self.entries.with(Entries::report_missing);
            self.change(|entries| entries.end_relations(self));
            return Ok(false);
        }
        let mut again = false;
        let outcome = match relations.reserve(self.fx().tag(), count) {
            Ok(()) => {
                self.report_each(relations, &mut again);
                Ok(true)
            }
            Err(status) => {
                let retries = self.entries.with(Entries::count_retry);
                again = retries <= MAX_RETRIES;
                if relations.is_null() {
                    Err(status)
                } else {
                    self.change(|entries| entries.report_all_missing(self));
                    Ok(false)
                }
            }
        };
        self.change(|entries| {
            if outcome == Ok(true) {
                entries.forget_retries();
            }
            entries.end_relations(self);
        });
        if again {
            // SAFETY: the physical device object of the stack that is asked.
            unsafe { IoInvalidateDeviceRelations(self.device.physical(), BusRelations) };
        }
        outcome
    }

    fn report_each(self, relations: &mut Relations, again: &mut bool) {
        let mut after = 0;
        loop {
            let next = self.entries.with(|entries| {
                let (place, entry) = entries.next_described(after)?;
                if entry.place == Place::Missing {
                    entry.report_missing();
                }
                Some((place, entry.number, entry.place, entry.id().as_ptr()))
            });
            let Some((place, number, state, id)) = next else {
                return;
            };
            after = place;
            let present = match state {
                Place::Present => true,
                Place::Wanted => match self.create_device(number, id) {
                    Created::Device => true,
                    Created::Retry => {
                        *again = true;
                        false
                    }
                    Created::Not => false,
                },
                Place::None | Place::Missing | Place::ReportedMissing => false,
            };
            let device = self.entries.with(|entries| {
                let device = entries.find(number)?.device.as_ref()?;
                Some(device.reference())
            });
            if present && let Some(device) = device {
                relations.push(device.wdm());
            }
        }
    }

    /// `EvtChildListCreateDevice`. The entry stays while the question is answered.
    fn create_device(
        self,
        number: u64,
        id: PWDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER,
    ) -> Created {
        let described = Described {
            list: self.reference(),
            entry: number,
        };
        let made = DeviceInit::for_described(self.device, described);
        let Ok(mut init) = made else {
            return self.miss_uncreated(number);
        };
        let name = "EvtChildListCreateDevice";
        let status = callback!(
            self.fx(),
            self.handle(),
            name,
            self.config.EvtChildListCreateDevice,
            (self.handle().cast(), id, init.as_handle())
        )
        .unwrap_or(wdk_sys::STATUS_INVALID_DEVICE_OBJECT_PARAMETER);
        let device = init.created();
        if status == STATUS_RETRY {
            if let Some(device) = device {
                device.discard_described();
            }
            return Created::Retry;
        }
        match device {
            Some(device) if status >= 0 => {
                let stays = self.entries.with(|entries| {
                    let Some(entry) = entries.find(number) else {
                        return false;
                    };
                    entry.device = Some(device.reference());
                    entry.place = Place::Present;
                    true
                });
                if !stays {
                    device.end_described();
                    return Created::Not;
                }
                Created::Device
            }
            Some(device) => {
                // As if it had been reported missing, and were removed.
                self.change(|entries| entries.fail_creation(number));
                device.end_described();
                Created::Not
            }
            None => {
                if status >= 0 {
                    violation::break_point(
                        self.fx(),
                        "ChildNotCreated",
                        self.handle(),
                        format_args!("{name} returned success, but has created no device"),
                    );
                }
                self.miss_uncreated(number)
            }
        }
    }

    fn miss_uncreated(self, number: u64) -> Created {
        self.change(|entries| entries.miss_uncreated(number));
        Created::Not
    }

    /// `EvtDeviceReportedMissing` of the children that were. IRQL: `PASSIVE_LEVEL`.
    pub(in crate::bus) fn tell_missing(self) {
        self.entries.with(Entries::begin_relations);
        while let Some(child) = self.entries.with(Entries::next_untold) {
            child.tell_missing();
        }
        self.change(|entries| entries.end_relations(self));
    }
}
