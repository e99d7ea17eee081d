//! The hidden verb `__worker`: which function does which job. It is dispatched before the command line is parsed, as its
//! caller is the program itself. Not here: the jobs.

use crate::plugin;
use crate::worker::child::Task;

/// Does the job that this process was started for.
pub fn serve(task: Task) -> ! {
    match task.job.as_str() {
        plugin::JOB => plugin::serve(task),
        "read-pdf" => task.answer(read_pdf),
        other => {
            let message = format!("there is no job {other:?}");
            task.serve(move |_| panic!("{message}"))
        }
    }
}

fn read_pdf(_pdf: &[u8]) -> Vec<u8> {
    // PLUG IN HERE: load::pdf::read(pdf), as JSON.
    panic!("the reader of reports is not built in yet")
}
