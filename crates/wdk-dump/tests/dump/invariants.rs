//! What holds of any bytes: shared with the fuzz target.

use wdk_dump::{Dump, Memory, image, stack};

/// Bytes from outside may be refused, and nothing worse: all that a reader asks of them ends.
pub(crate) fn dump(bytes: &[u8]) {
    let _ = image::map(bytes);
    let Ok(dump) = Dump::parse(bytes) else {
        return;
    };
    let calls = stack::walk(&dump, &dump.modules, &dump.registers);
    assert!(calls.len() <= 256);
    let addresses = calls.iter().map(|call| call.address);
    let addresses: Vec<u64> = addresses.chain(dump.parameters).collect();
    for address in addresses {
        let _ = dump.module_at(address);
        let _ = dump.text(address, 512);
        let _ = dump.bytes(address, 0x3000);
    }
    for module in dump.modules.iter().take(16) {
        let Some(image) = image::Image::at(&dump, module.base) else {
            continue;
        };
        let _ = image.code_view();
        let _ = image.function(0x1000);
    }
}
