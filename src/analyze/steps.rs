//! The steps before there is anything to count, each without the next: for knowing what they take.

use super::detection::languages;
use super::{Analyzer, Scanner, TermReader, Words};
use crate::corpus::{Corpus, Document};

impl Analyzer {
    /// How many words `corpus` has, stop words among them: the
    /// [`n_tokens`](crate::CountMatrix::n_tokens) of its count matrix. Words are found and brought into one spelling, and
    /// nothing else is done, on one thread: what of counting is the finding of words.
    ///
    /// ```
    /// use retell::{Analyzer, Corpus};
    /// let corpus = Corpus::from_texts([("a", "The cat sat."), ("b", "Cats sit.")])?;
    /// assert_eq!((Analyzer::english().count_words(&corpus), Analyzer::english().count_terms(&corpus)), (5, 3));
    /// # Ok::<(), retell::Error>(())
    /// ```
    pub fn count_words(&self, corpus: &Corpus) -> usize {
        let mut scanner = Scanner::new(self.word_rule());
        let mut words = 0;
        for document in corpus.documents() {
            stretches(self, document, |text| {
                scanner.scan(text, |word| {
                    std::hint::black_box(word);
                    words += 1;
                });
            });
        }
        words
    }

    /// How many distinct terms `corpus` has: words found, numbered, stop words dropped and each distinct one stemmed, on
    /// one thread (languages on all, where they are to be found); n-grams are not made. What of counting is not the counting.
    pub fn count_terms(&self, corpus: &Corpus) -> usize {
        let mut reader = TermReader::new(self);
        for (document, language) in corpus.documents().iter().zip(languages(corpus, self.language_choice())) {
            let place = reader.language(language);
            stretches(self, document, |text| {
                reader.read(text, place, |terms, _| {
                    std::hint::black_box(terms);
                });
            });
        }
        if let Some(refused) = reader.refused() {
            refused.abort();
        }
        reader.terms().len()
    }
}

/// The texts of a document that count.
fn stretches(analyzer: &Analyzer, document: &Document, mut each: impl FnMut(&str)) {
    match analyzer.word_rule() {
        Words::Sklearn => each(document.text()),
        Words::News => document.unmasked().for_each(|(_, paragraph)| each(document.slice(paragraph.span))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vectorize::CountVectorizer;

    #[test]
    fn steps_see_what_counting_sees() {
        let text =
            "Ministers’ talks of gas and oil, 3.14 of them.\n\nShare this article\n\nThe minister talked.";
        let corpus = Corpus::from_texts([("a", text), ("b", "Die Minister sprachen über Öl.")]).unwrap();
        for analyzer in [Analyzer::news(), Analyzer::english(), Analyzer::sklearn()] {
            let (learnt, counts) = CountVectorizer::params(analyzer.clone()).fit_transform(&corpus).unwrap();
            assert_eq!(analyzer.count_words(&corpus), counts.n_tokens());
            assert_eq!(analyzer.count_terms(&corpus), learnt.vocabulary().len());
        }
    }
}
