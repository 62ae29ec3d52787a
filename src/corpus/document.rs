//! One article.

use super::{CodePoints, Date, Paragraph, ParagraphKind, Span, boilerplate, paragraph};

/// What is known of a document besides its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// Its headline.
    pub title: Option<String>,
    /// The outlet that published it.
    pub source: Option<String>,
    /// When it was published, as precisely as known.
    pub date: Option<Date>,
}

/// One article: an id, its text as it came, and the paragraphs that were found in it.
///
/// ```
/// use retell::Document;
/// let article = Document::new("a", "A headline\nThe first paragraph of the story runs on for a while.");
/// assert_eq!(article.paragraphs().len(), 2);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    id: String,
    metadata: Metadata,
    text: String,
    paragraphs: Vec<Paragraph>,
}

impl Document {
    /// A document without metadata. The text is cut into paragraphs and its boilerplate marked.
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self::with_metadata(id, text, Metadata::default())
    }

    /// A document with metadata. A title that the text repeats is marked as such.
    pub fn with_metadata(id: impl Into<String>, text: impl Into<String>, metadata: Metadata) -> Self {
        let text = text.into();
        let paragraphs = paragraph::split(&text);
        Self::marked(id.into(), text, metadata, paragraphs)
    }

    /// A document whose format already says what its paragraphs are; boilerplate is still marked.
    ///
    /// Spans that do not lie in `text` on character boundaries are dropped.
    pub fn with_paragraphs(
        id: impl Into<String>,
        text: impl Into<String>,
        metadata: Metadata,
        mut paragraphs: Vec<Paragraph>,
    ) -> Self {
        let text = text.into();
        paragraphs.retain(|paragraph| !paragraph.span.of(&text).trim().is_empty());
        boilerplate::mark_lines(&text, &mut paragraphs);
        Self::marked(id.into(), text, metadata, paragraphs)
    }

    fn marked(id: String, text: String, metadata: Metadata, mut paragraphs: Vec<Paragraph>) -> Self {
        boilerplate::mark(&text, &metadata, &mut paragraphs);
        Self { id, metadata, text, paragraphs }
    }

    /// The same document under another id.
    pub fn renamed(mut self, id: impl Into<String>) -> Self {
        self.id = id.into();
        self
    }

    /// The id: unique in its corpus.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The headline, if known.
    pub fn title(&self) -> Option<&str> {
        self.metadata.title.as_deref()
    }

    /// The outlet, if known.
    pub fn source(&self) -> Option<&str> {
        self.metadata.source.as_deref()
    }

    /// The date of publication, if known.
    pub fn date(&self) -> Option<Date> {
        self.metadata.date
    }

    /// The text as it came.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The paragraphs in order of appearance, masked ones among them.
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.paragraphs
    }

    /// The paragraphs that count, with their index among all.
    pub fn unmasked(&self) -> impl Iterator<Item = (usize, &Paragraph)> {
        self.paragraphs.iter().enumerate().filter(|(_, paragraph)| !paragraph.kind.is_masked())
    }

    /// The text under a byte span of this document.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// Byte offsets of this document to code points.
    pub fn code_points(&self) -> CodePoints<'_> {
        CodePoints::new(&self.text)
    }

    /// How many paragraphs are of the kind that `matches` accepts.
    pub fn count_paragraphs(&self, matches: impl Fn(ParagraphKind) -> bool) -> usize {
        self.paragraphs.iter().filter(|paragraph| matches(paragraph.kind)).count()
    }
}
