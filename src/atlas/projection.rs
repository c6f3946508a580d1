//! From longitude and latitude to the map: the United States as atlases print them, Alaska and Hawaii
//! below the south-west, Guam and the Northern Marianas below the south-east. Formulae only.
//!
//! The frame of 975 by 610 and its first three parts are those of us-atlas's projected files, so that a city
//! falls where its county is drawn. The README of us-atlas, every edition's, gives scale and middle,
//! <https://github.com/d3/d3-geo#geoAlbersUsa> the places of Alaska and Hawaii.

#[cfg(not(target_family = "wasm"))]
use crate::place::State;

/// Map units to one radian of a great circle, so 4.9 km to a unit: us-atlas's scale.
const SCALE: f64 = 1300.0;
/// Width and height of the map in map units.
#[cfg(not(target_family = "wasm"))]
pub(super) const FRAME: (f64, f64) = (975.0, 610.0);
/// The middle of the frame.
const MIDDLE: (f64, f64) = (487.5, 305.0);

/// One part of the map.
struct Part {
    /// West, south, east, north in degrees. West above east crosses the 180th meridian.
    reach: [f64; 4],
    /// Longitude and latitude in degrees of the point drawn at `at`.
    centre: (f64, f64),
    /// Map units.
    at: (f64, f64),
    /// Times [`SCALE`].
    scale: f64,
    method: Method,
}

enum Method {
    /// Albers' equal-area conic: the central meridian and the two standard parallels, degrees.
    /// J. P. Snyder, Map Projections: A Working Manual, USGS Professional Paper 1395 (1987), equations 14-1 to 14-6.
    Conic { meridian: f64, parallels: (f64, f64) },
    /// Plate carrée with longitudes shortened by the cosine of the centre's latitude: true enough over five degrees.
    Local,
}

/// The forty-eight and the District. ESRI:102003, USA Contiguous Albers Equal Area Conic: parallels 29.5 and
/// 45.5, meridian 96 W.
const MAINLAND: Part = Part {
    reach: [-125.0, 24.3, -66.8, 49.5],
    centre: (-96.6, 38.7),
    at: MIDDLE,
    scale: 1.0,
    method: Method::Conic { meridian: -96.0, parallels: (29.5, 45.5) },
};

/// EPSG:3338, Alaska Albers: parallels 55 and 65, meridian 154 W.
const ALASKA: Part = Part {
    reach: [172.0, 51.0, -129.9, 72.0],
    centre: (-156.0, 58.5),
    at: (MIDDLE.0 - 0.307 * SCALE, MIDDLE.1 + 0.201 * SCALE),
    scale: 0.35,
    method: Method::Conic { meridian: -154.0, parallels: (55.0, 65.0) },
};

/// ESRI:102007, Hawaii Albers: parallels 8 and 18, meridian 157 W.
const HAWAII: Part = Part {
    reach: [-161.0, 18.0, -154.0, 23.0],
    centre: (-160.0, 19.9),
    at: (MIDDLE.0 - 0.205 * SCALE, MIDDLE.1 + 0.212 * SCALE),
    scale: 1.0,
    method: Method::Conic { meridian: -157.0, parallels: (8.0, 18.0) },
};

/// In empty water east of Florida, thrice as large as the mainland, or it would be ten units tall.
const GUAM: Part = Part {
    reach: [144.5, 13.1, 145.1, 13.8],
    centre: (144.785, 13.445),
    at: (910.0, 582.0),
    scale: 3.0,
    method: Method::Local,
};

/// East of Guam, half as large again as the mainland, and so 160 units tall. The centre lies amid the islands
/// that us-atlas has, Rota to Agrihan.
const MARIANAS: Part = Part {
    reach: [144.7, 14.0, 146.2, 20.6],
    centre: (145.45, 16.46),
    at: (945.0, 519.0),
    scale: 1.5,
    method: Method::Local,
};

/// Where longitude and latitude in degrees fall on the map of the United States, in map units; `None` outside
/// the fifty states, the District, Guam and the Northern Marianas, or rather outside boxes around them.
pub fn project(longitude: f64, latitude: f64) -> Option<(f32, f32)> {
    let part = [ALASKA, HAWAII, GUAM, MARIANAS, MAINLAND].into_iter().find(|part| {
        let [west, south, east, north] = part.reach;
        let between =
            if west <= east { (west..=east).contains(&longitude) } else { longitude >= west || longitude <= east };
        between && (south..=north).contains(&latitude)
    })?;
    let (x, y) = part.place(longitude, latitude);
    Some((x as f32, y as f32))
}

/// The same in the part of the map that a state is drawn in; `None` for territories without one.
#[cfg(not(target_family = "wasm"))]
pub(super) fn project_in(state: State, longitude: f64, latitude: f64) -> Option<(f64, f64)> {
    part_of(state).map(|part| part.place(longitude, latitude))
}

/// Whether a state is drawn elsewhere than it lies.
#[cfg(not(target_family = "wasm"))]
pub(super) fn is_inset(state: State) -> bool {
    matches!(state.code(), 2 | 15 | 66 | 69)
}

#[cfg(not(target_family = "wasm"))]
fn part_of(state: State) -> Option<Part> {
    match state.code() {
        2 => Some(ALASKA),
        15 => Some(HAWAII),
        66 => Some(GUAM),
        69 => Some(MARIANAS),
        _ => (!state.is_territory()).then_some(MAINLAND),
    }
}

impl Part {
    fn place(&self, longitude: f64, latitude: f64) -> (f64, f64) {
        let ((x, y), (x0, y0)) = (self.flatten(longitude, latitude), self.flatten(self.centre.0, self.centre.1));
        let scale = SCALE * self.scale;
        (self.at.0 + scale * (x - x0), self.at.1 - scale * (y - y0))
    }

    /// On the plane, in radians, y to the north.
    fn flatten(&self, longitude: f64, latitude: f64) -> (f64, f64) {
        let phi = latitude.to_radians();
        match self.method {
            Method::Conic { meridian, parallels } => {
                // Between half a turn west and half a turn east of the meridian.
                let lambda = ((longitude - meridian + 180.0).rem_euclid(360.0) - 180.0).to_radians();
                let (sin_south, sin_north) = (parallels.0.to_radians().sin(), parallels.1.to_radians().sin());
                let n = (sin_south + sin_north) / 2.0;
                let c = 1.0 + sin_south * (2.0 * n - sin_south);
                let rho = (c - 2.0 * n * phi.sin()).max(0.0).sqrt() / n;
                (rho * (n * lambda).sin(), c.sqrt() / n - rho * (n * lambda).cos())
            }
            Method::Local => ((longitude - self.centre.0).to_radians() * self.centre.1.to_radians().cos(), phi),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cities_fall_where_they_are_drawn() {
        let check = |longitude, latitude, expected: Option<(i32, i32)>| {
            let found = project(longitude, latitude).map(|(x, y)| (x.round() as i32, y.round() as i32));
            assert_eq!(found, expected, "{longitude}, {latitude}");
        };
        check(-96.6, 38.7, Some((488, 305)));
        check(-96.0, 38.7, Some((498, 305)));
        check(144.785, 13.445, Some((910, 582)));
        check(145.45, 16.46, Some((945, 519)));
        check(2.35, 48.85, None);
        check(-30.0, 40.0, None);
    }
}
