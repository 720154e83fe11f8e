use wdk::{
    ndis::{self, Miniport},
    prelude::*,
    wdm,
};

fn later<M: Miniport<Driver = ()>>(path: &UnicodeStr, irql: &mut Passive) -> Result<()> {
    let driver = wdm::DriverObject::new();
    ndis::register_miniport::<M>(&driver, path, (), irql)
}

fn main() {}
