//! Those who speak in a text, and whose words are still missing.

use crate::pick;
use crate::plan::Ref;
use crate::story::{Id, Request};
use serde::Serialize;

/// The statements of some roles, for the partial `partials/voices`.
#[derive(Debug, Serialize)]
pub struct Voices {
    /// The statements, in the order of the roles.
    pub statements: Vec<Ref>,
    /// Whose statement is asked for, where the brief has none at all.
    pub missing: Option<Missing>,
}

/// A statement that is asked for.
#[derive(Debug, Serialize)]
pub struct Missing {
    /// The person of the desk, where it has one.
    person: Option<Ref>,
    role: Role,
    /// The trust or company whose role it is, where it is not the council's.
    of: Option<Ref>,
    /// What the statement should say, after a colon; may be empty.
    advice: &'static str,
}

/// A role in words: of the council, or of the service that the document is about.
#[derive(Debug, PartialEq, Serialize)]
#[serde(untagged)]
enum Role {
    Words(&'static str),
    Datum(Ref),
}

impl Voices {
    /// Returns the statements of these roles (see [`pick::statements`]), at most `count` of them. Where the brief has no statement,
    /// one is asked for from the first role, with this advice.
    pub fn of(request: &Request, roles: &[&'static str], count: usize, advice: &'static str) -> Voices {
        let statements = pick::statements(request, roles).into_iter().take(count);
        let asked = pick::speakers(request, roles);
        let missing = asked.first().filter(|_| request.brief.statements.is_empty());
        Voices {
            statements: statements.map(|statement| Ref::from(&statement.id)).collect(),
            missing: missing.map(|role| Missing {
                person: pick::person(request, role).map(Ref::from),
                role: in_words(role),
                of: (*role == pick::PARTNER).then(|| Ref::from(Id::new("/inspection/run_by"))),
                advice,
            }),
        }
    }

    /// Returns the statements of partners, for a document about a partnership. Where the brief has none, one is asked for.
    pub fn of_partners(request: &Request) -> Option<Voices> {
        let inspection = &request.inspection;
        if inspection.kind.partnership.is_empty() {
            return None;
        }
        let statements: Vec<Ref> =
            pick::statements(request, &[pick::PARTNER]).into_iter().map(|statement| Ref::from(&statement.id)).collect();
        let missing = statements.is_empty().then(|| Missing {
            person: pick::person(request, pick::PARTNER).map(Ref::from),
            role: Role::Datum(Ref::from(Id::new("/inspection/kind/partner_speaks"))),
            of: None,
            advice: "",
        });
        Some(Voices { statements, missing })
    }
}

fn in_words(role: &'static str) -> Role {
    Role::Words(match role {
        "cabinet-member" => "cabinet member",
        // A partner's is that of the trust or company that runs the service.
        "chief-executive" | pick::PARTNER => "chief executive",
        "leader" => "leader of the council",
        "director" => return Role::Datum(Ref::from(Id::new("/inspection/kind/service/director"))),
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::{Person, Statement};

    #[test]
    fn a_statement_is_asked_for_where_nobody_has_spoken() {
        let mut request = Request::default();
        let voices = Voices::of(&request, &["director", "leader"], 2, ": what changes");
        let missing = voices.missing.expect("somebody is asked");
        let director = Role::Datum(Ref::from(Id::new("/inspection/kind/service/director")));
        assert_eq!((missing.role, missing.advice), (director, ": what changes"));
        let speaker = Person { role_id: "leader".to_owned(), ..Person::default() };
        request.brief.statements =
            vec![Statement { id: Id::new("/brief/statements/0"), speaker, ..Statement::default() }];
        let voices = Voices::of(&request, &["director", "leader"], 2, "");
        assert_eq!((voices.statements.len(), voices.missing.is_none()), (1, true));
        assert!(Voices::of(&request, &["director"], 2, "").statements.is_empty());
        // Where a trust runs the service, its chief executive is asked first.
        request.brief.statements.clear();
        request.inspection.run_by = Some("Avershire Children’s Trust".to_owned());
        let missing = Voices::of(&request, &["director"], 2, "").missing.expect("somebody is asked");
        let trust = Ref::from(Id::new("/inspection/run_by"));
        assert_eq!((missing.role, missing.of), (Role::Words("chief executive"), Some(trust)));
    }
}
