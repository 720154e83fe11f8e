//! A callout driver: a firewall that blocks a TCP port.
#![no_std]
#![forbid(unsafe_code)]

use wdk::{
    prelude::*,
    registry::{Access, Key},
    wfp::{
        Action, AleAuthConnectV4, AleAuthConnectV6, Callout, CalloutKey, Callouts, Classification,
        Engine, Filter, FilterAction, Ports, Transaction, TransportProtocol,
    },
};
use wdk_panic as _;

/// The callout for IPv4; the one for IPv6 follows.
const CONNECT_V4: CalloutKey<AleAuthConnectV4> =
    CalloutKey::new(wdk::guid!("{{guid}}"));
const CONNECT_V6: CalloutKey<AleAuthConnectV6> =
    CalloutKey::new(Guid::from_u128(CONNECT_V4.guid().to_u128() + 1));

/// `IPPROTO_TCP`.
const TCP: u8 = 6;

/// Keeps programs from connecting to one port, at layer `L`.
struct PortBlock<L> {
    port: u16,
    layer: core::marker::PhantomData<fn() -> L>,
}

impl<L: Ports + TransportProtocol> Callout for PortBlock<L> {
    type Layer = L;
    type Flow = ();

    fn classify(&self, traffic: &Classification<'_, Self>, _irql: &mut UpToDispatch) -> Action {
        match traffic.get(L::REMOTE_PORT) {
            Some(port) if port == self.port => Action::Block,
            _ => Action::Permit,
        }
    }
}

/// The control device of the driver; no program opens it.
#[wdk::context]
struct Control;

#[wdk::driver_entry]
fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
    DriverConfig::new()
        .non_pnp()
        .evt_unload(unload)
        .create_callouts(driver, registry_path, start)
}

fn start(driver: &Driver, callouts: &mut Callouts<'_>, irql: &mut Passive) -> Result<()> {
    let parameters = Key::parameters(driver.registry_path(irql), Access::Read, irql)?;
    let port = parameters.u32(unicode!("Port"))?;
    drop(parameters);
    let port = u16::try_from(port).map_err(|_| Error::INVALID_PARAMETER)?;

    let init = DeviceInit::control(driver, unicode!("D:P(A;;GA;;;SY)(A;;GA;;;BA)"), irql)?;
    let device = init.create(|| Control, irql)?;
    let device = device.finish_initializing();
    let layer = core::marker::PhantomData::<fn() -> AleAuthConnectV4>;
    callouts.register(device, &CONNECT_V4, PortBlock { port, layer }, irql)?;
    let layer = core::marker::PhantomData::<fn() -> AleAuthConnectV6>;
    callouts.register(device, &CONNECT_V6, PortBlock { port, layer }, irql)?;

    let engine = Engine::open(irql)?;
    engine.transaction(irql, |engine, irql| {
        add(engine, &CONNECT_V4, irql)?;
        add(engine, &CONNECT_V6, irql)
    })?;
    callouts.keep(engine)
}

/// A filter for TCP whose callout decides.
fn add<L: TransportProtocol>(
    engine: &Transaction<'_>,
    callout: &CalloutKey<L>,
    irql: &mut Passive,
) -> Result<()> {
    let name = unicode!("{{name}}");
    engine.add_callout(callout, name, irql)?;
    let filter = Filter::new(name, FilterAction::Terminating(*callout)).equal(L::PROTOCOL, TCP);
    engine.add_filter(&filter, irql)?;
    Ok(())
}

fn unload(_driver: &Driver, _irql: &mut Passive) {
    log::info!("unloaded");
}
