//! What answers a reader: of a map, of a growth chart, of a record. Functions, so that nothing can be asked of a view
//! before they are there.

use std::rc::Rc;

use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

use crate::atlas;
use crate::chart::{self, Tone};
use crate::contract::Query;
use crate::date::Date;
use crate::error::{Error, Kind};
use crate::roster::query::count::{self, By};
use crate::roster::record;
use crate::roster::record::names::Names;

use super::super::canvas::Canvas;
use super::super::map;
use super::super::needs::{answerable, require_names};
use super::growth::GrowthView;
use super::{Answer, Geography, MapView, Record, listed, set};

/// A plain object; maps as objects, not as `Map`.
fn plain(value: &impl Serialize) -> JsValue {
    // Structs of text and numbers always have one.
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}

/// A record that is being read from CSV.
#[wasm_bindgen]
pub struct CsvReading(record::reading::Reading);

#[wasm_bindgen]
impl CsvReading {
    /// Of nothing yet.
    ///
    /// ```js
    /// const reading = new CsvReading();
    /// ```
    #[wasm_bindgen(constructor)]
    pub fn new() -> CsvReading {
        CsvReading(record::reading::Reading::new(true))
    }

    /// Reads on, a piece of the file.
    ///
    /// ```js
    /// reading.read(bytes.subarray(0, 1 << 20));
    /// ```
    pub fn read(&mut self, bytes: &[u8]) -> Answer<()> {
        Ok(self.0.read(bytes)?)
    }

    /// The record, once, at the end of the file.
    ///
    /// ```js
    /// const record = reading.record();
    /// ```
    pub fn record(&mut self) -> Answer<Record> {
        listed(self.0.record()?)
    }
}

/// Gives a record the names of `names.bin`: those of counties, and those of its agencies if they have none.
///
/// ```js
/// nameRecord(record, names);
/// ```
#[wasm_bindgen(js_name = nameRecord)]
pub fn name_record(record: &mut Record, names: &[u8]) -> Answer<()> {
    if record.0.wants_names() {
        let mut named = record::Record::clone(&record.0);
        named.name(&Names::read(names)?)?;
        record.0 = Rc::new(named);
    }
    Ok(())
}

/// Gives the counties of a geometry the names of `names.bin`; those that have one keep it.
///
/// ```js
/// nameGeography(geography, names);
/// ```
#[wasm_bindgen(js_name = nameGeography)]
pub fn name_geography(geography: &Geography, names: &[u8]) -> Answer<()> {
    let names = Names::read(names)?;
    geography.0.name(|fips| names.county(fips));
    Ok(())
}

/// Lets a map answer by the names that its record was given, and draw from here on what changes alone.
///
/// ```js
/// nameMap(map, record);
/// ```
#[wasm_bindgen(js_name = nameMap)]
pub fn name_map(map: &mut MapView, record: &Record) {
    map.told = None;
    map.redraw = Some(chart::map::redraw);
    map.view.learn(record.0.clone());
}

/// Lets a map show more than counties by how many: states with their numbers, agencies, shares, first signatures.
///
/// ```js
/// equip(map);
/// ```
#[wasm_bindgen]
pub fn equip(map: &mut MapView) {
    map.told = None;
    map.view.equip();
}

/// Counts of a record by the named groups: an array of objects with a key for each, then `agreements` and `agencies`.
///
/// ```js
/// const [first] = counts(record, 'as-of\t2025-05-28', ['state']);
/// ```
#[wasm_bindgen]
pub fn counts(record: &Record, query: &str, by: Vec<String>) -> Answer<js_sys::Array> {
    let (query, _) = Query::read_lines(query);
    if by.iter().any(|name| name == By::Agency.code()) {
        require_names(&record.0)?;
    }
    answerable(&record.0, &query)?;
    let mut groups = Vec::new();
    for name in &by {
        let known = || By::ALL.map(By::code).join(" ");
        groups.push(By::from_code(name).ok_or_else(|| Error::new(Kind::Record, format!("by \"{name}\""), known()))?);
    }
    let lines = js_sys::Array::new();
    let Some(day) = record.0.clamp(query.as_of) else { return Ok(lines) };
    for count in count::count(&record.0, &query.filter, day, &groups) {
        let line = js_sys::Object::new();
        for (name, group) in by.iter().zip(&count.groups) {
            set(&line, name, group);
        }
        set(&line, "agreements", count.agreements as f64);
        set(&line, "agencies", count.agencies as f64);
        lines.push(&line);
    }
    Ok(lines)
}

/// Reads a finer geometry of the same counties.
///
/// ```js
/// const fine = finer(bytes, geography);
/// ```
#[wasm_bindgen]
pub fn finer(bytes: &[u8], coarser: &Geography) -> Answer<Geography> {
    Ok(Geography(Rc::new(atlas::Geography::decode(bytes)?.finer_than(&coarser.0)?)))
}

/// Gives a map a finer geometry, for a closer look.
///
/// ```js
/// refine(map, finer(bytes, geography));
/// ```
#[wasm_bindgen]
pub fn refine(map: &mut MapView, fine: &Geography) {
    map.view.refine(fine.0.clone());
}

/// Outlines a place on a canvas that is to be laid over the map. Gives which rectangle of the picture that holds, in
/// CSS pixels, or nothing where there is nothing to outline.
///
/// ```js
/// const [left, top, right, bottom] = highlight(map, canvas, '12071', devicePixelRatio, tone) ?? [0, 0, 0, 0];
/// ```
#[wasm_bindgen]
pub fn highlight(
    map: &MapView,
    canvas: &HtmlCanvasElement,
    code: &str,
    ratio: f32,
    tone: u8,
) -> Answer<Option<Vec<f32>>> {
    // Without a picture there is nothing to outline.
    let Some((view, face)) = Some(&map.view).zip(map.face.clone()) else { return Ok(None) };
    let surface = |fit, size| Canvas::new(canvas, fit, size, ratio, face);
    Ok(map::highlight(view, code, ratio, Tone(tone), surface)?.map(Vec::from))
}

/// The place at a point in CSS pixels, or `null`. While nothing changes, the same object for the same place.
///
/// ```js
/// const name = placeAt(map, 120, 80)?.name;
/// ```
#[wasm_bindgen(js_name = placeAt)]
pub fn place_at(map: &mut MapView, x: f32, y: f32) -> JsValue {
    let Some(under) = map.view.under(x, y) else { return JsValue::NULL };
    match &map.told {
        Some((told, place)) if *told == under => place.clone(),
        _ => {
            let place = plain(&map.view.place_under(under));
            map.told = Some((under, place.clone()));
            place
        }
    }
}

/// The place of a code, or `null`.
///
/// ```js
/// const lines = placeOf(map, '12071')?.lines;
/// ```
#[wasm_bindgen(js_name = placeOf)]
pub fn place_of(map: &MapView, code: &str) -> JsValue {
    plain(&map.view.place_of(code))
}

/// The place next in a direction, or `null`.
///
/// ```js
/// const east = neighbour(map, '12071', 1, 0);
/// ```
#[wasm_bindgen]
pub fn neighbour(map: &MapView, code: Option<String>, dx: f32, dy: f32) -> JsValue {
    plain(&map.view.neighbour(code.as_deref(), dx, dy))
}

/// The first or the last place.
///
/// ```js
/// const first = end(map, false);
/// ```
#[wasm_bindgen]
pub fn end(map: &MapView, last: bool) -> JsValue {
    plain(&map.view.end(last))
}

/// The numbers of a map: `{head, rows}`.
///
/// ```js
/// const { head, rows } = mapTable(map);
/// ```
#[wasm_bindgen(js_name = mapTable)]
pub fn map_table(map: &MapView) -> JsValue {
    plain(&map.view.table())
}

/// Looks closely at the state of a place's code; without one, at the whole.
///
/// ```js
/// lookAt(map, '12071');
/// ```
#[wasm_bindgen(js_name = lookAt)]
pub fn look_at(map: &mut MapView, code: Option<String>) {
    map.told = None;
    map.view.look_at(code.as_deref().and_then(map::MapView::state_of));
}

/// The postal code of the state that a place's code stands for or lies in.
///
/// ```js
/// stateOf('12071'); // 'FL'
/// ```
#[wasm_bindgen(js_name = stateOf)]
pub fn state_of(code: &str) -> Option<String> {
    map::MapView::state_of(code).map(|state| state.postal().to_owned())
}

/// The postal code of the state that is looked at closely.
///
/// ```js
/// const isCloser = lookedAt(map) !== undefined;
/// ```
#[wasm_bindgen(js_name = lookedAt)]
pub fn looked_at(map: &MapView) -> Option<String> {
    map.view.looked_at().map(|state| state.postal().to_owned())
}

/// Comes closer around a point; gives how to lay the drawn picture until it is drawn anew: scale, then left and top in
/// CSS pixels.
///
/// ```js
/// const [scale, left, top] = closer(map, 1.6, 120, 80);
/// ```
#[wasm_bindgen]
pub fn closer(map: &mut MapView, factor: f32, x: f32, y: f32) -> Vec<f32> {
    let fit = map.view.closer(factor, x, y);
    map.laid(fit)
}

/// Moves the map; see `closer`.
///
/// ```js
/// const [scale, left, top] = moved(map, 40, 0);
/// ```
#[wasm_bindgen]
pub fn moved(map: &mut MapView, x: f32, y: f32) -> Vec<f32> {
    let fit = map.view.moved(x, y);
    map.laid(fit)
}

/// A share of the way to where `lookAt` leads; see `closer`.
///
/// ```js
/// const [scale, left, top] = travel(map, 0.5);
/// ```
#[wasm_bindgen]
pub fn travel(map: &mut MapView, share: f32) -> Vec<f32> {
    map.laid(map.view.travel(share))
}

/// Tells a growth chart the sources of the totals of the years before the record, from `sources.tsv`.
///
/// ```js
/// citeGrowth(chart, sources);
/// ```
#[wasm_bindgen(js_name = citeGrowth)]
pub fn cite_growth(chart: &mut GrowthView, sources: &[u8]) -> Answer<()> {
    Ok(chart.view.cite(sources)?)
}

/// Keeps the time axis while days of signing are chosen on it.
///
/// ```js
/// hold(chart);
/// ```
#[wasm_bindgen]
pub fn hold(chart: &mut GrowthView) {
    chart.view.hold();
}

/// The day under a point in CSS pixels, `YYYY-MM-DD`.
///
/// ```js
/// const day = dayAt(chart, 120, 80) ?? '';
/// ```
#[wasm_bindgen(js_name = dayAt)]
pub fn day_at(chart: &GrowthView, x: f32, y: f32) -> Option<String> {
    chart.view.day_at(x, y).map(|day| day.to_string())
}

/// What the chart says at a point in CSS pixels.
///
/// ```js
/// const lines = readingAt(chart, 120, 80)?.lines;
/// ```
#[wasm_bindgen(js_name = readingAt)]
pub fn reading_at(chart: &GrowthView, x: f32, y: f32) -> JsValue {
    plain(&chart.view.reading_at(x, y))
}

/// What the chart says of the list `by` lists from a day (`YYYY-MM-DD`, or the end without one).
///
/// ```js
/// const before = readingBeside(chart, '2025-05-28', -1);
/// ```
#[wasm_bindgen(js_name = readingBeside)]
pub fn reading_beside(chart: &GrowthView, day: Option<String>, by: i32) -> JsValue {
    plain(&chart.view.reading_beside(day.as_deref().and_then(Date::parse), by as isize))
}

/// The numbers of a chart: `{head, rows}`.
///
/// ```js
/// const { head, rows } = growthTable(chart);
/// ```
#[wasm_bindgen(js_name = growthTable)]
pub fn growth_table(chart: &GrowthView) -> JsValue {
    plain(&chart.view.table())
}
