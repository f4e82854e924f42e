//! C structs through a C ABI, as a foreign function interface sees them: text ends at a zero byte, and a batch is a
//! pointer to its first message with a count.

use std::ffi::{CStr, CString, c_char, c_void};
use std::ptr::null_mut;

use crate::checksum;
use crate::generated::fields::{race, race_names};
use crate::scalar::{Scalar, Weigh, place};

type Text = *mut c_char;
type Child<T> = *mut T;

type Exchange = unsafe fn(*const c_void, usize) -> *mut c_void;
type Release = unsafe fn(*mut c_void, usize);

macro_rules! by_number {
    ($($number:literal $name:ident $function:ident),*) => {
        fn functions_of(message: u32) -> Option<(Exchange, Release)> {
            match message {
                $($number => Some((exchange::<$name>, release::<$name>)),)*
                _ => None,
            }
        }
    };
}

race_names!(by_number);

/// Reads `count` messages of the numbered type and answers them: a pointer to as many, or null when no message has this
/// number. A batch counts as its messages.
///
/// # Safety
/// `questions` points at `count` structs of that type, whose pointers lead to what their types say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn strait_race_exchange(
    message: u32,
    questions: *const c_void,
    count: u32,
) -> *mut c_void {
    match functions_of(message) {
        // SAFETY: the caller's promise.
        Some((exchange, _)) => unsafe { exchange(questions, count as usize) },
        None => null_mut(),
    }
}

/// Frees the answers that `strait_race_exchange` gave for the same number and count.
///
/// # Safety
/// `answers` is what that call returned, and is not used again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn strait_race_release(message: u32, answers: *mut c_void, count: u32) {
    if let Some((_, release)) = functions_of(message) {
        // SAFETY: the caller's promise.
        unsafe { release(answers, count as usize) }
    }
}

/// # Safety
/// As `strait_race_exchange`, for messages of type `M`.
unsafe fn exchange<M: Field>(questions: *const c_void, count: usize) -> *mut c_void {
    // SAFETY: the caller promises `count` messages from here, which nobody writes during the call.
    let questions = unsafe { std::slice::from_raw_parts(questions.cast::<M>(), count) };
    let weights = questions.iter().enumerate().map(|(index, question)| question.weigh() * place(index));
    checksum::add(weights.fold(0.0, |sum, weight| sum + weight));
    let answers: Box<[M]> = questions.iter().map(Field::answer).collect();
    Box::into_raw(answers).cast()
}

/// # Safety
/// As `strait_race_release`, for messages of type `M`.
unsafe fn release<M: Field>(answers: *mut c_void, count: usize) {
    let answers = std::ptr::slice_from_raw_parts_mut(answers.cast::<M>(), count);
    // SAFETY: `exchange` made this box for as many messages.
    let answers = unsafe { Box::from_raw(answers) };
    answers.into_iter().for_each(Field::release);
}

/// A value of a field, or a message: answered, and freed when it was an answer.
trait Field: Weigh + Sized {
    fn answer(&self) -> Self;
    fn release(self);
}

impl<T: Scalar> Field for T {
    fn answer(&self) -> Self {
        self.answered()
    }

    fn release(self) {}
}

impl Weigh for Text {
    fn weigh(&self) -> f64 {
        // SAFETY: text in a struct is a terminated string.
        let text = unsafe { CStr::from_ptr(*self) };
        text.to_bytes().weigh()
    }
}

impl Field for Text {
    fn answer(&self) -> Self {
        // SAFETY: text in a struct is a terminated string.
        let text = unsafe { CStr::from_ptr(*self) };
        text.to_owned().into_raw()
    }

    fn release(self) {
        // SAFETY: the text of an answer was made by `answer`.
        drop(unsafe { CString::from_raw(self) });
    }
}

impl Weigh for Child<ChainLink> {
    fn weigh(&self) -> f64 {
        // SAFETY: a sub-message is null or points at one.
        unsafe { self.as_ref() }.map_or(0.0, Weigh::weigh)
    }
}

impl Field for Child<ChainLink> {
    fn answer(&self) -> Self {
        // SAFETY: a sub-message is null or points at one.
        let child = unsafe { self.as_ref() };
        child.map_or(null_mut(), |child| Box::into_raw(Box::new(child.answer())))
    }

    fn release(self) {
        if !self.is_null() {
            // SAFETY: the sub-message of an answer was made by `answer`.
            let child = unsafe { Box::from_raw(self) };
            child.release();
        }
    }
}

macro_rules! c_struct {
    // A batch is so many of its messages.
    ($name:ident, $arguments:ident { messages: List<$element:ident> = $number:literal $property:literal, }) => {
        type $name = $element;
    };
    ($name:ident, $arguments:ident { $($field:ident: $kind:ty = $number:literal $property:literal,)* }) => {
        #[repr(C)]
        struct $name {
            $($field: $kind,)*
        }

        impl Weigh for $name {
            fn weigh(&self) -> f64 {
                let mut sum = 0.0;
                $(sum += self.$field.weigh() * f64::from($number);)*
                sum
            }
        }

        impl Field for $name {
            fn answer(&self) -> Self {
                Self { $($field: self.$field.answer(),)* }
            }

            fn release(self) {
                $(self.$field.release();)*
            }
        }
    };
}

race!(c_struct);
