//! FlatBuffers: read in place after verification, answered through a builder that is kept.

use std::cell::RefCell;

use flatbuffers::{FlatBufferBuilder, Follow, ForwardsUOffset, Vector, Verifiable, WIPOffset};
use napi::bindgen_prelude::{BufferSlice, Env, Error, Result};
use napi_derive::napi;

use crate::checksum;
use crate::generated::fields::{race, race_names};
use crate::generated::flat::race as flat;
use crate::scalar::{Scalar, Weigh, place};

thread_local! {
    static BUILDER: RefCell<FlatBufferBuilder<'static>> = RefCell::new(FlatBufferBuilder::new());
}

type Exchange = fn(&[u8], &mut FlatBufferBuilder<'static>) -> Result<()>;

macro_rules! by_number {
    ($($number:literal $name:ident $function:ident),*) => {
        fn exchange_of(message: u32) -> Option<Exchange> {
            match message {
                $($number => Some(|bytes, builder| exchange::<flat::$name>(bytes, builder)),)*
                _ => None,
            }
        }
    };
}

race_names!(by_number);

/// Reads a message of the numbered type from a FlatBuffer, and answers it.
#[napi]
pub fn flat_buffers<'env>(env: &'env Env, message: u32, bytes: &[u8]) -> Result<BufferSlice<'env>> {
    let exchange = exchange_of(message).ok_or_else(|| Error::from_reason("no message has this number"))?;
    BUILDER.with_borrow_mut(|builder| {
        builder.reset();
        exchange(bytes, builder)?;
        BufferSlice::copy_from(env, builder.finished_data())
    })
}

fn exchange<'a, M>(bytes: &'a [u8], builder: &mut FlatBufferBuilder<'static>) -> Result<()>
where
    M: Follow<'a> + Verifiable + 'a,
    M::Inner: Table,
{
    let question = flatbuffers::root::<M>(bytes).map_err(|error| Error::from_reason(error.to_string()))?;
    checksum::add(question.weigh());
    let answer = question.table(builder);
    builder.finish_minimal(answer);
    Ok(())
}

/// A value of a field: read in full, and answered in a builder.
trait Field {
    type Answer;
    fn weigh(&self) -> f64;
    fn answer(&self, builder: &mut FlatBufferBuilder<'static>) -> Self::Answer;
}

/// A message.
trait Table {
    type Table: 'static;
    fn weigh(&self) -> f64;
    fn table(&self, builder: &mut FlatBufferBuilder<'static>) -> WIPOffset<Self::Table>;
}

impl<T: Scalar> Field for T {
    type Answer = T;

    fn weigh(&self) -> f64 {
        Weigh::weigh(self)
    }

    fn answer(&self, _: &mut FlatBufferBuilder<'static>) -> T {
        self.answered()
    }
}

impl Field for Option<&str> {
    type Answer = Option<WIPOffset<&'static str>>;

    fn weigh(&self) -> f64 {
        self.map_or(0.0, |text| text.as_bytes().weigh())
    }

    fn answer(&self, builder: &mut FlatBufferBuilder<'static>) -> Self::Answer {
        self.map(|text| builder.create_string(text))
    }
}

impl<T: Table> Field for Option<T> {
    type Answer = Option<WIPOffset<T::Table>>;

    fn weigh(&self) -> f64 {
        self.as_ref().map_or(0.0, Table::weigh)
    }

    fn answer(&self, builder: &mut FlatBufferBuilder<'static>) -> Self::Answer {
        self.as_ref().map(|child| child.table(builder))
    }
}

impl<'a, T: Follow<'a>> Field for Option<Vector<'a, ForwardsUOffset<T>>>
where
    T::Inner: Table,
{
    type Answer = Option<WIPOffset<Vector<'static, ForwardsUOffset<<T::Inner as Table>::Table>>>>;

    fn weigh(&self) -> f64 {
        let elements = self.iter().flat_map(|list| list.iter()).enumerate();
        elements.fold(0.0, |sum, (index, element)| sum + element.weigh() * place(index))
    }

    fn answer(&self, builder: &mut FlatBufferBuilder<'static>) -> Self::Answer {
        self.map(|list| {
            let elements: Vec<_> = list.iter().map(|element| element.table(builder)).collect();
            builder.create_vector(&elements)
        })
    }
}

macro_rules! table {
    ($name:ident, $arguments:ident { $($field:ident: $kind:ty = $number:literal $property:literal,)* }) => {
        impl Table for flat::$name<'_> {
            type Table = flat::$name<'static>;

            fn weigh(&self) -> f64 {
                let mut sum = 0.0;
                $(sum += Field::weigh(&self.$field()) * f64::from($number);)*
                sum
            }

            fn table(&self, builder: &mut FlatBufferBuilder<'static>) -> WIPOffset<Self::Table> {
                let answer = flat::$arguments { $($field: self.$field().answer(builder),)* };
                flat::$name::create(builder, &answer)
            }
        }
    };
}

race!(table);
