//! ICE's page of the program: which of its links lead to lists, of which kind, and by what name a list is kept. It
//! fetches nothing.

use std::collections::BTreeSet;

use agreement_atlas::roster::import::list::ListKind;
use anyhow::{Result, ensure};
use html5gum::{DefaultEmitter, Token, Tokenizer};
use percent_encoding::percent_decode_str;
use url::{Host, Url};

/// A link to a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it leads, absolute.
    pub address: Url,
    /// What its file's name says the list is of.
    pub kind: ListKind,
    /// Its file's name, fit for a folder; see [`file_name`].
    pub name: String,
}

/// More links to lists than that are no page of ICE's, which has two.
const MOST_LINKS: usize = 40;
/// A file's name may be that long in characters, its ending included.
const LONGEST_NAME: usize = 120;
/// The endings of lists.
const ENDINGS: [&str; 2] = [".xlsx", ".csv"];

/// The links to lists on a page, in its order, each once. None where the page has none.
///
/// # Errors
/// The page has more than forty.
pub fn links(html: &[u8], page: &Url) -> Result<Vec<Link>> {
    let mut base = page.clone();
    let (mut based, mut seen, mut links) = (false, BTreeSet::new(), Vec::new());
    // What looks like a link inside a script is none.
    let mut emitter = DefaultEmitter::<()>::default();
    emitter.naively_switch_states(true);
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
        let Token::StartTag(tag) = token else { continue };
        let Some(href) = tag.attributes.get(b"href".as_slice()) else { continue };
        let href = String::from_utf8_lossy(href);
        let Ok(mut address) = base.join(&href) else { continue };
        address.set_fragment(None);
        match &**tag.name {
            // The first `base` of a page is the one that counts.
            b"base" if !based => (base, based) = (address, true),
            b"a" | b"area" => {
                let Some(name) = last_segment(&address).and_then(file_name) else { continue };
                if may_follow(page, &address) && seen.insert(address.clone()) {
                    links.push(Link { kind: kind(&name), address, name });
                }
            }
            _ => {}
        }
    }
    ensure!(links.len() <= MOST_LINKS, "{page}: found {} links to lists, expected at most {MOST_LINKS}", links.len());
    Ok(links)
}

/// Whether an address may be asked for: https, or http on this machine, and no account in it.
pub fn may_ask(address: &Url) -> bool {
    let plain = address.username().is_empty() && address.password().is_none();
    let safe = match address.scheme() {
        "https" => true,
        "http" => is_loopback(address),
        _ => false,
    };
    plain && safe && address.has_host()
}

/// Whether a link or a redirect may be followed: never from https to http, and never from elsewhere onto this machine.
pub fn may_follow(from: &Url, to: &Url) -> bool {
    may_ask(to) && (is_loopback(from) || !is_loopback(to)) && (from.scheme() == "http" || to.scheme() == "https")
}

/// Whether an address is this machine's own.
pub fn is_loopback(address: &Url) -> bool {
    match address.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

/// A file's name as a server gave it, fit for a folder: letters, digits and `.-_()` of ASCII, everything else a hyphen,
/// never a path. `None` where it does not speak of lists, ends otherwise than in .xlsx or .csv, or is longer than 120
/// characters.
pub fn file_name(given: &str) -> Option<String> {
    let decoded = percent_decode_str(given).decode_utf8_lossy();
    let last = decoded.rsplit(['/', '\\']).next().unwrap_or_default();
    let fit = |c: char| c.is_ascii_alphanumeric() || ".-_()".contains(c);
    let name: String = last.chars().map(|c| if fit(c) { c } else { '-' }).collect();
    let name = name.trim_start_matches(['.', '-', '_']);
    (name.len() <= LONGEST_NAME && speaks_of_lists(name)).then(|| name.to_owned())
}

/// The name that a server gives a body in its Content-Disposition, if it gives one.
pub fn disposition_name(header: &str) -> Option<String> {
    let value = header.split(';').map(str::trim).find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("filename").then(|| value.trim().trim_matches('"'))
    })?;
    file_name(value)
}

/// The last part of an address's path, as it stands there.
pub fn last_segment(address: &Url) -> Option<&str> {
    address.path_segments()?.next_back()
}

/// What a file's name says the list is of; participating where it says nothing.
pub fn kind(name: &str) -> ListKind {
    if name.to_ascii_lowercase().contains("pending") { ListKind::Pending } else { ListKind::Participating }
}

fn speaks_of_lists(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let bodies = ["agenc", "entit"];
    let of_program = has(&["287g", "287(g)"]) && (has(&bodies) || has(&["participa", "pending", "list"]));
    ENDINGS.iter().any(|ending| name.ends_with(ending))
        && (of_program || has(&["participa", "pending"]) && has(&bodies))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(html: &str) -> Vec<String> {
        let page = Url::parse("https://agency.example/identify/287g").unwrap();
        links(html.as_bytes(), &page).unwrap().into_iter().map(|link| link.address.to_string()).collect()
    }

    #[test]
    fn lists_are_found_wherever_the_page_keeps_them() {
        let html = r##"<p>See <a class=x href="/doclib/287g/participatingAgencies06012026pm.xlsx">the list</a>,
            <A HREF='pendingAgencies%2006012026.CSV?a=1&amp;b=2#top'>pending</A> and
            <a href="https://files.example/287%28g%29-list.xlsx">all</a>, again
            <a href="/doclib/287g/participatingAgencies06012026pm.xlsx#x">the list</a>
            <a href="/doclib/287g/encounters.xlsx">others</a> <a href="participatingAgencies.pdf">PDF</a> <a>none</a>"##;
        let found = [
            "https://agency.example/doclib/287g/participatingAgencies06012026pm.xlsx",
            "https://agency.example/identify/pendingAgencies%2006012026.CSV?a=1&b=2",
            "https://files.example/287%28g%29-list.xlsx",
        ];
        assert_eq!(addresses(html), found);
        let base = "<base href=/moved/><base href=/not/><a href=ParticipatingEntities-20260601.xlsx>";
        assert_eq!(addresses(base), ["https://agency.example/moved/ParticipatingEntities-20260601.xlsx"]);
        assert_eq!(addresses("<p>We are moving.</p>"), [""; 0]);
    }

    #[test]
    fn hostile_links_lead_nowhere() {
        let name = "participatingAgencies06012026.xlsx";
        for href in [
            format!("file:///etc/{name}"),
            format!("javascript:{name}"),
            format!("ftp://agency.example/{name}"),
            format!("data:text/csv,{name}"),
            format!("http://agency.example/{name}"),
            format!("http://127.0.0.1/{name}"),
            format!("https://localhost/{name}"),
            format!("https://[::1]/{name}"),
            format!("https://someone:secret@agency.example/{name}"),
            format!("https://agency.example/{}{name}", "x".repeat(10_000)),
            format!("https:///{}", "/".repeat(300)),
            "https://agency.example:99999/pendingAgencies.xlsx".to_owned(),
        ] {
            assert_eq!(addresses(&format!("<a href=\"{href}\">")), [""; 0], "{href}");
        }
        // A path upwards ends at the host's root, by the URL standard.
        assert_eq!(addresses(&format!(r"<a href='..\..\..\{name}'>")), [format!("https://agency.example/{name}")]);
        // Comments, scripts and broken tags hold no links.
        assert_eq!(
            addresses(&format!("<!-- <a href='{name}'> --><script>'<a href={name}>'</script><a href='{name}")),
            [""; 0]
        );
    }

    #[test]
    fn ten_thousand_links_are_passed_over_or_refused() {
        let page = Url::parse("https://agency.example/").unwrap();
        let many = |name: &str| (0..10_000).map(|n| format!("<a href='{n}/{name}'>")).collect::<String>();
        assert_eq!(links(many("news.html").as_bytes(), &page).unwrap(), []);
        let error = links(many("pendingAgencies.xlsx").as_bytes(), &page).unwrap_err().to_string();
        assert_eq!(error, "https://agency.example/: found 10000 links to lists, expected at most 40");
    }

    #[test]
    fn names_are_never_paths() {
        let check = |given: &str, name: Option<&str>| assert_eq!(file_name(given).as_deref(), name, "{given}");
        check("participatingAgencies06012026pm.xlsx", Some("participatingAgencies06012026pm.xlsx"));
        check("Pending%20Agencies%202026.csv", Some("Pending-Agencies-2026.csv"));
        check("..%2F..%2Fpending%00Agencies.csv", Some("pending-Agencies.csv"));
        check(r"C:\lists\pendingAgencies.csv", Some("pendingAgencies.csv"));
        check("~$pendingAgencies.xlsx", Some("pendingAgencies.xlsx"));
        check("287g-list.xlsx", Some("287g-list.xlsx"));
        check("pendingAgencies.xlsx/..", None);
        check("pendingAgencies.xlsx.exe", None);
        check("pending.xlsx", None);
        check("", None);
        check(&format!("pendingAgencies{}.xlsx", "9".repeat(200)), None);
    }

    #[test]
    fn a_server_may_name_what_it_sends() {
        let check =
            |header: &str, name: Option<&str>| assert_eq!(disposition_name(header).as_deref(), name, "{header}");
        check("attachment; filename=\"pendingAgencies06012026.xlsx\"", Some("pendingAgencies06012026.xlsx"));
        check("attachment; FileName=..\\..\\pendingAgencies06012026.xlsx", Some("pendingAgencies06012026.xlsx"));
        check("attachment; filename=\"download\"", None);
        check("inline", None);
    }

    #[test]
    fn nothing_leads_from_https_to_http() {
        let check = |from: &str, to: &str, may: bool| {
            assert_eq!(may_follow(&Url::parse(from).unwrap(), &Url::parse(to).unwrap()), may, "{from} to {to}");
        };
        check("https://a.example", "https://b.example", true);
        check("https://a.example", "http://a.example", false);
        check("https://a.example", "http://127.0.0.1", false);
        check("https://127.0.0.1", "http://127.0.0.1", false);
        check("http://127.0.0.1", "http://[::1]", true);
        check("http://127.0.0.1", "https://a.example", true);
        check("http://127.0.0.1", "http://a.example", false);
    }
}
