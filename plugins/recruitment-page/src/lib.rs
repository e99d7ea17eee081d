//! The recruitment page: the result in a line, what inspectors said about working here, quotations from practitioners,
//! the offer, the place, and one call to action. Its wording is in `templates/recruitment-page`.

use copydesk_plugin::findings;
use copydesk_plugin::pick::{self, Quotes};
use copydesk_plugin::plan::Ref;
use copydesk_plugin::story::{Group, Id, Quote, Request, Stance, Tone};
use copydesk_plugin::{Draft, Output, Refusal};
use serde::Serialize;

struct RecruitmentPage;

copydesk_plugin::export! {
    RecruitmentPage,
    id: "org.copydesk.recruitment-page",
    outputs: [{
        id: "recruitment-page",
        title: "Recruitment page",
        description: "For social workers thinking of joining the council",
        needs: ["grades or findings"],
    }],
}

/// The lowest score of praise to quote.
const STRONG_PRAISE: i32 = 44;
/// Longest sentence quoted, in words.
const LONGEST_QUOTE: u32 = 36;

/// The plan for the template.
#[derive(Serialize)]
struct Plan {
    /// The name of the place, the shorter of two.
    place: Ref,
    /// How many areas are good or better, the lowest grade that is, and whether a better one was given too.
    good: usize,
    lowest_good: Option<Ref>,
    or_better: bool,
    /// A phrase of the report about the job, short enough for the headline.
    headline: Option<Ref>,
    /// What inspectors said about working here.
    working_here: Vec<Job>,
    practitioners: Vec<Ref>,
    /// Of the points to improve, those that a social worker feels first.
    for_staff: Vec<Ref>,
    /// Whether, in a document without grades, something has to be put right at once.
    serious: bool,
    /// The link for applications: from the desk's recruitment section or its contact.
    apply: Option<Ref>,
    /// Whom to ask.
    contact: Option<Ref>,
}

/// What inspectors said about the job, and what of it.
#[derive(Serialize)]
struct Job {
    theme: Option<&'static str>,
    quote: Ref,
}

/// The topics that social workers ask about first, each with how the page introduces it.
const THEMES: [(&str, &str); 3] = [
    ("workload", "The work you have"),
    ("training", "Support and learning"),
    ("workforce", "The people you work with"),
];
/// The longest phrase in a headline, in bytes, and how a sentence with it begins.
const LONGEST_PHRASE: usize = 40;
const SUBJECTS: [&str; 4] = ["Social workers are", "Social workers have", "Social workers in", "Practitioners are"];

impl Output for RecruitmentPage {
    fn draft(request: &Request, draft: &mut Draft<'_>) -> Result<(), Refusal> {
        if findings::was_read(request) {
            return draft.render("recruitment-page/ungraded", &plan(request));
        }
        pick::judgements(request, "a recruitment page opens with")?;
        draft.render("recruitment-page/main", &plan(request))
    }
}

fn plan(request: &Request) -> Plan {
    let working_here = working_here(request);
    let short = |quote: &&&Quote| {
        let fits = quote.rest.as_ref().is_some_and(|rest| rest.len() <= LONGEST_PHRASE);
        fits && SUBJECTS.iter().any(|subject| quote.text.starts_with(subject))
    };
    let groups = &request.outcome.groups;
    let is_good = |group: &Group| group.tone == Tone::Good;
    let headline = working_here.iter().map(|(_, quote)| quote).find(short);
    Plan {
        place: Ref::from(pick::place(request)),
        good: request.outcome.areas.iter().filter(|area| area.tone == Tone::Good).count(),
        lowest_good: groups
            .iter()
            .rposition(is_good)
            .map(|place| Ref::from(Id::new(format!("/outcome/groups/{place}")))),
        or_better: groups.iter().filter(|group| is_good(group)).count() > 1,
        headline: headline.map(|quote| Ref::from(&quote.id)),
        working_here: working_here
            .iter()
            .map(|(theme, quote)| Job { theme: *theme, quote: Ref::from(&quote.id) })
            .collect(),
        practitioners: pick::practitioners(request).map(|statement| Ref::from(&statement.id)).collect(),
        for_staff: for_staff(request).map(Ref::from).collect(),
        serious: findings::is_serious(request),
        apply: apply(request).map(Ref::from),
        contact: pick::contact(request, "recruitment").map(Ref::from),
    }
}

/// Returns up to four sentences, in the order of what social workers ask first: workload, then support. Reports
/// describe working for the council in the section on leaders; other sections are used when that has no more. A theme is named once.
fn working_here(request: &Request) -> Vec<(Option<&'static str>, &Quote)> {
    let mut quotes = Quotes::of(request);
    let mut taken = Vec::new();
    for (topic, theme) in THEMES.iter().chain(THEMES.last()) {
        let about = |quote: &Quote| attracts(quote) && quote.topics.iter().any(|other| other == topic);
        let theme = taken.iter().all(|(named, _)| *named != Some(*theme)).then_some(*theme);
        let of_staff = |quote: &Quote| match quote.area.as_deref() {
            Some(_) => {
                let is_on_staff = request.inspection.judgements.iter().any(|area| area.staff && quote.is_about(area));
                is_on_staff && names_the_job(quote)
            }
            None => names_staff(quote),
        };
        taken.extend(quotes.take(LONGEST_QUOTE, |quote| about(quote) && of_staff(quote)).map(|quote| (theme, quote)));
    }
    while taken.len() < 2
        && let Some(quote) = quotes.take(LONGEST_QUOTE, |quote| attracts(quote) && names_workers(quote, request))
    {
        taken.push((None, quote));
    }
    taken
}

/// Returns `true` for strong praise that promises nothing and mentions no problem.
fn attracts(quote: &Quote) -> bool {
    let text = quote.text.to_lowercase();
    let puts_off = ["high caseload", "future", "vacanc", "turnover", "agency", "came into post", "some "];
    quote.stance == Stance::Praise && quote.score >= STRONG_PRAISE && !puts_off.iter().any(|word| text.contains(word))
}

/// Returns `true` if the sentence names those who do the work, one or several: "a social worker".
fn names_workers(quote: &Quote, request: &Request) -> bool {
    let workers = request.inspection.kind.service.workers.trim_end_matches('s');
    !workers.is_empty() && quote.text.to_lowercase().contains(workers)
}

/// Words of points to improve that a social worker feels first.
const WORK: [&str; 9] =
    ["social worker", "workforce", "caseload", "workload", "supervision", "oversight", "staff", "recruit", "training"];

/// Returns the points to improve about the work itself; if there are none, or the result is good, the first three.
fn for_staff(request: &Request) -> impl Iterator<Item = &Id> {
    let about_work = |text: &str| WORK.iter().any(|word| text.to_lowercase().contains(word));
    let points = &request.inspection.improvements;
    let any = request.outcome.tone != Tone::Good && points.iter().any(|point| about_work(&point.text));
    points.iter().filter(move |point| !any || about_work(&point.text)).take(3).map(|point| &point.id)
}

/// Returns `true` if the sentence names the people who work in the service, or what they have to do or are given.
fn names_the_job(quote: &Quote) -> bool {
    let job =
        ["worker", "supervis", "caseload", "workload", "training", "induction", "career", "manager", "team", "culture"];
    let text = quote.text.to_lowercase();
    names_staff(quote) || job.iter().any(|word| text.contains(word))
}

/// Returns `true` if the sentence names the people who work in the service.
fn names_staff(quote: &Quote) -> bool {
    let text = quote.text.to_lowercase();
    ["social worker", "staff", "workforce", "practitioner"].iter().any(|word| text.contains(word))
}

fn apply(request: &Request) -> Option<Id> {
    let desk = &request.desk;
    if desk.recruitment.as_ref().is_some_and(|recruitment| recruitment.apply.is_some()) {
        return Some(Id::new("/desk/recruitment/apply"));
    }
    let has_page = desk.contacts.iter().any(|contact| contact.r#for == "recruitment" && contact.url.is_some());
    pick::contact(request, "recruitment").filter(|_| has_page).map(|contact| contact.child("url"))
}
