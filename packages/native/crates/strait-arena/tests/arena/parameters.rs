//! How hard a test tries: what packages/native/README.md calls testing harder.

/// The number in an environment variable, or the default that the ordinary run takes.
pub fn parameter(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |text| {
        text.parse().unwrap_or_else(|_| panic!("{name} is {text:?}; give a whole number"))
    })
}
