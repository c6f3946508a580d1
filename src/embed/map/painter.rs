//! What stands on a map's surface, and so what of the next picture has to be drawn. It counts nothing and knows no
//! page.

use crate::chart::Tone;
use crate::chart::choropleth::Area;
use crate::chart::map::{self, Drawn, Scene};
use crate::chart::outlines::{Outlines, Scope};
use crate::chart::surface::{Fit, Surface};
use crate::error::Result;

use super::view::MapView;

/// What draws a picture again where it differs from the one before: [`map::redraw`]. A page has it once its first
/// picture is drawn, and draws all of it until then.
pub type Redraw<S> = fn(&mut S, &Scene, &Outlines<<S as Surface>::Path>, &Drawn) -> bool;

/// Draws a map on a surface.
pub struct Painter<S: Surface> {
    /// The outlines of the coarse and of the fine shapes, each drawn once for the states that are shown.
    outlines: [Option<(Scope, Outlines<S::Path>)>; 2],
    /// What stands on the surface, and how.
    drawn: Option<(Drawn, Manner)>,
}

/// How a picture was drawn: when any of it changes, all of the picture does.
#[derive(Clone, Copy, PartialEq)]
struct Manner {
    fit: Fit,
    size: (f32, f32),
    ratio: f32,
    tone: Tone,
    fine: bool,
    area: Area,
    scope: Scope,
}

/// How a drawn picture is laid until it is drawn anew: first scaled from its left upper corner, then moved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Laid {
    /// How many times larger.
    pub scale: f32,
    /// How far to the right, in CSS pixels.
    pub left: f32,
    /// How far down, in CSS pixels.
    pub top: f32,
}

impl<S: Surface> Default for Painter<S> {
    fn default() -> Painter<S> {
        Painter { outlines: [None, None], drawn: None }
    }
}

impl<S: Surface> Painter<S> {
    /// Draws a map where it differs from what stands on the surface, and nowhere else; without a `redraw` all of it.
    /// The surface is as large as the map's picture, at a ratio of its pixels to CSS pixels.
    pub fn paint(&mut self, surface: &mut S, view: &MapView, ratio: f32, tone: Tone, redraw: Option<Redraw<S>>) {
        let theme = tone.theme();
        let scene = view.scene(&theme);
        let fine = view.is_fine();
        let [coarse, closer] = &mut self.outlines;
        let (scope, area) = (scene.scope, scene.choropleth.area);
        let kept = if fine { closer } else { coarse };
        let outlines = match kept.take().filter(|(drawn, _)| *drawn == scope) {
            Some((_, outlines)) => outlines,
            None => Outlines::new(surface, scene.geography, scope),
        };
        let (_, outlines) = kept.insert((scope, outlines));
        let manner = Manner { fit: scene.fit, size: scene.size, ratio, tone, fine, area, scope };
        let before = self.drawn.as_ref().filter(|(_, before)| *before == manner).zip(redraw);
        if !before.is_some_and(|((before, _), redraw)| redraw(surface, &scene, outlines, before)) {
            let all = [0.0, 0.0, scene.size.0, scene.size.1];
            surface.within(&[all], &mut |surface| map::draw(surface, &scene, outlines));
        }
        self.drawn = Some((scene.drawn(), manner));
    }

    /// How the picture is laid to show what a fit would.
    pub fn laid(&self, fit: Fit) -> Laid {
        let drawn = self.drawn.as_ref().map_or(fit, |(_, manner)| manner.fit);
        let scale = fit.scale / drawn.scale.max(f32::EPSILON);
        Laid { scale, left: fit.offset.0 - drawn.offset.0 * scale, top: fit.offset.1 - drawn.offset.1 * scale }
    }
}

/// Sizes of a surface for an outline are multiples of this, in CSS pixels: most counties have room in one, and to bring
/// a canvas to another size takes longer than to draw on it.
const ROOM: f32 = 96.0;

/// Outlines a place on a surface of its own, which is hardly larger than the outline: all of a surface is painted anew.
/// It is made for a fit and a size where there is something to draw. Gives the rectangle of the picture that holds the
/// outline: left, top, right, bottom in CSS pixels, on whole ones of the device; the surface begins at its corner.
/// `None` for a code that has no outline, or one beside the picture.
///
/// # Errors
/// The surface could not be made.
pub fn highlight<S: Surface>(
    view: &MapView,
    code: &str,
    ratio: f32,
    tone: Tone,
    surface: impl FnOnce(Fit, (f32, f32)) -> Result<S>,
) -> Result<Option<[f32; 4]>> {
    let Some(county) = view.index(code) else { return Ok(None) };
    let (theme, (wide, high)) = (tone.theme(), view.size());
    let scene = view.scene(&theme);
    let [left, top, right, bottom] = scene.reach(county);
    let [left, top] = [left, top].map(|css| (css.max(0.0) * ratio).floor() / ratio);
    let [right, bottom] = [right.min(wide), bottom.min(high)].map(|css| (css * ratio).ceil() / ratio);
    if right <= left || bottom <= top {
        return Ok(None);
    }
    let [wide, high] = [right - left, bottom - top].map(|css| (css / ROOM).ceil() * ROOM);
    let size = (wide, high);
    let (x, y) = scene.fit.offset;
    let mut surface = surface(Fit { offset: (x - left, y - top), ..scene.fit }, size)?;
    surface.within(&[[0.0, 0.0, size.0, size.1]], &mut |surface| map::highlight(surface, &scene, county));
    Ok(Some([left, top, right, bottom]))
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use super::*;
    use crate::atlas::Geography;
    use crate::chart::surface::Anchor;
    use crate::chart::{Color, Pen};
    use crate::contract::Query;
    use crate::error::{Error, Kind};
    use crate::roster::record::Record;

    const CSV: &str = "\
state,agency,level,fips,model,first_listed,ended
FL,Lee County Sheriff,county,12071,JEM,2025-03-05,
FL,Tampa Police,municipal,12057,WSO,2025-03-06,
";

    /// What was done on a surface.
    #[derive(Clone, Default)]
    struct Recorder(Rc<RefCell<Done>>);

    #[derive(Clone, Debug, Default, PartialEq)]
    struct Done {
        paths: usize,
        marks: usize,
        colors: Vec<Color>,
        cleared: Vec<[f32; 4]>,
    }

    impl Recorder {
        /// What was done since it was last asked.
        fn done(&self) -> Done {
            self.0.take()
        }
    }

    struct Nib;

    impl Pen for Nib {
        fn move_to(&mut self, _: f32, _: f32) {}
        fn line_to(&mut self, _: f32, _: f32) {}
    }

    impl Surface for Recorder {
        type Path = ();

        fn path(&mut self, draw: &mut dyn FnMut(&mut dyn Pen)) {
            self.0.borrow_mut().paths += 1;
            draw(&mut Nib);
        }

        fn fill(&mut self, (): &(), color: Color) {
            let mut done = self.0.borrow_mut();
            done.marks += 1;
            done.colors.push(color);
        }

        fn stroke(&mut self, path: &(), color: Color, _: f32) {
            self.fill(path, color);
        }

        fn text(&mut self, _: &str, _: (f32, f32), _: Anchor, _: f32, color: Color) {
            self.fill(&(), color);
        }

        fn within(&mut self, rects: &[[f32; 4]], draw: &mut dyn FnMut(&mut Recorder)) {
            self.0.borrow_mut().cleared.extend(rects);
            draw(self);
        }
    }

    const SIZE: (f32, f32) = (975.0, 610.0);
    const ALL: [f32; 4] = [0.0, 0.0, SIZE.0, SIZE.1];

    fn view() -> MapView {
        let geography = Geography::decode(include_bytes!("../../../data/us.atlas")).unwrap();
        let mut view = MapView::whole(Rc::new(Record::read(CSV.as_bytes()).unwrap()), Rc::new(geography)).unwrap();
        view.resize(SIZE.0, SIZE.1);
        view
    }

    fn ask(view: &mut MapView, query: &str) {
        view.update(Query::parse(query).0);
    }

    #[test]
    fn outlines_are_drawn_once_and_pictures_where_they_change() {
        let (mut view, mut painter, mut surface) = (view(), Painter::default(), Recorder::default());
        let mut paint = |view: &MapView, ratio, tone| {
            painter.paint(&mut surface, view, ratio, Tone(tone), Some(map::redraw));
            surface.done()
        };
        let first = paint(&view, 1.0, 0);
        assert_eq!(first.cleared, [ALL]);
        assert!(first.marks > 5);
        // Nothing changed, nothing drawn.
        assert_eq!(paint(&view, 1.0, 0), Done::default());
        // A step of time: one county.
        ask(&mut view, "as-of=2025-03-05");
        let [[left, top, right, bottom]] = paint(&view, 1.0, 0).cleared[..] else { panic!("another number of places") };
        assert!((right - left) * (bottom - top) < SIZE.0 * SIZE.1 / 100.0);
        assert!(view.place_at((left + right) / 2.0, (top + bottom) / 2.0).is_some_and(|place| place.code == "12057"));
        ask(&mut view, "");
        paint(&view, 1.0, 0);
        // Another tone, ratio or kind of place: all of it, with the outlines that are there.
        let n_outlines = 4;
        for (query, ratio, tone) in [("", 1.0, 1), ("", 2.0, 1), ("by=agency", 2.0, 1), ("", 2.0, 1)] {
            ask(&mut view, query);
            let again = paint(&view, ratio, tone);
            assert_eq!(again.cleared, [ALL], "{query} {ratio} {tone}");
            assert!(again.paths + n_outlines <= first.paths || query == "by=agency", "{query} {ratio} {tone}");
        }
        // From close up the finer shapes have outlines of their own.
        view.look_at(MapView::state_of("FL"));
        let fine = Geography::decode(include_bytes!("../../../data/us-fine.atlas")).unwrap();
        view.refine(Rc::new(fine));
        let (closer, again) = (paint(&view, 2.0, 1), paint(&view, 2.0, 0));
        assert_eq!((closer.cleared, closer.paths), (vec![ALL], again.paths + n_outlines));
    }

    #[test]
    fn a_place_is_outlined_on_a_surface_as_large_as_it() {
        let (mut view, surface) = (view(), Recorder::default());
        let outlined = |view: &MapView, code| {
            let made = RefCell::new(None);
            let on = |fit, size| {
                made.replace(Some((fit, size)));
                Ok(surface.clone())
            };
            let rect = highlight(view, code, 2.0, Tone(0), on).unwrap();
            (rect, made.into_inner(), surface.done())
        };
        assert_eq!(outlined(&view, "99999"), (None, None, Done::default()));
        // A state has an outline where states are shown.
        assert_eq!(outlined(&view, "FL"), (None, None, Done::default()));
        let (theme, (rect, made, lee)) = (Tone(0).theme(), outlined(&view, "12071"));
        let ([left, top, right, bottom], (fit, size)) = (rect.unwrap(), made.unwrap());
        assert_eq!(lee.colors, [theme.paper, theme.highlight]);
        // All of the surface, which is much smaller than the picture, holds that part of it.
        assert_eq!(lee.cleared, [[0.0, 0.0, size.0, size.1]]);
        assert!(size.0 >= right - left && size.1 >= bottom - top);
        assert!(size.0 * size.1 < SIZE.0 * SIZE.1 / 50.0);
        // Beside it is a county that has room on the same.
        assert_eq!(outlined(&view, "12021").1.map(|(_, size)| size), Some(size));
        assert!(view.place_at((left + right) / 2.0, (top + bottom) / 2.0).is_some_and(|place| place.code == "12071"));
        let (x, y) = view.fit().box_point(700.0, 500.0);
        assert_eq!(fit.box_point(700.0, 500.0), (x - left, y - top));
        for edge in [left, top, right, bottom] {
            assert_eq!((edge * 2.0).fract(), 0.0);
        }
        let refused = |_, _| Err::<Recorder, _>(Error::new(Kind::Picture, "nothing", "a surface"));
        assert!(highlight(&view, "99999", 2.0, Tone(0), refused).is_ok());
        assert!(highlight(&view, "12071", 2.0, Tone(0), refused).is_err());
        // A state holds its counties.
        ask(&mut view, "by=state");
        let state = outlined(&view, "FL").0.unwrap();
        assert!(state[0] < left && state[1] < top && state[2] > right && state[3] > bottom);
        assert_eq!(outlined(&view, "12071").0, Some(state));
        ask(&mut view, "");
        // From close up one reaches beyond the picture, and others lie outside.
        view.look_at(MapView::state_of("FL"));
        view.closer(30.0, SIZE.0 / 2.0, SIZE.1 / 2.0);
        let codes = ["12071", "12057", "12021", "53033"];
        let rects: Vec<_> = codes.iter().map(|code| outlined(&view, code).0).collect();
        assert!(rects.contains(&None), "{rects:?}");
        for [left, top, right, bottom] in rects.into_iter().flatten() {
            assert!(left >= 0.0 && top >= 0.0 && right <= SIZE.0 && bottom <= SIZE.1);
        }
    }

    #[test]
    fn a_picture_is_laid_where_fingers_took_the_map() {
        let (mut view, mut painter, mut surface) = (view(), Painter::default(), Recorder::default());
        let still = Laid { scale: 1.0, left: 0.0, top: 0.0 };
        assert_eq!(painter.laid(view.fit()), still);
        painter.paint(&mut surface, &view, 1.0, Tone(0), None);
        assert_eq!(painter.laid(view.fit()), still);
        // Twice from the whole, then twice from there: a picture is laid by where the one before was drawn.
        for _ in 0..2 {
            let fit = view.closer(2.0, SIZE.0 / 2.0, SIZE.1 / 2.0);
            let Laid { scale, left, top } = painter.laid(fit);
            assert!(
                (scale - 2.0).abs() < 1e-3 && (left + SIZE.0 / 2.0).abs() < 1.0 && (top + SIZE.1 / 2.0).abs() < 1.0
            );
            // Drawn anew, it lies as it is.
            view.resize(SIZE.0, SIZE.1);
            painter.paint(&mut surface, &view, 1.0, Tone(0), None);
            assert_eq!(painter.laid(fit), still);
        }
    }
}
