//! Without `#[wdk::handlers]` no callback would be registered.
use wdk::prelude::*;

#[wdk::context]
struct Toaster;

impl DeviceEvents for Toaster {
    fn surprise_removal(&self, _device: &Device<Self>, _irql: &mut Passive) {}
}

fn main() {}
