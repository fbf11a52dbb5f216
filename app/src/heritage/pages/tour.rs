//! `/wisata/{slug}`: the day, leg by leg, and on what terms.

use axum::extract::Path;
use backend::heritage::read_calendar::next_departures;
use backend::heritage::read_reviews::{TourReviews, read_reviews};
use backend::heritage::read_tour::read_tour;
use backend::page_change::PageTag;
use backend::wastebank::read_counter::taken_now;
use domain::heritage::calendar::CalendarEntry;
use domain::heritage::fare::FareCategory;
use domain::heritage::tour::Tour;
use domain::kernel::clock::DAY;
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::kernel::slug::Slug;
use domain::wastebank::material::Material;
use leptos::prelude::*;

use super::super::parts::hero::{Fact, hero};
use super::super::parts::{legs, reviews, stub};
use super::super::words;
use super::structured::tour_json_ld;
use super::tour_sections as section;
use crate::i18n::t;
use crate::ui::{Alert, Breadcrumb, Icon, LinkButton, Mood, SectionHead, Size};
use crate::web::page::Section;
use crate::web::{Ctx, Page, Reply, WebError};

/// Departures that the page offers at once.
const NEXT: usize = 3;
/// Reviews that it shows.
const REVIEWS: i64 = 6;

pub async fn show(ctx: Ctx, Path(slug): Path<String>) -> Reply {
    let l = ctx.locale();
    let slug = Slug::parse(&slug).map_err(|_| WebError::NotFound)?;
    let tour = read_tour(ctx.deps(), &slug).await?.ok_or(WebError::NotFound)?;
    let taken = taken_now(ctx.deps()).await?;
    let next = next_departures(ctx.deps(), tour.id, NEXT).await?;
    let reviews = read_reviews(ctx.deps(), tour.id, REVIEWS).await?;
    let mut tags = vec![PageTag::Tour(tour.id), PageTag::Seats(tour.id)];
    tags.extend(tour.legs.iter().filter_map(|leg| Some(PageTag::Place(leg.site.as_ref()?.id))));
    let base = &ctx.deps().base_url;
    let card = ctx.deps().gateways.card.is_some();
    let json = tour_json_ld(l, &tour, reviews.rating, base);
    let now = ctx.now();
    let midnight = now.start_of_wib_day().plus(DAY);
    let (title, path) = (tour.name.pick(l).to_owned(), format!("/wisata/{slug}"));
    let description =
        t::heritage::tour_description { duration: words::duration(l, tour.minutes()), place: tour.meeting.name.pick(l) }.say(l);
    let page =
        Page::new(title, move || view(l, &tour, &taken, &next, &reviews, card)).description(description).json_ld(json).canonical(path);
    ctx.page(page.section(Section::Tours).cache_until(&tags, now, [midnight])).await
}

fn view(l: Locale, tour: &Tour, taken: &[(Material, Rupiah)], next: &[CalendarEntry], reviews: &TourReviews, card: bool) -> AnyView {
    let languages: Vec<&str> = tour.languages.iter().map(|x| words::language(l, *x)).collect();
    let stops = tour.legs.iter().filter(|leg| leg.site.is_some()).count();
    let facts = vec![
        Fact { of: Icon::Timer, words: words::duration(l, tour.minutes()).into() },
        Fact { of: Icon::Route, words: t::heritage::stops(l, i64::try_from(stops).unwrap_or(i64::MAX)).into() },
        Fact { of: Icon::Users, words: t::heritage::at_most(l, tour.capacity()).into() },
        Fact { of: Icon::Languages, words: words::list(l, &languages).into() },
    ];
    // An adult's ticket stands for all; the table below has the others.
    let adult = tour.tariff.of(FareCategory::Adult).map(|fare| (FareCategory::Adult, fare));
    let shown = adult.or_else(|| tour.tariff.fares().first().map(|f| (f.category, f.amount)));
    let art = shown.map(|(category, fare)| stub::stub(l, words::category(l, category), fare, taken)).into_any();
    let dates = l.path(&format!("/wisata/{}/tanggal", tour.slug));
    let buttons = view! { <LinkButton href=dates label=t::heritage::choose_date(l) size=Size::Large start=Icon::Calendar /> };
    let name = tour.name.pick(l).to_owned();
    let crumbs = vec![(t::heritage::title(l).into(), l.path("/wisata").into())];
    let demo = tour.demo.then(|| {
        view! { <Alert mood=Mood::Warn title=t::browse::home_demo_title(l)><p>{t::heritage::demo(l)}</p></Alert> }
    });
    view! {
        {hero(t::heritage::over(l).into(), name.clone().into(), tour.story.pick(l).to_owned().into(), facts, buttons.into_any(), art)}
        <div class="wrap page page-home">
            <Breadcrumb label=t::common::breadcrumb(l) steps=crumbs here=name />
            {section::next(l, tour, next)}
            <div class="tour-day">
                <section>
                    <SectionHead title=t::heritage::day(l) />
                    {legs::timeline(l, tour)}
                </section>
                {legs::map(l, tour)}
            </div>
            {section::paying(l, tour, card)}
            <div class="split split-half">
                <div class="stack">{section::fares(l, tour)} {section::terms(l, tour)}</div>
                <div class="stack">{section::meeting(l, tour)} {section::access(l, tour)}</div>
            </div>
            <div class="split split-half">
                {section::bring(l, tour)}
                {section::conduct(l, tour)}
            </div>
            {section::village(l, tour)}
            {reviews::reviews(l, reviews)}
            {demo}
        </div>
    }
    .into_any()
}
