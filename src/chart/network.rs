//! Who retells whom, as arcs between names that stand in the order of time.

use super::arc::{self, Arc};
use super::canvas::{Anchor, Area, Canvas, MARGIN, Type};
use super::text::{count, moment, percent, sentence};
use super::{Data, Drawing, Retold, Style, label};
use crate::corpus::Date;
use crate::error::Result;

/// Articles that retell each other.
pub struct NetworkFigure<'a> {
    /// One per article.
    pub labels: &'a [String],
    /// One per article.
    pub dates: &'a [Option<Date>],
    /// Who retells whom; pairs of articles that are none are passed over.
    pub told: &'a [Retold],
}

/// More names are not drawn: lines between them could not be followed.
const MOST_NODES: usize = 30;
/// Nor are more lines, and of these not all have their number: they would hide each other.
const MOST_LINKS: usize = 60;
const MOST_NUMBERS: usize = 24;
/// So many of those that retell the most retold article are drawn before any others.
const LINKS_OF_MOST_RETOLD: usize = 10;
/// Between groups of articles that have nothing to do with each other.
const GROUP_GAP: f64 = 16.0;
const DOT: f64 = 4.5;

impl NetworkFigure<'_> {
    /// Draws the figure `network`; of more than 30 articles those with the largest shares.
    ///
    /// The layout knows no chance: articles that are linked stand together, the earliest first.
    ///
    /// # Errors
    /// [`crate::Error::Parameter`] if the style's font is none.
    pub fn draw(&self, style: &Style) -> Result<Drawing> {
        let name = "network";
        let n = self.labels.len();
        let mut told: Vec<Retold> = self.told.iter().copied().filter(|told| is_sound(told, n)).collect();
        told.sort_by(|a, b| {
            b.share.total_cmp(&a.share).then((a.target, a.source).cmp(&(b.target, b.source)))
        });
        if told.is_empty() {
            return Ok(Drawing::nothing(name, "No article retells another, so there is no network."));
        }
        let linked = nodes(&told, usize::MAX).len();
        let mut data = Data::new(["article", "retells", "share of its words", "order by date"]);
        for told in &told {
            let order = if told.dated { "later" } else { "unknown" };
            let (target, source) = (self.labels[told.target].as_str(), self.labels[told.source].as_str());
            data.push([target, source, &percent(told.share), order]);
        }
        let links = told.len();
        // Who is retold is counted over all links: those that are not drawn hold too.
        let retold = self.retold(&told);
        let most_retold = most_retold(&retold);
        if let Some(row) = most_retold {
            told = with_first(told, row);
        }
        let kept = nodes(&told, MOST_NODES);
        told.retain(|told| kept.contains(&told.target) && kept.contains(&told.source));
        told.truncate(MOST_LINKS);
        let kept = nodes(&told, MOST_NODES);
        // The largest shares choose the place of their number first.
        told.sort_by(|a, b| b.share.total_cmp(&a.share));

        let title = format!(
            "The network of retellings: {} between {} of {}",
            count(links, "link"),
            super::text::thousands(linked),
            count(n, "article")
        );
        let mut canvas = Canvas::new(style, Style::WIDTH)?;
        let short = label::shorten(self.labels, &canvas.fonts, 12.0, 240.0);
        let finding = finding(&told, &retold, most_retold, &short);
        let mut lines = vec![
            finding.clone(),
            "The thicker the line, the larger the share of the retelling article's words; quotations are left apart.".to_owned(),
        ];
        lines.extend(not_all(told.len(), links, kept.len(), linked, most_retold));
        let y = canvas.heading(&title, &lines);
        let groups = self.groups(&kept, &told);
        let y = legend(&mut canvas, y, &told);
        let bottom = self.arcs(&mut canvas, y, &groups, &told, &retold);
        let mut notes = Vec::new();
        if linked < n {
            let rest = n - linked;
            let verb = if rest == 1 { "shares" } else { "share" };
            notes.push(format!("{} {verb} no prose with any other.", count(rest, "article")));
        }
        canvas.trim();
        let bottom = canvas.notes(bottom, &notes);
        let about = format!("Network of {} between {}", count(links, "retelling"), count(linked, "article"));
        canvas.finish(name, title, sentence(&about, &finding), data, bottom)
    }

    /// By how many later articles each is retold.
    fn retold(&self, told: &[Retold]) -> Vec<usize> {
        let mut retold = vec![0; self.labels.len()];
        told.iter().filter(|told| told.dated).for_each(|told| retold[told.source] += 1);
        retold
    }

    /// Articles that are linked, directly or through others, together and by date; the largest group first.
    fn groups(&self, kept: &[usize], told: &[Retold]) -> Vec<Vec<usize>> {
        let mut group: Vec<usize> = (0..self.labels.len()).collect();
        // Each article points to the smallest of its group; the few links are gone through until nothing changes.
        loop {
            let mut changed = false;
            for told in told {
                let least = group[told.target].min(group[told.source]);
                for row in [told.target, told.source] {
                    changed |= group[row] != least;
                    group[row] = least;
                }
            }
            if !changed {
                break;
            }
        }
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for &row in kept {
            match groups.iter_mut().find(|members| group[members[0]] == group[row]) {
                Some(members) => members.push(row),
                None => groups.push(vec![row]),
            }
        }
        let first = |row: usize| self.dates.get(row).copied().flatten().map(Date::first);
        for members in &mut groups {
            members.sort_by_key(|&row| (first(row).is_none(), first(row), row));
        }
        groups.sort_by_key(|members| (std::cmp::Reverse(members.len()), members[0]));
        groups
    }

    /// The names and the lines between them; gives the height below.
    fn arcs(
        &self,
        canvas: &mut Canvas<'_>,
        y: f64,
        groups: &[Vec<usize>],
        told: &[Retold],
        retold: &[usize],
    ) -> f64 {
        let rows: Vec<usize> = groups.iter().flatten().copied().collect();
        let (pitch, size) = match rows.len() {
            0..=8 => (44.0, 11.5),
            9..=16 => (34.0, 11.0),
            _ => (25.0, 10.5),
        };
        let set = canvas.label(size);
        let caption = canvas.caption(size - 1.0);
        let names: Vec<&str> = rows.iter().map(|&row| self.labels[row].as_str()).collect();
        let names = label::shorten(&names, &canvas.fonts, size, (canvas.width * 0.26).min(230.0));
        let date = |row: usize| self.dates.get(row).copied().flatten().map(moment);
        let widest = |texts: &mut dyn Iterator<Item = f64>| texts.fold(0.0, f64::max);
        let label_width = widest(&mut names.iter().map(|name| canvas.text_width(name, set)));
        let dates: Vec<String> = rows.iter().map(|&row| date(row).unwrap_or_default()).collect();
        let date_width = widest(&mut dates.iter().map(|date| canvas.text_width(date, caption)));
        let date_left = MARGIN + label_width + 14.0;
        let x = date_left + date_width + if date_width > 0.0 { 14.0 } else { 0.0 };

        let mut at = vec![0.0; self.labels.len()];
        let mut top = y;
        for members in groups {
            for &row in members {
                at[row] = top + pitch / 2.0;
                top += pitch;
            }
            top += GROUP_GAP;
        }
        let bottom = top - GROUP_GAP;

        let most = (canvas.width - MARGIN - 46.0 - x).max(40.0);
        let arcs: Vec<Arc> = arc::place(told, &at, pitch, most);
        for arc in arcs.iter().rev() {
            let colour = if arc.told.dated { canvas.style.accent() } else { canvas.style.muted };
            arc.draw(canvas, x + DOT + 3.0, colour);
        }
        let mut taken: Vec<Area> = Vec::new();
        for arc in arcs.iter().take(MOST_NUMBERS) {
            label_of(canvas, arc, x + DOT + 3.0, &mut taken);
        }
        for ((&row, name), date) in rows.iter().zip(&names).zip(&dates) {
            canvas.text_beside((MARGIN + label_width, at[row]), Anchor::End, set, name.as_str());
            canvas.text_beside((date_left, at[row]), Anchor::Start, caption, date.as_str());
            dot(canvas, (x, at[row]), retold[row] > 0);
        }
        bottom
    }
}

fn is_sound(told: &Retold, n: usize) -> bool {
    told.target.max(told.source) < n
        && told.target != told.source
        && told.share > 0.0
        && told.share.is_finite()
}

/// Who is retold by most, and by more than one.
fn most_retold(retold: &[usize]) -> Option<usize> {
    let most = (0..retold.len()).max_by_key(|&row| (retold[row], std::cmp::Reverse(row)));
    most.filter(|&row| retold[row] > 1)
}

/// With the largest of the links that make an article the most retold before all others, so that it is drawn with some of
/// those that retell it, however small the shares.
fn with_first(told: Vec<Retold>, row: usize) -> Vec<Retold> {
    let mut left = LINKS_OF_MOST_RETOLD;
    let (first, rest): (Vec<Retold>, Vec<Retold>) = told.into_iter().partition(|told| {
        let is_first = told.source == row && told.dated && left > 0;
        left -= usize::from(is_first);
        is_first
    });
    [first, rest].concat()
}

/// Who is retold by most, or the largest share.
fn finding(told: &[Retold], retold: &[usize], most_retold: Option<usize>, short: &[String]) -> String {
    match most_retold {
        Some(row) => format!("Most retold: {}, by {}.", short[row], count(retold[row], "later article")),
        None => told[0].sentence(short),
    }
}

/// What is said where not every link or not every linked article is drawn.
fn not_all(
    drawn: usize,
    links: usize,
    kept: usize,
    linked: usize,
    most_retold: Option<usize>,
) -> Option<String> {
    let (of_links, of_articles) = (super::text::thousands(links), super::text::thousands(linked));
    if kept < linked {
        let which = match most_retold {
            Some(_) => "around the most retold and with the largest shares",
            None => "with the largest shares",
        };
        Some(format!(
            "Drawn are the {kept} of {of_articles} linked articles {which}, and {drawn} of {of_links} links."
        ))
    } else {
        (drawn < links).then(|| format!("Drawn are the {drawn} largest of {of_links} links."))
    }
}

/// The articles of the largest links, up to `most`, in their order.
fn nodes(told: &[Retold], most: usize) -> Vec<usize> {
    let mut kept: Vec<usize> = Vec::new();
    let mut seen = rustc_hash::FxHashSet::default();
    for told in told {
        let new = [told.target, told.source].into_iter().filter(|row| !seen.contains(row)).count();
        if kept.len() + new > most {
            continue;
        }
        kept.extend([told.target, told.source].into_iter().filter(|&row| seen.insert(row)));
    }
    kept.sort_unstable();
    kept
}

/// Filled for an article that others retell, hollow for one that only retells.
fn dot(canvas: &mut Canvas<'_>, at: (f64, f64), retold: bool) {
    canvas.circle(at, DOT + 0.5, canvas.style.ink, 1.0);
    if !retold {
        canvas.circle(at, DOT - 1.0, canvas.style.background, 1.0);
    }
}

/// What lines and dots mean; gives the height below it.
fn legend(canvas: &mut Canvas<'_>, y: f64, told: &[Retold]) -> f64 {
    let set = canvas.label(11.0);
    let accent = canvas.style.accent();
    let (mut x, mut y) = (MARGIN, y - 2.0);
    let dated = told.iter().any(|told| told.dated);
    let entries: [(bool, &str); 4] = [
        (dated, "from the earlier text to the one that retells it"),
        (told.iter().any(|told| !told.dated), "the dates do not say who was first"),
        (dated, "retold by others"),
        (dated, "only retells"),
    ];
    for (at, (_, words)) in entries.iter().enumerate().filter(|(_, (there, _))| *there) {
        let room = if at < 2 { 36.0 } else { 16.0 };
        let width = room + canvas.text_width(words, set);
        if x > MARGIN && x + width > canvas.width - MARGIN {
            (x, y) = (MARGIN, y + 20.0);
        }
        match at {
            0 => {
                canvas.line(vec![(x, y), (x + 20.0, y)], 3.0, accent);
                canvas.polygon(vec![(x + 29.0, y), (x + 19.0, y - 5.5), (x + 19.0, y + 5.5)], accent, 1.0);
            }
            1 => canvas.line(vec![(x, y), (x + 29.0, y)], 3.0, canvas.style.muted),
            _ => dot(canvas, (x + 5.0, y), at == 2),
        }
        canvas.text_beside((x + room, y), Anchor::Start, set, *words);
        x += width + 22.0;
    }
    y + 20.0
}

/// The share beside the line, on paper, where no other number stands; the large shares choose first.
fn label_of(canvas: &mut Canvas<'_>, arc: &Arc, x: f64, taken: &mut Vec<Area>) {
    let set = Type { bold: false, ..canvas.label(10.5) };
    let words = percent(arc.told.share);
    let (width, height) = (canvas.text_width(&words, set) + 5.0, 14.0);
    for t in [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74] {
        let (px, py) = arc.at(x, t);
        let area = Area::new(px - width / 2.0, py - height / 2.0, width, height);
        let free = taken.iter().all(|other| {
            area.right() < other.x
                || other.right() < area.x
                || area.bottom() < other.y
                || other.bottom() < area.y
        });
        if free && area.right() < canvas.width - 4.0 {
            canvas.rectangle(area, canvas.style.background);
            canvas.text_beside((px, py), Anchor::Middle, set, words);
            taken.push(area);
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(target: usize, source: usize, share: f64) -> Retold {
        Retold { target, source, share, dated: true }
    }

    #[test]
    fn linked_articles_stand_together_in_the_order_of_their_dates() {
        let labels: Vec<String> = (0..7).map(|row| format!("a{row}")).collect();
        let day = |day: u8| Some(format!("2025-05-{day:02}").parse().unwrap());
        let dates = [day(3), day(1), day(9), day(2), None, day(5), day(4)];
        let links = [told(0, 3, 0.5), told(3, 1, 0.4), told(4, 1, 0.1), told(5, 6, 0.9)];
        let figure = NetworkFigure { labels: &labels, dates: &dates, told: &links };
        let kept = nodes(&links, 30);
        assert_eq!(kept, [0, 1, 3, 4, 5, 6]);
        assert_eq!(figure.groups(&kept, &links), [vec![1, 3, 0, 4], vec![6, 5]]);
    }

    #[test]
    fn of_many_articles_the_largest_shares_are_kept() {
        let links: Vec<Retold> = (0..40).map(|at| told(2 * at, 2 * at + 1, 1.0 - at as f64 / 50.0)).collect();
        assert_eq!(nodes(&links, MOST_NODES), (0..30).collect::<Vec<_>>());
    }

    #[test]
    fn who_is_retold_most_is_counted_over_links_that_are_not_drawn_too() {
        let mut links: Vec<Retold> = (0..20).map(|at| told(2 * at, 2 * at + 1, 0.9)).collect();
        links.extend([told(41, 40, 0.2), told(42, 40, 0.2), told(0, 3, 0.8)]);
        let labels: Vec<String> = (0..43).map(|row| format!("a{row}")).collect();
        let figure = NetworkFigure { labels: &labels, dates: &[], told: &links };
        let Drawing::Drawn(drawn) = figure.draw(&Style::light()).unwrap() else { panic!("left out") };
        assert!(drawn.alt.contains("ost retold: a3, by 2 later articles"), "{}", drawn.alt);
        assert_eq!(
            not_all(16, 23, 30, 43, None).unwrap(),
            "Drawn are the 30 of 43 linked articles with the largest shares, and 16 of 23 links."
        );
        assert!(drawn.svg.contains("Drawn are the 30 of 43 linked articles around"));
        let more = [links.as_slice(), &[told(39, 40, 0.1)]].concat();
        let figure = NetworkFigure { labels: &labels, dates: &[], told: &more };
        let Drawing::Drawn(drawn) = figure.draw(&Style::light()).unwrap() else { panic!("left out") };
        assert!(drawn.alt.contains("ost retold: a40, by 3 later articles"), "{}", drawn.alt);
        assert!(["a39", "a40", "a41", "a42"].iter().all(|name| drawn.svg.contains(&format!("\n{name}\n"))));
    }

    #[test]
    fn links_that_cannot_be_are_passed_over() {
        let labels = ["a".to_owned(), "b".to_owned()];
        let odd = [told(0, 0, 0.5), told(0, 9, 0.5), told(0, 1, f64::NAN), told(1, 0, 0.0)];
        let figure = NetworkFigure { labels: &labels, dates: &[], told: &odd };
        assert!(matches!(figure.draw(&Style::light()).unwrap(), Drawing::LeftOut(_)));
    }
}
