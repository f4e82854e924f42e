//! An operation for everything that an add-on's author can take, answer and fail with, on a schema of awkward names.

#[rustfmt::skip]
#[path = "generated/rust/mod.rs"]
pub mod schema;

pub mod churn;

use schema::{Book, awkward_v1_Quote as Quote};
use strait_native::{Addon, OperationError};

strait_native::addon!(
    Addon::new(&schema::SCHEMA)
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
        .read(c"churn", |_, call| Ok(churn::churn(call.u32(0)?) as f64))
        .read(c"refuse", |_, call| Err::<(), _>(OperationError::new("NO_PRICE", call.string(0)?)))
        .read(c"panic", |_, call| {
            let text = call.string(0)?;
            std::panic::resume_unwind(Box::new(text));
            #[allow(unreachable_code, reason = "says what type the operation would return")]
            Ok(())
        })
        .read(c"spread", |arena, call| {
            let quote: &Quote = arena.get(call.handle(0)?)?;
            Ok(quote.ask.get() - quote.bid.get())
        })
        .write(c"raise", |arena, call| {
            let quote: &Quote = arena.get(call.handle(0)?)?;
            quote.bid.set(quote.bid.get() + call.f64(1)?);
            Ok(())
        })
        .background(c"spreadLater", |arena, message| {
            let quote: &Quote = arena.get(message)?;
            Ok(quote.ask.get() - quote.bid.get())
        })
        .background(c"panicLater", |_, _| {
            std::panic::resume_unwind(Box::new("far away"));
            #[allow(unreachable_code, reason = "says what type the operation would return")]
            Ok(())
        })
        .write(c"bookOf", |arena, call| {
            let bid = arena.get::<Quote>(call.handle(0)?)?.bid.get();
            let mut book = arena.create::<Book>()?;
            book.add(|it| &it.quotes)?.set(|it| &it.bid, bid)?;
            if call.bool(1)? {
                return Err(OperationError::new("GIVEN_UP", "half-way"));
            }
            Ok(book.finish())
        })
);
