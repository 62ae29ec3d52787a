//! The report in a real browser: opened, clicked, filtered, sorted, printed, read without its script, and attacked.

mod checks;
mod driver;

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use self::checks::{CONTRAST, LINKS, MARKS};
use self::driver::Browser;
use super::support::{files, lines, retell, rows};

/// A browser and the folder of a run of `articles` (JSONL), or of the sample.
fn opened(articles: Option<&str>) -> Option<(Browser, tempfile::TempDir)> {
    let mut browser = Browser::start()?;
    let at = tempfile::tempdir().unwrap();
    let mut run = retell();
    run.current_dir(at.path()).arg("run");
    if let Some(articles) = articles {
        std::fs::write(at.path().join("in.jsonl"), articles).unwrap();
        run.arg("in.jsonl");
    }
    run.args(["-o", "out", "--format", "svg", "-q"]).assert().success();
    browser.open(&at.path().join("out/report.html"));
    Some((browser, at))
}

fn table(at: &Path, name: &str) -> Vec<u8> {
    files(&at.join("out/tables")).remove(name).unwrap()
}

/// Text as it reads, whatever its white space.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What every page must be: no complaint, no dead link, no anchor twice, nothing wider than the window.
fn sound(browser: &mut Browser) {
    assert_eq!(browser.value(LINKS), json!({"dead": [], "twice": []}));
    for width in [1280, 390] {
        browser.resize(width, 900);
        assert_eq!(
            browser.value("document.documentElement.scrollWidth - document.documentElement.clientWidth"),
            0,
            "at {width}"
        );
    }
    browser.resize(1280, 900);
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

/// For each pair side by side: its anchor, and for each passage its words left and right.
fn marks(browser: &mut Browser) -> BTreeMap<String, BTreeMap<String, [String; 2]>> {
    let found: BTreeMap<String, BTreeMap<String, [String; 2]>> =
        serde_json::from_value(browser.value(MARKS)).unwrap();
    let plain = |both: [String; 2]| both.map(|text| plain(&text));
    found
        .into_iter()
        .map(|(pair, all)| (pair, all.into_iter().map(|(n, both)| (n, plain(both))).collect()))
        .collect()
}

#[test]
fn every_pair_shows_the_passages_of_the_table() {
    let Some((mut browser, at)) = opened(None) else { return };
    sound(&mut browser);
    let articles: Vec<String> = rows(&table(at.path(), "articles.csv"))
        .into_iter()
        .map(|mut row| row.remove("article").unwrap())
        .collect();
    let number = |id: &Value| articles.iter().position(|article| id == article).unwrap() + 1;
    // By target and source, the words on both sides.
    let mut wanted: BTreeMap<(usize, usize), Vec<[String; 2]>> = BTreeMap::new();
    for passage in lines(&table(at.path(), "passages.jsonl")) {
        let words = ["text", "source_text"].map(|column| plain(passage[column].as_str().unwrap()));
        wanted.entry((number(&passage["target"]), number(&passage["source"]))).or_default().push(words);
    }
    let shown = marks(&mut browser);
    let pairs: std::collections::BTreeSet<String> =
        wanted.keys().map(|(a, b)| format!("pair-{}-{}", a.min(b), a.max(b))).collect();
    assert_eq!(shown.keys().cloned().collect::<std::collections::BTreeSet<_>>(), pairs);
    assert!(pairs.len() > 3);
    for (anchor, passages) in &shown {
        let numbers: Vec<usize> = anchor.split('-').skip(1).map(|part| part.parse().unwrap()).collect();
        let there = wanted.get(&(numbers[0], numbers[1])).cloned().unwrap_or_default();
        let back = wanted.get(&(numbers[1], numbers[0])).cloned().unwrap_or_default();
        let turned: Vec<[String; 2]> = back.into_iter().map(|[target, source]| [source, target]).collect();
        let shown: Vec<&[String; 2]> = passages.values().collect();
        // All that explain the first article, and nothing that is in neither direction.
        for passage in &there {
            assert!(shown.contains(&passage), "{anchor} lacks {passage:?}");
        }
        for passage in &shown {
            assert!(there.contains(passage) || turned.contains(passage), "{anchor} has {passage:?}");
        }
        assert!(passages.len() >= there.len().max(1));
    }
}

#[test]
fn a_cell_opens_two_articles_and_keys_walk_and_close() {
    let Some((mut browser, _at)) = opened(None) else { return };
    let visible = "[...document.querySelectorAll('.pair')].filter(pair => pair.offsetParent || getComputedStyle(pair).display !== 'none').map(pair => pair.id)";
    assert_eq!(browser.value(visible), json!([]));
    let cell = browser.value("document.querySelector('.matrix td a').getAttribute('href').slice(1)");
    browser.click(".matrix td a");
    let open = browser.value(visible);
    let pair = open[0].as_str().unwrap().to_owned();
    assert_eq!(open.as_array().unwrap().len(), 1);
    assert_eq!(browser.value(&format!("document.getElementById({cell}).closest('.pair').id")), json!(pair));
    // Both texts are in sight, and a number leads to the other side.
    let inside = "(() => { const pair = document.querySelector('.pair:target, .pair:has(:target)'); \
        return [...pair.querySelectorAll('.side')].map(side => side.getBoundingClientRect().width > 300 && side.innerText.length > 200); })()";
    assert_eq!(browser.value(inside), json!([true, true]));
    let sign = format!("#{pair} .side:first-child a.sign");
    let there = browser.value(&format!("document.querySelector('{sign}').getAttribute('href')"));
    browser.click(&sign);
    assert_eq!(browser.value("location.hash"), there);
    let seen = "(() => { const sign = document.querySelector(':target'); const box = sign.getBoundingClientRect(); \
        const over = document.elementFromPoint(box.x + 2, box.y + box.height / 2); return over === sign; })()";
    assert_eq!(browser.value(seen), json!(true));
    browser.press("n");
    assert!(browser.value("document.querySelectorAll('mark.lit').length").as_u64().unwrap() >= 2);
    browser.press("Escape");
    assert_eq!(browser.value(visible), json!([]));
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
fn tables_sort_and_filter_and_passages_are_chosen_by_length_tier_and_kind() {
    let Some((mut browser, at)) = opened(None) else { return };
    let column = "[...document.querySelectorAll('#pairs tbody tr:not(.out)')].map(row => Number(row.cells[6].textContent))";
    let sorted = |values: &Value, descending: bool| {
        let numbers: Vec<u64> =
            values.as_array().unwrap().iter().map(|value| value.as_u64().unwrap()).collect();
        if descending { numbers.is_sorted_by(|a, b| a >= b) } else { numbers.is_sorted() }
    };
    browser.click("#pairs th:nth-child(7) button");
    assert!(sorted(&browser.value(column), true));
    browser.click("#pairs th:nth-child(7) button");
    let ascending = browser.value(column);
    assert!(sorted(&ascending, false) && !sorted(&ascending, true));
    let name = browser.value("document.querySelector('#pairs tbody bdi').textContent");
    browser.click("#pairs input");
    browser.call("Input.insertText", json!({"text": name}));
    let left = browser.value(column).as_array().unwrap().len();
    assert!(left > 0 && left < ascending.as_array().unwrap().len());

    let passages = lines(&table(at.path(), "passages.jsonl"));
    let all = browser.value("document.querySelectorAll('#passages tr.passage').length").as_u64().unwrap();
    let shown = "[...document.querySelectorAll('#passages tr.passage')].filter(row => row.offsetParent).map(row => row.cells[4].textContent + ' ' + row.cells[6].textContent)";
    browser.value("(() => { const length = document.getElementById('length'); length.value = '50'; length.dispatchEvent(new Event('change', { bubbles: true })); })()");
    let long = browser.value(shown);
    let long = long.as_array().unwrap();
    assert!(
        long.iter()
            .all(|row| row.as_str().unwrap().rsplit(' ').next().unwrap().parse::<u32>().unwrap() >= 50)
    );
    assert!(!long.is_empty() && (long.len() as u64) < all);
    assert!(passages.iter().any(|passage| passage["tokens"].as_u64().unwrap() < 50));
    browser.value("(() => { const length = document.getElementById('length'); length.value = '0'; length.dispatchEvent(new Event('change', { bubbles: true })); })()");
    for (class, word) in
        [("copied", "copied,"), ("shared-quote", "shared-quote"), ("rewritten", "rewritten,")]
    {
        browser.click(&format!("#show-{class}"));
        let rest = browser.value(shown);
        assert!(rest.as_array().unwrap().iter().all(|row| !row.as_str().unwrap().contains(word)), "{class}");
        let marked = format!(
            "[...document.querySelectorAll('mark.{class}')].some(mark => getComputedStyle(mark).backgroundColor !== 'rgba(0, 0, 0, 0)')"
        );
        assert_eq!(browser.value(&marked), json!(false), "{class}");
        browser.click(&format!("#show-{class}"));
        assert_eq!(browser.value(shown).as_array().unwrap().len() as u64, all);
    }
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
fn without_its_script_every_text_is_there_and_a_cell_opens() {
    let Some((mut browser, at)) = opened(None) else { return };
    browser.call("Emulation.setScriptExecutionDisabled", json!({"value": true}));
    browser.open(&at.path().join("out/report.html"));
    assert_eq!(browser.value("document.querySelectorAll('button, input[type=search]').length"), 0);
    let text = browser.value("document.querySelector('main').innerText");
    let text = plain(text.as_str().unwrap());
    let paragraphs = rows(&table(at.path(), "paragraphs.csv"));
    assert!(paragraphs.len() > 50);
    for paragraph in &paragraphs {
        assert!(text.contains(&plain(&paragraph["text"])), "{}", paragraph["text"]);
    }
    browser.click(".matrix td a");
    let open = "[...document.querySelectorAll('.pair')].filter(pair => getComputedStyle(pair).display === 'block').length";
    assert_eq!(browser.value(open), 1);
    browser.click(".pair:target .close, .pair:has(:target) .close");
    assert_eq!(browser.value(open), 0);
    let paragraph =
        "(() => { location.hash = '#article-2-p1'; return document.querySelector(':target').className; })()";
    assert!(browser.value(paragraph).as_str().unwrap().contains("paragraph"));
}

#[test]
fn what_is_read_has_contrast_in_light_and_dark() {
    let Some((mut browser, _at)) = opened(None) else { return };
    for scheme in ["light", "dark"] {
        browser.emulate("screen", scheme);
        browser.value("location.hash = ''");
        assert_eq!(browser.value(CONTRAST), json!([]), "{scheme}");
        browser.click(".matrix td a");
        assert_eq!(browser.value(CONTRAST), json!([]), "{scheme}, side by side");
    }
}

#[test]
fn it_prints_whole_or_the_two_that_are_open() {
    let Some((mut browser, _at)) = opened(None) else { return };
    browser.emulate("print", "light");
    let seen = |selector: &str| {
        format!(
            "[...document.querySelectorAll({selector:?})].filter(part => part.getClientRects().length).length"
        )
    };
    assert_eq!(browser.value(&seen(".contents, .pair, .tools, .filter")), 0);
    assert!(browser.value(&seen(".article .text")).as_u64().unwrap() > 50);
    let paper = json!({"printBackground": true});
    let pages = |pdf: &Value| pdf["data"].as_str().unwrap().len();
    let whole = pages(&browser.call("Page.printToPDF", paper.clone()));
    browser.value("location.hash = document.querySelector('.matrix td a').getAttribute('href')");
    assert_eq!(browser.value(&seen(".pair")), 1);
    assert_eq!(browser.value(&seen("main, .masthead")), 0);
    let two = pages(&browser.call("Page.printToPDF", paper));
    assert!(two > 10_000 && two < whole / 2, "{two} of {whole}");
}

#[test]
fn every_figure_is_told_in_words() {
    let Some((mut browser, _at)) = opened(None) else { return };
    let told = browser.value(
        "[...document.querySelectorAll('#figures figure')].map(figure => [figure.id, figure.querySelector('figcaption').textContent.length > 40, \
         [...figure.querySelectorAll('.picture > div > svg')].every(svg => svg.getAttribute('aria-label')?.length > 40), figure.querySelectorAll('table tbody tr').length > 0])",
    );
    let told = told.as_array().unwrap();
    assert!(told.len() >= 7);
    for figure in told {
        assert_eq!(figure.as_array().unwrap()[1..], [json!(true), json!(true), json!(true)], "{figure}");
    }
    // A cell of the heatmap opens the same two as the table does, on light paper and on dark.
    for scheme in ["light", "dark"] {
        browser.emulate("screen", scheme);
        browser.value("location.hash = ''");
        browser.click(&format!("#figure-reuse .on-{scheme} .spots a"));
        assert_eq!(browser.value("document.querySelectorAll('.pair:target, .pair:has(:target)').length"), 1);
    }
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
fn hostile_articles_do_not_run_and_break_nothing() {
    let long = "x".repeat(10_000);
    let words = "the harbour council met on Monday about the flood wall and heard that two cranes had fallen into the basin";
    let nasty = [
        "<script>window.hit = 1</script>",
        "\"><img src=x onerror=\"window.hit = 1\">",
        "</style></script><svg onload=\"window.hit = 1\">",
        "javascript:window.hit=1",
        "\u{202e}gnp.exe\u{202d}",
        "\u{1b}[31mred\u{1b}[0m",
        "nul\0byte",
        "{{ page.n }}{% include 'x' %}",
        &long,
        "]]><!--",
    ];
    let articles: String = nasty
        .iter()
        .map(|text| {
            let body = format!("{text} said that {words} {text}.\n\n“{words},” {text} added. Oil and gas {text} {long}");
            let article = json!({"id": text, "title": format!("{text} title"), "source": text, "date": "2025-05-08", "text": body});
            format!("{article}\n")
        })
        .collect();
    let Some((mut browser, _at)) = opened(Some(&articles)) else { return };
    assert_eq!(browser.value("window.hit ?? 'safe'"), "safe");
    let strange = "document.querySelectorAll('img, iframe, object, embed, script:not(body > script:last-child), [onerror], [onload], a[href^=javascript]').length";
    assert_eq!(browser.value(strange), 0);
    sound(&mut browser);
    // The words are there as they came, with signs in place of what cannot be shown.
    let text = browser.value("document.getElementById('articles').textContent");
    let text = text.as_str().unwrap();
    for words in nasty {
        let words = words.replace('\u{1b}', "␛").replace('\0', "␀");
        assert!(text.contains(&words), "{}", &words[..words.len().min(60)]);
    }
    // What turns the direction of writing does so in its own place only.
    assert_eq!(browser.value("[...document.querySelectorAll('bdi, [dir=auto], mark')].every(part => getComputedStyle(part).unicodeBidi.includes('isolate') || getComputedStyle(part).unicodeBidi === 'plaintext' || getComputedStyle(part).display === 'block')"), true);
    browser.click(".matrix td a");
    assert_eq!(
        browser.value("document.documentElement.scrollWidth - document.documentElement.clientWidth"),
        0
    );
    assert_eq!(browser.complaints(), Vec::<String>::new());
}
