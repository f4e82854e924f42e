//! What an add-on exports.

use std::ffi::CStr;

use napi::bindgen_prelude::{JsValue, Object};
use napi::{Env, Status};
use strait_arena::{Arena, Handle, Schema, WireLimits};

use crate::answer::Reply;
use crate::background;
use crate::call::Call;
use crate::entry::Operation;
use crate::failure::OperationError;
use crate::native_arena;
use crate::node_api::Scope;
use crate::operations::{MODULE_FUNCTIONS, OPERATIONS};
use crate::shared_native_arena;

/// An add-on: arenas for the messages of one schema, with the operations that each of them has.
///
/// An operation gets the arena that it was called on and what JavaScript passed; what it returns is a [`Reply`]. It
/// may fail with an [`OperationError`], which JavaScript gets as an `ArenaError`; a panic becomes one with code
/// `PANIC`. It must not wait: the thread is that of JavaScript.
///
/// ```no_run
/// use strait_native::{Addon, Schema};
/// # fn addon(schema: &'static Schema) -> Addon {
/// Addon::new(schema)
///     .read(c"checksumOf", |arena, call| Ok(arena.checksum(call.handle(0)?)?))
///     .write(c"copy", |arena, call| {
///         let message = call.handle(0)?;
///         let bytes = arena.encode(message, &Default::default())?;
///         Ok(arena.decode(arena.type_id(message)?, &bytes, &Default::default())?)
///     })
/// # }
/// ```
pub struct Addon {
    pub(crate) schema: &'static Schema,
    pub(crate) operations: Vec<(&'static CStr, Operation)>,
}

impl Addon {
    /// An add-on without operations of its own.
    #[must_use]
    pub fn new(schema: &'static Schema) -> Self {
        let operations =
            OPERATIONS.map(|(name, operation)| (name, Box::new(operation) as Operation)).into_iter();
        Self { schema, operations: operations.collect() }
            .background(c"encodeInBackground", |arena, message| {
                Ok(arena.encode(message, &WireLimits::default())?)
            })
            .background(c"checksumInBackground", |arena, message| Ok(arena.checksum(message)?))
    }

    /// Adds an operation that reads messages. JavaScript calls it `arena.native.<name>(…)`. A name that exists
    /// already, such as `free`, is refused when the add-on is loaded.
    #[must_use]
    pub fn read<R: Reply>(
        self,
        name: &'static CStr,
        operation: impl Fn(&Arena, &Call<'_>) -> Result<R, OperationError> + Send + Sync + 'static,
    ) -> Self {
        self.with(name, Box::new(move |bound, call| operation(&*bound.read()?, call)?.reply(call.scope)))
    }

    /// Adds an operation that may change messages, allocate and free.
    #[must_use]
    pub fn write<R: Reply>(
        self,
        name: &'static CStr,
        operation: impl Fn(&mut Arena, &Call<'_>) -> Result<R, OperationError> + Send + Sync + 'static,
    ) -> Self {
        self.with(name, Box::new(move |bound, call| operation(&mut *bound.write()?, call)?.reply(call.scope)))
    }

    /// Adds an operation that reads one message, the argument, on another thread while JavaScript goes on. The call
    /// answers with a promise; until that is settled the message is lent, so nobody can free it. The arena must be a
    /// shared one. While the operation runs, no thread can allocate more pages or free trees: it should not take long.
    #[must_use]
    pub fn background<R: Reply + Send + 'static>(
        self,
        name: &'static CStr,
        operation: impl Fn(&Arena, Handle) -> Result<R, OperationError> + Send + Sync + 'static,
    ) -> Self {
        self.with(name, Box::new(background::operation(operation)))
    }

    fn with(mut self, name: &'static CStr, operation: Operation) -> Self {
        self.operations.push((name, operation));
        self
    }

    /// A name that two operations have.
    fn ambiguous_name(&self) -> Option<&'static CStr> {
        let mut names: Vec<_> = self.operations.iter().map(|(name, _)| *name).collect();
        names.sort_unstable();
        names.array_windows().find(|[one, other]| one == other).map(|[name, _]| *name)
    }
}

/// Fills in the exports of the module that is being loaded.
pub fn export(exports: Object<'_>, env: Env, addon: &'static Addon) -> napi::Result<()> {
    if let Some(name) = addon.ambiguous_name() {
        let reason =
            format!("the add-on has two operations {name:?}; every arena has those of strait-native");
        return Err(napi::Error::new(Status::InvalidArg, reason));
    }
    // SAFETY: the environment is that of the module being loaded.
    let scope = unsafe { Scope::new(env.raw()) };
    // SAFETY: the exports live as long as the module is being loaded.
    let exports = unsafe { scope.value(exports.raw()) };
    let refused = |failure: OperationError| napi::Error::new(Status::GenericFailure, failure.to_string());
    let class = native_arena::class(scope, addon).map_err(|failure| refused(failure.into()))?;
    let shared = shared_native_arena::class(scope, addon).map_err(|failure| refused(failure.into()))?;
    let fill_in = || {
        scope.set(exports, c"NativeArena", class)?;
        scope.set(exports, c"SharedNativeArena", shared)?;
        for &(name, callback) in MODULE_FUNCTIONS {
            scope.set(exports, name, scope.function(name, callback, std::ptr::from_ref(addon).cast())?)?;
        }
        Ok(())
    };
    fill_in().map_err(refused)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Oracle: names that are, or are not, among those of every arena.
    #[test]
    fn names_are_unique() {
        static SCHEMA: Schema = Schema { package: "", hash: 0, messages: &[], enums: &[] };
        let addon = || Addon::new(&SCHEMA).read(c"mine", |_, _| Ok(()));
        assert_eq!(addon().ambiguous_name(), None);
        assert_eq!(addon().write(c"mine", |_, _| Ok(())).ambiguous_name(), Some(c"mine"));
        assert_eq!(addon().write(c"free", |_, _| Ok(())).ambiguous_name(), Some(c"free"));
    }
}
