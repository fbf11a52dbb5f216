//! What stands above each page of one product: where one is, its state, and its parts.

use domain::market::product::{Product, ProductState};
use leptos::prelude::*;

use crate::i18n::{Locale, t};
use crate::market::pages::selling::words;
use crate::ui::{Badge, Breadcrumb, Icon, LinkButton, PageHead, PostButton, Size, Tab, Tabs, Tone};
use crate::web::{Ctx, Flash};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Facts,
    Variants,
    Photos,
    Licences,
}

impl Part {
    const ALL: [Self; 4] = [Self::Facts, Self::Variants, Self::Photos, Self::Licences];

    pub const fn path(self) -> &'static str {
        match self {
            Self::Facts => "",
            Self::Variants => "/varian",
            Self::Photos => "/foto",
            Self::Licences => "/izin",
        }
    }

    fn title(self, l: Locale) -> &'static str {
        match self {
            Self::Facts => t::selling::part_facts(l),
            Self::Variants => t::selling::part_variants(l),
            Self::Photos => t::selling::part_photos(l),
            Self::Licences => t::selling::part_licences(l),
        }
    }
}

/// Address of a product's part, without language.
pub fn path(product: &Product, part: Part) -> String {
    format!("/dagang/produk/{}{}", product.id, part.path())
}

pub struct Above {
    l: Locale,
    part: Part,
    said: Option<Flash>,
    name: String,
    state: ProductState,
    dashboard: String,
    list: String,
    state_action: String,
    public: String,
    tabs: Vec<Tab>,
}

impl Above {
    pub fn new(ctx: &Ctx, product: &Product, part: Part) -> Self {
        let l = ctx.locale();
        let tab = |p: Part| Tab { label: p.title(l).into(), href: ctx.href(&path(product, p)).into(), current: p == part, count: None };
        Self {
            l,
            part,
            said: ctx.flash().cloned(),
            name: product.name(l).to_owned(),
            state: product.state,
            dashboard: ctx.href("/dagang"),
            list: ctx.href("/dagang/produk"),
            state_action: ctx.href(&format!("/dagang/produk/{}/status", product.id)),
            public: ctx.href(&format!("/produk/{}", product.slug)),
            tabs: Part::ALL.map(tab).to_vec(),
        }
    }

    pub fn title(&self) -> String {
        format!("{} · {}", self.name, self.part.title(self.l))
    }

    pub fn view(self) -> AnyView {
        let l = self.l;
        let (label, mood) = words::product_state(l, self.state);
        let to = |label: &'static str, state: ProductState, tone: Tone, start: Icon| {
            view! { <PostButton action=self.state_action.clone() label=label values=vec![("to", state.code().to_owned())] tone=tone size=Size::Small start=start /> }
        };
        let buttons = match self.state {
            ProductState::Draft => to(t::selling::publish(l), ProductState::Published, Tone::Primary, Icon::Check).into_any(),
            ProductState::Published => view! {
                <LinkButton href=self.public.clone() label=t::selling::see_as_shopper(l) tone=Tone::Ghost size=Size::Small start=Icon::Eye />
                {to(t::selling::archive(l), ProductState::Archived, Tone::Secondary, Icon::Pause)}
            }
            .into_any(),
            ProductState::Archived => to(t::selling::publish_again(l), ProductState::Published, Tone::Primary, Icon::Play).into_any(),
        };
        view! {
            <Breadcrumb
                label=t::common::breadcrumb(l)
                steps=vec![(t::common::selling(l).into(), self.dashboard.into()), (t::selling::products(l).into(), self.list.into())]
                here=self.name.clone()
            />
            <PageHead title=self.name>
                <Badge label=label mood=mood />
                {buttons}
            </PageHead>
            {self.said.map(Flash::alert)}
            <Tabs label=t::selling::product_parts(l) tabs=self.tabs />
        }
        .into_any()
    }
}
