//! What the house is compared with: the barest axum server, on the same core.

use std::net::SocketAddr;
use std::path::Path;

use axum::Router;
use axum::response::IntoResponse;
use axum::routing::get;
use axum::serve::ListenerExt;
use bytes::Bytes;
use tokio::net::TcpListener;

/// Serves `/bytes` (the file's content, as HTML) and `/hello` until killed.
pub async fn serve(address: SocketAddr, file: &Path) -> std::io::Result<()> {
    let body = Bytes::from(std::fs::read(file)?);
    let bytes = move || {
        let body = body.clone();
        async move { ([("content-type", "text/html; charset=utf-8"), ("content-encoding", "br")], body).into_response() }
    };
    let routes = Router::new().route("/bytes", get(bytes)).route("/hello", get(|| async { "Hello, World!" }));
    let listener = TcpListener::bind(address).await?.tap_io(|tcp| {
        let _ = tcp.set_nodelay(true);
    });
    axum::serve(listener, routes).await
}
