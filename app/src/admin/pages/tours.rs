//! `/admin/wisata`: who plans and leads the tours, and who speaks for a base or the village.

use backend::heritage::appoint_staff::{AppointError, Post, Posted, appoint, dismiss, list_posts};
use backend::identity::manage_people::{ManagePeopleError, PersonRow, list_people};
use domain::heritage::staff::Duty;
use domain::kernel::bilingual::Bilingual;
use domain::kernel::ids::PersonId;
use domain::kernel::paging::PageRequest;
use domain::kernel::phone::Phone;
use leptos::prelude::*;

use crate::admin::parts::{Desk, head};
use crate::i18n::{Locale, t};
use crate::ui::{
    Badge, Card, Choice, ErrorSummary, Field, FormActions, Icon, Mood, PostButton, SectionHead, Select, Size, SubmitButton, Tone,
};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Form, Page, Reply, WebError};

const PATH: &str = "/admin/wisata";

pub async fn show(ctx: Ctx) -> Reply {
    page(&ctx, Form::default(), Errors::default()).await
}

pub async fn submit(ctx: Ctx, form: Form) -> Reply {
    let l = ctx.locale();
    let mut errors = Errors::default();
    let post = form.parse("post", &mut errors, |s| read_post(s).ok_or(()), |()| t::admin::tours_choose_post(l).into());
    if form.text("go") == "dismiss" {
        let (post, person) =
            (post.ok_or(WebError::BadRequest)?, form.text("person").parse::<PersonId>().map_err(|_| WebError::BadRequest)?);
        dismiss(ctx.deps(), ctx.actor(), person, post).await.map_err(error)?;
        return Ok(ctx.see_other_saying(PATH, t::admin::tours_dismissed(l)));
    }
    match (find(&ctx, form.text("who")).await?, post) {
        (None, _) => errors.add("who", t::admin::tours_nobody(l)),
        (Some(_), None) => {}
        (Some(person), Some(post)) => {
            appoint(ctx.deps(), ctx.actor(), person.id, post).await.map_err(error)?;
            return Ok(ctx.see_other_saying(PATH, &t::admin::tours_appointed(l, person.name)));
        }
    }
    page(&ctx, form, errors).await
}

/// Whoever has exactly this address or number.
async fn find(ctx: &Ctx, typed: &str) -> Result<Option<PersonRow>, WebError> {
    let typed = typed.trim().to_lowercase();
    if typed.is_empty() {
        return Ok(None);
    }
    let phone = Phone::parse(&typed).ok();
    let search = phone.as_ref().map_or(typed.as_str(), Phone::as_str);
    let found = list_people(ctx.deps(), ctx.actor(), search, PageRequest::new(None, 20)).await.map_err(|e| match e {
        ManagePeopleError::Forbidden(e) => e.into(),
        e => WebError::internal(e),
    })?;
    let is = |p: &PersonRow| {
        p.email.as_ref().is_some_and(|e| e.to_lowercase() == typed)
            || phone.as_ref().is_some_and(|n| p.phone.as_deref() == Some(n.as_str()))
    };
    Ok(found.items.into_iter().find(is))
}

fn error(e: AppointError) -> WebError {
    match e {
        AppointError::Forbidden(e) => e.into(),
        AppointError::Db(e) => e.into(),
    }
}

/// `guide:0190…`, `site:0190…`
fn read_post(typed: &str) -> Option<Post> {
    let (kind, id) = typed.split_once(':')?;
    match kind {
        "site" => Some(Post::Site(id.parse().ok()?)),
        duty => Some(Post::Tour(id.parse().ok()?, Duty::from_code(duty)?)),
    }
}

fn typed_post(post: Post) -> String {
    match post {
        Post::Tour(tour, duty) => format!("{}:{tour}", duty.code()),
        Post::Site(site) => format!("site:{site}"),
    }
}

fn duty(l: Locale, post: Post) -> &'static str {
    match post {
        Post::Tour(_, Duty::Officer) => t::admin::tours_officer(l),
        Post::Tour(_, Duty::Guide) => t::admin::tours_guide(l),
        Post::Site(_) => t::admin::tours_speaker(l),
    }
}

async fn page(ctx: &Ctx, form: Form, errors: Errors) -> Reply {
    let l = ctx.locale();
    let posts = list_posts(ctx.deps(), ctx.actor()).await.map_err(error)?;
    let (status, top, action) = (errors.status(), head(ctx, Desk::Tours), ctx.href(PATH));
    let page = Page::new(t::admin::tours(l), move || {
        let mut choices = Vec::new();
        for tour in &posts.tours {
            let name = tour.name.pick(l).to_owned();
            for duty_of in Duty::ALL {
                let post = Post::Tour(tour.id, duty_of);
                choices.push(Choice::new(typed_post(post), duty(l, post)).in_group(name.clone()));
            }
        }
        let sites = posts
            .sites
            .iter()
            .map(|s| Choice::new(typed_post(Post::Site(s.id)), s.name.pick(l).to_owned()).in_group(t::admin::tours_sites(l)));
        choices.extend(sites);
        let tours = posts.tours.iter().map(|w| workplace(l, &action, &w.name, &w.people)).collect::<Vec<_>>();
        let sites = posts.sites.iter().map(|w| workplace(l, &action, &w.name, &w.people)).collect::<Vec<_>>();
        view! {
            <div class="wrap page">
                {top}
                <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
                <div class="split">
                    <div class="stack stack-lg">
                        <section class="stack"><SectionHead title=t::admin::tours(l) />{tours}</section>
                        <section class="stack"><SectionHead title=t::admin::tours_sites(l) />{sites}</section>
                    </div>
                    <aside class="split-side">
                        <Card title=t::admin::tours_appoint(l)>
                            <form class="form" method="post" action=action.clone() novalidate>
                                <Field name="who" label=t::admin::tours_who(l) hint=t::admin::tours_who_hint(l) value=form.typed("who") error=errors.of("who") required=true />
                                <Select name="post" label=t::admin::tours_post(l) prompt=t::admin::tours_choose(l) choices=choices value=form.typed("post") error=errors.of("post") required=true />
                                <FormActions>
                                    <SubmitButton label=t::admin::tours_appoint(l) start=Icon::Plus name="go" value="appoint" />
                                </FormActions>
                            </form>
                        </Card>
                    </aside>
                </div>
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Admin)).await
}

fn workplace(l: Locale, action: &str, name: &Bilingual, people: &[Posted]) -> AnyView {
    let rows = people
        .iter()
        .map(|p| {
            let values = vec![("go", "dismiss".to_owned()), ("post", typed_post(p.post)), ("person", p.person.to_string())];
            let label = t::admin::tours_dismiss(l, &p.name);
            view! {
                <li class="row-card row-tight">
                    <div><p class="strong">{p.name.clone()}</p><p class="muted small">{p.contact.clone()}</p></div>
                    <div class="row-card-end">
                        <Badge label=duty(l, p.post) mood=Mood::Neutral />
                        <PostButton action=action.to_owned() label=label tone=Tone::QuietDanger size=Size::Small values=values />
                    </div>
                </li>
            }
        })
        .collect::<Vec<_>>();
    let body = if rows.is_empty() {
        view! { <p class="muted">{t::admin::tours_empty(l)}</p> }.into_any()
    } else {
        view! { <ul class="row-list" role="list">{rows}</ul> }.into_any()
    };
    view! { <Card title=name.pick(l).to_owned()>{body}</Card> }.into_any()
}
