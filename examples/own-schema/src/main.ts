import { Arena, ArenaError, addonFile, loadAddon } from "@strait/native/runtime";
import { Invoice, Order, Status, schema } from "../generated/typescript/index.ts";

/** What `src/lib.rs` adds. Messages go by their handles. */
type Shop = {
  itemCount(order: number): number;
  destination(order: number): string | undefined;
  addDiscount(order: number, coupon: string, percent: number): void;
  /** Returns a new {@link Invoice}. */
  invoice(order: number): number;
};

const addon = loadAddon<Shop>(addonFile(new URL("../target/release/", import.meta.url), "own-schema"));
const arena = new Arena(addon, schema);

// JavaScript writes the order in place …
const order = Order.create(arena);
order.number = "2026-0042";
order.status = Status.OPEN;
order.ensurePlacedAt().seconds = 1_764_000_000n;
order.lines.add().assign({ article: "teapot", quantity: 1, unitPrice: 2_490 });
order.lines.add().assign({ article: "cup", quantity: 6, unitPrice: 450 });
order.ensureAddress().assign({ name: "Ada", street: "Oude Delft 1", city: "Delft" });

// … and Rust works on the same bytes.
console.log("items:", arena.native.itemCount(order.handle));
console.log("destination:", arena.native.destination(order.handle));
arena.native.addDiscount(order.handle, "SPRING", 10);
console.log("discounts:", [...order.discounts]);

const invoice = Invoice.at(arena, arena.native.invoice(order.handle));
for (const { text, amount } of invoice.positions) console.log(`  ${text}: ${amount}`);
console.log("total:", invoice.total, "after", invoice.discounts.get("SPRING"), "off");
console.log("invoiced:", order.status === Status.INVOICED);

// What Rust refuses is an ArenaError with a code.
order.lines.clear();
for (const attempt of [
  () => arena.native.invoice(order.handle),
  () => arena.native.addDiscount(order.handle, "SPRING", 110),
  () => arena.native.itemCount(invoice.handle),
]) {
  try {
    attempt();
  } catch (error) {
    if (error instanceof ArenaError) console.log(`${error.code}: ${error.message}`);
  }
}

order.free();
invoice.free();
console.log("left:", arena.ledger());
