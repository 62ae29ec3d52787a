//! Lines that say themselves that they are no prose.

use std::sync::LazyLock;

use regex::{RegexSet, RegexSetBuilder};

use super::super::prose::words;
use super::{Mask, share};

/// Longer paragraphs are not looked at: no notice is as long as that.
const LONGEST: usize = 1200;

/// A pattern matches a whole line, lower case or not, quotes unified, ornaments at both ends removed. It holds for
/// lines of at most so many words.
struct Pattern {
    mask: Mask,
    most_words: usize,
    regex: &'static str,
}

const fn pattern(mask: Mask, most_words: usize, regex: &'static str) -> Pattern {
    Pattern { mask, most_words, regex }
}

const PATTERNS: &[Pattern] = &[
    // Links to other articles.
    pattern(
        Mask::RelatedLinks,
        45,
        r"(?:(?:read|see|watch|listen)(?: more| also| next| this)?|also (?:read|see|watch)|read more on this|more|related|related (?:article|story|news|post|video|coverage|content|reading)s?|recommended|don't miss|must[- ]read|up next|further reading|lesen sie (?:auch|mehr|dazu|hier)|auch interessant|mehr zum thema|lire aussi|à lire(?: aussi)?|lea (?:también|además|más)|le puede interesar|te puede interesar|leia (?:também|mais)|veja (?:também|mais)|leggi anche|lees ook|läs (?:också|mer|även)|czytaj (?:także|też|również)|zobacz (?:także|też)|читайте (?:также|ещё|еще)|см\. также|ayrıca (?:oku|okuyun)|اقرأ (?:أيضا|أيضًا|المزيد)|延伸阅读|相关阅读|相关新闻|関連記事)\s*(?:[:：|►▶→»>]|[-–—] ).*",
    ),
    pattern(
        Mask::RelatedLinks,
        14,
        r"(?:related(?: (?:articles?|stories|story|posts?|news|content|coverage|topics?|links?|reading|videos?))?|read (?:more|next|also|this next)|also read|see also|more (?:on this (?:story|topic|subject)|stories|news|articles|top stories|like this|coverage|to read|from (?:this author|this section|the web|our site))|you (?:may|might) (?:also )?(?:like|enjoy|be interested in|have missed)|recommended(?: (?:for you|stories|articles|reading|videos|by \S+))?|editor'?s'? (?:picks?|choice)|most (?:read|popular|viewed|commented|shared|recent)|trending(?: now| stories| news| topics)?|popular (?:stories|posts|now|articles)|(?:the )?latest (?:news|stories|headlines|articles|posts|updates)|top (?:stories|news|headlines)|up next|don't miss|what to read next|in case you missed it|further reading|keep reading|suggested (?:articles|reading|for you)|other (?:news|stories|articles)|from our partners|around the web|sponsored stories|featured (?:stories|articles|posts)|auch interessant|das könnte sie auch interessieren|mehr zum thema|weitere artikel|zum weiterlesen|lire aussi|à lire aussi|sur le même sujet|articles (?:liés|similaires)|noticias relacionadas|artículos relacionados|más noticias|te puede interesar|notícias relacionadas|leia também|veja também|leggi anche|articoli correlati|lees ook|läs också|czytaj (?:także|też|również)|читайте также|материалы по теме|похожие статьи|ilgili haberler|相关新闻|相关文章|延伸阅读|関連記事|اقرأ أيضا|مقالات ذات صلة)[\s:.…»>→]*",
    ),
    pattern(
        Mask::RelatedLinks,
        20,
        r"read (?:more|the full (?:story|article|report)) (?:about|on|from|at|here|in)\b.*",
    ),
    // Comments.
    pattern(
        Mask::Comments,
        14,
        r"(?:(?:leave|post|add|write|submit) (?:a |your )?(?:comment|reply|response)s?|cancel reply|(?:\d[\d,.]*|no|one) (?:comments?|responses?|replies)(?: yet)?|comments?(?: ?\(\d+\)| \d+| are closed| off| policy| rules| section)?|(?:view|show|see|read|load|hide) (?:all |more )?(?:\d+ )?comments(?: ?\(\d+\))?|join the (?:conversation|discussion|debate)|be the first to (?:comment|reply)|have your say|log ?in to (?:comment|reply)|you must be logged in to (?:post a )?comment|kommentare?(?: ?\(\d+\)| schreiben)?|kommentar (?:schreiben|verfassen|hinterlassen)|\d+ kommentare?|(?:laisser|ajouter) un commentaire|(?:\d+ )?commentaires?|deja (?:un|tu) comentario|(?:\d+ )?coment[aá]rios?|deixe (?:um|seu) comentário|lascia un commento|(?:\d+ )?commenti|оставить комментарий|(?:\d+ )?комментари\p{L}+|plaats een reactie|(?:\d+ )?reacties|yorum(?:lar| yap)|dodaj komentarz|komentarze|发表评论|评论|コメント(?:する)?|أضف تعليقا?|التعليقات)[\s:.!»]*",
    ),
    pattern(
        Mask::Comments,
        45,
        r"(?:your e-?mail address will not be published|required fields are marked|save my name, e-?mail|notify me of (?:new|follow-?up)|please keep (?:your )?comments|comments are moderated).*",
    ),
    // Copyright.
    pattern(
        Mask::Copyright,
        70,
        r"(?:copyright\s*(?:©|\(c\)|:|(?:19|20)\d\d)|©\s*(?:copyright|(?:19|20)\d\d)|\(c\)\s*(?:copyright|(?:19|20)\d\d)|℗).*",
    ),
    pattern(
        Mask::Copyright,
        30,
        r"(?:.*(?:©|\(c\)|copyright|(?:19|20)\d\d).*)?(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|(?:todos los )?derechos reservados|todos os direitos reservados|tutti i diritti riservati|все права защищены|alle rechten voorbehouden|tüm hakları saklıdır|wszelkie prawa zastrzeżone|版权所有|無断転載を禁じます|جميع الحقوق محفوظة)\s*(?:[.|,;:©].{0,80})?",
    ),
    pattern(
        Mask::Copyright,
        60,
        r"(?:this (?:material|content|story|article)|no part of this|reproduction (?:in whole|without)|unauthori[sz]ed (?:use|reproduction|distribution|copying)|republication or redistribution).{0,200}(?:may not be|without|is prohibited|is not permitted|prohibited).{0,200}(?:published|broadcast|rewritten|redistributed|reproduced|permission|consent|prohibited).*",
    ),
    // Invitations to subscribe.
    pattern(
        Mask::Subscribe,
        26,
        r"(?:please |click here to |don't forget to )?subscribe(?:\s*[:!.]?|(?: now| here| today)\b.*| (?:to|for|via|on|by) .*)",
    ),
    pattern(
        Mask::Subscribe,
        30,
        r"(?:please |click here to )?sign[ -]?up(?:\s*[:!.]?|,? (?:for|to|here|now|today)\b.*)",
    ),
    pattern(
        Mask::Subscribe,
        16,
        r"(?:please )?(?:enter|type|provide) your (?:e-?mail|name).*|(?:your )?e-?mail(?: address)?\s*[:*]*",
    ),
    pattern(
        Mask::Subscribe,
        36,
        r"(?:get|receive|have|want|never miss) .*\b(?:(?:to|in) your (?:inbox|e-?mail)|newsletters?|e-?mail alerts).*",
    ),
    pattern(
        Mask::Subscribe,
        30,
        r"join (?:our|us on|the .{0,40})\b.*\b(?:newsletter|mailing list|whatsapp|telegram|channel|subscribers)\b.*",
    ),
    pattern(
        Mask::Subscribe,
        40,
        r"(?:want .{0,60}\?|like what you.{0,40}\?|enjoy.{0,60}\?|if you .{0,60},|to (?:get|receive|stay) .{0,60},) ?(?:please )?(?:sign up|subscribe)\b.*",
    ),
    pattern(
        Mask::Subscribe,
        30,
        r"(?:already a (?:subscriber|member)|not (?:yet )?a (?:subscriber|member)|become a (?:member|subscriber|supporter|patron)|support (?:our|independent|quality) (?:work|journalism|reporting)|donate(?: now| today)?$|(?:this|the rest of this) (?:article|story|content|post) is (?:only )?(?:for|available to|exclusive to|reserved for) (?:our )?(?:paid |paying )?(?:subscribers|members)|(?:to )?continue reading (?:this article )?(?:with|by) |create (?:a|your) (?:free )?account|start your (?:free )?trial|unlock this article|thank you for (?:subscribing|signing up)|you have reached your .{0,20}limit|download (?:our|the) (?:free )?.{0,20}\bapp\b).*",
    ),
    pattern(
        Mask::Subscribe,
        20,
        r"(?:(?:our |daily |weekly |free |the )*newsletters?(?: sign[- ]?up)?|(?:den |unseren )?newsletter abonnieren|jetzt abonnieren|abonnez-vous.*|s'abonner.*|inscrivez-vous.*|suscr[ií]b(?:ete|ase|irse).*|assine (?:já|agora|a nossa|nossa).*|inscreva-se.*|iscriviti.*|abbonati.*|подпис(?:аться|ывайтесь|ывайся)(?:\s.*)?|подпишитесь.*|schrijf je in.*|meld je aan.*|prenumerera.*|abone ol.*|zapisz się.*|立即订阅.*|订阅.*|اشترك.*)[\s:.!]*",
    ),
    // Share bars in words; bars of network names are counted out in `share`.
    pattern(Mask::ShareBar, 22, r"(?:follow|like|find|connect with|join) us(?: .*)?"),
    pattern(
        Mask::ShareBar,
        26,
        r"follow .{1,80} on (?:x|twitter|facebook|instagram|telegram|whatsapp|google news|linkedin|youtube|tiktok|threads|bluesky|mastodon)\b.*",
    ),
    pattern(
        Mask::ShareBar,
        14,
        r"(?:(?:click|tap) to (?:share|print|e-?mail).*|share (?:this|on|via|with|it on) .*|(?:print|e-?mail|tweet|pin|save|gift|copy|bookmark) (?:this|the|link to) (?:article|story|post|page|link|item)s?|\d[\d.,]*k? (?:shares?|views?|likes?|retweets?|tweets)|(?:artikel |beitrag |diesen artikel )?teilen|partager(?: (?:cet|sur|l'article).*)?|compartir(?: (?:en|este|esta).*)?|compartilh(?:e|ar)(?: .*)?|condividi(?: .*)?|поделиться(?: .*)?|dit artikel delen|delen|paylaş|udostępnij|dela(?: artikeln)?|分享(?:到.*)?|シェア(?:する)?|شارك(?: .*)?|مشاركة)[\s:!]*",
    ),
    // Navigation.
    pattern(
        Mask::Navigation,
        12,
        r"(?:(?:back|return|scroll|go) to (?:the )?(?:top|home ?page|main page|start)|top of (?:the )?page|(?:skip|jump) to (?:the )?(?:main )?(?:content|navigation|main|footer|search|comments)|(?:main |open |close |toggle )(?:menu|navigation)|load more|show (?:more|less|all)|view (?:all|more|gallery|slideshow)|see (?:all|more)|read (?:the )?full (?:story|article)|continue reading|log ?[io]n|sign ?in|log ?out|my account|contact us|advertise with us|terms (?:of (?:use|service)|(?:and|&) conditions)|privacy (?:policy|notice)|site ?map|loading\.*|table of contents|page \d+ (?:of|/) \d+|open in app|(?:next|prev(?:ious)?) (?:article|post|story|page)|zum seitenanfang|nach oben|zurück(?: zur startseite)?|retour en haut(?: de (?:la )?page)?|volver arriba|voltar ao topo|torna su|наверх|naar boven|返回顶部|ページトップへ)[\s:.↑»]*",
    ),
    pattern(
        Mask::Navigation,
        12,
        r"(?:(?:est\.? |estimated |average )?(?:read(?:ing)?[ -]time|time to read|lesezeit|lesedauer|temps de lecture|tiempo de lectura|tempo de leitura|tempo di lettura|время чтения|leestijd|okuma süresi|阅读时间)\s*:?\s*.{0,24}|(?:less than )?~?\d+\s*-?\s*min(?:ute)?[ns]?\.?\s*(?:read(?:ing time)?|listen|watch|de lectura|de lecture|lesezeit|di lettura|de leitura|leestijd|чтения)|читать \d+ мин\p{L}*|listen to (?:this )?(?:article|story).{0,24})",
    ),
    pattern(
        Mask::Navigation,
        24,
        r"home\s*[>»/›|→]\s*\S.*|(?:home|startseite|accueil|inicio|início|главная)\s*[>»›/]\s*\S.*",
    ),
    pattern(
        Mask::Navigation,
        40,
        r"(?:tags?|tagged(?: with| in)?|filed (?:under|in)|posted (?:in|under)|categor(?:y|ies)|topics?|keywords?|schlag(?:worte|wörter)|themen|mots-clés|etiquetas|palabras clave|tag|теги|метки|etiketler|tagi|标签|タグ)\s*[:：].*",
    ),
    // The outlet about itself, its authors and its texts.
    pattern(
        Mask::AboutOutlet,
        70,
        r"(?:the )?(?:views|opinions)(?: and (?:views|opinions))? expressed (?:in|by|here|herein|on|above|are)\b.*|disclaimer\s*:.*",
    ),
    pattern(
        Mask::AboutOutlet,
        40,
        r"(?:this|the) (?:article|story|piece|report|post|op-ed|commentary|essay|interview) (?:(?:was|has been|is|had been) )?(?:(?:originally|first|also|automatically) )*(?:published|appeared|posted|syndicated|republished|reproduced|licensed|generated|translated)\b.*|(?:originally|first) (?:published|appeared) (?:in|on|at|by)\b.*|this (?:story|article|report) has (?:not )?been (?:edited|auto-generated|updated)\b.*",
    ),
    pattern(
        Mask::AboutOutlet,
        12,
        r"about (?:us|the (?:author|writer|reporter|outlet)s?|this (?:site|website))[\s:]*|over ons|über uns|qui sommes-nous\s*\??|quiénes somos|quem somos|chi siamo|о нас|关于我们",
    ),
    pattern(
        Mask::AboutOutlet,
        30,
        r"\(?(?:with|additional) (?:inputs?|reporting|material|reports) (?:from|by)\b.*|our standards:.*",
    ),
    pattern(
        Mask::AboutOutlet,
        30,
        r"(?:do you )?have (?:a|any) (?:news |confidential |story )?tips?\b.*|do you have a story\b.*|(?:contact|e-?mail|write to|reach) (?:the (?:author|reporter|writer|editor|newsroom)|our (?:newsroom|editors?|team))\b.*",
    ),
    // Notices.
    pattern(
        Mask::Cookies,
        100,
        r"(?:we(?: and our partners)?|this (?:web)?site|our (?:web)?site) uses? (?:necessary |essential )?cookies\b.*|by (?:continuing|using|browsing|clicking) .{0,120}(?:cookies?|privacy policy|terms of).*|(?:diese|unsere) (?:web)?(?:seite|site) (?:verwendet|nutzt) cookies.*|wir (?:verwenden|nutzen) cookies.*|nous utilisons des cookies.*|(?:utilizamos|usamos) cookies.*|questo sito (?:utilizza|usa).{0,30}cookie.*|мы используем .{0,20}cookie.*|deze (?:web)?site (?:maakt gebruik van|gebruikt) cookies.*",
    ),
    pattern(
        Mask::Cookies,
        8,
        r"(?:accept|reject|allow|decline|manage) (?:all(?: cookies)?|cookies|preferences|cookie settings)|cookies? (?:policy|settings|preferences|notice|consent)|your privacy (?:choices|settings)|do not sell (?:or share )?my personal information|alle (?:cookies )?akzeptieren|tout accepter|aceptar(?: todas las)? cookies",
    ),
    pattern(
        Mask::Advertisement,
        14,
        r"(?:advertisements?|adverts?|ads?|sponsored(?: content| post| links?| by \S+.*)?|promoted(?: content)?|paid (?:post|content|partnership|advertisement)|partner content|anzeige|werbung|publicité|publicidade?|pubblicità|реклама|reklama|reklam|advertentie|annons|广告|廣告|広告|إعلان)(?:\s*[-–—:|.]*\s*(?:scroll (?:down )?to continue.*|continue reading below.*|(?:story|article) continues below.*)?)?|(?:story|article|content|text) continues (?:below|after)\b.*|scroll (?:down )?to continue.*|remove ads?.*",
    ),
    pattern(
        Mask::Advertisement,
        40,
        r"this (?:article|post|page|story) (?:may )?contains? affiliate links.*|we may earn (?:a|an) (?:affiliate )?commission.*",
    ),
    // Sign-offs of agencies.
    pattern(
        Mask::Byline,
        60,
        r"\(?(?:additional )?(?:reporting|writing) by .{3,160}[;.] ?(?:additional |writing |editing |compiled |graphics )+.*|\(?(?:editing|edited|compiled|translated) by \p{L}.{2,80}",
    ),
    pattern(
        Mask::Byline,
        18,
        r"(?:(?:first |last |originally )?(?:published|updated|posted|modified|created)(?: (?:on|at))?|veröffentlicht|aktualisiert|stand|publié(?:e)?(?: le)?|mis(?:e)? à jour(?: le)?|publicado(?: el| em)?|actualizado(?: el)?|atualizado(?: em)?|pubblicato(?: il)?|aggiornato(?: il)?|опубликовано|обновлено|gepubliceerd(?: op)?|发布时间|更新时间)\s*[:：|]?\s*[^.]{0,40}\d[^.]*(?:[ap]\.?m\.?[^.]*)?",
    ),
];

/// Lines that are navigation unless prose stands below them, as below a heading.
const AMBIGUOUS: &[&str] = &[
    "home",
    "homepage",
    "search",
    "help",
    "careers",
    "close",
    "menu",
    "navigation",
    "privacy",
    "contact",
    "register",
    "accessibility",
    "next",
    "previous",
    "play",
    "play video",
    "listen",
    "watch",
    "watch live",
    "live tv",
    "faq",
    "login",
    "about",
    "share",
    "gallery",
    "photos",
    "videos",
    "suche",
    "menü",
    "startseite",
    "accueil",
    "rechercher",
    "inicio",
    "buscar",
    "cerca",
    "меню",
    "поиск",
    "главная",
];

/// Lines of more words are looked at with the few patterns that allow for them.
const SHORT_WORDS: usize = 30;

/// No pattern allows for more words.
const MOST_WORDS: usize = 100;

/// Patterns that are matched in one pass.
struct Set {
    patterns: Vec<&'static Pattern>,
    regexes: RegexSet,
}

static ALL: LazyLock<Option<Set>> = LazyLock::new(|| Set::new(0));
static LONG: LazyLock<Option<Set>> = LazyLock::new(|| Set::new(SHORT_WORDS));

impl Set {
    /// The patterns that hold for lines of more than `words` words.
    fn new(words: usize) -> Option<Self> {
        let patterns: Vec<&Pattern> = PATTERNS.iter().filter(|pattern| pattern.most_words > words).collect();
        // Word boundaries of ASCII: those of Unicode would cost the fast automaton.
        let wholes =
            patterns.iter().map(|pattern| format!("^(?:{})$", pattern.regex.replace(r"\b", r"(?-u:\b)")));
        let regexes = RegexSetBuilder::new(wholes)
            .case_insensitive(true)
            .dot_matches_new_line(true)
            .size_limit(64 << 20)
            .dfa_size_limit(16 << 20)
            .build()
            .ok()?;
        Some(Self { patterns, regexes })
    }
}

/// Why `line` is no prose, if that can be told from its words alone.
pub(in super::super) fn mask_of(line: &str) -> Option<Mask> {
    if line.len() > LONGEST {
        return None;
    }
    if !line.chars().any(char::is_alphanumeric) {
        return is_separator(line).then_some(Mask::Separator);
    }
    let n = words(line, MOST_WORDS + 1);
    if n > MOST_WORDS {
        return None;
    }
    let plain = plain(line);
    let set = if n > SHORT_WORDS { LONG.as_ref() } else { ALL.as_ref() }?;
    let matches = set.regexes.matches(&plain);
    if let Some(found) = matches.iter().map(|at| set.patterns[at]).find(|pattern| n <= pattern.most_words) {
        return Some(found.mask);
    }
    if has_comment_count(&plain) && n <= 60 {
        return Some(Mask::Comments);
    }
    if share::is_bar(&plain) {
        return Some(Mask::ShareBar);
    }
    None
}

/// Why a line that is no heading is no prose: the words of menus that may be headings as well.
pub(super) fn mask_of_menu(line: &str) -> Option<Mask> {
    (line.len() <= 40 && AMBIGUOUS.contains(&plain(line).to_lowercase().as_str())).then_some(Mask::Navigation)
}

/// Quotes unified, white space collapsed, ornaments at both ends removed.
fn plain(line: &str) -> String {
    let line = line.trim_matches(|found: char| {
        found.is_whitespace()
            || matches!(
                found,
                '*' | '_'
                    | '#'
                    | '|'
                    | '•'
                    | '·'
                    | '▸'
                    | '►'
                    | '▶'
                    | '→'
                    | '←'
                    | '»'
                    | '«'
                    | '›'
                    | '‹'
                    | '>'
                    | '<'
                    | '['
                    | ']'
            )
            || matches!(found, '-' | '–' | '—' | '=' | '~' | '+' | '↑' | '↓' | '\u{200b}' | '\u{feff}')
    });
    let mut plain = String::with_capacity(line.len());
    for piece in line.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.extend(
            piece.chars().map(|found| if matches!(found, '’' | '‘' | '`' | '´') { '\'' } else { found }),
        );
    }
    plain
}

/// "World, News No Comments on A Title", "by admin 3 Comments on A Title": how blog software heads a post.
fn has_comment_count(line: &str) -> bool {
    let Some(at) = line.find(" Comments on ").or_else(|| line.find(" Comment on ")) else { return false };
    let count = line[..at].rsplit(' ').next().unwrap_or_default();
    let counts = matches!(count, "No" | "One")
        || (!count.is_empty() && count.chars().all(|found| found.is_ascii_digit()));
    counts && !line.ends_with('.')
}

/// Whether `line` is a line of signs between two parts, such as `* * *` or `———`.
fn is_separator(line: &str) -> bool {
    line.chars().all(|found| {
        found.is_whitespace() || found.is_ascii_punctuation() || matches!(found, '–' | '—' | '―' | '•' | '·' | '…' | '\u{200b}' | '\u{feff}' | '─'..='╿' | '■'..='◿' | '★' | '☆' | '⁂')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles() {
        for pattern in PATTERNS {
            let built =
                RegexSetBuilder::new([format!("^(?:{})$", pattern.regex)]).case_insensitive(true).build();
            assert!(built.is_ok() && pattern.most_words <= MOST_WORDS, "{}", pattern.regex);
        }
        assert!(ALL.is_some() && LONG.is_some());
    }
}
