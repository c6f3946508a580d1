//! The same lists under every published form of name give the same bytes.
//!
//! What a name does is to date its list: each name of each list of the record is dated here, and that the day is all
//! that a name decides is tried with whole imports of a sample.

use std::fs;
use std::path::{Path, PathBuf};

use agreement_atlas::date::Date;
use agreement_atlas::roster::import::dating::Clues;
use agreement_atlas::roster::import::eastern;
use agreement_atlas::roster::import::sighting::Archive;

use crate::program::Folder;
use crate::{Given, Test, archive, project, tests};

pub const TESTS: &[Test] =
    tests![every_name_of_every_list_is_dated_alike, cut_down_lists_give_the_same_bytes_under_every_name];

pub const OF_EVIDENCE: &[Given] = tests![lists_give_the_same_bytes_under_every_name];

type Form = fn(&str) -> String;

/// How a list of our name `2025-05-28pmB` is called elsewhere. Names without a part of the day are for lists that have
/// none.
const FORMS: [(&str, Form); 8] = [
    ("ice", |ours| format!("participatingAgencies{}{}{}{}", &ours[5..7], &ours[8..10], &ours[..4], &ours[10..])),
    ("ice-capitals", |ours| {
        format!("287gParticipatingAgencies{}{}{}{}", &ours[5..7], &ours[8..10], &ours[..4], ours[10..].to_uppercase())
    }),
    ("agency", |ours| format!("ParticipatingAgency{}{}{}{}", &ours[5..7], &ours[8..10], &ours[..4], &ours[10..])),
    ("pending", |ours| format!("pendingAgencies {}{}{} {}", &ours[5..7], &ours[8..10], &ours[..4], &ours[10..])),
    ("short", |ours| format!("participatingAgencies{}{}{}{}", &ours[5..7], &ours[8..10], &ours[2..4], &ours[10..])),
    ("slip", |ours| match &ours[8..10] {
        // A digit twice, where no other reading is possible.
        "20" => format!("participatingAgencies0{}{}{}{}", &ours[5..7], &ours[8..10], &ours[..4], &ours[10..]),
        _ => format!("participatingAgencies{}{}{}{}", &ours[5..7], &ours[8..10], &ours[..4], &ours[10..]),
    }),
    ("stamp", |ours| match ours.len() {
        10 => format!("ParticipatingEntities-{}{}{}223357", &ours[..4], &ours[5..7], &ours[8..10]),
        _ => ours.to_owned(),
    }),
    ("folder", |ours| match ours.len() {
        10 => format!("sheets_{}{}{}_151931/agencies", &ours[..4], &ours[5..7], &ours[8..10]),
        _ => ours.to_owned(),
    }),
];

/// All lists of the record, each under each form of name, with what is known of it beside the name. None is dated
/// wrong.
fn every_name_of_every_list_is_dated_alike() {
    let (participating, pending, _) = archive::evidence();
    let last = Date::parse("2027-12-31").unwrap();
    let mut wrong = Vec::new();
    let (mut n_names, mut n_refused) = (0, 0);
    for archive in [&participating, &pending] {
        for (number, list) in archive.lists.iter().enumerate() {
            let (signed, saved) =
                (latest_signing(archive, number, last), list.saved.as_deref().and_then(eastern::day_of));
            for (form, make) in FORMS {
                let path = PathBuf::from("lists").join(make(&list.name));
                let name = path.file_name().unwrap().to_str().unwrap();
                let folders = [path.parent().unwrap().to_str().unwrap().to_owned()];
                let dated = Clues { name, folders: &folders, signed, saved, last }.issue();
                n_names += 1;
                match dated {
                    Ok((issue, _)) if issue == list.issue => {}
                    // A digit too many can leave several days: then the name is refused.
                    Err(error) if form == "slip" && error.to_string().contains(" and ") => n_refused += 1,
                    dated => wrong.push(format!("{form}: {} is read as {dated:?}", path.display())),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {n_names}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(n_names > 5_000 && n_refused < 10, "{n_refused} of {n_names} refused");
}

/// The latest day of signing on a list, up to a day.
fn latest_signing(archive: &Archive, list: usize, until: Date) -> Option<Date> {
    let rows = archive.rows.iter().filter(|(_, lists)| lists.contains(&list));
    rows.filter_map(|(row, _)| row.signed).filter(|signed| *signed <= until).max()
}

fn cut_down_lists_give_the_same_bytes_under_every_name() {
    check("cut-down", &project("tests/fixtures/lists"), 1);
}

/// Every so many lists: all forms of a year's names and each part of a day are among them.
fn lists_give_the_same_bytes_under_every_name(folder: &Path) {
    check("sample", &folder.join("ice"), 18);
}

/// Imports each `step`th list of a folder under every form of name.
fn check(name: &str, root: &Path, step: usize) {
    let ours = |kind: &str| -> Vec<PathBuf> {
        let mut files: Vec<PathBuf> = fs::read_dir(root.join(kind)).unwrap().map(|file| file.unwrap().path()).collect();
        files.sort();
        files.into_iter().step_by(step).collect()
    };
    let kinds = ["participating", "pending"].map(|kind| (kind, ours(kind)));
    // Every other list left out makes large steps of some: they are let in.
    let days = kinds[0].1.iter().map(|file| file.file_name().unwrap().to_str().unwrap()[..10].to_owned());
    let accept: Vec<String> = days.flat_map(|day| ["--accept".to_owned(), day]).collect();
    let import = |form: &str, make: Form| {
        let folder = Folder::new(&format!("{name}-{form}"));
        let mut words = accept.clone();
        for (kind, files) in &kinds {
            for file in files {
                let ending = file.extension().unwrap().to_str().unwrap();
                let stem = file.file_stem().unwrap().to_str().unwrap();
                folder.put(&format!("{kind}/{}.{ending}", make(stem)), fs::read(file).unwrap());
            }
            words.extend([format!("--{kind}"), folder.path(kind)]);
        }
        let ran = folder.import(&words.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(ran.ok, "{form}: {ran:?}");
        folder.set()
    };
    let expected = import("ours", str::to_owned);
    for (form, make) in FORMS {
        assert!(import(form, make) == expected, "{form}");
    }
}
