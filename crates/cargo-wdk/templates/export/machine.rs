//! The export driver on a simulated machine, with a driver that imports from it.

use wdk::{irql::Unlocked as _, prelude::*, wdm};
use wdk_sim::{Error as MachineError, Image, Machine};

/// A driver that counts while it is loaded.
struct Importer;

#[wdk::wdm_driver(name = "importer", imports({{name}}))]
impl wdm::Driver for Importer {
    fn load(
        _driver: &wdm::DriverObject,
        _registry_path: &UnicodeStr,
        irql: &mut Passive,
    ) -> Result<Self> {
        let mut total = 0;
        {{name}}::{{name}}_count(2, &mut total, irql.weaken())?;
        {{name}}::{{name}}_count(3, &mut total, irql.weaken())?;
        assert_eq!(total, 5);
        let too_many = {{name}}::{{name}}_count(u32::MAX, &mut total, irql.weaken());
        assert_eq!(too_many, Err(Error::INTEGER_OVERFLOW));
        Ok(Self)
    }
}

#[test]
fn it_is_loaded_while_a_driver_imports_from_it() -> Result<(), MachineError> {
    let machine = Machine::new();
    machine.add_export_driver({{name}}::LIBRARY);
    let importer = machine.load(DRIVER)?;
    let loaded = machine.export_drivers();
    assert_eq!(loaded[0].name, "{{name}}");
    assert_eq!(loaded[0].references, Some(1));

    importer.unload()?;
    assert_eq!(machine.export_drivers(), []);
    let report = machine.finish()?;
    assert!(report.is_clean(), "{report}");
    Ok(())
}

/// `{{name}}.sys`, which this test builds. It runs when a built driver imports from it.
#[test]
fn the_built_image_needs_nothing_but_the_kernel() -> Result<(), Box<dyn std::error::Error>> {
    let image = Image::from_file(wdk_build::test_image!()?)?;
    let foreign: Vec<_> = image
        .imports()
        .filter(|import| !import.starts_with("ntoskrnl.exe!"))
        .collect();
    assert!(foreign.is_empty(), "{foreign:?}");
    Ok(())
}
