//! What holds for every figure, whatever it is given.

use resvg::usvg;

use super::super::*;
use super::samples::{Draws, Ids, Sample};

const NAMES: [&str; 15] = [
    "similarity",
    "similarity_histogram",
    "reuse",
    "reuse_strips",
    "network",
    "timeline",
    "themes_by_article",
    "theme_strips",
    "theme_terms",
    "paragraph_map",
    "themes_by_source",
    "themes_over_time",
    "seed_coverage",
    "stability",
    "confusion",
];

fn samples() -> Vec<(String, Sample)> {
    let mut samples = Vec::new();
    for n in [1, 2, 5, 12, 60, 70] {
        for ids in [Ids::Hash, Ids::Short, Ids::Hostile] {
            samples.push((format!("{n} {ids:?}"), Sample::new(n, ids)));
        }
    }
    for n in [0, 1, 2, 5] {
        samples.push((format!("{n} without findings"), Sample::without_findings(n)));
        samples.push((format!("{n} without text"), Sample::without_text(n)));
    }
    samples
}

/// The text elements of a picture: what they say and the box that their glyphs fill.
fn texts(figure: &Figure) -> Vec<(String, usvg::Rect)> {
    fn walk(group: &usvg::Group, texts: &mut Vec<(String, usvg::Rect)>) {
        for node in group.children() {
            match node {
                usvg::Node::Group(group) => walk(group, texts),
                usvg::Node::Text(text) => {
                    let words: String = text.chunks().iter().map(usvg::TextChunk::text).collect();
                    texts.push((words, text.flattened().abs_bounding_box()));
                }
                _ => {}
            }
        }
    }
    let tree = figure::tree(&figure.svg, None).unwrap();
    let mut found = Vec::new();
    walk(tree.root(), &mut found);
    found
}

fn overlap(a: usvg::Rect, b: usvg::Rect) -> bool {
    // Glyphs that only touch do not collide.
    let slack = 0.3;
    a.left() + slack < b.right()
        && b.left() + slack < a.right()
        && a.top() + slack < b.bottom()
        && b.top() + slack < a.bottom()
}

/// The texts that leave the canvas, and the pairs that collide.
pub(super) fn faults(figure: &Figure) -> Vec<String> {
    let size = figure::tree(&figure.svg, None).unwrap().size();
    let texts = texts(figure);
    let mut faults = Vec::new();
    for (words, place) in &texts {
        if place.left() < 0.0
            || place.top() < 0.0
            || place.right() > size.width()
            || place.bottom() > size.height()
        {
            faults.push(format!("{words:?} leaves the canvas: {place:?}"));
        }
    }
    for (at, (a, box_a)) in texts.iter().enumerate() {
        for (b, box_b) in &texts[..at] {
            if overlap(*box_a, *box_b) {
                faults.push(format!("{a:?} collides with {b:?}: {box_a:?} {box_b:?}"));
            }
        }
    }
    faults
}

/// Light, dark and print, and as narrow as a column of a journal.
fn styles() -> Vec<Style> {
    let narrow = Style { width: 560.0, exact_width: true, ..Style::print() };
    let poster = Style { width: 1400.0, exact_width: true, ..Style::light() };
    vec![Style::light(), Style::dark(), Style::print(), narrow, poster]
}

#[test]
fn every_text_stands_inside_and_apart() {
    let mut found = Vec::new();
    for (name, sample) in samples() {
        let names: Vec<&str> = sample
            .drawings(&Style::light())
            .unwrap()
            .iter()
            .map(|drawing| match drawing {
                Drawing::Drawn(figure) => figure.name,
                Drawing::LeftOut(left_out) => left_out.name,
            })
            .collect();
        assert_eq!(names, NAMES);
        for (at, style) in styles().iter().enumerate() {
            // The layout is that of the light one: colours and patterns move no text.
            if at == 1 && sample.labels.len() > 12 {
                continue;
            }
            for figure in sample.figures_in(style).unwrap() {
                found.extend(
                    faults(&figure)
                        .into_iter()
                        .map(|fault| format!("{} of {name} in style {at}: {fault}", figure.name)),
                );
                assert!(!texts(&figure).is_empty() && !figure.title.is_empty());
                if style.exact_width {
                    assert_eq!(figure.size.0, style.width, "{}", figure.name);
                }
            }
        }
    }
    assert!(found.is_empty(), "{}: {found:#?}", found.len());
}

#[test]
fn every_figure_is_described_in_one_sentence_and_in_numbers() {
    for (name, sample) in samples() {
        for figure in sample.figures().unwrap() {
            let what = format!("{} of {name}: {}", figure.name, figure.alt);
            assert!(
                figure.alt.ends_with('.') && !figure.alt.contains(". ") && !figure.alt.contains('\n'),
                "{what}"
            );
            assert!(figure.alt.chars().count() <= 600, "{what}");
            assert!(!figure.data.rows.is_empty() && figure.data.rows.len() <= Data::MOST_ROWS, "{what}");
            assert!(figure.data.rows.iter().all(|row| row.len() == figure.data.columns.len()), "{what}");
            assert!(figure.data.total >= figure.data.rows.len(), "{what}");
        }
    }
}

#[test]
fn cells_lead_to_their_two_articles() {
    let sample = Sample::new(12, Ids::Hash);
    for figure in
        sample.figures().unwrap().iter().filter(|figure| ["similarity", "reuse"].contains(&figure.name))
    {
        assert_eq!(figure.spots.len(), 12 * 11);
        let first = figure.spots[0];
        assert_eq!((first.row, first.column), (sample.order[0], sample.order[1]));
        for spot in &figure.spots {
            assert!(spot.x > 0.0 && spot.x + spot.width < figure.size.0 && spot.row != spot.column);
            assert!(spot.y > 0.0 && spot.y + spot.height < figure.size.1);
        }
    }
}

#[test]
fn where_there_is_too_much_the_most_is_drawn_and_the_rest_is_said() {
    let said = |figure: &Figure, words: &str| {
        let all: String = texts(figure).into_iter().map(|(words, _)| words.trim().to_owned() + " ").collect();
        assert!(all.contains(words), "{}: {words}: {all}", figure.name);
    };
    for figure in Sample::new(300, Ids::Hash).figures().unwrap() {
        match figure.name {
            "similarity" | "reuse" => {
                said(&figure, "Drawn are the 40 of 300 articles that have most in common")
            }
            "network" => said(&figure, "Drawn are the 30 of"),
            "themes_by_article" | "theme_strips" | "reuse_strips" => {
                said(&figure, "Drawn are the 60 of 300 articles")
            }
            "timeline" => said(&figure, "Articles of each day"),
            _ => continue,
        }
        assert!(faults(&figure).is_empty(), "{}", figure.name);
    }
}

#[test]
fn faults_are_found() {
    let text = |x: i32, words: &str| {
        format!("<text x=\"{x}\" y=\"20\" font-family=\"DejaVu Sans\" font-size=\"10\">{words}</text>")
    };
    let figure = |body: String| Figure {
        name: "similarity",
        title: String::new(),
        svg: format!("<svg width=\"90\" height=\"30\" xmlns=\"http://www.w3.org/2000/svg\">{body}</svg>"),
        alt: String::new(),
        data: Data::default(),
        spots: Vec::new(),
        size: (90.0, 30.0),
        font: None,
    };
    assert_eq!(faults(&figure(text(5, "one") + &text(40, "two"))).len(), 0);
    assert_eq!(faults(&figure(text(5, "one") + &text(15, "two"))).len(), 1);
    assert_eq!(faults(&figure(text(80, "three"))).len(), 1);
    assert_eq!(faults(&figure(text(-3, "four"))).len(), 1);
}

/// A pixel for each unit.
const ONE: PrintSize = PrintSize { width: None, dpi: UNITS_PER_INCH };

#[test]
fn same_input_gives_the_same_bytes() {
    for n in [2, 12] {
        let (first, second) = (
            Sample::new(n, Ids::Hostile).figures().unwrap(),
            Sample::new(n, Ids::Hostile).figures().unwrap(),
        );
        assert_eq!(first, second);
        for (a, b) in first.iter().zip(&second) {
            assert_eq!(a.png(ONE).unwrap(), b.png(ONE).unwrap());
        }
        assert_ne!(first, Sample::new(n, Ids::Hash).figures().unwrap());
    }
}

#[test]
fn a_png_has_the_size_that_is_asked_for() {
    for figure in Sample::new(5, Ids::Hash).figures().unwrap() {
        let size = figure::tree(&figure.svg, None).unwrap().size();
        assert_eq!((f64::from(size.width()), f64::from(size.height())), figure.size);
        let pixels =
            |size: PrintSize| resvg::tiny_skia::Pixmap::decode_png(&figure.png(size).unwrap()).unwrap();
        let natural = pixels(PrintSize::default());
        assert_eq!(
            (natural.width() as f32, natural.height() as f32),
            (size.width() * 2.0, size.height() * 2.0)
        );
        // The paper is opaque and white, and something is drawn on it.
        assert_eq!(
            natural.pixel(0, 0).unwrap().demultiply(),
            resvg::tiny_skia::ColorU8::from_rgba(255, 255, 255, 255)
        );
        assert!(natural.pixels().iter().any(|pixel| pixel.red() < 100));
        let column = PrintSize { width: Some(3.5), dpi: 200.0 };
        assert_eq!(pixels(column).width(), 700);
        // Pixels in a metre, as PNG has it: 200 ÷ 0.0254.
        let png = figure.png(column).unwrap();
        let at = png.windows(4).position(|bytes| bytes == b"pHYs").unwrap();
        assert_eq!((at, &png[at + 4..at + 13]), (37, &[0, 0, 0x1E, 0xC2, 0, 0, 0x1E, 0xC2, 1][..]));
        let svg = figure.svg_of(column);
        assert!(
            svg.starts_with("<svg width=\"3.5in\" height=\"") && svg.contains("viewBox"),
            "{}",
            &svg[..99]
        );
        assert_eq!(figure.svg_of(ONE), figure.svg);
    }
}

#[test]
fn a_size_that_cannot_be_is_refused() {
    let figure = &Sample::new(2, Ids::Short).figures().unwrap()[0];
    for dpi in [0.0, -1.0, f64::NAN, f64::INFINITY, 96_000.0] {
        let refused = figure.png(PrintSize { width: None, dpi });
        assert!(matches!(refused, Err(crate::Error::Parameter { name: "dpi", .. })), "{dpi}");
    }
}

#[test]
fn labels_cannot_leave_their_place_in_the_markup() {
    for figure in Sample::new(12, Ids::Hostile).figures().unwrap() {
        assert!(!figure.svg.contains("<script"), "{}", figure.name);
        let document = usvg::roxmltree::Document::parse(&figure.svg).unwrap();
        let known = ["svg", "title", "rect", "line", "polyline", "polygon", "circle", "text"];
        for node in document.descendants().filter(usvg::roxmltree::Node::is_element) {
            assert!(known.contains(&node.tag_name().name()), "{}", node.tag_name().name());
        }
    }
    let similarity = &Sample::new(12, Ids::Hostile).figures().unwrap()[0];
    assert!(texts(similarity).iter().any(|(words, _)| words.trim() == "<script>alert(\"2\")</script>"));
}

#[test]
fn rows_and_columns_of_one_picture_are_all_called_differently() {
    for (name, sample) in samples() {
        let n = sample.labels.len();
        let style = Style::default();
        let fonts = text::Fonts::new(&style).unwrap();
        for width in [60.0, 150.0, 190.0] {
            let mut short = label::shorten(&sample.labels, &fonts, 11.0, width);
            short.sort();
            short.dedup();
            assert_eq!(short.len(), n, "{name} at {width}");
        }
    }
}

#[test]
fn small_shares_are_written_and_zero_is_not_taken_for_them() {
    let labels = ["a", "b", "c"].map(str::to_owned);
    let reuse = |row: usize, column: usize| match (row, column) {
        (0, 1) => Some(0.001),
        (0, 2) => Some(0.034),
        (1, _) => Some(0.0),
        (2, 0) => Some(1.0),
        (2, 1) => Some(f64::NAN),
        _ => None,
    };
    let figure =
        ReuseFigure { labels: &labels, paragraphs: 9, reuse: &reuse, union: &[], order: &[], told: &[] }
            .draw(&Style::default())
            .unwrap()
            .figure()
            .unwrap();
    let words: Vec<String> = texts(&figure).into_iter().map(|(words, _)| words.trim().to_owned()).collect();
    for (word, times) in [("<1%", 1), ("3%", 1), ("0", 2), ("100%", 2), ("n/a", 4)] {
        assert_eq!(words.iter().filter(|other| *other == word).count(), times, "{word}: {words:?}");
    }
    assert!(words.iter().any(|word| word.starts_with("row reuses column")));
}

#[test]
fn nothing_to_show_is_said_in_a_sentence() {
    for (sample, name, sentence) in [
        (Sample::new(1, Ids::Short), "similarity", "One article: there is none to compare it with."),
        (Sample::new(1, Ids::Short), "reuse", "One article: there is none that it could retell."),
        (Sample::without_findings(5), "reuse", "No passage of one article stands in another."),
        (Sample::without_text(2), "reuse", "All articles are too short to tell."),
        (Sample::without_findings(5), "network", "No article retells another, so there is no network."),
        (
            Sample::without_findings(5),
            "reuse_strips",
            "No passage of one article stands in another: all text is new.",
        ),
        (Sample::without_findings(5), "themes_by_article", "No themes were asked for or found."),
        (Sample::without_findings(5), "theme_terms", "No themes were asked for or found."),
        (Sample::without_text(2), "theme_strips", "No article has a paragraph."),
        (Sample::without_text(0), "similarity", "There is no article."),
    ] {
        let said = sample.drawings(&Style::light()).unwrap().into_iter().any(|drawing| match drawing {
            Drawing::LeftOut(left_out) => left_out.name == name && left_out.reason == sentence,
            Drawing::Drawn(_) => false,
        });
        assert!(said, "{name}: {sentence}");
    }
}

#[test]
fn numbers_that_are_none_do_no_harm() {
    let labels = ["a", "b", "c"].map(str::to_owned);
    let odd = [f64::NAN, f64::INFINITY, -3.0, 7.0];
    let mut draws = Draws(3);
    let points: Vec<MapPoint> = (0..40)
        .map(|_| MapPoint {
            at: (odd[draws.below(4)], odd[draws.below(4)]),
            part: Part::Theme(draws.below(9)),
        })
        .collect();
    let names = ["one".to_owned()];
    let themes = ThemeNames { names: &names, colours: &[] };
    let style = Style { palette: Vec::new(), ..Style::default() };
    let passages = vec![StripPassage { start: 900, end: 5, source: 77, taken: Taken::Quoted }; 3];
    let far = vec![StripPassage { start: 5, end: 9_000_000, source: 77, taken: Taken::Quoted }; 3];
    let strips = [passages, far].map(|passages| ReuseStrip {
        length: 10,
        passages,
        masked: vec![(8, 3), (2, 99)],
        novelty: Some(f64::NAN),
    });
    let terms = [odd.map(|weight| WeightedTerm { term: "x".repeat(200), weight }).to_vec()];
    let figures = [
        SimilarityFigure {
            labels: &labels,
            paragraphs: 0,
            cosine: &|a, b| Some(odd[a + b]),
            order: &[9, 9],
            tree: true,
        }
        .draw(&style),
        ParagraphMapFigure { articles: 3, themes, points: &points }.draw(&style),
        ReuseStripsFigure { labels: &labels, paragraphs: 0, strips: &strips }.draw(&style),
        ThemesByArticleFigure { labels: &labels, themes, shares: &[odd.to_vec()], paragraphs: &[] }
            .draw(&style),
        ThemeTermsFigure { articles: 3, themes, terms: &terms, paragraphs: &[] }.draw(&style),
        SimilarityHistogramFigure {
            articles: 3,
            cosines: &odd,
            pairs: 4,
            all_known: true,
            threshold: Some(f64::NAN),
        }
        .draw(&style),
        StabilityFigure {
            themes,
            unit: "paragraph",
            sizes: &[],
            seeds: Agreement { by_theme: &odd, overall: f64::NAN, runs: 0, enough: f64::NAN },
            halves: Agreement { by_theme: &[], overall: f64::NAN, runs: 1, enough: 2.0 },
        }
        .draw(&style),
        ConfusionFigure { gold: &labels, found: &names, counts: &[vec![], vec![7, 8, 9]] }.draw(&style),
    ];
    let mut drawn = 0;
    for figure in figures {
        let Some(figure) = figure.unwrap().figure() else { continue };
        drawn += 1;
        assert!(faults(&figure).is_empty(), "{}: {:#?}", figure.name, faults(&figure));
        assert!(!figure.svg.contains("NaN") && !figure.svg.contains("inf\""), "{}", figure.name);
    }
    assert!(drawn >= 8, "{drawn}");
}

#[test]
fn every_theme_of_a_map_is_named_however_many_there_are() {
    let names: Vec<String> = (0..90).map(|theme| format!("a theme of some length {theme}")).collect();
    let themes = ThemeNames { names: &names, colours: &[] };
    let points: Vec<MapPoint> = (0..90)
        .map(|theme| MapPoint { at: ((theme % 3) as f64, (theme % 2) as f64), part: Part::Theme(theme) })
        .collect();
    let figure = ParagraphMapFigure { articles: 3, themes, points: &points }
        .draw(&Style::default())
        .unwrap()
        .figure()
        .unwrap();
    let words: String = texts(&figure).into_iter().map(|(words, _)| words).collect::<Vec<_>>().join(" ");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    for name in &names {
        assert!(words.contains(&format!("{name} 1")), "{name}: {words}");
    }
    assert!(
        words.contains("Without room for a label") && faults(&figure).is_empty(),
        "{:#?}",
        faults(&figure)
    );
}
