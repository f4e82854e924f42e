//! The state word of a slot.

const LIVE: u32 = 1 << 16;
const OWNED: u32 = 1 << 17;
const OWNS: u32 = 1 << 18;
const RETIRED: u32 = 1 << 19;
const LENT_SHIFT: u32 = 24;

/// Bits 0–15 type id, 16 live, 17 owned by a parent, 18 owns blocks or messages, 19 retired, 24–31 times lent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct State(pub(crate) u32);

impl State {
    pub(crate) const FREE: Self = Self(0);
    pub(crate) const RETIRED: Self = Self(RETIRED);

    pub(crate) const fn live(type_id: u16) -> Self {
        Self(LIVE | type_id as u32)
    }

    pub(crate) const fn owned(self) -> Self {
        Self(self.0 | OWNED)
    }

    /// The same with the mark that the message owns, or has owned, blocks or messages.
    pub(crate) const fn owning(self) -> Self {
        Self(self.0 | OWNS)
    }

    pub(crate) const fn type_id(self) -> u16 {
        self.0 as u16
    }

    pub(crate) const fn is_live(self) -> bool {
        self.0 & LIVE != 0
    }

    pub(crate) const fn is_owned(self) -> bool {
        self.0 & OWNED != 0
    }

    pub(crate) const fn owns(self) -> bool {
        self.0 & OWNS != 0
    }

    pub(crate) const fn is_retired(self) -> bool {
        self.0 & RETIRED != 0
    }

    /// Lent once more, unless it is lent 255 times.
    pub(crate) const fn lent(self) -> Option<Self> {
        match self.0.checked_add(1 << LENT_SHIFT) {
            Some(word) => Some(Self(word)),
            None => None,
        }
    }

    /// Lent once less, unless it is not lent.
    pub(crate) const fn given_back(self) -> Option<Self> {
        match self.0.checked_sub(1 << LENT_SHIFT) {
            Some(word) => Some(Self(word)),
            None => None,
        }
    }

    /// Not lent at all.
    pub(crate) const fn not_lent(self) -> Self {
        Self(self.0 & ((1 << LENT_SHIFT) - 1))
    }

    pub(crate) const fn times_lent(self) -> u32 {
        self.0 >> LENT_SHIFT
    }
}
