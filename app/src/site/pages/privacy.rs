//! `/privasi`: what is kept of whom, and who sees it.

use backend::heritage::read_kept_days::read_kept_days;
use backend::page_change::PageTag;
use domain::kernel::clock::DAY;
use leptos::prelude::*;

use crate::i18n::t;
use crate::ui::PageHead;
use crate::web::{Ctx, Page, Reply};

pub async fn show(ctx: Ctx) -> Reply {
    let l = ctx.locale();
    let kept = read_kept_days(ctx.deps()).await?;
    let tags: Vec<PageTag> = kept.tours.iter().map(|id| PageTag::Tour(*id)).collect();
    let visitors = kept.longest.map(|days| t::site::privacy_keep_visitor(l, i64::from(days)));
    let page = Page::new(t::site::privacy_title(l), move || {
        view! {
            <div class="wrap wrap-narrow page">
                <PageHead title=t::site::privacy_title(l) lead=t::site::privacy_lead(l) />
                <div class="prose">
                    <h2>{t::site::privacy_keep_title(l)}</h2>
                    <ul>
                        <li>{t::site::privacy_keep_account(l)}</li>
                        <li>{t::site::privacy_keep_order(l)}</li>
                        <li>{t::site::privacy_keep_party(l)}</li>
                        {visitors.map(|words| view! { <li>{words}</li> })}
                        <li>{t::site::privacy_keep_draft(l)}</li>
                        <li>{t::site::privacy_keep_member(l)}</li>
                        <li>{t::site::privacy_keep_goods(l)}</li>
                        <li>{t::site::privacy_keep_shop(l)}</li>
                    </ul>
                    <h2>{t::site::privacy_see_title(l)}</h2>
                    <ul>
                        <li>{t::site::privacy_see_shop(l)}</li>
                        <li>{t::site::privacy_see_visitor(l)}</li>
                        <li>{t::site::privacy_see_party(l)}</li>
                        <li>{t::site::privacy_see_member(l)}</li>
                        <li>{t::site::privacy_see_officer(l)}</li>
                        <li>{t::site::privacy_see_nobody(l)}</li>
                    </ul>
                    <h2>{t::site::privacy_cookie_title(l)}</h2>
                    <p>{t::site::privacy_cookie(l)}</p>
                    <h2>{t::site::privacy_photo_title(l)}</h2>
                    <p>{t::site::privacy_photo(l)}</p>
                    <h2>{t::site::privacy_rights_title(l)}</h2>
                    <p>{t::site::privacy_rights(l)}</p>
                </div>
            </div>
        }
    });
    let now = ctx.now();
    // New terms begin at midnight.
    let midnight = now.start_of_wib_day().plus(DAY);
    ctx.page(page.description(t::site::privacy_lead(l)).cache_until(&tags, now, [midnight])).await
}
