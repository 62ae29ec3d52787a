//! Made-up results: plausible numbers from a fixed generator, labels plain and hostile.

use super::super::*;
use crate::error::Result;
use crate::themes::mix::shares;

/// A small fixed generator (splitmix64), so that samples need no seed from outside.
pub(super) struct Draws(pub(super) u64);

impl Draws {
    pub(super) fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }

    pub(super) fn below(&mut self, n: usize) -> usize {
        ((self.next() * n as f64) as usize).min(n.saturating_sub(1))
    }
}

/// How the articles are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ids {
    /// `000_29331450545e080b`
    Hash,
    /// `a1`
    Short,
    /// Everything that makes trouble.
    Hostile,
}

pub(super) fn labels(n: usize, ids: Ids) -> Vec<String> {
    let mut draws = Draws(7);
    let stem = "the-daily-example-of-the-far-away-province-2025-05-08";
    (0..n)
        .map(|row| match ids {
            Ids::Short => format!("a{row}"),
            Ids::Hash => {
                let hash = (draws.next() * (1u64 << 53) as f64) as u64;
                format!("{row:03}_{:016x}", hash.wrapping_mul(0x9E37_79B9_7F4A_7C15))
            }
            Ids::Hostile => match row % 12 {
                0 => format!("{stem}-front-page-late-edition-{row:03}"),
                1 => format!("{stem}-{row:03}-front-page-late-edition-of-the-same-day"),
                2 => format!("<script>alert(\"{row}\")</script>"),
                3 => format!("報道記事の識別子第{row}号共同通信社配信東京発二〇二五年五月八日朝刊"),
                4 => format!("مقال صحفي عن الطاقة والتجارة رقم {row}"),
                5 => format!("line\nbreak\tand\u{0}nul {row}\u{202E}turned"),
                6 => format!("🦀🔥👩‍👩‍👧‍👦 emoji {row}"),
                7 => format!("a&b;&lt;{row}'\"--> ]]>"),
                8 => format!("  spaced   out {row}  "),
                9 => format!("e\u{301}\u{301}\u{301}\u{302}combining{row}"),
                10 => "W".repeat(10_000) + &row.to_string(),
                _ => format!("{row}"),
            },
        })
        .collect()
}

/// One set of results.
pub(super) struct Sample {
    pub(super) labels: Vec<String>,
    pub(super) cosine: Vec<Vec<f64>>,
    pub(super) order: Vec<usize>,
    pub(super) reuse: Vec<Vec<Option<f64>>>,
    pub(super) strips: Vec<ReuseStrip>,
    pub(super) themes: Vec<String>,
    pub(super) segments: Vec<Vec<Segment>>,
    pub(super) terms: Vec<Vec<WeightedTerm>>,
    pub(super) points: Vec<MapPoint>,
}

impl Sample {
    /// `n` articles in a few stories; articles of one story share words and passages.
    pub(super) fn new(n: usize, ids: Ids) -> Self {
        let mut draws = Draws(n as u64 + 1);
        let labels = labels(n, ids);
        let stories = (n / 4).max(1);
        let story: Vec<usize> = (0..n).map(|_| draws.below(stories)).collect();
        let mut cosine = vec![vec![0.0; n]; n];
        for a in 0..n {
            for b in a + 1..n {
                let base = if story[a] == story[b] { 0.35 } else { 0.02 };
                let value = base + draws.next() * if story[a] == story[b] { 0.5 } else { 0.1 };
                let value = if draws.next() < 0.1 && story[a] != story[b] { 0.0 } else { value };
                (cosine[a][b], cosine[b][a]) = (value, value);
            }
        }
        let order = leaves(&cosine);

        let themes: Vec<String> = ["energy", "military", "ukraine", "trade"].map(str::to_owned).to_vec();
        let centres = [(0.6, 0.1), (-0.4, 0.5), (-0.5, 0.1), (0.2, -0.5), (0.0, 0.0)];
        let mut segments = Vec::new();
        let mut points = Vec::new();
        for _ in 0..n {
            let paragraphs = 5 + draws.below(18);
            let mut article = Vec::new();
            for at in 0..paragraphs {
                let pick = draws.below(6);
                let part = if at > 2 && draws.next() < 0.12 {
                    Part::Boilerplate
                } else if pick < 4 {
                    Part::Theme(pick)
                } else {
                    Part::Other
                };
                article.push(Segment { length: 40 + draws.below(600), part });
                let (x, y) = centres[pick.min(4)];
                let spread = |draws: &mut Draws| (draws.next() + draws.next() - 1.0) * 0.4;
                points.push(MapPoint { at: (x + spread(&mut draws), y + spread(&mut draws)), part });
            }
            segments.push(article);
        }

        let length = |row: usize| segments[row].iter().map(|segment: &Segment| segment.length).sum::<usize>();
        let mut strips: Vec<ReuseStrip> =
            (0..n).map(|row| ReuseStrip { length: length(row), ..ReuseStrip::default() }).collect();
        let mut reuse = vec![vec![Some(0.0); n]; n];
        for target in 0..n {
            for source in (0..n).filter(|&source| source != target && story[source] == story[target]) {
                if draws.next() < 0.35 {
                    continue;
                }
                let mut total = 0;
                for _ in 0..1 + draws.below(4) {
                    let size = (20.0 + draws.next() * draws.next() * 0.2 * length(target) as f64) as usize;
                    let start = draws.below(length(target).saturating_sub(size).max(1));
                    let taken =
                        [Taken::Copied, Taken::Copied, Taken::Rewritten, Taken::Quoted][draws.below(4)];
                    strips[target].passages.push(StripPassage { start, end: start + size, source, taken });
                    total += size;
                }
                reuse[target][source] = Some((total as f64 / length(target) as f64).min(1.0));
            }
            if n > 3 && target == n - 2 {
                reuse[target] = vec![None; n];
            }
            let union: f64 = reuse[target].iter().copied().flatten().sum();
            strips[target].novelty = reuse[target][0].map(|_| 1.0 - union.min(0.97));
            let mut at = 0;
            for segment in &segments[target] {
                if segment.part == Part::Boilerplate {
                    strips[target].masked.push((at, at + segment.length));
                }
                at += segment.length;
            }
        }

        let words = [
            [
                "oil",
                "gas",
                "pipeline",
                "barrel",
                "prices",
                "refinery",
                "crude",
                "sanctions on energy exports",
                "LNG",
                "export",
                "x",
            ],
            [
                "army",
                "troops",
                "missile",
                "drone",
                "attack",
                "front",
                "brigade",
                "defence ministry",
                "air",
                "strike",
                "x",
            ],
            [
                "Kyiv",
                "Ukraine",
                "president",
                "Donetsk",
                "war",
                "peace",
                "talks",
                "Ukrainian",
                "ceasefire",
                "border",
                "x",
            ],
            [
                "tariff", "trade", "imports", "deal", "customs", "steel", "quota", "duty", "partner", "tax",
                "x",
            ],
        ];
        let terms = words
            .iter()
            .map(|list| {
                let top = 0.06 + draws.next() * 0.1;
                list.iter()
                    .enumerate()
                    .map(|(at, term)| WeightedTerm {
                        term: (*term).to_owned(),
                        weight: top / (1.0 + 0.35 * at as f64),
                    })
                    .collect()
            })
            .collect();
        Self { labels, cosine, order, reuse, strips, themes, segments, terms, points }
    }

    /// Without reuse and themes.
    pub(super) fn without_findings(n: usize) -> Self {
        let mut sample = Self::new(n, Ids::Hash);
        sample.cosine = vec![vec![0.0; n]; n];
        sample.reuse = vec![vec![Some(0.0); n]; n];
        for strip in &mut sample.strips {
            strip.passages.clear();
            strip.novelty = Some(1.0);
        }
        sample.themes.clear();
        sample.terms.clear();
        sample.points.clear();
        sample
    }

    /// Articles without a character.
    pub(super) fn without_text(n: usize) -> Self {
        let mut sample = Self::without_findings(n);
        sample.themes = Self::new(1, Ids::Short).themes;
        sample.terms = vec![Vec::new(); 4];
        sample.segments = vec![Vec::new(); n];
        sample.strips = vec![ReuseStrip::default(); n];
        sample.reuse = vec![vec![None; n]; n];
        sample
    }

    /// The figures that are drawn in `style`.
    pub(super) fn figures_in(&self, style: &Style) -> Result<Vec<Figure>> {
        Ok(self.drawings(style)?.into_iter().filter_map(Drawing::figure).collect())
    }

    pub(super) fn figures(&self) -> Result<Vec<Figure>> {
        self.figures_in(&Style::light())
    }

    /// Every figure of a run, and those of discovery.
    pub(super) fn drawings(&self, style: &Style) -> Result<Vec<Drawing>> {
        let (labels, n) = (&self.labels, self.labels.len());
        let themes = ThemeNames { names: &self.themes, colours: &[] };
        let own = |row: &Vec<Segment>| row.iter().filter(|segment| segment.part != Part::Boilerplate).count();
        let paragraphs: Vec<usize> = self.segments.iter().map(own).collect();
        let total = paragraphs.iter().sum();
        let lengths: Vec<Vec<usize>> =
            self.segments.iter().map(|article| lengths(article, self.themes.len())).collect();
        let shares: Vec<Vec<f64>> = lengths.iter().map(|lengths| shares(lengths)).collect();
        let union: Vec<Option<f64>> =
            self.strips.iter().map(|strip| strip.novelty.map(|share| 1.0 - share)).collect();
        let of_theme: Vec<usize> = (0..self.themes.len())
            .map(|theme| {
                self.segments.iter().flatten().filter(|segment| segment.part == Part::Theme(theme)).count()
            })
            .collect();
        let cosines: Vec<f64> =
            (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b))).map(|(a, b)| self.cosine[a][b]).collect();
        let told = self.told();
        let dates = self.dates();
        let sources: Vec<Option<String>> =
            (0..n).map(|row| (row % 7 != 6).then(|| self.labels[row % (n / 3).max(1)].clone())).collect();
        let seeds: Vec<Vec<SeedUse>> = self.seeds();
        let confusion: Vec<Vec<usize>> = (0..self.themes.len())
            .map(|row| (0..self.themes.len()).map(|column| (row * 7 + column * 3 + n) % 23).collect())
            .collect();
        let stability: Vec<f64> = (0..self.themes.len()).map(|theme| 1.0 - 0.17 * theme as f64).collect();
        let halved: Vec<f64> = stability.iter().map(|share| share * 0.9).collect();
        Ok(vec![
            SimilarityFigure {
                labels,
                paragraphs: total,
                cosine: &|a, b| Some(self.cosine[a][b]),
                order: &self.order,
                tree: true,
            }
            .draw(style)?,
            SimilarityHistogramFigure {
                articles: n,
                pairs: cosines.len(),
                all_known: true,
                threshold: crate::similarity::standing_out(&cosines),
                cosines: &cosines,
            }
            .draw(style)?,
            ReuseFigure {
                labels,
                paragraphs: total,
                reuse: &|a, b| self.reuse[a][b],
                union: &union,
                order: &self.order,
                told: &told,
            }
            .draw(style)?,
            ReuseStripsFigure { labels, paragraphs: total, strips: &self.strips }.draw(style)?,
            NetworkFigure { labels, dates: &dates, told: &told }.draw(style)?,
            TimelineFigure { labels, dates: &dates, told: &told }.draw(style)?,
            ThemesByArticleFigure { labels, themes, shares: &shares, paragraphs: &paragraphs }.draw(style)?,
            ThemeStripsFigure { labels, themes, articles: &self.segments }.draw(style)?,
            ThemeTermsFigure { articles: n, themes, terms: &self.terms, paragraphs: &of_theme }
                .draw(style)?,
            ParagraphMapFigure { articles: n, themes, points: &self.points }.draw(style)?,
            ThemesBySourceFigure { themes, sources: &sources, lengths: &lengths }.draw(style)?,
            ThemesOverTimeFigure { themes, dates: &dates, lengths: &lengths }.draw(style)?,
            SeedCoverageFigure { articles: n, themes, seeds: &seeds }.draw(style)?,
            StabilityFigure {
                themes,
                unit: "paragraph",
                sizes: &of_theme,
                seeds: Agreement { by_theme: &stability, overall: 0.91, runs: 10, enough: 0.8 },
                halves: Agreement { by_theme: &halved, overall: 0.84, runs: 10, enough: 0.75 },
            }
            .draw(style)?,
            ConfusionFigure { gold: &self.themes, found: &self.themes, counts: &confusion }.draw(style)?,
        ])
    }

    /// Who retells whom: the directions of `reuse`, each pair once.
    fn told(&self) -> Vec<Retold> {
        let n = self.labels.len();
        let pairs = (0..n).flat_map(|a| (0..a).map(move |b| (a, b)));
        let mut told: Vec<Retold> = pairs
            .filter_map(|(target, source)| {
                let share = self.reuse[target][source].filter(|share| *share > 0.0)?;
                Some(Retold { target, source, share, dated: (target + source) % 5 != 0 })
            })
            .collect();
        told.sort_by(|a, b| b.share.total_cmp(&a.share));
        told
    }

    /// Days of two months, some known to the second, some to the month, some not at all.
    fn dates(&self) -> Vec<Option<crate::corpus::Date>> {
        let date = |row: usize| match row % 9 {
            3 => format!("2025-05-{:02}T{:02}:30:00Z", 1 + row % 28, row % 24),
            5 => "2025-04".to_owned(),
            7 => String::new(),
            _ => format!("2025-05-{:02}", 1 + (row * 3) % 28),
        };
        (0..self.labels.len()).map(|row| date(row).parse().ok()).collect()
    }

    fn seeds(&self) -> Vec<Vec<SeedUse>> {
        let seed = |theme: usize, at: usize| SeedUse {
            seed: if at == 5 { "w".repeat(10_000) } else { format!("seed {theme} {at}") },
            paragraphs: (at * 13 + theme * 5) % 17,
            articles: at % 4,
        };
        (0..self.themes.len()).map(|theme| (0..theme * 9).map(|at| seed(theme, at)).collect()).collect()
    }
}

/// Characters of each theme, then of *other*.
fn lengths(article: &[Segment], themes: usize) -> Vec<usize> {
    let mut lengths = vec![0usize; themes + 1];
    for segment in article {
        match segment.part {
            Part::Theme(theme) if theme < themes => lengths[theme] += segment.length,
            Part::Theme(_) | Part::Other => lengths[themes] += segment.length,
            Part::Boilerplate => {}
        }
    }
    lengths
}

/// The leaf order of average linkage, so that the tree beside the heatmap is the true one.
fn leaves(cosine: &[Vec<f64>]) -> Vec<usize> {
    let mut groups: Vec<Vec<usize>> = (0..cosine.len()).map(|row| vec![row]).collect();
    while groups.len() > 1 {
        let mut best = (0, 1, -1.0);
        for a in 0..groups.len() {
            for b in a + 1..groups.len() {
                let sum: f64 =
                    groups[a].iter().flat_map(|&i| groups[b].iter().map(move |&j| cosine[i][j])).sum();
                let mean = sum / (groups[a].len() * groups[b].len()) as f64;
                if mean > best.2 {
                    best = (a, b, mean);
                }
            }
        }
        let right = groups.remove(best.1);
        groups[best.0].extend(right);
    }
    groups.pop().unwrap_or_default()
}
