//! The storage that the members of a oneof share.

use std::ptr::from_ref;
use std::sync::atomic::{AtomicU8, AtomicU32, AtomicU64};

use super::{Blob, Case, Child, Scalar, Shared, Text};

/// A cell that may be a member of a oneof.
///
/// # Safety
/// The type consists only of atomics, so that every bit pattern is valid.
pub unsafe trait Cell {}

// SAFETY: a transparent wrapper of an atomic.
unsafe impl<T: Scalar> Cell for Shared<T> {}
// SAFETY: two atomic words.
unsafe impl Cell for Text {}
// SAFETY: two atomic words.
unsafe impl Cell for Blob {}
// SAFETY: one atomic word.
unsafe impl<M> Cell for Child<M> {}

/// A member of a oneof of message `M`, whose cell is a `C`. Generated structs have a constant for each.
///
/// ```text
/// if let Some(shop) = Order::PICKUP_SHOP.get(order) {
///     println!("{}", shop.read(&arena)?);
/// }
/// ```
pub struct OneofMember<M, C> {
    number: u32,
    case: fn(&M) -> &Case,
    cell: fn(&M) -> &C,
}

impl<M, C> OneofMember<M, C> {
    /// The member with a field number, by the oneof's case and the member's cell in its storage.
    #[must_use]
    pub const fn new(number: u32, case: fn(&M) -> &Case, cell: fn(&M) -> &C) -> Self {
        Self { number, case, cell }
    }

    /// The field number, which the case holds while the member is set.
    #[must_use]
    pub const fn number(&self) -> u32 {
        self.number
    }

    /// The cell, if the member is set.
    #[must_use]
    pub fn get<'m>(&self, message: &'m M) -> Option<&'m C> {
        ((self.case)(message).get() == self.number).then(|| (self.cell)(message))
    }
}

/// Storage of a oneof of bools.
#[repr(transparent)]
pub struct OneofStorage1(AtomicU8);

/// Storage of a oneof without 8-byte scalars: `N` words.
#[repr(transparent)]
pub struct OneofStorage4<const N: usize>([AtomicU32; N]);

/// Storage of a oneof with an 8-byte scalar: `N` words of 8 bytes.
#[repr(transparent)]
pub struct OneofStorage8<const N: usize>([AtomicU64; N]);

macro_rules! member {
    ($storage:ty $(, $length:ident)?) => {
        impl$(<const $length: usize>)? $storage {
            /// The storage as the member of this type. The oneof's [`Case`](super::Case) says which member is set;
            /// as another one its bytes are a wrong value. A type that does not fit is refused at compile time.
            pub fn member<C: Cell>(&self) -> &C {
                const {
                    assert!(size_of::<C>() <= size_of::<Self>(), "the member is larger than the storage");
                    assert!(align_of::<C>() <= align_of::<Self>(), "the member is stricter than the storage");
                }
                // SAFETY: C is no larger and no stricter than the storage, and both consist only of atomics.
                unsafe { &*from_ref(self).cast() }
            }
        }
    };
}

member!(OneofStorage1);
member!(OneofStorage4<N>, N);
member!(OneofStorage8<N>, N);
