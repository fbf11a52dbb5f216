//! Shops with fifty products each.

use domain::identity::role::Role;
use domain::kernel::clock::{DAY, HOUR, Timestamp};
use domain::kernel::fold::fold;
use domain::kernel::ids::{PersonId, ProductId, ShopId, StockMoveId, VariantId};
use domain::kernel::locale::Locale;
use domain::kernel::slug::Slug;
use domain::kernel::wilayah::Kelurahan;
use domain::market::product_options::{OptionValue, ProductOption};

use super::bulk::Rows;
use super::names::{Made, make};
use super::{PER_SHOP, slug_of};
use crate::db::{DbError, Tx};
use crate::deps::Deps;
use crate::seed::SeedError;
use crate::seed::data::{ProductRow, bad, number_of, pick};
use crate::seed::place::Places;

/// What every shop is made of.
pub struct Ground {
    pub bases: Vec<ProductRow>,
    pub places: Places,
    pub hash: String,
    pub now: Timestamp,
}

struct Batch {
    people: Rows,
    roles: Rows,
    shops: Rows,
    products: Rows,
    variants: Rows,
    moves: Rows,
}

const FIRST: [&str; 12] = ["Saung", "Dapur", "Warung", "Rumah", "Kedai", "Griya", "Pawon", "Lapak", "Pondok", "Galeri", "Omah", "Sanggar"];
const SECOND: [&str; 12] =
    ["Sari", "Mekar", "Lestari", "Rahayu", "Barokah", "Cahaya", "Pasundan", "Kahuripan", "Mandiri", "Sejahtera", "Wangi", "Jaya"];

/// Makes shops `from..to` with their products in one go.
pub async fn make_shops(tx: &mut Tx, deps: &Deps, ground: &Ground, from: usize, to: usize) -> Result<(), SeedError> {
    let mut batch = Batch {
        people: Rows::new("INSERT INTO person (id, name, name_folded, email, password_hash, locale, demo, created_at)"),
        roles: Rows::new("INSERT INTO person_role (person_id, role, granted_at)"),
        shops: Rows::new(
            "INSERT INTO shop (id, owner_id, slug, name, story_id, story_en, state, phone, street, kelurahan, lat, lon, opening_hours, \
             bank_name, bank_account, bank_holder, pickup, flat_courier, flat_fee_per_kg, cod, pay_at_pickup, demo, created_at, updated_at, \
             submitted_at, approved_at)",
        ),
        products: Rows::new(
            "INSERT INTO product (id, shop_id, category_slug, slug, name_id, name_en, name_folded, description_id, description_en, unit, kbli, options, \
             state, price_min, price_max, demo, created_at, updated_at, published_at)",
        ),
        variants: Rows::new("INSERT INTO variant (id, product_id, sku, choices, price, stock, weight_g, position, active)"),
        moves: Rows::new("INSERT INTO stock_move (id, variant_id, kind, delta, at)"),
    };
    for k in from..to {
        let shop = make_shop(&mut batch, deps, ground, k)?;
        // A shop keeps to one trade.
        let trade = &ground.bases[k * 37 % ground.bases.len()].kategori;
        let bases: Vec<&ProductRow> = ground.bases.iter().filter(|b| b.kategori == *trade).collect();
        for n in k * PER_SHOP..(k + 1) * PER_SHOP {
            let made = make(&bases, n).ok_or_else(|| bad("umkm_produk.csv", "no products to make others of"))?;
            make_product(&mut batch, deps, ground, shop, bases[0], n, &made)?;
        }
    }
    let Batch { people, roles, shops, products, variants, moves } = batch;
    for rows in [people, roles, shops, products, variants, moves] {
        rows.write(tx).await?;
    }
    Ok(())
}

fn make_shop(batch: &mut Batch, deps: &Deps, ground: &Ground, k: usize) -> Result<ShopId, SeedError> {
    let slug = slug_of(k);
    let opened = ground.now.plus(-(60 + pick(&slug, 600)) * DAY);
    let kelurahan = Kelurahan::all().nth(k % 15).ok_or_else(|| bad("wilayah", "no kelurahan"))?;
    let point = ground.places.near_middle(kelurahan, &slug);
    let name = format!("{} {} {}", FIRST[k % 12], SECOND[k / 12 % 12], k + 1);
    let (owner, shop): (PersonId, ShopId) = (deps.random.id(opened), deps.random.id(opened));
    let email = format!("{slug}@demo.sentra.id");
    let of_owner = format!("Pemilik {name}");
    batch.people.push([
        owner.into(),
        (&of_owner).into(),
        fold(&of_owner).into(),
        email.into(),
        (&ground.hash).into(),
        Locale::Id.into(),
        true.into(),
        opened.into(),
    ]);
    for role in [Role::Shopper, Role::Merchant] {
        batch.roles.push([owner.into(), role.code().into(), opened.into()]);
    }
    batch.shops.push([
        shop.into(),
        owner.into(),
        (&slug).into(),
        (&name).into(),
        "Toko contoh untuk mengukur kecepatan.".into(),
        "A shop made for measuring speed.".into(),
        "approved".into(),
        format!("62813{:08}", 10_000_000 + k).into(),
        format!("Jl. Contoh No. {}", k % 200 + 1).into(),
        kelurahan.into(),
        point.lat.into(),
        point.lon.into(),
        r#"[{"from":480,"to":1020},{"from":480,"to":1020},{"from":480,"to":1020},{"from":480,"to":1020},{"from":480,"to":1020},null,null]"#
            .into(),
        "BJB".into(),
        format!("{:010}", 1_000_000_000 + k).into(),
        (&of_owner).into(),
        true.into(),
        true.into(),
        9_000_i64.into(),
        true.into(),
        true.into(),
        true.into(),
        opened.into(),
        opened.into(),
        opened.into(),
        opened.into(),
    ]);
    Ok(shop)
}

fn make_product(
    batch: &mut Batch,
    deps: &Deps,
    ground: &Ground,
    shop: ShopId,
    base: &ProductRow,
    n: usize,
    made: &Made,
) -> Result<(), DbError> {
    let suffix = u32::try_from(n).unwrap_or(u32::MAX).saturating_add(10_000);
    let slug = Slug::from_name(&made.name_id).with_suffix(suffix);
    let published = ground.now.plus(-pick(slug.as_str(), 365 * 24) * HOUR);
    let product: ProductId = deps.random.id(published);
    // Every fourth comes in two packs.
    let packs = if n.is_multiple_of(4) { 2 } else { 1 };
    let options = if packs == 2 { vec![two_packs()] } else { Vec::new() };
    let dearest = made.price * packs;
    batch.products.push([
        product.into(),
        shop.into(),
        (&base.kategori).into(),
        (&slug).into(),
        (&made.name_id).into(),
        (&made.name_en).into(),
        fold(&format!("{}\n{}", made.name_id, made.name_en)).into(),
        format!("{}. {}", made.name_id, base.deskripsi_id).into(),
        format!("{}. {}", made.name_en, base.deskripsi_en).into(),
        (&base.satuan).into(),
        (&base.kbli2020).into(),
        serde_json::to_string(&options).map_err(|e| DbError::decode("options", e))?.into(),
        "published".into(),
        made.price.into(),
        dearest.into(),
        true.into(),
        published.into(),
        published.into(),
        published.into(),
    ]);
    for i in 0..packs {
        let sku = format!("SK-{n}-{}", i + 1);
        let stock = [0, 1, 3, 8, 20, 50, 120, 300][usize::try_from(number_of(&sku) >> 20 & 7).unwrap_or(0)];
        let variant: VariantId = deps.random.id(published);
        batch.variants.push([
            variant.into(),
            product.into(),
            sku.into(),
            if packs == 1 { "[]".to_owned() } else { format!("[{i}]") }.into(),
            (made.price * (i + 1)).into(),
            i64::from(stock).into(),
            (made.weight_g * (i + 1)).into(),
            i.into(),
            true.into(),
        ]);
        if stock > 0 {
            batch.moves.push([
                deps.random.id::<StockMoveId>(published).into(),
                variant.into(),
                "opening".into(),
                i64::from(stock).into(),
                published.into(),
            ]);
        }
    }
    Ok(())
}

fn two_packs() -> ProductOption {
    let value = |id: &str, en: &str| OptionValue { id: id.to_owned(), en: en.to_owned() };
    ProductOption {
        name_id: "Jumlah".to_owned(),
        name_en: "Quantity".to_owned(),
        values: vec![value("Satuan", "Single"), value("Isi dua", "Double")],
    }
}
