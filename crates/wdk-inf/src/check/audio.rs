//! Audio processing objects.
//!
//! See [Implementing audio processing objects](https://learn.microsoft.com/windows-hardware/drivers/audio/implementing-audio-processing-objects).

use std::ops::Range;

use super::{agenda::Visit, context::Check, grammar::Owner, values::is_below};
use crate::{registry::RegistryRoot, strings::fold};

/// The INF of Windows that brings the effects' proxy.
const PROXY_INF: &str = "wdmaudio.inf";
/// Its sections that register effects.
const PROXY_SECTIONS: [&str; 4] = [
    "msapofxproxy.registration",
    "mssysfx.copyfilesandregister",
    "mssysfx.copyfilesandregistercapx",
    "wdmaudio.registration",
];

/// A registry line that may register or use an effect.
pub(super) fn effect(
    check: &mut Check<'_>,
    visit: &Visit,
    root: RegistryRoot,
    key: &str,
    owner: Owner,
    span: Range<usize>,
) {
    let key = fold(key);
    match root {
        RegistryRoot::ClassesRoot if is_below(&key, "audioengine") => {
            let message = format!("HKCR\\{key} is shared by all effects; write it below HKR");
            check.isolation(visit.reach, 2660, span, message);
        }
        RegistryRoot::Relative
            if is_below(&key, "audioengine") && !check.known.class.is_audio_effect() =>
        {
            let message = format!("{key} is for packages of the class AudioProcessingObject");
            check.isolation(visit.reach, 2661, span, message);
        }
        RegistryRoot::Relative if owner == Owner::Interface && key.starts_with("fx\\") => {
            check.known.effects_used.get_or_insert((visit.reach, span));
        }
        _ => {}
    }
}

/// Rules 2662 and 2663, when all includes are known.
pub(super) fn audio_effects(check: &mut Check<'_>) {
    let Some((reach, span)) = check.known.effects_used.take() else {
        return;
    };
    if check.known.class.is_extension() {
        // The base INF includes it.
    } else if !check.known.included.contains(PROXY_INF) {
        check.isolation(reach, 2662, span, format!("the effects need {PROXY_INF}"));
    } else if !PROXY_SECTIONS
        .iter()
        .any(|it| check.known.needed.contains(*it))
    {
        let message = format!(
            "the effects need a section of {PROXY_INF}: {}",
            PROXY_SECTIONS[0]
        );
        check.isolation(reach, 2663, span, message);
    }
}
