//! Who is asking: the address of the connection, or what a trusted proxy says of it.

use std::net::IpAddr;

use http::HeaderMap;

use crate::config::Network;

/// The last address in `X-Forwarded-For` that is not one of our proxies. Everybody may write that header, so it counts
/// only as far as trusted ones have passed it on.
pub fn of_client(peer: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
    let ours = |address: IpAddr| trusted.iter().any(|n| n.contains(address));
    let mut client = peer.to_canonical();
    if trusted.is_empty() || !ours(client) {
        return client;
    }
    let lines: Vec<&str> = headers.get_all("x-forwarded-for").iter().filter_map(|v| v.to_str().ok()).collect();
    for text in lines.iter().flat_map(|l| l.split(',')).rev() {
        let Ok(address) = text.trim().parse::<IpAddr>() else { break };
        client = address.to_canonical();
        if !ours(client) {
            break;
        }
    }
    client
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, forwarded: &str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", forwarded.parse().unwrap());
        let trusted = [Network::parse("10.0.0.0/8").unwrap(), Network::parse("127.0.0.1").unwrap()];
        of_client(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        assert_eq!(client("1.2.3.4", "9.9.9.9"), "1.2.3.4");
        assert_eq!(client("127.0.0.1", "9.9.9.9, 8.8.8.8, 10.0.0.7"), "8.8.8.8");
        assert_eq!(client("10.1.1.1", "not an address"), "10.1.1.1");
        assert_eq!(client("::ffff:127.0.0.1", "2001:db8::1"), "2001:db8::1");
    }
}
