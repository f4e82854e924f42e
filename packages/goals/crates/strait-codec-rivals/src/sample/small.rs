//! Eight plain scalars.

use crate::with_prost::schema::PriceTick;

pub(super) fn sample() -> PriceTick {
    PriceTick {
        bid_price: 101.25,
        ask_price: 101.27,
        bid_size: 1_200,
        ask_size: 350,
        time_unix_nano: 1_764_063_191_123_456_789,
        instrument_id: 40_117,
        trading_halted: true,
        implied_volatility: 0.1875,
    }
}
