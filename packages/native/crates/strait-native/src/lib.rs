//! What an add-on for a schema is made of: a thin layer of Node-API functions over `strait-arena`.
//!
//! The crate of an add-on is a `cdylib` that names its schema and, if it wishes, operations of its own:
//!
//! ```no_run
//! # mod schema { pub static SCHEMA: strait_native::Schema = strait_native::Schema { package: "", hash: 0, enums: &[], messages: &[] }; }
//! use strait_native::{Addon, Arena, Call, OperationError};
//!
//! strait_native::addon!(Addon::new(&schema::SCHEMA).read(c"nameLength", name_length));
//!
//! fn name_length(arena: &Arena, call: &Call) -> Result<u32, OperationError> {
//!     Ok(arena.type_name(call.handle(0)?)?.len() as u32)
//! }
//! # fn main() {}
//! ```
//!
//! JavaScript then calls `arena.native.nameLength(message.handle)`. The functions of an arena are bound to it, made
//! with the Node-API that napi-rs brings, and not `#[napi]` methods: the receiver of those is tracked in a global table,
//! which takes 250 ns a call where a bound function takes 25 (napi 3.16, Node 26). `src/runtime/native-binding.ts` of
//! the package declares what every add-on exports.

mod access;
mod addon;
mod answer;
mod background;
mod call;
mod entry;
mod failure;
mod javascript_memory;
mod lent;
mod native_arena;
mod node_api;
mod operations;
#[cfg(feature = "test-panics")]
mod panics;
mod shared_native_arena;

pub use addon::Addon;
pub use answer::Reply;
pub use call::Call;
pub use failure::OperationError;
pub use strait_arena::*;

/// What [`addon!`] writes code with.
#[doc(hidden)]
pub mod macros {
    pub use crate::addon::export;
    pub use {napi, napi_derive};
}

/// Makes the crate, a `cdylib`, the add-on that the expression of type [`Addon`] describes.
#[macro_export]
macro_rules! addon {
    ($addon:expr) => {
        const _: () = {
            // What napi-derive writes begins its paths so.
            use $crate::macros::napi;

            static ADDON: ::std::sync::OnceLock<$crate::Addon> = ::std::sync::OnceLock::new();

            #[$crate::macros::napi_derive::napi(module_exports)]
            pub fn export(exports: napi::bindgen_prelude::Object<'_>, env: napi::Env) -> napi::Result<()> {
                $crate::macros::export(exports, env, ADDON.get_or_init(|| $addon))
            }
        };
    };
}
