use std::borrow::Cow;

use proptest::prelude::*;

use super::content::{Columns, Weights};
use super::*;
use crate::analyze::{Analyzer, Language, LanguageChoice, StopWords, Strings};
use crate::corpus::Corpus;
use crate::error::ModelProblem;
use crate::vectorize::{
    Bm25, CountVectorizer, CountVectorizerParams, Norm, TfIdf, Unit, VectorizerParams, Weighting,
};

/// [`small`] as `data/golden/model.py` writes it from the description of the format.
const GOLDEN: &[u8] = include_bytes!("../../../data/golden/model-format-1.bin");

fn corpus(texts: &[&str]) -> Corpus {
    Corpus::from_texts(texts.iter().enumerate().map(|(i, text)| (i.to_string(), *text))).unwrap()
}

fn news() -> Corpus {
    corpus(&[
        "Ministers agreed on gas deliveries, and on oil.",
        "Gas deliveries resume, ministers say. Gas!",
        "Die Minister einigten sich am späten Abend auf einen gemeinsamen Fahrplan für die Lieferungen von Öl.",
        "Shares fell.",
        "",
    ])
}

/// Every kind of setting, under every weighting.
fn settings() -> Vec<VectorizerParams> {
    let english = Analyzer::english();
    let counts = [
        CountVectorizer::params(Analyzer::sklearn()),
        CountVectorizer::params(Analyzer::news()).unit(Unit::Paragraph).max_features(7),
        CountVectorizer::params(english.clone().ngram_range(1, 3)).min_df(2).max_df(0.9),
        CountVectorizer::params(
            english.clone().stop_words(["gas", "d’Öl"].into_iter().collect::<StopWords>()),
        )
        .binary(true),
        CountVectorizer::params(english)
            .vocabulary(["oil", "gas", "öl", "never seen"].map(str::to_owned).to_vec()),
    ];
    let weightings = [
        Weighting::TfIdf(TfIdf::params()),
        Weighting::TfIdf(TfIdf::params().sublinear_tf(true).smooth_idf(false).norm(Norm::L1)),
        Weighting::TfIdf(TfIdf::params().use_idf(false).norm(Norm::None)),
        Weighting::Bm25(Bm25::params().k1(0.1 + 0.2).b(1.0 / 3.0)),
        Weighting::Count,
    ];
    let with = |counts: &CountVectorizerParams, weighting| Vectorizer::params(counts.clone(), weighting);
    counts.iter().flat_map(|counts| weightings.map(|weighting| with(counts, weighting))).collect()
}

fn small() -> Vectorizer {
    let params = CountVectorizer::params(Analyzer::sklearn());
    Vectorizer::params(params, Weighting::TfIdf(TfIdf::params()))
        .fit(&corpus(&["gas gas oil", "oil"]))
        .unwrap()
}

fn read(bytes: &[u8]) -> Result<Vectorizer> {
    Vectorizer::from_bytes(bytes, Path::new("a.model"))
}

fn problem(bytes: &[u8]) -> ModelProblem {
    match read(bytes) {
        Err(Error::Model { path, problem }) if path == Path::new("a.model") => problem,
        other => panic!("expected a problem with a.model, got {other:?}"),
    }
}

/// Bytes with `content` in a whole envelope.
fn sealed(content: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    envelope::write(&mut bytes, |out| out.write_all(content)).unwrap();
    bytes
}

/// What is said of the small model if `change` is made to it before it is saved.
fn refused(change: impl FnOnce(&mut Content<'_>)) -> String {
    let vectorizer = small();
    let mut content = Content::of(&vectorizer);
    change(&mut content);
    let mut bytes = Vec::new();
    content.write(&mut bytes).unwrap();
    match problem(&sealed(&bytes)) {
        ModelProblem::Content { reason } => reason,
        other => panic!("expected the content to be refused, got {other:?}"),
    }
}

#[test]
fn what_is_read_is_what_was_saved() {
    let (learnt, other) = (news(), corpus(&["Oil and gas, öl, oil deliveries.", "Never seen gas", ""]));
    for params in settings() {
        let (vectorizer, weights) = params.clone().fit_transform(&learnt).unwrap();
        let bytes = vectorizer.to_bytes().unwrap();
        let again = read(&bytes).unwrap();
        assert_eq!(again, vectorizer, "{params:?}");
        let bits =
            |vectorizer: &Vectorizer| vectorizer.idf().iter().map(|idf| idf.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits(&again), bits(&vectorizer), "{params:?}");
        assert_eq!(again.to_bytes().unwrap(), bytes, "{params:?}");
        assert_eq!(params.fit(&learnt).unwrap().to_bytes().unwrap(), bytes);
        assert_eq!(again.transform(&learnt), weights);
        assert_eq!(again.transform(&other), vectorizer.transform(&other));
    }
}

#[test]
fn unsure_documents_are_in_the_language_that_was_learnt() {
    let german = corpus(&[
        "Die Minister einigten sich am späten Abend auf einen gemeinsamen Fahrplan für die Lieferungen, und die \
         Zeitungen berichteten darüber.",
    ]);
    let params = Vectorizer::params(CountVectorizer::params(Analyzer::news()), Weighting::Count);
    let again = read(&params.fit(&german).unwrap().to_bytes().unwrap()).unwrap();
    assert_eq!(Language::detect("Zeitungen"), None);
    let column = again.vocabulary().column("zeitung").unwrap();
    assert_eq!(again.transform(&corpus(&["Zeitungen"])).row(0).collect::<Vec<_>>(), [(column, 1.0)]);
}

#[test]
fn the_format_is_what_it_was() {
    let vectorizer = read(GOLDEN).unwrap();
    assert_eq!(vectorizer.counts, small().counts);
    assert!(vectorizer.idf().iter().zip(small().idf()).all(|(idf, expected)| (idf - expected).abs() < 1e-15));
    assert!(
        vectorizer.to_bytes().unwrap() == GOLDEN,
        "a change of the format is a new number and a new file"
    );
}

#[test]
fn every_change_of_a_byte_is_refused() {
    let mut bytes = small().to_bytes().unwrap();
    for at in 0..bytes.len() {
        for change in 1..=u8::MAX {
            bytes[at] ^= change;
            assert!(matches!(read(&bytes), Err(Error::Model { .. })), "byte {at} ^ {change}");
            bytes[at] ^= change;
        }
    }
    assert!(read(&bytes).is_ok());
}

#[test]
fn every_part_of_a_model_and_every_longer_file_is_refused() {
    let mut bytes = small().to_bytes().unwrap();
    for end in 1..bytes.len() {
        assert!(matches!(problem(&bytes[..end]), ModelProblem::Length { got, .. } if got == end as u64));
    }
    assert_eq!(problem(&[]), ModelProblem::Empty);
    let expected = bytes.len() as u64;
    bytes.push(0);
    assert_eq!(problem(&bytes), ModelProblem::Length { expected, got: expected + 1 });
}

#[test]
fn other_files_are_told_by_what_they_are() {
    for (bytes, said) in [
        (&b"\x89PNG\r\n\x1a\n"[..], "a.model is no saved model: it begins like a PNG image"),
        (b"PK\x03\x04", "like a ZIP archive, such as .npz"),
        (b"\x1f\x8b\x08", "like a gzip file; unpack it first"),
        (b"gas\noil\n", "like a file of another kind"),
        (b"\0", "like a file of another kind"),
    ] {
        let error = read(bytes).unwrap_err().to_string();
        assert!(error.contains(said), "{error}");
    }
}

#[test]
fn another_version_is_told_with_both_numbers() {
    for found in [FORMAT - 1, FORMAT + 1, u32::MAX] {
        let mut bytes = small().to_bytes().unwrap();
        bytes[8..12].copy_from_slice(&found.to_le_bytes());
        bytes.truncate(13);
        assert_eq!(problem(&bytes), ModelProblem::Version { found, reads: FORMAT });
        let error = read(&bytes).unwrap_err().to_string();
        assert!(error.contains(&format!("format {found}")) && error.contains(&format!("format {FORMAT};")));
    }
}

#[test]
fn lengths_that_lie_reserve_nothing() {
    let mut bytes = small().to_bytes().unwrap();
    bytes[12..20].copy_from_slice(&u64::MAX.to_le_bytes());
    assert!(matches!(problem(&bytes), ModelProblem::Length { expected: u64::MAX, .. }));

    let bytes = small().to_bytes().unwrap();
    let content = envelope::open(&bytes).unwrap();
    // The list of terms, of which there are two, and the first of them: four thousand million each.
    let at = content.windows(6).position(|window| window == b"terms\x92").unwrap() + 5;
    for (end, lie) in [(at, &b"\xdd\xff\xff\xff\xff"[..]), (at + 1, b"\xdb\xff\xff\xff\xff")] {
        let lying = [&content[..end], lie, &content[end + 1..]].concat();
        assert!(matches!(problem(&sealed(&lying)), ModelProblem::Content { .. }));
    }
}

#[test]
fn what_no_fitting_gives_is_refused_by_name() {
    let terms = |terms: &[&str]| Cow::Owned(Strings::of(terms).unwrap());
    let idf = |idf: &[f64]| Cow::Owned(idf.to_vec());
    let tfidf = |numbers: &[f64]| Weights::TfIdf { params: TfIdf::params(), idf: idf(numbers) };
    assert_eq!(refused(|model| model.terms = terms(&["oil", "oil"])), "term \"oil\" stands twice");
    assert_eq!(
        refused(|model| model.terms = terms(&["oil", "gas"])),
        "term \"gas\" stands behind \"oil\", out of order"
    );
    assert_eq!(refused(|model| model.terms = terms(&[])), "it has 0 terms");
    let given = |list: &[&str]| {
        refused(|model| {
            model.columns = Columns::Given;
            model.terms = terms(list);
        })
    };
    assert_eq!(
        given(&["oil", "gas", "oil"]),
        "vocabulary is \"oil\" twice, expected at least one term, each once"
    );
    assert!(given(&[]).starts_with("vocabulary is 0 terms"));
    assert_eq!(refused(|model| model.weights = tfidf(&[1.0])), "it has 1 idf for 2 terms");
    for wrong in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 1e300] {
        assert_eq!(
            refused(|model| model.weights = tfidf(&[1.0, wrong])),
            format!("idf of column 1 is {wrong:?}")
        );
        assert_eq!(
            refused(|model| {
                let (params, idf) = (Bm25::params(), idf(&[1.0, 1.0]));
                model.weights = Weights::Bm25 { params, mean_length: wrong, idf };
            }),
            format!("mean_length is {wrong:?}")
        );
        let k1 = refused(|model| {
            let (params, idf) = (Bm25::params().k1(wrong), idf(&[1.0, 1.0]));
            model.weights = Weights::Bm25 { params, mean_length: 1.0, idf };
        });
        assert!(k1.starts_with(&format!("k1 is {wrong:?}, expected")), "{k1}");
        assert!(refused(|model| model.min_df = wrong.into()).starts_with("min_df is"));
        assert!(refused(|model| model.max_df = wrong.into()).starts_with("max_df is"));
    }
    assert!(refused(|model| model.max_features = Some(0)).starts_with("max_features is 0"));
    let ngrams = refused(|model| model.analyzer = Cow::Owned(Analyzer::sklearn().ngram_range(2, 1)));
    assert!(ngrams.starts_with("ngram_range is (2, 1)"));
    assert!(refused(|model| model.dictionaries = Some(false)).contains("cut otherwise"));
}

#[test]
fn what_is_no_content_is_refused() {
    let bytes = small().to_bytes().unwrap();
    let content = envelope::open(&bytes).unwrap();
    let said = |content: &[u8]| problem(&sealed(content)).to_string();
    assert!(said(&[content, b"\xc0"].concat()).contains("1 bytes stand behind its end"));
    assert!(said(b"").contains("cannot be used"));
    assert!(said(b"\x80").contains("missing field `analyzer`"));
    let text = content.windows(3).position(|window| window == b"oil").unwrap();
    let not_utf8 = [&content[..text], b"\xff\xff\xff", &content[text + 3..]].concat();
    assert!(matches!(problem(&sealed(&not_utf8)), ModelProblem::Content { .. }));
    let name = content.windows(6).position(|window| window == b"binary").unwrap();
    let unknown = [&content[..name], b"binari", &content[name + 6..]].concat();
    assert!(said(&unknown).contains("unknown field `binari`"));
}

#[test]
fn words_of_dictionaries_need_them_again() {
    let thai = corpus(&["ภาษาไทย"]);
    let params = |analyzer| Vectorizer::params(CountVectorizer::params(analyzer), Weighting::Count);
    let vectorizer = params(Analyzer::news()).fit(&thai).unwrap();
    let mut content = Content::of(&vectorizer);
    assert_eq!(content.dictionaries, Some(cfg!(feature = "segmenter")));
    assert_eq!(read(&vectorizer.to_bytes().unwrap()).unwrap(), vectorizer);

    content.dictionaries = Some(!cfg!(feature = "segmenter"));
    let mut bytes = Vec::new();
    content.write(&mut bytes).unwrap();
    let refused = read(&sealed(&bytes));
    if cfg!(feature = "segmenter") {
        assert!(matches!(refused, Err(Error::Model { problem: ModelProblem::Content { .. }, .. })));
    } else {
        assert!(matches!(refused, Err(Error::NotBuilt { feature: "segmenter", .. })));
    }
    // Nothing is asked of words that no dictionary finds.
    let news = Analyzer::news().language(LanguageChoice::Unknown);
    for (analyzer, text) in [(Analyzer::sklearn(), "ภาษาไทย"), (news, "gas öl новости")]
    {
        let vectorizer = params(analyzer).fit(&corpus(&[text])).unwrap();
        assert_eq!(Content::of(&vectorizer).dictionaries, None);
    }
}

proptest! {
    #[test]
    fn no_bytes_are_taken_amiss(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(read(&bytes).is_err());
        prop_assert!(read(&sealed(&bytes)).is_err());
    }

    /// What has been changed and sealed anew is refused, or is a model as good as any.
    #[test]
    fn changed_content_is_refused_or_sound(
        at in any::<proptest::sample::Index>(),
        byte in any::<u8>(),
        which in any::<proptest::sample::Index>(),
    ) {
        let news = news();
        let settings = settings();
        let bytes = which.get(&settings).clone().fit(&news).unwrap().to_bytes().unwrap();
        let mut content = envelope::open(&bytes).unwrap().to_vec();
        let at = at.index(content.len());
        content[at] = byte;
        match read(&sealed(&content)) {
            Ok(vectorizer) => {
                let weights = vectorizer.transform(&news);
                prop_assert!(weights.data().iter().all(|weight| weight.is_finite()));
                prop_assert_eq!(read(&vectorizer.to_bytes().unwrap()).unwrap(), vectorizer);
            }
            Err(Error::Model { problem: ModelProblem::Content { .. }, .. } | Error::NotBuilt { .. }) => {}
            Err(other) => prop_assert!(false, "{other}"),
        }
    }
}
