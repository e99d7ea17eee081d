//! A desk that is served to browsers, and a browser that does what a test tells it.
#![expect(
    clippy::disallowed_methods,
    reason = "the program is run as a server, and asked over the network of this machine"
)]

use super::{plugins, root};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// A program that serves a desk.
pub(crate) struct Server {
    child: Child,
    /// Where it listens, as `127.0.0.1:PORT`.
    pub(crate) at: String,
    /// What it printed.
    printed: PathBuf,
}

/// A served desk.
pub(crate) struct Site {
    server: Server,
    /// The desk.
    pub(crate) desk: TempDir,
}

/// The answer to a request.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: String,
    pub(crate) body: String,
}

impl Answer {
    /// Returns the value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.headers.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// Returns the cookie that it sets, as it is sent back.
    pub(crate) fn cookie(&self) -> String {
        self.header("set-cookie").expect("a cookie is set").split(';').next().unwrap_or_default().to_owned()
    }

    /// Returns the value of a hidden field.
    pub(crate) fn field(&self, name: &str) -> String {
        let from = format!("name=\"{name}\" value=\"");
        let start = self.body.find(&from).unwrap_or_else(|| panic!("no field {name} in {}", self.body)) + from.len();
        self.body[start..].split('"').next().unwrap_or_default().to_owned()
    }
}

impl Server {
    fn start(desk: &Path, name: &str, invite: &[&str]) -> Server {
        let printed = desk.join(name);
        let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
        command.args(["serve", ".", "--listen", "127.0.0.1:0", "--mail-dir", "mails"]);
        for person in invite {
            command.args(["--invite", person]);
        }
        let child = command
            .current_dir(desk)
            .env_clear()
            .env("COPYDESK_PLUGIN_DIR", plugins_for(desk))
            .stdout(Stdio::null())
            .stderr(fs::File::create(&printed).unwrap())
            .spawn()
            .expect("the program runs");
        let mut server = Server { child, at: String::new(), printed };
        server.at = wait(|| {
            let printed = fs::read_to_string(&server.printed).unwrap();
            let line =
                printed.lines().filter(|_| printed.ends_with('\n')).find(|line| line.contains(" is at http://"))?;
            (printed.matches("/r/").count() == invite.len()).then(|| line.rsplit("http://").next().unwrap().to_owned())
        });
        server
    }
}

/// Returns the folders with the real plugins and, where the desk has it, its folder `found`.
fn plugins_for(desk: &Path) -> std::ffi::OsString {
    let found = desk.join("found");
    let folders = [plugins::outputs().to_owned()].into_iter().chain(found.is_dir().then_some(found));
    std::env::join_paths(folders).unwrap()
}

impl Site {
    /// Serves a desk that is not a sample. `invite` get a link at the start.
    pub(crate) fn start(desk: TempDir, invite: &[&str]) -> Site {
        let file = desk.path().join("desk.toml");
        let settings = fs::read_to_string(&file).unwrap().replace("sample = true\n", "");
        fs::write(&file, settings).unwrap();
        Site { server: Server::start(desk.path(), "printed.txt", invite), desk }
    }

    /// Returns the way to the door that was printed for a person.
    pub(crate) fn printed_link(&self, name: &str) -> String {
        let printed = fs::read_to_string(&self.server.printed).unwrap();
        let line = printed.lines().find(|line| line.contains(name) && line.contains("/r/")).expect("a link is printed");
        line[line.find("/r/").unwrap()..].to_owned()
    }

    /// Returns the mails to an address, the first first.
    pub(crate) fn mails(&self, to: &str) -> Vec<String> {
        let Ok(files) = fs::read_dir(self.desk.path().join("mails")) else { return Vec::new() };
        let mut files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
        files.retain(|file| file.extension().is_some_and(|ending| ending == "eml"));
        files.sort_by_key(|file| fs::metadata(file).and_then(|file| file.modified()).ok());
        let mails = files.iter().map(|file| fs::read_to_string(file).unwrap());
        mails.filter(|mail| mail.lines().any(|line| line.starts_with("To: ") && line.contains(to))).collect()
    }

    /// Returns the way to the door in the mail to an address, once there is one.
    pub(crate) fn mailed_link(&self, to: &str) -> String {
        wait(|| {
            let mail = self.mails(to).into_iter().rev().find(|mail| mail.contains("/r/"))?;
            Some(mail[mail.find("/r/")?..].split_whitespace().next()?.to_owned())
        })
    }

    /// Returns the code that was mailed last to an address.
    pub(crate) fn code(&self, to: &str) -> String {
        let mails = self.mails(to);
        let mail = mails.iter().rev().find(|mail| mail.contains("Your code is ")).expect("a code was mailed");
        mail.split("Your code is ").nth(1).unwrap()[..6].to_owned()
    }

    /// Opens a door with a mailed code, and returns the cookie.
    pub(crate) fn enter(&self, door: &str, address: &str) -> String {
        assert_eq!(self.post(&format!("{door}/code"), "", &[]).status, 303);
        let entered = self.post(door, "", &[("code", &self.code(address))]);
        assert_eq!(entered.status, 303, "{entered:?}");
        entered.cookie()
    }

    /// Opens a door in a browser that has a cookie already, and returns the one it has then.
    pub(crate) fn enter_with(&self, door: &str, address: &str, cookie: &str) -> String {
        self.post(&format!("{door}/code"), cookie, &[]);
        self.post(door, cookie, &[("code", &self.code(address))]).cookie()
    }

    /// Starts a second server of the same desk.
    pub(crate) fn beside(&self) -> Server {
        Server::start(self.desk.path(), "printed-beside.txt", &[])
    }

    pub(crate) fn get(&self, path: &str, cookie: &str) -> Answer {
        self.send("GET", path, &[("Cookie", cookie)], b"")
    }

    /// Sends a form as a page of the site does.
    pub(crate) fn post(&self, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Answer {
        let own = ("Sec-Fetch-Site", "same-origin");
        let kind = ("Content-Type", "application/x-www-form-urlencoded");
        self.send("POST", path, &[("Cookie", cookie), own, kind], form(fields).as_bytes())
    }

    /// Sends a form with a file as a page of the site does.
    pub(crate) fn upload(
        &self,
        path: &str,
        cookie: &str,
        fields: &[(&str, &str)],
        (name, bytes): (&str, &[u8]),
    ) -> Answer {
        let mut body = Vec::new();
        for (field, value) in fields {
            body.extend(format!("--x\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").bytes());
        }
        let head = format!(
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: \
             application/octet-stream\r\n\r\n"
        );
        body.extend(head.bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--x--\r\n");
        let own = ("Sec-Fetch-Site", "same-origin");
        self.send("POST", path, &[("Cookie", cookie), own, ("Content-Type", "multipart/form-data; boundary=x")], &body)
    }

    /// Sends a request with these headers.
    pub(crate) fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        self.server.send(method, path, headers, body)
    }
}

impl Server {
    /// Sends a request with these headers.
    pub(crate) fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(&self.at).expect("the site answers");
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let mut head = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
        if !headers.iter().any(|(name, _)| *name == "Host") {
            head = format!("{head}Host: {}\r\n", self.at);
        }
        for (name, value) in headers.iter().filter(|(_, value)| !value.is_empty()) {
            head = format!("{head}{name}: {value}\r\n");
        }
        // The site may answer and close before it has read a body that is too large.
        drop(stream.write_all(format!("{head}\r\n").as_bytes()).and_then(|()| stream.write_all(body)));
        let mut bytes = Vec::new();
        drop(stream.read_to_end(&mut bytes));
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (headers, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {text}"));
        let status = headers.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        Answer { status, headers: headers.replace('\r', ""), body: body.to_owned() }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Waits until something is there.
pub(crate) fn wait<T>(mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(begun.elapsed() < PATIENCE, "it never came");
        sleep(Duration::from_millis(50));
    }
}

/// Writes fields as a browser sends them.
pub(crate) fn form(fields: &[(&str, &str)]) -> String {
    let escaped = |text: &str| -> String {
        text.bytes()
            .map(
                |byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") },
            )
            .collect()
    };
    fields.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect::<Vec<_>>().join("&")
}

/// Returns the report of the example's good result.
pub(crate) fn report() -> Vec<u8> {
    fs::read(root().join("examples/good-result/report.pdf")).unwrap()
}
