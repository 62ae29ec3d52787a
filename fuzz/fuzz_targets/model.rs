//! Any bytes as a saved model, and as what stands inside one: an error, or a model that is the same when it is saved again.

#![no_main]

use std::path::Path;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use retell::{Corpus, Vectorizer};

static CORPUS: LazyLock<Corpus> = LazyLock::new(|| {
    let texts =
        [("a", "The ministers’ talks about gas stalled.\n\nGas and oil."), ("b", ""), ("c", "東京 U.S. x")];
    Corpus::from_texts(texts).expect("three ids")
});

/// A file that is whole, with this content: see docs/model-format.md.
fn sealed(content: &[u8]) -> Vec<u8> {
    let mut file = b"\x89retell\n".to_vec();
    file.extend(1_u32.to_le_bytes());
    file.extend((content.len() as u64).to_le_bytes());
    file.extend(content);
    file.extend(crc32fast::hash(&file).to_le_bytes());
    file
}

fuzz_target!(|data: &[u8]| {
    for bytes in [data.to_vec(), sealed(data)] {
        let path = Path::new("fuzzed.model");
        let Ok(model) = Vectorizer::from_bytes(&bytes, path) else { continue };
        let saved = model.to_bytes().expect("what was read can be written");
        let again = Vectorizer::from_bytes(&saved, path).expect("what was written can be read");
        assert_eq!(again.to_bytes().expect("what was read can be written"), saved);
        let (weights, weights_again) = (model.transform(&CORPUS), again.transform(&CORPUS));
        assert_eq!(weights, weights_again);
        assert!(weights.data().iter().all(|weight| weight.is_finite()));
    }
});
