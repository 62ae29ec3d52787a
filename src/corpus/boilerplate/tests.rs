use super::super::Document;
use super::*;

const PROSE: &str = "The harbour was closed on Monday after a storm had torn two cranes from their rails.";
const MORE: &str = "Repairs will take until the spring, said the company that runs it, and will cost a lot.";

/// The mask of `line` between two paragraphs of prose.
fn alone(line: &str) -> Option<Mask> {
    let document = Document::new("a", format!("Storm closes harbour\n{PROSE}\n{line}\n{MORE}"));
    match document.paragraphs()[2].kind {
        ParagraphKind::Boilerplate(mask) => Some(mask),
        _ => None,
    }
}

/// The masked lines of `text` with their reasons.
fn masked(text: &str) -> Vec<(&str, Mask)> {
    let document = Document::new("a", text);
    let masks = document.paragraphs().iter().filter_map(|paragraph| match paragraph.kind {
        ParagraphKind::Boilerplate(mask) => Some((paragraph.span.of(text), mask)),
        _ => None,
    });
    masks.collect()
}

#[test]
fn lines_of_chrome_are_known_by_their_words() {
    for (mask, lines) in [
        (
            Mask::ShareBar,
            &[
                "Share this article",
                "Facebook Twitter LinkedIn WhatsApp",
                "Share on Facebook",
                "Follow us on X",
                "Follow The Paper on Google News",
                "1,203 shares",
                "Partager sur Facebook",
                "Поделиться",
            ][..],
        ),
        (
            Mask::RelatedLinks,
            &[
                "READ MORE: Harbour of the next town closed as well",
                "Read more",
                "Related Articles",
                "Also read | Ferry runs again",
                "You may also like",
                "Most Popular",
                "Lesen Sie auch: Fähre fährt wieder",
                "Lire aussi : le port rouvre",
                "Читайте также: порт открыт",
                "Related: Ferry runs again, says the mayor.",
            ],
        ),
        (
            Mask::Comments,
            &[
                "Leave a comment",
                "12 Comments",
                "Join the conversation",
                "News, World No Comments on Storm closes harbour",
            ],
        ),
        (
            Mask::Copyright,
            &[
                "Copyright © 2014-2025 The Harbour Paper",
                "© 2025 The Harbour Paper. All rights reserved.",
                "All Rights Reserved",
                "This material may not be published, broadcast, rewritten or redistributed without permission.",
                "Alle Rechte vorbehalten.",
            ],
        ),
        (
            Mask::Subscribe,
            &[
                "Subscribe to Harbour News",
                "Enter your email address:",
                "Sign up for our newsletter",
                "Get the day's news delivered to your inbox.",
                "Newsletter",
                "Already a subscriber? Log in",
                "Suscríbete a nuestro boletín",
            ],
        ),
        (
            Mask::Navigation,
            &[
                "Back to Top",
                "6 minute read",
                "Reading time: 5 minutes",
                "Skip to content",
                "Home > World > Asia",
                "Tags: harbour, storm",
                "Load more",
            ],
        ),
        (
            Mask::AboutOutlet,
            &[
                "About the author",
                "The views expressed in this article are the author's own.",
                "This article was originally published by The Harbour Paper.",
            ],
        ),
        (Mask::Cookies, &["We use cookies to improve your experience on our site.", "Accept all cookies"]),
        (
            Mask::Advertisement,
            &["Advertisement", "ADVERTISEMENT - Scroll to continue", "Story continues below", "Anzeige"],
        ),
        (
            Mask::Byline,
            &[
                "(Reporting by A. Name in Town; Editing by B. Name)",
                "Updated: May 8, 2025 10:30 AM",
                "Published on 8 May 2025",
            ],
        ),
        (Mask::Separator, &["* * *", "———"]),
    ] {
        for line in lines {
            assert_eq!(alone(line), Some(mask), "{line}");
        }
    }
}

#[test]
fn prose_with_the_same_words_stays() {
    for line in [
        "Copyright law in the country dates from 1911, and all rights reserved under it pass to the heirs.",
        "Share prices fell by a third on Monday after the news from the harbour.",
        "He asked them to share the article with their friends and neighbours in the town.",
        "Subscribers to the newsletter number more than a million, said the company.",
        "The company uses cookies to follow readers around the web, the regulator found.",
        "Readers left more than 300 comments on the plan within a day.",
        "Officials made no comment on the closure.",
        "The related articles of the treaty were read out in parliament.",
        "Comments by the minister caused an uproar in the old town.",
        "Advertisement revenue fell by a tenth.",
        "Home to two thousand people, the village was cut off.",
        "More than a hundred people came.",
        "Read by millions, the novel made the harbour famous.",
        "See the harbour and die, the saying goes.",
        "By Monday, the water had gone.",
        "Privacy",
        "Telegram",
        "Published in 1911, the book is still in print.",
        "Have a story ready, he told them, and they did.",
    ] {
        assert_eq!(alone(line), None, "{line}");
    }
}

#[test]
fn a_title_printed_again_is_masked_and_stands_once() {
    let text = format!("Storm closes harbour\n\nStorm closes harbour\n\n{PROSE}\n\n{MORE}");
    assert_eq!(masked(&text), [("Storm closes harbour", Mask::Repeated)]);
    assert_eq!(Document::new("a", text).paragraphs()[0].kind, ParagraphKind::Heading);
}

#[test]
fn a_line_equal_to_the_title_is_the_heading_once() {
    let text = format!(
        "{PROSE}\nStorm ‘closes’ harbour.\n{MORE}\nStorm 'closes' harbour | The Harbour Paper\n{MORE}"
    );
    let metadata = Metadata { title: Some("Storm ‘closes’ harbour".to_owned()), ..Metadata::default() };
    let document = Document::with_metadata("a", text, metadata);
    let kinds: Vec<ParagraphKind> = document.paragraphs().iter().map(|paragraph| paragraph.kind).collect();
    let (body, heading) = (ParagraphKind::Body, ParagraphKind::Heading);
    assert_eq!(kinds, [body, heading, body, ParagraphKind::Boilerplate(Mask::Repeated), body]);
}

#[test]
fn prose_may_repeat_itself() {
    assert!(masked(&format!("{PROSE}\n{MORE}\n{PROSE}\n{PROSE}")).is_empty());
}

#[test]
fn bylines_dates_and_section_names_stand_above_the_prose() {
    let text = format!(
        "World\nStorm closes harbour\nBy Ann Name and Bob Other\nMay 8, 2025\nNews, Europe\n\n{PROSE}\n\nMay 9, 2025\n\n{MORE}"
    );
    assert_eq!(
        masked(&text),
        [
            ("World", Mask::Navigation),
            ("By Ann Name and Bob Other", Mask::Byline),
            ("May 8, 2025", Mask::Byline),
            ("News, Europe", Mask::Navigation)
        ]
    );
    assert_eq!(Document::new("a", text).paragraphs()[1].kind, ParagraphKind::Heading);
}

#[test]
fn links_below_their_head_are_masked_up_to_the_next_heading() {
    let text =
        format!("{PROSE}\nRelated Articles\nFerry runs again\nMayor asks for help\nWhat comes next\n{MORE}");
    assert_eq!(
        masked(&text),
        [
            ("Related Articles", Mask::RelatedLinks),
            ("Ferry runs again", Mask::RelatedLinks),
            ("Mayor asks for help", Mask::RelatedLinks)
        ]
    );
}

#[test]
fn what_the_outlet_says_below_its_copyright_line_is_masked() {
    let about = "Harbour is a paper that has reported on the sea and on ships since the year 1911.";
    let text = format!("{PROSE}\n{MORE}\n{PROSE}\n{MORE}\nCopyright © 2025 Harbour Press\n{about}\nImprint");
    assert_eq!(
        masked(&text),
        [
            ("Copyright © 2025 Harbour Press", Mask::Copyright),
            (about, Mask::AboutOutlet),
            ("Imprint", Mask::Navigation)
        ]
    );
    // A copyright line near the beginning ends nothing.
    let text = format!("{PROSE}\n© 2025 Harbour Press\n{about}\n{MORE}\n{PROSE}\n{MORE}");
    assert_eq!(masked(&text), [("© 2025 Harbour Press", Mask::Copyright)]);
    // Prose that does not speak of the outlet stays even below the line.
    let text = format!("{PROSE}\n{MORE}\n{PROSE}\n{MORE}\n© 2025 Harbour Press\n{MORE}");
    assert_eq!(masked(&text), [("© 2025 Harbour Press", Mask::Copyright)]);
}

#[test]
fn degenerate_documents_are_left_alone() {
    for text in ["", " \n ", "x", "\u{0}", "…", &"a".repeat(5000)] {
        let _ = masked(text);
    }
    assert!(masked("Storm closes harbour").is_empty());
}
