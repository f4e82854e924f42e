//! Memory that JavaScript allocates.

use std::ffi::{CStr, CString};

use send_wrapper::SendWrapper;
use strait_arena::{ArenaError, MemorySource, Region};

use crate::failure::Failure;
use crate::lent::lend;
use crate::node_api::{Scope, Value, WeakReference};

pub(crate) const CONTROL: &CStr = c"$control";
pub(crate) const NEW_SLAB: &CStr = c"$newSlab";
pub(crate) const NEW_SLOT_CHUNK: &CStr = c"$newSlotChunk";

const BAD_CONTROL: &str =
    "control must be an Int32Array over a SharedArrayBuffer as large as docs/layout.md says";
const BAD_SLAB: &str =
    "newSlab must return a Uint8Array over a new SharedArrayBuffer of as many bytes as it is asked for";
const BAD_CHUNK: &str =
    "newSlotChunk must return an Int32Array over a new SharedArrayBuffer of as many bytes as it is asked for";

/// Calls the functions that the arena's object keeps. The object is alive during every call of the arena.
pub(crate) struct JavaScriptMemory {
    /// Only the thread of its environment may use it, and no other gets an arena with this memory.
    holder: SendWrapper<WeakReference>,
    /// Arrays lent so far.
    lent: u32,
    /// Bytes of the slabs among them, and the number of slot chunks: where the next one comes.
    slab_bytes: usize,
    slot_chunks: usize,
}

impl JavaScriptMemory {
    pub(crate) fn new(holder: WeakReference) -> Self {
        Self { holder: SendWrapper::new(holder), lent: 0, slab_bytes: 0, slot_chunks: 0 }
    }

    fn call(
        &mut self,
        function: &CStr,
        arguments: [usize; 2],
        bytes: usize,
        refusal: &'static str,
    ) -> Result<Region, ArenaError> {
        #[cfg(feature = "test-panics")]
        crate::panics::come_by(crate::panics::Place::Memory);
        let lost = ArenaError::OutOfMemory { what: "bytes from JavaScript", amount: bytes as u64 };
        let (scope, holder) = self.holder.get().ok_or(lost.clone())?;
        self.lent += 1;
        let name = CString::new(format!("$lent{}", self.lent)).map_err(|_| lost.clone())?;
        let region = ask(scope, holder, function, arguments)
            .and_then(|array| lend(scope, holder, &name, array, refusal));
        let region = region.map_err(|failure| as_arena_error(failure, lost, bytes))?;
        if region.bytes() != bytes {
            return Err(ArenaError::InvalidValue { what: refusal, value: region.bytes() as u64 });
        }
        Ok(region)
    }
}

fn ask<'s>(
    scope: Scope<'s>,
    holder: Value<'s>,
    function: &CStr,
    [first, second]: [usize; 2],
) -> Result<Value<'s>, Failure> {
    let arguments = [scope.new_number(first as f64)?, scope.new_number(second as f64)?];
    scope.call(scope.property(holder, function)?, holder, &arguments)
}

/// An exception of JavaScript stays pending and is what the caller sees; the arena only learns that there is no memory.
fn as_arena_error(failure: Failure, lost: ArenaError, bytes: usize) -> ArenaError {
    match failure {
        Failure::Arena(error) => error,
        Failure::Argument(what) => ArenaError::InvalidValue { what, value: bytes as u64 },
        _ => lost,
    }
}

impl MemorySource for JavaScriptMemory {
    fn control(&mut self, bytes: usize) -> Result<Region, ArenaError> {
        let lost = ArenaError::OutOfMemory { what: "bytes from JavaScript", amount: bytes as u64 };
        let (scope, holder) = self.holder.get().ok_or(lost.clone())?;
        let region = scope
            .property(holder, CONTROL)
            .and_then(|array| lend(scope, holder, c"$lent0", array, BAD_CONTROL));
        region.map_err(|failure| as_arena_error(failure, lost, bytes))
    }

    fn slab(&mut self, bytes: usize) -> Result<Region, ArenaError> {
        let region = self.call(NEW_SLAB, [bytes, self.slab_bytes], bytes, BAD_SLAB)?;
        self.slab_bytes += bytes;
        Ok(region)
    }

    fn slot_chunk(&mut self, bytes: usize) -> Result<Region, ArenaError> {
        let region = self.call(NEW_SLOT_CHUNK, [bytes, self.slot_chunks], bytes, BAD_CHUNK)?;
        self.slot_chunks += 1;
        Ok(region)
    }
}
