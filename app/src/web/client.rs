//! What the server found out about a request, in its extensions.

use std::net::IpAddr;
use std::sync::Arc;

/// The visitor's network address; behind a trusted proxy the one that it reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

/// The number under which the log knows this request; an error page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestId(pub Arc<str>);
