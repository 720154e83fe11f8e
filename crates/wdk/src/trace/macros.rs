//! The macros of events and providers.
#![forbid(unsafe_code)]

/// Writes an event when a session records events of its level and keywords.
///
/// ```text
/// event!(PROVIDER, Level, "Name", option = value, .. field: type = value, ..)
/// ```
///
/// - `PROVIDER` is what `provider(..)` declares in the attribute of the driver's entry.
/// - The level is that of a [`Level`](crate::trace::Level): `Critical`, `Error`, `Warning`, `Info`, `Verbose`.
/// - Options are `keyword = constant` (1 without it), `opcode = Start` or `Stop`, `activity = &guid` and
///   `related = &guid`.
/// - A field has one of the types that are a [`Field`](crate::trace::Field). A structure of fields is
///   `name: { field: type = value, .. }`.
///
/// Values are computed only when the event is written.
///
/// # IRQL
/// Any; above `APC_LEVEL` all that the event reads must be resident.
///
/// # Examples
/// ```no_run
/// use wdk::trace;
/// # fn example(provider: &'static trace::Provider, name: &str, bytes: &[u8]) {
/// let activity = trace::new_activity();
/// trace::event!(provider, Verbose, "Read", keyword = 0x4, opcode = Start, activity = &activity,
///     from: &str = name,
///     data: &[u8] = bytes,
/// );
/// # }
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __trace_event {
    ($provider:expr, $level:ident, $name:literal $(, $($rest:tt)*)?) => {
        $crate::__trace_event_parts! {
            { $provider, $level, $name }
            [1] [Info] [::core::option::Option::None] [::core::option::Option::None] [] []
            $($($rest)*)?
        }
    };
    ($($other:tt)*) => {
        ::core::compile_error!(
            "an event is written `event!(PROVIDER, Info, \"Name\", field: type = value, ..)`"
        )
    };
}

/// Takes one option or field at a time, and collects descriptions and values.
#[doc(hidden)]
#[macro_export]
macro_rules! __trace_event_parts {
    ($event:tt $keyword:tt $opcode:tt $activity:tt $related:tt $items:tt $values:tt , $($rest:tt)*) => {
        $crate::__trace_event_parts! {
            $event $keyword $opcode $activity $related $items $values $($rest)*
        }
    };
    (
        $event:tt [$_old:expr] $opcode:tt $activity:tt $related:tt $items:tt $values:tt
        keyword = $keyword:expr $(, $($rest:tt)*)?
    ) => {
        $crate::__trace_event_parts! {
            $event [$keyword] $opcode $activity $related $items $values $($($rest)*)?
        }
    };
    (
        $event:tt $keyword:tt [$_old:ident] $activity:tt $related:tt $items:tt $values:tt
        opcode = $opcode:ident $(, $($rest:tt)*)?
    ) => {
        $crate::__trace_event_parts! {
            $event $keyword [$opcode] $activity $related $items $values $($($rest)*)?
        }
    };
    (
        $event:tt $keyword:tt $opcode:tt $_old:tt $related:tt $items:tt $values:tt
        activity = $activity:expr $(, $($rest:tt)*)?
    ) => {
        $crate::__trace_event_parts! {
            $event $keyword $opcode [::core::option::Option::Some($activity)] $related $items $values
            $($($rest)*)?
        }
    };
    (
        $event:tt $keyword:tt $opcode:tt $activity:tt $_old:tt $items:tt $values:tt
        related = $related:expr $(, $($rest:tt)*)?
    ) => {
        $crate::__trace_event_parts! {
            $event $keyword $opcode $activity [::core::option::Option::Some($related)] $items $values
            $($($rest)*)?
        }
    };
    (
        $event:tt $keyword:tt $opcode:tt $activity:tt $related:tt [$($items:tt)*] $values:tt
        $name:ident: { $($inner:tt)* } $($rest:tt)*
    ) => {
        $crate::__trace_event_parts! {
            $event $keyword $opcode $activity $related
            [$($items)* $crate::trace::Item::Begin(::core::stringify!($name)),] $values
            $($inner)* , @end $($rest)*
        }
    };
    (
        $event:tt $keyword:tt $opcode:tt $activity:tt $related:tt [$($items:tt)*] $values:tt
        @end $($rest:tt)*
    ) => {
        $crate::__trace_event_parts! {
            $event $keyword $opcode $activity $related
            [$($items)* $crate::trace::Item::End,] $values
            $($rest)*
        }
    };
    (
        $event:tt $keyword:tt $opcode:tt $activity:tt $related:tt [$($items:tt)*] [$($values:tt)*]
        $name:ident: $type:ty = $value:expr $(, $($rest:tt)*)?
    ) => {
        $crate::__trace_event_parts! {
            $event $keyword $opcode $activity $related
            [$($items)* $crate::trace::Held::item::<$type>(::core::stringify!($name)),]
            [$($values)* ($crate::trace::Held::value::<$type>($value))]
            $($($rest)*)?
        }
    };
    (
        { $provider:expr, $level:ident, $event:literal } [$keyword:expr] [$opcode:ident]
        [$activity:expr] [$related:expr] [$($items:tt)*] [$($values:tt)*]
    ) => {{
        const __WDK_KEYWORD: u64 = $keyword;
        const __WDK_LEVEL: $crate::trace::Level = $crate::trace::Level::$level;
        const __WDK_ITEMS: &[$crate::trace::Item] = &[$($items)*];
        static __WDK_METADATA: [u8; $crate::trace::metadata_len($event, __WDK_ITEMS)] =
            $crate::trace::metadata($event, __WDK_ITEMS);
        static __WDK_EVENT: $crate::trace::EventDescriptor = $crate::trace::EventDescriptor::new(
            __WDK_LEVEL, __WDK_KEYWORD, $crate::trace::Opcode::$opcode,
        );
        let provider: &$crate::trace::Provider = &$provider;
        if provider.is_enabled(__WDK_LEVEL, __WDK_KEYWORD) {
            provider.write::<{ $crate::trace::parts(__WDK_ITEMS) }>(
                &__WDK_EVENT, &__WDK_METADATA, $activity, $related,
                &$crate::__trace_fields!($($values)*),
            );
        }
    }};
    ($event:tt $keyword:tt $opcode:tt $activity:tt $related:tt $items:tt $values:tt $($other:tt)*) => {
        ::core::compile_error!(::core::concat!(
            "neither an option (`keyword = ..`, `opcode = ..`, `activity = ..`, `related = ..`) nor a \
             field (`name: type = value`, `name: { .. }`): ",
            ::core::stringify!($($other)*)
        ))
    };
}

/// The values of an event's fields.
#[doc(hidden)]
#[macro_export]
macro_rules! __trace_fields {
    () => { $crate::trace::Last };
    (($first:expr) $($rest:tt)*) => {
        $crate::trace::Next($first, $crate::__trace_fields!($($rest)*))
    };
}

/// The provider that `provider(..)` declares.
#[doc(hidden)]
#[macro_export]
macro_rules! __trace_provider {
    ($name:expr) => {{
        const __WDK_NAME: &str = $name;
        static __WDK_TRAITS: [u8; $crate::trace::traits_len(__WDK_NAME)] =
            $crate::trace::traits(__WDK_NAME);
        $crate::trace::Provider::new(__WDK_NAME, &__WDK_TRAITS)
    }};
}
