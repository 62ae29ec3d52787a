//! The command line.

/// Parses the arguments, runs the command and tells the exit code.
pub fn run() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
