//! New messages.

use std::ops::{Deref, DerefMut};

use super::Editor;
use crate::{Arena, ArenaError, Handle, Message};

/// A new message that is being written. Unless it is [finished](Self::finish) it is freed, so an error half-way leaves
/// nothing behind.
///
/// ```text
/// let mut summary = arena.create::<Summary>()?;
/// summary.set(|it| &it.title, "October")?;
/// Ok(summary.finish())
/// ```
pub struct Draft<'a, M: Message> {
    editor: Editor<'a, M>,
    is_finished: bool,
}

impl<M: Message> Draft<'_, M> {
    /// Keeps the message and returns its handle.
    #[must_use = "a message whose handle is lost stays until the arena is reset"]
    pub fn finish(mut self) -> Handle {
        self.is_finished = true;
        self.editor.handle()
    }
}

impl<'a, M: Message> Deref for Draft<'a, M> {
    type Target = Editor<'a, M>;

    fn deref(&self) -> &Self::Target {
        &self.editor
    }
}

impl<M: Message> DerefMut for Draft<'_, M> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.editor
    }
}

impl<M: Message> Drop for Draft<'_, M> {
    fn drop(&mut self) {
        if !self.is_finished {
            // A refusal means that the memory is corrupt; the audit tells, and there is nobody here to be told.
            let _ = self.editor.arena.free(self.editor.handle());
        }
    }
}

impl Arena {
    /// A new message, to be written. Errors: as [`allocate`](Self::allocate), and `LayoutMismatch` when `M` belongs to
    /// another schema.
    pub fn create<M: Message>(&mut self) -> Result<Draft<'_, M>, ArenaError> {
        self.refuse_other_schema::<M>()?;
        let handle = self.allocate(M::TYPE_ID)?;
        Ok(Draft { editor: Editor::new(self, handle)?, is_finished: false })
    }

    /// A message, to be written. Errors: as [`get`](Self::get).
    pub fn edit<M: Message>(&mut self, handle: Handle) -> Result<Editor<'_, M>, ArenaError> {
        Editor::new(self, handle)
    }
}
