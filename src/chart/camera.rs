//! Where a map is looked at: how close, and at which of its points. It moves by what a finger, a wheel or a choice asks
//! for, and never leaves the map.

use super::surface::Fit;

/// How many times larger than whole a map may be looked at: a county of New England then fills a phone.
const CLOSEST: f32 = 14.0;
/// The share of a picture around a place that is looked at closely, to each side.
const MARGIN: f32 = 0.06;

/// A view of a map. The default shows the whole of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// How many times larger than whole, from 1.
    pub zoom: f32,
    /// The map point in the middle of the picture; of no meaning while the whole is shown.
    pub middle: (f32, f32),
}

impl Default for Camera {
    fn default() -> Camera {
        Camera { zoom: 1.0, middle: (0.0, 0.0) }
    }
}

impl Camera {
    /// The closest view of a rectangle of the map (left, top, right, bottom) in a picture of a size; the whole where
    /// the rectangle or the picture has no extent.
    pub fn around(bounds: [f32; 4], frame: (f32, f32), size: (f32, f32)) -> Camera {
        let [left, top, right, bottom] = bounds;
        let whole = Fit::new(frame, size).scale;
        let close = Fit::new((right - left, bottom - top), size).scale * (1.0 - 2.0 * MARGIN);
        if whole <= 0.0 || close <= 0.0 {
            return Camera::default();
        }
        let middle = ((left + right) / 2.0, (top + bottom) / 2.0);
        Camera { zoom: bounded(close / whole, 1.0, CLOSEST), middle }.held(frame, size)
    }

    /// How the map lies in a picture of a size.
    pub fn fit(&self, frame: (f32, f32), size: (f32, f32)) -> Fit {
        let whole = Fit::new(frame, size);
        if self.zoom <= 1.0 {
            return whole;
        }
        let scale = whole.scale * self.zoom;
        Fit { scale, offset: (size.0 / 2.0 - self.middle.0 * scale, size.1 / 2.0 - self.middle.1 * scale) }
    }

    /// `factor` times closer, with the map point under a point of the picture staying there.
    pub fn closer(&self, factor: f32, at: (f32, f32), frame: (f32, f32), size: (f32, f32)) -> Camera {
        let before = self.fit(frame, size);
        let Some(held) = before.map_point(at.0, at.1) else { return *self };
        let zoom = bounded(self.zoom * factor, 1.0, CLOSEST);
        // As far out as in leads back to the whole, whatever was lost in between.
        let zoom = if zoom < 1.001 { 1.0 } else { zoom };
        let scale = Fit::new(frame, size).scale * zoom;
        let middle = (held.0 + (size.0 / 2.0 - at.0) / scale, held.1 + (size.1 / 2.0 - at.1) / scale);
        Camera { zoom, middle }.held(frame, size)
    }

    /// Moved so that the map follows a finger by so many pixels of the picture; the whole does not move.
    pub fn moved(&self, by: (f32, f32), frame: (f32, f32), size: (f32, f32)) -> Camera {
        let scale = self.fit(frame, size).scale;
        if scale <= 0.0 {
            return *self;
        }
        let middle = (self.middle.0 - by.0 / scale, self.middle.1 - by.1 / scale);
        Camera { zoom: self.zoom, middle }.held(frame, size)
    }

    /// On the way to another view, a `share` of 0 to 1 of it: what is seen of the map shrinks or grows evenly.
    pub fn towards(&self, other: &Camera, share: f32, frame: (f32, f32)) -> Camera {
        let middle = |camera: &Camera| if camera.zoom <= 1.0 { (frame.0 / 2.0, frame.1 / 2.0) } else { camera.middle };
        let between = |from: f32, to: f32| from + (to - from) * share;
        let (from, to) = (middle(self), middle(other));
        let zoom = 1.0 / between(1.0 / self.zoom, 1.0 / other.zoom);
        Camera { zoom, middle: (between(from.0, to.0), between(from.1, to.1)) }
    }

    /// No further than where the map's edge meets the picture's.
    fn held(self, frame: (f32, f32), size: (f32, f32)) -> Camera {
        if self.zoom <= 1.0 {
            return Camera::default();
        }
        let scale = Fit::new(frame, size).scale * self.zoom;
        let hold = |middle: f32, whole: f32, seen: f32| {
            let half = (seen / 2.0).min(whole / 2.0);
            bounded(middle, half, whole - half)
        };
        let middle = (hold(self.middle.0, frame.0, size.0 / scale), hold(self.middle.1, frame.1, size.1 / scale));
        Camera { zoom: self.zoom, middle }
    }
}

/// Between two bounds. The library's own `clamp` carries words for bounds out of order, which each page would load.
fn bounded(number: f32, least: f32, most: f32) -> f32 {
    number.max(least).min(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: (f32, f32) = (100.0, 50.0);
    const SIZE: (f32, f32) = (200.0, 100.0);

    #[test]
    fn a_place_fills_the_picture() {
        let camera = Camera::around([60.0, 20.0, 70.0, 25.0], FRAME, SIZE);
        assert_eq!((camera.zoom, camera.middle), (8.8, (65.0, 22.5)));
        let fit = camera.fit(FRAME, SIZE);
        assert_eq!(fit.box_point(65.0, 22.5), (100.0, 50.0));
        // At the map's edge it is not in the middle, in a picture without extent nothing is.
        assert_eq!(Camera::around([0.0, 0.0, 10.0, 5.0], FRAME, SIZE).fit(FRAME, SIZE).offset, (0.0, 0.0));
        assert_eq!(Camera::around([0.0, 0.0, 10.0, 5.0], FRAME, (0.0, 0.0)), Camera::default());
        assert_eq!(Camera::around([0.0, 0.0, 0.1, 0.1], FRAME, SIZE).zoom, 14.0);
        assert_eq!(Camera::default().fit(FRAME, SIZE), Fit::new(FRAME, SIZE));
    }

    #[test]
    fn the_point_under_a_finger_stays() {
        let mut camera = Camera::default();
        let at = (150.0, 30.0);
        let held = camera.fit(FRAME, SIZE).map_point(at.0, at.1).unwrap();
        for factor in [1.5, 2.0, 0.7] {
            camera = camera.closer(factor, at, FRAME, SIZE);
            let now = camera.fit(FRAME, SIZE).box_point(held.0, held.1);
            assert!((now.0 - at.0).abs() < 0.01 && (now.1 - at.1).abs() < 0.01, "{now:?}");
        }
        let moved = camera.moved((10.0, -5.0), FRAME, SIZE).fit(FRAME, SIZE).box_point(held.0, held.1);
        assert!((moved.0 - at.0 - 10.0).abs() < 0.01 && (moved.1 - at.1 + 5.0).abs() < 0.01, "{moved:?}");
        assert_eq!(camera.closer(0.01, at, FRAME, SIZE), Camera::default());
        assert_eq!(Camera::default().moved((10.0, 10.0), FRAME, SIZE), Camera::default());
    }

    #[test]
    fn the_way_begins_and_ends_where_it_says() {
        let (from, to) = (Camera::default(), Camera { zoom: 8.0, middle: (80.0, 20.0) });
        let check = |share, zoom: f32, middle: (f32, f32)| {
            let camera = from.towards(&to, share, FRAME);
            assert!((camera.zoom - zoom).abs() < 0.01, "{camera:?}");
            assert!(
                (camera.middle.0 - middle.0).abs() < 0.01 && (camera.middle.1 - middle.1).abs() < 0.01,
                "{camera:?}"
            );
        };
        check(0.0, 1.0, (50.0, 25.0));
        check(1.0, 8.0, (80.0, 20.0));
        check(0.5, 1.0 / 0.5625, (65.0, 22.5));
        assert_eq!(to.towards(&to, 0.5, FRAME).middle, (80.0, 20.0));
    }
}
