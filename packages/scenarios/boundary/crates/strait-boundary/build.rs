//! Makes Rust structs of the racing messages with prost, and links an add-on.

use std::error::Error;
use std::fs;

use prost::Message;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=src/generated");
    let image = fs::read("src/generated/race.binpb")
        .map_err(|_| "src/generated is missing; run `npx nx run boundary:generate` first")?;
    prost_build::Config::new()
        // One struct serves prost, serde and napi-rs, as a program would have it that speaks all of them.
        .type_attribute(".", "#[derive(serde::Serialize, serde::Deserialize)]")
        .type_attribute(".", "#[serde(rename_all = \"camelCase\")]")
        .type_attribute(".", "#[napi_derive::napi(object)]")
        .field_attribute("ChainLink.next", "#[serde(skip_serializing_if = \"Option::is_none\")]")
        .compile_fds(prost_types::FileDescriptorSet::decode(image.as_slice())?)?;

    napi_build::setup();
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        // Statics and finalizers may be reached after the last worker closed the library: it must never be unloaded.
        println!("cargo::rustc-cdylib-link-arg=-Wl,-z,nodelete");
    }
    Ok(())
}
