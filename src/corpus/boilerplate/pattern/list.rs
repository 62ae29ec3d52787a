//! What lines of chrome look like, in the languages of the news.

use super::super::Mask;
use super::rights::may_reserve_rights;

/// A pattern matches a whole line, lower case or not, quotes unified, ornaments at both ends removed. It holds for
/// lines of at most so many words.
pub(super) struct Pattern {
    pub(super) mask: Mask,
    pub(super) most_words: usize,
    pub(super) gate: Gate,
    pub(super) regex: &'static str,
}

/// What every line has that a pattern matches, and most lines have not.
pub(super) enum Gate {
    /// It begins with one of these, which are written with bars between them as in the expression: see `opening`.
    Opens(&'static str),
    /// It fulfils this condition.
    Holds(fn(&str) -> bool),
}

const fn pattern(mask: Mask, most_words: usize, gate: Gate, regex: &'static str) -> Pattern {
    Pattern { mask, most_words, gate, regex }
}

/// No pattern allows for more words.
pub(super) const MOST_WORDS: usize = 100;

/// Of those that match a line the first tells its mask.
pub(super) const PATTERNS: &[Pattern] = &[
    // Links to other articles.
    pattern(
        Mask::RelatedLinks,
        45,
        Gate::Opens(
            "read|see|watch|listen|also read|also see|also watch|more|related|recommended|don't miss|must|\
             up next|further reading|lesen sie|auch interessant|mehr zum thema|lire aussi|à lire|lea |\
             le puede|te puede|leia |veja |leggi anche|lees ook|läs |czytaj |zobacz |читайте|см. также|\
             ayrıca oku|اقرأ|延伸阅读|相关阅读|相关新闻|関連記事",
        ),
        r"(?:(?:read|see|watch|listen)(?: more| also| next| this)?|also (?:read|see|watch)|read more on this|more|related|related (?:article|story|news|post|video|coverage|content|reading)s?|recommended|don't miss|must[- ]read|up next|further reading|lesen sie (?:auch|mehr|dazu|hier)|auch interessant|mehr zum thema|lire aussi|à lire(?: aussi)?|lea (?:también|además|más)|le puede interesar|te puede interesar|leia (?:também|mais)|veja (?:também|mais)|leggi anche|lees ook|läs (?:också|mer|även)|czytaj (?:także|też|również)|zobacz (?:także|też)|читайте (?:также|ещё|еще)|см\. также|ayrıca (?:oku|okuyun)|اقرأ (?:أيضا|أيضًا|المزيد)|延伸阅读|相关阅读|相关新闻|関連記事)\s*(?:[:：|►▶→»>]|[-–—] ).*",
    ),
    pattern(
        Mask::RelatedLinks,
        14,
        Gate::Opens(
            "related|read more|read next|read also|read this next|also read|see also|more |you may|\
             you might|recommended|editor|most |trending|popular |the latest|latest |top |up next|\
             don't miss|what to read|in case you missed|further reading|keep reading|suggested|other news|\
             other stories|other articles|from our partners|around the web|sponsored stories|featured|\
             auch interessant|das könnte sie|mehr zum thema|weitere artikel|zum weiterlesen|lire aussi|\
             à lire aussi|sur le même sujet|articles |noticias rel|artículos rel|más noticias|te puede|\
             notícias rel|leia |veja |leggi anche|articoli|lees ook|läs |czytaj |читайте|материалы|похожие|\
             ilgili|相关|延伸阅读|関連記事|اقرأ|مقالات",
        ),
        r"(?:related(?: (?:articles?|stories|story|posts?|news|content|coverage|topics?|links?|reading|videos?))?|read (?:more|next|also|this next)|also read|see also|more (?:on this (?:story|topic|subject)|stories|news|articles|top stories|like this|coverage|to read|from (?:this author|this section|the web|our site))|you (?:may|might) (?:also )?(?:like|enjoy|be interested in|have missed)|recommended(?: (?:for you|stories|articles|reading|videos|by \S+))?|editor'?s'? (?:picks?|choice)|most (?:read|popular|viewed|commented|shared|recent)|trending(?: now| stories| news| topics)?|popular (?:stories|posts|now|articles)|(?:the )?latest (?:news|stories|headlines|articles|posts|updates)|top (?:stories|news|headlines)|up next|don't miss|what to read next|in case you missed it|further reading|keep reading|suggested (?:articles|reading|for you)|other (?:news|stories|articles)|from our partners|around the web|sponsored stories|featured (?:stories|articles|posts)|auch interessant|das könnte sie auch interessieren|mehr zum thema|weitere artikel|zum weiterlesen|lire aussi|à lire aussi|sur le même sujet|articles (?:liés|similaires)|noticias relacionadas|artículos relacionados|más noticias|te puede interesar|notícias relacionadas|leia também|veja também|leggi anche|articoli correlati|lees ook|läs också|czytaj (?:także|też|również)|читайте также|материалы по теме|похожие статьи|ilgili haberler|相关新闻|相关文章|延伸阅读|関連記事|اقرأ أيضا|مقالات ذات صلة)[\s:.…»>→]*",
    ),
    pattern(
        Mask::RelatedLinks,
        20,
        Gate::Opens("read more |read the full"),
        r"read (?:more|the full (?:story|article|report)) (?:about|on|from|at|here|in)\b.*",
    ),
    // Comments.
    pattern(
        Mask::Comments,
        14,
        Gate::Opens(
            "leave |post |add |write |submit |cancel reply|0|no |one |comment|view |show |see |read |load |\
             hide |join the|be the first|have your say|log|you must be logged|kommentar|laisser|ajouter|\
             deja |coment|deixe |lascia|оставить|комментари|plaats|reacties|yorum|dodaj|komentarze|发表评论|评论|\
             コメント|أضف|التعليقات",
        ),
        r"(?:(?:leave|post|add|write|submit) (?:a |your )?(?:comment|reply|response)s?|cancel reply|(?:\d[\d,.]*|no|one) (?:comments?|responses?|replies)(?: yet)?|comments?(?: ?\(\d+\)| \d+| are closed| off| policy| rules| section)?|(?:view|show|see|read|load|hide) (?:all |more )?(?:\d+ )?comments(?: ?\(\d+\))?|join the (?:conversation|discussion|debate)|be the first to (?:comment|reply)|have your say|log ?in to (?:comment|reply)|you must be logged in to (?:post a )?comment|kommentare?(?: ?\(\d+\)| schreiben)?|kommentar (?:schreiben|verfassen|hinterlassen)|\d+ kommentare?|(?:laisser|ajouter) un commentaire|(?:\d+ )?commentaires?|deja (?:un|tu) comentario|(?:\d+ )?coment[aá]rios?|deixe (?:um|seu) comentário|lascia un commento|(?:\d+ )?commenti|оставить комментарий|(?:\d+ )?комментари\p{L}+|plaats een reactie|(?:\d+ )?reacties|yorum(?:lar| yap)|dodaj komentarz|komentarze|发表评论|评论|コメント(?:する)?|أضف تعليقا?|التعليقات)[\s:.!»]*",
    ),
    pattern(
        Mask::Comments,
        45,
        Gate::Opens("your e|required fields|save my name|notify me|please keep|comments are"),
        r"(?:your e-?mail address will not be published|required fields are marked|save my name, e-?mail|notify me of (?:new|follow-?up)|please keep (?:your )?comments|comments are moderated).*",
    ),
    // Copyright.
    pattern(
        Mask::Copyright,
        70,
        Gate::Opens("copyright|©|(c)|℗"),
        r"(?:copyright\s*(?:©|\(c\)|:|(?:19|20)\d\d)|©\s*(?:copyright|(?:19|20)\d\d)|\(c\)\s*(?:copyright|(?:19|20)\d\d)|℗).*",
    ),
    pattern(
        Mask::Copyright,
        30,
        Gate::Holds(may_reserve_rights),
        r"(?:.*(?:©|\(c\)|copyright|(?:19|20)\d\d).*)?(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|(?:todos los )?derechos reservados|todos os direitos reservados|tutti i diritti riservati|все права защищены|alle rechten voorbehouden|tüm hakları saklıdır|wszelkie prawa zastrzeżone|版权所有|無断転載を禁じます|جميع الحقوق محفوظة)\s*(?:[.|,;:©].{0,80})?",
    ),
    pattern(
        Mask::Copyright,
        60,
        Gate::Opens(
            "this material|this content|this story|this article|no part of|reproduction|unauthori|\
             republication",
        ),
        r"(?:this (?:material|content|story|article)|no part of this|reproduction (?:in whole|without)|unauthori[sz]ed (?:use|reproduction|distribution|copying)|republication or redistribution).{0,200}(?:may not be|without|is prohibited|is not permitted|prohibited).{0,200}(?:published|broadcast|rewritten|redistributed|reproduced|permission|consent|prohibited).*",
    ),
    // Invitations to subscribe.
    pattern(
        Mask::Subscribe,
        26,
        Gate::Opens("please subscribe|click here to sub|don't forget to|subscribe"),
        r"(?:please |click here to |don't forget to )?subscribe(?:\s*[:!.]?|(?: now| here| today)\b.*| (?:to|for|via|on|by) .*)",
    ),
    pattern(
        Mask::Subscribe,
        30,
        Gate::Opens("please sign|click here to sign|sign"),
        r"(?:please |click here to )?sign[ -]?up(?:\s*[:!.]?|,? (?:for|to|here|now|today)\b.*)",
    ),
    pattern(
        Mask::Subscribe,
        16,
        Gate::Opens(
            "please enter|please type|please provide|enter your|type your|provide your|your e|e-mail|email",
        ),
        r"(?:please )?(?:enter|type|provide) your (?:e-?mail|name).*|(?:your )?e-?mail(?: address)?\s*[:*]*",
    ),
    pattern(
        Mask::Subscribe,
        36,
        Gate::Opens("get |receive |have |want |never miss "),
        r"(?:get|receive|have|want|never miss) .*\b(?:(?:to|in) your (?:inbox|e-?mail)|newsletters?|e-?mail alerts).*",
    ),
    pattern(
        Mask::Subscribe,
        30,
        Gate::Opens("join our|join us on|join the "),
        r"join (?:our|us on|the .{0,40})\b.*\b(?:newsletter|mailing list|whatsapp|telegram|channel|subscribers)\b.*",
    ),
    pattern(
        Mask::Subscribe,
        40,
        Gate::Opens("want |like what you|enjoy|if you |to get |to receive |to stay "),
        r"(?:want .{0,60}\?|like what you.{0,40}\?|enjoy.{0,60}\?|if you .{0,60},|to (?:get|receive|stay) .{0,60},) ?(?:please )?(?:sign up|subscribe)\b.*",
    ),
    pattern(
        Mask::Subscribe,
        30,
        Gate::Opens(
            "already a|not a |not yet a|become a |support our|support independent|support quality|donate|\
             this article is|this story is|this content is|this post is|the rest of this|\
             to continue reading|continue reading|create a |create your|start your|unlock this|\
             thank you for s|you have reached|download our|download the",
        ),
        r"(?:already a (?:subscriber|member)|not (?:yet )?a (?:subscriber|member)|become a (?:member|subscriber|supporter|patron)|support (?:our|independent|quality) (?:work|journalism|reporting)|donate(?: now| today)?$|(?:this|the rest of this) (?:article|story|content|post) is (?:only )?(?:for|available to|exclusive to|reserved for) (?:our )?(?:paid |paying )?(?:subscribers|members)|(?:to )?continue reading (?:this article )?(?:with|by) |create (?:a|your) (?:free )?account|start your (?:free )?trial|unlock this article|thank you for (?:subscribing|signing up)|you have reached your .{0,20}limit|download (?:our|the) (?:free )?.{0,20}\bapp\b).*",
    ),
    pattern(
        Mask::Subscribe,
        20,
        Gate::Opens(
            "our |daily |weekly |free |the our |the daily|the weekly|the free |the the |the newsletter|\
             newsletter|den newsletter|unseren newsletter|jetzt abonnieren|abonnez|s'abonner|inscri|\
             inscrev|suscr|assine |iscriviti|abbonati|подпи|schrijf je in|meld je aan|prenumerera|abone ol|\
             zapisz|立即订阅|订阅|اشترك",
        ),
        r"(?:(?:our |daily |weekly |free |the )*newsletters?(?: sign[- ]?up)?|(?:den |unseren )?newsletter abonnieren|jetzt abonnieren|abonnez-vous.*|s'abonner.*|inscrivez-vous.*|suscr[ií]b(?:ete|ase|irse).*|assine (?:já|agora|a nossa|nossa).*|inscreva-se.*|iscriviti.*|abbonati.*|подпис(?:аться|ывайтесь|ывайся)(?:\s.*)?|подпишитесь.*|schrijf je in.*|meld je aan.*|prenumerera.*|abone ol.*|zapisz się.*|立即订阅.*|订阅.*|اشترك.*)[\s:.!]*",
    ),
    // Share bars in words; bars of network names are counted out in `share`.
    pattern(
        Mask::ShareBar,
        22,
        Gate::Opens("follow us|like us|find us|connect with us|join us"),
        r"(?:follow|like|find|connect with|join) us(?: .*)?",
    ),
    pattern(
        Mask::ShareBar,
        26,
        Gate::Opens("follow "),
        r"follow .{1,80} on (?:x|twitter|facebook|instagram|telegram|whatsapp|google news|linkedin|youtube|tiktok|threads|bluesky|mastodon)\b.*",
    ),
    pattern(
        Mask::ShareBar,
        14,
        Gate::Opens(
            "click to|tap to|share |print |e-mail |email |tweet |pin |save |gift |copy |bookmark |0|\
             artikel teilen|beitrag teilen|diesen artikel|teilen|partager|compart|condividi|поделиться|\
             dit artikel|delen|paylaş|udostępnij|dela|分享|シェア|شارك|مشاركة",
        ),
        r"(?:(?:click|tap) to (?:share|print|e-?mail).*|share (?:this|on|via|with|it on) .*|(?:print|e-?mail|tweet|pin|save|gift|copy|bookmark) (?:this|the|link to) (?:article|story|post|page|link|item)s?|\d[\d.,]*k? (?:shares?|views?|likes?|retweets?|tweets)|(?:artikel |beitrag |diesen artikel )?teilen|partager(?: (?:cet|sur|l'article).*)?|compartir(?: (?:en|este|esta).*)?|compartilh(?:e|ar)(?: .*)?|condividi(?: .*)?|поделиться(?: .*)?|dit artikel delen|delen|paylaş|udostępnij|dela(?: artikeln)?|分享(?:到.*)?|シェア(?:する)?|شارك(?: .*)?|مشاركة)[\s:!]*",
    ),
    // Navigation.
    pattern(
        Mask::Navigation,
        12,
        Gate::Opens(
            "back to|return to|scroll to|go to|top of|skip to|jump to|main |open menu|open nav|open in app|\
             close menu|close nav|toggle |load more|show |view |see all|see more|read the full|read full|\
             continue reading|log|sign|my account|contact us|advertise with us|terms |privacy |site|\
             loading|table of contents|page 0|next |prev|zum seitenanfang|nach oben|zurück|retour en haut|\
             volver|voltar|torna|наверх|naar boven|返回|ページ",
        ),
        r"(?:(?:back|return|scroll|go) to (?:the )?(?:top|home ?page|main page|start)|top of (?:the )?page|(?:skip|jump) to (?:the )?(?:main )?(?:content|navigation|main|footer|search|comments)|(?:main |open |close |toggle )(?:menu|navigation)|load more|show (?:more|less|all)|view (?:all|more|gallery|slideshow)|see (?:all|more)|read (?:the )?full (?:story|article)|continue reading|log ?[io]n|sign ?in|log ?out|my account|contact us|advertise with us|terms (?:of (?:use|service)|(?:and|&) conditions)|privacy (?:policy|notice)|site ?map|loading\.*|table of contents|page \d+ (?:of|/) \d+|open in app|(?:next|prev(?:ious)?) (?:article|post|story|page)|zum seitenanfang|nach oben|zurück(?: zur startseite)?|retour en haut(?: de (?:la )?page)?|volver arriba|voltar ao topo|torna su|наверх|naar boven|返回顶部|ページトップへ)[\s:.↑»]*",
    ),
    pattern(
        Mask::Navigation,
        12,
        Gate::Opens(
            "est |est. |estimated |average |read|time to read|lesezeit|lesedauer|temps de lecture|\
             tiempo de lectura|tempo de leitura|tempo di lettura|время чтения|leestijd|okuma|阅读时间|\
             less than|~|0|читать|listen to",
        ),
        r"(?:(?:est\.? |estimated |average )?(?:read(?:ing)?[ -]time|time to read|lesezeit|lesedauer|temps de lecture|tiempo de lectura|tempo de leitura|tempo di lettura|время чтения|leestijd|okuma süresi|阅读时间)\s*:?\s*.{0,24}|(?:less than )?~?\d+\s*-?\s*min(?:ute)?[ns]?\.?\s*(?:read(?:ing time)?|listen|watch|de lectura|de lecture|lesezeit|di lettura|de leitura|leestijd|чтения)|читать \d+ мин\p{L}*|listen to (?:this )?(?:article|story).{0,24})",
    ),
    pattern(
        Mask::Navigation,
        24,
        Gate::Opens("home|startseite|accueil|inicio|início|главная"),
        r"home\s*[>»/›|→]\s*\S.*|(?:home|startseite|accueil|inicio|início|главная)\s*[>»›/]\s*\S.*",
    ),
    pattern(
        Mask::Navigation,
        40,
        Gate::Opens(
            "tag|filed|posted in|posted under|categor|topic|keyword|schlag|themen|mots-clés|etiquetas|\
             palabras clave|теги|метки|etiketler|标签|タグ",
        ),
        r"(?:tags?|tagged(?: with| in)?|filed (?:under|in)|posted (?:in|under)|categor(?:y|ies)|topics?|keywords?|schlag(?:worte|wörter)|themen|mots-clés|etiquetas|palabras clave|tag|теги|метки|etiketler|tagi|标签|タグ)\s*[:：].*",
    ),
    // The outlet about itself, its authors and its texts.
    pattern(
        Mask::AboutOutlet,
        70,
        Gate::Opens("the views|the opinions|views |opinions |disclaimer"),
        r"(?:the )?(?:views|opinions)(?: and (?:views|opinions))? expressed (?:in|by|here|herein|on|above|are)\b.*|disclaimer\s*:.*",
    ),
    pattern(
        Mask::AboutOutlet,
        40,
        Gate::Opens(
            "this article|this story|this piece|this report|this post|this op-ed|this commentary|\
             this essay|this interview|the article|the story|the piece|the report |the post|the op-ed|\
             the commentary|the essay|the interview|originally |first pub|first app",
        ),
        r"(?:this|the) (?:article|story|piece|report|post|op-ed|commentary|essay|interview) (?:(?:was|has been|is|had been) )?(?:(?:originally|first|also|automatically) )*(?:published|appeared|posted|syndicated|republished|reproduced|licensed|generated|translated)\b.*|(?:originally|first) (?:published|appeared) (?:in|on|at|by)\b.*|this (?:story|article|report) has (?:not )?been (?:edited|auto-generated|updated)\b.*",
    ),
    pattern(
        Mask::AboutOutlet,
        12,
        Gate::Opens(
            "about us|about the|about this|over ons|über uns|qui sommes|quiénes|quem somos|chi siamo|о нас|\
             关于我们",
        ),
        r"about (?:us|the (?:author|writer|reporter|outlet)s?|this (?:site|website))[\s:]*|over ons|über uns|qui sommes-nous\s*\??|quiénes somos|quem somos|chi siamo|о нас|关于我们",
    ),
    pattern(
        Mask::AboutOutlet,
        30,
        Gate::Opens("with |additional |(with |(additional |our standards"),
        r"\(?(?:with|additional) (?:inputs?|reporting|material|reports) (?:from|by)\b.*|our standards:.*",
    ),
    pattern(
        Mask::AboutOutlet,
        30,
        Gate::Opens("do you have|have a|contact |e-mail |email |write to |reach "),
        r"(?:do you )?have (?:a|any) (?:news |confidential |story )?tips?\b.*|do you have a story\b.*|(?:contact|e-?mail|write to|reach) (?:the (?:author|reporter|writer|editor|newsroom)|our (?:newsroom|editors?|team))\b.*",
    ),
    // Notices.
    pattern(
        Mask::Cookies,
        100,
        Gate::Opens(
            "we |this site|this website|our site|our website|by continuing|by using|by browsing|\
             by clicking|diese|unsere |wir |nous utilisons|utilizamos|usamos|questo sito|мы используем|\
             deze ",
        ),
        r"(?:we(?: and our partners)?|this (?:web)?site|our (?:web)?site) uses? (?:necessary |essential )?cookies\b.*|by (?:continuing|using|browsing|clicking) .{0,120}(?:cookies?|privacy policy|terms of).*|(?:diese|unsere) (?:web)?(?:seite|site) (?:verwendet|nutzt) cookies.*|wir (?:verwenden|nutzen) cookies.*|nous utilisons des cookies.*|(?:utilizamos|usamos) cookies.*|questo sito (?:utilizza|usa).{0,30}cookie.*|мы используем .{0,20}cookie.*|deze (?:web)?site (?:maakt gebruik van|gebruikt) cookies.*",
    ),
    pattern(
        Mask::Cookies,
        8,
        Gate::Opens(
            "accept|reject|allow|decline|manage|cookie|your privacy|do not sell|alle |tout accepter|aceptar",
        ),
        r"(?:accept|reject|allow|decline|manage) (?:all(?: cookies)?|cookies|preferences|cookie settings)|cookies? (?:policy|settings|preferences|notice|consent)|your privacy (?:choices|settings)|do not sell (?:or share )?my personal information|alle (?:cookies )?akzeptieren|tout accepter|aceptar(?: todas las)? cookies",
    ),
    pattern(
        Mask::Advertisement,
        14,
        Gate::Opens(
            "advert|ad|sponsored|promoted|paid |partner content|anzeige|werbung|public|pubblicità|реклама|\
             reklam|annons|广告|廣告|広告|إعلان|story continues|article continues|content continues|\
             text continues|scroll |remove ad",
        ),
        r"(?:advertisements?|adverts?|ads?|sponsored(?: content| post| links?| by \S+.*)?|promoted(?: content)?|paid (?:post|content|partnership|advertisement)|partner content|anzeige|werbung|publicité|publicidade?|pubblicità|реклама|reklama|reklam|advertentie|annons|广告|廣告|広告|إعلان)(?:\s*[-–—:|.]*\s*(?:scroll (?:down )?to continue.*|continue reading below.*|(?:story|article) continues below.*)?)?|(?:story|article|content|text) continues (?:below|after)\b.*|scroll (?:down )?to continue.*|remove ads?.*",
    ),
    pattern(
        Mask::Advertisement,
        40,
        Gate::Opens("this article |this post |this page |this story |we may earn"),
        r"this (?:article|post|page|story) (?:may )?contains? affiliate links.*|we may earn (?:a|an) (?:affiliate )?commission.*",
    ),
    // Sign-offs of agencies.
    pattern(
        Mask::Byline,
        60,
        Gate::Opens(
            "additional|reporting by|writing by|editing by|edited by|compiled by|translated by|(additional|\
             (reporting by|(writing by|(editing by|(edited by|(compiled by|(translated by",
        ),
        r"\(?(?:additional )?(?:reporting|writing) by .{3,160}[;.] ?(?:additional |writing |editing |compiled |graphics )+.*|\(?(?:editing|edited|compiled|translated) by \p{L}.{2,80}",
    ),
    pattern(
        Mask::Byline,
        18,
        Gate::Opens(
            "first |last |originally |published|updated|posted|modified|created|veröffentlicht|\
             aktualisiert|stand|publi|mis|actualizado|atualizado|pubblicato|aggiornato|опубликовано|\
             обновлено|gepubliceerd|发布时间|更新时间",
        ),
        r"(?:(?:first |last |originally )?(?:published|updated|posted|modified|created)(?: (?:on|at))?|veröffentlicht|aktualisiert|stand|publié(?:e)?(?: le)?|mis(?:e)? à jour(?: le)?|publicado(?: el| em)?|actualizado(?: el)?|atualizado(?: em)?|pubblicato(?: il)?|aggiornato(?: il)?|опубликовано|обновлено|gepubliceerd(?: op)?|发布时间|更新时间)\s*[:：|]?\s*[^.]{0,40}\d[^.]*(?:[ap]\.?m\.?[^.]*)?",
    ),
];

/// Lines that are navigation unless prose stands below them, as below a heading.
pub(super) const AMBIGUOUS: &[&str] = &[
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
