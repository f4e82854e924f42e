//! The add-on of the stress schema: its message types in arenas whose memory JavaScript lends.

use strait_native::Addon;

strait_native::addon!(Addon::new(&strait_stress::SCHEMA));
