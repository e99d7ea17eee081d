//! Posts for the council's accounts: for each network the result, the report in its own words, and what comes next,
//! each within that network's limit, counted as the network counts.
//!
//! The wording of the posts is here and not in `templates/social-posts`, which only joins the parts: a plugin cannot
//! see the rendered text, and so could not count it. Politicians are not quoted.

mod count;
mod network;
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
use network::{NETWORKS, Network};
use post::Post;
use serde::Serialize;

struct SocialPosts;

copydesk_plugin::export! {
    SocialPosts,
    id: "org.copydesk.social-posts",
    outputs: [{
        id: "social-posts",
        title: "Social media posts",
        description: "For the council's accounts, each post within its network's limit",
        needs: ["grades or findings"],
    }],
}

/// The plan for the template.
#[derive(Serialize)]
struct Plan {
    networks: Vec<Account>,
    pictures: Vec<Placed>,
}

/// The posts for one network.
#[derive(Serialize)]
struct Account {
    name: &'static str,
    limit: usize,
    advice: &'static str,
    posts: Vec<Titled>,
}

#[derive(Serialize)]
struct Titled {
    title: &'static str,
    post: Post,
    /// The numbers of the pictures that go with it.
    pictures: Vec<usize>,
}

/// A picture, and the title of the posts it goes with.
#[derive(Serialize)]
struct Placed {
    picture: Ref,
    number: usize,
    title: &'static str,
}

/// A kind of post: its title, and how it is made.
type Kind = (&'static str, fn(&Request, &Network) -> Option<Post>);

/// The posts of each network, in the order in which they go out.
const KINDS: [Kind; 3] =
    [("The result", result::post), ("In the report’s words", quotation::post), ("What comes next", next::post)];

impl Output for SocialPosts {
    fn draft(request: &Request, draft: &mut Draft<'_>) -> Result<(), Refusal> {
        if !findings::was_read(request) {
            pick::judgements(request, "these posts tell")?;
        }
        let plan = plan(request);
        for (title, _) in KINDS {
            let lacks = |account: &&Account| account.posts.iter().all(|post| post.title != title);
            let without: Vec<&str> = plan.networks.iter().filter(lacks).map(|account| account.name).collect();
            if !without.is_empty() {
                draft.warn(&format!("no post “{title}” for {}: nothing to say fits there", without.join(", ")));
            }
        }
        draft.render("social-posts/main", &plan)
    }
}

fn plan(request: &Request) -> Plan {
    let account = |network: &Network| {
        let post = |(title, make): Kind| {
            Some(Titled { title, post: make(request, network)?, pictures: pictures_of(request, title) })
        };
        Account {
            name: network.name,
            limit: network.limit,
            advice: network.advice,
            posts: KINDS.into_iter().filter_map(post).collect(),
        }
    };
    let place = |place: usize| Placed {
        picture: Ref::from(Id::new(format!("/brief/pictures/{place}"))),
        number: place + 1,
        title: title_of(place),
    };
    Plan {
        networks: NETWORKS.iter().map(account).collect(),
        pictures: (0..request.brief.pictures.len()).map(place).collect(),
    }
}

/// Returns the post that a picture goes with: the first picture with the first, and more than there are posts with the first too.
fn title_of(picture: usize) -> &'static str {
    KINDS.get(picture).unwrap_or(&KINDS[0]).0
}

fn pictures_of(request: &Request, title: &str) -> Vec<usize> {
    let all = 0..request.brief.pictures.len();
    all.filter(|&picture| title_of(picture) == title).map(|picture| picture + 1).collect()
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
            short: area.to_owned(),
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
        request.inspection.judgements =
            vec![judgement(0, "the leaders", GRADES[overall]), judgement(1, "the helpers", GRADES[second])];
        let group = |place: usize| {
            let judgement = request.inspection.judgements[place].clone();
            Group {
                grade: judgement.grade.clone(),
                grade_name: judgement.grade_name.clone(),
                tone: judgement.tone,
                judgements: vec![judgement],
                ..Group::default()
            }
        };
        request.outcome.groups = vec![group(0), group(1)];
        request.outcome.areas = request.inspection.judgements.clone();
        request.outcome.overall = Some(Judgement {
            change: Some(Change { direction: Direction::Up, from: "Inadequate".to_owned(), year: 2021 }),
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
    fn each_network_gets_three_posts() {
        for request in [request(Tone::Good, 0, 0), request(Tone::Mixed, 0, 1), request(Tone::Poor, 2, 1)] {
            let counts: Vec<usize> = plan(&request).networks.iter().map(|account| account.posts.len()).collect();
            assert_eq!(counts, [3; 7]);
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
        assert_eq!(with("/service/tag"), [true, true, false]);
        let speaker = Person { role_id: "director".to_owned(), name: "Ann".to_owned(), ..Person::default() };
        let id = Id::new("/brief/statements/0");
        poor.brief.statements = vec![Statement { id, speaker, words: "We accept it.".to_owned() }];
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
            "/inspection/judgements/1/grade_name",
            "/inspection/judgements/1/short",
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
                "warning: no post “In the report’s words” for X, Bluesky, Mastodon, Threads, Facebook: nothing to say fits there",
                "warning: no post “What comes next” for X, Bluesky: nothing to say fits there"
            ]
        );
        let [Part::Render { plan, .. }] = &drafted.parts[..] else { panic!("{drafted:?}") };
        assert_eq!(plan.to_string().matches("/brief/next_steps/0").count(), 5, "not for X and Bluesky");
        request.outcome.tone = Tone::Poor;
        let posts: Vec<usize> = super::plan(&request).networks.iter().map(|account| account.posts.len()).collect();
        assert_eq!(posts, [2, 2, 3, 3, 3, 3, 3], "what comes next is nothing without a step");
    }

    #[test]
    fn the_first_step_that_fits_leads() {
        let mut request = request(Tone::Good, 0, 0);
        request.brief.next_steps = vec!["Step. ".repeat(50), "Short step.".to_owned()];
        let plan = planned(&request);
        assert_eq!(plan.matches("/brief/next_steps/1").count(), 7);
    }

    #[test]
    fn grades_are_told_without_an_overall_one() {
        let mut request = request(Tone::Good, 0, 0);
        request.outcome.overall = None;
        assert!(planned(&request).contains(" in each of the two areas."));
        let one = &mut request.outcome;
        one.areas.truncate(1);
        one.groups.truncate(1);
        let plan = planned(&request);
        assert!(plan.contains("The grades by area: ") && !plan.contains("each of"), "{plan}");
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
    fn after_a_poor_result_the_summary_comes_first() {
        let mut request = request(Tone::Poor, 2, 1);
        request.quotes[1].area = Some("the leaders".to_owned());
        request.quotes.push(quote(2, "Services for children have declined.", Stance::Criticism));
        let plan = planned(&request);
        assert_eq!(["/quotes/1/", "/quotes/2/"].map(|quote| plan.matches(quote).count()), [0, 7]);
    }

    #[test]
    fn one_area_that_differs_is_not_several_grades() {
        let mut request = request(Tone::Mixed, 0, 1);
        request.outcome.groups[0].judgements[0].short = "leaders ".repeat(30);
        let plan = planned(&request);
        assert!(plan.contains("One area differs: ") && !plan.contains("Other grades"), "{plan}");
    }

    #[test]
    fn pictures_go_with_one_post_after_the_other() {
        let mut request = request(Tone::Good, 0, 0);
        request.brief.pictures = vec![Picture::default(); 4];
        let plan = plan(&request);
        let titles: Vec<&str> = plan.pictures.iter().map(|placed| placed.title).collect();
        assert_eq!(titles, ["The result", "In the report’s words", "What comes next", "The result"]);
        let numbers: Vec<&[usize]> = plan.networks[0].posts.iter().map(|post| post.pictures.as_slice()).collect();
        assert_eq!(numbers, [&[1, 4][..], &[2], &[3]]);
    }
}
