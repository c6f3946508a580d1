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

fn map(name: &str, width: u32, text: &str) {
    let geography = Geography::decode(include_bytes!("../data/us.atlas")).unwrap();
    let mut widget = MapWidget::new(record(), Rc::new(geography)).unwrap();
    widget.update(query(text));
    let theme = theme(name);
    let picture = figure::map(&widget.caption(&theme), widget.geography(), widget.choropleth(), &theme, width);
    check(name, &picture);
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
    map("map-county", 480, "");
}

#[test]
fn map_of_states_in_spanish_dark() {
    map("map-state-dark", 320, "by=state&unit=agencies&lang=es&model=TFM,WSO");
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
