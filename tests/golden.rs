//! Golden images: every drawing compared with the file that somebody looked at. `cargo xtask golden` writes them anew; a
//! missing one fails, so that none is ever made unseen.

use std::path::Path;
use std::rc::Rc;

use agreement_atlas::atlas::Geography;
use agreement_atlas::chart::{Theme, figure};
use agreement_atlas::embed::{GrowthWidget, MapWidget, Query};
use agreement_atlas::roster::Record;

use crate::project;

/// A record small enough to read, with every kind of place: counties, a city, a state agency, a territory, nowhere.
const RECORD: &str = include_str!("fixtures/record.csv");
/// The record itself, for pictures as they are in newspapers.
const WHOLE: &str = include_str!("../data/agreements.csv");

fn record() -> Rc<Record> {
    Rc::new(Record::read(RECORD.as_bytes()).unwrap())
}

fn query(text: &str) -> Query {
    let (query, warnings) = Query::parse(text);
    assert!(warnings.is_empty(), "{warnings:?}");
    query
}

fn theme(name: &str) -> Theme {
    if name.ends_with("-dark") { Theme::DARK } else { Theme::LIGHT }
}

/// Compares a picture with its golden file, or writes it when GOLDEN=write says so.
fn check(name: &str, picture: &str) {
    let path = project(&format!("tests/golden/{name}.svg"));
    if std::env::var("GOLDEN").as_deref() == Ok("write") {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, picture).unwrap();
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    if expected != picture {
        // Saved beside the build, to be looked at next to the golden one.
        let changed = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-changed.svg"));
        std::fs::write(&changed, picture).unwrap();
        panic!("{name}: found {}, expected {}", changed.display(), path.display());
    }
}

fn map(name: &str, width: f32, text: &str) {
    let decode = |bytes: &[u8]| Geography::decode(bytes).unwrap();
    let geography = Rc::new(decode(include_bytes!("../data/us.atlas")));
    let fine = decode(include_bytes!("../data/us-fine.atlas")).named_after(&geography).unwrap();
    let record = Rc::new(Record::read(WHOLE.as_bytes()).unwrap());
    let mut widget = MapWidget::new(record, geography.clone()).unwrap();
    widget.refine(Rc::new(fine));
    widget.update(query(&format!("as-of=2025-12-31&{text}")));
    widget.resize(width, figure::map_height(geography.frame(), width));
    let theme = theme(name);
    check(name, &figure::map(&widget.caption(&theme), &widget.scene(&theme)));
}

fn growth(name: &str, width: u32, text: &str) {
    let mut widget = GrowthWidget::new(record()).unwrap();
    widget.update(query(text));
    let theme = theme(name);
    let picture = figure::growth(&widget.caption(&theme), widget.growth(), &theme, widget.lang(), width).unwrap();
    check(name, &picture);
}

#[test]
fn map_of_counties() {
    map("map-county", 640.0, "");
}

#[test]
fn map_of_states() {
    map("map-state", 640.0, "by=state");
}

#[test]
fn map_of_states_in_spanish_dark_on_a_phone() {
    map("map-state-dark", 320.0, "by=state&unit=agencies&lang=es&model=TFM,WSO");
}

#[test]
fn map_of_agencies() {
    map("map-agency", 640.0, "by=agency");
}

#[test]
fn map_of_one_state() {
    map("map-florida", 960.0, "state=FL");
}

#[test]
fn map_of_the_agencies_of_one_state_dark() {
    map("map-agency-texas-dark", 320.0, "by=agency&state=TX");
}

#[test]
fn map_without_an_agreement() {
    map("map-empty", 320.0, "state=CA");
}

#[test]
fn growth_by_model() {
    growth("growth-model", 640, "");
}

#[test]
fn growth_on_a_day_of_the_past() {
    growth("growth-none-dark", 320, "split=none&as-of=2025-06-01&lang=es");
}

#[test]
fn growth_by_level() {
    growth("growth-level", 320, "split=level&range=2025-02-01..&state=FL");
}
