//! `pkg/poster/`: the default views as pictures that stand alone, for a page without script, for links that are shared.
//! They are drawn by the program, in a font from npm: the same pixels everywhere.

use crate::project::{self, Project};
use crate::seal::Seal;
use crate::step::Step;
use crate::tool;
use anyhow::Result;
use std::path::PathBuf;

/// The pictures, and the words of the command that draws each. 640 pixels are legible on a phone, too.
const PICTURES: [(&str, &[&str]); 6] = [
    ("poster/map.svg", &["map", "--width", "640"]),
    ("poster/map-dark.svg", &["map", "--width", "640", "--theme", "dark"]),
    ("poster/growth.svg", &["growth", "--width", "640"]),
    ("poster/growth-dark.svg", &["growth", "--width", "640", "--theme", "dark"]),
    ("poster/map.png", &["map", "--width", "640", "--ratio", "2"]),
    ("poster/social.png", &["map", "--size", "social"]),
];

/// The record; what is known beside it stands beside it.
const RECORD: &str = "data/agreements.csv";
const BESIDE: [&str; 5] =
    ["data/agreements.stamp", "data/totals.csv", "data/early.csv", "data/lists.csv", "data/restated.csv"];

/// Regular and bold. Their letters are as wide as those that pictures are laid out by.
const FONTS: [&str; 2] = ["400Regular/Arimo_400Regular.ttf", "700Bold/Arimo_700Bold.ttf"];

/// Draws the pictures, unless what would come out stands there.
pub fn make(project: &Project) -> Result<()> {
    let mut step = Step::start("posters", "building the program that draws them");
    // As the tests build it, so that it is compiled once. One of them is named: without, cargo would leave out what
    // tests alone depend on, and compile anew each crate of which that wants more, the library among them.
    let what = ["build", "--locked", "--workspace", "--exclude", "xtask", "--bins", "--test", "program"];
    let cargo = project.cargo().args(what);
    step.run(tool::lean(cargo))?;
    let program = project.target("debug").join(format!("agreement-atlas{}", std::env::consts::EXE_SUFFIX));
    let fonts = FONTS.map(|font| project.path("node_modules/@expo-google-fonts/arimo").join(font));
    let record = project.path(RECORD);
    let beside = BESIDE.map(|file| project.path(file));
    let inputs: Vec<&PathBuf> = [&program, &record].into_iter().chain(&beside).chain(&fonts).collect();
    let outputs = PICTURES.map(|(file, _)| project.pkg(file));
    let outputs: Vec<&PathBuf> = outputs.iter().collect();
    let recipe = format!("{PICTURES:?}");
    let seal = Seal::new(project, "posters", &recipe, &inputs, &outputs)?;
    if seal.holds() {
        step.done("unchanged");
        return Ok(());
    }
    for ((_, words), out) in PICTURES.iter().zip(&outputs) {
        project::make_room(out)?;
        let mut drawing =
            project.tool(&program).args(["render"]).args(*words).args([&record]).args(["--out"]).args([out]);
        if out.extension().is_some_and(|extension| extension == "png") {
            for font in &fonts {
                drawing = drawing.args(["--font"]).args([font]);
            }
        }
        step.run(drawing)?;
    }
    seal.set()?;
    step.done("drawn");
    Ok(())
}
