//! Places for labels in a picture that is full of marks.

use super::canvas::Area;

/// The free place with the fewest marks under it, and of those the one nearest to `centre`.
pub(super) fn free_place(
    within: Area,
    centre: (f64, f64),
    (width, height): (f64, f64),
    taken: &[Area],
    marks: &[(f64, f64)],
    cost_of_mark: f64,
) -> Option<Area> {
    let mut best: Option<(f64, Area)> = None;
    for row in -14i32..=14 {
        for column in -14i32..=14 {
            let (x, y) = (centre.0 + f64::from(column) * 24.0, centre.1 + f64::from(row) * 14.0);
            let x =
                (x - width / 2.0).clamp(within.x + 4.0, (within.right() - width - 4.0).max(within.x + 4.0));
            let y = (y - height / 2.0)
                .clamp(within.y + 4.0, (within.bottom() - height - 4.0).max(within.y + 4.0));
            let place = Area::new(x, y, width, height);
            if taken.iter().any(|other| overlap(place, *other)) {
                continue;
            }
            let wide = Area::new(x - 4.0, y - 4.0, width + 8.0, height + 8.0);
            let under = marks.iter().filter(|mark| holds(wide, **mark)).count();
            let (mx, my) = place.middle();
            let away = ((mx - centre.0).powi(2) + (my - centre.1).powi(2)).sqrt();
            let cost = away + cost_of_mark * under as f64;
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, place));
            }
        }
    }
    best.map(|(_, place)| place)
}

fn overlap(a: Area, b: Area) -> bool {
    a.x < b.right() + 3.0 && b.x < a.right() + 3.0 && a.y < b.bottom() + 3.0 && b.y < a.bottom() + 3.0
}

fn holds(area: Area, (x, y): (f64, f64)) -> bool {
    (area.x..=area.right()).contains(&x) && (area.y..=area.bottom()).contains(&y)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAPER: Area = Area::new(0.0, 0.0, 400.0, 300.0);

    #[test]
    fn labels_keep_off_each_other_and_inside() {
        let mut taken = Vec::new();
        for _ in 0..12 {
            let place = free_place(PAPER, (390.0, 5.0), (90.0, 20.0), &taken, &[], 10.0).unwrap();
            assert!(place.x >= 0.0 && place.y >= 0.0 && place.right() <= 400.0 && place.bottom() <= 300.0);
            assert!(taken.iter().all(|&other| !overlap(place, other)));
            taken.push(place);
        }
    }

    #[test]
    fn labels_stand_beside_marks_where_that_is_near() {
        let marks = [(200.0, 150.0)];
        let place = free_place(PAPER, marks[0], (60.0, 20.0), &[], &marks, 60.0).unwrap();
        assert!(!holds(place, marks[0]));
        // Where a mark costs nothing, the middle is best.
        let middle = free_place(PAPER, marks[0], (60.0, 20.0), &[], &marks, 0.0).unwrap();
        assert_eq!(middle.middle(), marks[0]);
    }

    #[test]
    fn a_full_paper_has_no_place() {
        assert_eq!(free_place(PAPER, (9.0, 9.0), (60.0, 20.0), &[PAPER], &[], 1.0), None);
    }
}
