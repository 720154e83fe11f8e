//! The items that most drivers use, for `use wdk::prelude::*`.
#![forbid(unsafe_code)]

pub use crate::{
    Context, Device, DeviceEvents, DeviceInit, Dispatch, Disposed, Driver, DriverConfig,
    DriverObject, Error, Guid, IoControlCode, ManualQueue, Memory, NtStatus, ObjRef, Parked,
    Passive, Plain, Queue, QueueHandler, Rejected, Request, Result, SpinLock, Timer, UnicodeStr,
    UnicodeString, UpToDispatch, WaitLock, WorkItem,
    device::{
        Hardware, IoType, PowerState, Resource, Resources,
        state::{InD0, Normal, Prepared, Releasing},
    },
    guid, log, print, println,
    queue::{BoundQueue, IoControl, ManualQueueConfig, QueueConfig, StopReason, Stopping},
    timer::TimerConfig,
    trace, unicode,
};
