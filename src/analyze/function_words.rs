//! Stop words of languages for which NLTK has no list, or, for Chinese, one that drops words of news: it counts
//! *safety*, *fighting* and *announce* as stop words.
//!
//! These are words of grammar (particles, pronouns, prepositions, conjunctions, auxiliaries) and the verbs of saying, as
//! the dictionaries cut them.

use super::Language;

/// The list of a language, words between spaces.
pub(super) fn of(language: Language) -> Option<&'static str> {
    match language {
        Language::Chinese => Some(CHINESE),
        Language::Japanese => Some(JAPANESE),
        Language::Thai => Some(THAI),
        _ => None,
    }
}

/// In both scripts: what differs stands twice.
const CHINESE: &str = "\
    的 地 得 了 着 著 过 過 是 在 有 和 与 與 及 或 并 並 而 但 也 都 就 还 還 又 再 才 只 很 更 最 不 没 沒 没有 沒有 \
    这 這 那 这个 這個 那个 那個 这些 這些 那些 这样 這樣 那样 那樣 此 其 该 該 某 每 各 \
    我 你 您 他 她 它 我们 我們 你们 你們 他们 他們 她们 她們 它们 它們 们 們 自己 谁 誰 \
    什么 什麼 怎么 怎麼 怎样 怎樣 如何 为什么 為什麼 哪 哪里 哪裡 哪些 几 幾 多少 \
    把 被 将 將 让 讓 使 给 給 对 對 对于 對於 从 從 自 由 向 往 到 于 於 以 为 為 为了 為了 跟 比 按 按照 根据 根據 关于 關於 \
    除了 通过 通過 因 因为 因為 所以 因此 由于 由於 如果 若 虽然 雖然 但是 然而 不过 不過 而且 并且 並且 或者 以及 还是 還是 \
    之 者 所 等 等等 个 個 一 一个 一個 一些 上 下 中 里 裡 内 內 外 后 後 前 时 時 其中 之后 之後 之前 之间 之間 以后 以後 以前 \
    后来 後來 然后 然後 吗 嗎 呢 吧 啊 会 會 能 能够 能夠 可以 可能 应该 應該 应当 應當 必须 必須 要 已 已经 已經 曾 曾经 曾經 \
    正 正在 仍 仍然 当 當 当时 當時 说 說 称 稱 表示 指出";

/// Endings too, for the dictionary cuts them off.
const JAPANESE: &str = "\
    は が を に へ と で も の や か から まで より ね よ な ば ので のに けど けれど けれども ながら たり など だけ しか ほど \
    くらい ぐらい ばかり こそ さえ でも では こと もの ため よう ところ とき うち ほか まま \
    だ です ます た て し す る れ ら さ せ ん ず う い っ った って ま まし せん たい てい ない なか なく \
    する した さらに れる られる せる いる いう おり ある あり あっ なる なり でき できる \
    という といった として について において により によって による \
    これ それ あれ どれ この その あの どの ここ そこ あそこ どこ こう そう どう こちら そちら どちら こんな そんな あんな \
    私 彼 彼女 彼ら 我々 何 誰 そして しかし また または および ただし なお そこで だから";

const THAI: &str = "\
    ที่ และ ใน ของ การ ความ เป็น มี ได้ ไม่ จะ ให้ ว่า กับ จาก โดย แต่ หรือ ก็ นี้ นั้น ไป มา แล้ว อยู่ ยัง คือ ต้อง ถึง เพื่อ ด้วย \
    ซึ่ง อีก เมื่อ ถ้า หาก เพราะ จึง แห่ง ตาม ทั้ง ทุก บาง หลาย มาก กว่า กัน ต่อ ขึ้น ลง ออก เข้า ไว้ เอง อย่าง เช่น เคย กำลัง อาจ \
    ควร ถูก ผู้ สิ่ง ระหว่าง ส่วน นอกจาก ตั้งแต่ จน ผ่าน ต่าง เขา เธอ เรา ฉัน ผม คุณ มัน พวก ใคร อะไร ไหน ทำไม อย่างไร เท่าไร \
    เมื่อไร ครับ ค่ะ คะ นะ เลย แค่ เพียง ๆ กล่าว บอก";

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use unicode_normalization::is_nfc;

    use super::*;

    const LISTED: [Language; 3] = [Language::Chinese, Language::Japanese, Language::Thai];

    #[test]
    fn each_word_stands_once_and_as_it_is_compared() {
        for language in LISTED {
            let words: Vec<&str> = of(language).unwrap().split_ascii_whitespace().collect();
            assert_eq!(words.iter().collect::<BTreeSet<_>>().len(), words.len(), "{language}");
            assert!(words.iter().all(|word| is_nfc(word)), "{language}");
        }
    }

    #[cfg(feature = "segmenter")]
    #[test]
    fn each_word_is_one_word_to_its_dictionary() {
        use crate::analyze::Analyzer;
        for language in LISTED {
            let list = of(language).unwrap();
            // Between spaces nothing joins them.
            let forms = Analyzer::news().forms(list);
            assert_eq!(forms, list.split_ascii_whitespace().collect::<Vec<_>>(), "{language}");
        }
    }
}
