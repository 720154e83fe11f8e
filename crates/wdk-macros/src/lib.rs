//! Attributes and derives for Windows kernel drivers.
//!
//! Drivers use them through [`wdk`](../wdk/index.html), which re-exports them; the crates of the
//! framework and of the simulated machine use [`macro@abi`] through `wdk-sys`.
//!
//! | macro | on | |
//! |---|---|---|
//! | [`macro@driver_entry`] | a function | the entry of a KMDF driver |
//! | [`macro@wdm_driver`] | `impl wdm::Driver` | a driver without the framework |
//! | [`macro@export_driver`], [`macro@export`] | `impl ExportDriver`, a function | a kernel-mode DLL |
//! | [`macro@context`] | a structure | the typed context of a framework object |
//! | [`macro@handlers`] | an implementation of a callback trait | registers the written methods |
//! | [`Plain`](macro@Plain), [`Portable`](macro@Portable) | a structure | data for other address spaces and images |
//! | [`macro@abi`] | a function | the kernel's calling convention |
//!
//! ```no_run
//! use wdk::prelude::*;
//!
//! #[wdk::driver_entry]
//! fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
//!     DriverConfig::new().evt_device_add(device_add).create(driver, registry_path)
//! }
//!
//! fn device_add(_: &Driver, _: DeviceInit<'_>, _: &mut Passive) -> Result<()> {
//!     Err(Error::NO_SUCH_DEVICE)
//! }
//! # fn main() {}
//! ```
//!
//! The crate depends on nothing: each macro finds the few tokens that it needs, and expands to an
//! ordinary macro of `wdk` or `wdk-sys`, which is written in Rust and checked like other code.
#![forbid(unsafe_code)]

/// The examples of the README, as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod abi;
mod context;
mod driver_entry;
mod export;
mod handlers;
mod plain;
mod provider;
mod wdm_driver;

use proc_macro::{Delimiter, Group, Span, TokenStream, TokenTree};

/// Gives a function the calling convention of kernel functions and callbacks.
///
/// The function is written without `extern`; the convention is the C one in the kernel and the
/// x64 Windows one in a host process, so that native code and a mapped image can call each other.
///
/// - `#[abi(enter)]` starts the body with `let __ddi = crate::enter!(FunctionName);`, a macro
///   of the calling crate, for checks that every exported function shares.
/// - `#[abi(no_mangle)]` exports the function under its own name.
#[proc_macro_attribute]
pub fn abi(arguments: TokenStream, function: TokenStream) -> TokenStream {
    abi::expand(arguments, function)
}

/// Makes a structure the typed context of a framework object, such as a device.
///
/// The context lies in the object's memory: the framework allocates it with the object, and
/// identifies it by the type. It is dropped when the object is destroyed.
#[proc_macro_attribute]
pub fn context(arguments: TokenStream, item: TokenStream) -> TokenStream {
    context::expand(arguments, item)
}

/// Makes a function the driver's entry: `fn(DriverObject<'_>, &UnicodeStr) -> Result<()>`.
///
/// In the kernel it becomes `DriverEntry`, which `FxDriverEntry` calls when the driver is bound
/// to the framework. In a test process it becomes `pub static DRIVER`, which the test passes to a
/// simulated machine. `#[driver_entry(name = "toaster")]` names the service; without it the
/// crate's name is used. `#[driver_entry(imports(toaster_class))]` names the crates of the export
/// drivers that this one imports from: a test process has no import table with them.
/// `#[driver_entry(provider(EVENTS = "Company.Component"))]` declares a provider of events, the
/// static `EVENTS`, which is registered as long as the driver is loaded.
#[proc_macro_attribute]
pub fn driver_entry(arguments: TokenStream, item: TokenStream) -> TokenStream {
    driver_entry::expand(arguments, item)
}

/// Makes `impl wdm::Driver for ...` the driver of the image: `DriverEntry` loads it, and
/// `DriverUnload` unloads it.
///
/// In a test process it becomes `pub static DRIVER`. `#[wdm_driver(name = "watcher")]` names the
/// service; without it the crate's name is used. `provider(..)` is as for [`macro@driver_entry`].
#[proc_macro_attribute]
pub fn wdm_driver(arguments: TokenStream, item: TokenStream) -> TokenStream {
    wdm_driver::expand(arguments, item)
}

/// Records which methods of a callback trait are written, so that only those are registered.
#[proc_macro_attribute]
pub fn handlers(arguments: TokenStream, item: TokenStream) -> TokenStream {
    handlers::expand(arguments, item)
}

/// Makes `impl ExportDriver for ...` the export driver of the image: a kernel-mode DLL with
/// `DllInitialize`, and with `DllUnload` when the implementation has `unload`.
///
/// It also emits the `DriverEntry` that the linker needs and the system never calls;
/// `#[export_driver(standard)]` omits that, for a driver that also runs as a service, and that
/// declares so with `exports(Type)` in the attribute of its own entry. `imports(..)` is as for
/// [`macro@driver_entry`]. In a test process it becomes `pub static LIBRARY`.
#[proc_macro_attribute]
pub fn export_driver(arguments: TokenStream, item: TokenStream) -> TokenStream {
    export::driver(arguments, item)
}

/// Exports a function from the image of an export driver.
///
/// Its parameters and result are `wdk::export::Portable`; a first parameter with `#[state]` is
/// the driver's state, which callers do not pass. In a crate that is compiled with the feature
/// `import` the function is the import.
#[proc_macro_attribute]
pub fn export(arguments: TokenStream, item: TokenStream) -> TokenStream {
    export::function(arguments, item)
}

/// Derives `wdk::export::Portable` for a structure with C's layout and portable fields.
#[proc_macro_derive(Portable)]
pub fn derive_portable(item: TokenStream) -> TokenStream {
    plain::portable(item)
}

/// Derives `wdk::Plain` for a structure whose fields are plain and which has no padding.
#[proc_macro_derive(Plain)]
pub fn derive_plain(item: TokenStream) -> TokenStream {
    plain::plain(item)
}

/// An expression for the name of the crate that is compiled.
fn crate_name() -> TokenStream {
    "match ::core::option_env!(\"CARGO_CRATE_NAME\") { \
     ::core::option::Option::Some(name) => name, \
     ::core::option::Option::None => ::core::module_path!() }"
        .parse()
        .expect("valid tokens")
}

/// An expression that code which forbids `unsafe` cannot write: the macros of `wdk` whose expansion
/// is sound only with arguments from here take it.
fn generated() -> TokenStream {
    "unsafe { ::wdk::__private::Generated::new() }"
        .parse()
        .expect("valid tokens")
}

/// `, [&crate::LIBRARY, ..]` for the paths of export drivers' crates.
fn imports(crates: &TokenStream) -> TokenStream {
    let mut paths = TokenStream::new();
    let mut open = false;
    for token in crates.clone() {
        if is_punct(&token, ',') {
            if open {
                paths.extend::<TokenStream>("::LIBRARY,".parse().expect("valid tokens"));
            }
            open = false;
            continue;
        }
        if !open {
            paths.extend::<TokenStream>("&".parse().expect("valid tokens"));
            open = true;
        }
        paths.extend([token]);
    }
    if open {
        paths.extend::<TokenStream>("::LIBRARY".parse().expect("valid tokens"));
    }
    let mut imports: TokenStream = ",".parse().expect("valid tokens");
    imports.extend([TokenTree::Group(Group::new(Delimiter::Bracket, paths))]);
    imports
}

/// The call of the macro `path!` with `arguments`.
fn call(path: &str, arguments: impl IntoIterator<Item = TokenTree>) -> TokenStream {
    let mut call: TokenStream = path.parse().expect("valid tokens");
    let arguments = Group::new(Delimiter::Brace, arguments.into_iter().collect());
    call.extend([TokenTree::Group(arguments)]);
    call
}

fn is_ident(token: &TokenTree, text: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident.to_string() == text)
}

fn is_punct(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

/// `compile_error!` with `message`, pointing at `span`.
fn compile_error(span: Span, message: &str) -> TokenStream {
    let tokens: TokenStream = format!("::core::compile_error!({message:?});")
        .parse()
        .expect("valid tokens");
    tokens
        .into_iter()
        .map(|mut token| {
            token.set_span(span);
            token
        })
        .collect()
}

/// `wdk_sys::call_unsafe_wdf_function_binding!`, for sources that name it here, as those for the first
/// versions of windows-drivers-rs do. Later ones put the path of a file before it, which means nothing.
#[proc_macro]
pub fn call_unsafe_wdf_function_binding(input: TokenStream) -> TokenStream {
    let mut tokens: Vec<TokenTree> = input.into_iter().collect();
    if matches!(tokens.first(), Some(TokenTree::Literal(_))) {
        tokens.drain(..tokens.len().min(2));
    }
    let call = Group::new(Delimiter::Parenthesis, tokens.into_iter().collect());
    let path = "::wdk_sys::call_unsafe_wdf_function_binding!".parse();
    let mut output: TokenStream = path.unwrap_or_default();
    output.extend([TokenTree::from(call)]);
    output
}
