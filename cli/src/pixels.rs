//! SVG as pixels, for pictures as PNG. What is drawn is said by the SVG alone; which letters it has, by the fonts.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, Family, Query};
use resvg::usvg::{Options, Tree};

use crate::path::shown;

/// What our pictures ask for first; see the library's `chart::text`.
const ASKED: [&str; 3] = ["Helvetica", "Arial", "Liberation Sans"];
/// What stands for them where a system has none of them, the likest first.
const NEAR: [&str; 5] = ["Arimo", "Nimbus Sans", "DejaVu Sans", "Noto Sans", "Roboto"];

/// A picture of an SVG, `ratio` pixels for each of its own. Words are set in fonts of some files alone, or in the
/// system's where there are none: the same files give the same pixels everywhere.
///
/// # Errors
/// A file is no font, or there is none at all; the picture has no extent.
pub fn png(svg: &str, ratio: f32, fonts: &[PathBuf]) -> Result<Vec<u8>> {
    let mut options = Options::default();
    letters(options.fontdb_mut(), fonts)?;
    let tree = Tree::from_str(svg, &options).context("the picture's SVG")?;
    let size = tree.size().to_int_size().scale_by(ratio);
    let mut pixels = size
        .and_then(|size| Pixmap::new(size.width(), size.height()))
        .context("--ratio: found one that leaves no pixel, expected more")?;
    resvg::render(&tree, Transform::from_scale(ratio, ratio), &mut pixels.as_mut());
    pixels.encode_png().context("the picture as PNG")
}

/// Loads the fonts, and has one of them stand for those that are not there: words without letters would be left out.
fn letters(known: &mut Database, fonts: &[PathBuf]) -> Result<()> {
    for font in fonts {
        let before = known.len();
        known.load_font_data(std::fs::read(font).with_context(|| format!("--font {}", shown(font)))?);
        if known.len() == before {
            bail!("--font {}: found no font, expected one in TTF or OTF", shown(font));
        }
    }
    if fonts.is_empty() {
        known.load_system_fonts();
    }
    let family = known.faces().next().and_then(|face| face.families.first()).map(|(name, _)| name.clone());
    let Some(family) = family else { bail!("found no font on this system, expected one, or --font FILE") };
    let has = |name: &str| known.query(&Query { families: &[Family::Name(name)], ..Query::default() }).is_some();
    let family = match ASKED.into_iter().chain(NEAR).find(|name| has(name)) {
        Some(name) if fonts.is_empty() => name.to_owned(),
        _ => family,
    };
    known.set_sans_serif_family(family);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words are drawn, or it is said what they lack: never a picture without.
    #[test]
    fn words_are_never_left_out() {
        let svg = r##"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">
            <text x="2" y="16" font-size="16" font-family="Helvetica, None, sans-serif" fill="#000000">Wm</text></svg>"##;
        match png(svg, 1.0, &[]) {
            Ok(bytes) => {
                let picture = Pixmap::decode_png(&bytes).unwrap();
                assert!(picture.pixels().iter().any(|pixel| pixel.alpha() > 200));
            }
            Err(error) => assert!(error.to_string().contains("--font"), "{error}"),
        }
    }
}
