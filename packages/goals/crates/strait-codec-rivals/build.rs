//! Generates the code of the rivals from the schema in proto/.

use std::error::Error;
use std::path::{Path, PathBuf};

/// The files that the messages under measurement stand in. prost finds what they import; protoc has to be told.
const FILES: [&str; 4] = ["market_data", "comparison", "strings", "deep_nesting"];

fn main() -> Result<(), Box<dyn Error>> {
    let proto = Path::new(&std::env::var("CARGO_MANIFEST_DIR")?).join("../../../../proto").canonicalize()?;
    println!("cargo::rerun-if-changed={}", proto.display());
    let files = FILES.map(|name| PathBuf::from(format!("strait/stress/v1/{name}.proto")));
    prost_build::Config::new().compile_fds(protox::compile(&files, [&proto])?)?;
    #[cfg(feature = "upb")]
    generate_upb(&proto, &files)?;
    Ok(())
}

/// Errors: also when the versions of protoc and of the runtime differ.
#[cfg(feature = "upb")]
fn generate_upb(proto: &Path, files: &[PathBuf]) -> Result<(), Box<dyn Error>> {
    let imported = [PathBuf::from("strait/stress/v1/money.proto")];
    protobuf_codegen::CodeGen::new()
        .protoc_path(protoc_bin_vendored::protoc_bin_path()?)
        .include(proto)
        .inputs(files.iter().chain(&imported))
        .generate_and_compile()?;
    Ok(())
}
