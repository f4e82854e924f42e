//! Linker settings of an add-on, and a sentence when the generated code is missing.

fn main() {
    println!("cargo::rerun-if-changed=src/generated");
    if !std::path::Path::new("src/generated/rust/mod.rs").exists() {
        println!("cargo::error=src/generated is missing; run `npx nx run native:generate` first");
    }
    napi_build::setup();
}
