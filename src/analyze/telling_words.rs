//! What gives a language away at a glance: its commonest words of grammar, its endings and its letters beyond ASCII.
//!
//! Languages that have no stop words here are listed too, lest a text in one of them be taken for its neighbour.

use whatlang::Lang;

/// A language as it shows in a few words.
pub(super) struct Traits {
    /// Its name to the detector of all languages; none for those that are listed only to be taken for no other.
    pub(super) lang: Option<Lang>,
    /// The letters beyond ASCII that its own words have, in lower case.
    pub(super) letters: &'static str,
    /// The last three letters that many of its longer words have.
    pub(super) endings: &'static str,
    /// Articles, pronouns, prepositions, conjunctions, auxiliaries and the like, in lower case, cut at apostrophes. A
    /// word that several languages have stands with each of them, be it grammar in all or not (*war*, *car*): that is what
    /// keeps it from speaking for one.
    pub(super) words: &'static str,
}

const fn known(lang: Lang, letters: &'static str, endings: &'static str, words: &'static str) -> Traits {
    Traits { lang: Some(lang), letters, endings, words }
}

const fn other(letters: &'static str, endings: &'static str, words: &'static str) -> Traits {
    Traits { lang: None, letters, endings, words }
}

/// At most 64. Norwegian stands twice, for each of its written forms.
pub(super) const TRAITS: [Traits; 55] = [
    known(
        Lang::Eng,
        "",
        "ing ted ght ers ion ess ble ful ity nce ied ned red led sed ced ged ked ded ves ary ory rth dly ely \
         tly lly ish ies hip ous ent ant ate ise est ter ver ger ner ure age ist oup ack ook",
        "the of and to in a is that for it as was with be by on not he his but are this from at which or have \
         an they you were her she there been one all we their has had will would what who when if no out so \
         said can could more about up into than then them only some other after over under against between \
         before during while where how why its our my your me him do does did should may might must also off \
         down because through until amid says say these those such being us i most any each both very t s d \
         don didn isn doesn won wouldn couldn aren wasn re ve ll see man go come am want end care air word \
         till nor sense met sea son car ten war hat die men plus sum sit sin per non bent net bus pro era min \
         ex mere fan de",
    ),
    known(
        Lang::Deu,
        "äöüß",
        "ung gen ten hen ich ein ern eit ist cht sch nen len ren sen den ben ert elt aft ber ter der ger ler \
         ner ver uch end ers iel und tet ete men ion ent ant est age",
        "der die das und in den von zu mit ist sich des auf für im dem nicht ein eine als auch es an er hat \
         aus bei nach wird werden einer einem einen eines sind noch wie war vor zum zur über um so haben nur \
         oder aber sie wir ich man dass daß bis mehr durch kann gegen vom wenn hatte sein seine seiner seinen \
         ihre ihrer ihr ihren wurde wurden unter zwischen seit will soll sollen sagt sagte keine kein ohne \
         schon am was wer warum also all diese dieser dieses diesem doch mir uns mich dich alle alles da hier \
         dort wieder ins beim können müssen muss her hin je ab worden ob pro net",
    ),
    known(
        Lang::Nld,
        "éëïèêöü",
        "ing gen ten ren den sen len jes ijk eid aar eel oor aat cht sch aal oon oot eit uur ijd ers ter der \
         ver ger ner ies ert men nen ken ven ent ant est tie eld ond ede rde age ist",
        "de het een van en in is dat op te zijn voor met die niet aan er om ook als dan maar bij of uit nog \
         naar heeft hij ik je door over ze zich wordt worden tot werd was had hebben kan zal deze dit geen \
         wat meer moet moeten wel omdat tegen tussen onder zo hun haar wij we u men na al mijn toch waar hoe \
         wie waarom veel volgens zegt want zou kunnen alle tijdens zonder sinds vanaf per den der des s t n \
         me mij hem ons onze af weer ben bent iedereen ieder hier elke toe gaan ten noch",
    ),
    known(
        Lang::Afr,
        "êëéèîïôûáíóú",
        "ing ike ens eid ste rde ies der ter aar eel oor aat aal oon sie ers ent ant ist",
        "die van en in het is n nie wat te om met vir op aan sy by dat hy as was word deur ek uit ons kan sal \
         hulle nog ook maar moet oor na gaan daar of tot se haar hierdie toe jy my wees geen een enige elke \
         reg alle so hul teen tussen onder sonder waar hoe wie waarom meer af al den u dan dit voor kom net \
         hier weer omdat volgens per",
    ),
    known(
        Lang::Fra,
        "àâæçéèêëîïôœùûüÿ",
        "ion ent eur ons ait ant que ais eux ier lle tte sse nce ité ées ère use aux ble ure ire age ste our \
         tes res les ies ves ate ers ise ied ess",
        "le la les de des du un une et à a au aux en dans sur pour par avec sans est sont qui que qu il elle \
         ils elles on ne pas se ce cette ces son sa ses leur leurs plus mais ou où nous vous je tu été être \
         ont avait sera fait comme après avant entre sous contre vers chez depuis même aussi tout tous toute \
         d l n s j c t m y si selon dont ainsi lui cet deux peut était étaient soit lors afin ni car donc \
         encore moins très non as es ai or ci man mot van",
    ),
    known(
        Lang::Spa,
        "áéíñóúü",
        "ión dos ado ida ido mos ron dad nte nto cia res nes tes ica ico oso ble ndo rio ria les ara aba tas \
         tos ras ros ada era ste ves",
        "el la los las de del un una unos unas y e o en a al por para con sin que se no es son su sus lo le \
         les más pero como entre sobre tras desde hasta ya ha han fue ser está están este esta estos estas \
         ese esa hay era muy también cuando donde porque si sí me nos yo él ella ellos todo todos toda contra \
         qué quién cómo según ante u ni cada otro otra otros sino mi tu sea puede fueron he te estar después \
         antes solo esto uno dos tal van vez",
    ),
    known(
        Lang::Por,
        "áâãàçéêíóôõúü",
        "ção ões ado ida ido dos mos ram ade nte nto cia res tes ica ico oso vel ndo rio ria ais ens tas tos \
         ras ros ada ira nho ves ste",
        "o a os as de do da dos das um uma uns umas e em no na nos nas ao aos à às por para com sem que se \
         não é são foi ser seu sua seus suas mais mas como entre sobre após até já há ou pelo pela pelos \
         pelas este esta esse essa isso isto também quando onde porque muito ele ela eles elas eu está foram \
         tem têm ter era contra num numa diz lhe quem nem segundo toda todo todos cada me si só pode sob \
         desde for depois antes qual teu tu te lo la deve estar vai tal dela som par",
    ),
    other(
        "áéíñóúüï",
        "",
        "o a os as de do da dos das un unha uns unhas e en no na nos nas ao aos á ás por para con sen que se \
         non é son foi ser seu súa seus súas máis pero como entre sobre xa ou polo pola polos polas este esta \
         ese esa isto tamén cando onde porque moi el ela eles ten era contra me si todo toda todos cada pode \
         desde ata he te tras lle lo la mais",
    ),
    known(
        Lang::Cat,
        "àçéèíïóòúü",
        "ció ent nts ats ada tat res les dor ers ons ria nya que ble ant ies tes ure",
        "el la els les l d s n de del dels un una uns unes i a al als en amb per sense que es no és són ha \
         han més però com entre sobre fins ja o ni pel pels seu seva seus seves aquest aquesta aquests també \
         quan on perquè molt ser va van ho hi si tot tots tota des contra segons se ne me té està cada altre \
         altres qui era li dret lo dins dos tal qual estar cosa pas nous",
    ),
    other(
        "àáçèéíïòóúü",
        "",
        "lo la los las de del dels dau un una e en per amb que es son a al als se dins o coma l d s n i pas \
         mai sus sens entre contra tot tota tots cada pòt an aquel aquela aqueste aquesta lei leis le les ne \
         qui si ni",
    ),
    known(
        Lang::Ita,
        "àèéìíîòóù",
        "one oni ato ata ati ate ità nte nti nto tto tti tta zia cia are ere ire ale ali ico ica ici che ano \
         ono ava ggi llo lla lli lle sco sta sti ore ori ura ndo ndi ini ina ino eri era ria rio",
        "il lo la i gli le un uno una di del dello della dei degli delle da dal dalla dai in nel nella nei \
         nelle su sul sulla sui con per tra fra e ed o a ad al alla ai alle allo agli che non si è sono ha \
         hanno come più ma anche se ci questo questa suo sua suoi loro stato stata era essere dopo prima \
         contro senza fino cui dove quando perché già c l d all dell nell dall sull lui lei io chi cosa molto \
         ne solo ogni secondo ho hai mi ti me te nello dalle negli sia deve può tutti tutto noi voi des né \
         sta altre es",
    ),
    known(
        Lang::Ron,
        "ăâîșşțţ",
        "lui lor are ate ele rea tea iei ile ori ată ări ând esc ști ază tul rul nul lul ric ice ism ent ant \
         est",
        "și şi de în la a al ale ai cu pe din pentru care nu este sunt un o unui unei că să se ce mai fi fost \
         au ar după prin sau dar ca între lor lui iar către despre fără până sub dintre i am le îi îl va vor \
         era acest această aceste acestui cum când are doar foarte ei el ea cel cea cei cele asupra orice \
         nici l m s fie n e jos sus sa noi plus tot fel",
    ),
    known(
        Lang::Dan,
        "æøåé",
        "ede lse sen hed ter nde gen ler ene rne ger ner ste ske ing dig lig ren den ken ret tet est ers ted \
         ber der ver ion ent ant ist",
        "og i at det en den til er som på de med han af for ikke der var et har om vi min have ham hun nu \
         over da fra du ud sin dem os op man hans hvor eller hvad skal selv her alle vil blev kunne ind når \
         være kom efter mod ved også jeg kan bliver blive blevet mig dig sig nogle noget mere men meget siden \
         under mellem uden ad end så denne dette disse hvis hvorfor hvordan bare kun før siger jo to deres \
         sine sit havde skulle ville må hver enhver samt hvem hvilken hendes været vores by ingen din se tal \
         dit kommer ene",
    ),
    known(
        Lang::Nob,
        "æøåéòóôê",
        "ede ene sen het ter nde gen ler ing dig lig ren den ken ret tet ske ste lse jon ger ner est ers ted \
         ert der ver ent ant ist",
        "og i at det en den til er som på de med han av for ikke der var et har om vi min ha ham hun nå over \
         da fra du ut sin dem oss opp man hans hvor eller hva skal selv her alle vil ble kunne inn når være \
         kom etter mot ved også jeg kan blir bli blitt meg deg seg noen noe mer men mye siden under mellom \
         uten enn så denne dette disse hvis hvorfor hvordan bare kun før sier jo to deres sine sitt hadde \
         skulle ville må hver enhver samt hvem hvilken hennes vært vår by ingen din se per tal ett vel får ta \
         del",
    ),
    known(
        Lang::Nob,
        "æøåéòóôê",
        "ede ene sen het ter nde gen ler ing dig lig ren den ken ret tet ske ste lse jon ger ner est ers ted \
         ert der ver ent ant ist",
        "og i at det ein eit ei den til er som på dei med han av for ikkje der var har om vi me min ha ho no \
         over då frå du ut sin oss opp man hans kvar eller kva skal sjølv her alle vil vart blei kunne inn \
         når vere kom etter mot ved også eg kan blir bli vert meg deg seg nokon nokre noko meir men mykje \
         sidan under mellom utan enn så denne dette desse kvifor korleis berre før seier jo to sine sitt \
         hadde skulle ville må einkvar samt kven vore vår dersom deira by",
    ),
    known(
        Lang::Swe,
        "åäöé",
        "ing het ter nde gen ler rna nna ade are ens sen den ken igt ska lla tat tet ern est ras tas nar lar \
         rar der ver ion ent ant ist ger ner",
        "och i att det en den till är som på de med han av för inte var ett har om vi min ha hon nu över från \
         du ut sin dem oss upp man hans hur eller vad ska skall själv här alla vill blev kunde in när vara \
         kom efter mot vid också jag kan blir bli blivit mig dig sig några något mer men mycket sedan under \
         mellan utan än så denna detta dessa varför bara före säger hade där sina sitt ingen inga får fick då \
         ju deras skulle ville må varje samt vem vilken hennes varit vår enligt kommer genom även by se din \
         sidan ta fel del per er når tas",
    ),
    other(
        "áéíóúýðþæö",
        "",
        "og að í á er sem en ekki það við um til af með fyrir var hann hún þeir ég þú hefur eru frá úr eftir \
         þegar eða verið svo þetta þessi skal hver eigi rétt allir ber sé hans þess þeim sér því né vera án",
    ),
    other(
        "áéíóúýðæø",
        "",
        "og at í á er sum ein ikki tað við um til av hjá fyri var hann hon tey eg hevur eru frá úr eftir tá \
         ella verið so hetta hesin skal hvør øll rætt eitt sær vera uttan teir",
    ),
    known(
        Lang::Fin,
        "äöåšž",
        "nen sta ssa lla lta lle iin aan een taa ttu tti set sen kin ksi ssä stä llä ltä tää ään tty oon uun \
         vat lut nut tus kse ien den mme ina isi ita",
        "ja on ei se että oli ovat mutta kun hän joka myös tai jos kuin niin ole sen olla ollut jo vain nyt \
         tämä tämän ne he minä sitä jotka eivät mukaan sekä hänen kanssa jälkeen vielä mitä miten miksi kuka \
         ennen yli alle ilman voi olisi siitä niiden eli koko siis me te sinä en vuonna joita jonka jossa \
         tässä heidän hänellä hänet sinun minun jokaisella jokainen kaikki sillä tulee vai alla et",
    ),
    known(
        Lang::Est,
        "äõöüšž",
        "sta sse tud ine ele ust ise ste lik ate ide ega ted ses mis vad lle",
        "ja on ei see et oli aga kui ta ning ka või mis kes oma selle siis nii ma ole olid seda need pole \
         veel pärast enne üle eest sest kas juba ära tema poolt tuleb kõik igal tal nende sellest mida kus \
         siin vaid ega nagu mitte peab me te sa en olla sea alla",
    ),
    known(
        Lang::Hun,
        "áéíóöőúüű",
        "nek nak ban ben ból ből nál hoz hez tól ről ról ség ság ett ott tak tek ása ése ály ány ást ést ért \
         val vel eni ani",
        "a az és hogy nem is egy meg ez volt de csak van el ki már be még mint vagy ha kell majd után szerint \
         között lesz lett lehet ami aki azt ezt ennek annak több sem minden nincs mert ezek azok most sok \
         volna voltak illetve pedig őt ő fel le mely akik amely mi te én miatt nélkül ellen alatt ne arra \
         erre saját joga más",
    ),
    known(
        Lang::Tur,
        "çğıöşüâîû",
        "lar ler dır dir ını ini nın nin dan den rak mek mak yor cak cek yla yle ası esi nda nde ına ine lık \
         lik mış miş ara eri arı len lan",
        "ve bir bu da de için ile ne çok daha gibi olan olarak var o en kadar sonra ise ama ki mi mı mu mü \
         değil her veya ya şu oldu olduğu etti dedi ben sen biz siz göre karşı diye önce nasıl neden yok \
         ancak hem tüm üzere bütün olması edilen kendi hiç onun bunun hakkı şey eden bile son edilir al den \
         dahil olmalıdır kabul",
    ),
    known(
        Lang::Aze,
        "çəğıöşü",
        "lar lər dır dir ını ini nın nin dan dən rak maq mək nda ndə ası lıq lik mış miş edə ara",
        "və bir bu da də üçün ilə nə çox daha kimi olan olaraq var o ən qədər sonra isə amma ki mi deyil hər \
         ya dedi mən sən biz siz görə edir etdi heç bütün öz onun hüququ olmalıdır edilir olması olduğu in al \
         son kabul",
    ),
    other(
        "çğıöşüñâäýňžəʻ",
        "",
        "hem we bilen bir bu da de üçin her bolan ya ýa o va bilan uchun ham har yoki emas ve edip kim",
    ),
    known(
        Lang::Pol,
        "ąćęłńóśźż",
        "ych ego ach ami nie owa ość emu ymi ały wać",
        "w i z na do nie się jest to że o a od po za przez dla jak ale co ze tak już był była było są jego \
         jej ich tym tego oraz czy być ma może które który która przed nad pod bez tylko także przy u sobie \
         ten ta te jako gdy roku mnie lub we ani każdy każdego jeszcze bardzo tej tych mi ja my on ona oni \
         aby go je ile one samo",
    ),
    known(
        Lang::Ces,
        "áčďéěíňóřšťúůýž",
        "ého ých ami ost nou ové vat ech ním",
        "a v na je se z že s do to o k ve pro by po ale za od si jako jsou byl byla bylo bude jeho jen již \
         které který která nebo jak až před při aby ze u co tak ještě také podle mezi bez pod nad i ten ta ty \
         ne není být každý má ani my on ona oni jejich ke proti však jej pole li",
    ),
    known(
        Lang::Slk,
        "áäčďéíĺľňóôŕšťúýž",
        "ého ých ami osť nou ové vať och ním",
        "a v na je sa z že s do to o k vo pre by po ale za od si ako sú bol bola bolo bude jeho len už ktoré \
         ktorý ktorá alebo pred pri aby zo u čo tak ešte aj podľa medzi bez pod nad i ten tá nie byť každý má \
         ani my on ona oni ich ku proti však so ho jej pole",
    ),
    known(
        Lang::Hrv,
        "čćđšž",
        "nje sti ima ama ost ski sko ati iti nih nog",
        "i u je na se da za s su od o a ne što šta koji koja koje kao bi iz ali sa to će po nije do bio bila \
         biti ili kako ako nakon posle prije pre samo još više između pod bez nad sve ovo taj ta te tako \
         svatko svako ima mi ja on ona oni pri k li ni niti svoje njegov mu ga prema protiv kad tu bilo isto \
         dan vi",
    ),
    known(
        Lang::Slv,
        "čšž",
        "nje sti ima ama ost ski sko ati iti nih ega ali",
        "in je v na se da za so z s od o a ne ki kot bi iz ali pa to po ni do bil bila bilo biti kako če pri \
         še tudi več med pod brez nad vse ta ter lahko ko sta pred ob zaradi tako smo ga k kdor vsak ima \
         pravico mu mi on ona jaz proti svoje niti le tem jo že samo",
    ),
    known(
        Lang::Lit,
        "ąčęėįšųūž",
        "mas imo ais ius tas oje yti ams",
        "ir į kad iš su yra tai o ne kaip bet už nuo dėl jo jos jų ar buvo bus apie po per tik tačiau ant \
         prie be šis ši kuris kuri kurie taip jau dar pagal turi kiekvienas teisę arba nei bei savo visi visų \
         i kur du",
    ),
    known(
        Lang::Lav,
        "āčēģīķļņšūž",
        "iem jas ais ums ība",
        "un ir ka no uz ar par to kas ne tas bet vai pie pēc kā arī lai nav ko jau tikai tiek bija būs savu \
         viņš viņa pret līdz šo šis šī vēl bez pirms katram tiesības cilvēkam visi nedrīkst viņu starp kur es \
         mēs kad var ja jo",
    ),
    known(
        Lang::Ind,
        "",
        "kan lah nya ang gan uan asi ter",
        "yang dan di dari untuk dengan ini itu pada tidak dalam akan ke adalah juga oleh sebagai telah dapat \
         lebih karena ada atau kepada saya kami mereka dia ia sudah bisa tahun para setelah antara tersebut \
         bahwa bagi seperti setiap orang berhak hak daripada ialah mana tak",
    ),
    known(
        Lang::Jav,
        "",
        "ake eng uga nge ane",
        "lan ing kang sing ora iku iki wis dadi karo saka kanggo marang utawa ana uga yen saben uwong wong \
         hak kabeh padha tumrap dening nduweni duwe darbe ya ari apa bisa para antarane lumrah",
    ),
    known(
        Lang::Tgl,
        "ñ",
        "ang ing han ong",
        "ang ng sa na mga ay at si ni kay para hindi ito may mula ako ka ko mo siya nila natin kung dahil \
         isang bawat o tao kanyang anumang nang upang lahat",
    ),
    known(
        Lang::Vie,
        "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
        "",
        "và của là có được trong cho không các những một với người này khi đã ở để từ về đến ra như tại vào \
         sẽ theo cũng do hay ai hai ba may can than em con cha in di vi tra",
    ),
    known(
        Lang::Epo,
        "ĉĝĥĵŝŭ",
        "ojn ajn toj ado igi ita ata",
        "la kaj de en al estas ne ke por kun per sur el ĝi li ŝi ili mi vi ni oni sed aŭ ĉu pri ĉi tiu kiu \
         kiel pli estis estos havas ĉiu sia lia ties da do se tio kio kies sen inter nun fino",
    ),
    known(
        Lang::Lat,
        "",
        "rum tur bus tis que ium ere are ent ant",
        "et in est non ad ut cum ex de qui quae quod sed si ab per sunt esse hoc nec enim etiam quam aut eius \
         pro atque ac a se ne iam sine vel sub inter erat me te tu nos",
    ),
    known(
        Lang::Cym,
        "âêîôûŵŷáéíóúäëïöü",
        "",
        "y yr a i o yn ac ar am ei eu ni nid mae oedd wedi gan gyda at fod hyn hon hwn neu ond bod yw ydy na \
         â dros pawb hawl dan un heb er nac is ef os le ai chi dal tu de all man ben",
    ),
    other(
        "áéíóú",
        "",
        "an na agus ar i a is go le do de ag tá bhí ní mar sé sí chun ó as nach sin seo faoi gach atá aige \
         ceart duine nó cé mé in den don un",
    ),
    other(
        "àèìòù",
        "",
        "an na agus air a is gu le do de aig tha bha cha mar chun bho gach no ann nan nam anns còir aca bidh \
         ri sin seo e",
    ),
    other(
        "ñ",
        "",
        "eta da ez du ere bat dira zen izan egin den baina edo dute dela hau hori zuen gabe arte bere izango \
         eskubidea pertsona orok de al ba nor",
    ),
    other(
        "çë",
        "",
        "dhe në e të i një për me nga është që së ka si më do janë nuk por kjo ky u mund pas se ose duhet \
         gjithë çdo tij drejtë ne te a apo po on",
    ),
    other(
        "ċġħżàèìòù",
        "",
        "u li ta il l tal fil għal minn ma dan din kien hija huwa jew kull hu ikun bla f b d t fi is",
    ),
    other(
        "âêôûúéë",
        "",
        "de it fan en yn is dat op te foar mei net oan om ek as mar by ut nei hat hy ik troch oer in of der \
         ta elts rjocht syn wurde hawwe sûnder",
    ),
    other(
        "äéëöü",
        "",
        "de d an den vun a mat fir ass op net dat en eng och mee sech huet hunn si sinn vum um déi der dass \
         all soll seng säi ouni oder mensch kee recht wéi se s",
    ),
    known(
        Lang::Rus,
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "ого ому ему ыми ими ных них ать ить ает ует ции ция ние ния ный ная ное ные ной ную сть сти ств тва ами ями ров тся ься лся ала ыла али или ены ено ана ано ики ета",
        "и в не на что с по как это из к за от о он она они у же но для при до или его её ее их так был была \
         были было чтобы если только после со во а я мы вы бы все ещё еще также который которые которая когда \
         об над под без между уже нет есть том этого может где против перед этот эта кто ли чем то той те",
    ),
    known(
        Lang::Ukr,
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
        "ого ому ими них ати ити ить ції ція ння сть сті ний ної ною ься ами ями ися ала или али ені ено ана ано тва ств ики ета",
        "і в у не на що з по як це із до за від о він вона вони та же але для при або його її їх так був була \
         були було щоб якщо тільки після зі а я ми ви б все ще також який які яка коли про над під без між \
         вже немає є цього може й проти перед цей хто чи де те то об",
    ),
    known(
        Lang::Bel,
        "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
        "ага ому ымі іць аць цыі ння сць сці ная ныя ное ася ала алі ена ана ано тва амі ямі",
        "і ў у не на што з па як гэта да за ад аб ён яна яны ж але для пры або яго яе іх так быў была былі \
         было каб калі толькі пасля са а я мы вы ўсе яшчэ таксама які якія якая пра над пад без паміж ужо \
         няма ёсць супраць хто ці дзе то",
    ),
    known(
        Lang::Bul,
        "абвгдежзийклмнопрстуфхцчшщъьюяѝ",
        "ото ата ите ият ция ции ние ния ски ене ано ана яне ван ама аха ени ове ява ета тва ств ики али или ала ная",
        "и в не на че с по как това от за се е да той тя те си са у но при до или го му ѝ им така беше бяха \
         ще ако само след със във а аз ние вие би всички още също който които която когато под без между вече \
         няма има като срещу преди този тази кой ли де о я може ви",
    ),
    known(
        Lang::Srp,
        "абвгдђежзијклљмнњопрстћуфхцчџш",
        "ије ога има ски ује ања ост сти ити ати ање ало ала али или ана ано ама ију ној них ова тва ств ике",
        "и у не на да је се за са од о а што који која које као би из али то ће по није до био била бити или \
         како ако након после пре само још више између под без над све ово тај он она они су к с против мој \
         ко где ли при има нема може исто",
    ),
    known(
        Lang::Mkd,
        "абвгдѓежзѕијклљмнњопрстќуфхцчџш",
        "ата ото ите ува ски ење ања ани ост иот ија ала или ени аат ови тва ств ики ано ана",
        "и во не на дека со по како ова од за се е да тој таа тие си сум у но при до или го му им така беше \
         беа ќе ако само а јас ние вие би сите уште исто кој кои која кога под без меѓу веќе нема има што \
         против пред овој о може над после",
    ),
    // The other languages in Cyrillic letters together.
    other(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіәғқңөұүһӣӯҳҷҡҙҫӑӗҥӧӱ",
        "",
        "да бу не мен та на у э и аз ба дар ва ё ки",
    ),
    known(
        Lang::Ara,
        "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي",
        "",
        "في من على إلى عن أن إن التي الذي هذا هذه ما لا لم لن كان كانت قد و مع بعد قبل بين كل أو ثم حتى عند \
         هو هي أي غير منذ خلال ذلك تلك الى ان وقد كما الذين أنه ولا دون ضد أكثر عام أمام تحت فوق",
    ),
    known(
        Lang::Pes,
        "ءآأؤئابپتثجچحخدذرزژسشصضطظعغفقکگلمنهوی",
        "",
        "در از به که و این را با است برای آن یک بر تا هم می نیز شد شده کرد کرده بود خود هر یا اما پس نه های \
         ها کند شود بین من ما قبل بعد کل دارد باشد او آنها بدون حق غیر",
    ),
    known(
        Lang::Urd,
        "ءآأؤئابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمںنوہۂۃھیےۓ",
        "",
        "کے کی میں ہے اور سے کا کو پر نے یہ ہیں کہ وہ اس ایک بھی تھا تھے تھی کر نہیں تو ہی گیا لیے کسی اپنے \
         اپنی ہر یا جو شخص حق",
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn traits_are_written_as_they_are_looked_up() {
        for traits in &TRAITS {
            let words: Vec<&str> = traits.words.split_ascii_whitespace().collect();
            let name = words[0];
            assert_eq!(words.iter().collect::<BTreeSet<_>>().len(), words.len(), "{name}");
            assert!(words.iter().all(|word| word.chars().all(char::is_alphabetic)), "{name}");
            assert!(words.iter().all(|word| word.to_lowercase() == *word), "{name}");
            let mut endings = traits.endings.split_ascii_whitespace();
            assert!(endings.all(|ending| ending.chars().count() == 3), "{name}");
            assert!(
                traits.letters.chars().all(|letter| !letter.is_ascii() && letter.is_alphabetic()),
                "{name}"
            );
        }
    }

    #[test]
    fn words_have_no_letters_that_their_language_lacks() {
        for traits in &TRAITS {
            for word in traits.words.split_ascii_whitespace().chain(traits.endings.split_ascii_whitespace()) {
                let lacking = word.chars().find(|&c| !c.is_ascii() && !traits.letters.contains(c));
                assert_eq!(lacking, None, "{word}");
            }
        }
    }
}
