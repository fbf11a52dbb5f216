//! The smallest HTTP client that measures honestly: one keep-alive connection, the request as bytes, the answer counted
//! by its length. It costs less than any server it measures.

use std::io;
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
}

pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|l| l.split_once(':').filter(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.trim()))
    }
}

fn broken(why: &str) -> io::Error {
    io::Error::other(why.to_owned())
}

impl Client {
    pub async fn connect(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(256 * 1024) })
    }

    /// Sends a request and reads its answer to the end. Returns the status only: the quick way.
    pub async fn count(&mut self, request: &[u8]) -> io::Result<u16> {
        let (status, head, body) = self.exchange(request).await?;
        self.buffer.drain(..head + body);
        Ok(status)
    }

    pub async fn ask(&mut self, request: &[u8]) -> io::Result<Answer> {
        let (status, head, body) = self.exchange(request).await?;
        let text = String::from_utf8_lossy(&self.buffer[..head]).into_owned();
        let content = self.buffer[head..head + body].to_vec();
        self.buffer.drain(..head + body);
        Ok(Answer { status, head: text, body: content })
    }

    async fn exchange(&mut self, request: &[u8]) -> io::Result<(u16, usize, usize)> {
        self.stream.write_all(request).await?;
        let mut seen = 0;
        let head = loop {
            if let Some(at) = find(&self.buffer[seen..], b"\r\n\r\n") {
                break seen + at + 4;
            }
            seen = self.buffer.len().saturating_sub(3);
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return Err(broken("the server closed the connection"));
            }
        };
        let status = self.buffer.get(9..12).and_then(|d| std::str::from_utf8(d).ok()).and_then(|d| d.parse().ok());
        let status: u16 = status.ok_or_else(|| broken("not HTTP"))?;
        let body = if matches!(status, 204 | 304) {
            0
        } else {
            length(&self.buffer[..head]).ok_or_else(|| broken("an answer without a length"))?
        };
        while self.buffer.len() < head + body {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return Err(broken("the answer broke off"));
            }
        }
        Ok((status, head, body))
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|w| w == needle)
}

/// The content-length of a head. Servers here write the name in lower case.
fn length(head: &[u8]) -> Option<usize> {
    const NAME: &[u8] = b"content-length: ";
    let at = find(head, NAME)? + NAME.len();
    let digits = head[at..].iter().take_while(|b| b.is_ascii_digit());
    Some(digits.fold(0, |n, b| n * 10 + usize::from(b - b'0')))
}

pub fn get(path: &str, more: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n{more}\r\n").into_bytes()
}

/// A form sent from one of our own pages.
pub fn post(path: &str, cookies: &str, form: &str) -> Vec<u8> {
    format!(
        "POST {path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: {cookies}\r\nsec-fetch-site: same-origin\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{form}",
        form.len()
    )
    .into_bytes()
}
