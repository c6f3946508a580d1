//! `agreement-atlas render`: a view of a record as a picture that stands alone, SVG or PNG. What it shows is drawn by
//! the library, as in a page.

use std::marker::PhantomData;
use std::path::PathBuf;
use std::rc::Rc;

use agreement_atlas::atlas::Geography;
use agreement_atlas::contract::{ATTRIBUTES, Attribute, Notes, View};
use agreement_atlas::embed::background;
use agreement_atlas::embed::poster::{Poster, Size, Sources};
use agreement_atlas_importer::counties;
use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand, ValueEnum};

use crate::filter::{Asked, Takes};
use crate::path::{ending, shown};
use crate::{answer, archive, beside, pack, pixels, store};

/// Draws a view of a record as a picture that stands alone: SVG, with its words as text, or PNG.
///
/// The picture has its title, legend, notes and source. The sentence that an `alt` needs goes to standard output.
#[derive(Args)]
pub struct Render {
    #[command(subcommand)]
    view: Pictured,
}

#[derive(Subcommand)]
enum Pictured {
    /// The map: counties, states with their counts, or agencies as dots.
    Map(Order<Map>),
    /// The growth chart.
    ///
    /// The years before the record's first list and the days after its last are shown where their tables stand beside
    /// the record: totals.csv, early.csv, lists.csv and restated.csv as in data/, or earlier.tsv, sources.tsv and
    /// restated.tsv as in pkg/.
    #[command(verbatim_doc_comment)]
    Growth(Order<Growth>),
    /// The grid of states.
    Grid(Order<Grid>),
    /// The headline: what there is, in sentences.
    ///
    /// What is known beside the record is told as by `growth`.
    Headline(Order<Headline>),
    /// What there is of one county or state: its name, a sentence, its agencies.
    Place(Order<Place>),
}

/// One picture.
#[derive(Args)]
struct Order<V: OfView> {
    /// The record, CSV.
    record: PathBuf,
    /// Where the picture goes; its name ends in .svg or .png.
    #[arg(long, value_name = "FILE.svg|FILE.png")]
    out: PathBuf,
    /// How wide it is, in CSS pixels; it gets as high as it needs.
    #[arg(long, value_name = "PIXELS", default_value_t = 975, value_parser = clap::value_parser!(u16).range(240..=4000))]
    width: u16,
    /// A size of its own: a card for social media of 1200 by 630 pixels.
    #[arg(long, value_enum, conflicts_with = "width")]
    size: Option<Named>,
    /// Pixels of a PNG for each CSS pixel, 1 without it.
    #[arg(long, value_name = "NUMBER", value_parser = ratio)]
    ratio: Option<f32>,
    /// A font for a PNG's words, TTF or OTF, in place of the system's; once more for its bold.
    #[arg(long, value_name = "FILE")]
    font: Vec<PathBuf>,
    #[command(flatten)]
    asked: Asked<Of<V>>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Named {
    /// 1200 by 630.
    Social,
}

/// A view with a picture.
trait OfView: Send + Sync {
    const VIEW: View;
}

struct Map;
struct Growth;
struct Grid;
struct Headline;
struct Place;

impl OfView for Map {
    const VIEW: View = View::Map;
}

impl OfView for Growth {
    const VIEW: View = View::Growth;
}

impl OfView for Grid {
    const VIEW: View = View::Grid;
}

impl OfView for Headline {
    const VIEW: View = View::Headline;
}

impl OfView for Place {
    const VIEW: View = View::Place;
}

/// What a picture has no use for: the record stands on the command line by itself, and nothing is loaded later.
const APART: [&str; 2] = ["src", "loading"];

/// The names that the contract has for a view.
struct Of<V>(PhantomData<V>);

impl<V: OfView> Takes for Of<V> {
    const NAMES: &'static [&'static str] = &[];

    fn attributes() -> impl Iterator<Item = &'static Attribute> {
        ATTRIBUTES.iter().filter(|it| it.manual.views.contains(&V::VIEW) && !APART.contains(&it.name))
    }
}

/// What the program carries for a closer look.
const FINE: &[u8] = include_bytes!("../../data/us-fine.atlas");

/// The most pixels of a PNG: some hundred megabytes while it is drawn.
const MOST_PIXELS: f32 = 1e8;

fn ratio(text: &str) -> Result<f32, String> {
    let ratio = text.parse().ok().filter(|ratio| (0.25..=8.0).contains(ratio));
    ratio.ok_or_else(|| "expected a number from 0.25 to 8".to_owned())
}

impl Render {
    /// Runs it.
    pub fn run(&self) -> Result<()> {
        match &self.view {
            Pictured::Map(order) => order.run(),
            Pictured::Growth(order) => order.run(),
            Pictured::Grid(order) => order.run(),
            Pictured::Headline(order) => order.run(),
            Pictured::Place(order) => order.run(),
        }
    }
}

impl<V: OfView> Order<V> {
    fn run(&self) -> Result<()> {
        let png = match ending(&self.out).as_str() {
            "svg" => false,
            "png" => true,
            _ => bail!("--out: found {}, expected a name that ends in .svg or .png", shown(&self.out)),
        };
        if !png && (self.ratio.is_some() || !self.font.is_empty()) {
            bail!("--ratio, --font: found {}, expected a PNG with these", shown(&self.out));
        }
        if self.out.is_dir() {
            bail!("--out: found a folder, {}, expected a file", shown(&self.out));
        }
        let sources = self.sources()?;
        let size = self.size.map_or(Size::Width(f32::from(self.width)), |Named::Social| Size::Card);
        let Poster { svg, sentence, size: (width, height) } =
            sources.draw(V::VIEW, self.asked.query.clone(), size, &self.notes()?)?;
        let ratio = self.ratio.unwrap_or(1.0);
        if png && width * height * ratio * ratio > MOST_PIXELS {
            bail!("--ratio: found {ratio}, expected less for {width} by {height}: so many pixels are no picture");
        }
        let bytes = if png { pixels::png(&svg, ratio, &self.font)? } else { svg.into_bytes() };
        let n_bytes = bytes.len();
        store::replace(&[(&self.out, bytes)])?;
        let [width, height] = [width, height].map(|length| (length * ratio).round());
        eprintln!("{}: {width} by {height} pixels, {n_bytes} bytes", shown(&self.out));
        Ok(answer::say(&format!("{sentence}\n"))?)
    }

    /// What others say, as annotations of a chart that asks for them.
    fn notes(&self) -> Result<String> {
        let query = &self.asked.query;
        if V::VIEW != View::Growth || query.notes != Notes::Background {
            return Ok(String::new());
        }
        Ok(background::notes(&beside::statements(&self.record)?, query))
    }

    /// The record, shapes, and what is known beside the record.
    fn sources(&self) -> Result<Sources> {
        let mut record = archive::record(&self.record)?;
        let gazetteer = counties::gazetteer()?;
        record.name_counties(gazetteer.counties());
        let own = self.asked.query.geography.0.as_str();
        let bytes = match own {
            "" => pack::SHAPES.to_vec(),
            file => std::fs::read(file).with_context(|| format!("--geography {file}"))?,
        };
        let shapes = Geography::decode(&bytes).map_err(|error| error.in_file(own))?;
        shapes.name(|fips| gazetteer.name(fips));
        // Another geometry may have other counties than the finer one.
        let fine = Some(()).filter(|()| own.is_empty()).map(|()| Geography::decode(FINE)?.finer_than(&shapes));
        let fine = fine.transpose()?.map(Rc::new);
        let earlier = beside::earlier(&self.record, &record)?;
        Ok(Sources { record: Rc::new(record), geography: Rc::new(shapes), fine, earlier })
    }
}
