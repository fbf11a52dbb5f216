//! What every page forbids a browser to do.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{self, HeaderName};
use http::{HeaderMap, HeaderValue, Uri};

use super::House;

/// No script but our files, nothing from elsewhere, nobody frames us. `wasm-unsafe-eval` lets the islands start and
/// nothing else; styles in attributes carry positions of maps and charts.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; \
                      object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";
const PERMISSIONS: HeaderValue =
    HeaderValue::from_static("camera=(), microphone=(), geolocation=(self), payment=(), usb=(), browsing-topics=()");

#[derive(Clone)]
pub struct Headers(Arc<Vec<(HeaderName, HeaderValue)>>);

impl Headers {
    pub fn new(house: &House) -> Self {
        let mut all = vec![
            (header::CONTENT_SECURITY_POLICY, policy(house.gateway.as_deref())),
            (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
            (header::REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin")),
            (HeaderName::from_static("permissions-policy"), PERMISSIONS),
            (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
        ];
        if house.https {
            all.push((header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000; includeSubDomains")));
        }
        Self(Arc::new(all))
    }

    fn put(&self, headers: &mut HeaderMap) {
        for (name, value) in self.0.iter() {
            headers.entry(name).or_insert_with(|| value.clone());
        }
        // A page made for somebody is not for anybody between them and us.
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("private, no-cache"));
    }
}

/// Forms post to us only. But the answer to "pay" leads on to the gateway, and some browsers hold a form to this
/// policy also where it is led on to.
fn policy(gateway: Option<&str>) -> HeaderValue {
    let ours = HeaderValue::from_static(POLICY);
    let Some(gateway) = gateway else { return ours };
    let origin = gateway.parse::<Uri>().ok().filter(|u| u.path() == "/" && u.query().is_none());
    let origin = origin.and_then(|u| Some(format!("{}://{}", u.scheme_str()?, u.authority()?)));
    let policy = origin.filter(|o| !o.contains([';', ',', '@'])).and_then(|o| HeaderValue::try_from(format!("{POLICY} {o}")).ok());
    policy.unwrap_or_else(|| {
        tracing::error!(gateway, "the gateway's origin is none: browsers will not go there");
        ours
    })
}

pub async fn security(State(all): State<Headers>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    all.put(response.headers_mut());
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_lead_to_us_and_to_the_gateway() {
        assert!(POLICY.ends_with("form-action 'self'"));
        assert_eq!(policy(None), POLICY);
        assert_eq!(policy(Some("https://pay.example:8443")), format!("{POLICY} https://pay.example:8443"));
        for bad in ["", "pay.example", "https://pay.example/path", "https://a; script-src *", "https://a,b", "https://me@a", "*"] {
            assert_eq!(policy(Some(bad)), POLICY, "{bad}");
        }
    }
}
