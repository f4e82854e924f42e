//! The arena as an add-on: a thin layer of Node-API functions over `strait-arena`, for the schema of `strait-stress`.
//!
//! The methods of `NativeArena` are functions bound to their arena, made with the Node-API that napi-rs brings, and not
//! `#[napi]` methods: the receiver of those is tracked in a global table, which takes 250 ns a call where a bound
//! function takes 25 (napi 3.16, Node 26). `src/runtime/native-binding.ts` of the package declares what is exported.

mod answer;
mod entry;
mod failure;
mod javascript_memory;
mod lent;
mod native_arena;
mod node_api;
mod operations;
#[cfg(feature = "test-panics")]
mod panics;

use napi::bindgen_prelude::{JsObjectValue, Object};
use napi::{Env, Result};
use napi_derive::napi;

#[napi(module_exports)]
#[allow(missing_docs, reason = "called by napi-rs when the module is loaded")]
pub fn export(mut exports: Object<'_>, env: Env) -> Result<()> {
    let class = native_arena::class(env)?;
    exports.set_named_property("NativeArena", class)?;
    for (name, callback) in operations::MODULE_FUNCTIONS {
        exports.create_named_method(name, *callback)?;
    }
    Ok(())
}
