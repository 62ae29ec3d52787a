//! The charts of a benchmark, on numbers of every size and on numbers that are none.

use super::super::*;
use super::laws::faults;

const NAMES: [&str; 7] = ["read", "decode", "scan", "intern", "stem", "count", "weigh"];

/// Numbers as a benchmark could give them: costs for each stage, floors, sizes and threads.
struct Speed {
    own: Vec<f64>,
    floors: [f64; 2],
    sizes: Vec<(usize, f64)>,
    threads: Vec<(usize, f64)>,
}

impl Speed {
    fn drawings(&self) -> [Drawing; 3] {
        let style = Style::default();
        let mut total = 0.0;
        let stages: Vec<StageCost> = NAMES
            .iter()
            .cycle()
            .zip(&self.own)
            .map(|(name, &own)| {
                total += own;
                StageCost { name, about: "a few words on what it does", own, total, below_spread: own < 0.05 }
            })
            .collect();
        let floors = [
            FloorLine { name: "memory read", ns_per_byte: self.floors[0] },
            FloorLine { name: "memchr", ns_per_byte: self.floors[1] },
        ];
        let sizes: Vec<SizeTime> = self
            .sizes
            .iter()
            .map(|&(bytes, ns)| SizeTime { bytes, ns_per_byte: ns, least: 0.9 * ns, most: 1.3 * ns })
            .collect();
        let threads: Vec<ThreadSpeed> = self
            .threads
            .iter()
            .map(|&(threads, speed_up)| ThreadSpeed {
                threads,
                speed_up,
                least: 0.9 * speed_up,
                most: 1.1 * speed_up,
            })
            .collect();
        [
            StageCostsFigure { bytes: 16_203_311, documents: 5_521, stages: &stages, floors: &floors }
                .draw(&style)
                .unwrap(),
            GrowthFigure { exponent: Some(0.987), sizes: &sizes }.draw(&style).unwrap(),
            SpeedUpFigure { bytes: 16_203_311, threads: &threads }.draw(&style).unwrap(),
        ]
    }
}

fn samples() -> Vec<(&'static str, Speed)> {
    let doubling = |n: u32, bytes: usize, ns: f64| -> Vec<(usize, f64)> {
        (0..n).map(|at| (bytes << at, ns * 1.03f64.powi(at as i32))).collect()
    };
    vec![
        (
            "fast",
            Speed {
                own: vec![0.11, 1.4, 0.75, 0.4, 1.2, 0.9, 1.1],
                floors: [0.062, 0.031],
                sizes: doubling(5, 1_012_000, 4.4),
                threads: vec![(1, 1.0), (2, 1.88)],
            },
        ),
        (
            "slow",
            Speed {
                own: vec![0.2, 2000.0, 0.0, 812.5, 40.0, 90.0, 1.1],
                floors: [0.4, 0.39],
                sizes: doubling(3, 75_000, 812.0),
                threads: vec![(1, 1.0), (6, 3.2)],
            },
        ),
        (
            "many",
            Speed {
                own: (0..30).map(f64::from).collect(),
                floors: [400.0, 900.0],
                sizes: doubling(14, 1_000, 0.004),
                threads: vec![
                    (1, 1.0),
                    (2, 1.9),
                    (4, 3.7),
                    (8, 7.9),
                    (16, 14.0),
                    (32, 20.0),
                    (64, 21.0),
                    (96, 22.0),
                    (97, 8.0),
                ],
            },
        ),
        (
            "one",
            Speed { own: vec![3.0], floors: [0.1, 0.1], sizes: vec![(999, 3.0)], threads: vec![(1, 1.0)] },
        ),
        (
            "backwards",
            Speed {
                own: vec![0.0, 0.0],
                floors: [0.0, 0.0],
                sizes: vec![(64_000_000, 1.0), (64_000_001, 90.0), (1, 40.0)],
                threads: vec![(2, 0.04), (1, 1.0), (4, 9.0), (5, 9.1)],
            },
        ),
        ("nothing", Speed { own: vec![], floors: [0.1, 0.1], sizes: vec![], threads: vec![] }),
        (
            "odd",
            Speed {
                own: vec![f64::NAN, -4.0, f64::INFINITY, 1e300],
                floors: [f64::NAN, -1.0],
                sizes: vec![(0, 1.0), (10, f64::NAN), (20, f64::INFINITY), (usize::MAX, -2.0)],
                threads: vec![
                    (0, 1.0),
                    (1, f64::NAN),
                    (2, f64::INFINITY),
                    (4, -1.0),
                    (8, 1e-300),
                    (9, 1e300),
                ],
            },
        ),
    ]
}

#[test]
fn every_text_stands_inside_and_apart() {
    for (name, speed) in samples() {
        for figure in speed.drawings().into_iter().filter_map(Drawing::figure) {
            let faults = faults(&figure);
            assert!(faults.is_empty(), "{} of {name}: {faults:#?}", figure.name);
            assert!(!figure.svg.contains("NaN") && !figure.svg.contains("inf"), "{} of {name}", figure.name);
            assert!(!figure.alt.is_empty() && !figure.title.is_empty());
        }
    }
}

#[test]
fn what_was_measured_is_written_beside_its_bar() {
    let [stages, growth, threads] = samples().remove(0).1.drawings().map(|drawing| drawing.figure().unwrap());
    for (figure, words) in [
        (
            &stages,
            &[
                "intern",
                "intern: a few words",
                ">0.400<",
                ">5.86<",
                "memory read 0.062, memchr 0.031",
                "171 MB a second",
            ][..],
        ),
        (&growth, &["1.01 MB", "16.2 MB", ">4.40<", "power of 0.99", "logarithmic"]),
        (&threads, &["1.88×", "ideal", "2 threads are 1.88 times"]),
    ] {
        let shown = figure.svg.replace('\n', "");
        for word in words {
            assert!(shown.contains(word), "{} does not say {word}", figure.name);
        }
    }
}

#[test]
fn nothing_to_show_is_said_in_a_sentence() {
    let says = |name: &str, figure: usize, sentence: &str| {
        let (_, speed) = samples().into_iter().find(|sample| sample.0 == name).unwrap();
        let drawing = &speed.drawings()[figure];
        assert!(
            matches!(drawing, Drawing::LeftOut(left_out) if left_out.reason.contains(sentence)),
            "{sentence}: {drawing:?}"
        );
    };
    says("nothing", 0, "No stage was measured.");
    says("nothing", 1, "No size was measured.");
    says("nothing", 2, "there is nothing to compare");
    says("one", 2, "there is nothing to compare");
}

/// Charts of growth and threads with one repetition far off.
fn with_an_outlier() -> [Figure; 2] {
    let size = |bytes, most| SizeTime { bytes, ns_per_byte: 4.0, least: 3.8, most };
    let sizes = [size(1_000_000, 4.2), size(2_000_000, 400.0), size(4_000_000, 4.4)];
    let row = |threads, speed_up, least, most| ThreadSpeed { threads, speed_up, least, most };
    let threads = [row(1, 1.0, 0.1, 70.0), row(2, 0.67, 0.5, 0.9)];
    let style = Style::default();
    [
        GrowthFigure { exponent: None, sizes: &sizes }.draw(&style).unwrap(),
        SpeedUpFigure { bytes: 4_000_000, threads: &threads }.draw(&style).unwrap(),
    ]
    .map(|drawing| drawing.figure().unwrap())
}

#[test]
fn one_slow_repetition_does_not_squash_the_picture() {
    for figure in with_an_outlier() {
        assert!(faults(&figure).is_empty(), "{}: {:#?}", figure.name, faults(&figure));
        // The scale ends near the medians, and the whisker in an arrow.
        let shown = figure.svg.replace('\n', "");
        assert!(!shown.contains(">400<") && !shown.contains(">50×<"), "{}", figure.name);
        assert_eq!(shown.matches("<polygon").count(), 1, "{}", figure.name);
    }
}

#[test]
fn a_gain_that_may_be_chance_is_no_headline() {
    let style = Style::default();
    let finding = |threads, speed_up, least, most| {
        let rows = [
            ThreadSpeed { threads: 1, speed_up: 1.0, least: 0.8, most: 1.1 },
            ThreadSpeed { threads, speed_up, least, most },
        ];
        SpeedUpFigure { bytes: 4_000_000, threads: &rows }.draw(&style).unwrap().figure().unwrap().alt
    };
    assert!(finding(2, 1.6, 1.2, 1.7).contains("2 threads are 1.60 times as fast as one."));
    assert!(finding(2, 1.6, 1.0, 1.7).contains("cannot be told"));
    assert!(finding(2, 0.7, 0.5, 0.9).contains("cannot be told"));
    assert!(finding(2, 0.7, 0.5, 0.75).contains("0.70 times"));
    assert!(finding(2, 2.2, 2.1, 2.3).contains("cannot gain"));
    assert!(finding(2, 2.1, 2.0, 2.3).contains("2.10 times"));
}
