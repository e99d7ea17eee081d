//! Who has to sign a text: a desk's rule, resolved to roles and people. Who has signed is in `state`.

use super::{Actor, PersonId, Refused, RoleId, SignOff};
use crate::desk::{Desk, Needs, SignOrder};
use crate::inspection::Tone;
use serde::{Deserialize, Serialize};

/// The role that signs if no rule of the desk fits: anyone in the desk except the author.
pub const SECOND_READER: &str = "second-reader";

/// Who has to sign a text. It is fixed when the text is submitted, so a later change of the desk's rules does not
/// affect it. It is recorded with the event, and a new key is a new form of the store (`store/sqlite/migrations.rs`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    roles: Vec<RoleNeeded>,
    order: SignOrder,
}

/// A role that has to sign, with those who held it when the text was submitted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RoleNeeded {
    /// The role.
    pub id: RoleId,
    /// Who holds the role.
    pub held_by: Vec<Actor>,
    /// Whether any of them signs, or all.
    pub needs: Needs,
}

/// A role that has not been signed yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenRole {
    /// The role.
    pub role: RoleId,
    /// Who can sign in the role.
    pub from: Vec<Actor>,
    /// Whether any of them signs, or all.
    pub needs: Needs,
    /// Whether it can be signed now, or waits for earlier roles.
    pub now: bool,
}

/// One missing signature: those who can give it.
type Slot<'a> = Vec<&'a PersonId>;

impl Requirement {
    /// Returns what a desk requires for a text. If no rule fits, it is one person other than the author.
    pub fn of(desk: &Desk, output: &str, result: Option<Tone>) -> Requirement {
        let actor = |person: &crate::desk::Person| Actor { id: PersonId(person.id.clone()), name: person.name.clone() };
        let Some(rule) = desk.sign_off_rule(output, result) else {
            let anybody = desk.people.iter().map(actor).collect();
            let role = RoleNeeded { id: RoleId(SECOND_READER.to_owned()), held_by: anybody, needs: Needs::Any };
            return Requirement { roles: vec![role], order: SignOrder::Together };
        };
        let role = |id: &String| {
            let (people, needs) = desk.holders(id);
            RoleNeeded { id: RoleId(id.clone()), held_by: people.into_iter().map(actor).collect(), needs }
        };
        Requirement { roles: rule.roles.iter().map(role).collect(), order: rule.order }
    }

    /// Returns `true` if no rule of the desk fitted.
    pub fn is_default(&self) -> bool {
        matches!(&self.roles[..], [only] if only.id.0 == SECOND_READER)
    }

    /// Returns the roles, in their order.
    pub fn roles(&self) -> &[RoleNeeded] {
        &self.roles
    }

    /// Returns `true` if the roles sign one after the other.
    pub fn in_order(&self) -> bool {
        self.order == SignOrder::InOrder
    }

    /// Returns `true` if the person holds one of the roles.
    pub fn asks(&self, person: &PersonId) -> bool {
        self.roles.iter().any(|role| role.holds(person))
    }

    /// Returns the roles that have not been signed yet.
    pub(super) fn open(&self, authors: &[Actor], signed: &[SignOff]) -> Vec<OpenRole> {
        let mut open: Vec<OpenRole> = Vec::new();
        for role in &self.roles {
            let of_role = || signed.iter().filter(|sign_off| sign_off.role == role.id);
            let from: Vec<Actor> =
                role.others(authors).filter(|actor| !has_signed(signed, &actor.id)).cloned().collect();
            let is_done = match role.needs {
                Needs::Any => of_role().next().is_some(),
                Needs::All => {
                    of_role().next().is_some()
                        && role.others(authors).all(|actor| of_role().any(|s| s.by.id == actor.id))
                }
            };
            if !is_done {
                let now = !self.in_order() || open.is_empty();
                open.push(OpenRole { role: role.id.clone(), from, needs: role.needs, now });
            }
        }
        open
    }

    /// Checks that every missing signature can be given by people who have not signed yet, each in one role.
    pub(super) fn fillable(&self, authors: &[Actor], signed: &[SignOff]) -> Result<(), Refused> {
        let mut slots: Vec<(Slot<'_>, &RoleNeeded)> = Vec::new();
        for role in &self.roles {
            let of_role = |id: &PersonId| signed.iter().any(|s| s.role == role.id && s.by.id == *id);
            let others: Vec<&PersonId> = role.others(authors).map(|actor| &actor.id).collect();
            if others.is_empty() {
                return Err(Refused::NobodyElse { role: role.id.clone(), held_by: role.held_by.clone() });
            }
            let missing = |id: &&PersonId| !has_signed(signed, id);
            match role.needs {
                Needs::Any if others.iter().any(|id| of_role(id)) => {}
                Needs::Any => slots.push((others.into_iter().filter(missing).collect(), role)),
                Needs::All => {
                    let left = others.into_iter().filter(|id| !of_role(id));
                    slots.extend(left.map(|id| (Some(id).filter(missing).into_iter().collect(), role)));
                }
            }
        }
        let mut taken: Vec<(&PersonId, usize)> = Vec::new();
        for slot in 0..slots.len() {
            if !assign(slot, &slots, &mut taken, &mut Vec::new()) {
                return Err(Refused::TooFew { role: slots[slot].1.id.clone() });
            }
        }
        Ok(())
    }
}

impl OpenRole {
    /// Returns `true` if everyone named has to sign, and not any one of them.
    pub fn needs_all(&self) -> bool {
        self.needs == Needs::All
    }
}

impl RoleNeeded {
    /// Returns `true` if the person holds the role.
    pub fn holds(&self, person: &PersonId) -> bool {
        self.held_by.iter().any(|actor| actor.id == *person)
    }

    /// Returns those who hold the role and are not authors of the text.
    fn others<'a>(&'a self, authors: &'a [Actor]) -> impl Iterator<Item = &'a Actor> {
        self.held_by.iter().filter(|actor| !authors.iter().any(|author| author.id == actor.id))
    }
}

fn has_signed(signed: &[SignOff], person: &PersonId) -> bool {
    signed.iter().any(|sign_off| sign_off.by.id == *person)
}

/// Finds a person for a signature, reassigning others if need be (Kuhn's algorithm for bipartite matching).
fn assign<'a>(
    slot: usize,
    slots: &[(Slot<'a>, &RoleNeeded)],
    taken: &mut Vec<(&'a PersonId, usize)>,
    asked: &mut Vec<&'a PersonId>,
) -> bool {
    for &person in &slots[slot].0 {
        if asked.contains(&person) {
            continue;
        }
        asked.push(person);
        let place = taken.iter().position(|(other, _)| *other == person);
        let free = place.is_none_or(|place| assign(taken[place].1, slots, taken, asked));
        if free {
            taken.retain(|(other, _)| *other != person);
            taken.push((person, slot));
            return true;
        }
    }
    false
}
