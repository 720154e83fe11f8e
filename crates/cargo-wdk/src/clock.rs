//! The time that goes into what is built.

use std::{
    env,
    time::{SystemTime, UNIX_EPOCH},
};

use anyhow::Context as _;
use time::UtcOffset;
use wdk_inf::Date;

/// Now, or the moment of `SOURCE_DATE_EPOCH`, in seconds since 1970.
pub(crate) fn now() -> anyhow::Result<i64> {
    Ok(now_in_milliseconds()?.0)
}

/// The same, and the milliseconds of the second; none with `SOURCE_DATE_EPOCH`.
pub(crate) fn now_in_milliseconds() -> anyhow::Result<(i64, u16)> {
    if let Ok(text) = env::var("SOURCE_DATE_EPOCH") {
        let seconds = text.parse();
        return seconds
            .map(|it| (it, 0))
            .with_context(|| format!("SOURCE_DATE_EPOCH is {text:?}, not a number of seconds"));
    }
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let milliseconds = u16::try_from(now.subsec_millis())?;
    Ok((i64::try_from(now.as_secs())?, milliseconds))
}

/// The day in UTC, as in inf2cat, or that of `SOURCE_DATE_EPOCH`.
pub(crate) fn today() -> anyhow::Result<Date> {
    Ok(Date::from_unix(now()?))
}

/// How far local time is ahead of UTC, in seconds; not at all with `SOURCE_DATE_EPOCH`, which is to
/// give the same everywhere.
pub(crate) fn ahead_of_utc() -> anyhow::Result<i64> {
    if env::var_os("SOURCE_DATE_EPOCH").is_some() {
        return Ok(0);
    }
    let offset = UtcOffset::current_local_offset();
    let offset =
        offset.context("the system does not tell its local time; set SOURCE_DATE_EPOCH")?;
    Ok(offset.whole_seconds().into())
}
