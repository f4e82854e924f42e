//! The resident set of a process, as Linux tells it.

use std::fs::File;
use std::io::{self, Read, Seek};

/// Reads `/proc/<pid>/statm` (proc_pid_statm(5)) again and again through one open file, 1–2 µs a time.
pub struct ResidentReader {
    file: File,
    page_size: f64,
}

impl ResidentReader {
    /// Opens the file of a process. An error where there is no such process, or no `/proc`.
    pub fn open(pid: u32) -> io::Result<Self> {
        Ok(Self { file: File::open(format!("/proc/{pid}/statm"))?, page_size: page_size() })
    }

    /// Bytes in RAM; none once the process has ended.
    pub fn read(&mut self) -> Option<f64> {
        let mut text = [0_u8; 128];
        self.file.rewind().ok()?;
        let length = self.file.read(&mut text).ok()?;
        let pages = resident_pages(text.get(..length)?)?;
        // A process that has ended but was not waited for has no memory.
        (pages > 0.0).then_some(pages * self.page_size)
    }
}

/// The second of the seven numbers, which all count pages.
fn resident_pages(text: &[u8]) -> Option<f64> {
    std::str::from_utf8(text).ok()?.split_ascii_whitespace().nth(1)?.parse().ok()
}

#[cfg(unix)]
fn page_size() -> f64 {
    f64::from(u32::try_from(rustix::param::page_size()).unwrap_or(4096))
}

/// Never used: there is no `/proc` to open.
#[cfg(not(unix))]
fn page_size() -> f64 {
    4096.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_number_counts_the_pages_in_ram() {
        assert_eq!(resident_pages(b"27137 13049 9983 1 0 4471 0\n"), Some(13049.0));
        assert_eq!(resident_pages(b""), None);
        assert_eq!(resident_pages(b"\xff \xff"), None);
    }
}
