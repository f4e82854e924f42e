//! Stops the build with a sentence when the generated code is missing.

fn main() {
    // The folder and not a file in it: Nx puts files back with the times that they had, older than what Cargo made of others.
    println!("cargo::rerun-if-changed=src/generated");
    if !std::path::Path::new("src/generated/mod.rs").exists() {
        println!("cargo::error=src/generated is missing; run `npx nx run native:generate` first");
    }
}
