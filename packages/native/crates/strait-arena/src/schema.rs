//! The layout table of a schema: what generated code says of its messages. Everything can be built in a constant.

/// All messages and enums of a schema.
#[derive(Debug)]
pub struct Schema {
    /// Protobuf package.
    pub package: &'static str,
    /// FNV-1a of the layout's description; equal hashes mean that every byte means the same.
    pub hash: u64,
    /// By type id.
    pub messages: &'static [MessageLayout],
    /// By the index that [`Kind::Enum`] holds.
    pub enums: &'static [EnumLayout],
}

/// Where the fields of a message are.
#[derive(Debug)]
pub struct MessageLayout {
    /// Full name.
    pub name: &'static str,
    /// Bytes of the struct, a multiple of 8.
    pub size: u32,
    /// By field number.
    pub fields: &'static [FieldLayout],
}

/// The numbers that an enum declares.
#[derive(Debug)]
pub struct EnumLayout {
    /// Full name.
    pub name: &'static str,
    /// Declared numbers.
    pub values: &'static [i32],
}

/// Where a field is, and how its bytes are read.
#[derive(Debug)]
pub struct FieldLayout {
    /// Name in the schema.
    pub name: &'static str,
    /// Field number.
    pub number: u32,
    /// Kind of the value; of a map's values, if it is a map.
    pub kind: Kind,
    /// Presence and multiplicity.
    pub rule: Rule,
    /// Bytes from the start of the struct.
    pub offset: u32,
}

/// Kinds of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the scalar types of protobuf, by their own names")]
pub enum Kind {
    Double,
    Float,
    Int32,
    Int64,
    Uint32,
    Uint64,
    Sint32,
    Sint64,
    Fixed32,
    Fixed64,
    Sfixed32,
    Sfixed64,
    Bool,
    String,
    Bytes,
    /// Index in [`Schema::enums`].
    Enum(u16),
    /// Type id.
    Message(u16),
}

/// How often a field occurs, and how its presence is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Present when it is not the default; a sub-message, when its slot index is not 0.
    Singular,
    /// Present when its bit is set.
    Optional {
        /// Bytes from the start of the struct to the presence word.
        presence_offset: u32,
        /// Bit in that word, 0 … 31.
        bit: u32,
    },
    /// Present when the case word holds its number. Members share one storage.
    Oneof {
        /// Bytes from the start of the struct to the case word.
        case_offset: u32,
        /// Bytes of the storage.
        size: u32,
    },
    /// A span of elements.
    Repeated {
        /// Packed on the wire; in memory all elements stand side by side.
        packed: bool,
    },
    /// A span of entries.
    Map {
        /// Kind of the keys.
        key: Kind,
        /// Bytes from one entry to the next.
        stride: u32,
        /// Bytes from the start of an entry to its value.
        value_offset: u32,
    },
}

impl Kind {
    /// Bytes of one value in a struct, an array or a map entry.
    #[must_use]
    pub const fn size(self) -> u32 {
        match self {
            Self::Double
            | Self::Int64
            | Self::Uint64
            | Self::Sint64
            | Self::Fixed64
            | Self::Sfixed64
            | Self::String
            | Self::Bytes => 8,
            Self::Float
            | Self::Int32
            | Self::Uint32
            | Self::Sint32
            | Self::Fixed32
            | Self::Sfixed32
            | Self::Enum(_)
            | Self::Message(_) => 4,
            Self::Bool => 1,
        }
    }

    /// Whether a value is a sub-message.
    #[must_use]
    pub const fn is_message(self) -> bool {
        matches!(self, Self::Message(_))
    }

    /// Whether a value refers to a block or to another message.
    #[must_use]
    pub const fn refers(self) -> bool {
        matches!(self, Self::String | Self::Bytes | Self::Message(_))
    }
}

impl FieldLayout {
    /// Whether the field can own blocks or messages.
    #[must_use]
    pub const fn owns(&self) -> bool {
        self.kind.refers() || self.is_span()
    }

    /// Whether the field can hold sub-messages, and of which type.
    #[must_use]
    pub const fn message_type(&self) -> Option<u16> {
        if let Kind::Message(type_id) = self.kind { Some(type_id) } else { None }
    }

    /// Whether the field is repeated or a map, and so a span of elements.
    #[must_use]
    pub const fn is_span(&self) -> bool {
        matches!(self.rule, Rule::Repeated { .. } | Rule::Map { .. })
    }
}
