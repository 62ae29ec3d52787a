//! Share bars: lines of nothing but the names of networks and what one does there.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// Words that make a share bar by themselves.
const STRONG: &[&str] = &[
    "share",
    "shares",
    "tweet",
    "retweet",
    "facebook",
    "twitter",
    "linkedin",
    "whatsapp",
    "telegram",
    "reddit",
    "pinterest",
    "flipboard",
    "messenger",
    "instagram",
    "youtube",
    "tiktok",
    "bluesky",
    "mastodon",
    "tumblr",
    "vk",
    "viber",
    "weibo",
    "wechat",
    "xing",
    "вконтакте",
    "одноклассники",
    "facebook-f",
    "微信",
    "微博",
];

/// Words that may stand beside them.
const WEAK: &[&str] = &[
    "x",
    "email",
    "e-mail",
    "mail",
    "print",
    "copy",
    "link",
    "url",
    "pocket",
    "threads",
    "snapchat",
    "line",
    "sms",
    "rss",
    "on",
    "via",
    "to",
    "this",
    "article",
    "story",
    "post",
    "page",
    "follow",
    "us",
    "save",
    "bookmark",
    "comment",
    "comments",
    "like",
    "and",
    "or",
    "with",
    "friends",
    "more",
    "options",
    "auf",
    "per",
    "sur",
    "par",
    "en",
    "por",
    "via",
    "su",
    "в",
    "drucken",
    "imprimer",
    "imprimir",
    "stampa",
    "teilen",
    "partager",
    "compartir",
    "compartilhar",
    "condividi",
    "поделиться",
    "google",
    "news",
    "pin",
    "it",
    "send",
    "by",
    "opens",
    "in",
    "new",
    "window",
    "click",
    "skype",
    "qq",
    "buffer",
    "digg",
    "stumbleupon",
];

/// No listed word is longer, in whatever case.
const LONGEST_WORD: usize = 80;

/// Every listed word, and whether it is strong.
static LISTED: LazyLock<FxHashMap<&str, bool>> = LazyLock::new(|| {
    let weak = WEAK.iter().map(|&word| (word, false));
    weak.chain(STRONG.iter().map(|&word| (word, true))).collect()
});

/// The words of a line all of which are listed.
#[derive(Default)]
struct Words {
    all: usize,
    strong: usize,
    /// Numbers, which are not among `all`.
    counts: usize,
}

/// Whether `line` is nothing but share and follow buttons, perhaps with counts.
pub(super) fn is_bar(line: &str) -> bool {
    let Some(Words { all: n, strong, counts }) = listed(line) else { return false };
    // A single network's name may be a heading ("Telegram"); "Share" and "Tweet" are not.
    let alone = line.trim().to_lowercase();
    strong >= 2
        || (strong == 1 && n + counts >= 2 && n <= 8)
        || matches!(alone.as_str(), "share" | "tweet" | "print" | "email" | "share:")
}

/// Whether there is no word in `line` that bars do not have. Ornaments and kinds of quotes and white space play no part
/// in that.
pub(super) fn may_be_bar(line: &str) -> bool {
    listed(line).is_some()
}

/// The words of `line`, unless one of them is not listed.
fn listed(line: &str) -> Option<Words> {
    let mut words = Words::default();
    for word in line.split(|found: char| {
        found.is_whitespace() || matches!(found, '|' | '/' | ',' | '·' | '•' | '(' | ')' | '+' | ':' | '&')
    }) {
        let word = word.trim_matches(|found: char| !found.is_alphanumeric());
        if word.is_empty() {
            continue;
        }
        if word.bytes().all(|found| found.is_ascii_digit() || found == b'.') {
            words.counts += 1;
            continue;
        }
        words.all += 1;
        words.strong += usize::from(is_strong(word)?);
    }
    Some(words)
}

/// Whether `word` is a strong one, if it is listed.
fn is_strong(word: &str) -> Option<bool> {
    let mut buffer = [0; 16];
    if let Some(lower) = buffer.get_mut(..word.len())
        && word.is_ascii()
    {
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        return LISTED.get(std::str::from_utf8(lower).ok()?).copied();
    }
    if word.len() > LONGEST_WORD {
        return None;
    }
    LISTED.get(word.to_lowercase().as_str()).copied()
}

#[cfg(test)]
mod tests {
    use super::is_bar;

    #[test]
    fn bars_are_made_of_networks_only() {
        for line in [
            "Share",
            "Facebook Twitter WhatsApp",
            "Share on Facebook",
            "Tweet 12",
            "Share | Print | Email",
            "Share this article",
        ] {
            assert!(is_bar(line), "{line}");
        }
        for line in [
            "Share prices fell on Facebook",
            "Telegram",
            "This story",
            "Print media",
            "Facebook and the news from Ghana",
            "",
        ] {
            assert!(!is_bar(line), "{line}");
        }
    }
}
