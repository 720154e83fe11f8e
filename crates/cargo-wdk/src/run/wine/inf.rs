//! A copy of an INF for Wine's setup, which reads less of it than Windows' does.

/// The copy: models without a Windows version, since Wine ignores others; the folder of drivers for
/// that of the package in the driver store, of which Wine has none; and no catalog, which would not
/// vouch for the copies.
pub(super) fn for_wine(text: &str) -> String {
    let mut copy = String::with_capacity(text.len());
    let mut in_destinations = false;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_start();
        if let Some(name) = trimmed.strip_prefix('[') {
            in_destinations = name.to_ascii_lowercase().starts_with("destinationdirs]");
        }
        if trimmed.to_ascii_lowercase().starts_with("catalogfile") {
            continue;
        }
        let line = undecorated(line).replace("%13%", "%12%");
        match line.split_once('=').filter(|_| in_destinations) {
            Some((section, folder)) if folder.trim_start().starts_with("13") => {
                copy.push_str(section);
                copy.push('=');
                copy.push_str(&folder.replacen("13", "12", 1));
            }
            _ => copy.push_str(&line),
        }
    }
    copy
}

/// The line with `NTamd64` for `NTamd64.10.0...16299`.
fn undecorated(line: &str) -> String {
    const ARCH: &str = "ntamd64.";
    let mut rest = line;
    let mut result = String::with_capacity(line.len());
    while let Some(at) = rest.to_ascii_lowercase().find(ARCH) {
        let (before, decoration) = rest.split_at(at + ARCH.len() - 1);
        result.push_str(before);
        let version = decoration.trim_start_matches(|it: char| it == '.' || it.is_ascii_digit());
        // `.Services` keeps its dot.
        let is_version = decoration[1..].starts_with(|it: char| it.is_ascii_digit());
        let followed = version.starts_with(|it: char| it.is_alphanumeric());
        rest = match (is_version, followed) {
            (true, false) => version,
            (true, true) => &decoration[decoration.len() - version.len() - 1..],
            (false, _) => decoration,
        };
    }
    result.push_str(rest);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_and_the_driver_store_go() {
        let text = "[Version]\nClass = System\nCatalogFile = a.cat\n[Manufacturer]\n%P% = Models, NTamd64.10.0...16299\n\
                    [Models.NTamd64.10.0...16299]\n[D.NTamd64.Services]\n[M.ntamd64.6.1]\n\
                    [DestinationDirs]\nDefaultDestDir = 13\nFiles=13,sub\nOther = 12\n\
                    [S]\nServiceBinary = %13%\\a13.sys\nX = 13\n";
        let copy = "[Version]\nClass = System\n[Manufacturer]\n%P% = Models, NTamd64\n[Models.NTamd64]\n\
                    [D.NTamd64.Services]\n[M.ntamd64]\n\
                    [DestinationDirs]\nDefaultDestDir = 12\nFiles=12,sub\nOther = 12\n\
                    [S]\nServiceBinary = %12%\\a13.sys\nX = 13\n";
        assert_eq!(for_wine(text), copy);
    }
}
