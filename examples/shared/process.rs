//! What this process has used, as Linux tells it; 0 elsewhere.
#![allow(dead_code)]

/// Bytes of a field of `/proc/self/status`, such as `VmRSS:` or `VmHWM:`.
pub(crate) fn status(field: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(field)).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<usize>().unwrap_or(0) * 1024
}

/// From here on the peak is counted anew.
pub(crate) fn reset_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// Seconds of all cores, of the process and of the system for it.
#[derive(Clone, Copy)]
pub(crate) struct Seconds {
    pub(crate) user: f64,
    pub(crate) system: f64,
}

impl Seconds {
    pub(crate) fn used() -> Self {
        let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0);
        Self { user: ticks(11) / 100.0, system: ticks(12) / 100.0 }
    }

    pub(crate) fn since(self, before: Self) -> Self {
        Self { user: self.user - before.user, system: self.system - before.system }
    }

    pub(crate) fn sum(self) -> f64 {
        self.user + self.system
    }
}
