//! Forms that are ready to be sent, sent on several connections at once. Each is answered by a link to what it has made.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::time::Instant;

use super::client::Client;
use super::running::Running;

/// A form that was acknowledged.
pub struct Sent {
    /// Which of them.
    pub form: usize,
    pub link: String,
    pub micros: u32,
}

/// Each of them once.
pub async fn send_all(running: &Running, forms: &Arc<[Vec<u8>]>, connections: usize) -> Result<Vec<Sent>, String> {
    let next = Arc::new(AtomicUsize::new(0));
    let mut under_way = Vec::new();
    for _ in 0..connections {
        let (mut client, forms, next) = (running.connect().await?, Arc::clone(forms), Arc::clone(&next));
        under_way.push(tokio::spawn(async move {
            let mut sent = Vec::new();
            loop {
                let form = next.fetch_add(1, Ordering::Relaxed);
                let Some(request) = forms.get(form) else { return Ok::<_, String>(sent) };
                let began = Instant::now();
                let link = send(&mut client, request).await?;
                let micros = u32::try_from(began.elapsed().as_micros()).unwrap_or(u32::MAX);
                sent.push(Sent { form, link, micros });
            }
        }));
    }
    let mut all = Vec::new();
    for one in under_way {
        all.extend(one.await.map_err(|e| e.to_string())??);
    }
    Ok(all)
}

/// Where what it has made is to be seen.
pub async fn send(client: &mut Client, form: &[u8]) -> Result<String, String> {
    let answer = client.ask(form).await.map_err(|e| e.to_string())?;
    match answer.header("location") {
        Some(link) if answer.status == 303 => Ok(link.to_owned()),
        _ => {
            let line = String::from_utf8_lossy(form);
            Err(format!("{} answers {}", line.lines().next().unwrap_or_default(), answer.status))
        }
    }
}

/// Every so manieth of those that were answered is sent once more: how many of how many led to the same.
pub async fn send_again(running: &Running, forms: &[Vec<u8>], sent: &[Sent], every: usize) -> Result<(usize, usize), String> {
    let mut client = running.connect().await?;
    let (mut same, mut all) = (0, 0);
    for s in sent.iter().step_by(every) {
        all += 1;
        same += usize::from(send(&mut client, &forms[s.form]).await? == s.link);
    }
    Ok((same, all))
}

/// Each form on two connections at the same moment, as an impatient thumb sends it. One link for each.
pub async fn send_twice(running: &Running, forms: &[Vec<u8>]) -> Result<Vec<String>, String> {
    let (mut one, mut other) = (running.connect().await?, running.connect().await?);
    let mut links = Vec::new();
    for form in forms {
        let (first, second) = tokio::join!(send(&mut one, form), send(&mut other, form));
        let (first, second) = (first?, second?);
        if first != second {
            return Err(format!("a form sent twice at once led to two: {first} and {second}"));
        }
        links.push(first);
    }
    Ok(links)
}
