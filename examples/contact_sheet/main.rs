//! Every figure in every size and style, on sheets to look at.
//!
//! `cargo run --release --example contact_sheet -- OUT [ARTICLES …] [FONT]` draws the figures of made-up articles, 1, 2, 5,
//! 12, 60 and 300 of them unless told, called by names of 3 and of 80 letters, Latin and Chinese (where FONT or a Noto
//! font of the system has the letters), light, dark and for print, at 1 and 2 pixels a unit: a sheet for each into OUT,
//! and an `index.html` to leaf through. Without OUT one small set is drawn and only counted.

#![allow(clippy::print_stdout, reason = "an example shows what it does")]

mod made_up;

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use made_up::Names;
use resvg::tiny_skia::{Color, Pixmap, PixmapPaint, Transform};
use retell::chart::{self, Colour, ConfusionFigure, Drawing, Figures, PrintSize, Style, UNITS_PER_INCH};
use retell::themes::Label;
use retell::{Analysis, Config};

/// Where Linux systems keep a font with Chinese letters.
const CJK: [&str; 2] = [
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
];

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let out = words.next().map(PathBuf::from);
    let rest: Vec<String> = words.collect();
    let mut sizes: Vec<usize> = rest.iter().filter_map(|word| word.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![1, 2, 5, 12, 60, 300];
    }
    let Some(out) = out else {
        let analysis = analysed(2, Names::Short)?;
        let figures = drawn(&analysis, &Style::light())?;
        println!("{} figures drawn, {} left out", figures.drawn.len(), figures.left_out.len());
        return Ok(());
    };
    std::fs::create_dir_all(&out)?;
    let given = rest.iter().find(|word| word.parse::<usize>().is_err()).map(PathBuf::from);
    let font = given.into_iter().chain(CJK.map(PathBuf::from)).find(|path| path.is_file());
    let font = font.map(std::fs::read).transpose()?;
    if font.is_none() {
        println!("no font with Chinese letters is at hand: names are Latin only");
    }
    let mut index = String::from("<!doctype html><meta charset=utf-8><title>Contact sheets</title><body>\n");
    for n in sizes {
        for names in [Names::Short, Names::Long, Names::ShortChinese, Names::LongChinese, Names::Hostile] {
            if names.is_chinese() && font.is_none() {
                continue;
            }
            let analysis = analysed(n, names)?;
            for (theme, style) in
                [("light", Style::light()), ("dark", Style::dark()), ("print", Style::print())]
            {
                let font = font.clone().filter(|_| names.is_chinese());
                let style = Style { font, ..style };
                let figures = drawn(&analysis, &style)?;
                for scale in [1, 2] {
                    let file = format!("{n:03}_{}_{theme}_{scale}x.png", names.word());
                    sheet(&figures, style.background, f64::from(scale), &out.join(&file))?;
                    writeln!(index, "<h2>{file}</h2><img src=\"{file}\" width=2100 loading=lazy>")?;
                }
                println!("{n} articles, {} names, {theme}: {} figures", names.word(), figures.drawn.len());
            }
        }
    }
    std::fs::write(out.join("index.html"), index)?;
    Ok(())
}

fn analysed(n: usize, names: Names) -> retell::Result<Analysis> {
    Analysis::of(made_up::corpus(n, names)?, &Config::default(), |_| {})
}

/// The figures of a run, and those that need labels of someone else: here, what the paragraphs were made of.
fn drawn(analysis: &Analysis, style: &Style) -> retell::Result<Figures> {
    let mut figures = chart::figures(analysis, style)?;
    let names: Vec<String> = analysis.themes.names.iter().cloned().chain(["other".to_owned()]).collect();
    let mut counts = vec![vec![0; names.len()]; names.len()];
    for entry in &analysis.themes.paragraphs {
        let document = &analysis.corpus[entry.document];
        let text = document.slice(document.paragraphs()[entry.paragraph].span);
        let found = match entry.label {
            Label::Theme(theme) => theme,
            Label::Other => names.len() - 1,
            Label::Boilerplate => continue,
        };
        counts[made_up::subject(text).min(names.len() - 1)][found] += 1;
    }
    match (ConfusionFigure { gold: &names, found: &names, counts: &counts }).draw(style)? {
        Drawing::Drawn(figure) => figures.drawn.push(*figure),
        Drawing::LeftOut(left_out) => figures.left_out.push(left_out),
    }
    Ok(figures)
}

/// All figures on one picture, in two columns, each below the shorter one.
fn sheet(figures: &Figures, paper: Colour, scale: f64, file: &Path) -> Result<(), Box<dyn Error>> {
    let gap = (20.0 * scale) as u32;
    let column = (1000.0 * scale) as u32 + gap;
    let pngs = figures.pngs(PrintSize { width: None, dpi: scale * UNITS_PER_INCH })?;
    let mut ends = [gap; 2];
    let mut placed = Vec::new();
    for png in pngs {
        let picture = Pixmap::decode_png(&png)?;
        let at = usize::from(ends[1] < ends[0]);
        let place = (gap + at as u32 * column, ends[at]);
        ends[at] += picture.height() + gap;
        placed.push((picture, place));
    }
    let (width, height) = (2 * column + gap, ends[0].max(ends[1]));
    let mut sheet = Pixmap::new(width, height).ok_or("a sheet without a picture")?;
    let edge = if paper.luminance() > 0.5 { 0xDD } else { 0x44 };
    sheet.fill(Color::from_rgba8(edge, edge, edge, 255));
    for (picture, (x, y)) in placed {
        let paint = PixmapPaint::default();
        sheet.draw_pixmap(x as i32, y as i32, picture.as_ref(), &paint, Transform::identity(), None);
    }
    sheet.save_png(file)?;
    Ok(())
}
