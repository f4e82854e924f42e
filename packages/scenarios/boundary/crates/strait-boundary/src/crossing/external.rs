//! C structs in one block of memory: the question in an ArrayBuffer of JavaScript, the answer in one of Rust's that
//! JavaScript frees through a finalizer. Text and lists are an offset from the start of the block and a length, a
//! sub-message is an offset, 0 when absent.

use std::ffi::c_void;
use std::marker::PhantomData;
use std::ptr::null_mut;

use napi::bindgen_prelude::{ArrayBuffer, Error, Result, ToNapiValue};
use napi::sys;
use napi_derive::napi;

use crate::checksum;
use crate::generated::fields::{race, race_names};
use crate::scalar::{Scalar, Weigh, place};

type Exchange = fn(Source<'_>) -> Result<Block>;

macro_rules! by_number {
    ($($number:literal $name:ident $function:ident),*) => {
        fn exchange_of(message: u32) -> Option<Exchange> {
            match message {
                $($number => Some(exchange::<$name>),)*
                _ => None,
            }
        }
    };
}

race_names!(by_number);

/// Reads a message of the numbered type from a block, whose struct stands at its start, and answers it in another.
#[napi(ts_return_type = "ArrayBuffer")]
pub fn external(message: u32, block: ArrayBuffer<'_>, length: u32) -> Result<Block> {
    let exchange = exchange_of(message).ok_or_else(|| Error::from_reason("no message has this number"))?;
    let bytes = block.get(..length as usize).ok_or_else(beyond)?;
    exchange(Source(bytes))
}

fn exchange<M: Struct>(source: Source<'_>) -> Result<Block> {
    let question = source.at::<M>(0)?;
    checksum::add(question.weigh(source)?);
    // The answer has the same text, so it takes the same room.
    let mut block = Block { words: Vec::with_capacity(source.0.len().div_ceil(8) + 1) };
    let place = block.reserve(size_of::<M>())?;
    let answer = question.answer(source, &mut block)?;
    block.put(place, answer)?;
    Ok(block)
}

fn beyond() -> Error {
    Error::from_reason("the block refers beyond its end")
}

/// The bytes of a question. JavaScript does not run during the call, so nobody writes them.
#[derive(Clone, Copy)]
struct Source<'a>(&'a [u8]);

impl<'a> Source<'a> {
    fn at<M: Struct>(self, offset: u32) -> Result<&'a M> {
        self.list(offset, 1)?.first().ok_or_else(beyond)
    }

    fn list<M: Struct>(self, offset: u32, count: u32) -> Result<&'a [M]> {
        let length = (count as usize).checked_mul(size_of::<M>()).ok_or_else(beyond)?;
        let bytes = self.bytes(offset, length)?;
        if !bytes.as_ptr().cast::<M>().is_aligned() {
            return Err(Error::from_reason("a struct in the block is not aligned"));
        }
        // SAFETY: as many bytes are there, aligned, and every pattern of bits is an `M`.
        Ok(unsafe { std::slice::from_raw_parts(bytes.as_ptr().cast::<M>(), count as usize) })
    }

    fn bytes(self, offset: u32, length: usize) -> Result<&'a [u8]> {
        self.0.get(offset as usize..).and_then(|rest| rest.get(..length)).ok_or_else(beyond)
    }
}

/// An answer, in words so that its structs are aligned.
pub struct Block {
    words: Vec<u64>,
}

impl Block {
    /// Takes room at the end. Returns its offset.
    fn reserve(&mut self, bytes: usize) -> Result<u32> {
        let offset = u32::try_from(self.words.len() * 8).map_err(|_| beyond())?;
        self.words.resize(self.words.len() + bytes.div_ceil(8), 0);
        Ok(offset)
    }

    fn put<M: Struct>(&mut self, offset: u32, value: M) -> Result<()> {
        let room =
            self.words.get_mut(offset as usize / 8..).and_then(|rest| rest.get_mut(..size_of::<M>() / 8));
        let start = room.ok_or_else(beyond)?.as_mut_ptr().cast::<M>();
        // SAFETY: there is room for an `M`, whose size is whole words, and words are aligned as it is.
        unsafe { start.write(value) };
        Ok(())
    }

    fn put_bytes(&mut self, bytes: &[u8]) -> Result<u32> {
        let offset = self.reserve(bytes.len())?;
        let room = self.words.get_mut(offset as usize / 8..).ok_or_else(beyond)?;
        let start = room.as_mut_ptr().cast::<u8>();
        // SAFETY: `reserve` made room for the bytes from here, and they lie elsewhere.
        unsafe { start.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len()) };
        Ok(offset)
    }
}

impl ToNapiValue for Block {
    unsafe fn to_napi_value(env: sys::napi_env, block: Self) -> Result<sys::napi_value> {
        let bytes = block.words.len() * 8;
        let block = Box::into_raw(Box::new(block));
        let mut value = null_mut();
        // SAFETY: the block was made above and is freed by its finalizer alone.
        let start = unsafe { (*block).words.as_mut_ptr() };
        // SAFETY: called on the thread of `env`; the memory lives until the finalizer runs, once.
        let status = unsafe {
            sys::napi_create_external_arraybuffer(
                env,
                start.cast(),
                bytes,
                Some(finalize),
                block.cast(),
                &mut value,
            )
        };
        if status == sys::Status::napi_ok {
            return Ok(value);
        }
        // SAFETY: without a buffer there is no finalizer to free it.
        drop(unsafe { Box::from_raw(block) });
        Err(Error::new(status.into(), "this runtime makes no external ArrayBuffer"))
    }
}

unsafe extern "C" fn finalize(_: sys::napi_env, _: *mut c_void, block: *mut c_void) {
    // SAFETY: the pointer that `to_napi_value` made, given back once.
    drop(unsafe { Box::from_raw(block.cast::<Block>()) });
}

/// A value of a field: read in full, and answered.
trait Field: Sized {
    fn weigh(&self, source: Source<'_>) -> Result<f64>;
    fn answer(&self, source: Source<'_>, block: &mut Block) -> Result<Self>;
}

/// A message.
///
/// # Safety
/// It is `repr(C, align(8))`, and every pattern of bits is one.
unsafe trait Struct: Field {}

impl<T: Scalar> Field for T {
    fn weigh(&self, _: Source<'_>) -> Result<f64> {
        Ok(Weigh::weigh(self))
    }

    fn answer(&self, _: Source<'_>, _: &mut Block) -> Result<Self> {
        Ok(self.answered())
    }
}

/// A bool as a byte that may hold anything.
#[repr(transparent)]
struct Flag(u8);

impl Field for Flag {
    fn weigh(&self, _: Source<'_>) -> Result<f64> {
        Ok(Weigh::weigh(&(self.0 != 0)))
    }

    fn answer(&self, _: Source<'_>, _: &mut Block) -> Result<Self> {
        Ok(Self(u8::from(self.0 == 0)))
    }
}

#[repr(C)]
struct Text {
    offset: u32,
    length: u32,
}

impl Field for Text {
    fn weigh(&self, source: Source<'_>) -> Result<f64> {
        Ok(source.bytes(self.offset, self.length as usize)?.weigh())
    }

    fn answer(&self, source: Source<'_>, block: &mut Block) -> Result<Self> {
        let bytes = source.bytes(self.offset, self.length as usize)?;
        Ok(Self { offset: block.put_bytes(bytes)?, length: self.length })
    }
}

#[repr(C)]
struct Child<M> {
    offset: u32,
    message: PhantomData<M>,
}

impl<M: Struct> Field for Child<M> {
    fn weigh(&self, source: Source<'_>) -> Result<f64> {
        if self.offset == 0 { Ok(0.0) } else { source.at::<M>(self.offset)?.weigh(source) }
    }

    fn answer(&self, source: Source<'_>, block: &mut Block) -> Result<Self> {
        if self.offset == 0 {
            return Ok(Self { offset: 0, message: PhantomData });
        }
        let offset = block.reserve(size_of::<M>())?;
        let child = source.at::<M>(self.offset)?.answer(source, block)?;
        block.put(offset, child)?;
        Ok(Self { offset, message: PhantomData })
    }
}

#[repr(C)]
struct List<M> {
    offset: u32,
    count: u32,
    element: PhantomData<M>,
}

impl<M: Struct> Field for List<M> {
    fn weigh(&self, source: Source<'_>) -> Result<f64> {
        let elements = source.list::<M>(self.offset, self.count)?;
        elements
            .iter()
            .enumerate()
            .try_fold(0.0, |sum, (index, element)| Ok(sum + element.weigh(source)? * place(index)))
    }

    fn answer(&self, source: Source<'_>, block: &mut Block) -> Result<Self> {
        let elements = source.list::<M>(self.offset, self.count)?;
        let offset = block.reserve(size_of_val(elements))?;
        for (element, at) in elements.iter().zip((offset..).step_by(size_of::<M>())) {
            let answer = element.answer(source, block)?;
            block.put(at, answer)?;
        }
        Ok(Self { offset, count: self.count, element: PhantomData })
    }
}

/// How a kind of field is kept in a struct.
trait Placed {
    type Place: Field;
}

macro_rules! placed {
    ($($kind:ty => $place:ty),*) => {
        $(impl Placed for $kind {
            type Place = $place;
        })*
    };
}

placed!(i32 => i32, i64 => i64, f64 => f64, bool => Flag, Text => Text);

impl<M: Struct> Placed for Child<M> {
    type Place = Self;
}

impl<M: Struct> Placed for List<M> {
    type Place = Self;
}

macro_rules! block_struct {
    ($name:ident, $arguments:ident { $($field:ident: $kind:ty = $number:literal $property:literal,)* }) => {
        #[repr(C, align(8))]
        struct $name {
            $($field: <$kind as Placed>::Place,)*
        }

        // SAFETY: it is laid out so, and its fields are numbers, flags and offsets.
        unsafe impl Struct for $name {}

        impl Field for $name {
            fn weigh(&self, source: Source<'_>) -> Result<f64> {
                let mut sum = 0.0;
                $(sum += Field::weigh(&self.$field, source)? * f64::from($number);)*
                Ok(sum)
            }

            fn answer(&self, source: Source<'_>, block: &mut Block) -> Result<Self> {
                Ok(Self { $($field: Field::answer(&self.$field, source, block)?,)* })
            }
        }
    };
}

race!(block_struct);
