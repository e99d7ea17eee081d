//! A story as an officer sees it before anything else: the report, what was read from it, and what may be drafted.

use super::DeskStore;
use crate::export::Frame;
use crate::inspection::Doubt;
use crate::review::TextName;
use crate::story::user_files;
use crate::story::{self, Error, Outputs};
use crate::zone::LocalTime;
use std::path::{Path, PathBuf};

/// A story.
#[derive(Debug)]
pub struct StoryOverview {
    /// Its name: the way to its folder from the desk's.
    pub name: String,
    /// What was inspected, and when.
    pub about: String,
    /// The judgements: area and grade.
    pub judgements: Vec<(String, String)>,
    /// What is in doubt about the report.
    pub doubts: Vec<Doubt>,
    /// The end of the embargo.
    pub embargo: Option<LocalTime>,
    /// The outputs that may be drafted: id and title.
    pub outputs: Vec<(String, String)>,
    /// Whether the final report is there.
    pub is_final: bool,
    /// Why nothing can be drafted yet.
    pub not_ready: Option<String>,
}

impl DeskStore {
    /// Returns the names of the desk's stories.
    ///
    /// # Errors
    /// A folder cannot be read.
    pub fn stories(&self) -> Result<Vec<String>, Error> {
        let folders = user_files::folders(&self.desk.path.join(&self.desk.desk.paths.stories))?;
        let stories = folders.into_iter().filter(|folder| story::open::is_story(folder));
        let mut names: Vec<String> = stories.map(|folder| self.story_name(&folder)).collect();
        names.sort();
        Ok(names)
    }

    /// Returns the folder of a story of the desk by its name.
    ///
    /// # Errors
    /// There is no such story.
    pub(super) fn known_story(&self, name: &str) -> Result<PathBuf, Error> {
        let known = self.stories()?.iter().any(|story| story == name);
        let hint = "choose one of the desk’s stories".to_owned();
        if known { Ok(self.story_folder(name)) } else { Err(Error::NoStory { path: name.into(), hint }) }
    }

    /// Returns a story by its name.
    ///
    /// # Errors
    /// There is no such story, or it cannot be read.
    pub fn overview(&self, name: &str) -> Result<StoryOverview, Error> {
        let folder = self.known_story(name)?;
        let story = story::open(&folder)?;
        let framework = story.framework();
        let inspection = &story.inspection;
        let judgements = inspection.judgements.iter().map(|judgement| {
            let area = framework.and_then(|framework| framework.area(&judgement.area));
            let grade = framework.and_then(|framework| framework.grade(&judgement.grade));
            let area = area.map_or_else(|| judgement.area.to_string(), |area| area.name.clone());
            (area, grade.map_or_else(|| judgement.grade.to_string(), |grade| grade.name.clone()))
        });
        let outputs = Outputs::open(&[], Some(&story))?;
        let title = if inspection.title.is_empty() { name } else { &inspection.title };
        let dates = if inspection.dates_as_printed.is_empty() {
            String::new()
        } else {
            format!(", inspected {}", inspection.dates_as_printed)
        };
        Ok(StoryOverview {
            name: name.to_owned(),
            about: format!("{}: {title}{dates}", inspection.authority.name),
            judgements: judgements.collect(),
            doubts: inspection.doubts.clone(),
            embargo: super::conditions::embargo(&story, self.zone())?,
            outputs: outputs.found.offers().map(|(_, offer)| (offer.id.clone(), offer.title.clone())).collect(),
            is_final: story::final_report(&folder).is_some(),
            not_ready: story.ready().err().map(|error| error.to_string()),
        })
    }

    /// Returns the file of a story's report, the final one if it is there, with its media type; `None` if the story has none.
    ///
    /// # Errors
    /// There is no such story, or the file cannot be read.
    pub fn report(&self, name: &str) -> Result<Option<(Vec<u8>, &'static str)>, Error> {
        let folder = self.known_story(name)?;
        let file = story::final_report(&folder).or_else(|| story::open::first_report(&folder));
        // A saved page could hold anything: it is shown as the text that it is.
        let kind = |file: &Path| {
            if file.extension().is_some_and(|ending| ending == "pdf") {
                "application/pdf"
            } else {
                "text/plain; charset=utf-8"
            }
        };
        file.map(|file| Ok((user_files::read(&file)?, kind(&file)))).transpose()
    }

    /// Returns the end of the embargo of the story that a text is of.
    ///
    /// # Errors
    /// The story cannot be read.
    pub fn embargo_of(&self, text: &TextName) -> Result<Option<LocalTime>, Error> {
        super::conditions::embargo(&story::open(&self.place_of(text).folder)?, self.zone())
    }

    /// Drafts an output of a story. An edited draft of it is left alone unless `replace`; then a copy of it is kept.
    ///
    /// # Errors
    /// There is no such story or output, or it cannot be drafted.
    pub fn draft(&self, name: &str, output: &str, replace: bool) -> Result<(), Error> {
        let folder = self.known_story(name)?;
        let story = story::open(&folder)?;
        let drafted = Outputs::open(&[], Some(&story))?.draft(output, &story, story::Audience::Press)?;
        drafted.save(&folder, (&story::MARKDOWN, &Frame::default()), replace).map(drop)
    }
}
