//! Light, dark, or as the device says.

use crate::ui::Theme;
use crate::web::cache::THEME_COOKIE;
use crate::web::redirect::{safe_path, set_cookie};
use crate::web::{Ctx, Form, Reply};

const YEAR_S: i64 = 365 * 24 * 3600;

pub async fn set(ctx: Ctx, form: Form) -> Reply {
    let theme = Theme::parse(form.text("theme"));
    let mut response = ctx.see_other(safe_path(form.text("back")).unwrap_or("/"));
    let (value, age) = if theme == Theme::Auto { ("", 0) } else { (theme.name(), YEAR_S) };
    set_cookie(&ctx, &mut response, THEME_COOKIE, value, age);
    Ok(response)
}
