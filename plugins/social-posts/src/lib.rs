//! Posts for the council's accounts: the result; what inspectors saw, or after a poor result what is done; and what comes next, or
//! where to get help. Each has a short and a long form, which fit wherever it is posted.
//!
//! The wording of the posts is here and not in `templates/social-posts`, which only joins the parts: a plugin cannot
//! see the rendered text, and so could not count it. Politicians are not quoted.

mod count;
mod form;
mod help;
mod next;
mod post;
mod quotation;
mod result;
mod wording;

use copydesk_plugin::findings;
use copydesk_plugin::pick;
use copydesk_plugin::plan::Ref;
use copydesk_plugin::story::{Id, Request};
use copydesk_plugin::{Draft, Output, Refusal};
use form::{FORMS, Form};
use post::Post;
use serde::Serialize;

struct SocialPosts;

copydesk_plugin::export! {
    SocialPosts,
    id: "org.copydesk.social-posts",
    outputs: [{
        id: "social-posts",
        title: "Social media posts",
        description: "For the council's accounts, in a short and a long form",
        needs: ["grades or findings"],
    }],
}

/// The plan for the template.
#[derive(Serialize)]
struct Plan {
    posts: Vec<Titled>,
    pictures: Vec<Placed>,
    /// Whether the result is poor: then nothing is decorated.
    poor: bool,
}

/// A post in its forms.
#[derive(Serialize)]
struct Titled {
    number: usize,
    title: &'static str,
    forms: Vec<Formed>,
    /// The numbers of the pictures that go with it.
    pictures: Vec<usize>,
}

#[derive(Serialize)]
struct Formed {
    name: &'static str,
    limit: usize,
    post: Post,
}

/// A picture, and the title of the post it goes with.
#[derive(Serialize)]
struct Placed {
    picture: Ref,
    number: usize,
    title: &'static str,
}

/// A kind of post: its title, and how it is made.
type Kind = (&'static str, fn(&Request, &Form) -> Option<Post>);

/// The posts, in the order in which they go out, and those after a poor result.
const KINDS: [Kind; 3] =
    [("The result", result::post), ("In the report’s words", quotation::post), ("What comes next", next::post)];
const KINDS_OF_POOR: [Kind; 3] =
    [("The result", result::post), ("What is done", next::post_of_poor), ("Where to get help", help::post)];

impl Output for SocialPosts {
    fn draft(request: &Request, draft: &mut Draft<'_>) -> Result<(), Refusal> {
        if !findings::was_read(request) {
            pick::judgements(request, "these posts tell")?;
        }
        let plan = plan(request);
        for (title, _) in kinds(request) {
            let post = plan.posts.iter().find(|post| post.title == title);
            let lacks = |form: &&Form| post.is_none_or(|post| post.forms.iter().all(|made| made.name != form.name));
            for form in FORMS.iter().filter(lacks) {
                draft.warn(&format!("no {} form of the post “{title}”: nothing to say fits", form.name.to_lowercase()));
            }
        }
        draft.render("social-posts/main", &plan)
    }
}

fn kinds(request: &Request) -> [Kind; 3] {
    if wording::is_poor(request) { KINDS_OF_POOR } else { KINDS }
}

fn plan(request: &Request) -> Plan {
    let post = |(place, (title, make)): (usize, Kind)| {
        let made = |form: &Form| Some(Formed { name: form.name, limit: form.limit, post: make(request, form)? });
        let forms: Vec<Formed> = FORMS.iter().filter_map(made).collect();
        let pictures = pictures_of(request, title);
        (!forms.is_empty()).then(|| Titled { number: place + 1, title, forms, pictures })
    };
    let place = |place: usize| Placed {
        picture: Ref::from(Id::new(format!("/brief/pictures/{place}"))),
        number: place + 1,
        title: title_of(request, place),
    };
    Plan {
        posts: kinds(request).into_iter().enumerate().filter_map(post).collect(),
        pictures: (0..request.brief.pictures.len()).map(place).collect(),
        poor: wording::is_poor(request),
    }
}

/// Returns the post that a picture goes with: the first picture with the first, and more than there are posts with the first too.
fn title_of(request: &Request, picture: usize) -> &'static str {
    let kinds = kinds(request);
    kinds.get(picture).unwrap_or(&kinds[0]).0
}

fn pictures_of(request: &Request, title: &str) -> Vec<usize> {
    let all = 0..request.brief.pictures.len();
    all.filter(|&picture| title_of(request, picture) == title).map(|picture| picture + 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use copydesk_plugin::plan::Part;
    use copydesk_plugin::story::{
        Change, Direction, Group, Judgement, Person, Picture, Quote, Stance, Statement, Tone,
    };
    use copydesk_plugin::testing;

    const GRADES: [(&str, &str, Tone); 3] = [
        ("good", "Good", Tone::Good),
        ("requires-improvement", "Requires improvement to be good", Tone::Mixed),
        ("inadequate", "Inadequate", Tone::Poor),
    ];

    fn judgement(place: usize, area: &str, (grade, grade_name, tone): (&str, &str, Tone)) -> Judgement {
        Judgement {
            id: Id::new(format!("/inspection/judgements/{place}")),
            area: area.to_owned(),
            service: area.to_owned(),
            predicate: format!("are {grade_name}"),
            grade: grade.to_owned(),
            grade_name: grade_name.to_owned(),
            tone,
            ..Judgement::default()
        }
    }

    fn quote(place: usize, text: &str, stance: Stance) -> Quote {
        let (id, text) = (Id::new(format!("/quotes/{place}")), text.to_owned());
        Quote { id, text, stance, standalone: true, score: 60, words: 10, ..Quote::default() }
    }

    /// Returns a report with the overall grade `overall` of tone `tone`, and the grade `second` for its second area.
    fn request(tone: Tone, overall: usize, second: usize) -> Request {
        let mut request = Request::default();
        "Avershire".clone_into(&mut request.inspection.authority.name);
        "#Ofsted".clone_into(&mut request.inspection.kind.tag);
        "#ChildrensServices".clone_into(&mut request.inspection.kind.service.tag);
        "If in danger, call 999.".clone_into(&mut request.inspection.kind.service.in_danger);
        request.inspection.judgements =
            vec![judgement(0, "the leaders", GRADES[overall]), judgement(1, "the helpers", GRADES[second])];
        let group = |place: usize| {
            let judgement = request.inspection.judgements[place].clone();
            Group {
                grade: judgement.grade.clone(),
                grade_name: judgement.grade_name.clone(),
                tone: judgement.tone,
                predicate: judgement.predicate.clone(),
                judgements: vec![judgement],
            }
        };
        request.outcome.groups = vec![group(0), group(1)];
        request.outcome.areas = request.inspection.judgements.clone();
        request.outcome.overall = Some(Judgement {
            change: Some(Change {
                direction: Direction::Up,
                from: "Inadequate".to_owned(),
                year: 2021,
                ..Change::default()
            }),
            ..judgement(2, "overall", GRADES[overall])
        });
        request.outcome.tone = tone;
        request.quotes = vec![
            quote(0, "Children are listened to and do well.", Stance::Praise),
            quote(1, "Children wait too long for help.", Stance::Criticism),
        ];
        request
    }

    /// Returns the plan as the program is given it.
    fn planned(request: &Request) -> String {
        let drafted = testing::run::<SocialPosts>(request).unwrap();
        let [Part::Render { template, plan }] = &drafted.parts[..] else { panic!("{drafted:?}") };
        assert_eq!((template.as_str(), drafted.log.as_slice()), ("social-posts/main", &[][..]));
        plan.to_string()
    }

    #[test]
    fn a_document_without_grades_is_refused() {
        let mut request = Request::default();
        "jtai".clone_into(&mut request.inspection.document);
        let refusal = testing::run::<SocialPosts>(&request).unwrap_err().to_string();
        assert!(refusal.ends_with("this document (jtai) gives none (no-judgements)"), "{refusal}");
    }

    #[test]
    fn there_are_three_posts_in_two_forms() {
        for request in [request(Tone::Good, 0, 0), request(Tone::Mixed, 0, 1), request(Tone::Poor, 2, 1)] {
            let counts: Vec<usize> = plan(&request).posts.iter().map(|post| post.forms.len()).collect();
            assert_eq!(counts, [2; 3]);
        }
    }

    #[test]
    fn nothing_is_accepted_or_thanked_for_that_nobody_agreed_to() {
        let [good, mixed, mut poor] = [(Tone::Good, 0, 0), (Tone::Mixed, 0, 1), (Tone::Poor, 2, 1)]
            .map(|(tone, overall, second)| request(tone, overall, second));
        let plans = [&good, &mixed, &poor].map(planned);
        let with = |words: &str| plans.each_ref().map(|plan| plan.contains(words));
        assert_eq!(with("We accept"), [false; 3]);
        assert_eq!(with("hank you"), [false; 3]);
        assert_eq!(with("whether the council accepts the findings"), [false, false, true]);
        assert_eq!(with("/inspection/kind/tag"), [true, true, false]);
        let speaker = Person { role_id: "director".to_owned(), name: "Ann".to_owned(), ..Person::default() };
        let id = Id::new("/brief/statements/0");
        poor.brief.statements =
            vec![Statement { id, speaker, words: "We accept it.".to_owned(), ..Statement::default() }];
        let plan = planned(&poor);
        assert!(plan.contains(r#"{"$ref":"/brief/statements/0/words"}"#) && !plan.contains("whether the council"));
    }

    #[test]
    fn facts_are_references() {
        let plan = planned(&request(Tone::Mixed, 0, 1));
        for datum in [
            "/inspection/authority/name",
            "/inspection/judgements/2/grade_name",
            "/inspection/judgements/2/change/from",
            "/inspection/judgements/2/change/year",
            "/outcome/groups/1/predicate",
            "/inspection/judgements/1/service",
            "/quotes/0/text",
        ] {
            assert!(plan.contains(&format!(r#"{{"$ref":"{datum}"}}"#)), "{datum}");
        }
        for word in ["Avershire", "Inadequate", "Requires", "listened", "2021"] {
            assert!(!plan.contains(word), "{word} is retyped");
        }
    }

    #[test]
    fn what_does_not_fit_is_left_out_and_said() {
        let mut request = request(Tone::Good, 0, 0);
        request.brief.next_steps = vec!["Step. ".repeat(50)];
        request.quotes[0].text = "Children ".repeat(60);
        let drafted = testing::run::<SocialPosts>(&request).unwrap();
        assert_eq!(
            drafted.log,
            [
                "warning: no short form of the post “In the report’s words”: nothing to say fits",
                "warning: no long form of the post “In the report’s words”: nothing to say fits",
                "warning: no short form of the post “What comes next”: nothing to say fits",
            ]
        );
        let [Part::Render { plan, .. }] = &drafted.parts[..] else { panic!("{drafted:?}") };
        assert_eq!(plan.to_string().matches("/brief/next_steps/0").count(), 1, "in the long form only");
    }

    #[test]
    fn the_first_step_that_fits_leads() {
        let mut request = request(Tone::Good, 0, 0);
        request.brief.next_steps = vec!["Step. ".repeat(50), "Short step.".to_owned()];
        let plan = planned(&request);
        assert_eq!(plan.matches("/brief/next_steps/1").count(), 2);
    }

    #[test]
    fn grades_are_told_without_an_overall_one() {
        let mut request = request(Tone::Good, 0, 0);
        request.outcome.overall = None;
        assert!(planned(&request).contains(" in all two areas."));
        let one = &mut request.outcome;
        one.areas.truncate(1);
        one.groups.truncate(1);
        let plan = planned(&request);
        assert!(plan.contains("/outcome/groups/0/predicate") && !plan.contains("in all"), "{plan}");
    }

    #[test]
    fn after_a_good_result_nobody_is_quoted_but_the_report() {
        let mut request = request(Tone::Good, 0, 0);
        request.brief.statements = vec![Statement { words: "I am proud.".to_owned(), ..Statement::default() }];
        let plan = planned(&request);
        assert!(!plan.contains("statements") && !plan.contains("proud"), "{plan}");
    }

    #[test]
    fn those_in_charge_are_not_praised() {
        let mut request = request(Tone::Good, 0, 0);
        let political = "Strong political support has changed the lives of children.";
        request.quotes.insert(0, quote(2, political, Stance::Praise));
        assert!(!planned(&request).contains("/quotes/2/"));
    }

    #[test]
    fn after_a_poor_result_it_is_told_what_it_means_and_where_to_get_help() {
        let mut request = request(Tone::Poor, 2, 1);
        request.inspection.effect = Some("children wait too long".to_owned());
        let plan = plan(&request);
        let titles: Vec<&str> = plan.posts.iter().map(|post| post.title).collect();
        assert_eq!(titles, ["The result", "What is done", "Where to get help"]);
        let planned = planned(&request);
        assert!(
            planned.contains("/inspection/effect") && planned.contains("/inspection/kind/service/in_danger"),
            "{planned}"
        );
    }

    #[test]
    fn pictures_go_with_one_post_after_the_other() {
        let mut request = request(Tone::Good, 0, 0);
        request.brief.pictures = vec![Picture::default(); 4];
        let plan = plan(&request);
        let titles: Vec<&str> = plan.pictures.iter().map(|placed| placed.title).collect();
        assert_eq!(titles, ["The result", "In the report’s words", "What comes next", "The result"]);
        let numbers: Vec<&[usize]> = plan.posts.iter().map(|post| post.pictures.as_slice()).collect();
        assert_eq!(numbers, [&[1, 4][..], &[2], &[3]]);
    }
}
