//! Runs an output in a plain unit test: no library, no worker, no templates. A test sees what the program would be given:
//! the parts of the document, in order. Not here: what the templates make of them.

use crate::ffi::{self, Status};
use crate::output::{Draft, Host, Output, Refusal};
use crate::plan::{Part, is_template_name};
use crate::story::Request;

/// What a plugin made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drafted {
    /// The document, part by part.
    pub parts: Vec<Part>,
    /// What the plugin had to say about it; warnings begin with `warning: `.
    pub log: Vec<String>,
}

/// Drafts with `P` what `request` asks for.
///
/// # Errors
/// The plugin's refusal.
///
/// # Panics
/// Where the program would stop the plugin: a template's name that is none.
pub fn run<P: Output>(request: &Request) -> Result<Drafted, Refusal> {
    let mut drafted = Drafted::default();
    P::draft(request, &mut Draft::new(&mut drafted))?;
    Ok(drafted)
}

impl Host for Drafted {
    fn write(&mut self, text: &str) -> Status {
        self.parts.push(Part::Text(text.to_owned()));
        ffi::OK
    }

    fn render(&mut self, template: &str, plan: &str) -> Status {
        assert!(is_template_name(template), "{template:?} is not the name of a template");
        let plan = serde_json::from_str(plan).expect("serde_json reads what it wrote");
        self.parts.push(Part::Render { template: template.to_owned(), plan });
        ffi::OK
    }

    fn log(&mut self, level: i32, message: &str) {
        self.log.push(if level == ffi::NOTE { message.to_owned() } else { format!("warning: {message}") });
    }
}
