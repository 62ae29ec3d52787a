//! Articles in several languages, some of them written without spaces between words.

use std::collections::BTreeSet;

use retell::{Analyzer, Corpus, CountVectorizer, Language};

use crate::support::{files, lines, retell, select};

/// One short article for each language.
const MIXED: [(&str, &str); 6] = [
    (
        "de",
        "Die Häuser am Hafen stehen seit dem Sommer leer. Nun sollen die Behörden die Mieter entschädigen.",
    ),
    ("ru", "Дома у порта стоят пустыми с начала лета. Теперь власти должны выплатить жильцам компенсации."),
    ("ar", "المنازل القريبة من الميناء خالية منذ بداية الصيف. وعلى السلطات أن تدفع التعويضات للسكان."),
    ("hi", "बंदरगाह के पास के मकान गर्मियों से खाली पड़े हैं। अब अधिकारियों को किरायेदारों को मुआवज़ा देना होगा।"),
    ("zh", "港口旁边的房屋从夏天开始就一直空着。现在政府必须给居民支付补偿。"),
    ("th", "บ้านเรือนใกล้ท่าเรือว่างเปล่ามาตั้งแต่ต้นฤดูร้อน ตอนนี้รัฐบาลต้องจ่ายเงินชดเชยให้ผู้อยู่อาศัย"),
];

#[test]
fn every_document_of_a_mixed_corpus_is_read_in_its_own_language() {
    let corpus = Corpus::from_texts(MIXED).unwrap();
    let tokens = Analyzer::news().tokenize(&corpus);
    let languages: Vec<_> = tokens.documents().iter().map(|document| document.language()).collect();
    assert_eq!(
        languages,
        [
            Some(Language::German),
            Some(Language::Russian),
            Some(Language::Arabic),
            None,
            Some(Language::Chinese),
            Some(Language::Thai)
        ]
    );
    let (vectorizer, counts) = CountVectorizer::params(Analyzer::news()).fit_transform(&corpus).unwrap();
    let of = |row: usize| -> BTreeSet<&str> {
        counts.row(row).map(|(column, _)| vectorizer.vocabulary().term(column)).collect()
    };
    let holds = |row: usize, terms: &[&str]| terms.iter().all(|term| of(row).contains(term));
    assert!(holds(0, &["haus", "haf", "steh", "behord"]) && !of(0).contains("die"));
    assert!(holds(1, &["дом", "порт", "власт", "компенсац"]) && !of(1).contains("с"));
    assert!(holds(2, &["منازل", "ميناء", "تعويض"]) && !of(2).contains("من"));
    assert!(holds(3, &["मकान", "अधिकारियों"]));
    let chinese =
        ["一直", "夏天", "居民", "开始", "房屋", "支付", "政府", "旁边", "港口", "现在", "空着", "补偿"];
    assert_eq!(of(4), BTreeSet::from(chinese));
    let thai = [
        "จ่าย",
        "ชดเชย",
        "ตอน",
        "ต้น",
        "ท่าเรือ",
        "บ้าน",
        "รัฐบาล",
        "ร้อน",
        "ฤดู",
        "ว่าง",
        "อาศัย",
        "เงิน",
        "เปล่า",
        "เรือน",
        "ใกล้",
    ];
    assert_eq!(of(5), BTreeSet::from(thai));
}

/// A passage in one article, the same passage in another, and words of their own around it.
const COPIES: [(&str, &str, &str); 4] = [
    (
        "zh-council",
        "市议会星期四晚上通过了港口扩建计划。",
        "议员们还讨论了铁路支线的走向，多数人认为货物应当直接送往内陆仓库。",
    ),
    (
        "zh-fishers",
        "清晨五点，老陈已经把渔网收回船上，今年的收成比去年少了三成。",
        "他和邻居们打算下个月去省城请愿，希望有人听一听海边的声音。",
    ),
    (
        "th-council",
        "สภาเมืองลงมติเมื่อคืนวันพฤหัสบดีให้ขยายท่าเรือตามแผนที่เสนอไว้",
        "ตัวแทนชาวประมงกล่าวในที่ประชุมว่า ปลาจะหนีออกจากน้ำตื้นระหว่างการก่อสร้าง",
    ),
    (
        "th-fishers",
        "ตอนเช้ามืดลุงแดงเก็บอวนขึ้นเรือเสร็จแล้ว ลุงบอกว่าปีนี้จับปลาได้น้อยกว่าปีก่อนมาก",
        "เพื่อนบ้านของลุงจะเดินทางไปยื่นหนังสือที่ศาลากลางในเดือนหน้า",
    ),
];
const PASSAGES: [&str; 2] = [
    "新的码头将建在河口以北三公里的盐田旁边，可以同时停靠四艘大型货轮。工程预计花费十二亿元，其中一半来自地方债券，另一半由航运公司分十年支付。",
    "ท่าเทียบเรือแห่งใหม่จะสร้างขึ้นข้างนาเกลือทางเหนือของปากแม่น้ำสามกิโลเมตร และสามารถรองรับเรือสินค้าขนาดใหญ่ได้พร้อมกันสี่ลำ งบประมาณครึ่งหนึ่งมาจากพันธบัตรท้องถิ่น",
];

#[test]
fn a_passage_written_without_spaces_is_found_where_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    let articles = folder.path().join("articles");
    std::fs::create_dir(&articles).unwrap();
    let passage = |id: &str| PASSAGES[usize::from(id.starts_with("th"))];
    for (id, before, after) in COPIES {
        let text = format!("{before}\n\n{}\n\n{after}\n", passage(id));
        std::fs::write(articles.join(id).with_extension("txt"), text).unwrap();
    }
    let run = |name: &str, threads: &str| {
        let out = folder.path().join(name);
        retell()
            .args(["run", "-q", "--threads", threads])
            .arg(&articles)
            .arg("-o")
            .arg(&out)
            .assert()
            .success();
        let mut files = files(&out);
        files.remove("timings.json");
        files
    };
    let one = run("one", "1");
    let found = lines(&one["tables/passages.jsonl"]);
    let pairs: Vec<(&str, &str)> =
        found.iter().map(|p| (p["target"].as_str().unwrap(), p["source"].as_str().unwrap())).collect();
    assert_eq!(
        pairs,
        [
            ("th-council", "th-fishers"),
            ("th-fishers", "th-council"),
            ("zh-council", "zh-fishers"),
            ("zh-fishers", "zh-council")
        ]
    );
    for found in &found {
        let at = |key: &str| found[key].as_u64().unwrap();
        for side in ["target", "source"] {
            let id = found[side].as_str().unwrap();
            let text = std::fs::read_to_string(articles.join(id).with_extension("txt")).unwrap();
            let stands = select(&text, at(&format!("{side}_start")), at(&format!("{side}_end")));
            assert_eq!(stands, passage(id).trim_end_matches('。'));
        }
        assert_eq!(found["identity"], 1.0);
    }
    assert!(run("two", "2") == one, "two threads");
}
