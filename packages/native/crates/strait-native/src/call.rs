//! What JavaScript passed.

use std::ffi::c_void;
use std::ptr::null_mut;

use napi::sys;
use strait_arena::Handle;

use crate::failure::{Failure, OperationError};
use crate::lent::copy_bytes;
use crate::node_api::{Scope, Value};

/// Most arguments of any function.
const ARGUMENTS: usize = 4;

/// A call from JavaScript with up to four arguments, counted from 0. Reading one that has another type or is missing
/// fails with code `INVALID_VALUE`.
pub struct Call<'s> {
    pub(crate) scope: Scope<'s>,
    pub(crate) this: Value<'s>,
    info: sys::napi_callback_info,
    arguments: [Value<'s>; ARGUMENTS],
}

impl<'s> Call<'s> {
    /// A call whose arguments are not read yet.
    ///
    /// # Safety
    /// `env` and `info` are those that a callback received, and it returns after `'s`.
    #[inline(always)]
    pub(crate) unsafe fn new(env: sys::napi_env, info: sys::napi_callback_info) -> Self {
        // SAFETY: by the contract of this function.
        let scope = unsafe { Scope::new(env) };
        // SAFETY: nothing reads this value before `read` replaces it.
        let nothing = unsafe { scope.value(null_mut()) };
        Self { scope, this: nothing, info, arguments: [nothing; ARGUMENTS] }
    }

    /// Reads receiver, arguments and the data of the function. In place: a copy of the arguments would wait for the
    /// runtime's stores, which took as long as all the rest of an empty call.
    #[inline(always)]
    pub(crate) fn read(&mut self) -> Option<*mut c_void> {
        let mut count = ARGUMENTS;
        let mut data = null_mut();
        let (arguments, this) = (self.arguments.as_mut_ptr().cast(), (&raw mut self.this).cast());
        // SAFETY: environment and info belong to the call; there is room for as many values as said, and a `Value` is
        // laid out like a pointer. Missing arguments become `undefined`.
        let status = unsafe {
            sys::napi_get_cb_info(self.scope.env, self.info, &mut count, arguments, this, &mut data)
        };
        (status == sys::Status::napi_ok).then_some(data)
    }

    /// Whether this is `new …()`.
    pub(crate) fn is_construction(&self) -> bool {
        self.scope.is_construction(self.info)
    }

    pub(crate) fn argument(&self, position: usize) -> Result<Value<'s>, Failure> {
        self.arguments
            .get(position)
            .copied()
            .ok_or(Failure::Argument("there are not that many arguments; a call has at most four"))
    }

    /// A whole number up to `most`.
    #[inline]
    pub(crate) fn whole(&self, position: usize, most: u64, refusal: &'static str) -> Result<u64, Failure> {
        let number = self.scope.number(self.argument(position)?).ok_or(Failure::Argument(refusal))?;
        whole(number, most, refusal)
    }

    #[inline]
    pub(crate) fn word(&self, position: usize, refusal: &'static str) -> Result<u32, Failure> {
        self.whole(position, u32::MAX.into(), refusal).map(|number| number as u32)
    }

    #[inline]
    pub(crate) fn type_id(&self, position: usize) -> Result<u16, Failure> {
        let number = self.whole(
            position,
            u16::MAX.into(),
            "typeId must be a whole number from 0 to 65535; pass the id of a generated type",
        )?;
        Ok(number as u16)
    }
}

/// Arguments by type.
impl Call<'_> {
    /// The handle of a message; whatever is no number is no handle either. Errors: `NOT_A_HANDLE`.
    #[inline]
    pub fn handle(&self, position: usize) -> Result<Handle, OperationError> {
        let number = self.scope.number(self.argument(position)?).unwrap_or(f64::NAN);
        Ok(Handle::from_number(number)?)
    }

    /// Any number.
    pub fn f64(&self, position: usize) -> Result<f64, OperationError> {
        let number = self.scope.number(self.argument(position)?);
        number.ok_or_else(|| refused(position, "a number"))
    }

    /// A whole number from 0 to 2³² − 1.
    pub fn u32(&self, position: usize) -> Result<u32, OperationError> {
        self.word(position, "").map_err(|_| refused(position, "a whole number from 0 to 2³² − 1"))
    }

    /// A boolean.
    pub fn bool(&self, position: usize) -> Result<bool, OperationError> {
        self.scope.boolean(self.argument(position)?).ok_or_else(|| refused(position, "a boolean"))
    }

    /// A copy of a string.
    pub fn string(&self, position: usize) -> Result<String, OperationError> {
        self.scope.text(self.argument(position)?)?.ok_or_else(|| refused(position, "a string"))
    }

    /// A copy of a `Uint8Array`.
    pub fn bytes(&self, position: usize) -> Result<Vec<u8>, OperationError> {
        copy_bytes(self.scope, self.argument(position)?).map_err(|_| refused(position, "a Uint8Array"))
    }

    /// Whether an argument is `undefined` or was not passed.
    pub fn is_missing(&self, position: usize) -> Result<bool, OperationError> {
        Ok(self.scope.kind(self.argument(position)?)? == sys::ValueType::napi_undefined)
    }
}

#[cold]
fn refused(position: usize, needed: &str) -> OperationError {
    OperationError::new("INVALID_VALUE", format!("argument {position}, counted from 0, must be {needed}"))
}

/// A number as a whole number up to `most`, which is at most 2⁵³.
#[inline]
pub(crate) fn whole(number: f64, most: u64, refusal: &'static str) -> Result<u64, Failure> {
    // Through a signed number, to which and from which processors convert in one instruction.
    let whole = number as i64;
    if whole as f64 == number && whole >= 0 && whole as u64 <= most {
        Ok(whole as u64)
    } else {
        Err(Failure::Argument(refusal))
    }
}
