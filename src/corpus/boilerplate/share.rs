//! Share bars: lines of nothing but the names of networks and what one does there.

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

/// Whether `line` is nothing but share and follow buttons, perhaps with counts.
pub(super) fn is_bar(line: &str) -> bool {
    let mut strong = 0;
    let mut n = 0;
    let mut counts = 0;
    for word in line.split(|found: char| {
        found.is_whitespace() || matches!(found, '|' | '/' | ',' | '·' | '•' | '(' | ')' | '+' | ':' | '&')
    }) {
        let word = word.trim_matches(|found: char| !found.is_alphanumeric()).to_lowercase();
        if word.is_empty() {
            continue;
        }
        if word.chars().all(|found| found.is_ascii_digit() || found == '.') {
            counts += 1;
            continue;
        }
        n += 1;
        if STRONG.contains(&word.as_str()) {
            strong += 1;
        } else if !WEAK.contains(&word.as_str()) {
            return false;
        }
    }
    // A single network's name may be a heading ("Telegram"); "Share" and "Tweet" are not.
    let alone = line.trim().to_lowercase();
    strong >= 2
        || (strong == 1 && n + counts >= 2 && n <= 8)
        || matches!(alone.as_str(), "share" | "tweet" | "print" | "email" | "share:")
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
