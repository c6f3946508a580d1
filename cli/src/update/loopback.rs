//! The command tried against a server on this machine that does what servers do: moves, lies, stalls and breaks off.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::*;
use crate::path::shown;

#[derive(Clone)]
enum Reply {
    /// A file with an ETag made of its hash.
    File(Vec<u8>),
    Moved(String),
    /// These bytes, the head included, and the end.
    Raw(Vec<u8>),
    /// A body without an end.
    Endless,
    /// Nothing, for longer than anybody waits.
    Silent,
}

type Pages = Arc<Mutex<BTreeMap<String, Reply>>>;

/// A server, a folder of its own, and what was asked of it.
struct Site {
    pages: Pages,
    asked: Arc<Mutex<Vec<String>>>,
    root: String,
    folder: PathBuf,
}

impl Site {
    fn open(name: &str) -> Site {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let root = format!("http://{}", listener.local_addr().unwrap());
        let folder = std::env::temp_dir().join(format!("agreement-atlas-{}-site-{name}", std::process::id()));
        clear(&folder).unwrap();
        fs::create_dir_all(&folder).unwrap();
        let site = Site { pages: Pages::default(), asked: Arc::default(), root, folder };
        let (pages, asked) = (site.pages.clone(), site.asked.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (pages, asked) = (pages.clone(), asked.clone());
                // A client that hangs up early is no failure of the server's.
                std::thread::spawn(move || serve(stream, &pages, &asked).ok());
            }
        });
        site
    }

    fn put(&self, path: &str, reply: Reply) {
        self.pages.lock().unwrap().insert(path.to_owned(), reply);
    }

    fn file(&self, path: &str, bytes: &[u8]) {
        self.put(path, Reply::File(bytes.to_vec()));
    }

    /// The page, with links.
    fn links(&self, hrefs: &[&str]) {
        let html: String = hrefs.iter().map(|href| format!("<p><a href=\"{href}\">list</a>\n")).collect();
        self.file("/287g", html.as_bytes());
    }

    fn update(&self, from: &str) -> Update {
        // A busy machine may take a second to answer at all; only what never answers is waited for so long.
        let [connect, answer, whole] = [3, 3, 20].map(Duration::from_secs);
        Update {
            from: from.to_owned(),
            out: self.folder.join("data/agreements.csv"),
            lists: self.folder.join("lists"),
            accept: Vec::new(),
            patience: Patience { connect, answer, whole },
        }
    }

    /// An update from the page: what was new, and what was refused without the folder's and the server's names.
    fn run(&self) -> (Vec<String>, Vec<String>) {
        fs::create_dir_all(self.folder.join("data")).unwrap();
        self.said(self.update(&format!("{}/287g", self.root)).outcome())
    }

    fn said(&self, outcome: Result<Outcome>) -> (Vec<String>, Vec<String>) {
        assert!(!self.folder.join("lists/incoming").exists() || outcome.is_err());
        let outcome = outcome.unwrap_or_else(|error| Outcome { new: Vec::new(), refused: vec![format!("{error:#}")] });
        let folder = shown(&self.folder);
        let plain = |text: &String| text.replace(&folder, "").replace(&self.root, "");
        (outcome.new, outcome.refused.iter().map(plain).collect())
    }

    /// Each file of the record with its bytes.
    fn record(&self) -> Vec<Option<Vec<u8>>> {
        ["agreements.csv", "lists.csv", "sightings.csv"]
            .map(|name| fs::read(self.folder.join("data").join(name)).ok())
            .to_vec()
    }

    /// The files of the folder of lists.
    fn kept(&self) -> Vec<String> {
        let mut names = Vec::new();
        for folder in ["participating", "pending", "refused"] {
            for entry in fs::read_dir(self.folder.join("lists").join(folder)).unwrap() {
                names.push(format!("{folder}/{}", entry.unwrap().file_name().to_string_lossy()));
            }
        }
        names.sort();
        names
    }

    /// A site whose two lists are in the record.
    fn settled(name: &str) -> Site {
        let site = Site::open(name);
        site.links(&[OLD, PENDING]);
        site.file(OLD, &list(20));
        site.file(PENDING, &fixture("pending/2025-05-27pm.xlsx"));
        assert_eq!(site.run(), (vec![last(OLD), last(PENDING)], vec![]));
        site
    }

    /// What stands in the way of a new list: the record stays, and an update of a good list afterwards takes it.
    fn refuses(name: &str, reply: Reply, reason: &str) {
        let site = Site::settled(name);
        let before = site.record();
        site.put(NEW, reply);
        site.links(&[NEW, PENDING]);
        let (new, refused) = site.run();
        assert_eq!(new, [""; 0]);
        assert!(refused.len() == 1 && refused[0].contains(reason), "{refused:?} is not {reason}");
        assert_eq!(site.record(), before);
        site.file(NEW, &list(21));
        let (new, refused) = site.run();
        assert_eq!((new.len(), refused), (1, vec![]));
        assert_ne!(site.record(), before);
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        clear(&self.folder).ok();
    }
}

fn serve(mut stream: TcpStream, pages: &Pages, asked: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let head: Vec<String> = lines.map_while(std::result::Result::ok).take_while(|line| !line.is_empty()).collect();
    asked.lock().unwrap().push(path.clone());
    let reply = pages.lock().unwrap().get(&path).cloned();
    let end = "connection: close\r\n\r\n";
    match reply {
        None => write!(stream, "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n{end}"),
        Some(Reply::Moved(to)) => write!(stream, "HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\n{end}"),
        Some(Reply::Raw(bytes)) => stream.write_all(&bytes),
        Some(Reply::Silent) => {
            std::thread::sleep(Duration::from_secs(30));
            Ok(())
        }
        Some(Reply::Endless) => {
            write!(stream, "HTTP/1.1 200 OK\r\n{end}")?;
            loop {
                stream.write_all(&[b'x'; 65_536])?;
            }
        }
        Some(Reply::File(bytes)) => {
            let etag = format!("\"{}\"", shelf::sha256(&bytes));
            if head.iter().any(|line| line.to_lowercase() == format!("if-none-match: {etag}")) {
                return write!(stream, "HTTP/1.1 304 Not Modified\r\netag: {etag}\r\n{end}");
            }
            write!(stream, "HTTP/1.1 200 OK\r\netag: {etag}\r\ncontent-length: {}\r\n{end}", bytes.len())?;
            stream.write_all(&bytes)
        }
    }
}

const OLD: &str = "/doclib/participatingAgencies06012025pm.csv";
const NEW: &str = "/doclib/participatingAgencies06022025pm.csv";
const PENDING: &str = "/doclib/pendingAgencies06012025pm.xlsx";

fn last(path: &str) -> String {
    path.rsplit('/').next().unwrap().to_owned()
}

fn fixture(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/lists").join(name)).unwrap()
}

/// A list of so many agreements.
fn list(n: usize) -> Vec<u8> {
    let rows = (0..n).map(|n| format!("FLORIDA,Town {n} Marshal,Task Force Model,2025-02-26\n"));
    ("STATE,LAW ENFORCEMENT AGENCY,SUPPORT TYPE,SIGNED\n".to_owned() + &rows.collect::<String>()).into_bytes()
}

#[test]
fn what_is_new_is_kept_imported_and_not_asked_for_again() {
    let site = Site::settled("new");
    let record = site.record();
    assert_eq!(
        site.kept(),
        ["participating/participatingAgencies06012025pm.csv", "pending/pendingAgencies06012025pm.xlsx"]
    );
    let fetched = fs::read_to_string(site.folder.join("lists/fetched.csv")).unwrap();
    assert!(fetched.lines().any(|line| line.contains(&format!(",{},kept,", shelf::sha256(&list(20))))), "{fetched}");
    // Nothing is new: not a byte changes.
    assert_eq!(site.run(), (vec![], vec![]));
    assert_eq!(site.record(), record);
    assert_eq!(fs::read_to_string(site.folder.join("lists/fetched.csv")).unwrap(), fetched);
    // A list moved to another folder, relative and by way of a redirect, whose address names it.
    site.links(&["moved/participatingAgencies.csv", PENDING]);
    site.put("/moved/participatingAgencies.csv", Reply::Moved(NEW.to_owned()));
    site.file(NEW, &list(21));
    assert_eq!(site.run(), (vec![last(NEW)], vec![]));
    assert!(site.asked.lock().unwrap().iter().any(|path| path == NEW));
    // The same bytes under a new name are no new list, nor asked for twice.
    let (record, renamed) = (site.record(), "/doclib/participatingAgencies06032025pm.csv");
    site.links(&[renamed]);
    site.file(renamed, &list(21));
    assert_eq!(site.run(), (vec![], vec![]));
    assert_eq!(site.run(), (vec![], vec![]));
    assert_eq!((site.record(), site.kept().len()), (record, 3));
}

#[test]
fn a_workbook_is_taken_as_it_is() {
    let site = Site::open("workbook");
    let path = "/participatingAgencies05282025pm.xlsx";
    site.links(&[path]);
    site.file(path, &fixture("participating/2025-05-28pm.xlsx"));
    assert_eq!(site.run(), (vec![last(path)], vec![]));
    let kept = site.folder.join("lists/participating").join(last(path));
    assert_eq!(fs::read(kept).unwrap(), fixture("participating/2025-05-28pm.xlsx"));
    // ICE replaces a list of the same part of a day: both are kept.
    let mut other = fixture("participating/2025-05-28pm.xlsx");
    other.extend(b"\0");
    site.file(path, &other);
    site.run();
    assert!(
        site.kept().contains(&"participating/participatingAgencies05282025pmB.xlsx".to_owned()),
        "{:?}",
        site.kept()
    );
}

#[test]
fn an_older_list_changes_nothing() {
    let older = "/doclib/participatingAgencies05012025.csv";
    let site = Site::settled("older");
    let record = site.record();
    site.links(&[older]);
    site.file(older, &list(19));
    let reason = "found a list of 2025-05-01, expected none older than the last, 2025-06-01pm of 2025-06-01";
    let line = format!("{} (kept as /lists/refused/{}): {reason}", last(older), last(older));
    for _ in 0..2 {
        assert_eq!(site.run(), (vec![], vec![line.clone()]));
    }
    assert_eq!(site.record(), record);
    // Beside a new one it leaves no trace in the record either.
    site.links(&[older, NEW]);
    site.file(NEW, &list(21));
    assert_eq!(site.run(), (vec![last(NEW)], vec![line]));
    let lists = fs::read_to_string(site.folder.join("data/lists.csv")).unwrap();
    assert!(lists.contains("2025-06-02pm") && !lists.contains("2025-05-01"), "{lists}");
    // The last one linked again is nothing new.
    site.links(&[OLD]);
    assert_eq!(site.run(), (vec![], vec![]));
}

#[test]
fn a_bad_day_is_refused_until_somebody_accepts_it() {
    let site = Site::settled("bad-day");
    let record = site.record();
    site.links(&[NEW]);
    site.file(NEW, &list(3));
    let (new, refused) = site.run();
    assert!(new.is_empty() && refused[0].contains("expected at least seven in ten"), "{refused:?}");
    assert_eq!(site.record(), record);
    assert!(site.kept().contains(&format!("refused/{}", last(NEW))));
    assert!(fs::read_to_string(site.folder.join("lists/fetched.csv")).unwrap().contains("seven in ten"));
    let mut update = site.update(&format!("{}/287g", site.root));
    update.accept = Date::parse("2025-06-02").into_iter().collect();
    assert_eq!(site.said(update.outcome()), (vec![last(NEW)], vec![]));
    assert!(
        site.kept().contains(&format!("participating/{}", last(NEW))) && site.kept().len() == 3,
        "{:?}",
        site.kept()
    );
    assert_eq!(site.run(), (vec![], vec![]));
}

#[test]
fn what_is_no_whole_list_is_refused() {
    let html = b"<!doctype html><title>Not here</title>".to_vec();
    Site::refuses("html", Reply::File(html), "found a page (HTML)");
    let raw =
        |head: &str, body: &[u8]| Reply::Raw([format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n").as_bytes(), body].concat());
    Site::refuses("cut-off", raw("content-length: 5000", b"STATE,"), "Peer disconnected");
    Site::refuses("redirects", Reply::Moved(NEW.to_owned()), "found more than 5 redirects");
    Site::refuses("http", Reply::Moved(format!("http://agency.example{NEW}")), "expected an https address");
    Site::refuses("file", Reply::Moved("file:///etc/passwd".to_owned()), "expected an https address");
    Site::refuses("enormous", Reply::Endless, "found more than 20000000 bytes");
    Site::refuses("silent", Reply::Silent, "timeout");
    Site::refuses("failing", raw("x: y", b"").clone(), "found an empty file");
    Site::refuses(
        "500",
        Reply::Raw(b"HTTP/1.1 500 Oh\r\ncontent-length: 0\r\n\r\n".to_vec()),
        "the server answers 500",
    );
}

#[test]
fn a_broken_workbook_is_refused_and_a_missing_one_named() {
    let site = Site::settled("broken");
    let record = site.record();
    let whole = fixture("participating/2025-05-28pm.xlsx");
    let (broken, missing) = ("/participatingAgencies06022025pm.xlsx", "/pendingAgencies06022025pm.xlsx");
    site.links(&[broken, missing]);
    site.file(broken, &whole[..whole.len() / 2]);
    let (new, refused) = site.run();
    assert_eq!((new.len(), refused.len(), site.record()), (0, 2, record), "{refused:?}");
    assert!(refused[0].contains("/pendingAgencies06022025pm.xlsx: the server answers 404"), "{refused:?}");
    assert!(refused[1].contains("expected an XLSX workbook"), "{refused:?}");
    assert!(site.kept().contains(&format!("refused/{}", last(broken))));
}

#[test]
fn a_page_without_lists_is_an_error() {
    let site = Site::settled("page");
    let record = site.record();
    site.links(&["file:///etc/participatingAgencies.xlsx", "javascript:participatingAgencies.xlsx", PENDING]);
    let (_, refused) = site.run();
    assert_eq!(refused, ["/287g: found no link to a list of participating agencies; has the page moved?"]);
    let (_, refused) = site.said(site.update("http://agency.example/287g").outcome());
    assert_eq!(refused, ["http://agency.example/287g: expected an https address"]);
    assert_eq!(site.record(), record);
}

#[test]
fn a_folder_stands_in_for_the_site() {
    let site = Site::settled("folder");
    let (folder, record) = (site.folder.join("given"), site.record());
    fs::create_dir_all(folder.join("pending")).unwrap();
    fs::write(folder.join("pending/2025-11-06pm.xlsx"), fixture("pending/2025-11-06pm.xlsx")).unwrap();
    fs::write(folder.join("2025-06-01.csv"), list(20)).unwrap();
    fs::write(folder.join("newest.csv"), list(21)).unwrap();
    let run = || site.said(site.update(&shown(&folder)).outcome());
    let (new, refused) = run();
    assert_eq!(new, ["2025-11-06pm.xlsx"]);
    assert!(refused.len() == 1 && refused[0].contains("found no date in the name \"newest\""), "{refused:?}");
    assert_ne!(site.record(), record);
    // A name with a date is all that it lacked.
    fs::rename(folder.join("newest.csv"), folder.join("2025-06-02.csv")).unwrap();
    assert_eq!(run(), (vec!["2025-06-02.csv".to_owned()], vec![]));
    assert_eq!(run(), (vec![], vec![]));
    assert!(site.kept().iter().all(|name| !name.starts_with("refused")), "{:?}", site.kept());
}

#[test]
fn two_updates_at_once_are_one_and_a_refusal() {
    let site = Site::settled("twice");
    let lock = File::create(site.folder.join("lists/update.lock")).unwrap();
    lock.try_lock().unwrap();
    let (_, refused) = site.run();
    assert_eq!(refused, ["/lists: another update is at work there"]);
}
