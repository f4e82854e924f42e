//! A schema with every kind of field, written without the generator.

use std::mem::offset_of;

use strait_arena::{
    Blob, Case, Child, EnumLayout, FieldLayout, Kind, List, Message, MessageLayout, OneofMember,
    OneofStorage1, OneofStorage4, OneofStorage8, OptionalField, Presence, Rule, Schema, Shared, Table, Text,
    Unknown,
};

pub static SCHEMA: Schema = Schema {
    package: "test",
    hash: 0x0123_4567_89AB_CDEF,
    messages: &[EMPTY, EVERYTHING, LEAF, PADDED_96, PADDED_1000, PADDED_20000, TREE],
    enums: &[EnumLayout { name: "test.Side", values: &[0, 1, 7, -3] }],
};

pub const EMPTY_ID: u16 = 0;
pub const PADDED_IDS: [u16; 3] = [3, 4, 5];

#[repr(C, align(8))]
pub struct Leaf {
    pub unknown: Unknown,
    pub id: Shared<i64>,
    pub name: Text,
}

#[repr(C, align(8))]
pub struct Tree {
    pub unknown: Unknown,
    pub value: Shared<i32>,
    pub children: List<Child<Tree>>,
    pub left: Child<Tree>,
}

#[repr(C, align(8))]
pub struct Everything {
    pub unknown: Unknown,
    pub double: Shared<f64>,
    pub int64: Shared<i64>,
    pub uint64: Shared<u64>,
    pub sint64: Shared<i64>,
    pub fixed64: Shared<u64>,
    pub sfixed64: Shared<i64>,
    pub optional_double: Shared<f64>,
    pub wide_choice: OneofStorage8<1>,
    pub presence: Presence,
    pub wide_case: Case,
    pub narrow_case: Case,
    pub bool_case: Case,
    pub float: Shared<f32>,
    pub int32: Shared<i32>,
    pub uint32: Shared<u32>,
    pub sint32: Shared<i32>,
    pub fixed32: Shared<u32>,
    pub sfixed32: Shared<i32>,
    pub side: Shared<i32>,
    pub text: Text,
    pub blob: Blob,
    pub leaf: Child<Leaf>,
    pub optional_text: Text,
    pub optional_blob: Blob,
    pub optional_side: Shared<i32>,
    pub narrow_choice: OneofStorage4<2>,
    pub doubles: List<f64>,
    pub floats: List<f32>,
    pub int32s: List<i32>,
    pub uint64s: List<u64>,
    pub bools: List<bool>,
    pub sides: List<i32>,
    pub texts: List<Text>,
    pub blobs: List<Blob>,
    pub leaves: List<Child<Leaf>>,
    pub by_text: Table<Text, Child<Leaf>>,
    pub by_int32: Table<i32, Text>,
    pub by_bool: Table<bool, f64>,
    pub by_int64: Table<i64, Blob>,
    pub by_uint32: Table<u32, bool>,
    pub flag: Shared<bool>,
    pub optional_flag: Shared<bool>,
    pub bool_choice: OneofStorage1,
}

macro_rules! members {
    ($($name:ident: $cell:ty = $number:literal $case:ident $storage:ident;)*) => {
        impl Everything {
            $(pub const $name: OneofMember<Self, $cell> =
                OneofMember::new($number, |it| &it.$case, |it| it.$storage.member());)*
        }
    };
}

impl Everything {
    pub const OPTIONAL_TEXT: OptionalField<Self, Text> =
        OptionalField::new(|it| &it.presence, 1, |it| &it.optional_text);
    pub const OPTIONAL_FLAG: OptionalField<Self, Shared<bool>> =
        OptionalField::new(|it| &it.presence, 4, |it| &it.optional_flag);
}

members! {
    WIDE_DOUBLE: Shared<f64> = 21 wide_case wide_choice;
    WIDE_TEXT: Text = 22 wide_case wide_choice;
    WIDE_LEAF: Child<Leaf> = 23 wide_case wide_choice;
    NARROW_TEXT: Text = 24 narrow_case narrow_choice;
    SECOND_FLAG: Shared<bool> = 29 bool_case bool_choice;
}

// SAFETY: the tables below take every offset from the struct, which consists only of cells.
unsafe impl Message for Everything {
    const TYPE_ID: u16 = 1;
    fn schema() -> &'static Schema {
        &SCHEMA
    }
}

// SAFETY: as above.
unsafe impl Message for Leaf {
    const TYPE_ID: u16 = 2;
    fn schema() -> &'static Schema {
        &SCHEMA
    }
}

// SAFETY: as above.
unsafe impl Message for Tree {
    const TYPE_ID: u16 = 6;
    fn schema() -> &'static Schema {
        &SCHEMA
    }
}

const EMPTY: MessageLayout = MessageLayout { name: "test.Empty", size: 8, fields: &[] };
const PADDED_96: MessageLayout = MessageLayout { name: "test.Padded96", size: 96, fields: &[] };
const PADDED_1000: MessageLayout = MessageLayout { name: "test.Padded1000", size: 1000, fields: &[] };
const PADDED_20000: MessageLayout = MessageLayout { name: "test.Padded20000", size: 20_000, fields: &[] };

const LEAF: MessageLayout = MessageLayout {
    name: "test.Leaf",
    size: size_of::<Leaf>() as u32,
    fields: &[
        field("id", 1, Kind::Int64, Rule::Singular, offset_of!(Leaf, id)),
        field("name", 2, Kind::String, Rule::Singular, offset_of!(Leaf, name)),
    ],
};

const TREE: MessageLayout = MessageLayout {
    name: "test.Tree",
    size: size_of::<Tree>() as u32,
    fields: &[
        field("value", 1, Kind::Sint32, Rule::Singular, offset_of!(Tree, value)),
        field("children", 2, Kind::Message(6), Rule::Repeated { packed: false }, offset_of!(Tree, children)),
        field("left", 3, Kind::Message(6), Rule::Singular, offset_of!(Tree, left)),
    ],
};

const fn field(name: &'static str, number: u32, kind: Kind, rule: Rule, offset: usize) -> FieldLayout {
    FieldLayout { name, number, kind, rule, offset: offset as u32 }
}

const fn optional(bit: u32) -> Rule {
    Rule::Optional { presence_offset: offset_of!(Everything, presence) as u32, bit }
}

const WIDE: Rule = Rule::Oneof { case_offset: offset_of!(Everything, wide_case) as u32, size: 8 };
const NARROW: Rule = Rule::Oneof { case_offset: offset_of!(Everything, narrow_case) as u32, size: 8 };
const BOOLS: Rule = Rule::Oneof { case_offset: offset_of!(Everything, bool_case) as u32, size: 1 };
const PACKED: Rule = Rule::Repeated { packed: true };
const EXPANDED: Rule = Rule::Repeated { packed: false };

const fn map(key: Kind, stride: u32, value_offset: u32) -> Rule {
    Rule::Map { key, stride, value_offset }
}

macro_rules! fields {
    ($($number:literal $name:ident $kind:expr, $rule:expr, $member:ident;)*) => {
        &[$(field(stringify!($name), $number, $kind, $rule, offset_of!(Everything, $member))),*]
    };
}

const EVERYTHING: MessageLayout = MessageLayout {
    name: "test.Everything",
    size: size_of::<Everything>() as u32,
    fields: fields![
        1 double Kind::Double, Rule::Singular, double;
        2 int64 Kind::Int64, Rule::Singular, int64;
        3 uint64 Kind::Uint64, Rule::Singular, uint64;
        4 sint64 Kind::Sint64, Rule::Singular, sint64;
        5 fixed64 Kind::Fixed64, Rule::Singular, fixed64;
        6 sfixed64 Kind::Sfixed64, Rule::Singular, sfixed64;
        7 optional_double Kind::Double, optional(0), optional_double;
        8 float Kind::Float, Rule::Singular, float;
        9 int32 Kind::Int32, Rule::Singular, int32;
        10 uint32 Kind::Uint32, Rule::Singular, uint32;
        11 sint32 Kind::Sint32, Rule::Singular, sint32;
        12 fixed32 Kind::Fixed32, Rule::Singular, fixed32;
        13 sfixed32 Kind::Sfixed32, Rule::Singular, sfixed32;
        14 side Kind::Enum(0), Rule::Singular, side;
        15 text Kind::String, Rule::Singular, text;
        16 blob Kind::Bytes, Rule::Singular, blob;
        17 leaf Kind::Message(2), Rule::Singular, leaf;
        18 optional_text Kind::String, optional(1), optional_text;
        19 optional_blob Kind::Bytes, optional(2), optional_blob;
        20 optional_side Kind::Enum(0), optional(3), optional_side;
        21 wide_double Kind::Double, WIDE, wide_choice;
        22 wide_text Kind::String, WIDE, wide_choice;
        23 wide_leaf Kind::Message(2), WIDE, wide_choice;
        24 narrow_text Kind::String, NARROW, narrow_choice;
        25 narrow_int32 Kind::Int32, NARROW, narrow_choice;
        26 narrow_leaf Kind::Message(2), NARROW, narrow_choice;
        27 narrow_flag Kind::Bool, NARROW, narrow_choice;
        28 first_flag Kind::Bool, BOOLS, bool_choice;
        29 second_flag Kind::Bool, BOOLS, bool_choice;
        30 doubles Kind::Double, PACKED, doubles;
        31 floats Kind::Float, PACKED, floats;
        32 int32s Kind::Int32, EXPANDED, int32s;
        33 uint64s Kind::Uint64, PACKED, uint64s;
        34 bools Kind::Bool, PACKED, bools;
        35 sides Kind::Enum(0), PACKED, sides;
        36 texts Kind::String, EXPANDED, texts;
        37 blobs Kind::Bytes, EXPANDED, blobs;
        38 leaves Kind::Message(2), EXPANDED, leaves;
        39 by_text Kind::Message(2), map(Kind::String, 12, 8), by_text;
        40 by_int32 Kind::String, map(Kind::Int32, 12, 4), by_int32;
        41 by_bool Kind::Double, map(Kind::Bool, 16, 8), by_bool;
        42 by_int64 Kind::Bytes, map(Kind::Int64, 16, 8), by_int64;
        43 by_uint32 Kind::Bool, map(Kind::Uint32, 8, 4), by_uint32;
        60 flag Kind::Bool, Rule::Singular, flag;
        61 optional_flag Kind::Bool, optional(4), optional_flag;
    ],
};
