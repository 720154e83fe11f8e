//! Addresses of Git repositories, as a `Cargo.toml` takes them. The build script uses this file too.

/// Where to fetch from the repository that Git calls `address`: without the user's name and
/// password, over HTTPS where it was SSH, and as a URL where it was an absolute path.
pub(crate) fn url(address: &str) -> Option<String> {
    let address = address.trim().trim_end_matches(['/', '\\']);
    if let Some((scheme, rest)) = address.split_once("://") {
        if scheme == "file" {
            return Some(address.to_owned());
        }
        let (host, path) = rest.split_once('/')?;
        let host = host.rsplit('@').next()?;
        return Some(match scheme {
            // The port is that of SSH.
            "ssh" | "git+ssh" | "ssh+git" => {
                let host = host.split(':').next()?;
                format!("https://{host}/{path}")
            }
            _ => format!("{scheme}://{host}/{path}"),
        });
    }
    let drive = matches!(
        address.as_bytes(),
        [b'a'..=b'z' | b'A'..=b'Z', b':', b'/' | b'\\', ..]
    );
    if address.starts_with('/') || drive {
        let path = address.replace('\\', "/");
        let root = if drive { "/" } else { "" };
        return Some(format!("file://{root}{}", encode(&path)));
    }
    // git@host:path, the short form for SSH.
    let (host, path) = address.split_once(':')?;
    let host = host.rsplit('@').next()?;
    let is_host = !host.is_empty() && !host.contains(['/', '\\']);
    is_host.then(|| format!("https://{host}/{}", path.trim_start_matches('/')))
}

/// The characters that mean something else in a URL.
fn encode(path: &str) -> String {
    let mut url = String::new();
    for character in path.chars() {
        match character {
            ' ' | '%' | '#' | '?' | '"' | '\'' => {
                url.push_str(&format!("%{:02X}", character as u32))
            }
            other => url.push(other),
        }
    }
    url
}
