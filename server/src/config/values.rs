//! The kinds of values that settings have. Errors say what is expected, never the value.

use std::net::IpAddr;

/// A network of proxies: an address and how many of its leading bits count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

impl Network {
    /// `10.0.0.0/8`, or one address.
    pub fn parse(text: &str) -> Option<Self> {
        let (address, bits) = match text.split_once('/') {
            Some((a, b)) => (a.parse::<IpAddr>().ok()?, Some(b.parse::<u8>().ok()?)),
            None => (text.parse::<IpAddr>().ok()?, None),
        };
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.unwrap_or(most);
        (bits <= most).then_some(Self { address, bits })
    }

    pub fn contains(&self, other: IpAddr) -> bool {
        let differing = match (self.address, other) {
            (IpAddr::V4(a), IpAddr::V4(b)) => (u32::from(a) ^ u32::from(b)).leading_zeros(),
            (IpAddr::V6(a), IpAddr::V6(b)) => (u128::from(a) ^ u128::from(b)).leading_zeros(),
            _ => return false,
        };
        differing >= u32::from(self.bits)
    }
}

pub fn networks(text: &str) -> Result<Vec<Network>, &'static str> {
    text.split(',')
        .map(str::trim)
        .filter(|t| !t.is_empty())
        .map(|t| Network::parse(t).ok_or("addresses or networks with commas between them, as 10.0.0.0/8, ::1"))
        .collect()
}

pub fn switch(text: &str) -> Result<bool, &'static str> {
    match text.trim().to_lowercase().as_str() {
        "true" | "on" | "yes" | "1" => Ok(true),
        "false" | "off" | "no" | "0" => Ok(false),
        _ => Err("true or false"),
    }
}

/// `https://host[:port]` without a path; returned without the slash at its end.
pub fn base_url(text: &str) -> Result<String, &'static str> {
    const EXPECTED: &str = "http:// or https:// and a host, without a path: https://sentra.example";
    let url = text.trim().trim_end_matches('/');
    let parsed: http::Uri = url.parse().map_err(|_| EXPECTED)?;
    let good = matches!(parsed.scheme_str(), Some("http" | "https"))
        && parsed.authority().is_some_and(|a| !a.host().is_empty() && !a.as_str().contains('@'))
        && matches!(parsed.path(), "" | "/")
        && parsed.query().is_none();
    if good { Ok(url.to_owned()) } else { Err(EXPECTED) }
}

pub fn database_url(text: &str) -> Result<String, &'static str> {
    let text = text.trim();
    let known = text.strip_prefix("sqlite:").is_some_and(|path| !path.trim_start_matches('/').is_empty())
        || ["postgres://", "postgresql://"].iter().any(|p| text.strip_prefix(p).is_some_and(|rest| !rest.is_empty()));
    if known { Ok(text.to_owned()) } else { Err("sqlite:/path/to/file or postgres://user:password@host/name") }
}

/// The address without its password: `smtps://name:…@host`.
pub fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    // The last @ ends the user's part: a password may hold one too.
    let authority_end = rest.find(['/', '?']).unwrap_or(rest.len());
    let at = rest.rfind('@').filter(|at| *at <= authority_end || !rest[authority_end..].contains("://"));
    let shown = match at {
        Some(at) => {
            let user = rest[..at].split(':').next().unwrap_or_default();
            format!("{scheme}://{user}:…@{}", &rest[at + 1..])
        }
        None => url.to_owned(),
    };
    // Parameters may hold one as well.
    match shown.split_once('?') {
        Some((head, _)) => format!("{head}?…"),
        None => shown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_hold_their_addresses() {
        let ten = Network::parse("10.0.0.0/8").unwrap();
        assert!(ten.contains("10.200.3.4".parse().unwrap()) && !ten.contains("11.0.0.1".parse().unwrap()));
        assert!(Network::parse("0.0.0.0/0").unwrap().contains("8.8.8.8".parse().unwrap()));
        assert!(Network::parse("::1").unwrap().contains("::1".parse().unwrap()));
        assert_eq!(Network::parse("10.0.0.0/33"), None);
        assert_eq!(networks(" 10.0.0.0/8, ::1 ").unwrap().len(), 2);
    }

    #[test]
    fn passwords_are_not_shown() {
        for url in ["postgres://u:geheim@h/db", "postgres://u:ge/heim@x@h/db?password=geheim", "smtps://u:geheim@h:465"] {
            assert!(!without_password(url).contains("heim"), "{}", without_password(url));
        }
        assert_eq!(without_password("sqlite:/a/b"), "sqlite:/a/b");
    }

    #[test]
    fn a_base_url_is_an_origin() {
        assert_eq!(base_url("https://sentra.example/").unwrap(), "https://sentra.example");
        for bad in ["sentra.example", "https://", "ftp://x", "https://x/y", "https://a@x"] {
            assert!(base_url(bad).is_err(), "{bad}");
        }
    }
}
