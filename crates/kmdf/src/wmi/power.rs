//! The user's choice whether a device may idle and whether it may wake up the system, as two WMI blocks of one byte.
#![forbid(unsafe_code)]

use wdk_sys::{
    GUID, GUID_POWER_DEVICE_ENABLE, GUID_POWER_DEVICE_WAKE_ENABLE, NTSTATUS,
    STATUS_OBJECT_NAME_EXISTS, STATUS_WMI_GUID_DISCONNECTED, wdf::WDF_WMI_PROVIDER_CONFIG,
};

use super::{instance::Instance, provider::Provider};
use crate::{
    device::{Device, same_guid},
    object::{Attributes, Obj},
};

/// What the user chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    /// Whether the device idles while the system works.
    Idle,
    /// Whether it wakes up the system.
    Wake,
}

impl Choice {
    const ALL: [Self; 2] = [Self::Idle, Self::Wake];

    fn block(self) -> &'static GUID {
        match self {
            Self::Idle => &GUID_POWER_DEVICE_ENABLE,
            Self::Wake => &GUID_POWER_DEVICE_WAKE_ENABLE,
        }
    }

    fn index(self) -> usize {
        self as usize
    }
}

impl Obj<Device> {
    fn choice_instance(self, choice: Choice) -> Option<Obj<Instance>> {
        self.wmi.with(|state| state.choices[choice.index()])
    }

    /// Whether a driver's block would be one that the framework has registered.
    pub(super) fn is_own_block(self, guid: &GUID) -> bool {
        Choice::ALL
            .into_iter()
            .any(|choice| same_guid(choice.block(), guid) && self.choice_instance(choice).is_some())
    }

    /// The user may choose, so the block is there.
    ///
    /// # Errors
    /// `STATUS_WMI_GUID_DISCONNECTED` when the driver has registered it itself.
    pub(crate) fn allow_choice(self, choice: Choice) -> Result<(), NTSTATUS> {
        if let Some(instance) = self.choice_instance(choice) {
            // It is registered already, or has just been by another thread.
            if let Ok(update) = self.add_instance(instance, true) {
                self.follow(update);
            }
            return Ok(());
        }
        let (provider, is_new) = self.choice_provider(choice)?;
        let instance = Obj::create_choice(self.fx(), provider, choice)?;
        let first = self.wmi.with(|state| {
            let place = &mut state.choices[choice.index()];
            let first = place.is_none();
            if first {
                *place = Some(instance);
            }
            first
        });
        if !first {
            // Another thread was faster.
            instance.abandon();
            return Ok(());
        }
        match self.add_instance(instance, true) {
            Ok(update) => {
                self.follow(update);
                Ok(())
            }
            Err(status) => {
                self.wmi.with(|state| state.choices[choice.index()] = None);
                instance.abandon();
                if is_new {
                    provider.abandon();
                }
                Err(status)
            }
        }
    }

    fn choice_provider(self, choice: Choice) -> Result<(Obj<Provider>, bool), NTSTATUS> {
        let block = choice.block();
        if let Some(provider) = self.wmi.with(|state| state.find(block)) {
            let is_free = provider.instances.with(|instances| instances.count) == 0;
            return match is_free {
                true => Ok((provider, false)),
                false => Err(STATUS_WMI_GUID_DISCONNECTED),
            };
        }
        let mut config = WDF_WMI_PROVIDER_CONFIG::init(block);
        config.MinInstanceBufferSize = 1;
        match Obj::create_provider(self.fx(), self, &config, &Attributes::NONE) {
            Ok(provider) => Ok((provider, true)),
            // Another thread was faster.
            Err(STATUS_OBJECT_NAME_EXISTS) => self.choice_provider(choice),
            Err(status) => Err(status),
        }
    }

    /// The user may not choose any more.
    pub(crate) fn forbid_choice(self, choice: Choice) {
        if let Some(instance) = self.choice_instance(choice) {
            self.follow(self.remove_instance(instance));
        }
    }
}
