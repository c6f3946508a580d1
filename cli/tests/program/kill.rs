//! Imports that are killed while they write, by the signal that nothing can catch: the next command finds a whole set
//! of files, or refuses a mixed one, and the next import makes it whole and removes what was left half written.

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::lists::{PARTICIPATING, csv, rows};
use crate::program::{Folder, PROGRAM, Ran, run};
use crate::{Test, tests};

pub const TESTS: &[Test] = tests![
    an_import_that_is_killed_leaves_a_set_that_is_whole_or_refused,
    what_a_killed_import_left_is_removed_even_when_the_next_one_fails,
];

/// Kills, at most and while writing at least.
const TRIES: usize = 400;
const WHILE_WRITING: usize = 20;
/// The files of a set: the record, its lists, its sightings, its stamp.
const N_FILES: usize = 4;

fn an_import_that_is_killed_leaves_a_set_that_is_whole_or_refused() {
    let lists = Folder::new("kill-lists");
    let first = lists.put("2025-03-01.csv", csv(&rows(&PARTICIPATING, 0..60)));
    let second = lists.put("2025-03-02.csv", csv(&rows(&PARTICIPATING, 0..64)));
    let imported = |folder: &Folder, list: &str| folder.import(&["--participating", list]);

    // What the files are before and after.
    let folder = Folder::new("kill");
    assert!(imported(&folder, &first).ok);
    let files = folder.files();
    let old: Vec<Vec<u8>> = files.iter().map(|file| fs::read(folder.path(file)).unwrap()).collect();
    let before = folder.set();
    let begun = Instant::now();
    assert!(imported(&folder, &second).ok);
    let (after, needed) = (folder.set(), begun.elapsed());

    // Chance that a run can be repeated with: xorshift, 32 bits.
    let mut chance = 0x9E37_79B9_u32;
    let mut below = |most: Duration| {
        chance ^= chance << 13;
        chance ^= chance >> 17;
        chance ^= chance << 5;
        most * (chance >> 16) / 0xFFFF
    };
    let (mut n_writing, mut n_refused) = (0, 0);
    for n in 0..TRIES {
        files.iter().zip(&old).for_each(|(file, bytes)| fs::write(folder.path(file), bytes).unwrap());
        let mut child = Command::new(PROGRAM)
            .args(folder.importing(&["--participating", &second]))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let half = || folder.files().iter().filter(|file| file.ends_with(".part")).count();
        let mut until = |reached: &dyn Fn() -> bool| while !reached() && child.try_wait().unwrap().is_none() {};
        // Writing begins with the first file beside its place, and ends as the files take their places.
        match n % 4 {
            0 => std::thread::sleep(below(needed)),
            1 => {
                until(&|| half() > 0);
                std::thread::sleep(below(needed / 20));
            }
            _ => {
                until(&|| half() == N_FILES);
                until(&|| half() < N_FILES);
            }
        }
        child.kill().unwrap();
        let was_killed = child.wait().unwrap().code().is_none();

        let found = folder.set();
        let left = half() > 0;
        let whole = found == before || found == after;
        if whole && !left {
            // Killed before it wrote, or when it was done: nothing to tell apart.
            continue;
        }
        let asked = run(&["check", &folder.record()]);
        match &asked {
            Ran { ok: true, .. } => assert!(whole, "try {n}: a mixed set is read: {asked:?}"),
            Ran { err, .. } => assert!(err.contains(": found another file than the one that "), "try {n}: {asked:?}"),
        }
        // What was broken off is brought to its end, or done anew.
        let again = imported(&folder, &second);
        assert!(again.ok && folder.set() == after, "try {n}: another record than without a kill: {asked:?} {again:?}");
        let leftovers: Vec<String> = folder.files().into_iter().filter(|file| file.ends_with(".part")).collect();
        assert!(leftovers.is_empty(), "try {n}: {leftovers:?} after {again:?}");
        let log = fs::read_to_string(folder.path("log.csv")).unwrap();
        assert!(log.matches("run,list,").count() == 1 && log.ends_with('\n'), "try {n}: {log}");

        n_writing += usize::from(was_killed);
        n_refused += usize::from(!asked.ok);
        if n_writing >= WHILE_WRITING && n_refused > 0 {
            return;
        }
    }
    panic!("of {TRIES} kills {n_writing} met a program that writes, and {n_refused} left a mixed set: too few to tell");
}

fn what_a_killed_import_left_is_removed_even_when_the_next_one_fails() {
    let folder = Folder::new("kill-leftovers");
    let list = folder.put("lists/2025-03-01.csv", csv(&rows(&PARTICIPATING, 0..3)));
    assert!(folder.import(&["--participating", &list]).ok);
    let files = folder.files();
    for file in ["agreements.csv", "agreements.stamp", "lists.csv", "sightings.csv", "log.csv"] {
        folder.put(&format!("{file}.part"), "half");
    }
    let list = folder.put("lists/2025-03-02.csv", "<html></html>");
    let ran = folder.import(&["--participating", &list]);
    assert!(!ran.ok && folder.files() == files, "{ran:?} {:?}", folder.files());
}
