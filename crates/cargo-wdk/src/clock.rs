//! The time that goes into what is built.

use std::{
    env,
    time::{SystemTime, UNIX_EPOCH},
};

use anyhow::Context as _;
use wdk_inf::Date;

/// Now, or the moment of `SOURCE_DATE_EPOCH`, in seconds since 1970.
pub(crate) fn now() -> anyhow::Result<i64> {
    if let Ok(text) = env::var("SOURCE_DATE_EPOCH") {
        return text
            .parse()
            .with_context(|| format!("SOURCE_DATE_EPOCH is {text:?}, not a number of seconds"));
    }
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Ok(i64::try_from(now.as_secs())?)
}

/// The day in UTC, as in inf2cat, or that of `SOURCE_DATE_EPOCH`.
pub(crate) fn today() -> anyhow::Result<Date> {
    Ok(Date::from_unix(now()?))
}
