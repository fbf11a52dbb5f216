//! How far along something is.

use leptos::prelude::*;

use super::{Icon, MaybeText, Text, icon};

/// A step of a wizard.
#[derive(Clone, Debug)]
pub struct Step {
    pub label: Text,
    /// Steps behind the reader are links back.
    pub href: MaybeText,
    pub done: bool,
    pub current: bool,
}

/// The steps of a wizard; on a phone only the current one's name is written out.
#[component]
pub fn Steps(#[prop(into)] label: Text, steps: Vec<Step>) -> AnyView {
    use leptos::either::Either;
    let steps = steps
        .into_iter()
        .map(|s| {
            let words = match s.href.0.filter(|_| !s.current) {
                Some(href) => Either::Left(view! {
                    <a class="steps-text" href=href>
                        {s.label}
                    </a>
                }),
                None => Either::Right(view! { <span class="steps-text">{s.label}</span> }),
            };
            view! {
                <li class=(s.done && !s.current).then_some("is-done") aria-current=s.current.then_some("step")>
                    {words}
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <nav aria-label=label>
            <ol class="steps" role="list">
                {steps}
            </ol>
        </nav>
    }
    .into_any()
}

/// How an event of a timeline stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum When {
    #[default]
    Past,
    /// Expected, not yet there.
    Next,
    /// Past, and not what was wished for.
    Bad,
}

#[derive(Clone, Debug, Default)]
pub struct Event {
    pub title: Text,
    /// Time, by whom.
    pub meta: MaybeText,
    /// More words: a reason, a note.
    pub note: MaybeText,
    /// In which language the note was written, where that need not be the page's.
    pub note_lang: Option<&'static str>,
    pub when: When,
}

/// What happened, in order.
#[component]
pub fn Timeline(events: Vec<Event>) -> AnyView {
    let events = events
        .into_iter()
        .map(|e| {
            let class = match e.when {
                When::Past => None,
                When::Next => Some("is-next"),
                When::Bad => Some("is-bad"),
            };
            view! {
                <li class=class>
                    <b>{e.title}</b>
                    {e.meta.0.map(|m| view! { <small>{m}</small> })}
                    {e.note.0.map(|n| view! { <p lang=e.note_lang>{n}</p> })}
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <ol class="timeline" role="list">
            {events}
        </ol>
    }
    .into_any()
}

/// A bar that fills up. `part` of `whole`; the words say both.
#[component]
pub fn Progress(
    #[prop(into)] label: Text,
    part: u64,
    whole: u64,
    /// "3 of 8"
    #[prop(into)]
    words: Text,
    /// Nearly empty, and that matters.
    #[prop(optional)]
    low: bool,
) -> AnyView {
    let percent = (part.min(whole) * 100).checked_div(whole).unwrap_or(0);
    view! {
        <div class=if low { "progress progress-low" } else { "progress" }>
            <div class="progress-text">
                <span>{label.clone()}</span>
                <span>{words.clone()}</span>
            </div>
            <div
                class="progress-bar"
                role="progressbar"
                aria-label=label
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=percent.to_string()
                aria-valuetext=words
            >
                <span style=format!("width:{percent}%")></span>
            </div>
        </div>
    }
    .into_any()
}

/// Time left, in words; an island among its children may count on.
#[component]
pub fn Countdown(#[prop(optional)] late: bool, children: Children) -> impl IntoView {
    view! { <span class=if late { "countdown countdown-late" } else { "countdown" }>{icon(Icon::Timer)} {children()}</span> }
}

/// More or fewer of something: two submit buttons about a number field. The form's handler reads `name` (the number
/// typed) and `step` (`more`, `less`, or absent when the number itself was sent).
#[component]
pub fn Quantity(
    name: &'static str,
    value: u32,
    /// The least and the most that can be asked for.
    min: u32,
    max: u32,
    #[prop(into)] label: Text,
    #[prop(into)] less: Text,
    #[prop(into)] more: Text,
    /// Different on each line of a page.
    #[prop(into)]
    id: Text,
) -> AnyView {
    let (at_least, at_most) = (value <= min, value >= max);
    view! {
        <span class="qty">
            <button name="step" value="less" aria-label=less disabled=at_least>
                {icon(Icon::Minus)}
            </button>
            <label class="sr" for=id.clone()>
                {label}
            </label>
            <input
                type="number"
                inputmode="numeric"
                name=name
                id=id
                value=value.to_string()
                min=min.to_string()
                max=max.to_string()
            />
            <button name="step" value="more" aria-label=more disabled=at_most>
                {icon(Icon::Plus)}
            </button>
        </span>
    }
    .into_any()
}
