//! The `retell` binary: parse, run, exit.

fn main() -> std::process::ExitCode {
    retell::cli::run()
}
