//! Units of systemd, for the commands that run until they are ended.
#![expect(clippy::disallowed_methods, reason = "the unit names the program")]

use crate::phrasing::in_one_line;
use crate::story::{DeskStore, Error};

/// A command as a service.
pub(super) struct Unit<'a> {
    /// What it does, before "of" the council.
    pub(super) job: &'a str,
    /// The command.
    pub(super) verb: &'a str,
    /// Its options, as they are typed.
    pub(super) options: &'a str,
    /// The target of systemd that it waits for.
    pub(super) after: &'a str,
}

impl Unit<'_> {
    /// Returns the unit: it may write into the desk's folder and those of its targets, and nowhere else.
    ///
    /// # Errors
    /// The path of the program is not known.
    pub(super) fn of(&self, desk: &DeskStore) -> Result<String, Error> {
        let program = std::env::current_exe().map_err(|cause| Error::Read { path: "copydesk".into(), cause })?;
        let folders = desk.folders();
        let written: Vec<String> = folders.iter().map(|folder| quoted(&folder.display().to_string())).collect();
        // In a command, and only there, a dollar sign would be a variable.
        let command = |path: &str| path.replace('$', "$$");
        let (program, home) = (command(&quoted(&program.display().to_string())), command(&written[0]));
        let (council, written) = (in_one_line(&desk.council()).replace('%', "%%"), written.join(" "));
        let Unit { job, verb, options, after } = self;
        let options =
            if options.is_empty() { String::new() } else { format!(" {}", command(&options.replace('%', "%%"))) };
        Ok(format!(
            "[Unit]\n\
             Description=copydesk: {job} of {council}\n\
             Wants={after}.target\n\
             After={after}.target\n\
             \n\
             [Service]\n\
             ExecStart={program} {verb} {home}{options}\n\
             Restart=always\n\
             RestartSec=10\n\
             NoNewPrivileges=yes\n\
             PrivateTmp=yes\n\
             ProtectSystem=strict\n\
             ReadWritePaths={written}\n\
             \n\
             [Install]\n\
             WantedBy=default.target\n"
        ))
    }
}

/// Returns a path as a systemd unit quotes it, with its specifiers escaped.
fn quoted(path: &str) -> String {
    format!("\"{}\"", path.replace('\\', "\\\\").replace('"', "\\\"").replace('%', "%%"))
}
