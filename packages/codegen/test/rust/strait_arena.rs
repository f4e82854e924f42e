//! A stand-in for the crate `strait_arena`: every name that generated code uses, with the sizes of docs/layout.md.
#![allow(dead_code)]

use std::marker::PhantomData;

pub struct Schema {
    pub package: &'static str,
    pub hash: u64,
    pub messages: &'static [MessageLayout],
    pub enums: &'static [EnumLayout],
}

pub struct MessageLayout {
    pub name: &'static str,
    pub size: u32,
    pub fields: &'static [FieldLayout],
}

pub struct EnumLayout {
    pub name: &'static str,
    pub values: &'static [i32],
}

pub struct FieldLayout {
    pub name: &'static str,
    pub number: u32,
    pub kind: Kind,
    pub rule: Rule,
    pub offset: u32,
}

#[rustfmt::skip]
pub enum Kind {
    Double, Float, Int32, Int64, Uint32, Uint64, Sint32, Sint64, Fixed32, Fixed64, Sfixed32, Sfixed64,
    Bool, String, Bytes, Enum(u16), Message(u16),
}

pub enum Rule {
    Singular,
    Optional { presence_offset: u32, bit: u32 },
    Oneof { case_offset: u32, size: u32 },
    Repeated { packed: bool },
    Map { key: Kind, stride: u32, value_offset: u32 },
}

/// # Safety
/// The stand-in promises nothing.
pub unsafe trait Message {
    const TYPE_ID: u16;
    fn schema() -> &'static Schema;
}

/// Types that stand in fields, elements and entries; a type that is none makes generated code fail to compile.
pub trait Element {}
impl Element for f64 {}
impl Element for f32 {}
impl Element for i32 {}
impl Element for i64 {}
impl Element for u32 {}
impl Element for u64 {}
impl Element for bool {}
impl Element for Text {}
impl Element for Blob {}
impl<M: Message> Element for Child<M> {}

#[repr(transparent)]
pub struct Shared<T: Element>(T);

#[repr(C)]
pub struct Text([u32; 2]);

#[repr(C)]
pub struct Blob([u32; 2]);

#[repr(C)]
pub struct Unknown([u32; 2]);

#[repr(C)]
pub struct List<T: Element>([u32; 2], PhantomData<T>);

#[repr(C)]
pub struct Table<K: Element, V: Element>([u32; 2], PhantomData<(K, V)>);

#[repr(C)]
pub struct Child<M: Message>(u32, PhantomData<M>);

#[repr(transparent)]
pub struct Presence(u32);

#[repr(transparent)]
pub struct Case(u32);

pub struct OneofMember<M, C>(u32, fn(&M) -> &Case, fn(&M) -> &C);

impl<M, C> OneofMember<M, C> {
    pub const fn new(number: u32, case: fn(&M) -> &Case, cell: fn(&M) -> &C) -> Self {
        Self(number, case, cell)
    }
}

pub struct OptionalField<M, C>(fn(&M) -> &Presence, u32, fn(&M) -> &C);

impl<M, C> OptionalField<M, C> {
    pub const fn new(presence: fn(&M) -> &Presence, bit: u32, cell: fn(&M) -> &C) -> Self {
        Self(presence, bit, cell)
    }
}

macro_rules! member {
    ($storage:ty $(, $length:ident)?) => {
        impl$(<const $length: usize>)? $storage {
            pub fn member<C>(&self) -> &C {
                loop {}
            }
        }
    };
}

member!(OneofStorage1);
member!(OneofStorage4<N>, N);
member!(OneofStorage8<N>, N);

#[repr(C)]
pub struct OneofStorage1(u8);

#[repr(C)]
pub struct OneofStorage4<const WORDS: usize>([u32; WORDS]);

#[repr(C)]
pub struct OneofStorage8<const WORDS: usize>([u64; WORDS]);
