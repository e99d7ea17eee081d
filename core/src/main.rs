//! The program: hands the command line to [`copydesk::cli`] and passes its exit code on.

use copydesk::cli;
use copydesk::worker::child::Task;
use std::process::ExitCode;

fn main() -> ExitCode {
    // First of all: a worker has no command line of a person's, and must not touch one.
    if let Some(task) = Task::from_args(std::env::args_os()) {
        cli::worker::serve(task);
    }
    cli::run()
}
