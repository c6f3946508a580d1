//! One file from the site: asked for only if it is new, counted while it comes, waited for so long and no longer. It
//! keeps nothing.

use std::io::Read;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail, ensure};
use ureq::Agent;
use ureq::http::StatusCode;
use ureq::http::header::{
    CONTENT_DISPOSITION, ETAG, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, LOCATION,
};
use url::Url;

use super::page;

/// No list and no page is larger, in bytes: ICE's lists have a tenth of a million.
pub const LARGEST: u64 = 20_000_000;
/// Redirects that are followed, one after another.
const MOST_REDIRECTS: usize = 5;

/// How long a server is waited for.
#[derive(Clone, Copy)]
pub struct Patience {
    /// Until it is connected.
    pub connect: Duration,
    /// Until it begins to answer, and between two pieces of the answer.
    pub answer: Duration,
    /// Until the answer is whole.
    pub whole: Duration,
}

impl Default for Patience {
    fn default() -> Patience {
        let [connect, answer, whole] = [15, 30, 120].map(Duration::from_secs);
        Patience { connect, answer, whole }
    }
}

/// What a server said of a file when it sent it: the two marks by which it knows whether the file is still the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Its ETag.
    pub etag: String,
    /// Its Last-Modified.
    pub modified: String,
}

/// A file as it came.
#[derive(Debug)]
pub struct Body {
    /// Where it came from in the end.
    pub address: Url,
    /// Its bytes, all of them.
    pub bytes: Vec<u8>,
    /// The server's marks of it, empty where it gave none.
    pub marks: Marks,
    /// Its name by the server's header, else by the address that it came from in the end, where either speaks of lists.
    pub name: Option<String>,
}

/// A client with its patience.
pub struct Client {
    patience: Patience,
}

impl Client {
    /// A client.
    pub fn new(patience: Patience) -> Client {
        Client { patience }
    }

    /// The file at an address; `None` where the server says that it is the one with the marks.
    ///
    /// # Errors
    /// The address is neither https nor this machine's own, redirects lead astray,
    /// the server fails, is too slow or sends too much or too little.
    pub fn get(&self, address: &Url, marks: &Marks) -> Result<Option<Body>> {
        let mut at = address.clone();
        ensure!(page::may_ask(&at), "{at}: expected an https address");
        for _ in 0..=MOST_REDIRECTS {
            let mut response = self.ask(&at, marks).with_context(|| at.to_string())?;
            let header = |name: HeaderName| {
                let value = response.headers().get(name).and_then(|value| value.to_str().ok());
                value.unwrap_or_default().to_owned()
            };
            match response.status() {
                StatusCode::NOT_MODIFIED if *marks != Marks::default() => return Ok(None),
                status if status.is_redirection() => {
                    let location = header(LOCATION);
                    let to = at.join(&location).ok().filter(|to| !location.is_empty() && page::may_follow(&at, to));
                    at =
                        to.ok_or_else(|| anyhow!("{at}: found a redirect to {location:?}, expected an https address"))?;
                }
                StatusCode::OK => {
                    let marks = Marks { etag: header(ETAG), modified: header(LAST_MODIFIED) };
                    let name = page::disposition_name(&header(CONTENT_DISPOSITION))
                        .or_else(|| page::last_segment(&at).and_then(page::file_name));
                    let length = response.body().content_length();
                    let bytes = whole(response.body_mut().as_reader(), length).with_context(|| at.to_string())?;
                    return Ok(Some(Body { address: at, bytes, marks, name }));
                }
                status => bail!("{at}: the server answers {status}"),
            }
        }
        bail!("{address}: found more than {MOST_REDIRECTS} redirects, one after another");
    }

    fn ask(&self, address: &Url, marks: &Marks) -> Result<ureq::http::Response<ureq::Body>> {
        let local = page::is_loopback(address);
        let mut config = Agent::config_builder()
            .https_only(!local)
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_connect(Some(self.patience.connect))
            .timeout_recv_response(Some(self.patience.answer))
            .timeout_per_read(Some(self.patience.answer))
            .timeout_global(Some(self.patience.whole))
            .user_agent(concat!("agreement-atlas/", env!("CARGO_PKG_VERSION")));
        if local {
            config = config.proxy(None);
        }
        let mut request = config.build().new_agent().get(address.as_str());
        for (name, value) in [(IF_NONE_MATCH, &marks.etag), (IF_MODIFIED_SINCE, &marks.modified)] {
            if !value.is_empty() {
                request = request.header(name, value);
            }
        }
        Ok(request.call()?)
    }
}

/// A body, not a byte more than [`LARGEST`] and not one less than the server announced.
fn whole(body: impl Read, length: Option<u64>) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    body.take(LARGEST + 1).read_to_end(&mut bytes)?;
    let found = bytes.len() as u64;
    ensure!(found <= LARGEST, "found more than {LARGEST} bytes, expected a list");
    ensure!(
        length.is_none_or(|length| length == found),
        "found {found} bytes, expected {}",
        length.unwrap_or_default()
    );
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_counted_while_it_comes() {
        let error = |body: &[u8], length| whole(body, length).unwrap_err().to_string();
        assert_eq!(whole(b"list".as_slice(), None).unwrap(), b"list");
        assert_eq!(whole(b"list".as_slice(), Some(4)).unwrap(), b"list");
        assert_eq!(error(b"list", Some(5)), "found 4 bytes, expected 5");
        let endless = whole(std::io::repeat(b'x'), Some(3)).unwrap_err().to_string();
        assert_eq!(endless, "found more than 20000000 bytes, expected a list");
    }
}
