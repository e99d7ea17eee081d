//! The hidden verb `__worker`: which function does which job. It is dispatched before the command line is parsed, as its
//! caller is the program itself. Not here: the jobs.

use crate::plugin;
use crate::worker::child::Task;

/// Does the job that this process was started for, and ends the process.
pub fn serve(task: Task) -> ! {
    match task.job.as_str() {
        plugin::JOB => plugin::serve(task),
        // PLUG IN HERE, with a function from the report's bytes to JSON: "read-pdf" => task.answer(read_pdf),
        other => {
            let message = format!("there is no job {other:?}");
            task.fail(&message)
        }
    }
}
