//! What is read of a value, and what is answered to it.

/// A value that can be weighed: read in full and turned into a number.
pub(crate) trait Weigh {
    fn weigh(&self) -> f64;
}

/// A value without content elsewhere, and the answer to it.
pub(crate) trait Scalar: Weigh + Copy {
    fn answered(self) -> Self;
}

impl Weigh for i32 {
    fn weigh(&self) -> f64 {
        f64::from(*self)
    }
}

impl Scalar for i32 {
    fn answered(self) -> Self {
        self ^ 1
    }
}

impl Weigh for i64 {
    fn weigh(&self) -> f64 {
        *self as f64
    }
}

impl Scalar for i64 {
    fn answered(self) -> Self {
        self ^ 1
    }
}

impl Weigh for f64 {
    fn weigh(&self) -> f64 {
        *self
    }
}

impl Scalar for f64 {
    fn answered(self) -> Self {
        -self
    }
}

impl Weigh for bool {
    fn weigh(&self) -> f64 {
        f64::from(u8::from(*self))
    }
}

impl Scalar for bool {
    fn answered(self) -> Self {
        !self
    }
}

impl Weigh for [u8] {
    fn weigh(&self) -> f64 {
        let bytes: u64 = self.iter().map(|byte| u64::from(*byte)).sum();
        (self.len() as u64 + bytes) as f64
    }
}

/// The weight of the element at `index` of a list counts this many times.
pub(crate) fn place(index: usize) -> f64 {
    1.0 + (index & 7) as f64
}
