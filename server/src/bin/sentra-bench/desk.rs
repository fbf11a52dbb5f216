//! Somebody of the demo who has logged in.

use backend::seed::DEMO_PASSWORD;

use super::client;
use super::form::Form;
use super::running::Running;

/// Their cookie.
pub async fn log_in(running: &Running, login: &str) -> Result<String, String> {
    let mut form = Form::default();
    form.set("login", login);
    form.set("password", DEMO_PASSWORD);
    let mut client = running.connect().await?;
    let answer = client.ask(&client::post("/masuk", "", &form.encode())).await.map_err(|e| e.to_string())?;
    let cookies = answer.head.lines().filter_map(|l| l.strip_prefix("set-cookie: "));
    let session = cookies.filter_map(|c| c.split(';').next()).find(|c| c.starts_with("sentra_sid=") && !c.ends_with('='));
    session.map(str::to_owned).ok_or_else(|| format!("{login} cannot log in: {}", answer.status))
}
