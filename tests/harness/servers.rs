//! Real servers on this machine, for tests of where texts go: `.ci/run` installs them. Elsewhere a test says that it is skipped.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A process that ends with the test.
struct Ending(Child);

impl Drop for Ending {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// PyPI's aiosmtpd: it refuses `refused@` for good and `later@` once, and keeps what it takes.
pub(crate) struct MailServer {
    _process: Ending,
    pub(crate) port: u16,
    folder: TempDir,
}

impl MailServer {
    /// Starts it, or returns `None`, with a message, if it is not installed: `COPYDESK_TEST_SMTPD` names a Python that has
    /// aiosmtpd.
    pub(crate) fn start() -> Option<MailServer> {
        let python = named("COPYDESK_TEST_SMTPD", "a Python with aiosmtpd")?;
        let (folder, port) = (TempDir::new().unwrap(), free_port());
        let script = super::root().join("tests/fixtures/smtpd.py");
        let mut command = Command::new(python);
        command.arg(script).arg(port.to_string()).arg(folder.path()).stdout(Stdio::piped());
        let mut process = Ending(command.spawn().unwrap());
        let mut line = String::new();
        BufReader::new(process.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert_eq!(line, "listening\n");
        Some(MailServer { _process: process, port, folder })
    }

    /// Returns the mails that it took, in order, each with a line `To ADDRESS` in front.
    pub(crate) fn mails(&self) -> Vec<String> {
        let files = std::fs::read_dir(self.folder.path()).unwrap().map(|file| file.unwrap().path());
        let mut files: Vec<PathBuf> = files.filter(|path| path.extension().is_some()).collect();
        files.sort();
        files.iter().map(|path| String::from_utf8(std::fs::read(path).unwrap()).unwrap()).collect()
    }
}

/// Debian's OpenSMTPD, which passes on what is for `@paper.example`.
pub(crate) struct Relay {
    _process: Ending,
    pub(crate) port: u16,
}

impl Relay {
    /// Starts it, or returns `None`, with a message, if it is not installed: `COPYDESK_TEST_OPENSMTPD` names its program.
    pub(crate) fn start(folder: &Path, to: &MailServer) -> Option<Relay> {
        let program = named("COPYDESK_TEST_OPENSMTPD", "OpenSMTPD")?;
        let (rules, port) = (folder.join("smtpd.conf"), free_port());
        let text = format!(
            "listen on 127.0.0.1 port {port}\naction \"pass\" relay host \"smtp://127.0.0.1:{}\"\n\
             match from any for domain \"paper.example\" action \"pass\"\nmatch from any for any reject\n",
            to.port
        );
        std::fs::write(&rules, text).unwrap();
        let mut command = Command::new(program);
        command.arg("-d").arg("-f").arg(rules).stdout(Stdio::null()).stderr(Stdio::null());
        let process = Ending(command.spawn().unwrap());
        wait_until("OpenSMTPD listens", || std::net::TcpStream::connect(("127.0.0.1", port)).is_ok());
        Some(Relay { _process: process, port })
    }
}

/// Debian's WordPress, as `.ci/wordpress` starts it.
pub(crate) struct WordPress {
    pub(crate) url: String,
    /// Two authors, each with an application password.
    pub(crate) authors: [(String, String); 2],
}

impl WordPress {
    /// Returns the site that runs, or `None`, with a message, if `COPYDESK_TEST_WORDPRESS` names none.
    pub(crate) fn running() -> Option<WordPress> {
        let named = named("COPYDESK_TEST_WORDPRESS", "a WordPress (.ci/wordpress)")?;
        let mut parts = named.split('|').map(str::to_owned);
        let mut next = || parts.next().expect("address, and twice an account and its password");
        Some(WordPress { url: next(), authors: [(next(), next()), (next(), next())] })
    }
}

/// Returns what a variable of the environment names.
fn named(variable: &str, what: &str) -> Option<String> {
    let named = std::env::var(variable).ok();
    if named.is_none() {
        eprintln!("skipped: {variable} does not name {what}");
    }
    named
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Waits for something, and fails if it does not come.
pub(crate) fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < Duration::from_secs(20), "in vain: {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}
