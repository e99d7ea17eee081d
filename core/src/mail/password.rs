//! The password of the mail server: from a file that nobody else may read, or from the environment.
#![expect(clippy::disallowed_methods, reason = "a password is not written in desk.toml")]

use super::MailError;
use crate::desk::Mail;
use crate::disk;
use std::path::Path;

/// The environment variable that holds the password, if no file does.
pub(super) const VARIABLE: &str = "COPYDESK_SMTP_PASSWORD";

/// The largest file that is taken for a password, in bytes.
const LARGEST: usize = 4096;

/// Returns the password of the mail server.
///
/// # Errors
/// There is none, or other users of the machine may read the file.
pub(super) fn password(settings: &Mail, desk: &Path) -> Result<String, MailError> {
    secret(settings.password_file.as_deref(), desk, ("password_file", VARIABLE))
}

/// Returns a password from a file, relative to the desk, or without one from an environment variable. `key` is the key in
/// `desk.toml` that names the file.
///
/// # Errors
/// There is none, or other users of the machine may read the file.
pub fn secret(file: Option<&str>, desk: &Path, (key, variable): (&str, &str)) -> Result<String, MailError> {
    let Some(file) = file else {
        let missing = || MailError::Settings {
            cause: "a password is asked for, and there is none".to_owned(),
            hint: format!("write it into a file, name that as `{key}` in desk.toml, or set {variable}"),
        };
        return std::env::var(variable).ok().filter(|password| !password.is_empty()).ok_or_else(missing);
    };
    let path = desk.join(file);
    let wrong = |cause: &str, hint: &str| MailError::Settings {
        cause: format!("{}, which `{key}` in desk.toml names, {cause}", path.display()),
        hint: hint.replace("FILE", &path.display().to_string()),
    };
    if others_may_read(&path) {
        return Err(wrong("may be read by others", "make it readable for you alone: chmod 600 FILE"));
    }
    let unreadable = |cause: &dyn std::fmt::Display| {
        wrong(&format!("cannot be read: {cause}"), "write the password into FILE, in one line")
    };
    let bytes = disk::read(&path, LARGEST).map_err(|error| unreadable(&error))?;
    let text = String::from_utf8(bytes).map_err(|_| unreadable(&"it is not text"))?;
    let password = text.trim_end_matches(['\r', '\n']);
    if password.is_empty() || password.contains(char::is_control) {
        return Err(unreadable(&"it is not one line"));
    }
    Ok(password.to_owned())
}

#[cfg(unix)]
fn others_may_read(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|found| found.permissions().mode() & 0o077 != 0)
}

/// Returns `false`: who may read a file is not known on this system.
#[cfg(not(unix))]
fn others_may_read(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    #[test]
    #[cfg(unix)]
    fn a_password_is_one_line_that_others_may_not_read() {
        use super::*;
        use std::os::unix::fs::PermissionsExt;

        let at = tempfile::tempdir().unwrap();
        let path = at.path().join("password");
        let settings = Mail {
            from: "press@avershire.example".parse().unwrap(),
            server: "smtps://mail.example".parse().ok(),
            user: Some("press".to_owned()),
            password_file: Some("password".to_owned()),
            folder: None,
        };
        let said = || password(&settings, at.path()).map_err(|error| format!("{error}\n{}", error.hint()));
        assert!(said().unwrap_err().contains("cannot be read"));
        std::fs::write(&path, "a secret\n").unwrap();
        for (mode, taken) in [(0o600, true), (0o400, true), (0o640, false), (0o604, false), (0o602, false)] {
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
            match said() {
                Ok(password) => assert!(taken && password == "a secret", "{mode:o}"),
                Err(error) => assert!(!taken && error.contains("chmod 600") && !error.contains("secret"), "{error}"),
            }
        }
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        for text in ["", "\n", "two\nlines\n"] {
            std::fs::write(&path, text).unwrap();
            assert!(said().unwrap_err().contains("in one line"), "{text:?}");
        }
    }
}
