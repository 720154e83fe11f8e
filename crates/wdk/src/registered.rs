//! What [`#[wdk::handlers]`](macro@crate::handlers) implements besides the callback trait that it stands
//! on: without the attribute none of the trait's methods would be registered.
#![forbid(unsafe_code)]

macro_rules! registered {
    ($($(#[$meta:meta])* $name:ident: $message:literal, $note:literal;)*) => {$(
        $(#[$meta])*
        #[diagnostic::on_unimplemented(
            message = $message,
            label = "its handlers would not be registered",
            note = $note
        )]
        pub trait $name {}
    )*};
}

registered! {
    /// For [`QueueHandler`](crate::QueueHandler).
    QueueHandlerAttribute: "`impl QueueHandler for {Self}` has no `#[wdk::handlers]`",
        "write `#[wdk::handlers]` on the line before `impl QueueHandler for {Self}`";
    /// For [`DeviceEvents`](crate::DeviceEvents).
    DeviceEventsAttribute: "`impl DeviceEvents for {Self}` has no `#[wdk::handlers]`",
        "write `#[wdk::handlers]` on the line before `impl DeviceEvents for {Self}`";
    /// For `Miniport`.
    MiniportAttribute: "`impl Miniport for {Self}` has no `#[wdk::handlers]`",
        "write `#[wdk::handlers]` on the line before `impl Miniport for {Self}`";
}
