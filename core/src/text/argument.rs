//! How a path is written on a command line, so that a command in a message can be copied as it stands. Not here: the
//! commands.

use std::path::Path;

/// The path as a shell takes it for one word: in single quotes where it has anything in it that means something to a shell.
pub fn argument(path: &Path) -> String {
    let text = path.display().to_string();
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+=:@,".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) {
        return text;
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_means_something_to_a_shell_is_quoted() {
        for (path, typed) in [
            ("/srv/comms/plugins/libletter-3f5a.so", "/srv/comms/plugins/libletter-3f5a.so"),
            ("/home/Zoë/desk", "/home/Zoë/desk"),
            ("/home/ann/our desk", "'/home/ann/our desk'"),
            ("ann's; rm *", r"'ann'\''s; rm *'"),
            ("~", "'~'"),
            ("", "''"),
        ] {
            assert_eq!(argument(Path::new(path)), typed);
        }
    }
}
