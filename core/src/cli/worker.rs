//! The hidden command `__worker`, which dispatches jobs. It is called before the command line is parsed, as its caller
//! is the program itself.

use crate::worker::child::Task;
use crate::{plugin, story};

/// Does the job that this process was started for, and ends the process.
pub fn serve(task: Task) -> ! {
    match task.job.as_str() {
        plugin::JOB => plugin::serve(task),
        plugin::check::JOB => plugin::check::serve(task),
        story::READ_JOB => story::serve_read(task),
        story::COPY_JOB => story::serve_copy(task),
        other => {
            let message = format!("there is no job {other:?}");
            task.fail(&message)
        }
    }
}
