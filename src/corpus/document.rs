//! One article.

use std::fmt;
use std::sync::OnceLock;

use super::{
    CodePoints, Date, IgnoreList, Mask, Paragraph, ParagraphKind, Span, WireCredit, boilerplate, paragraph,
};

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
/// Paragraphs are found when they are first asked for: counting whole texts has no need of them, and finding them
/// costs many times what the counting does.
///
/// ```
/// use retell::Document;
/// let article = Document::new("a", "A headline\nThe first paragraph of the story runs on for a while.");
/// assert_eq!(article.paragraphs().len(), 2);
/// ```
#[derive(Clone)]
pub struct Document {
    id: String,
    metadata: Metadata,
    text: String,
    paragraphs: OnceLock<Vec<Paragraph>>,
}

impl Document {
    /// A document without metadata. The text will be cut into paragraphs and its boilerplate marked.
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self::with_metadata(id, text, Metadata::default())
    }

    /// A document with metadata. A title that the text repeats is marked as such.
    pub fn with_metadata(id: impl Into<String>, text: impl Into<String>, metadata: Metadata) -> Self {
        Self { id: id.into(), metadata, text: text.into(), paragraphs: OnceLock::new() }
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
        boilerplate::mark(&text, &metadata, &mut paragraphs);
        Self { id: id.into(), metadata, text, paragraphs: OnceLock::from(paragraphs) }
    }

    /// A document as it was when its paragraphs were last told: nothing is marked anew. Spans must lie in `text`.
    #[cfg(feature = "read")]
    pub(crate) fn restored(id: String, text: String, metadata: Metadata, paragraphs: Vec<Paragraph>) -> Self {
        Self { id, metadata, text, paragraphs: OnceLock::from(paragraphs) }
    }

    /// The same document under another id.
    pub fn renamed(mut self, id: impl Into<String>) -> Self {
        self.id = id.into();
        self
    }

    /// The same document with the texts of a list masked wherever they stand; paragraphs that hold more are cut.
    pub fn ignoring(mut self, list: &IgnoreList) -> Self {
        if !list.is_empty() {
            self.paragraphs = OnceLock::from(list.mark(&self.text, self.paragraphs()));
        }
        self
    }

    /// The same document with these paragraphs masked.
    pub(super) fn masking(mut self, paragraphs: &[usize], mask: Mask) -> Self {
        if !paragraphs.is_empty() {
            let mut all = self.paragraphs().to_vec();
            for &at in paragraphs {
                all[at].kind = ParagraphKind::Boilerplate(mask);
            }
            self.paragraphs = OnceLock::from(all);
        }
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
    ///
    /// The first call cuts the text, in time in proportion to its length, unless the document was made with them.
    pub fn paragraphs(&self) -> &[Paragraph] {
        self.paragraphs.get_or_init(|| {
            let mut paragraphs = paragraph::split(&self.text);
            boilerplate::mark(&self.text, &self.metadata, &mut paragraphs);
            paragraphs
        })
    }

    /// The paragraphs that count, with their index among all.
    pub fn unmasked(&self) -> impl Iterator<Item = (usize, &Paragraph)> {
        self.paragraphs().iter().enumerate().filter(|(_, paragraph)| !paragraph.kind.is_masked())
    }

    /// The text under a byte span of this document.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// Byte offsets of this document to code points.
    pub fn code_points(&self) -> CodePoints<'_> {
        CodePoints::new(&self.text)
    }

    /// The agency or press-release service that the document credits with its text, by its outlet, its dateline, a line
    /// of its own above or below the prose, or its copyright line; a name in running prose is no credit.
    ///
    /// ```
    /// use retell::{Document, corpus::WireCredit};
    /// let article = Document::new("a", "LONDON (Reuters) - The harbour was closed on Monday after a storm, officials said.");
    /// assert_eq!(article.wire_credit(), Some(WireCredit::Agency("Reuters")));
    /// ```
    pub fn wire_credit(&self) -> Option<WireCredit> {
        WireCredit::of(self)
    }

    /// How many paragraphs are of the kind that `matches` accepts.
    pub fn count_paragraphs(&self, matches: impl Fn(ParagraphKind) -> bool) -> usize {
        self.paragraphs().iter().filter(|paragraph| matches(paragraph.kind)).count()
    }
}

impl PartialEq for Document {
    /// Whether all of it is the same, paragraphs among it, whether or not they have been asked for.
    fn eq(&self, other: &Self) -> bool {
        (&self.id, &self.metadata, &self.text) == (&other.id, &other.metadata, &other.text)
            && self.paragraphs() == other.paragraphs()
    }
}

impl Eq for Document {}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document")
            .field("id", &self.id)
            .field("metadata", &self.metadata)
            .field("text", &self.text)
            .field("paragraphs", &self.paragraphs())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Span;
    use super::*;

    const TEXT: &str = "A headline\nThe first paragraph of the story runs on for a while.";

    #[test]
    fn what_has_been_asked_for_makes_no_difference() {
        let (asked, unasked) = (Document::new("a", TEXT), Document::new("a", TEXT));
        assert_eq!(asked.paragraphs().len(), 2);
        assert!(unasked.paragraphs.get().is_none());
        assert_eq!(asked, unasked.clone());
        assert_eq!(format!("{asked:?}"), format!("{:?}", Document::new("a", TEXT)));
    }

    #[test]
    fn documents_cut_otherwise_are_not_the_same() {
        let whole = Paragraph { span: Span::new(0, TEXT.len()), kind: ParagraphKind::Body };
        let given = Document::with_paragraphs("a", TEXT, Metadata::default(), vec![whole]);
        assert_eq!(given.paragraphs(), [whole]);
        assert_ne!(given, Document::new("a", TEXT));
        assert_ne!(Document::new("b", TEXT), Document::new("a", TEXT));
    }
}
