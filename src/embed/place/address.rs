//! Which addresses of signed texts may be followed. A record is hostile: whatever is not plainly a page of the web has
//! no link. It changes no address.

/// Whether an address leads to a page of the web and to nothing else: `http` or `https`, a host that is written out,
/// no name or password before it, and no character that an address would have to hide.
pub fn is_of_the_web(address: &str) -> bool {
    let Some((scheme, rest)) = address.split_once("://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let of_host = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':');
    ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
        && host.bytes().all(of_host)
        && host.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric())
        && rest.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'`'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_the_web_are_followed() {
        let check = |address: &str, expected: bool| assert_eq!(is_of_the_web(address), expected, "{address:?}");
        for address in [
            "https://www.ice.gov/doclib/287gMOA/a.pdf",
            "HTTP://ice.gov",
            "https://127.0.0.1:8080/a?b=c#d",
            "https://ice.gov/a%20b.pdf",
        ] {
            check(address, true);
        }
        for address in [
            "",
            "javascript:alert(1)",
            "javascript://ice.gov/%0aalert(1)",
            " https://ice.gov/",
            "https://ice.gov/a b.pdf",
            "https://ice.gov/\n",
            "java\nscript://a",
            "data:text/html,<p>",
            "data://a/b",
            "//ice.gov/a.pdf",
            "/a.pdf",
            "a.pdf",
            "https:ice.gov",
            "https:///a.pdf",
            "https://",
            "https://www.ice.gov@evil.example/a.pdf",
            "https://ice.gov\\@evil.example",
            "https://ice.gov/\"onclick=\"",
            "https://ıce.gov/a.pdf",
            "https://ice.gov/\u{202e}fdp.a",
            "https://.gov/",
            "ftp://ice.gov/a.pdf",
            "file:///etc/passwd",
            "blob:https://ice.gov/a",
            "view-source:https://ice.gov/a",
        ] {
            check(address, false);
        }
    }
}
