//! A static server for the demo, on this machine only. It lists no folder, follows no path out of its own and keeps nothing.

use anyhow::{Result, anyhow, bail};
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use tiny_http::{Header, Request, Response, Server};

/// Ports tried before giving up.
const TRIES: u16 = 20;

/// Serves a folder until it is interrupted, on `port` or the next free one.
pub fn serve(folder: &Path, port: u16) -> Result<()> {
    let listener = listen(port)?;
    let address = listener.local_addr()?;
    let server = Server::from_listener(listener, None).map_err(|error| anyhow!("serving: {error}"))?;
    println!("demo        http://{address}/ (Ctrl-C ends it)");
    // A browser asks for several files at once.
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while let Ok(request) = server.recv() {
                    answer(folder, request);
                }
            });
        }
    });
    Ok(())
}

fn listen(first: u16) -> Result<TcpListener> {
    for port in first..=first.saturating_add(TRIES) {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Err(error) if error.kind() == ErrorKind::AddrInUse => continue,
            outcome => return Ok(outcome?),
        }
    }
    bail!("ports {first} to {}: all taken, expected a free one", first.saturating_add(TRIES))
}

fn answer(folder: &Path, request: Request) {
    let found = file_at(request.url()).map(|path| folder.join(path));
    let found = found.map(|path| if path.is_dir() { path.join("index.html") } else { path });
    // A reader who has gone away is no error of ours.
    let _ = match found.and_then(|path| Some((std::fs::read(&path).ok()?, media_type(&path)))) {
        Some((bytes, media_type)) => {
            let headers = [("Content-Type", media_type), ("Cache-Control", "no-store")];
            let headers = headers.iter().filter_map(|(name, value)| Header::from_bytes(*name, *value).ok());
            request.respond(headers.fold(Response::from_data(bytes), Response::with_header))
        }
        None => request.respond(Response::from_string("not found\n").with_status_code(404)),
    };
}

/// The file that an address asks for, below the folder served; `None` for one that would leave it.
fn file_at(url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?;
    let mut file = PathBuf::new();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        let part = decoded(part)?;
        if part.starts_with('.') || part.contains(['/', '\\', ':', '\0']) {
            return None;
        }
        file.push(part);
    }
    Some(file)
}

/// Percent-escapes resolved; `None` when they are broken or spell no UTF-8.
fn decoded(part: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = part.bytes();
    while let Some(byte) = rest.next() {
        let mut digit = || char::from(rest.next()?).to_digit(16);
        bytes.push(if byte == b'%' { (digit()? * 16 + digit()?) as u8 } else { byte });
    }
    String::from_utf8(bytes).ok()
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("csv") => "text/csv; charset=utf-8",
        Some("json") => "application/json",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ts" | "txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_address_leaves_the_folder() {
        let check = |url: &str, file: Option<&str>| assert_eq!(file_at(url), file.map(PathBuf::from), "{url}");
        check("/", Some(""));
        check("/frame.html?show=map#top", Some("frame.html"));
        check("//demo///a%20b.html", Some("demo/a b.html"));
        check("/Do%C3%B1a.csv", Some("Doña.csv"));
        check("/../Cargo.toml", None);
        check("/demo/%2e%2E/%2e%2e/Cargo.toml", None);
        check("/demo/..%2f..%2fCargo.toml", None);
        check("/demo\\..\\Cargo.toml", None);
        check("/.git/config", None);
        check("/c:/a", None);
        check("/a%", None);
        check("/a%2", None);
        check("/a%zz", None);
        check("/a%ff", None);
    }
}
