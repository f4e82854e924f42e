//! An operation for everything that an add-on's author can take, answer and fail with.

use strait_native::{Addon, OperationError};
use strait_stress::{OrderBook, PriceTick};

strait_native::addon!(
    Addon::new(&strait_stress::SCHEMA)
        .read(c"nothing", |_, _| Ok(()))
        .read(c"numberOf", |_, call| call.f64(0))
        .read(c"wholeOf", |_, call| call.u32(0))
        .read(c"booleanOf", |_, call| call.bool(0))
        .read(c"stringOf", |_, call| call.string(0))
        .read(c"bytesOf", |_, call| call.bytes(0))
        .read(c"handleOf", |_, call| call.handle(0))
        .read(c"fourthOf", |_, call| call.f64(3))
        .read(c"fifthOf", |_, call| call.f64(4))
        .read(c"ifGiven", |_, call| Ok(if call.is_missing(0)? { None } else { Some(call.f64(0)?) }))
        .read(c"refuse", |_, call| Err::<(), _>(OperationError::new("NO_PRICE", call.string(0)?)))
        .read(c"panic", |_, call| {
            let text = call.string(0)?;
            std::panic::resume_unwind(Box::new(text));
            #[allow(unreachable_code, reason = "says what type the operation would return")]
            Ok(())
        })
        .read(c"spread", |arena, call| {
            let tick: &PriceTick = arena.get(call.handle(0)?)?;
            Ok(tick.ask_price.get() - tick.bid_price.get())
        })
        .write(c"raise", |arena, call| {
            let tick: &PriceTick = arena.get(call.handle(0)?)?;
            tick.bid_price.set(tick.bid_price.get() + call.f64(1)?);
            Ok(())
        })
        .write(c"bookOf", |arena, call| {
            let bid = arena.get::<PriceTick>(call.handle(0)?)?.bid_price.get();
            let mut book = arena.create::<OrderBook>()?;
            book.add(|it| &it.bids)?.set(|it| &it.price, bid)?;
            if call.bool(1)? {
                return Err(OperationError::new("GIVEN_UP", "half-way"));
            }
            Ok(book.finish())
        })
);
