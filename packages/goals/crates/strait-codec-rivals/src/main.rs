//! What decoding and encoding cost: the codec of strait-arena beside prost and upb (the official `protobuf` crate),
//! on the same bytes, in the same run, batches in turn.
//!
//! ```sh
//! cargo run --release --locked -p strait-codec-rivals             # a table
//! cargo run --release --locked -p strait-codec-rivals -- --json   # a line for each message and operation
//! cargo run --release --locked -p strait-codec-rivals -- --floor  # decoding beside what no decoder can do without
//! ```
//!
//! # The floor
//! With `--floor` there is one more contestant for decoding, which reads no bytes: it only does for the same message what
//! any arena must, on memory of its own ([`floor`]). Three more add what it takes to distrust that memory: `+ slots` finds
//! each slot through a table of chunks, `+ structs` also each struct through tables of slabs, `+ blocks` also compares
//! each data block with the span of its class. Another line has 1,000 messages of 8 fields that are allocated
//! and freed in one call each.
//!
//! # Lines
//! With `--json` every line is one object, for each of the messages `small` (8 fields), `mixed` (100 fields), `strings`
//! and `deep` (20 levels), first with the operation `decode`, then with `encode`:
//!
//! ```json
//! {"message":"mixed","operation":"decode","bytes":753,
//!  "nanoseconds":{"strait":900.5,"prost":2100.0,"upb":1500.25},
//!  "timesAsFast":{"prost":2.33,"upb":1.67},
//!  "absent":{}}
//! ```
//!
//! | key | what |
//! |---|---|
//! | `bytes` | wire bytes of the message |
//! | `nanoseconds` | CPU time of one operation, by contestant: the median over the rounds |
//! | `timesAsFast` | how many times as fast as each rival Strait is: the median over the rounds of the ratio within one round |
//! | `absent` | rivals that are missing, each with the reason; empty when all are there |
//!
//! # Operations
//! `decode` is from bytes to a message in memory *and* giving that memory back: for Strait `decode` and `free` of the
//! tree, for prost and upb decoding and dropping. `encode` is from a message to a vector of bytes of its own, and
//! dropping that. Before anything is measured, every contestant encodes what it decoded, and prost compares the result
//! with the message that all bytes came from.

mod contestant;
mod floor;
mod measure;
mod report;
mod sample;
mod with_prost;
mod with_strait;
#[cfg(feature = "upb")]
mod with_upb;

use std::error::Error;
use std::io;

use clap::Parser;

use crate::measure::measure;
use crate::report::{Line, print_lines, print_table};

/// Measures the codec of strait-arena beside prost and upb.
#[derive(Parser)]
struct Arguments {
    /// Print one JSON object a line instead of a table
    #[arg(long)]
    json: bool,
    /// Rounds; each has a batch of about a millisecond for every contestant
    #[arg(long, default_value_t = 300, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    rounds: u32,
    /// Add what decoding into an arena takes without any parsing, and a batch of 1,000 messages
    #[arg(long)]
    floor: bool,
    /// Measure only messages and operations whose "message operation" contains this, such as "mixed decode"
    #[arg(long)]
    only: Option<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let mut lines = Vec::new();
    for mut race in sample::races(arguments.floor)? {
        let name = format!("{} {}", race.message, race.operation);
        if arguments.only.as_ref().is_none_or(|only| name.contains(only.as_str())) {
            let rounds = measure(&mut race.contestants, arguments.rounds)?;
            lines.push(Line::new(&race, &rounds));
        }
    }
    let mut output = io::stdout().lock();
    if arguments.json {
        print_lines(&mut output, &lines)?
    } else {
        print_table(&mut output, &lines)?
    }
    Ok(())
}
