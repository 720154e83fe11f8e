//! Dates.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use wdk_sys::{BOOLEAN, FALSE, LARGE_INTEGER, PLARGE_INTEGER, TIME_FIELDS, TRUE, ULONG, abi};

use crate::engine::{
    export::{Export, export_table},
    time::SECOND,
};
use crate::nt::parameter::Struct;
use crate::nt::parameter::{Out, quad};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    RtlTimeToTimeFields: full,
    RtlTimeFieldsToTime: full,
    RtlTimeToSecondsSince1970: full,
    RtlSecondsSince1970ToTime: full,
);

const SECONDS_IN_DAY: i64 = 86_400;
/// Days from 1601-01-01 to 1970-01-01.
const DAYS_TO_1970: i64 = 134_774;
/// Days from 0000-03-01 to 1601-01-01, in the calendar that began in 1582.
const DAYS_TO_1601: i64 = 584_694;

fn read(time: PLARGE_INTEGER) -> i64 {
    // SAFETY: the caller passes a time.
    let time = unsafe { time.read() };
    quad(time)
}

fn write(place: PLARGE_INTEGER, time: i64) {
    // SAFETY: the caller passes its variable.
    unsafe { place.write(LARGE_INTEGER { QuadPart: time }) };
}

/// Year, month and day of a day since 1601-01-01. Years are counted from March, so that the leap
/// day is a year's last.
fn date(day: i64) -> (i64, i64, i64) {
    let day = day + DAYS_TO_1601;
    let (era, of_era) = (day.div_euclid(146_097), day.rem_euclid(146_097));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let of_month = of_year - (153 * month + 2) / 5 + 1;
    let calendar_month = if month < 10 { month + 3 } else { month - 9 };
    let calendar_year = year + era * 400 + i64::from(calendar_month <= 2);
    (calendar_year, calendar_month, of_month)
}

/// The day since 1601-01-01 of a date.
fn day(year: i64, month: i64, of_month: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let march_month = if month > 2 { month - 3 } else { month + 9 };
    let of_year = (153 * march_month + 2) / 5 + of_month - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - DAYS_TO_1601
}

fn fields(time: i64) -> TIME_FIELDS {
    let units = SECOND.cast_signed();
    let (seconds, rest) = (time.div_euclid(units), time.rem_euclid(units));
    let (days, of_day) = (
        seconds.div_euclid(SECONDS_IN_DAY),
        seconds.rem_euclid(SECONDS_IN_DAY),
    );
    let (year, month, of_month) = date(days);
    TIME_FIELDS {
        Year: year as i16,
        Month: month as i16,
        Day: of_month as i16,
        Hour: (of_day / 3600) as i16,
        Minute: (of_day / 60 % 60) as i16,
        Second: (of_day % 60) as i16,
        Milliseconds: (rest / 10_000) as i16,
        // 1601-01-01 was a Monday.
        Weekday: (days + 1).rem_euclid(7) as i16,
    }
}

fn time(fields: &TIME_FIELDS) -> Option<i64> {
    let day = day(fields.Year.into(), fields.Month.into(), fields.Day.into());
    // A date that does not exist is converted to another one.
    let exists = date(day) == (fields.Year.into(), fields.Month.into(), fields.Day.into());
    let in_range = (1601..=30_827).contains(&fields.Year)
        && (0..24).contains(&fields.Hour)
        && (0..60).contains(&fields.Minute)
        && (0..60).contains(&fields.Second)
        && (0..1000).contains(&fields.Milliseconds);
    let of_day =
        i64::from(fields.Hour) * 3600 + i64::from(fields.Minute) * 60 + i64::from(fields.Second);
    let seconds = day * SECONDS_IN_DAY + of_day;
    let units = seconds * SECOND.cast_signed() + i64::from(fields.Milliseconds) * 10_000;
    (exists && in_range).then_some(units)
}

#[abi(enter, no_mangle)]
fn RtlTimeToTimeFields(Time: PLARGE_INTEGER, TimeFields: Out<TIME_FIELDS>) {
    TimeFields.write(fields(read(Time)));
}

#[abi(enter, no_mangle)]
fn RtlTimeFieldsToTime(TimeFields: Struct<TIME_FIELDS>, Time: PLARGE_INTEGER) -> BOOLEAN {
    let Some(time) = time(TimeFields.get()) else {
        return FALSE;
    };
    write(Time, time);
    TRUE
}

#[abi(enter, no_mangle)]
fn RtlTimeToSecondsSince1970(Time: PLARGE_INTEGER, ElapsedSeconds: Out<ULONG>) -> BOOLEAN {
    let seconds = read(Time).div_euclid(SECOND.cast_signed()) - DAYS_TO_1970 * SECONDS_IN_DAY;
    let Ok(seconds) = ULONG::try_from(seconds) else {
        return FALSE;
    };
    ElapsedSeconds.write(seconds);
    TRUE
}

#[abi(enter, no_mangle)]
fn RtlSecondsSince1970ToTime(ElapsedSeconds: ULONG, Time: PLARGE_INTEGER) {
    let seconds = i64::from(ElapsedSeconds) + DAYS_TO_1970 * SECONDS_IN_DAY;
    write(Time, seconds * SECOND.cast_signed());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_dates_and_back() {
        for (days, expected) in [
            (0, (1601, 1, 1)),
            (DAYS_TO_1970, (1970, 1, 1)),
            (145_790, (2000, 2, 29)),
        ] {
            assert_eq!(date(days), expected);
            let (year, month, of_month) = expected;
            assert_eq!(day(year, month, of_month), days);
        }
        let start = fields(134_116_992_000_000_000);
        assert_eq!(
            (start.Year, start.Month, start.Day, start.Weekday),
            (2026, 1, 1, 4)
        );
        let impossible = TIME_FIELDS {
            Year: 2025,
            Month: 2,
            Day: 29,
            ..start
        };
        assert_eq!(time(&impossible), None);
        assert_eq!(time(&start), Some(134_116_992_000_000_000));
    }
}
