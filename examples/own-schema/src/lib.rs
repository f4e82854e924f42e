//! The add-on of a shop: orders become invoices.

#[rustfmt::skip]
#[path = "../generated/rust/mod.rs"]
pub mod schema;

use schema::{Invoice, Order, Status};
use strait_native::{Addon, Arena, ArenaError, Call, Handle, OperationError};

strait_native::addon!(
    Addon::new(&schema::SCHEMA)
        .read(c"itemCount", item_count)
        .read(c"destination", destination)
        .write(c"addDiscount", add_discount)
        .write(c"invoice", invoice)
);

/// How many pieces an order has.
fn item_count(arena: &Arena, call: &Call) -> Result<u32, OperationError> {
    let order: &Order = arena.get(call.handle(0)?)?;
    let mut count = 0;
    for line in order.lines.iter(arena) {
        count += line?.quantity.get();
    }
    Ok(count)
}

/// Where an order goes to; nothing while that is open.
fn destination(arena: &Arena, call: &Call) -> Result<Option<String>, OperationError> {
    let order: &Order = arena.get(call.handle(0)?)?;
    if let Some(shop) = Order::PICKUP_SHOP.get(order) {
        return Ok(Some(shop.read(arena)?));
    }
    let address = Order::ADDRESS.get(order).map(|it| it.get(arena)).transpose()?.flatten();
    Ok(address.map(|address| address.city.read(arena)).transpose()?)
}

/// Takes percent off an order, by coupon.
fn add_discount(arena: &mut Arena, call: &Call) -> Result<(), OperationError> {
    let (coupon, percent) = (call.string(1)?, call.f64(2)?);
    if !(0.0..=100.0).contains(&percent) {
        return Err(OperationError::new(
            "BAD_DISCOUNT",
            format!("{percent} percent cannot be taken off; pass 0 to 100"),
        ));
    }
    arena.edit::<Order>(call.handle(0)?)?.insert(|it| &it.discounts, &coupon, percent)?;
    Ok(())
}

/// Answers with the invoice for an order, a new message.
fn invoice(arena: &mut Arena, call: &Call) -> Result<Handle, OperationError> {
    let handle = call.handle(0)?;
    let order: &Order = arena.get(handle)?;
    let number = order.number.read(arena)?;
    if order.lines.is_empty() {
        return Err(OperationError::new(
            "NO_LINES",
            format!("order {number} has no lines; add one before the invoice"),
        ));
    }
    let positions = order.lines.iter(arena).map(|line| {
        let line = line?;
        let (quantity, price) = (line.quantity.get(), line.unit_price.get());
        Ok((format!("{quantity} × {}", line.article.read(arena)?), i64::from(quantity) * price))
    });
    let positions: Vec<(String, i64)> = positions.collect::<Result<_, ArenaError>>()?;
    let discounts: Vec<(String, f64)> = order.discounts.iter(arena).collect::<Result<_, _>>()?;
    // In place: JavaScript sees it at once.
    order.status.set(Status::INVOICED);

    let mut total: i64 = positions.iter().map(|(_, amount)| amount).sum();
    // If anything fails from here on, the draft is freed.
    let mut invoice = arena.create::<Invoice>()?;
    invoice.set(|it| &it.order_number, &number)?;
    for (text, amount) in &positions {
        let mut position = invoice.add(|it| &it.positions)?;
        position.set(|it| &it.text, text)?;
        position.set(|it| &it.amount, *amount)?;
    }
    for (coupon, percent) in &discounts {
        let amount = (total as f64 * percent / 100.0).round() as i64;
        invoice.insert(|it| &it.discounts, coupon, amount)?;
        total -= amount;
    }
    invoice.set(|it| &it.total, total)?;
    Ok(invoice.finish())
}
