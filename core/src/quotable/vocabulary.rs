//! The words that tell what a sentence is worth: data, no rules. In a list, commas part phrases; `*` stands for any
//! ending; hyphens are written as spaces. Not here: how the words are weighed (stance, score).

use super::Topic;
use super::lexicon::Lexicon;
use std::sync::LazyLock;

/// What a phrase does to a sentence's stance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signal {
    /// Says that something is good: 1 faint, 2 plain, 3 strong.
    Praise(u8),
    /// Says that something is not good enough: 1 faint, 2 plain.
    Criticism(u8),
    /// Takes some of the praise back: 3 "most", "beginning to", 1 "often", "recently".
    Hedge(u8),
    /// Turns from one side to the other: "but", "although".
    Turn,
    /// Turns what follows in the clause into its opposite: "not", "lack of".
    Negation,
    /// Undoes what follows or, behind it, what went before: "reduce", "resolved".
    Remedy,
    /// Has a word of the lists in it, but no stance.
    None,
}

pub(super) static STANCE: LazyLock<Lexicon<Signal>> = LazyLock::new(|| {
    Lexicon::new(&[
        (Signal::Praise(3), STRONG),
        (Signal::Praise(2), PRAISE),
        (Signal::Praise(1), FAINT),
        (Signal::Criticism(2), CRITICISM),
        (Signal::Criticism(1), CONCERN),
        (Signal::Hedge(3), RESERVE),
        (Signal::Hedge(1), HEDGE),
        (Signal::Turn, TURN),
        (Signal::Negation, NEGATION),
        (Signal::Remedy, REMEDY),
        (Signal::None, NONE),
    ])
});

const STRONG: &str = "
    highly effective*, very effective*, extremely effective*, particularly effective*, exceptional*, outstanding,
    excellent*, excellence, exemplary, extremely, impressive*, inspirational, inspiring, innovative, innovation,
    relentless*, unwavering, tenacious*, unrelenting, passion*, exceptionally well, highly skilled,
    highly committed, highly valued, highly responsive, highly ambitious, highly supportive, highly personalised,
    highly innovative, high quality, very high quality, highest quality, great place, significant strength,
    significant strengths, real strength, key strength, area of strength, real difference, significant difference,
    positive difference, tangible difference, significant and positive difference, lasting impact,
    make a difference, makes a difference, making a difference, transform* the lives, thrive*, thriving, flourish*,
    very strong, extremely strong, strong and effective, ambitious, aspirational, immensely, at the heart,
    at the centre, at the forefront, first class, vibrant, warm and, nurturing, proud, pride, dedicated and,
    deeply committed, strong and stable, speak highly, very proud, extremely proud, go the extra mile,
    above and beyond, remarkable, superb, sector leading, beacon, child centred, child focused, truly, championing,
    champions, high standard, continually improv*, strive, strives, significantly improved,
    significant improvement*, significant progress, substantial progress, impressive progress, rapid progress,
    strong progress, considerable progress, much improved, life changing, palpable, sustainable progress,
    highly motivated, compassion*, celebrat*, loved, love, extremely well, very well, highly attentive,
    circumstances improv*, lives improv*, experiences improv*, improving the lives, improve the lives,
    improving lives, improved the lives, improving their lives, overwhelmingly positive, great strength,
    clear strength, particular strength, significantly strengthened, significantly enhanced, greatly improved,
    markedly improved, strengthened further, further strengthened, to be commended";

const PRAISE: &str = "
    effective, effectively, strong, strongly, strength, strengths, robust, robustly, skilled, skilful*, committed,
    commitment, dedicated, dedication, determined, determination, purposeful*, rigorous*, rigour, thorough,
    thoroughly, comprehensive, confident, confidently, stable, stability, creative, creatively, sensitive,
    sensitively, thoughtful*, trusting, trusted, trust, enduring, meaningful*, positive, positively, good,
    success*, swift, swiftly, prompt, promptly, quickly, well considered, well coordinated, well supported,
    well planned, well matched, well managed, well informed, well attended, well established, well embedded,
    well structured, well targeted, well resourced, well led, well written, well chaired, well designed,
    well understood, well used, well prepared, well known, well cared, well, improv*, strengthened, enhance*,
    responsive, responsiveness, knowledgeable, experienced and, persistent*, persistence, valued, benefited,
    benefiting, enjoy, enjoys, safer, safe and, kept safe, keep children safe, listened to, listening,
    make progress, making progress, good progress, makes progress, made progress, happy, settled, secure, caring,
    cared for, cared about, care deeply, genuine*, respectful*, empower*, enrich*, tailored, bespoke, personalised,
    accurate picture, accurate understanding, clear understanding, good understanding, insightful, astute,
    intelligent*, acute, visible, approachable, openness, reflective, nurture*, energy, energetic, enthusias*,
    motivated, loyal, high expectations, high ambitions, high aspirations, ambition, ambitions, diligent*,
    vigilant*, careful, carefully, imaginative*, imagination, warmth, warm, kind, kindness, sense of belonging,
    belonging, champion, advocate strongly, rich, richness, detailed and, analytical, timely and, child's voice is,
    pivotal, flagship, manageable, supportive, well being is promoted, deliberate drive, helpful, sharp,
    grown in confidence, growing confidence, fulfil*, praise*, commend*, admirable, notable, collaborative*,
    collaboration, cohesive*, seamless*, holistic*, proactive*, tenacity, resilient, resilience, invest*,
    progress well, doing well, recognise and, not complacent, never complacent, no complacency,
    minimise disruption, excel, high level, high levels, without delay, no delay, no delays, in a timely way,
    in a timely manner, the right time, right help, attentive, keenly, high priority, top priority,
    corporate priority, benefit well, benefit greatly, benefit from strong, understand children,
    understands children, decisive, decisively, truly listen, listen to, listens to, understand their children, aspiration, aspirations";

const FAINT: &str = "
    appropriate, appropriately, timely, clear, clearly, clarity, detailed, regular, regularly, proportionate,
    relevant, consistent, consistently, consistency, support, supported, supports, available, access to, suitable,
    focused, focus, helps, help, ensures, ensure, ensuring, ensured, encouraged, experienced, encourage,
    encourages, positive about, wide range, range of, good quality, considered, accurate, accurately, safe,
    achieve, achieving, achieved, purpose, balanced, together, reflect, reflects, informed, learning, progress,
    realistic, identified, actively, routinely, always, oversight, known, know, knows, knowledge, close, closely,
    coordinated, joined up, sufficient, adequate, stepped up, aware, alert, culture, reduces risk, reduce risk,
    reduces risks, reducing risks, reduced risks, opportunities, enables, enable, enabling, enabled, understand,
    understands, build, builds, built, first, respect, value, open and, drive, drives, potential, vision,
    influence, influences, influencing, shape, shapes, shaped, healthy, accessible, prioritise*, better, voice of,
    flexible, safely, sustained, benefit, benefits, listen, listens, confidence";

const CRITICISM: &str = "
    too many, too long, too late, too few, too slow*, too often, too high, too large, too little, too variable,
    too soon to, not always, not all, not enough, not yet, not good enough, not strong enough, not consistently,
    not routinely, not sufficiently, not clear, not been, not every, not effective, not robust, not timely,
    not in place, not happen*, inconsisten*, variab*, varies, variation, weak, weaker, weakness*, weakly, poor,
    poorer, poorly, inadequate*, insufficient*, ineffective*, inappropriate*, unsuitable, unacceptabl*,
    unsatisfactor*, serious failings, failing*, failed, fails, failure*, fail, shortfall*, shortcoming*, deficit*,
    deficien*, gap, gaps, lack, lacks, lacked, lacking, absence of, missed opportunit*, delay, delays, delayed,
    drift, slow, slowly, slower, untimely, unclear, confusing, confusion, superficial, vague, generic,
    over optimis*, overly optimis*, over reliance, overly reliant, unsafe, unassessed, unaddressed, unsustainable,
    unmanageable, unstable workforce, instability, turnover, fragility, fragmented, disjointed, hamper*, hinder*,
    imped*, undermin*, limited, limits, limiting, backlog*, unallocated, underdeveloped, under developed,
    undeveloped, overdue, outdated, out of date, not up to date, need to improve, needs to improve,
    needs improvement, need improvement, requires improvement, require improvement, needs further, need further,
    require further, requires further, further work is, further work to, further improvement is,
    further improvements are, further development is, more to do, more work, more needs to, more could,
    more is needed, needs strengthening, need strengthening, less well, less effective*, less clear,
    less consistent*, less evident, less developed, less strong, less likely, less timely, less impact,
    little impact, little evidence, rarely, seldom, yet to, unable to, declin*, deteriorat*, worsen*, worse,
    widespread, serious concern*, significant concern*, too reliant, reactive, harmful, unnecessar*,
    high caseloads, high workloads, caseloads are high, caseloads are too high, heavy workloads, excessive,
    excessively, overly, wait too, waiting lists, complacent, struggl*, sluggish, incomplete, omit*, overlook*,
    lost sight, disappoint*, frustrat*, uncertainty, frequent changes, changes of social worker,
    changes in social worker*, too quickly, without sufficient, prevents them, prevent* the authority, mixed,
    of concern, as well as they, hindrance, left in, left at, leaves children, leave children, leaving children,
    leaves some, leave some, left vulnerable, neglected for, fragile, needs to be strengthened,
    need to be strengthened, needs to be improved, need to be improved, needs to be better, need to be better,
    needs to be more, need to be more, needs to be further, need to be further, need to be addressed,
    needs to be addressed, should be better, should have been, no longer meet, not wholly, not fully, not well,
    not as, not where, not meet*, some improvement*, not able, not sufficient, not consistent, not in line, wrong,
    regrettabl*, unmet, unaware, overwhelmed, overwhelming for, could be better, could be improved,
    could be strengthened, could be further strengthened, could be clearer, could be more, affected by, adversely,
    disrupted by, quickly enough, soon enough, early enough, frequently enough, often enough, drift and delay,
    drift or delay, delay and drift, delays and drift, drift and delays, are late, is late, comes late, often late,
    were late, was late, too early, needs more work, need more work, needs more time, need more time,
    needs to further, need to further, needs to develop, need to develop, overrelian*, over reliant, overoptimis*,
    overconfiden*, over confiden*, overdepend*, over depend*, overemphasi*, over emphasi*, overestimat*,
    over estimat*, overuse*, overstretch*, over stretch*, overload*, over load*, overcomplicat*, over complicat*,
    is absent, are absent, stalled, paused, suspended, on hold, being missed, are leaving, is leaving,
    exception rather than";

const CONCERN: &str = "
    challenge, challenges, remains an area, remain an area, area of development, areas of development,
    remains a priority, pressures, under pressure, pressure, shortage*, plans in place to, plan in place to,
    plans to, acknowledg*, recognised that, recognise that, recognises that, accept that, during the inspection,
    despite, sometimes, at times, on occasion*, occasionally, still, continue to wait, some delay*, problem*,
    compromis*, could, should, would benefit, wait, waiting, waits, concerned that, reduced capacity,
    capacity issues, barrier*, vacanc*, agency staff, agency workers, agency social workers,
    prior to the inspection, in response to feedback, during this inspection, in its infancy, early stages,
    early stage, early days, unregistered, unregulated, raised by inspectors, brought to their attention, cannot,
    should be, must, unplanned, vulnerab* to drift, financial challenges, unstable, could have, should have,
    could be, is an area for, are areas for, an area for improvement, an area for development, remains an area for,
    remain areas for, leaders need to, managers need to, workers need to, staff need to, authority needs to,
    council needs to, service needs to, this needs to, they need to ensure, remains to be, remain to be,
    remains a challenge, remain a challenge, it is difficult, found it difficult, difficulty in, difficulties in,
    significant issues, there are issues, not, effectiveness was inadequate, services were judged,
    were judged inadequate, judged to be inadequate, judged inadequate, to require improvement to be good";

const RESERVE: &str = "
    most, mostly, majority, vast majority, largely, generally, usually, typically, mainly, in general, some, few,
    a few, a number of, small number, minority, several, in part, partly, partially, reasonably, adequately,
    broadly, increasing, increasingly, beginning, begin, begins, starting, begun, started, began, emerging,
    gradually, to some extent, relatively, more recently, appears, appear, in the main, almost all, nearly all,
    on track, steps to, in development, potentially, when they, where they, will, intend*, aim, aims, seek, seeks,
    more families, more children, pockets, signs, are developing, is developing, targeting, working towards,
    working to, work to, are addressing, is addressing, stronger examples, areas for development,
    areas for improvement, areas for further, areas for ongoing, area for development, improvements needed,
    improvement needed, areas that need, areas which need, identified for improvement, where improvement*,
    areas to improve, need for, step change, at the last inspection, whose social workers, plan to";

const HEDGE: &str = "
    many, recent, recently, newly, new, developing, planned, planning to, over time, often, can, may, might,
    where possible, if, future, now, already, previously, previous, overall";

const TURN: &str = "
    but, however, although, though, whereas, albeit, nevertheless, nonetheless, yet, except, apart from,
    other than, notwithstanding, while there, while some, whilst, conversely, in contrast, even though, while not";

const NEGATION: &str = "
    no, never, nor, neither, without, less, nobody, none, hardly, barely, difficult to, rather than, instead of,
    from achieving";

const REMEDY: &str = "
    reduce, reduces, reduced, reducing, reduction, avoid, avoids, avoided, avoiding, prevent, prevents, prevented,
    preventing, minimise, minimises, minimised, minimising, address, addresses, addressed, addressing, tackle,
    tackles, tackled, tackling, resolve, resolves, resolved, resolving, eliminat*, overcome*, overcame, rectif*,
    remedied, challenge appropriately, escalate*, mitigat*, fewer, rare, no longer, remov*, identify, identifies,
    clear the, cleared, responded to, respond to, low, lower, lowest, challenged, challenging, recognise when,
    recognises when, recognise if, no longer a concern, no longer an issue, no longer a problem,
    a thing of the past, repair, repairs, repairing, challenge any, challenge delay, challenge delays,
    challenge poor, challenge drift, put right, puts right, ended, ending, to end, has fallen, have fallen, fell,
    dealt with, dealt quickly with, reversed, halved, turned around";

const NONE: &str = "
    as well as, as well, well being, wellbeing, not only, not just, no doubt, strengths and weaknesses,
    strengths and areas, good practice guidance, good or better, in good time, poor mental health, poor parenting,
    parental conflict, mental health difficulties, emotional difficulties, learning difficulties, missing from,
    missing education, missing episodes, concerns about children, domestic abuse, at risk of,
    overall effectiveness, requires improvement to be good, emotional health, limited company, health needs,
    good level, quality assurance, first contact, front door, early help, strong views, support plan,
    support plans, drive to, at first, first time, first language, value for money, planning for, with complex,
    complex and challenging, challenging circumstances, challenging behaviour*, challenging situations,
    challenging context, family support, supporting families, next steps, sense of, wait for, poor outcomes,
    poor attendance, harmful behaviour*, sexually harmful, harmful sexual, harmful practices,
    appropriate challenge, constructive challenge, robust challenge, effective challenge, challenge and support,
    support and challenge, high support and high challenge, professional challenge, scrutiny and challenge,
    challenge and scrutiny, strong challenge, healthy challenge, critical challenge, and challenge,
    problem solving, professional curiosity, safe accommodation, safe care, secure accommodation,
    secure children's home*, safer recruitment, value based, voice of the child, may be, family help,
    in need of help, need help, needs help, who need, children in need of, short breaks, short break,
    help and protection, targeted help, even when, even where, no matter, no further action, not in education,
    at any time, still live, remain with, remain in, remain living, remain at home, remain safely, remain close,
    remain together, remain within, stay put, right support, remain committed, remain focused, remain ambitious,
    remain at the, remains committed, remain relentless*, some of the most, one of the most,
    at all levels, no stone, difference between, drift or delay for, difficult circumstances, difficult times,
    in the future, for the future, their future, their futures, futures, new baby, new families, move on,
    whenever possible, wherever possible, as soon as possible, when needed, when required, new skills, new homes,
    areas for improvement identified, areas for improvement in the last, areas for improvement from,
    area for improvement identified, responses to the areas for, areas for improvement that were identified,
    their needs, children's needs, child's needs, individual needs, identified needs, families needs, care needs,
    needs to a, family's needs, people's needs, unable to remain, unable to live, unable to return, cannot be kept,
    cannot safely, cannot live, cannot remain, can no longer, cannot return, not able to live, not possible,
    not safe to, not always possible, no longer safely, not to receive, young carers, not safe for,
    areas for improvement identified at the last, not have to wait, not have to, they need to, children need to,
    families need to, people need to, leavers need to, without disrupting, without disruption, time limited,
    not forgotten, or not, whether or not, not singled out, no more, nothing is too much, nothing too much";

/// What else makes a sentence more or less worth printing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trait {
    /// Somebody a reader cares about or who did the work.
    People,
    /// What it changed in somebody's life.
    Impact,
    /// The inspectors' witness to what somebody said.
    Voice,
    /// Words of the trade, which a reader outside it does not know.
    Jargon,
    /// A matter that no release opens with.
    Grave,
}

pub(super) static TRAITS: LazyLock<Lexicon<Trait>> = LazyLock::new(|| {
    Lexicon::new(&[
        (Trait::People, PEOPLE),
        (Trait::Impact, IMPACT),
        (Trait::Voice, VOICE),
        (Trait::Jargon, JARGON),
        (Trait::Grave, GRAVE),
    ])
});

const PEOPLE: &str = "
    children, child, children's, young people, young people's, families, family, parents, care leavers,
    social workers, social worker, practitioners, workers, staff, leaders, managers, foster carers, carers,
    personal advisers, workforce, councillors, director, chief executive, partners, leadership team, adopters,
    personal assistants";

const IMPACT: &str = "
    lives, life, difference, impact, thrive*, flourish*, outcomes, feel safe, feel safer, feel valued,
    feel supported, feel listened, feel cared, safer, circumstances improv*, experiences improv*,
    lived experiences, belonging, aspirations, potential, relationships, improving, improved, valued, confidence,
    make progress, making progress, at the heart, at the centre";

const VOICE: &str = "
    told inspectors, tell inspectors, inspectors heard, speak highly, speak positively, spoke positively,
    spoke highly, described, describe, report that, reported, report feeling, say, said, spoke, speak, feel, felt,
    inspectors saw, inspectors met, inspectors found, inspectors spoke, are proud, proud";

const JARGON: &str = "
    pre proceedings, public law outline, strategy meetings, strategy discussions, strategy meeting,
    strategy discussion, section, designated officer, designated officers, permanence, permanency, thresholds,
    threshold, connected carers, connected persons, unregistered, unregulated, return home interviews,
    return home interview, return interviews, regulation, child in need plans, child protection plans, core groups,
    contingency, initial health assessments, assessments, pathway plans, case recording, case records, chronolog*,
    supervision orders, care order, care orders, placement order, special guardianship, private fostering,
    privately fostered, reviewing officers, audits, audit, performance management, performance data,
    performance information, quality assurance, deprivation of liberty, statutory guidance, referrals, contacts,
    multi agency, triage, conferences, court, step down, stepped down, parental consent, consent, commissioning,
    governance, sufficiency, tracking, tracker*, genograms, life story, personal education plans, connectivity,
    front door, case file, casework, letters before proceedings, viability, staying put, decision making,
    intelligence, plans, visits";

const GRAVE: &str = "
    suicide, self harm, sexual abuse, sexually, death, died, serious incident*, female genital mutilation,
    radicalis*, trafficked, trafficking, knife, gang*, substance, domestic abuse, exploitation, police, criminal*,
    offending, homeless*, neglect, unaccompanied, asylum, illegal, legal, closure*";

/// How a sentence opens that leans on the one before it.
pub(super) static LEANING: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::new(&[((), OPENERS)]));

const OPENERS: &str = "
    this, these, those, they, it, he, she, his, her, their, its, such, however, also, as a result, in addition,
    additionally, the latter, the former, here, both, some of these, many of these, most of these, all of these,
    each of these, one of these, similarly, likewise, furthermore, moreover, consequently, therefore, thus, hence,
    nevertheless, nonetheless, instead, otherwise, for example, for instance, by contrast, in contrast, conversely,
    on the other hand, as such, where this, when this, when these, where these, where they, when they, once they,
    due to this, because of this, because of these, then, subsequently, meanwhile, equally, finally, secondly,
    thirdly, firstly, alongside this, in this, in these, in such, in doing so, despite this, despite these,
    with this, through this, through these, not all of these, other, others, another, further, but, and, or, so,
    yet, which, who, that, again, first, too, added to this, coupled with, following this, from this, for these,
    for those, for this, to this, at this, by this, by doing so, in turn, more broadly, more widely, accordingly,
    specifically, in particular, significantly, importantly, crucially, positively, in these cases, in such cases,
    in this way, in some cases, in other cases, in one case, in most cases, in many cases, there is also,
    there are also, to address this, the same, better, stronger, weaker, elsewhere, after this, as this,
    since then, until then, unfortunately, part of this, much of this, examples, an example, a further, any, if so,
    in part, overall, as a consequence, underpinning this, central to this, key to this, beyond this, among these,
    of these, none of these, several of these, when it, where it, once this, once these, when required,
    when needed, the lack of this, where there is, where there are, the service, the offer, the policy, the process,
    the group, the team, the programme, the approach, the model, the project, the scheme, the panel, the current,
    most have, most are, some have, some are, once identified, once allocated, the young people, the emphasis";

pub(super) static TOPICS: LazyLock<Lexicon<Topic>> = LazyLock::new(|| {
    Lexicon::new(&[
        (
            Topic::Leadership,
            "leader*, senior leader*, leadership, director*, chief executive, councillor*, lead member, political, corporate, elected members, dcs, portfolio holder, senior managers, senior management",
        ),
        (
            Topic::EarlyHelp,
            "early help, early intervention, family hub*, prevention service*, preventative, family help, early support, children's centres",
        ),
        (
            Topic::Safeguarding,
            "safeguard*, child protection, protect*, risk, risks, exploitation, abuse, neglect, missing, front door, strategy meeting*, strategy discussion*, harm, emergency duty, out of hours, private fostering, pre proceedings, safety, safe, safer, in need plans",
        ),
        (
            Topic::Care,
            "children in care, in care, looked after, foster*, adopt*, kinship, placement*, permanence, permanency, residential, children's homes, corporate parent*, connected carers, reunification, reviewing officers, special guardian*, children's home, life story, family time, brothers and sisters",
        ),
        (
            Topic::CareLeavers,
            "care leaver*, care leavers', care experienced, personal adviser*, personal assistants, pathway plan*, pathway assessments, leaving care, staying put, local offer, into adulthood, young persons advisers",
        ),
        (
            Topic::ChildrensVoice,
            "voice*, views, listened to, listen to children, participation, children's wishes, wishes and feelings, children in care council, advocacy, advocate*, told inspectors, influence*, co produc*, feedback, direct work, youth council, listening to children",
        ),
        (
            Topic::Workforce,
            "social worker*, workforce, staff, recruit*, retention, practitioner*, team manager*, turnover, agency, newly qualified, morale, workers, managers, employer, agency staff, place to work",
        ),
        (Topic::Workload, WORKLOAD),
        (
            Topic::Training,
            "training, academy, learning, supervision, development opportunities, professional development, career*, newly qualified, coaching, mentoring, practice model, practice framework, reflective, masterclasses, induction",
        ),
        (
            Topic::Partnership,
            "partner*, multi agency, police, joint working, strategic partnership*, agencies, cafcass, judiciary, joint commissioning, schools",
        ),
        (
            Topic::Health,
            "health, mental health, emotional*, therapeutic, therapy, well being, wellbeing, camhs, dental, medical*, nurse*, disabled, disabilit*",
        ),
        (
            Topic::Education,
            "education*, school*, virtual school, attendance, employment, apprenticeship*, university, college, exclusion*, training and employment, attainment",
        ),
    ])
});

const WORKLOAD: &str = "
    caseload*, workload*, manageable, capacity, unallocated";

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_phrase_has_two_meanings_and_none_is_misspelt() {
        let stance = [STRONG, PRAISE, FAINT, CRITICISM, CONCERN, RESERVE, HEDGE, TURN, NEGATION, REMEDY, NONE];
        for lists in [&stance[..], &[PEOPLE, IMPACT, VOICE, JARGON, GRAVE], &[OPENERS]] {
            let mut seen = BTreeSet::new();
            for phrase in lists.iter().flat_map(|list| list.split(',')).map(str::trim) {
                assert!(seen.insert(phrase.split_whitespace().collect::<Vec<_>>()), "`{phrase}` stands twice");
                let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_whitespace() || matches!(c, '\'' | '*');
                assert!(!phrase.is_empty() && phrase.chars().all(plain), "`{phrase}` is never found");
            }
        }
    }
}
