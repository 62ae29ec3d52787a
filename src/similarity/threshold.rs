//! From where on two articles are more alike than most.

/// The cosine from which on a pair stands out from the others; `None` where none does or there are fewer than
/// [`LEAST_PAIRS`].
///
/// It is the median of the cosines above 0 plus two and a half times their spread, which is 1.4826 times the median absolute
/// deviation: the rule and the factor that Leys et al. recommend for outliers (Journal of Experimental Social Psychology
/// 49, 2013). Half of the pairs may stand out without moving it. Values that are not finite, and those up to 0, are passed over. Cost: a sort of the cosines.
///
/// ```
/// use retell::similarity::standing_out;
/// let cosines = [0.10, 0.11, 0.12, 0.12, 0.13, 0.13, 0.14, 0.15, 0.16, 0.62];
/// let least = standing_out(&cosines).unwrap();
/// assert!(least > 0.16 && least < 0.62);
/// assert_eq!(standing_out(&[0.1, 0.9]), None);
/// assert_eq!(standing_out(&[0.3; 40]), None);
/// ```
pub fn standing_out(cosines: &[f64]) -> Option<f64> {
    let mut found: Vec<f64> = cosines.iter().copied().filter(|x| x.is_finite() && *x > 0.0).collect();
    if found.len() < LEAST_PAIRS {
        return None;
    }
    found.sort_by(f64::total_cmp);
    let middle = median(&found);
    let mut apart: Vec<f64> = found.iter().map(|x| (x - middle).abs()).collect();
    apart.sort_by(f64::total_cmp);
    let least = middle + FACTOR * NORMAL * median(&apart);
    let most = found.last().copied().unwrap_or(0.0);
    (least > middle && most >= least).then_some(least)
}

/// Of fewer pairs nobody can say which are usual.
pub const LEAST_PAIRS: usize = 10;

/// How many times their spread a pair is above the median that stands out.
const FACTOR: f64 = 2.5;

/// What makes the median absolute deviation of a normal distribution its standard deviation.
const NORMAL: f64 = 1.4826;

/// Of at least one value in order.
fn median(sorted: &[f64]) -> f64 {
    let n = sorted.len();
    f64::midpoint(sorted[(n - 1) / 2], sorted[n / 2])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_is_that_of_leys() {
        let cosines: Vec<f64> = (1..=9).map(|at| f64::from(at) / 20.0).chain([0.99]).collect();
        // Median .275; deviations .025 .025 .075 .075 .125 .125 .175 .175 .225 .715: their median is .125.
        let least = standing_out(&cosines).unwrap();
        assert!((least - (0.275 + 2.5 * 1.4826 * 0.125)).abs() < 1e-12, "{least}");
    }

    #[test]
    fn what_is_no_cosine_has_no_say() {
        let cosines: Vec<f64> = (1..=9).map(|at| f64::from(at) / 20.0).chain([0.99]).collect();
        let odd: Vec<f64> = cosines.iter().copied().chain([0.0, f64::NAN, f64::INFINITY, -1.0]).collect();
        assert_eq!(standing_out(&odd), standing_out(&cosines));
        let few: Vec<f64> = (1..=12).map(|at| f64::from(at) / 100.0).collect();
        assert_eq!(standing_out(&few), None, "no pair stands out");
    }
}
