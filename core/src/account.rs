//! Who runs the program, and on which machine, according to the system. The only file that names `nix`.

/// Returns the login name of the person who runs the program.
#[cfg(unix)]
pub fn login_name() -> Option<String> {
    name_of(user())
}

/// Returns the login name of the person who runs the program; not known on this system.
#[cfg(not(unix))]
pub fn login_name() -> Option<String> {
    None
}

/// Returns the name of the machine.
#[cfg(unix)]
pub fn host_name() -> Option<String> {
    nix::unistd::gethostname().ok()?.into_string().ok().filter(|name| !name.is_empty())
}

/// Returns the name of the machine; not known on this system.
#[cfg(not(unix))]
pub fn host_name() -> Option<String> {
    None
}

/// Returns the user whose rights the program has.
#[cfg(unix)]
pub(crate) fn user() -> u32 {
    nix::unistd::geteuid().as_raw()
}

#[cfg(unix)]
fn name_of(user: u32) -> Option<String> {
    nix::unistd::User::from_uid(user.into()).ok().flatten().map(|user| user.name)
}

/// Returns `true` if nobody but `user` is in `group`: many systems give each user a group of the same name.
#[cfg(unix)]
pub(crate) fn is_private(group: u32, user: u32) -> bool {
    let Some(group) = nix::unistd::Group::from_gid(group.into()).ok().flatten() else { return false };
    name_of(user).is_some_and(|name| group.name == name && group.mem.iter().all(|member| *member == name))
}

#[cfg(target_os = "linux")]
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_private_group_is_named_like_its_user() {
        assert!(is_private(0, 0), "the group root");
        assert!(!is_private(0, 1) && !is_private(1, 0) && !is_private(u32::MAX - 7, 0));
    }
}
