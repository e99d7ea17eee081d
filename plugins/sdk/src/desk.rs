//! The council's own facts, as a plugin receives them.

use crate::story::{Own, Person, wire};
use serde::{Deserialize, Serialize};

wire! {
    /// The council's own facts. Everything is empty when a report is drafted without a desk.
    pub struct Desk {
        /// The council; `null` without a desk.
        pub council: Option<Council>,
        /// People, by role.
        pub people: Vec<Person>,
        /// Contacts.
        pub contacts: Vec<Contact>,
        /// The content of a recruitment page; `null` if the desk has none.
        pub recruitment: Option<Recruitment>,
        /// What this output asks the desk for ([`crate::Field`]), by name; `null` for what nobody wrote.
        pub own: Own,
    }
}

wire! {
    /// The council.
    pub struct Council {
        /// Full name.
        pub name: String,
        /// Short name.
        pub short: String,
        /// A paragraph about the council, for notes to editors.
        pub about: Option<String>,
        /// The council's web site.
        pub website: Option<String>,
    }
}

wire! {
    /// Whom to ask.
    pub struct Contact {
        /// Whose contact it is: `press`, `staff`, `recruitment`, `families` or `support`, which is for staff.
        pub r#for: String,
        /// Name of the person or team.
        pub name: String,
        /// E-mail address.
        pub email: Option<String>,
        /// Telephone number.
        pub phone: Option<String>,
        /// Address of a page.
        pub url: Option<String>,
    }
}

wire! {
    /// What a recruitment page says.
    pub struct Recruitment {
        /// The offer to social workers, one phrase each.
        pub offer: Vec<String>,
        /// The place, in a sentence or two.
        pub place: Option<String>,
        /// The practice model, in a sentence or two.
        pub practice_model: Option<String>,
        /// The link for applications.
        pub apply: Option<String>,
    }
}
