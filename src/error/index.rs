//! What may be wrong with an index.

/// What is wrong with a file or folder of an index, or with how it is used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IndexProblem {
    /// It is something else.
    #[error("is no index; make one with `retell index INPUT -o IDX`")]
    Foreign,
    /// It is in another version of the format.
    #[error(
        "is in format {found} of the index, and this build reads format {reads}; make the index anew with this build, or \
         use the one that made it"
    )]
    Version {
        /// The version it is in.
        found: u32,
        /// The version that can be read.
        reads: u32,
    },
    /// It has more or fewer bytes than it should.
    #[error(
        "should have {expected} bytes, but has {got}: it was cut short or damaged; copy the index again, or make it anew"
    )]
    Length {
        /// How many there should be.
        expected: u64,
        /// How many there are.
        got: u64,
    },
    /// A checksum does not hold.
    #[error("is damaged: the checksum of its {part} does not hold; copy the index again, or make it anew")]
    Damaged {
        /// The part of the file that is damaged.
        part: &'static str,
    },
    /// It was written whole, but says what no index says.
    #[error("cannot be used: {reason}; make the index anew")]
    Content {
        /// What it says.
        reason: String,
    },
    /// It was made with other settings than those that hold.
    #[error(
        "was made with {setting} {made_with}, but {asked} holds now; set {setting} to {made_with}, or make the index anew"
    )]
    Settings {
        /// The setting, as on the command line.
        setting: &'static str,
        /// What held when the index was made.
        made_with: String,
        /// What holds now.
        asked: String,
    },
    /// Articles to be added are there already, with other words.
    #[error(
        "already has {} that {}: {}; nothing was added: pass --replace to put the new ones in their place, or give them other ids",
        if *n == 1 { "an article of the same id".to_owned() } else { format!("articles of the same {n} ids") },
        if *n == 1 { "differs" } else { "differ" },
        first_few(*n, ids)
    )]
    IdsTaken {
        /// How many there are.
        n: usize,
        /// Their ids, the first few.
        ids: Vec<String>,
    },
    /// Articles to be dropped are not there.
    #[error(
        "has no article called {}; nothing was changed",
        first_few(*n, ids)
    )]
    IdsMissing {
        /// How many there are.
        n: usize,
        /// Their ids, the first few.
        ids: Vec<String>,
    },
    /// Another process is writing to it.
    #[error("is being written to by another process; wait until that has ended")]
    Locked,
}

fn first_few(n: usize, ids: &[String]) -> String {
    let more = n.saturating_sub(ids.len());
    if more > 0 { format!("{} and {more} more", ids.join(", ")) } else { ids.join(", ") }
}
