//! Linker settings of an add-on, and prost's code for the message that is decoded.

use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    napi_build::setup();
    let proto = Path::new(&std::env::var("CARGO_MANIFEST_DIR")?).join("../../../../proto").canonicalize()?;
    println!("cargo::rerun-if-changed={}", proto.display());
    let descriptors = protox::compile(["strait/stress/v1/comparison.proto"], [&proto])?;
    prost_build::Config::new().compile_fds(descriptors)?;
    Ok(())
}
