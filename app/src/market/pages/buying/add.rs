//! `POST /keranjang/tambah`: the button of a product's page.

use backend::market::add_to_cart::{AddToCartError, add_to_cart};
use domain::kernel::ids::VariantId;

use crate::i18n::t;
use crate::web::redirect::safe_path;
use crate::web::{Ctx, Form, Reply, WebError};

pub async fn submit(ctx: Ctx, form: Form) -> Reply {
    let l = ctx.locale();
    let back = safe_path(form.text("back")).unwrap_or("/keranjang");
    if form.text("variant").is_empty() {
        return Ok(ctx.see_other_warning(back, t::buying::add_choose(l)));
    }
    let variant: VariantId = form.text("variant").parse().map_err(|_| WebError::NotFound)?;
    let Ok(quantity) = form.text("quantity").trim().parse::<i64>() else {
        return Ok(ctx.see_other_warning(back, t::buying::add_quantity(l)));
    };
    let (actor, token) = ctx.with_session().await?;
    let response = match add_to_cart(ctx.deps(), &actor, variant, quantity).await {
        Ok(added) if added.capped => ctx.see_other_warning("/keranjang", &t::buying::add_capped(l, added.quantity)),
        Ok(_) => ctx.see_other_saying("/keranjang", t::buying::add_done(l)),
        Err(AddToCartError::NotForSale) => ctx.see_other_warning(back, t::buying::add_not_for_sale(l)),
        Err(AddToCartError::SoldOut) => ctx.see_other_warning(back, t::buying::add_sold_out(l)),
        Err(AddToCartError::Quantity) => ctx.see_other_warning(back, t::buying::add_quantity(l)),
        Err(AddToCartError::Full) => ctx.see_other_warning("/keranjang", t::buying::add_full(l)),
        Err(e @ (AddToCartError::NoSession | AddToCartError::Db(_))) => return Err(WebError::internal(e)),
    };
    Ok(ctx.with_token(response, token.as_ref()))
}
