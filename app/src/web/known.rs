//! What the house knows of a person, in the fields of a form that asks where they are reached.

use backend::identity::change_profile::read_profile;

use super::{Ctx, Form, WebError};

/// Fills the fields in which nothing stands; all of them can be changed. `name`: what the form calls that of the name.
pub async fn fill_contact(ctx: &Ctx, form: &mut Form, name: &str) -> Result<(), WebError> {
    if ctx.actor().person().is_none() {
        return Ok(());
    }
    let (person, _) = read_profile(ctx.deps(), ctx.actor()).await.map_err(WebError::internal)?;
    let known = [(name, Some(person.name)), ("phone", person.phone.map(|p| p.local())), ("email", person.email.map(|e| e.to_string()))];
    for (field, value) in known {
        if form.text(field).trim().is_empty()
            && let Some(value) = value
        {
            form.set(field, value);
        }
    }
    Ok(())
}
