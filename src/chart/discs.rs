//! Agencies' dots as they are drawn: a disc in as many parts as the agency has models. Where a dot stands it does not
//! decide.

use super::dots::{Dot, parts};
use super::surface::{CIRCLE, Surface, trace};
use super::theme::Theme;

/// The dots of agencies, one colour over all of them after the other; those with several models in as many parts.
/// `radius` is in map units.
pub(super) fn discs<S: Surface>(surface: &mut S, dots: &[Dot], radius: f32, theme: &Theme) {
    for (model, color) in theme.parts.iter().enumerate().take(3) {
        let path = surface.path(&mut |pen| {
            for dot in dots {
                for (_, from, to) in parts(dot.models).filter(|(of, ..)| *of == model) {
                    trace(pen, sector(dot.at, radius, from, to), true);
                }
            }
        });
        surface.fill(&path, *color);
    }
    let rims = surface.path(&mut |pen| dots.iter().for_each(|dot| trace(pen, sector(dot.at, radius, 0.0, 1.0), true)));
    surface.stroke(&rims, theme.paper, 0.5);
}

/// The corners of a part of a disc, from one share of a turn to another, beginning at the top; of all of it, without
/// its middle. A third of a turn ends at the nearest sixteenth.
fn sector(at: (f32, f32), radius: f32, from: f32, to: f32) -> impl Iterator<Item = (f32, f32)> {
    let n = CIRCLE.len();
    let corner = move |share: f32| (share * n as f32).round() as usize;
    let (first, last) = (corner(from), corner(to));
    let whole = last - first == n;
    let top = n - n / 4;
    let rim = (first..=last - usize::from(whole)).filter_map(move |corner| CIRCLE.get((top + corner) % n));
    let rim = rim.map(move |(x, y)| (at.0 + radius * x, at.1 + radius * y));
    (!whole).then_some(at).into_iter().chain(rim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_dot_meet() {
        let corners = |from, to| sector((0.0, 0.0), 1.0, from, to).collect::<Vec<_>>();
        assert_eq!(corners(0.0, 1.0).len(), 16);
        let (one, other) = (corners(0.0, 1.0 / 3.0), corners(1.0 / 3.0, 1.0));
        assert_eq!((one[0], one[1], one.last()), ((0.0, 0.0), (0.0, -1.0), other.get(1)));
        assert_eq!(other.last(), Some(&(0.0, -1.0)));
    }
}
