//! The map: land, classes of counties or states, dots of agencies, borders, insets, words. It draws outlines on a
//! surface and counts nothing. A step of time draws again only what it changed.

use crate::atlas::{County, Geography};
use crate::phrases::{Lang, phrase};
use crate::place::State;

use super::choropleth::{Area, Choropleth, Fill};
use super::discs::discs;
use super::dots::Dot;
use super::hatch::stripes;
use super::labels::{Label, overlap};
use super::outlines::{Borders, Outlines, Scope, land, shapes};
use super::surface::{Anchor, Fit, Pen, Surface, trace};
use super::text;
use super::theme::{Color, Theme};

/// A county smaller than this on the surface, in square CSS pixels, also gets a mark of that size, so that Virginia's
/// cities are seen.
const SMALLEST_MARK: f32 = 9.0;
/// The height of an inset's label, in CSS pixels.
const LABEL: f32 = 10.0;
/// Between two stripes of a texture, in CSS pixels.
const STRIPES: f32 = 3.5;
/// How much of its colour a striped county has between the stripes.
pub(super) const TINT: f32 = 0.25;
/// How far a line or a mark may reach beyond its county, in CSS pixels.
const OVERHANG: f32 = 3.0;
/// A redrawing of more than this share of the picture is no quicker than a drawing of all.
const MOST_REDRAWN: f32 = 0.5;

/// Everything that a drawing shows.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The shapes.
    pub geography: &'a Geography,
    /// The counts.
    pub choropleth: &'a Choropleth,
    /// The agencies, on a map of them.
    pub dots: &'a [Dot],
    /// Half the width of a dot, in CSS pixels.
    pub radius: f32,
    /// What the names of insets are in.
    pub lang: Lang,
    /// Counts or names.
    pub labels: &'a [Label],
    /// What stands beside the names of insets: of states that have no room for it.
    pub figures: &'a [(State, String)],
    /// The colours.
    pub theme: Theme,
    /// Which states are drawn.
    pub scope: Scope,
    /// How the map lies in the picture, in CSS pixels.
    pub fit: Fit,
    /// Width and height of the picture, in CSS pixels.
    pub size: (f32, f32),
}

/// What of a drawing has to be remembered to find out what the next one changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawn {
    fills: Vec<Fill>,
    dots: Vec<Dot>,
    labels: Vec<Label>,
    insets: Vec<Inset>,
}

/// The words above an inset.
#[derive(Clone, Debug, PartialEq)]
struct Inset {
    words: String,
    at: (f32, f32),
    anchor: Anchor,
}

impl Inset {
    /// The rectangle of the picture that holds the words.
    fn rect(&self) -> [f32; 4] {
        let ((x, y), wide) = (self.at, text::width(&self.words, LABEL));
        let left = if self.anchor == Anchor::End { x - wide } else { x - wide / 2.0 };
        [left, y - LABEL, left + wide, y + 3.0]
    }
}

/// Draws all of the picture.
pub fn draw<S: Surface>(surface: &mut S, scene: &Scene, outlines: &Outlines<S::Path>) {
    let seen = scene.seen();
    let near = |county: usize| seen.get(county) == Some(&true);
    layers(surface, scene, (outlines, &outlines.borders), &near, &|_| true);
}

/// Draws all of the picture, and of the outlines only what is seen of it: for a drawing that is made once.
pub fn draw_once<S: Surface>(surface: &mut S, scene: &Scene) {
    let seen = scene.seen();
    let seen = |county: usize| seen.get(county) == Some(&true);
    let outlines = Outlines::once(surface, scene.geography, scene.scope, &seen);
    layers(surface, scene, (&outlines, &outlines.borders), &seen, &|_| true);
}

/// Draws the map again where it differs from what [`drawn`](Scene::drawn) remembers of the drawing before, and nowhere
/// else. After a change of size, place or theme nothing of that drawing holds: then [`draw`] comes instead; so it does
/// when this gives `false`, for where much differs that is quicker.
pub fn redraw<S: Surface>(surface: &mut S, scene: &Scene, outlines: &Outlines<S::Path>, before: &Drawn) -> bool {
    let changed = scene.changed(before);
    let picture = [0.0, 0.0, scene.size.0, scene.size.1];
    let seen = |rect: &[f32; 4]| overlap(*rect, picture);
    let changed: Vec<[f32; 4]> = changed.into_iter().filter(seen).collect();
    let area: f32 = changed.iter().map(|[left, top, right, bottom]| (right - left) * (bottom - top)).sum();
    if changed.is_empty() || area > picture[2] * picture[3] * MOST_REDRAWN {
        return changed.is_empty();
    }
    let touched = |rect: [f32; 4]| changed.iter().any(|other| overlap(grown(rect), *other));
    let near = |county: &County| scene.has(county) && touched(scene.fit.box_rect(county.bounds));
    let counties: Vec<bool> = scene.geography.counties().iter().map(near).collect();
    let near = |county: usize| counties.get(county) == Some(&true);
    let dots: Vec<Dot> = scene.dots.iter().filter(|dot| touched(scene.rect(dot))).copied().collect();
    let scene = Scene { dots: &dots, ..*scene };
    surface.within(&changed, &mut |surface| {
        let borders = Borders::beside(surface, scene.geography, &near);
        layers(surface, &scene, (outlines, &borders), &near, &touched);
    });
    true
}

impl Scene<'_> {
    /// What to remember of this scene.
    pub fn drawn(&self) -> Drawn {
        Drawn {
            fills: self.choropleth.fills.clone(),
            dots: self.dots.to_vec(),
            labels: self.labels.to_vec(),
            insets: self.insets().collect(),
        }
    }

    /// The words above the insets.
    fn insets(&self) -> impl Iterator<Item = Inset> {
        // One that is looked at alone is named by what stands around the picture.
        let insets = self.geography.insets().iter().filter(|_| self.scope == Scope::All);
        insets.map(|inset| {
            let figure = self.figures.iter().find(|(state, _)| *state == inset.state);
            // Frames as narrow as on a phone hold no more.
            let narrow = self.fit.scale < 0.5;
            let name = match inset.state.postal() {
                "MP" if narrow => self.lang.pick(phrase!(map.marianas_narrow)),
                "MP" => self.lang.pick(phrase!(map.marianas)),
                // With a number its name would reach Florida.
                code @ "GU" if narrow && figure.is_some() => code,
                _ => self.lang.state(inset.state),
            };
            let [left, top, right, _] = self.fit.box_rect(inset.frame);
            // The frames of territories stand at the map's edge and beside each other: words have room to the left
            // only.
            let (x, anchor) = match inset.state.is_territory() {
                true => (right, Anchor::End),
                false => ((left + right) / 2.0, Anchor::Middle),
            };
            let words = match figure {
                Some((_, figure)) => [name, " ", figure].concat(),
                None => name.to_owned(),
            };
            Inset { words, at: (x, top - 3.0), anchor }
        })
    }

    /// The rectangles of the words above the insets.
    #[cfg(test)]
    pub(crate) fn inset_words(&self) -> Vec<[f32; 4]> {
        self.insets().map(|inset| inset.rect()).collect()
    }

    /// Whether a county is drawn.
    fn has(&self, county: &County) -> bool {
        self.scope.has(self.geography, county.fips.state())
    }

    /// For each county whether any of it is in the picture.
    fn seen(&self) -> Vec<bool> {
        let picture = [0.0, 0.0, self.size.0, self.size.1];
        let seen = |county: &County| self.has(county) && overlap(grown(self.fit.box_rect(county.bounds)), picture);
        self.geography.counties().iter().map(seen).collect()
    }

    /// The rectangles of the picture, in CSS pixels, in which it differs from what was drawn before.
    fn changed(&self, before: &Drawn) -> Vec<[f32; 4]> {
        let mut rects = Vec::new();
        let counties = self.geography.counties();
        let was = |county: usize| before.fills.get(county);
        for (index, county) in counties.iter().enumerate() {
            if was(index) != self.choropleth.fills.get(index) {
                rects.push(grown(self.fit.box_rect(county.bounds)));
            }
        }
        // Both lists stand in the order of the record's agencies, whose dots never move.
        for (some, others) in [(&before.dots[..], self.dots), (self.dots, &before.dots[..])] {
            for dot in some {
                let twin = others.binary_search_by_key(&dot.agency, |other| other.agency).ok();
                if twin.and_then(|twin| others.get(twin)) != Some(dot) {
                    rects.push(grown(self.rect(dot)));
                }
            }
        }
        for (some, others) in [(&before.labels[..], self.labels), (self.labels, &before.labels[..])] {
            rects.extend(some.iter().filter(|label| !others.contains(label)).map(around));
        }
        for (now, before) in self.insets().zip(&before.insets).filter(|(now, before)| now != *before) {
            rects.extend([now.rect(), before.rect()]);
        }
        rects
    }

    /// What is pointed at with a county: itself, or on a map of states all of its state.
    fn with(&self, county: usize) -> impl Fn(&County) -> bool + use<> {
        let fips = self.geography.counties().get(county).map(|county| county.fips);
        let whole = self.choropleth.area == Area::State;
        move |other| fips.is_some_and(|fips| fips == other.fips || (whole && fips.state() == other.fips.state()))
    }

    /// The rectangle of the picture that the outline of a county takes as it is pointed at.
    pub fn reach(&self, county: usize) -> [f32; 4] {
        let with = self.with(county);
        let of = self.geography.counties().iter().filter(|county| with(county)).map(|county| county.bounds);
        grown(self.fit.box_rect(of.reduce(united).unwrap_or_default()))
    }

    /// The rectangle of a dot in the picture.
    fn rect(&self, dot: &Dot) -> [f32; 4] {
        let (x, y) = self.fit.box_point(dot.at.0, dot.at.1);
        [x - self.radius, y - self.radius, x + self.radius, y + self.radius]
    }

    /// The colour of a county, as words on it meet it.
    fn ground(&self, county: Option<usize>) -> Color {
        let ramp = |shade: usize| self.theme.ramp.get(shade).copied().unwrap_or(self.theme.land);
        match county.map(|county| self.choropleth.fill(county)) {
            Some(Fill::Whole(shade)) => ramp(shade),
            Some(Fill::Striped(shade)) => self.theme.land.mixed(ramp(shade), 0.5 + TINT / 2.0),
            Some(Fill::Bare) => self.theme.land,
            Some(Fill::Unasked) | None => self.theme.paper,
        }
    }
}

/// The rectangle of a label with its line.
fn around(label: &Label) -> [f32; 4] {
    let mut rect = label.rect();
    for (x, y) in label.leader.into_iter().flatten() {
        rect = [rect[0].min(x), rect[1].min(y), rect[2].max(x), rect[3].max(y)];
    }
    grown(rect)
}

fn grown([left, top, right, bottom]: [f32; 4]) -> [f32; 4] {
    [left - OVERHANG, top - OVERHANG, right + OVERHANG, bottom + OVERHANG]
}

/// Layer by layer, of the counties that are `near` and the words whose rectangles are `touched`.
fn layers<S: Surface>(
    surface: &mut S,
    scene: &Scene,
    (outlines, borders): (&Outlines<S::Path>, &Borders<S::Path>),
    near: &dyn Fn(usize) -> bool,
    touched: &dyn Fn([f32; 4]) -> bool,
) {
    let Scene { geography, choropleth, theme, fit, .. } = *scene;
    // Few, after a step of time, and gone through for each colour.
    let all: Vec<usize> = (0..geography.counties().len()).filter(|county| near(*county)).collect();
    let all = || all.iter().copied();
    let filled = |fill: Fill| all().filter(move |county| choropleth.fill(*county) == fill);
    if filled(Fill::Unasked).next().is_none() {
        surface.fill(&outlines.land, theme.land);
    } else {
        let land = land(surface, geography, &|county| near(county) && choropleth.fill(county) != Fill::Unasked);
        surface.fill(&land, theme.land);
    }
    let shaped = |surface: &mut S, fill: Fill, color: Color| {
        let any = filled(fill).next().is_some();
        if any {
            let path = shapes(surface, geography, &mut filled(fill));
            surface.fill(&path, color);
        }
        any
    };
    for (shade, color) in theme.ramp.iter().enumerate() {
        shaped(surface, Fill::Whole(shade), *color);
        if shaped(surface, Fill::Striped(shade), theme.land.mixed(*color, TINT)) {
            let lines = surface.path(&mut |pen| {
                for county in filled(Fill::Striped(shade)) {
                    let apart = STRIPES / fit.scale.max(f32::EPSILON);
                    stripes(geography, county, apart).into_iter().for_each(|line| trace(pen, line.into_iter(), false));
                }
            });
            surface.stroke(&lines, *color, STRIPES * 0.4);
        }
    }
    if choropleth.area != Area::State {
        surface.stroke(&borders.of_counties, theme.county_border, 0.5);
    }
    surface.stroke(&borders.of_states, theme.state_border, 0.75);
    if choropleth.area == Area::County {
        // Over the borders, which would cover the smallest counties whole.
        for (shade, color) in theme.ramp.iter().enumerate() {
            for (fill, color) in [(Fill::Whole(shade), *color), (Fill::Striped(shade), theme.land.mixed(*color, 0.7))] {
                let mut any = false;
                let marks = surface.path(&mut |pen| {
                    filled(fill).for_each(|county| any |= mark(pen, geography, county, fit.scale));
                });
                if any {
                    surface.fill(&marks, color);
                }
            }
        }
    }
    if !scene.dots.is_empty() {
        discs(surface, scene.dots, scene.radius / fit.scale.max(f32::EPSILON), &theme);
    }
    surface.stroke(&outlines.frames, theme.rule, 1.0);
    for inset in scene.insets().filter(|inset| touched(inset.rect())) {
        surface.text(&inset.words, inset.at, inset.anchor, LABEL, scene.theme.faint);
    }
    for label in scene.labels.iter().filter(|label| touched(around(label))) {
        if let Some([from, to]) = label.leader {
            let line = [from, to].map(|(x, y)| fit.map_point(x, y).unwrap_or_default());
            let path = surface.path(&mut |pen| trace(pen, line.into_iter(), false));
            surface.stroke(&path, theme.faint, 0.75);
        }
        if label.badge {
            let [left, top, right, bottom] = label.rect();
            let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
            let corners = corners.map(|(x, y)| fit.map_point(x, y).unwrap_or_default());
            let path = surface.path(&mut |pen| trace(pen, corners.into_iter(), true));
            surface.fill(&path, theme.paper);
            surface.stroke(&path, theme.faint, 0.75);
        }
        let ink = theme.ink_on(if label.badge { theme.paper } else { scene.ground(label.on) });
        surface.text(&label.text, label.at, Anchor::Middle, label.size, ink);
    }
}

/// Draws the outline of a county, or on a map of states of its whole state, as pointed at.
pub fn highlight<S: Surface>(surface: &mut S, scene: &Scene, county: usize) {
    let with = scene.with(county);
    let path = surface.path(&mut |pen| scene.geography.outline(&with).for_each(|points| trace(pen, points, false)));
    surface.stroke(&path, scene.theme.paper, 4.0);
    surface.stroke(&path, scene.theme.highlight, 2.0);
}

/// The smallest rectangle around two.
pub(crate) fn united(one: [f32; 4], other: [f32; 4]) -> [f32; 4] {
    [one[0].min(other[0]), one[1].min(other[1]), one[2].max(other[2]), one[3].max(other[3])]
}

/// Marks a county that is too small to be seen; whether it is.
fn mark(pen: &mut dyn Pen, geography: &Geography, county: usize, scale: f32) -> bool {
    let Some(county) = geography.counties().get(county) else { return false };
    let small = county.area * scale * scale < SMALLEST_MARK && scale > 0.0;
    if small {
        let half = SMALLEST_MARK.sqrt() / scale / 2.0;
        let (x, y) = county.centre;
        let corners = [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)];
        trace(pen, corners.into_iter(), true);
    }
    small
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::svg::Svg;
    use crate::chart::{Classes, choropleth::Unit};
    use crate::date::Date;
    use crate::place::Fips;
    use crate::roster::query::filter::Filter;
    use crate::roster::record::Record;

    const CSV: &str = "\
state,agency,level,fips,model,first_listed,ended
FL,Lee County Sheriff,county,12071,JEM,2025-03-05,
FL,Tampa Police,municipal,12057,WSO,2025-03-06,
GU,Guam Police,state,,TFM,2025-03-07,
";

    /// A record's map on a day, handed to a question.
    fn on<T>(day: &str, ask: impl FnOnce(&Scene) -> T) -> T {
        let geography = Geography::decode(include_bytes!("../../data/us.atlas")).unwrap();
        let record = Record::read(CSV.as_bytes()).unwrap();
        let (day, kind) = (Date::parse(day).unwrap(), (Area::County, Unit::Agreements));
        let choropleth = Choropleth::new(&geography, &record, &Filter::default(), day, kind, Classes::up_to(3));
        let size = (975.0, 610.0);
        let fit = Fit::new(geography.frame(), size);
        ask(&Scene {
            geography: &geography,
            choropleth: &choropleth,
            dots: &[],
            radius: 2.0,
            lang: Lang::En,
            labels: &[],
            figures: &[],
            theme: Theme::LIGHT,
            scope: Scope::All,
            fit,
            size,
        })
    }

    #[test]
    fn only_what_changed_is_drawn_again() {
        let check = |from: &str, to: &str, fips: &[&str]| {
            let before = on(from, |scene| scene.drawn());
            on(to, |scene| {
                let bounds = |fips: &&str| {
                    let county = scene.geography.position(Fips::parse(fips).unwrap()).unwrap();
                    grown(scene.fit.box_rect(scene.geography.counties()[county].bounds))
                };
                assert_eq!(scene.changed(&before), fips.iter().map(bounds).collect::<Vec<_>>(), "{from} {to}");
            });
        };
        check("2025-03-05", "2025-03-05", &[]);
        check("2025-03-05", "2025-03-06", &["12057"]);
        // The day before is gone back to; a state's own agency colours no county.
        check("2025-03-07", "2025-03-05", &["12057"]);
    }

    #[test]
    fn a_count_beside_the_name_of_an_inset_is_drawn_again() {
        let before = on("2025-03-05", |scene| scene.drawn());
        on("2025-03-07", |scene| {
            let figures = [(State::from_postal("GU").unwrap(), "1".to_owned())];
            let scene = Scene { figures: &figures, ..*scene };
            let other: Vec<_> = scene.insets().filter(|inset| !before.insets.contains(inset)).collect();
            assert_eq!(other.len(), 1);
            assert!(scene.changed(&before).contains(&other[0].rect()), "{other:?}");
        });
    }

    #[test]
    fn a_closer_look_leaves_out_what_lies_elsewhere() {
        on("2025-03-07", |scene| {
            let names = |scope| {
                let scene = Scene { scope, ..*scene };
                let mut svg = Svg::new(scene.fit);
                draw_once(&mut svg, &scene);
                let picture = svg.finish();
                let drawn = scene.seen().into_iter().filter(|seen| *seen).count();
                (["Hawaii", "Guam"].map(|name| picture.contains(name)), drawn)
            };
            let (all, mainland) = (names(Scope::All), names(Scope::Mainland));
            let hawaii = names(Scope::Only(State::from_postal("HI").unwrap()));
            assert_eq!((all.0, mainland.0, hawaii.0), ([true, true], [false, false], [false, false]));
            assert!(mainland.1 < all.1 && hawaii.1 == 5, "{} {}", mainland.1, hawaii.1);
        });
    }

    #[test]
    fn a_redrawing_shows_its_counties_and_no_others() {
        let before = on("2025-03-05", |scene| scene.drawn());
        on("2025-03-06", |scene| {
            let mut whole = Svg::new(scene.fit);
            let outlines = Outlines::new(&mut whole, scene.geography, scene.scope);
            draw(&mut whole, scene, &outlines);
            let mut part = Svg::new(scene.fit);
            assert!(redraw(&mut part, scene, &outlines, &before));
            let (whole, part) = (whole.finish(), part.finish());
            // With the coast.
            assert!(part.len() * 10 < whole.len(), "{} of {}", part.len(), whole.len());
            // Tampa's stripes are in it, the names of islands are not.
            let [shade, ..] = Theme::LIGHT.ramp;
            assert!(part.contains(&format!(r#"stroke="{shade}""#)) && !part.contains("<text"));
            // Nothing to draw, nothing drawn.
            let mut none = Svg::new(scene.fit);
            assert!(redraw(&mut none, scene, &outlines, &scene.drawn()));
            // Where most of it is another, all of it is to be.
            let fills = vec![Fill::Unasked; scene.geography.counties().len()];
            assert!(!redraw(&mut none, scene, &outlines, &Drawn { fills, ..before }));
            assert_eq!(none.finish(), "");
        });
    }
}
