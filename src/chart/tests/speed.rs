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
    fn figures(&self) -> [Figure; 3] {
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
        for figure in speed.figures() {
            let faults = faults(&figure);
            assert!(faults.is_empty(), "{} of {name}: {faults:#?}", figure.name);
            assert!(!figure.svg.contains("NaN") && !figure.svg.contains("inf"), "{} of {name}", figure.name);
            assert!(!figure.alt.is_empty() && !figure.title.is_empty());
        }
    }
}

#[test]
fn what_was_measured_is_written_beside_its_bar() {
    let [stages, growth, threads] = samples().remove(0).1.figures();
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
        assert!(speed.figures()[figure].svg.contains(sentence), "{sentence}");
    };
    says("nothing", 0, "No stage was measured.");
    says("nothing", 1, "No size was measured.");
    says("nothing", 2, "there is nothing to compare");
    says("one", 2, "there is nothing to compare");
}

#[test]
#[ignore = "writes pictures to the folder named by CONTACT_SHEET"]
fn contact_sheet_of_speed() {
    let folder = std::env::var("CONTACT_SHEET").expect("CONTACT_SHEET names a folder");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, speed) in samples() {
        for figure in speed.figures() {
            let file = std::path::Path::new(&folder).join(format!("{}_{name}.png", figure.name));
            std::fs::write(file, figure.png(1.5).unwrap()).unwrap();
        }
    }
}
