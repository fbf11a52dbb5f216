//! `/meja-wisata/tempat/{site}/aturan`: what a base or village asks of its visitors, set from a day on by those who speak for it.

use axum::extract::Path;
use backend::heritage::set_rules::{MAX_DRESS, SetRulesError, list_rules, set_rules};
use domain::heritage::rules::{Foreigners, IdentityField, MAX_LEAD_DAYS, Minors, Photography, RulesError, VisitRules};
use domain::heritage::site::Site;
use domain::kernel::bilingual::Bilingual;
use domain::kernel::clock::{DAY, Timestamp};
use domain::kernel::locale::Locale;
use domain::kernel::text;

use super::super::super::words;
use super::error;
use super::site::own_site;
use super::site_rules_view::view;
use crate::i18n::{date, t};
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Errors, Form, Page, Reply};

/// Without its language.
pub fn path(site: &Site) -> String {
    format!("/meja-wisata/tempat/{}/aturan", site.id)
}

pub async fn show(ctx: Ctx, Path(site): Path<String>) -> Reply {
    let site = own_site(&ctx, &site).await?;
    page(&ctx, site, None, Errors::default()).await
}

pub async fn submit(ctx: Ctx, Path(site): Path<String>, form: Form) -> Reply {
    let l = ctx.locale();
    let site = own_site(&ctx, &site).await?;
    let mut errors = Errors::default();
    let rules = read(l, &form, &mut errors);
    let from = form.parse("from", &mut errors, |s| Timestamp::parse_wib_date(s).ok_or(()), |()| t::desk::day_bad(l).into());
    if let Some(from) = from.filter(|_| errors.is_empty()) {
        match set_rules(ctx.deps(), ctx.actor(), site.id, &rules, from).await {
            Ok(()) => return Ok(ctx.see_other_saying(&path(&site), &t::desk::rules_set(l, date(l, from)))),
            Err(SetRulesError::Staff(e)) => return Err(error(e)),
            Err(SetRulesError::Past) => errors.add("from", t::desk::day_past(l)),
            Err(SetRulesError::Rules(RulesError::Lead)) => {
                errors.add("lead_days", t::desk::range_bad { least: 0, most: MAX_LEAD_DAYS }.say(l));
            }
            Err(SetRulesError::Rules(RulesError::Cutoff)) => errors.add("cutoff_hours", t::desk::cutoff_bad(l)),
            Err(SetRulesError::Rules(RulesError::AlwaysClosed)) => errors.add("closed", t::desk::always_closed(l)),
            Err(SetRulesError::Dress(e)) => errors.add("dress_id", words::text(l, e)),
            Err(SetRulesError::Db(e)) => return Err(e.into()),
        }
    }
    page(&ctx, site, Some(form), errors).await
}

fn read(l: Locale, form: &Form, errors: &mut Errors) -> VisitRules {
    let mut number = |name| form.parse(name, errors, |s| s.trim().parse::<u32>(), |_| t::desk::number_bad(l).into()).unwrap_or_default();
    let (lead_days, cutoff_hours) = (number("lead_days"), number("cutoff_hours"));
    let foreigners = Foreigners::from_code(form.text("foreigners"));
    let minors = Minors::from_code(form.text("minors"));
    let photography = Photography::from_code(form.text("photography"));
    for (name, missing) in [("foreigners", foreigners.is_none()), ("minors", minors.is_none()), ("photography", photography.is_none())] {
        if missing {
            errors.add(name, t::common::field_choose(l));
        }
    }
    for name in ["dress_id", "dress_en"] {
        if let Err(e) = text::optional_line(form.text(name), MAX_DRESS) {
            errors.add(name, words::text(l, e));
        }
    }
    let closed = form.all("closed");
    VisitRules {
        lead_days,
        cutoff_hours,
        approves_each: form.has("approves"),
        identity: IdentityField::ALL.into_iter().filter(|field| form.all("identity").contains(&field.code())).collect(),
        foreigners: foreigners.unwrap_or_default(),
        minors: minors.unwrap_or_default(),
        photography: photography.unwrap_or_default(),
        dress: Bilingual::new(form.text("dress_id").trim(), form.text("dress_en").trim()),
        closed_weekdays: std::array::from_fn(|day| closed.contains(&day.to_string().as_str())),
    }
}

/// The form as it stands when nobody has typed yet: what holds now, from tomorrow.
fn filled(rules: &VisitRules, now: Timestamp) -> Form {
    let mut form = Form::default();
    form.set("lead_days", rules.lead_days.to_string());
    form.set("cutoff_hours", rules.cutoff_hours.to_string());
    if rules.approves_each {
        form.set("approves", "on");
    }
    for field in &rules.identity {
        form.add("identity", field.code());
    }
    form.set("foreigners", rules.foreigners.code());
    form.set("minors", rules.minors.code());
    form.set("photography", rules.photography.code());
    form.set("dress_id", rules.dress.id.clone());
    form.set("dress_en", rules.dress.en.clone());
    for day in (0..7).filter(|day| rules.closed_weekdays[*day]) {
        form.add("closed", day.to_string());
    }
    form.set("from", now.plus(DAY).wib().date_input());
    form
}

async fn page(ctx: &Ctx, site: Site, form: Option<Form>, errors: Errors) -> Reply {
    let (l, now, flash) = (ctx.locale(), ctx.now(), ctx.flash().cloned());
    let all = list_rules(ctx.deps(), ctx.actor(), site.id).await.map_err(error)?;
    let holds = all.iter().find(|dated| dated.from <= now).map(|dated| dated.rules.clone());
    let form = form.unwrap_or_else(|| filled(&holds.unwrap_or_default(), now));
    let status = errors.status();
    let page = Page::new(t::desk::rules(l), move || view(l, now, &site, &all, &form, &errors, flash));
    Ok(no_store(ctx.page(page.status(status).noindex().section(Section::Account)).await?))
}
