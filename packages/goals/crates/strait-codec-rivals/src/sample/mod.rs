//! The messages that everything is measured on, and the check that all contestants mean the same by their bytes.

mod deep;
mod mixed;
mod small;
mod strings;

use std::error::Error;
use std::fmt::Debug;

use prost::Message;
use strait_arena::Message as InArena;

use crate::contestant::Race;
use crate::with_prost::schema as prost_schema;
#[cfg(feature = "upb")]
use crate::with_upb::schema as upb_schema;
use crate::{floor, with_prost, with_strait};

/// Messages in a batch.
const BATCH: usize = 1_000;

/// All races: every message, decoded and encoded; with the floor of decoding, and a batch, if wished.
pub(crate) fn races(with_floor: bool) -> Result<Vec<Race>, Box<dyn Error>> {
    /// The races on one message, by the types that the contestants have for it.
    macro_rules! races_on {
        ($name:literal, $sample:expr, $type:ident) => {{
            let sample: prost_schema::$type = $sample;
            let (bytes, type_id) = (sample.encode_to_vec(), strait_stress::$type::TYPE_ID);
            check($name, "strait", &sample, &with_strait::again(type_id, &bytes)?)?;
            let mut decode = vec![
                with_strait::decode(type_id, &bytes)?,
                with_prost::decode::<prost_schema::$type>(&bytes),
            ];
            let mut encode = vec![with_strait::encode(type_id, &bytes)?, with_prost::encode(sample.clone())];
            #[cfg(feature = "upb")]
            {
                use crate::with_upb;
                check($name, "upb", &sample, &with_upb::again::<upb_schema::$type>(&bytes)?)?;
                decode.push(with_upb::decode::<upb_schema::$type>(&bytes));
                encode.push(with_upb::encode::<upb_schema::$type>(&bytes)?);
            }
            if with_floor {
                decode.extend(floor::decode(type_id, &bytes)?);
            }
            let bytes = bytes.len();
            [
                Race { message: $name, operation: "decode", bytes, contestants: decode },
                Race { message: $name, operation: "encode", bytes, contestants: encode },
            ]
        }};
    }
    let mut races: Vec<Race> = [
        races_on!("small", small::sample(), PriceTick),
        races_on!("mixed", mixed::sample(), MixedMessage),
        races_on!("strings", strings::sample(), UnicodeStrings),
        races_on!("deep", deep::sample(), Galaxy),
    ]
    .into_iter()
    .flatten()
    .collect();
    if with_floor {
        let type_id = strait_stress::PriceTick::TYPE_ID;
        let contestants = vec![with_strait::batch(type_id, BATCH)?, floor::batch(type_id, BATCH)];
        races.push(Race { message: "batch", operation: "pairs", bytes: BATCH, contestants });
    }
    Ok(races)
}

/// Whether what a contestant decoded and encoded is still the message. Oracle: prost and its comparison of structs.
fn check<M: Message + Default + PartialEq + Debug>(
    message: &str,
    contestant: &str,
    sample: &M,
    again: &[u8],
) -> Result<(), String> {
    match M::decode(again) {
        Ok(decoded) if decoded == *sample && again.len() == sample.encoded_len() => Ok(()),
        _ => Err(format!("{contestant} changed the message \"{message}\" by decoding and encoding it")),
    }
}

#[cfg(test)]
mod tests {
    use super::{check, races, small};

    #[test]
    fn every_contestant_keeps_every_message() {
        let races = races(false).map_err(|error| error.to_string());
        assert_eq!(races.map(|races| races.len()), Ok(8));
    }

    #[test]
    fn a_message_that_was_changed_is_noticed() {
        let mut other = small::sample();
        other.bid_size += 1;
        assert!(check("small", "nobody", &small::sample(), &prost::Message::encode_to_vec(&other)).is_err());
    }
}
