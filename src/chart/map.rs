//! The county map: land, classes of counties or states, borders, insets. It draws outlines on a surface and counts nothing.

use crate::atlas::{Border, Geography};

use super::choropleth::{Area, Choropleth};
use super::surface::{Anchor, Fit, Pen, Surface, trace};
use super::theme::Theme;

/// A county smaller than this on the surface, in square CSS pixels, also gets a mark of that size, so that Virginia's cities are seen.
const SMALLEST_MARK: f32 = 9.0;
/// How far from the pointer, in CSS pixels, a county may lie that was meant all the same: beside the shore, say.
const REACH: f32 = 3.0;
/// The height of an inset's label, in CSS pixels.
const LABEL: f32 = 10.0;

/// The outlines that stay the same however a map is coloured.
#[derive(Clone, Debug)]
pub struct Outlines<P> {
    land: P,
    county_borders: P,
    state_borders: P,
    frames: P,
}

impl<P> Outlines<P> {
    /// Draws them once on a surface.
    pub fn new<S: Surface<Path = P>>(surface: &mut S, geography: &Geography) -> Outlines<P> {
        let borders = |pen: &mut dyn Pen, county: bool| {
            for (border, points) in geography.borders() {
                if (border == Border::County) == county {
                    trace(pen, points, false);
                }
            }
        };
        Outlines {
            land: surface.path(|pen| (0..geography.counties().len()).for_each(|county| add(pen, geography, county))),
            county_borders: surface.path(|pen| borders(pen, true)),
            state_borders: surface.path(|pen| borders(pen, false)),
            frames: surface.path(|pen| {
                for inset in geography.insets().iter().filter(|inset| inset.state.is_territory()) {
                    let [left, top, right, bottom] = inset.frame;
                    trace(pen, [(left, top), (right, top), (right, bottom), (left, bottom)].into_iter(), true);
                }
            }),
        }
    }
}

/// Draws the whole map. `fit` is that of the surface in CSS pixels.
pub fn draw<S: Surface>(
    surface: &mut S,
    geography: &Geography,
    outlines: &Outlines<S::Path>,
    choropleth: &Choropleth,
    theme: &Theme,
    fit: Fit,
) {
    if choropleth.asked.iter().all(|asked| *asked) {
        surface.fill(&outlines.land, theme.land);
    } else {
        let asked = choropleth.asked.iter().enumerate().filter(|(_, asked)| **asked);
        let land = surface.path(|pen| asked.for_each(|(county, _)| add(pen, geography, county)));
        surface.fill(&land, theme.land);
    }
    let of_shade =
        |shade| (0..geography.counties().len()).filter(move |county| choropleth.shade(*county) == Some(shade));
    for (shade, color) in theme.ramp.iter().enumerate() {
        if of_shade(shade).next().is_some() {
            let path = surface.path(|pen| of_shade(shade).for_each(|county| add(pen, geography, county)));
            surface.fill(&path, *color);
        }
    }
    if choropleth.area == Area::County {
        surface.stroke(&outlines.county_borders, theme.county_border, 0.5);
    }
    surface.stroke(&outlines.state_borders, theme.state_border, 0.75);
    if choropleth.area == Area::County {
        // Over the borders, which would cover the smallest counties whole.
        for (shade, color) in theme.ramp.iter().enumerate() {
            let marks = surface.path(|pen| of_shade(shade).for_each(|county| mark(pen, geography, county, fit.scale)));
            surface.fill(&marks, *color);
        }
    }
    surface.stroke(&outlines.frames, theme.rule, 1.0);
    for inset in geography.insets().iter().filter(|inset| inset.state.is_territory()) {
        let [left, top, right, _] = inset.frame;
        let name = if inset.state.postal() == "GU" { "Guam" } else { "N. Marianas" };
        let above = top - 3.0 / fit.scale.max(f32::EPSILON);
        // Half of a label as wide as a centred one may be has to stay on the map.
        let half = super::text::width(name, LABEL) / 2.0 / fit.scale.max(f32::EPSILON);
        let middle = (left + right) / 2.0;
        if middle + half <= geography.frame().0 {
            surface.text(name, (middle, above), Anchor::Middle, LABEL, theme.faint);
        } else {
            surface.text(name, (right, above), Anchor::End, LABEL, theme.faint);
        }
    }
}

/// Draws the outline of a county, or of its whole state, as pointed at.
pub fn highlight<S: Surface>(surface: &mut S, geography: &Geography, area: Area, county: usize, theme: &Theme) {
    let Some(fips) = geography.counties().get(county).map(|county| county.fips) else { return };
    let path = surface.path(|pen| {
        let within = |other: &crate::atlas::County| match area {
            Area::County => other.fips == fips,
            Area::State => other.fips.state() == fips.state(),
        };
        geography.outline(within).for_each(|points| trace(pen, points, false));
    });
    surface.stroke(&path, theme.paper, 4.0);
    surface.stroke(&path, theme.highlight, 2.0);
}

/// The county under a point of the box, or within reach of it; `None` over the sea.
pub fn county_at(geography: &Geography, fit: Fit, x: f32, y: f32) -> Option<usize> {
    let (x, y) = fit.map_point(x, y)?;
    geography.county_at(x, y).or_else(|| {
        let reach = REACH / fit.scale;
        [(-1.0, 0.0), (1.0, 0.0), (0.0, -1.0), (0.0, 1.0)]
            .into_iter()
            .find_map(|(dx, dy)| geography.county_at(x + dx * reach, y + dy * reach))
    })
}

/// The place to which an arrow key leads from another: of the places for which `wanted` holds, the nearest in that direction, leaning no
/// more than 45° to either side. `None` where none lies there.
pub fn neighbour(
    geography: &Geography,
    from: usize,
    direction: (f32, f32),
    wanted: impl Fn(usize) -> bool,
) -> Option<usize> {
    let origin = geography.counties().get(from)?.centre;
    let ahead = geography.counties().iter().enumerate().filter_map(|(index, county)| {
        let (dx, dy) = (county.centre.0 - origin.0, county.centre.1 - origin.1);
        let forward = dx * direction.0 + dy * direction.1;
        let aside = (dx * direction.1 - dy * direction.0).abs();
        (forward > 0.0 && aside <= forward && wanted(index)).then_some((index, forward + aside))
    });
    ahead.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(index, _)| index)
}

fn add(pen: &mut dyn Pen, geography: &Geography, county: usize) {
    geography.rings(county).for_each(|ring| trace(pen, ring, true));
}

fn mark(pen: &mut dyn Pen, geography: &Geography, county: usize, scale: f32) {
    let Some(county) = geography.counties().get(county) else { return };
    if county.area * scale * scale < SMALLEST_MARK && scale > 0.0 {
        let half = SMALLEST_MARK.sqrt() / scale / 2.0;
        let (x, y) = county.centre;
        let corners = [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)];
        trace(pen, corners.into_iter(), true);
    }
}
