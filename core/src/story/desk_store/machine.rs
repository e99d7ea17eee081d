//! The machine that an act is recorded on.

use crate::account;
use crate::review::Terminal;

/// Returns the account, the machine and the program, as the record names them.
#[must_use]
pub fn this_machine() -> Terminal {
    let unknown = || "unknown".to_owned();
    Terminal {
        account: account::login_name().unwrap_or_else(unknown),
        host: account::host_name().unwrap_or_else(unknown),
        program: concat!("copydesk ", env!("CARGO_PKG_VERSION")).to_owned(),
    }
}
