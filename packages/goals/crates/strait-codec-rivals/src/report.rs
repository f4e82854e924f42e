//! The figures, for people and for programs.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use crate::contestant::Race;
use crate::measure::{Rounds, median};

/// One line of `--json`; the documentation of the crate says what its keys mean.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Line {
    message: &'static str,
    operation: &'static str,
    bytes: usize,
    nanoseconds: BTreeMap<&'static str, f64>,
    times_as_fast: BTreeMap<&'static str, f64>,
    absent: BTreeMap<&'static str, &'static str>,
}

impl Line {
    pub(crate) fn new(race: &Race, rounds: &Rounds) -> Self {
        let named = || race.contestants.iter().map(|it| it.name).zip(rounds);
        let ours = rounds.first().map_or(&[][..], Vec::as_slice);
        let ratio = |theirs: &[f64]| median(&theirs.iter().zip(ours).map(|(a, b)| a / b).collect::<Vec<_>>());
        let mut absent = BTreeMap::new();
        if !cfg!(feature = "upb") && race.operation != "pairs" {
            absent.insert("upb", "built without the feature `upb`, which needs a C compiler");
        }
        Self {
            message: race.message,
            operation: race.operation,
            bytes: race.bytes,
            nanoseconds: named().map(|(name, figures)| (name, median(figures))).collect(),
            times_as_fast: named().skip(1).map(|(name, figures)| (name, ratio(figures))).collect(),
            absent,
        }
    }
}

/// One JSON object a line.
pub(crate) fn print_lines(output: &mut impl Write, lines: &[Line]) -> io::Result<()> {
    for line in lines {
        writeln!(output, "{}", serde_json::to_string(line)?)?;
    }
    Ok(())
}

/// A table for people.
pub(crate) fn print_table(output: &mut impl Write, lines: &[Line]) -> io::Result<()> {
    let with_floor = lines.iter().any(|line| line.nanoseconds.contains_key("floor"));
    let floors = if with_floor { &["floor", "+ slots", "+ structs", "+ blocks"][..] } else { &[] };
    let heading: String = floors.iter().map(|name| format!("{name:>10}")).collect();
    writeln!(
        output,
        "message  operation  bytes   strait ns   prost ns     upb ns   × prost   × upb{heading}"
    )?;
    for line in lines {
        let figure = |figures: &BTreeMap<&str, f64>, name, decimals| {
            figures.get(name).map_or("–".to_owned(), |figure| format!("{figure:.decimals$}"))
        };
        writeln!(
            output,
            "{:8} {:9} {:6} {:>11} {:>10} {:>10} {:>9} {:>7}{}",
            line.message,
            line.operation,
            line.bytes,
            figure(&line.nanoseconds, "strait", 1),
            figure(&line.nanoseconds, "prost", 1),
            figure(&line.nanoseconds, "upb", 1),
            figure(&line.times_as_fast, "prost", 2),
            figure(&line.times_as_fast, "upb", 2),
            floors
                .iter()
                .map(|name| format!("{:>10}", figure(&line.nanoseconds, name, 1)))
                .collect::<String>(),
        )?;
    }
    writeln!(output, "CPU time of one operation; × is how many times as fast as the rival Strait is.")
}
