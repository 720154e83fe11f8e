//! Calls every function of this Windows once and says what came of it; further arguments are
//! instance ids of devices to describe.

#[cfg(windows)]
fn main() {
    use wdk_devices::{DeviceKey, Devices as _, Presence, PropertyKey, Windows};

    let ids = Windows.ids(Presence::All);
    say("CM_Get_Device_ID_List", ids.as_ref().map(Vec::len));
    say("present", Windows.ids(Presence::Present).map(|it| it.len()));
    let given = std::env::args().skip(1);
    for id in ids.unwrap_or_default().into_iter().chain(given) {
        let describe = |key| Windows.property(&id, key);
        say(&id, describe(PropertyKey::DESCRIPTION));
        say(&id, describe(PropertyKey::HARDWARE_IDS));
        let class = Windows.device_value(&id, DeviceKey::Software, "InfPath");
        say(&id, class);
    }
    // GUID_DEVINTERFACE_HID
    let class = uuid::uuid!("4D1E55B2-F16F-11CF-88CB-001111000030");
    let links = Windows.interfaces(class, None, Presence::Present);
    say("CM_Get_Device_Interface_List", links.map(|it| it.len()));
    let none = r"ROOT\NONE\0000";
    say(
        none,
        Windows.device_value(none, DeviceKey::Hardware, "Legend"),
    );
    say(
        "CM_Open_Device_Interface_Key",
        Windows.interface_value(r"\\?\none", "Legend"),
    );
    let watch = Windows.watch(class, Box::new(|event| println!("{event:?}")));
    say("CM_Register_Notification", watch.map(drop));
    say("GetModuleFileNameW", Windows.module_path());
    let none = std::path::Path::new("no such package.inf");
    say("DiUninstallDriverW", Windows.uninstall_driver(none));
    say(
        "SystemRoot",
        Windows.variable("SystemRoot").ok_or("not set"),
    );
}

#[cfg(windows)]
fn say(what: &str, result: Result<impl std::fmt::Debug, impl std::fmt::Display>) {
    match result {
        Ok(value) => println!("{what}: {value:?}"),
        Err(error) => println!("{what}: error: {error}"),
    }
}

#[cfg(not(windows))]
fn main() {
    println!("this example asks Windows; `Simulated` is the same on a simulated machine");
}
