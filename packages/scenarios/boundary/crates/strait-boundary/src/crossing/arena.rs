//! Messages in a shared arena: a call passes a handle, Rust reads the question where JavaScript wrote it, and makes the
//! answer beside it.

use std::ffi::CStr;

use strait_native::{Addon, Arena, Call, Child, Handle, List, Message, OperationError, Shared, Text};
use strait_stress::strait_stress_v1_comparison::{DoublesMessage, MixedMessage};
use strait_stress::strait_stress_v1_race::*;

use crate::checksum;
use crate::generated::fields::{race, race_names};
use crate::scalar::{Scalar, Weigh, place};

macro_rules! operations {
    ($($number:literal $name:ident $function:ident),*) => {
        fn with_operations(addon: Addon) -> Addon {
            addon$(.write(const { terminated(concat!("answer", stringify!($name), "\0")) }, exchange::<$name>))*
        }
    };
}

race_names!(operations);

strait_native::addon!(with_operations(Addon::new(&strait_stress::SCHEMA)));

const fn terminated(name: &str) -> &CStr {
    match CStr::from_bytes_until_nul(name.as_bytes()) {
        Ok(name) => name,
        Err(_) => c"",
    }
}

/// Reads the message of a handle and answers it with another, whose handle it returns.
fn exchange<M: Racing>(arena: &mut Arena, call: &Call<'_>) -> Result<Handle, OperationError> {
    let question = call.handle(0)?;
    let answer = arena.allocate(M::TYPE_ID)?;
    match M::answer(arena, question, answer) {
        Ok(weight) => {
            checksum::add(weight);
            Ok(answer)
        }
        Err(error) => {
            arena.free(answer)?;
            Err(error)
        }
    }
}

/// A message.
trait Racing: Message {
    /// Fills in the answer to a question. Returns the weight of the question.
    fn answer(arena: &mut Arena, question: Handle, answer: Handle) -> Result<f64, OperationError>;
}

/// A cell of a message.
trait Field: Sized {
    /// Answers a cell that has its value in itself. Returns its weight.
    fn answer_here(&self, _answer: &Self) -> f64 {
        0.0
    }

    /// Answers a cell that has its value elsewhere. Returns its weight.
    fn answer_elsewhere<M: Message>(
        _arena: &mut Arena,
        _question: Handle,
        _answer: Handle,
        _field: fn(&M) -> &Self,
    ) -> Result<f64, OperationError> {
        Ok(0.0)
    }
}

impl<T: Scalar + strait_native::Scalar> Field for Shared<T> {
    fn answer_here(&self, answer: &Self) -> f64 {
        let value = self.get();
        answer.set(value.answered());
        value.weigh()
    }
}

impl Field for Text {
    fn answer_elsewhere<M: Message>(
        arena: &mut Arena,
        question: Handle,
        answer: Handle,
        field: fn(&M) -> &Self,
    ) -> Result<f64, OperationError> {
        let text = field(arena.get(question)?).read(arena)?;
        arena.edit(answer)?.set(field, &text)?;
        Ok(text.as_bytes().weigh())
    }
}

impl<C: Racing> Field for Child<C> {
    fn answer_elsewhere<M: Message>(
        arena: &mut Arena,
        question: Handle,
        answer: Handle,
        field: fn(&M) -> &Self,
    ) -> Result<f64, OperationError> {
        if !field(arena.get(question)?).is_present() {
            return Ok(0.0);
        }
        let child = arena.edit(question)?.child(field)?.handle();
        let answered = arena.edit(answer)?.child(field)?.handle();
        C::answer(arena, child, answered)
    }
}

impl<C: Racing> Field for List<Child<C>> {
    fn answer_elsewhere<M: Message>(
        arena: &mut Arena,
        question: Handle,
        answer: Handle,
        field: fn(&M) -> &Self,
    ) -> Result<f64, OperationError> {
        let count = field(arena.get(question)?).len();
        let mut sum = 0.0;
        for index in 0..count {
            let element = arena.edit(question)?.element(field, index)?.handle();
            let answered = arena.edit(answer)?.add(field)?.handle();
            sum += C::answer(arena, element, answered)? * place(index);
        }
        Ok(sum)
    }
}

macro_rules! message {
    ($name:ident, $arguments:ident { $($field:ident: $kind:ty = $number:literal $property:literal,)* }) => {
        impl Racing for $name {
            fn answer(arena: &mut Arena, question: Handle, answer: Handle) -> Result<f64, OperationError> {
                let (from, to): (&Self, &Self) = (arena.get(question)?, arena.get(answer)?);
                let mut sum = 0.0;
                $(sum += from.$field.answer_here(&to.$field) * f64::from($number);)*
                $(sum += Field::answer_elsewhere(arena, question, answer, |message: &Self| &message.$field)?
                    * f64::from($number);)*
                Ok(sum)
            }
        }
    };
}

race!(message);
