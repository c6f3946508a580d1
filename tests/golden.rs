//! Golden images: every drawing compared with the file that somebody looked at. `cargo xtask golden` writes them anew;
//! a missing one fails, so that none is ever made unseen.

use std::path::Path;
use std::rc::Rc;

use agreement_atlas::atlas::Geography;
use agreement_atlas::contract::{Query, View};
use agreement_atlas::embed::background::notes;
use agreement_atlas::embed::poster::{Poster, Size, Sources};
use agreement_atlas::roster::query::background;
use agreement_atlas::roster::query::earlier::Earlier;
use agreement_atlas::roster::record::Record;

use crate::{archive, geography, project, text};

/// A record small enough to read, with every kind of place: counties, a city, a state agency, a territory, nowhere.
const RECORD: &str = include_str!("fixtures/record.csv");
/// The record itself, for pictures as they are in newspapers.
pub const WHOLE: &str = include_str!("../data/agreements.csv");

/// A record that knows what counties are called.
pub fn named(csv: &str) -> Rc<Record> {
    let mut record = Record::read(csv.as_bytes()).unwrap();
    record.name_counties(archive::counties().counties());
    Rc::new(record)
}

fn query(words: &str) -> Query {
    let (query, warnings) = Query::parse(words);
    assert!(warnings.is_empty(), "{warnings:?}");
    query
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

/// What is known beside the committed record.
pub fn earlier() -> Earlier {
    let bytes = |file: &str| std::fs::read(project(&format!("data/{file}"))).unwrap();
    let tables = ["totals.csv", "early.csv", "lists.csv", "restated.csv"].map(bytes);
    let record = Record::read(WHOLE.as_bytes()).unwrap();
    Earlier::compile(tables.each_ref().map(Vec::as_slice), &record).unwrap()
}

/// What pictures are made from: the committed record with all that is known beside it.
fn sources() -> Sources {
    let geography = Rc::new(geography());
    let fine = Geography::decode(include_bytes!("../data/us-fine.atlas")).unwrap().finer_than(&geography).unwrap();
    Sources { record: named(WHOLE), geography, fine: Some(Rc::new(fine)), earlier: Some(earlier()) }
}

fn map(name: &str, width: f32, text: &str) {
    draw(name, (&sources(), View::Map), &format!("as-of=2025-12-31&{text}"), Size::Width(width), "");
}

/// A chart of the committed record and of the years before it, or of the small record alone.
fn growth(name: &str, width: u32, text: &str, notes: &str) {
    let mut sources = sources();
    if name.starts_with("growth-small") {
        sources = Sources { record: named(RECORD), earlier: None, ..sources };
    }
    draw(name, (&sources, View::Growth), text, Size::Width(width as f32), notes);
}

fn draw(name: &str, (sources, view): (&Sources, View), text: &str, size: Size, notes: &str) {
    let theme = if name.ends_with("-dark") { "&theme=dark" } else { "" };
    let poster = sources.draw(view, query(&[text, theme].concat()), size, notes).unwrap();
    check(name, &poster.svg);
}

/// The tag that people copy has the poster as its fallback, with the words and the size that it has.
#[test]
fn the_fallback_of_the_readme_says_what_the_poster_shows() {
    let Poster { sentence, size: (width, height), .. } =
        sources().draw(View::Map, Query::default(), Size::Width(640.0), "").unwrap();
    let said = sentence.replace('&', "&amp;").replace('"', "&quot;");
    let image = format!(
        "<img src=\"/agreement-atlas/poster/map.svg\" alt=\"{said}\" width=\"{width}\" height=\"{height}\" loading=\"lazy\">"
    );
    for file in ["README.md", "docs/package.md"] {
        let found = text(file);
        let line = found.lines().find(|line| line.contains("poster/map.svg\"")).unwrap().trim();
        if std::env::var("GOLDEN").as_deref() == Ok("write") {
            std::fs::write(project(file), found.replace(line, &image)).unwrap();
        } else {
            assert_eq!(line, image, "{file}: cargo xtask golden");
        }
    }
}

#[test]
fn grid_of_the_states() {
    draw("grid", (&sources(), View::Grid), "", Size::Width(640.0), "");
}

#[test]
fn grid_of_some_states_on_a_day_of_the_past_in_spanish_dark_on_a_phone() {
    let text = "as-of=2025-06-01&lang=es&state=FL,TX,GA,NC,VA,TN,MP";
    draw("grid-320-es-dark", (&sources(), View::Grid), text, Size::Width(320.0), "");
}

#[test]
fn cards_for_social_media() {
    let sources = sources();
    draw("card-map", (&sources, View::Map), "", Size::Card, "");
    draw("card-map-es-dark", (&sources, View::Map), "state=TX&by=agency&model=TFM&lang=es", Size::Card, "");
    draw("card-growth", (&sources, View::Growth), "", Size::Card, "");
    draw("card-headline", (&sources, View::Headline), "", Size::Card, "");
    draw("card-place-es-dark", (&sources, View::Place), "county=12086&lang=es", Size::Card, "");
    draw("place-state-320", (&sources, View::Place), "state=VA", Size::Width(320.0), "");
    draw("card-grid-es-dark", (&sources, View::Grid), "as-of=2025-06-01&lang=es", Size::Card, "");
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
fn map_of_states_after_the_last_list() {
    map("map-restated", 640.0, "by=state&as-of=2026-10-09");
}

#[test]
fn map_of_states_after_the_last_list_in_spanish_dark_on_a_phone() {
    map("map-restated-es-dark", 320.0, "by=state&as-of=2026-10-09&lang=es&model=TFM");
}

#[test]
fn map_of_counties_on_the_last_list() {
    map("map-latest", 640.0, "as-of=latest");
}

#[test]
fn map_of_counties_on_the_last_list_dark_on_a_phone() {
    map("map-latest-dark", 320.0, "as-of=latest");
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
fn map_of_states_on_a_phone() {
    map("map-state-320", 320.0, "by=state&as-of=latest");
}

#[test]
fn map_of_agencies_on_a_phone() {
    map("map-agency-320", 320.0, "by=agency");
}

#[test]
fn map_of_one_county() {
    map("map-one-county", 640.0, "county=12086");
}

#[test]
fn map_of_first_signatures() {
    map("map-first", 640.0, "measure=first&as-of=latest");
}

#[test]
fn map_of_first_signatures_by_state_in_spanish_dark_on_a_phone() {
    map("map-first-state-es-dark", 320.0, "measure=first&by=state&as-of=latest&lang=es");
}

#[test]
fn map_of_shares() {
    map("map-share", 640.0, "by=state&unit=share&as-of=latest");
}

#[test]
fn map_of_shares_in_spanish_dark_on_a_phone() {
    map("map-share-es-dark", 320.0, "by=state&unit=share&as-of=latest&lang=es");
}

#[test]
fn growth_of_one_county_on_a_phone() {
    growth("growth-county-es", 320, "county=12086&lang=es", "");
}

#[test]
fn map_without_an_agreement() {
    map("map-empty", 320.0, "state=CA");
}

#[test]
fn growth_of_the_country() {
    growth("growth-national", 975, "range=..", "2025-05-28\t627 agreements");
}

#[test]
fn growth_with_what_others_say() {
    let statements = background::compile(text("data/background.csv").as_bytes()).unwrap();
    for (name, width, words) in [
        ("growth-background", 975, "notes=background&range=2008-01-01..2020-12-31"),
        ("growth-background-es-dark", 320, "notes=background&range=..&lang=es"),
    ] {
        growth(name, width, words, &notes(&statements, &query(words)));
    }
}

#[test]
fn growth_as_it_opens() {
    growth("growth-opening", 975, "", "");
}

#[test]
fn growth_as_it_opens_on_a_phone_in_spanish_dark() {
    growth("growth-opening-es-dark", 320, "lang=es", "");
}

#[test]
fn growth_on_a_phone() {
    growth("growth-320", 320, "range=2021-01-12..", "");
}

#[test]
fn growth_on_a_phone_since_2002_in_spanish_dark() {
    growth("growth-320-es-dark", 320, "lang=es&range=..", "");
}

#[test]
fn growth_of_one_state() {
    growth("growth-state", 640, "state=FL&split=level&range=2024-06-01..", "");
}

#[test]
fn growth_of_six_states() {
    growth("growth-six-states", 640, "state=FL,TX,GA,NC,VA,TN&split=none&range=2021-01-12..", "");
}

#[test]
fn growth_of_two_states_on_a_phone() {
    growth("growth-two-states-dark", 320, "state=FL,MP&split=none&range=..", "");
}

#[test]
fn growth_since_2025_to_the_last_restated_total() {
    growth("growth-restated", 975, "range=2025-01-01..", "");
}

#[test]
fn growth_of_what_totals_say_nothing_of() {
    growth("growth-unfit-es-dark", 480, "level=municipal&range=2025-01-01..&lang=es", "");
}

#[test]
fn growth_by_signatures() {
    growth("growth-signed", 640, "measure=signed&range=2024-09-01..", "");
}

#[test]
fn growth_by_signatures_of_all_years() {
    growth("growth-signed-years-es", 480, "measure=signed&every=year&split=none&range=2016-01-01..&lang=es", "");
}

#[test]
fn growth_of_what_is_no_longer_listed() {
    growth("growth-ended", 640, "measure=ended&range=..", "");
}

#[test]
fn growth_on_a_logarithmic_scale_dark() {
    growth("growth-log-dark", 640, "scale=log&range=..", "");
}

#[test]
fn growth_on_a_day_of_the_past_with_days_of_signing_chosen() {
    growth("growth-chosen-es", 640, "as-of=2025-06-01&range=2025-01-20..&signed=2025-02-01..2025-06-30&lang=es", "");
}

#[test]
fn growth_on_a_day_before_it_opens() {
    growth("growth-off", 975, "as-of=2018-05-28", "");
}

#[test]
fn growth_on_a_day_before_it_opens_on_a_phone_in_spanish_dark() {
    growth("growth-off-es-dark", 320, "as-of=2018-05-28&lang=es", "");
}

#[test]
fn growth_on_a_day_before_the_first_list() {
    growth("growth-early", 975, "as-of=2010-06-15&range=..2026-05-18", "");
}

#[test]
fn growth_on_a_day_before_the_first_list_on_a_phone_in_spanish_dark() {
    growth("growth-early-es-dark", 320, "as-of=2010-06-15&lang=es&range=..", "");
}

#[test]
fn growth_of_another_record() {
    growth("growth-small", 640, "notes=none&range=..", "");
}

#[test]
fn growth_of_another_record_without_parts() {
    growth("growth-small-none-dark", 320, "split=none&as-of=2025-06-01&lang=es&range=..", "");
}
