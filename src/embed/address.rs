//! Which addresses of signed texts may be followed. A record is hostile: whatever is not plainly a page of the web has
//! no link. It changes no address.

/// Whether an address leads to a page of the web and to nothing else: `http` or `https`, a host that is written out,
/// no name or password before it, and no character that an address would have to hide.
pub fn is_of_the_web(address: &str) -> bool {
    let after = |scheme: &str| {
        let begins = address.get(..scheme.len()).is_some_and(|it| it.eq_ignore_ascii_case(scheme));
        if begins { address.as_bytes().get(scheme.len()..) } else { None }
    };
    let Some(rest) = after("https://").or_else(|| after("http://")) else { return false };
    let mut of_host = true;
    for (at, byte) in rest.iter().enumerate() {
        let is_plain = byte.is_ascii_alphanumeric() || (at > 0 && matches!(byte, b'.' | b'-' | b':'));
        // The host ends where the path begins, after one character at the least.
        of_host &= at == 0 || !matches!(byte, b'/' | b'?' | b'#');
        let may = byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'`');
        if !may || (of_host && !is_plain) {
            return false;
        }
    }
    !rest.is_empty()
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
