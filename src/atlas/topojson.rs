//! TopoJSON as text to arcs and counties: the format of <https://github.com/topojson/topojson-specification>,
//! as far as maps of counties use it. It keeps the coordinates as they are and judges no shape.

use super::stream::broken;
use crate::error::Result;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// Arcs, and counties that are made of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Topology {
    /// Each arc's points, both ends included.
    pub(super) arcs: Vec<Vec<[f64; 2]>>,
    pub(super) shapes: Vec<Shape>,
}

/// One county.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    /// Five digits.
    pub(super) id: String,
    pub(super) name: String,
    /// Its polygons, each an outer ring and then its holes.
    pub(super) polygons: Vec<Vec<Ring>>,
}

/// The arcs around: `i`, or `!i` for arc `i` backwards.
pub(super) type Ring = Vec<i32>;

#[derive(Deserialize)]
struct File {
    #[serde(rename = "type")]
    kind: String,
    transform: Option<Transform>,
    arcs: Vec<Vec<Vec<f64>>>,
    objects: BTreeMap<String, Object>,
}

#[derive(Deserialize)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

#[derive(Deserialize)]
struct Object {
    #[serde(default)]
    geometries: Vec<Geometry>,
}

#[derive(Deserialize)]
struct Geometry {
    #[serde(rename = "type")]
    kind: Option<String>,
    id: Option<Value>,
    #[serde(default)]
    properties: Properties,
    #[serde(default)]
    arcs: Value,
}

#[derive(Default, Deserialize)]
struct Properties {
    name: Option<String>,
}

impl Topology {
    /// Reads the object `counties`, or the only one there is.
    ///
    /// # Errors
    /// When the text is no TopoJSON; when there is no such object; when a geometry is neither polygon nor
    /// multipolygon, has no id of five digits, no name, or names an arc that is not there.
    pub(super) fn parse(text: &str) -> Result<Topology> {
        let file: File = serde_json::from_str(text).map_err(|error| broken(&error.to_string(), "TopoJSON"))?;
        if file.kind != "Topology" {
            return Err(broken(&format!("type {:?}", file.kind), "type \"Topology\""));
        }
        let names: Vec<&str> = file.objects.keys().map(String::as_str).collect();
        let object = match (file.objects.get("counties"), names.as_slice()) {
            (Some(object), _) => object,
            (None, [only]) => file.objects.get(*only).ok_or_else(|| broken("no object", "one"))?,
            (None, _) => return Err(broken(&format!("objects {names:?}"), "one named \"counties\", or a single one")),
        };
        let arcs = file.arcs.iter().map(|arc| points(arc, file.transform.as_ref())).collect::<Result<Vec<_>>>()?;
        let shapes = object.geometries.iter().map(|geometry| geometry.shape(arcs.len())).collect::<Result<Vec<_>>>()?;
        Ok(Topology { arcs, shapes })
    }
}

impl Geometry {
    fn shape(&self, n_arcs: usize) -> Result<Shape> {
        let id = match &self.id {
            Some(Value::String(id)) => id.clone(),
            // A number has lost its leading zero.
            Some(Value::Number(id)) => format!("{:0>5}", id.to_string()),
            _ => String::new(),
        };
        if id.len() != 5 || !id.bytes().all(|b| b.is_ascii_digit()) {
            let found = self.id.as_ref().map_or("a geometry without id".to_owned(), |id| format!("id {id}"));
            return Err(broken(&found, "an id of five digits"));
        }
        let Some(name) = self.properties.name.clone() else {
            return Err(broken(&format!("county {id} without a name"), "properties.name"));
        };
        let polygons = match self.kind.as_deref() {
            Some("Polygon") => vec![rings(&self.arcs)],
            Some("MultiPolygon") => self.arcs.as_array().into_iter().flatten().map(rings).collect(),
            kind => {
                let found = format!("county {id} of type {}", kind.unwrap_or("null"));
                return Err(broken(&found, "Polygon or MultiPolygon"));
            }
        };
        let Some(polygons) = polygons.into_iter().collect::<Option<Vec<_>>>() else {
            return Err(broken(&format!("county {id} with other arcs"), "lists of lists of arcs' numbers"));
        };
        let index = |arc: &i32| if *arc < 0 { !*arc } else { *arc } as usize;
        match polygons.iter().flatten().flatten().find(|arc| index(arc) >= n_arcs) {
            Some(arc) => Err(broken(&format!("county {id} with arc {arc}"), &format!("one of the {n_arcs} arcs"))),
            None => Ok(Shape { id, name, polygons }),
        }
    }
}

fn rings(polygon: &Value) -> Option<Vec<Ring>> {
    let ring = |ring: &Value| ring.as_array()?.iter().map(|arc| i32::try_from(arc.as_i64()?).ok()).collect();
    polygon.as_array()?.iter().map(ring).collect()
}

/// Quantised arcs hold steps in a grid, others the points themselves.
fn points(arc: &[Vec<f64>], transform: Option<&Transform>) -> Result<Vec<[f64; 2]>> {
    let mut sum = [0.0; 2];
    let mut point = |position: &Vec<f64>| match (position.as_slice(), transform) {
        (&[x, y, ..], None) => Some([x, y]),
        (&[x, y, ..], Some(Transform { scale: [scale_x, scale_y], translate: [left, top] })) => {
            sum = [sum[0] + x, sum[1] + y];
            Some([sum[0] * scale_x + left, sum[1] * scale_y + top])
        }
        _ => None,
    };
    if arc.len() < 2 {
        return Err(broken(&format!("an arc of {} positions", arc.len()), "two or more"));
    }
    arc.iter().map(|position| point(position).ok_or_else(|| broken("a position of one number", "two"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQUARE: &str = r#"{"type":"Polygon","id":"12001","properties":{"name":"A"},"arcs":[[0]]}"#;

    fn file(rest: &str, geometry: &str) -> String {
        format!(
            r#"{{"type":"Topology",{rest}"objects":{{"c":{{"type":"GeometryCollection","geometries":[{geometry}]}}}}}}"#
        )
    }

    #[test]
    fn quantised_or_not_the_points_are_the_same() {
        let check = |rest| {
            let topology = Topology::parse(&file(rest, SQUARE)).unwrap();
            assert_eq!(topology.arcs, [[[1.0, 2.0], [5.0, 2.0], [5.0, 6.0], [1.0, 2.0]]]);
            assert_eq!(topology.shapes[0].polygons, [[[0]]]);
        };
        check(r#""arcs":[[[1,2],[5,2],[5,6],[1,2]]],"#);
        check(r#""transform":{"scale":[2,2],"translate":[1,2]},"arcs":[[[0,0],[2,0],[0,2],[-2,-2]]],"#);
    }

    #[test]
    fn errors_say_what_was_found() {
        let check = |text: &str, expected: &str| {
            let found = Topology::parse(text).map(|_| ()).unwrap_err().to_string();
            assert_eq!(found, format!("geography: found {expected}"));
        };
        let arcs = r#""arcs":[[[1,2],[5,2],[5,6],[1,2]]],"#;
        check(&file(arcs, &SQUARE.replace("12001", "1201")), "id \"1201\", expected an id of five digits");
        check(&file(arcs, &SQUARE.replace("[[0]]", "[[7]]")), "county 12001 with arc 7, expected one of the 1 arcs");
        check(
            &file(arcs, &SQUARE.replace("[[0]]", "[0]")),
            "county 12001 with other arcs, expected lists of lists of arcs' numbers",
        );
        check(
            &file(arcs, &SQUARE.replace("Polygon", "Point")),
            "county 12001 of type Point, expected Polygon or MultiPolygon",
        );
        check(&file(arcs, &SQUARE.replace("name", "title")), "county 12001 without a name, expected properties.name");
        check(&file(r#""arcs":[[[1,2]]],"#, SQUARE), "an arc of 1 positions, expected two or more");
        check(&file(r#""arcs":[[[1],[2]]],"#, SQUARE), "a position of one number, expected two");
        check(
            r#"{"type":"Topology","arcs":[],"objects":{"a":{},"b":{}}}"#,
            "objects [\"a\", \"b\"], expected one named \"counties\", or a single one",
        );
        check(r#"{"type":"Feature","arcs":[],"objects":{}}"#, "type \"Feature\", expected type \"Topology\"");
        check("FIPS,name", "expected value at line 1 column 1, expected TopoJSON");
    }

    #[test]
    fn a_number_is_an_id_with_its_zero_lost() {
        let text = file(r#""arcs":[[[1,2],[5,2],[5,6],[1,2]]],"#, &SQUARE.replace("\"12001\"", "1001"));
        assert_eq!(Topology::parse(&text).unwrap().shapes[0].id, "01001");
    }
}
