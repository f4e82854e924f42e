//! Scalars.

use std::sync::atomic::{AtomicU8, AtomicU32, AtomicU64, Ordering::Relaxed};

use crate::memory::Cell;

/// A scalar, enum number or bool in shared memory.
#[repr(transparent)]
pub struct Shared<T: Scalar>(T::Atomic);

impl<T: Scalar> Shared<T> {
    /// A value outside shared memory, such as one of a list of handles.
    pub fn new(value: T) -> Self {
        Self(value.cell())
    }

    /// Reads the value.
    #[inline]
    pub fn get(&self) -> T {
        T::load(&self.0)
    }

    /// Writes the value.
    #[inline]
    pub fn set(&self, value: T) {
        value.store(&self.0);
    }
}

/// The Rust types of scalars.
pub trait Scalar: sealed::Sealed + Copy + 'static {
    /// An atomic of the same size.
    type Atomic: 'static;
    #[doc(hidden)]
    fn cell(self) -> Self::Atomic;
    #[doc(hidden)]
    fn load(cell: &Self::Atomic) -> Self;
    #[doc(hidden)]
    fn store(self, cell: &Self::Atomic);
    #[doc(hidden)]
    fn from_bits(bits: u64) -> Self;
    #[doc(hidden)]
    fn bits(self) -> u64;
}

// SAFETY: it is an atomic.
unsafe impl Cell for Shared<f64> {}

mod sealed {
    pub trait Sealed {}
}

macro_rules! scalar {
    ($type:ty, $atomic:ty, $bits:ty, $from:expr, $into:expr) => {
        impl sealed::Sealed for $type {}
        impl Scalar for $type {
            type Atomic = $atomic;
            fn cell(self) -> $atomic {
                <$atomic>::new($into(self))
            }
            #[inline]
            fn load(cell: &$atomic) -> Self {
                $from(cell.load(Relaxed))
            }
            #[inline]
            fn store(self, cell: &$atomic) {
                cell.store($into(self), Relaxed);
            }
            #[inline]
            fn from_bits(bits: u64) -> Self {
                $from(bits as $bits)
            }
            #[inline]
            fn bits(self) -> u64 {
                $into(self).into()
            }
        }
    };
}

scalar!(f64, AtomicU64, u64, f64::from_bits, f64::to_bits);
scalar!(f32, AtomicU32, u32, f32::from_bits, f32::to_bits);
scalar!(i64, AtomicU64, u64, u64::cast_signed, i64::cast_unsigned);
scalar!(u64, AtomicU64, u64, u64::from, u64::from);
scalar!(i32, AtomicU32, u32, u32::cast_signed, i32::cast_unsigned);
scalar!(u32, AtomicU32, u32, u32::from, u32::from);
scalar!(bool, AtomicU8, u8, |byte: u8| byte != 0, u8::from);
