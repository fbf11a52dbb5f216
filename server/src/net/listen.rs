//! Accepting connections and speaking HTTP/1.1 on them, until told to stop; what has been begun is finished first.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use app::web::client::ClientAddress;
use axum::body::Body;
use http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;

use super::address;
use super::body::OutBody;
use crate::config::Network;
use crate::page_cache::Front;

/// A client sends its headers within this; an idle connection is closed after it.
const HEADERS: Duration = Duration::from_secs(30);
/// The largest head of a request, and the piece in which bodies are read.
const BUFFER: usize = 64 * 1024;

pub struct Door {
    pub listener: TcpListener,
    pub trusted_proxies: Vec<Network>,
    /// Requests under way at the end are given this long.
    pub farewell: Duration,
    /// Connections at once; more wait in the system's queue.
    pub limit: usize,
}

pub async fn serve(door: Door, front: Front, stop: CancellationToken) {
    let visitors = Arc::new(Semaphore::new(door.limit));
    let trusted: Arc<[Network]> = door.trusted_proxies.into();
    let farewell = GracefulShutdown::new();
    loop {
        let (stream, permit) = tokio::select! {
            () = stop.cancelled() => break,
            next = accept(&door.listener, &visitors) => match next {
                Some(next) => next,
                None => continue,
            },
        };
        let Ok(peer) = stream.peer_addr() else { continue };
        // Without it small answers wait for the client's acknowledgement: 40 ms on a keep-alive connection.
        let _ = stream.set_nodelay(true);
        let (front, trusted) = (front.clone(), Arc::clone(&trusted));
        let service = hyper::service::service_fn(move |request: Request<Incoming>| answer(&front, &trusted, peer.ip(), request));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEADERS)
            .max_buf_size(BUFFER)
            .serve_connection(TokioIo::new(stream), service);
        let connection = farewell.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection broke");
            }
            drop(permit);
        });
    }
    drop(door.listener);
    if tokio::time::timeout(door.farewell, farewell.shutdown()).await.is_err() {
        tracing::warn!("some requests did not end in time");
    }
}

async fn accept(listener: &TcpListener, visitors: &Arc<Semaphore>) -> Option<(TcpStream, OwnedSemaphorePermit)> {
    let permit = Arc::clone(visitors).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, _)) => Some((stream, permit)),
        Err(error) => {
            // Out of file handles, mostly: some will be free soon.
            tracing::warn!(%error, "a connection could not be accepted");
            tokio::time::sleep(Duration::from_millis(50)).await;
            None
        }
    }
}

/// Ready at once for a kept page; a future on the heap for everything else, so that the quick way stays small.
enum Answer {
    Ready(Option<Response<OutBody>>),
    Made(Pin<Box<dyn Future<Output = Response<OutBody>> + Send>>),
}

impl Future for Answer {
    type Output = Result<Response<OutBody>, Infallible>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match self.get_mut() {
            Self::Ready(response) => response.take().map_or(Poll::Pending, |r| Poll::Ready(Ok(r))),
            Self::Made(future) => future.as_mut().poll(cx).map(Ok),
        }
    }
}

fn answer(front: &Front, trusted: &[Network], peer: std::net::IpAddr, request: Request<Incoming>) -> Answer {
    if let Some(response) = front.at_hand(&request) {
        return Answer::Ready(Some(response));
    }
    let client = address::of_client(peer, request.headers(), trusted);
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(ClientAddress(client));
    let front = front.clone();
    Answer::Made(Box::pin(async move { front.make(request).await }))
}
