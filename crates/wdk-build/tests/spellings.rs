//! Build scripts as they are written for each version of windows-drivers-rs's `wdk-build`. It fails by
//! not compiling; that the calls do what they say is tested in `wdk_build::config`.
//!
//! Every name that those versions export, and why some are not here, is in
//! `crates/wdk/tests/windows_drivers_rs`.
#![expect(dead_code, reason = "that the scripts compile is what is tested")]
#![expect(
    clippy::needless_question_mark,
    clippy::useless_conversion,
    unused_must_use,
    reason = "as scripts for 0.1 and 0.2 are written, where it returned nothing"
)]

mod v0_1 {
    use wdk_build::{CPUArchitecture, Config, ConfigError, DriverConfig};

    fn main() -> Result<(), ConfigError> {
        let mut config = Config::from_env_auto()?;
        config.driver_config = DriverConfig::WDM();
        config.cpu_architecture = CPUArchitecture::AMD64;
        config.configure_binary_build();
        Ok(())
    }

    fn library() -> Result<(), ConfigError> {
        let config = Config {
            driver_config: DriverConfig::KMDFConfig(wdk_build::KMDFConfig {
                kmdf_version_major: 1,
                kmdf_version_minor: 33,
            }),
            ..Config::default()
        };
        config.configure_library_build()?;
        Ok(config.export_config()?)
    }
}

mod v0_2 {
    fn main() -> Result<(), wdk_build::ConfigError> {
        wdk_build::Config::from_env_auto()?.configure_binary_build();
        Ok(())
    }

    fn by_cases() -> Result<(), wdk_build::ConfigError> {
        match wdk_build::Config::from_env_auto() {
            Ok(config) => {
                config.configure_library_build()?;
                Ok(config.export_config()?)
            }
            Err(error) => Err(error.into()),
        }
    }

    fn kmdf() -> Result<(), wdk_build::ConfigError> {
        let mut config = wdk_build::Config::new();
        config.driver_config = wdk_build::DriverConfig::KMDF(wdk_build::KMDFConfig::new());
        config.configure_binary_build();
        Ok(())
    }
}

mod v0_3 {
    use wdk_build::{Config, ConfigError, CpuArchitecture, DriverConfig, KmdfConfig};

    fn main() -> Result<(), ConfigError> {
        wdk_build::configure_wdk_binary_build()
    }

    fn wdm() -> Result<(), ConfigError> {
        let mut config = Config::from_env_auto()?;
        config.driver_config = DriverConfig::Wdm;
        config.configure_binary_build()
    }

    fn kmdf() -> Result<(), ConfigError> {
        let mut config = Config::new();
        config.cpu_architecture = CpuArchitecture::Arm64;
        config.driver_config = DriverConfig::Kmdf(KmdfConfig {
            kmdf_version_major: 1,
            target_kmdf_version_minor: 33,
            minimum_kmdf_version_minor: Some(31),
        });
        config.configure_binary_build()
    }

    fn library() -> Result<(), ConfigError> {
        wdk_build::configure_wdk_library_build()
    }

    fn and_then() -> Result<(), Box<dyn std::error::Error>> {
        wdk_build::configure_wdk_library_build_and_then(|config| match config.driver_config {
            DriverConfig::Umdf(_) => Err("no user-mode driver".into()),
            _ => Ok(()),
        })
    }
}

mod v0_4 {
    fn main() -> Result<(), Box<dyn std::error::Error>> {
        let manifest = wdk_build::find_top_level_cargo_manifest();
        println!("cargo::rerun-if-changed={}", manifest.display());
        Ok(wdk_build::configure_wdk_binary_build()?)
    }
}

mod v0_5 {
    fn main() -> Result<(), wdk_build::ConfigError> {
        wdk_build::Config::from_env_auto()?.configure_binary_build()
    }
}
