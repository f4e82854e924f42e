//! What calls return.

use napi_derive::napi;
use strait_arena as arena;
use strait_arena::Handle;

use crate::failure::OperationError;
use crate::node_api::{Scope, Value};

/// The result of a call.
pub enum Answer<'s> {
    Nothing,
    Number(f64),
    Value(Value<'s>),
}

/// What an operation comes to.
pub(crate) type Outcome<'s> = Result<Answer<'s>, OperationError>;

/// What an operation may return: nothing (`undefined` in JavaScript), a number, a boolean, a [`Handle`] (a number too),
/// a `String`, bytes (a `Uint8Array`), and all these as an `Option`, `None` being `undefined`.
pub trait Reply {
    #[doc(hidden)]
    fn reply(self, scope: Scope<'_>) -> Result<Answer<'_>, OperationError>;
}

/// Counts of one type, by a scan of the slot table.
#[napi(object)]
pub struct TypeCounts {
    /// Id of the message type.
    pub type_id: u32,
    /// Live messages.
    pub live_messages: u32,
    /// Data blocks that they own.
    pub data_blocks: u32,
    /// Bytes of those blocks.
    pub data_bytes: f64,
}

/// What a scan of slot table, free lists and page maps found, against the ledger.
#[napi(object)]
pub struct Audit {
    /// The types that have any messages.
    pub types: Vec<TypeCounts>,
    /// Slots of the table.
    pub slots: u32,
    /// Slots whose generations are used up.
    pub retired_slots: u32,
    /// Data blocks in use that no live message reaches.
    pub leaked_blocks: f64,
    /// Bytes of those blocks.
    pub leaked_bytes: f64,
    /// Bytes of all slabs.
    pub slab_bytes: f64,
    /// Sentences about every disagreement; empty when everything agrees.
    pub disagreements: Vec<String>,
}

/// Pages side by side that serve one purpose.
#[napi(object)]
pub struct Extent {
    /// "messages", "data", "run" or "free".
    pub purpose: String,
    /// Bytes of each block: of the size class, or of the run. 0 where there are none.
    pub block_bytes: f64,
    /// Bytes of the pages.
    pub bytes: f64,
    /// Bytes of blocks in use.
    pub used_bytes: f64,
    /// Bytes of each stretch of neighbouring free blocks.
    pub free_runs: Vec<f64>,
}

/// What the memory of an arena is used for.
#[napi(object)]
pub struct MemoryUse {
    /// Bytes of all slabs.
    pub slab_bytes: f64,
    /// Bytes of page maps in them.
    pub page_map_bytes: f64,
    /// Bytes of the slot table up to its last slot.
    pub slot_bytes: f64,
    /// Bytes of the control blocks.
    pub control_bytes: f64,
    /// Bytes that the arena holds of the system's memory: extents, page maps, slots, control blocks.
    pub held_bytes: f64,
    /// In order of addresses.
    pub extents: Vec<Extent>,
}

/// What a walk over a message tree found.
#[napi(object)]
pub struct WalkResult {
    /// Messages, the root included.
    pub messages: f64,
    /// Fields that are present.
    pub fields: f64,
    /// Scalars, strings and bytes in them, each element, key and value counted.
    pub values: f64,
    /// Those values that are zero or empty.
    pub defaults: f64,
    /// Bytes of those values.
    pub content_bytes: f64,
    /// Levels of messages; a message without sub-messages has one.
    pub depth: u32,
}

/// Bytes that a message tree takes.
#[napi(object)]
pub struct MemorySize {
    /// Structs, as large as their fields.
    pub struct_bytes: f64,
    /// Slots.
    pub slot_bytes: f64,
    /// Content of strings, bytes, arrays, maps and unknown fields.
    pub data_bytes: f64,
    /// Blocks of messages and data, with the room that they leave unused.
    pub block_bytes: f64,
}

impl Reply for () {
    #[inline]
    fn reply(self, _scope: Scope<'_>) -> Outcome<'_> {
        Ok(Answer::Nothing)
    }
}

macro_rules! number {
    ($($type:ty),*) => {$(
        impl Reply for $type {
            #[inline]
            fn reply(self, _scope: Scope<'_>) -> Outcome<'_> {
                Ok(Answer::Number(self.into()))
            }
        }
    )*};
}

number!(f64, f32, i32, u32, u16);

impl Reply for Handle {
    #[inline]
    fn reply(self, _scope: Scope<'_>) -> Outcome<'_> {
        Ok(Answer::Number(self.number()))
    }
}

impl Reply for bool {
    fn reply(self, scope: Scope<'_>) -> Outcome<'_> {
        Ok(Answer::Value(scope.new_boolean(self)?))
    }
}

impl Reply for String {
    fn reply(self, scope: Scope<'_>) -> Outcome<'_> {
        Ok(Answer::Value(scope.new_text(&self)?))
    }
}

impl Reply for Vec<u8> {
    fn reply(self, scope: Scope<'_>) -> Outcome<'_> {
        Ok(Answer::Value(scope.new_bytes(&self)?))
    }
}

impl<R: Reply> Reply for Option<R> {
    fn reply(self, scope: Scope<'_>) -> Outcome<'_> {
        self.map_or(Ok(Answer::Nothing), |reply| reply.reply(scope))
    }
}

impl Reply for arena::AuditReport {
    fn reply(self, scope: Scope<'_>) -> Outcome<'_> {
        let types = self.types.iter().map(|(type_id, counts)| TypeCounts {
            type_id: u32::from(*type_id),
            live_messages: counts.live_messages,
            data_blocks: counts.data_blocks,
            data_bytes: counts.data_bytes,
        });
        let mut disagreements: Vec<String> = self.disagreements.iter().map(ToString::to_string).collect();
        if self.more_disagreements > 0 {
            disagreements.push(format!("and {} more disagreements", self.more_disagreements));
        }
        Ok(Answer::Value(scope.object(Audit {
            types: types.collect(),
            slots: self.slots,
            retired_slots: self.retired_slots,
            leaked_blocks: self.leaked_blocks as f64,
            leaked_bytes: self.leaked_bytes as f64,
            slab_bytes: self.slab_bytes as f64,
            disagreements,
        })?))
    }
}

impl Reply for arena::MemoryUse {
    fn reply(self, scope: Scope<'_>) -> Outcome<'_> {
        let held_bytes = self.held_bytes() as f64;
        let extents = self.extents.into_iter().map(|extent| {
            let (purpose, block_bytes) = match extent.purpose {
                arena::Purpose::Messages(class) => ("messages", class.bytes().into()),
                arena::Purpose::Data(class) => ("data", class.bytes().into()),
                arena::Purpose::Run => ("run", extent.bytes as f64),
                arena::Purpose::Free => ("free", 0.0),
            };
            Extent {
                purpose: purpose.to_owned(),
                block_bytes,
                bytes: extent.bytes as f64,
                used_bytes: extent.used_bytes as f64,
                free_runs: extent.free_runs.into_iter().map(|run| run as f64).collect(),
            }
        });
        Ok(Answer::Value(scope.object(MemoryUse {
            slab_bytes: self.slab_bytes as f64,
            page_map_bytes: self.page_map_bytes as f64,
            slot_bytes: self.slot_bytes as f64,
            control_bytes: self.control_bytes as f64,
            held_bytes,
            extents: extents.collect(),
        })?))
    }
}

impl Reply for arena::WalkSummary {
    fn reply(self, scope: Scope<'_>) -> Outcome<'_> {
        Ok(Answer::Value(scope.object(WalkResult {
            messages: self.messages as f64,
            fields: self.fields as f64,
            values: self.values as f64,
            defaults: self.defaults as f64,
            content_bytes: self.content_bytes as f64,
            depth: self.depth,
        })?))
    }
}

impl Reply for arena::MemorySize {
    fn reply(self, scope: Scope<'_>) -> Outcome<'_> {
        Ok(Answer::Value(scope.object(MemorySize {
            struct_bytes: self.struct_bytes as f64,
            slot_bytes: self.slot_bytes as f64,
            data_bytes: self.data_bytes as f64,
            block_bytes: self.block_bytes as f64,
        })?))
    }
}
