//! The address of a datum in a story, from which words may originate. As text it is a JSON pointer into the story as
//! plugins and templates receive it; this is the only code that reads and writes pointers. To add a datum, add a row.

use std::fmt;

/// Makes the enum, its text and its reading of one row each: the steps of the pointer, with the names of its numbers.
macro_rules! datums {
    ($($(#[$doc:meta])* $name:ident $(($($number:ident),+))? = $root:literal $(/ $step:tt)*;)+) => {
        /// A datum of a story. Numbers are places in lists, from 0.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Datum {
            $($(#[$doc])* $name $(($(datums!(@place $number)),+))?,)+
            /// Another datum, by its pointer: one that a plugin or a template named, or that a draft of another version has.
            Other(String),
        }

        impl Datum {
            /// Returns the part of the story that it is of: the first step of its pointer.
            pub fn root(&self) -> &str {
                match self {
                    $(datums!(@any $name $(($($number),+))?) => $root,)+
                    Datum::Other(pointer) => pointer.split('/').nth(1).unwrap_or_default(),
                }
            }

            fn known(steps: &[&str]) -> Option<Datum> {
                $(
                    if let [$root $(, $step)*] = *steps {
                        return Some(Datum::$name $(($($number.parse().ok()?),+))?);
                    }
                )+
                None
            }
        }

        impl fmt::Display for Datum {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(Datum::$name $(($($number),+))? => {
                        write!(f, "/{}", $root)?;
                        $(write!(f, "/{}", $step)?;)*
                        Ok(())
                    })+
                    Datum::Other(pointer) => f.write_str(pointer),
                }
            }
        }

        #[cfg(test)]
        impl Datum {
            /// Returns one of each.
            pub(crate) fn all() -> Vec<Datum> {
                vec![$(Datum::$name $(($(datums!(@one $number)),+))?),+]
            }
        }
    };
    (@place $number:ident) => { usize };
    (@one $number:ident) => { 12 };
    (@any $name:ident) => { Datum::$name };
    (@any $name:ident ($($number:ident),+)) => { Datum::$name(..) };
}

datums! {
    /// The report's title.
    Title = "inspection"/"title";
    /// The days of the inspection.
    Dates = "inspection"/"dates";
    /// The day on which the report came out.
    Published = "inspection"/"published";
    /// The address of the report's page.
    ReportUrl = "inspection"/"report_url";
    /// The words that the files of a kind of document and of its service have for it.
    Kind = "inspection"/"kind";
    /// The words that the file of a framework has for its grades.
    Scale = "inspection"/"scale";
    /// The title of the framework.
    FrameworkTitle = "inspection"/"framework_title";
    /// The authority that the report is about.
    Authority = "inspection"/"authority";
    /// The authority's name.
    AuthorityName = "inspection"/"authority"/"name";
    /// The authority as printed in the report's title.
    AuthorityTitle = "inspection"/"authority"/"title";
    /// The partners.
    Partners = "inspection"/"partners";
    /// The name of a partner.
    Partner(partner) = "inspection"/"partners"/partner;
    /// What runs the service.
    RunBy = "inspection"/"run_by";
    /// Those who led the inspection.
    Leads = "inspection"/"lead_inspectors";
    /// The name of a lead inspector.
    LeadName(lead) = "inspection"/"lead_inspectors"/lead/"name";
    /// The title of a lead inspector.
    LeadTitle(lead) = "inspection"/"lead_inspectors"/lead/"title";
    /// The summary.
    Summaries = "inspection"/"summary";
    /// A paragraph of the summary.
    Summary(paragraph) = "inspection"/"summary"/paragraph;
    /// The words of a paragraph of the report.
    Paragraph(paragraph) = "inspection"/"paragraphs"/paragraph/"text";
    /// The heading of a section.
    Heading(section) = "inspection"/"sections"/section/"heading";
    /// The day that a letter bears.
    LetterDate = "inspection"/"letter_date";
    /// The inspectors who came.
    Inspectors = "inspection"/"inspectors";
    /// The name of an inspector who came.
    InspectorName(inspector) = "inspection"/"inspectors"/inspector/"name";
    /// The title of an inspector who came.
    InspectorTitle(inspector) = "inspection"/"inspectors"/inspector/"title";
    /// What inspectors looked at.
    Topic = "inspection"/"topic";
    /// The sentence with the outcome.
    OutcomeText = "inspection"/"outcome"/"text";
    /// The areas for priority action, or their number.
    PriorityActions = "inspection"/"priority_actions";
    /// An area for priority action.
    PriorityAction(action) = "inspection"/"priority_actions"/action;
    /// The words of an area for priority action.
    PriorityActionText(action) = "inspection"/"priority_actions"/action/"text";
    /// A point below an area for priority action.
    PriorityActionPoint(action, below) = "inspection"/"priority_actions"/action/"points"/below;
    /// The words of a point below an area for priority action.
    PriorityActionPointText(action, below) = "inspection"/"priority_actions"/action/"points"/below/"text";
    /// The points to improve, or their number.
    Improvements = "inspection"/"improvements";
    /// A point that needs to improve.
    Improvement(point) = "inspection"/"improvements"/point;
    /// The words of a point that needs to improve.
    ImprovementText(point) = "inspection"/"improvements"/point/"text";
    /// A point below a point that needs to improve.
    ImprovementPoint(point, below) = "inspection"/"improvements"/point/"points"/below;
    /// The words of a point below a point that needs to improve.
    ImprovementPointText(point, below) = "inspection"/"improvements"/point/"points"/below/"text";
    /// A judgement.
    Judgement(judgement) = "inspection"/"judgements"/judgement;
    /// The name of a judgement's area, from the framework.
    JudgementName(judgement) = "inspection"/"judgements"/judgement/"name";
    /// The short name of a judgement's area.
    JudgementShort(judgement) = "inspection"/"judgements"/judgement/"short";
    /// The id of a judgement's grade.
    JudgementGrade(judgement) = "inspection"/"judgements"/judgement/"grade";
    /// A judgement's grade.
    JudgementGradeName(judgement) = "inspection"/"judgements"/judgement/"grade_name";
    /// The sentence in which a judgement is given.
    JudgementStated(judgement) = "inspection"/"judgements"/judgement/"stated";
    /// The change of a judgement.
    JudgementChange(judgement) = "inspection"/"judgements"/judgement/"change";
    /// The grade that a judgement had before.
    JudgementChangeFrom(judgement) = "inspection"/"judgements"/judgement/"change"/"from";
    /// The year of the judgement before.
    JudgementChangeYear(judgement) = "inspection"/"judgements"/judgement/"change"/"year";
    /// The inspection before.
    Previous = "previous";
    /// The last day of the inspection before.
    PreviousInspected = "previous"/"inspected";
    /// The year of the inspection before.
    PreviousYear = "previous"/"year";
    /// The day on which the report before came out.
    PreviousPublished = "previous"/"published";
    /// A grade of the inspection before.
    PreviousGradeName(judgement) = "previous"/"judgements"/judgement/"grade_name";
    /// An inspection before that one.
    History(past) = "history"/past;
    /// The year of an inspection before that one.
    HistoryYear(past) = "history"/past/"year";
    /// A grade of an inspection before that one.
    HistoryGradeName(past, judgement) = "history"/past/"judgements"/judgement/"grade_name";
    /// The day of publication, of the brief.
    BriefPublished = "brief"/"published";
    /// The time of publication, of the brief.
    BriefPublishAt = "brief"/"publish_at";
    /// The address of the report's page, of the brief.
    BriefReportUrl = "brief"/"report_url";
    /// The number of the paragraph of a sentence with a figure.
    FigureParagraph(figure) = "figures"/figure/"paragraph";
    /// A key message.
    KeyMessage(message) = "brief"/"key_messages"/message;
    /// A next step.
    NextStep(step) = "brief"/"next_steps"/step;
    /// A fact.
    Fact(fact) = "brief"/"facts"/fact/"text";
    /// The source of a fact.
    FactSource(fact) = "brief"/"facts"/fact/"source";
    /// The words of a link.
    LinkText(link) = "brief"/"links"/link/"text";
    /// The address of a link.
    LinkUrl(link) = "brief"/"links"/link/"url";
    /// The file of a picture.
    PictureFile(picture) = "brief"/"pictures"/picture/"file";
    /// The alternative text of a picture.
    PictureAlt(picture) = "brief"/"pictures"/picture/"alt";
    /// A statement.
    Statement(statement) = "brief"/"statements"/statement;
    /// The words of a statement.
    StatementWords(statement) = "brief"/"statements"/statement/"words";
    /// The day on which a statement was agreed.
    StatementAgreedOn(statement) = "brief"/"statements"/statement/"agreed_on";
    /// The name of who speaks in a statement.
    SpeakerName(statement) = "brief"/"statements"/statement/"speaker"/"name";
    /// The role of who speaks in a statement.
    SpeakerRole(statement) = "brief"/"statements"/statement/"speaker"/"role";
    /// The council.
    Council = "desk"/"council";
    /// The council's name.
    CouncilName = "desk"/"council"/"name";
    /// The council's name in short.
    CouncilShort = "desk"/"council"/"short";
    /// The council's description of itself.
    CouncilAbout = "desk"/"council"/"about";
    /// The name of a person of the desk.
    PersonName(person) = "desk"/"people"/person/"name";
    /// The role of a person of the desk.
    PersonRole(person) = "desk"/"people"/person/"role";
    /// The contacts.
    Contacts = "desk"/"contacts";
    /// The name of a contact.
    ContactName(contact) = "desk"/"contacts"/contact/"name";
    /// The e-mail address of a contact.
    ContactEmail(contact) = "desk"/"contacts"/contact/"email";
    /// The telephone number of a contact.
    ContactPhone(contact) = "desk"/"contacts"/contact/"phone";
    /// The web address of a contact.
    ContactUrl(contact) = "desk"/"contacts"/contact/"url";
    /// What a recruitment page says.
    Recruitment = "desk"/"recruitment";
    /// Something that the council offers to those who work for it.
    RecruitmentOffer(offer) = "desk"/"recruitment"/"offer"/offer;
    /// What it is like to live there.
    RecruitmentPlace = "desk"/"recruitment"/"place";
    /// How the council's social workers work.
    RecruitmentPracticeModel = "desk"/"recruitment"/"practice_model";
    /// The outcome of the judgements.
    Outcome = "outcome";
    /// A sentence of the report that can be quoted.
    Quote(quote) = "quotes"/quote;
    /// The words of such a sentence.
    QuoteText(quote) = "quotes"/quote/"text";
    /// The number of the paragraph that such a sentence is from.
    QuoteParagraph(quote) = "quotes"/quote/"paragraph";
}

impl From<&str> for Datum {
    fn from(pointer: &str) -> Datum {
        let steps: Vec<&str> = pointer.split('/').skip(1).collect();
        // A number may be written in other ways than this program writes it, and then leads nowhere.
        let known = Datum::known(&steps).filter(|known| known.to_string() == pointer);
        known.unwrap_or_else(|| Datum::Other(pointer.to_owned()))
    }
}

impl Datum {
    /// Returns the datum itself or, where no row has it, the nearest one above it that a row has.
    pub fn nearest(&self) -> Option<Datum> {
        let Datum::Other(pointer) = self else { return Some(self.clone()) };
        let above = pointer.rmatch_indices('/').map(|(end, _)| Datum::from(&pointer[..end]));
        above.into_iter().find(|datum| !matches!(datum, Datum::Other(_)))
    }

    /// Returns the point to improve, or the point below one, that the words are of; itself for any other datum.
    #[must_use]
    pub fn whole_point(self) -> Datum {
        match self {
            Datum::ImprovementText(point) => Datum::Improvement(point),
            Datum::ImprovementPointText(point, below) => Datum::ImprovementPoint(point, below),
            Datum::PriorityActionText(action) => Datum::PriorityAction(action),
            Datum::PriorityActionPointText(action, below) => Datum::PriorityActionPoint(action, below),
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn each_reads_back_from_its_own_text() {
        let texts: BTreeSet<String> = Datum::all().iter().map(Datum::to_string).collect();
        assert_eq!(texts.len(), Datum::all().len(), "no two have one text");
        for datum in Datum::all() {
            let text = datum.to_string();
            assert_eq!(Datum::from(text.as_str()), datum);
            assert_eq!(text.split('/').nth(1), Some(datum.root()));
        }
        assert_eq!(Datum::ImprovementPointText(2, 3).to_string(), "/inspection/improvements/2/points/3/text");
    }

    #[test]
    fn what_no_row_has_keeps_its_text() {
        for pointer in
            ["", "/", "/plan/0", "inspection/title", "/inspection/title/", "/quotes/01/text", "/quotes/x/text", "/a~1b"]
        {
            assert_eq!(Datum::from(pointer), Datum::Other(pointer.to_owned()));
            assert_eq!(Datum::from(pointer).to_string(), pointer);
        }
        assert_eq!(Datum::from("/a/0").nearest(), None);
        assert_eq!(Datum::from("/inspection/judgements/3/tone").nearest(), Some(Datum::Judgement(3)));
        assert_eq!(Datum::from("/inspection/judgements").nearest(), None);
    }
}
