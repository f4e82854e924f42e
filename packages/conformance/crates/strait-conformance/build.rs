//! Stops the build with a sentence when the generated code is missing.

fn main() {
    println!("cargo::rerun-if-changed=src/generated");
    if !std::path::Path::new("src/generated/mod.rs").exists() {
        println!("cargo::error=src/generated is missing; run `npx nx run conformance:generate` first");
    }
}
