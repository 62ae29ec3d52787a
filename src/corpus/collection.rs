//! A set of documents with distinct ids.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::{Document, IgnoreList, Mask, boilerplate};
use crate::error::{Error, Result};

/// Documents in the order in which they came: row *i* of every matrix is document *i*.
///
/// ```
/// use retell::Corpus;
/// let corpus = Corpus::from_texts([("a", "The cat sat."), ("b", "Cats sit.")])?;
/// assert_eq!(corpus.len(), 2);
/// assert!(Corpus::from_texts([("a", ""), ("a", "")]).is_err());
/// # Ok::<(), retell::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corpus {
    documents: Vec<Document>,
}

impl Corpus {
    /// A corpus of `documents`.
    ///
    /// # Errors
    /// [`Error::DuplicateId`] if two share an id; [`Error::TooLong`] if a text has 4 GiB or more, so that every later
    /// stage may count bytes in 32 bits. An empty corpus is allowed; stages that need text say so.
    pub fn new(documents: Vec<Document>) -> Result<Self> {
        let mut seen = FxHashSet::default();
        for document in &documents {
            check_length(document.id(), document.text().len())?;
            if !seen.insert(document.id()) {
                return Err(Error::DuplicateId { id: document.id().to_owned() });
            }
        }
        Ok(Self { documents })
    }

    /// A corpus of `(id, text)` pairs.
    ///
    /// # Errors
    /// As [`Corpus::new`].
    pub fn from_texts<I, T>(texts: impl IntoIterator<Item = (I, T)>) -> Result<Self>
    where
        I: Into<String>,
        T: Into<String>,
    {
        Self::new(texts.into_iter().map(|(id, text)| Document::new(id, text)).collect())
    }

    /// The same corpus with the texts of a list masked in every document; see [`Document::ignoring`].
    pub fn ignoring(self, list: &IgnoreList) -> Self {
        if list.is_empty() {
            return self;
        }
        Self { documents: self.documents.into_par_iter().map(|document| document.ignoring(list)).collect() }
    }

    /// The same corpus with what outlets print again and again masked as [`Mask::Habit`].
    ///
    /// A paragraph is an outlet's habit if at least five of its articles have it word for word, on three days or more
    /// where days are known, at most one article elsewhere for ten here, and if in most of these articles fewer than half
    /// as many of its longer words stand in the rest as is usual for the article's own paragraphs. So neither wire copy
    /// carried once, nor the background of a running story, nor an article that was published again is masked. Nothing is
    /// learnt of documents without a [`source`](Document::source). Time: that of finding paragraphs, and a sort of them.
    pub fn masking_habits(self) -> Self {
        let habits = boilerplate::learn(&self.documents);
        let documents = self.documents.into_par_iter().zip(habits);
        Self {
            documents: documents
                .map(|(document, paragraphs)| document.masking(&paragraphs, Mask::Habit))
                .collect(),
        }
    }

    /// The documents in order.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// The row of the document called `id`.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.documents.iter().position(|document| document.id() == id)
    }
}

impl std::ops::Index<usize> for Corpus {
    type Output = Document;

    fn index(&self, row: usize) -> &Document {
        &self.documents[row]
    }
}

/// Refuses what 32-bit byte positions cannot address.
pub(super) fn check_length(id: &str, bytes: usize) -> Result<()> {
    if u32::try_from(bytes).is_ok_and(|bytes| bytes < u32::MAX) {
        return Ok(());
    }
    Err(Error::TooLong { id: id.to_owned(), bytes })
}

#[cfg(test)]
mod tests {
    use super::super::{Metadata, ParagraphKind};
    use super::*;

    const HABIT: &str = "Tell our editors what moves you by letter or at the counter in Mill Lane.";
    const STORIES: [[&str; 2]; 6] = [
        [
            "The ferry sails again to the northern islands.",
            "Passengers of the ferry waited on the islands since April.",
        ],
        [
            "Bakers sell more bread of rye than ever before.",
            "Whoever bakes bread by night, bakers say, must eat bread by day.",
        ],
        [
            "Barn owls have nested above the old courtroom.",
            "A judge who hears owls in the courtroom must shout at the owls.",
        ],
        [
            "Farmers counted their frozen apples in April.",
            "Some farmers have frozen apples left, other farmers have none.",
        ],
        [
            "Players of chess are back in the quiet park.",
            "Without players of chess the park would be a quiet desert.",
        ],
        [
            "Clay has flooded half of the northern brickyard.",
            "Bricks crack where clay is wet, so the brickyard dries bricks.",
        ],
    ];

    /// Documents of (outlet, day, paragraphs).
    fn news<'a>(articles: impl IntoIterator<Item = (&'a str, usize, Vec<&'a str>)>) -> Corpus {
        let documents = articles.into_iter().enumerate().map(|(at, (source, day, paragraphs))| {
            let source = (!source.is_empty()).then(|| source.to_owned());
            let date = (day > 0).then(|| format!("2025-05-{day:02}").parse().unwrap());
            Document::with_metadata(
                at.to_string(),
                paragraphs.join("\n\n"),
                Metadata { title: None, source, date },
            )
        });
        Corpus::new(documents.collect()).unwrap()
    }

    /// What is masked as a habit, as (document, text).
    fn habits(corpus: Corpus) -> Vec<(usize, String)> {
        let corpus = corpus.masking_habits();
        let of = |(row, document): (usize, &Document)| -> Vec<(usize, String)> {
            let masked =
                document.paragraphs().iter().filter(|p| p.kind == ParagraphKind::Boilerplate(Mask::Habit));
            masked.map(|paragraph| (row, document.slice(paragraph.span).to_owned())).collect()
        };
        corpus.documents().iter().enumerate().flat_map(of).collect()
    }

    /// The stories of one outlet with something below each of the first `n`, on so many days; 0 days are none known.
    fn below(text: &'static str, n: usize, days: usize) -> Vec<(&'static str, usize, Vec<&'static str>)> {
        let day = |at: usize| if days == 0 { 0 } else { 1 + at % days };
        let stories = STORIES.iter().enumerate();
        stories
            .map(|(at, story)| {
                (
                    "Post",
                    day(at),
                    [story.as_slice(), if at < n { std::slice::from_ref(&text) } else { &[] }].concat(),
                )
            })
            .collect()
    }

    #[test]
    fn what_an_outlet_prints_below_everything_is_its_habit() {
        let expected: Vec<(usize, String)> = (0..6).map(|row| (row, HABIT.to_owned())).collect();
        assert_eq!(habits(news(below(HABIT, 6, 6))), expected);
        assert_eq!(habits(news(below(HABIT, 6, 0))), expected, "days are not known");
        assert_eq!(habits(news(below(HABIT, 5, 3))), expected[..5]);
    }

    #[test]
    fn four_articles_two_days_or_no_outlet_make_no_habit() {
        assert_eq!(habits(news(below(HABIT, 4, 4))), []);
        assert_eq!(habits(news(below(HABIT, 6, 2))), []);
        let nobodys = below(HABIT, 6, 6).into_iter().map(|(_, day, text)| ("", day, text));
        assert_eq!(habits(news(nobodys)), []);
    }

    #[test]
    fn what_other_outlets_print_too_is_no_habit() {
        let mail = ("Mail", 1, vec!["Nothing happened at all yesterday, says the Mail.", HABIT]);
        assert_eq!(habits(news(below(HABIT, 6, 6).into_iter().chain([mail]))), []);
    }

    #[test]
    fn wire_copy_that_every_outlet_carries_once_is_no_habit() {
        let outlets = ["Post", "Mail", "Star", "Echo", "Sun", "Globe"];
        let articles =
            outlets.into_iter().zip(below(HABIT, 6, 6)).map(|(outlet, (_, day, text))| (outlet, day, text));
        assert_eq!(habits(news(articles)), []);
    }

    #[test]
    fn the_background_of_a_running_story_is_no_habit() {
        let background =
            "The ferry to the islands was cancelled in April after a gale damaged the landing stage.";
        let stories = [
            [
                "The ferry stays away from the islands.",
                "A landing stage comes in June, and with it the ferry.",
            ],
            [
                "Engineers looked at the landing stage.",
                "The islands want their ferry and its landing stage back.",
            ],
            [
                "A gale damaged the landing stage again.",
                "After that gale the islands have neither ferry nor landing stage.",
            ],
            [
                "Islanders row while the ferry is cancelled.",
                "Without a ferry the islands get letters by rowing boat.",
            ],
            [
                "The damaged landing stage is paid for.",
                "The ferry may sail in July where the gale damaged the landing.",
            ],
            [
                "Crowds cheer the ferry on the islands.",
                "No gale, the landing stage holds, no ferry was cancelled.",
            ],
        ];
        let articles = stories
            .iter()
            .zip(1..)
            .map(|(story, day)| ("Post", day, [story.as_slice(), &[background]].concat()));
        assert_eq!(habits(news(articles)), []);
    }

    #[test]
    fn an_article_that_is_published_again_is_no_habit() {
        let articles = (1..=6).map(|day| ("Post", day, [STORIES[0].as_slice(), &STORIES[2]].concat()));
        assert_eq!(habits(news(articles)), []);
        assert_eq!(habits(news((1..=6).map(|day| ("Post", day, vec![HABIT])))), [], "there is nothing else");
    }

    #[test]
    fn a_text_of_four_gibibytes_is_refused() {
        assert!(check_length("a", u32::MAX as usize - 1).is_ok());
        assert!(matches!(
            check_length("a", u32::MAX as usize),
            Err(Error::TooLong { bytes: 0xFFFF_FFFF, .. })
        ));
        #[cfg(target_pointer_width = "64")]
        assert!(check_length("a", 1 << 32).is_err());
    }
}
