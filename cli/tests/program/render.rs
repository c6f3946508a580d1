//! Pictures of a record: what they say, how large they are, that the same fonts give the same pixels, and that nothing
//! is left of one that failed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use agreement_atlas::contract::{ATTRIBUTES, View};
use resvg::tiny_skia::Pixmap;
use resvg::usvg::{Options, Tree};
use sha2::{Digest, Sha256};

use crate::program::{Folder, run};
use crate::{Given, Test, project, tests, text};

pub const TESTS: &[Test] = tests![
    each_view_is_a_picture_that_says_what_it_shows,
    a_png_has_as_many_pixels_as_are_asked_for,
    a_card_has_its_size,
    the_names_of_a_view_are_flags,
    what_the_tables_beside_a_record_know_is_shown,
    what_cannot_be_drawn_is_refused_and_leaves_nothing,
];

pub const OF_FONTS: &[Given] = tests![the_same_fonts_give_the_same_pixels];

/// What `OF_FONTS` lacks where it is skipped.
pub const FONTLESS: &str = "no fonts of npm's: npm ci";

const CSV: &str = "state,agency,level,fips,model,first_listed,ended\n\
    FL,Lee Sheriff,county,12071,TFM,2025-03-05,\nFL,\"<Tampa> & \"\"Police\"\"\",municipal,12057,WSO,2025-03-06,\n";

fn text_of(svg: &str, name: &str) -> String {
    let (_, rest) = svg.split_once(&format!("<{name}>")).unwrap();
    rest.split_once("</").unwrap().0.to_owned()
}

fn each_view_is_a_picture_that_says_what_it_shows() {
    let folder = Folder::new("render-views");
    let record = folder.put("own.csv", CSV);
    for (view, title) in [
        ("map", "287(g) agreements by county"),
        ("growth", "Active 287(g) agreements over time"),
        ("grid", "287(g) agreements by state"),
    ] {
        let out = folder.path(&format!("{view}.svg"));
        let ran = run(&["render", view, &record, "--out", &out]);
        let headline = run(&["headline", &record, "--date", "2025-03-06"]).out;
        assert!(ran.ok && ran.out == format!("{title}. {headline}"), "{ran:?}");
        let svg = fs::read_to_string(&out).unwrap();
        let size = Tree::from_str(&svg, &Options::default()).unwrap().size();
        assert_eq!(size.width(), 975.0);
        assert!(ran.err.contains(&format!("975 by {} pixels", size.height())), "{ran:?}");
        assert_eq!(text_of(&svg, "title"), title);
        assert!(text_of(&svg, "desc").starts_with(&format!("{title}. As of March 6, 2025")));
        assert!(svg.contains(">Source: ICE’s lists of participating agencies, March 5, 2025 to March 6, 2025.</text>"));
        for never in ["<script", "<style", "href", "<image", "<foreignObject"] {
            assert!(!svg.contains(never), "{never}");
        }
    }
    let out = folder.path("es.svg");
    let words = ["--lang", "es", "--theme", "dark", "--q", "<Tampa> &", "--width", "320"];
    let ran = run(&[&["render", "map", &record, "--out", &out], words.as_slice()].concat());
    assert_eq!(
        ran.out,
        "Acuerdos 287(g) por condado. Al 6 de marzo de 2025, en Florida, un acuerdo con una agencia cuyo nombre incluye \
        “<Tampa>” permite a agentes locales actuar en nombre de ICE.\n"
    );
    let svg = fs::read_to_string(&out).unwrap();
    assert!(svg.contains("“&lt;Tampa&gt; &amp;”") && !svg.contains("#ffffff"));
}

fn png(folder: &Folder, words: &[&str]) -> Pixmap {
    let (record, out) = (folder.put("own.csv", CSV), folder.path("it.png"));
    let ran = run(&[&["render"], &words[..1], &[&record, "--out", &out], &words[1..]].concat());
    assert!(ran.ok, "{ran:?}");
    Pixmap::load_png(&out).unwrap()
}

fn a_png_has_as_many_pixels_as_are_asked_for() {
    let folder = Folder::new("render-png");
    let once = png(&folder, &["grid", "--width", "400"]);
    let twice = png(&folder, &["grid", "--width", "400", "--ratio", "2"]);
    assert_eq!((once.width(), twice.width(), twice.height()), (400, 800, 2 * once.height()));
    // Paper all around, and something on it.
    let corner = once.pixel(0, 0).unwrap();
    assert_eq!((corner.red(), corner.alpha()), (255, 255));
    assert!(once.pixels().iter().any(|pixel| pixel.red() < 128));
    let again = png(&folder, &["grid", "--width", "400"]);
    assert!(once == again);
}

/// The folder of the fonts that posters are drawn in. Where a change is let in they may not be missing.
pub fn fonts() -> Option<PathBuf> {
    let folder = project("node_modules/@expo-google-fonts/arimo");
    Some(folder).filter(|folder| std::env::var_os("CI").is_some() || folder.is_dir())
}

/// The pixels count, not the bytes that they are packed into. `cargo xtask golden` writes what is expected.
fn the_same_fonts_give_the_same_pixels(fonts: &Path) {
    let folder = Folder::new("render-pixels");
    let record = project("tests/fixtures/record.csv");
    let fonts = ["400Regular/Arimo_400Regular.ttf", "700Bold/Arimo_700Bold.ttf"].map(|font| fonts.join(font));
    let [record, regular, bold] = [&record, &fonts[0], &fonts[1]].map(|path| path.to_str().unwrap());
    let mut found = BTreeMap::new();
    for view in ["map", "growth", "grid", "headline"] {
        let out = folder.path(&format!("{view}.png"));
        let words = ["--ratio", "2", "--width", "640", "--font", regular, "--font", bold];
        let ran = run(&[&["render", view, record, "--out", &out], words.as_slice()].concat());
        assert!(ran.ok, "{ran:?}");
        let picture = Pixmap::load_png(&out).unwrap();
        let mut hash = Sha256::new();
        [picture.width(), picture.height()].iter().for_each(|length| hash.update(length.to_be_bytes()));
        hash.update(picture.data());
        found.insert(view.to_owned(), hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect::<String>());
    }
    let golden = "tests/golden/pixels.json";
    if std::env::var("GOLDEN").as_deref() == Ok("write") {
        fs::write(project(golden), serde_json::to_string_pretty(&found).unwrap() + "\n").unwrap();
    }
    let expected: BTreeMap<String, String> = serde_json::from_str(&text(golden)).unwrap();
    assert_eq!(found, expected);
}

fn a_card_has_its_size() {
    let folder = Folder::new("render-card");
    for words in [&["map"][..], &["growth"], &["grid"], &["headline"], &["place", "--county", "12071"]] {
        let card = png(&folder, &[words, &["--size", "social"]].concat());
        assert_eq!((card.width(), card.height()), (1200, 630));
    }
}

fn the_names_of_a_view_are_flags() {
    for view in [View::Map, View::Growth, View::Grid, View::Headline, View::Place] {
        let help = run(&["render", view.code(), "--help"]).out;
        for attribute in ATTRIBUTES.iter().filter(|it| !["src", "loading"].contains(&it.name)) {
            let takes = help.contains(&format!("\n      --{} <", attribute.name));
            assert_eq!(takes, attribute.manual.views.contains(&view), "{} {}", view.code(), attribute.name);
        }
    }
}

fn what_the_tables_beside_a_record_know_is_shown() {
    let folder = Folder::new("render-beside");
    let out = folder.path("growth.svg");
    let table = |name: &str| fs::read(project("data").join(name)).unwrap();
    let record = folder.put("agreements.csv", table("agreements.csv"));
    let drawn = || {
        let ran = run(&["render", "growth", &record, "--range", "..", "--out", &out]);
        assert!(ran.ok, "{ran:?}");
        fs::read_to_string(&out).unwrap()
    };
    let alone = drawn();
    for name in ["totals.csv", "early.csv", "lists.csv", "restated.csv"] {
        folder.put(name, table(name));
    }
    let beside = drawn();
    let background = table("background.csv");
    folder.put("background.csv", &background);
    let ran = run(&["render", "growth", &record, "--range", "..", "--notes", "background", "--out", &out]);
    let notes = fs::read_to_string(&out).unwrap();
    // As many as have room, in a few words.
    let mut statements = csv::Reader::from_reader(background.as_slice());
    let column = statements.headers().unwrap().iter().position(|name| name == "short").unwrap();
    let short = statements.records().map(|row| row.unwrap()[column].to_owned());
    assert!(ran.ok && short.filter(|short| notes.contains(short)).count() > 2, "{ran:?}");
    assert_eq!(drawn(), beside);
    assert!(!alone.contains("restated") && beside.contains("restated"));
    folder.put("restated.csv", "date,state\nnever,FL\n");
    let ran = run(&["render", "growth", &record, "--out", &out]);
    assert!(!ran.ok && ran.err.contains("restated.csv"), "{ran:?}");
    assert_eq!(fs::read_to_string(&out).unwrap(), beside);
}

fn what_cannot_be_drawn_is_refused_and_leaves_nothing() {
    let folder = Folder::new("render-refused");
    let record = folder.put("own.csv", CSV);
    let empty = folder.put("empty.csv", "state,agency,model,first_listed,ended\n");
    let (svg, png) = (folder.path("it.svg"), folder.path("it.png"));
    let check = |words: &[&str], told: &str| {
        let ran = run(&[&["render"], words].concat());
        assert!(!ran.ok && ran.out.is_empty() && ran.err.contains(told), "{words:?} {ran:?}");
    };
    check(&["map", &record, "--out", &folder.path("it.gif")], "expected a name that ends in .svg or .png");
    check(&["map", &record, "--out", &folder.path("none/it.svg")], "none/it.svg: No such file");
    check(&["map", &record, "--out", &folder.path("")], "--out: found");
    check(&["map", &record, "--out", &svg, "--by", "town"], "[possible values: county, state, agency]");
    check(&["map", &record, "--out", &svg, "--split", "model"], "unexpected argument '--split'");
    check(&["grid", &record, "--out", &svg, "--state", "ZZ"], "expected postal codes, comma-separated");
    check(&["map", &record, "--out", &svg, "--ratio", "2"], "expected a PNG with these");
    check(&["map", &record, "--out", &png, "--ratio", "9"], "expected a number from 0.25 to 8");
    check(&["map", &record, "--out", &png, "--ratio", "8", "--width", "4000"], "--ratio: found 8, expected");
    check(&["map", &record, "--out", &png, "--font", &record], "found no font, expected one in TTF or OTF");
    check(&["map", &record, "--out", &svg, "--geography", &record], "own.csv: found other bytes");
    check(&["map", &empty, "--out", &svg], "empty.csv, row 2: found no rows");
    check(&["place", &record, "--out", &svg], "found no place, or several, expected one state or one county");
    check(
        &["growth", &record, "--out", &svg, "--notes", "background"],
        "found neither background.csv nor background.tsv",
    );
    check(&["table", &record, "--out", &svg], "unrecognized subcommand 'table'");
    let mut left: Vec<String> =
        fs::read_dir(folder.path("")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    left.sort();
    assert_eq!(left, ["empty.csv", "own.csv"]);
}
