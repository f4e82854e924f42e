//! Linker settings of an add-on.

fn main() {
    napi_build::setup();
}
