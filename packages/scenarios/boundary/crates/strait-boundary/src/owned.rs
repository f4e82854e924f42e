//! Reading and answering owned structs: for the crossings that decode a message before they use it.

use crate::generated::fields::race;
use crate::messages::*;
use crate::scalar::{Scalar, Weigh, place};

/// The answer to a message.
pub(crate) trait Answer {
    fn answer(&self) -> Self;
}

impl<T: Scalar> Answer for T {
    fn answer(&self) -> Self {
        self.answered()
    }
}

impl Weigh for String {
    fn weigh(&self) -> f64 {
        self.as_bytes().weigh()
    }
}

impl Answer for String {
    fn answer(&self) -> Self {
        self.clone()
    }
}

impl<T: Weigh> Weigh for Option<Box<T>> {
    fn weigh(&self) -> f64 {
        self.as_ref().map_or(0.0, |child| child.weigh())
    }
}

impl<T: Answer> Answer for Option<Box<T>> {
    fn answer(&self) -> Self {
        self.as_ref().map(|child| Box::new((**child).answer()))
    }
}

impl<T: Weigh> Weigh for Vec<T> {
    fn weigh(&self) -> f64 {
        self.iter().enumerate().fold(0.0, |sum, (index, element)| sum + element.weigh() * place(index))
    }
}

impl<T: Answer> Answer for Vec<T> {
    fn answer(&self) -> Self {
        self.iter().map(Answer::answer).collect()
    }
}

macro_rules! owned {
    ($name:ident, $arguments:ident { $($field:ident: $kind:ty = $number:literal $property:literal,)* }) => {
        impl Weigh for $name {
            fn weigh(&self) -> f64 {
                let mut sum = 0.0;
                $(sum += self.$field.weigh() * f64::from($number);)*
                sum
            }
        }

        impl Answer for $name {
            fn answer(&self) -> Self {
                Self { $($field: self.$field.answer(),)* }
            }
        }
    };
}

race!(owned);
