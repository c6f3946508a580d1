//! A static server for the demo, on this machine only. It lists no folder, follows no path out of its own and keeps
//! nothing.

use anyhow::{Result, anyhow, bail};
use std::io::{ErrorKind, Read};
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
    let path = request.url().split(['?', '#']).next().unwrap_or_default().to_owned();
    let found = file_at(&path).map(|file| folder.join(file));
    let response = match found {
        // Links in a folder's page are relative to the folder.
        Some(file) if file.is_dir() && !path.ends_with('/') => with_headers(
            Response::from_data("").with_status_code(308),
            &[("Location", &format!("/{}/", path.trim_matches('/')))],
        ),
        Some(file) => {
            let file = if file.is_dir() { file.join("index.html") } else { file };
            match std::fs::read(&file) {
                Ok(bytes) => with_headers(Response::from_data(bytes), &[("Content-Type", media_type(&file))]),
                Err(_) => Response::from_data("not found\n").with_status_code(404),
            }
        }
        None => Response::from_data("not found\n").with_status_code(404),
    };
    let response = with_headers(response, &[("Cache-Control", "no-store")]).with_chunked_threshold(usize::MAX);
    // A reader who has gone away is no error of ours.
    let _ = request.respond(response);
}

fn with_headers<R: Read>(response: Response<R>, headers: &[(&str, &str)]) -> Response<R> {
    headers
        .iter()
        .filter_map(|(name, value)| Header::from_bytes(*name, *value).ok())
        .fold(response, Response::with_header)
}

/// The file that a path asks for, below the folder served; `None` for one that would leave it.
fn file_at(path: &str) -> Option<PathBuf> {
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
        let check = |path: &str, file: Option<&str>| assert_eq!(file_at(path), file.map(PathBuf::from), "{path}");
        check("/", Some(""));
        check("/frame.html", Some("frame.html"));
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
