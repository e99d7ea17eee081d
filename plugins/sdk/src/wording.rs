//! The words that texts use for a kind of document, for its service and for its grades, as a plugin receives them.

use crate::story::{Tone, wire};
use serde::{Deserialize, Serialize};

wire! {
    /// A kind of document in words.
    pub struct Kind {
        /// What it reports: "a focused visit to children’s services".
        pub called: String,
        /// What was looked at, in the words of a headline: "services that protect children".
        pub about: String,
        /// Who publishes it: "Ofsted and the Care Quality Commission".
        pub inspectorate: String,
        /// Who publishes it in a word, without an article: "CQC".
        pub short: String,
        /// Where its documents are published: "reports.ofsted.gov.uk".
        pub page: String,
        /// The hashtag of the inspectorate.
        pub tag: String,
        /// The service that it is about.
        pub service: Service,
        /// Whether documents of this kind give grades.
        pub graded: bool,
        /// Whether several inspectorates publish it.
        pub joint: bool,
        /// What it is itself: "the letter".
        pub names: String,
        /// What took place, in a word: "visit".
        pub visit: String,
        /// The word before `called` where inspectors found something: "on".
        pub found: String,
        /// What a link to its page says, before the place: "Ofsted’s letter on children’s services".
        pub link: String,
        /// What an area for priority action means, in a sentence or two; empty for a kind that has none.
        pub priority_means: String,
        /// What texts call the partners together, without an article: "local area partnership". Empty for a kind about the
        /// council alone.
        pub partnership: String,
        /// How a sentence begins that names the partners.
        pub partners_are: String,
        /// Who besides the council should have a word: "somebody for the NHS".
        pub partner_speaks: String,
    }
}

wire! {
    /// A service of the council, in the words that texts use for it.
    pub struct Service {
        /// What texts call it: "children’s services".
        pub name: String,
        /// The people it is for: "children and families".
        pub people: String,
        /// One of them: "child or family".
        pub one: String,
        /// What it gives them: "help for children".
        pub help: String,
        /// The officer who answers for it: "director of children’s services".
        pub director: String,
        /// The work that is done in it: "social work".
        pub work: String,
        /// Those who do it: "social workers".
        pub workers: String,
        /// The hashtag of the service.
        pub tag: String,
        /// The hashtag of the work.
        pub work_tag: String,
        /// Whether its people are safe, as a question: "Are children safe?"
        pub safe: String,
        /// When somebody should ask for help, after "if": "your family needs help".
        pub need_help: String,
        /// What to do in danger, in a sentence; may be empty.
        pub in_danger: String,
        /// Whom people may have to ask, after "if you have": "a social worker".
        pub ask: String,
    }
}

wire! {
    /// A framework in words.
    pub struct Scale {
        /// What inspectors look at, after "look at"; may be empty.
        pub looks_at: String,
        /// Who decides on an intervention after the lowest grade; empty if nobody does.
        pub intervenes: String,
        /// What the law asks of the council after a report, in a sentence; empty if nothing.
        pub duty: String,
        /// The name of the lowest grade.
        pub lowest: String,
        /// How many grades there are.
        pub grades: u32,
    }
}

wire! {
    /// A term of the trade, for readers outside it.
    pub struct Term {
        /// The term: "strategy meeting".
        pub term: String,
        /// What it means: "an urgent meeting about a child’s safety".
        pub means: String,
    }
}

wire! {
    /// An outcome as a set sentence.
    pub struct StatedOutcome {
        /// The outcome's id, such as `inconsistent`.
        pub id: String,
        /// The sentence as printed.
        pub text: String,
        /// How a headline says it, before the place.
        pub short: String,
        /// How good it is.
        pub tone: Tone,
    }
}
