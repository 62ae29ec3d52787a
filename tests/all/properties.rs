//! Laws that hold for every input.

use proptest::collection::vec;
use proptest::prelude::*;
use retell::vectorize::CountVectorizerParams;
use retell::{
    Analyzer, Bm25, Corpus, CountVectorizer, Language, LanguageChoice, Norm, Stemmer, TfIdf, TfIdfMatrix,
    Unit, Words, similarity,
};

fn corpus(texts: &[String]) -> Corpus {
    Corpus::from_texts(texts.iter().enumerate().map(|(row, text)| (row.to_string(), text.clone()))).unwrap()
}

/// Text of real words in several languages and scripts, with things that trouble tokenizers between them.
fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        8 => prop::sample::select(vec![
            "gas", "Gas", "oil", "the", "ministers", "minister’s", "don't", "talks", "Oslo", "e-mail", "3.14", "1,000",
        ]),
        2 => prop::sample::select(vec![
            "Straße", "İstanbul", "ΣΑΣ", "Σ", "министр", "東京で", "cafe\u{301}", "हिन्दी", "①½", "_x_", "l’Otan", "ʼ", "🦀",
        ]),
        1 => Just("ﬁ\u{ad}n\u{200f}"),
    ];
    vec((word, prop::sample::select(vec![" ", " ", " ", ". ", "\n", "\n\n", "'", ""])), 0..30)
        .prop_map(|parts| parts.into_iter().map(|(word, gap)| format!("{word}{gap}")).collect())
}

fn analyzer() -> impl Strategy<Value = Analyzer> {
    let base = prop::sample::select(vec![Analyzer::news(), Analyzer::english(), Analyzer::sklearn()]);
    (base, 1..3_usize, 0..2_usize)
        .prop_map(|(base, shortest, more)| base.ngram_range(shortest, shortest + more))
}

fn params() -> impl Strategy<Value = CountVectorizerParams> {
    (analyzer(), any::<bool>(), any::<bool>(), prop::option::of(1..8_usize)).prop_map(
        |(analyzer, paragraphs, binary, max_features)| {
            let unit = if paragraphs { Unit::Paragraph } else { Unit::Document };
            let params = CountVectorizer::params(analyzer).unit(unit).binary(binary);
            if let Some(n) = max_features { params.max_features(n) } else { params }
        },
    )
}

fn rows(weights: &TfIdfMatrix) -> Vec<Vec<(usize, u64)>> {
    let row =
        |row| weights.row(row).map(|(column, weight): (usize, f64)| (column, weight.to_bits())).collect();
    (0..weights.shape().0).map(row).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Reordering the documents reorders the rows and changes no bit of a value.
    #[test]
    fn order_of_documents_is_no_matter(texts in vec(text(), 1..8), params in params(), by in any::<prop::sample::Index>()) {
        let Ok((_, counts)) = params.clone().unit(Unit::Document).fit_transform(&corpus(&texts)) else { return Ok(()) };
        let by = by.index(texts.len());
        let mut turned = texts.clone();
        turned.rotate_left(by);
        let (_, turned) = params.unit(Unit::Document).fit_transform(&corpus(&turned)).unwrap();
        prop_assert_eq!(turned.vocabulary(), counts.vocabulary());
        for bm25 in [false, true] {
            let weigh = |counts| {
                if bm25 { Bm25::params().fit_transform(counts).unwrap().1 } else { TfIdf::params().fit_transform(counts).unwrap().1 }
            };
            let (mut expected, turned) = (rows(&weigh(&counts)), rows(&weigh(&turned)));
            expected.rotate_left(by);
            prop_assert_eq!(turned, expected);
        }
    }

    /// Rows with any term have unit length, others none; nothing is below zero or not finite.
    #[test]
    fn rows_have_unit_length(texts in vec(text(), 1..8), params in params(), sublinear in any::<bool>(), smooth in any::<bool>()) {
        let Ok((_, counts)) = params.fit_transform(&corpus(&texts)) else { return Ok(()) };
        for norm in [Norm::L2, Norm::L1, Norm::None] {
            let weigh = TfIdf::params().norm(norm).sublinear_tf(sublinear).smooth_idf(smooth);
            let weights = weigh.fit_transform(&counts).unwrap().1;
            for row in 0..weights.shape().0 {
                let cells: Vec<f64> = weights.row(row).map(|cell| cell.1).collect();
                prop_assert!(cells.iter().all(|weight| weight.is_finite() && *weight >= 0.0));
                let length: f64 = match norm {
                    Norm::L2 => cells.iter().map(|w| w * w).sum::<f64>().sqrt(),
                    Norm::L1 => cells.iter().sum(),
                    Norm::None => continue,
                };
                prop_assert!(cells.is_empty() || (length - 1.0).abs() < 1e-12, "row {} has length {}", row, length);
            }
        }
    }

    /// cosine(a, b) = cosine(b, a), whichever of two equal corpora in other order it is read from; never over one.
    #[test]
    fn cosine_is_symmetric(texts in vec(text(), 2..8)) {
        let Ok((_, counts)) = CountVectorizer::params(Analyzer::english()).fit_transform(&corpus(&texts)) else { return Ok(()) };
        let weights = TfIdf::params().fit_transform(&counts).unwrap().1;
        let last = weights.shape().0 - 1;
        let order: Vec<usize> = (0..=last).rev().collect();
        let (forth, back) = (similarity::compare(&weights, 0.0), similarity::compare(&weights.select_rows(&order).unwrap(), 0.0));
        for a in 0..=last {
            for b in 0..=last {
                prop_assert_eq!(forth.cosine(a, b), forth.cosine(b, a));
                prop_assert_eq!(forth.cosine(a, b).to_bits(), back.cosine(last - a, last - b).to_bits());
                prop_assert!((0.0..=1.0).contains(&forth.cosine(a, b)));
            }
        }
    }

    /// Fitting twice gives the same; so does fitting and then transforming.
    #[test]
    fn two_fits_are_equal(texts in vec(text(), 1..8), params in params()) {
        let corpus = corpus(&texts);
        let Ok((vectorizer, counts)) = params.clone().fit_transform(&corpus) else { return Ok(()) };
        prop_assert_eq!(&params.fit_transform(&corpus).unwrap().1, &counts);
        prop_assert_eq!(&vectorizer.transform(&corpus), &counts);
        prop_assert_eq!(counts.document_frequencies().into_iter().sum::<usize>(), counts.nnz());
    }

    /// What is counted is what is tokenised: news rows are the terms of the tokens.
    #[test]
    fn counts_are_counts_of_tokens(texts in vec(text(), 1..6)) {
        let corpus = corpus(&texts);
        let Ok((_, counts)) = CountVectorizer::params(Analyzer::news()).fit_transform(&corpus) else { return Ok(()) };
        let tokens = Analyzer::news().tokenize(&corpus);
        for (row, document) in tokens.documents().iter().enumerate() {
            prop_assert_eq!(counts.row_tokens()[row], document.tokens().len());
            for (column, count) in counts.row(row) {
                let term = counts.vocabulary().term(column);
                let stand = document.tokens().iter().filter(|t| t.term().is_some_and(|t| tokens.terms()[t as usize] == term));
                prop_assert_eq!(stand.count(), count as usize);
            }
        }
    }

    /// Any string: no panic; spans lie on character boundaries, rise, and hold the word that the form stands for.
    #[test]
    fn any_string_is_read(text in prop_oneof![any::<String>(), text(), "[a-zA-ZΑ-Ωα-ωςİıßﬁ\u{ad}\u{301}\u{307}'’_. \\n]{0,60}"]) {
        let corpus = corpus(std::slice::from_ref(&text));
        for words in [Words::News, Words::Sklearn] {
            let analyzer = Analyzer::news().words(words);
            let tokens = analyzer.tokenize(&corpus);
            let mut end = 0;
            for token in tokens.documents()[0].tokens() {
                let (span, form) = (token.span(), &tokens.forms()[token.form() as usize]);
                prop_assert!(span.start >= end && !span.is_empty());
                end = span.end;
                let stands = text.get(span.start..span.end);
                prop_assert!(stands.is_some(), "{:?} of {:?}", span, text);
                let letters = |text: &str| text.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect::<String>();
                let (stands, form) = (letters(stands.unwrap_or_default()), letters(form));
                if text.is_ascii() {
                    prop_assert!(stands == form || stands == format!("{form}s"), "{} for {}", form, stands);
                }
            }
            let _ = CountVectorizer::params(analyzer.ngram_range(1, 3)).fit(&corpus);
        }
    }

    /// No stemmer panics or leaves nothing of a word, whatever the word.
    #[test]
    fn any_word_is_stemmed(word in any::<String>(), greek in "[ιίισάα]{0,4}[ισαςεγανουήτω]{0,12}", latin in "[a-zäöüßéèêçñşţșțıİ']{1,16}") {
        for language in Language::all() {
            for stemmer in [Stemmer::RustStemmers, Stemmer::Snowball] {
                for word in [&word, &greek, &latin] {
                    prop_assert!(word.is_empty() || !stemmer.stem(language, word).is_empty());
                }
            }
        }
    }
}

/// The same bytes from one thread, two and five, on a corpus large enough to be shared out.
#[test]
fn threads_change_nothing() {
    let sentences = [
        "The ministers met in Oslo and talked about gas deliveries.",
        "Die Minister trafen sich in Oslo und sprachen über die Lieferungen von Gas.",
        "Les ministres se sont réunis à Oslo et ont parlé des livraisons de gaz, dit l’agence.",
    ];
    let texts: Vec<String> = (0..120)
        .map(|i| {
            (0..40).map(|j| format!("{} Report {i} of {}.\n", sentences[(i + j / 13) % 3], i * j)).collect()
        })
        .collect();
    let corpus = corpus(&texts);
    for analyzer in [
        Analyzer::news().ngram_range(1, 2),
        Analyzer::sklearn(),
        Analyzer::news().language(LanguageChoice::Unknown),
    ] {
        let run = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| {
                let (_, counts) =
                    CountVectorizer::params(analyzer.clone()).min_df(2).fit_transform(&corpus).unwrap();
                let weights = TfIdf::params().fit_transform(&counts).unwrap().1;
                (analyzer.tokenize(&corpus), counts, rows(&weights))
            })
        };
        let one = run(1);
        assert!(one.1.nnz() > 1000);
        assert!(run(2) == one, "two threads");
        assert!(run(5) == one, "five threads");
    }
}
