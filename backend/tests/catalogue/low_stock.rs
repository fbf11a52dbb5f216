use backend::both_engines;
use backend::market::merchant_dashboard::merchant_dashboard;
use backend::market::read_own_products::list_own_products;
use backend::market::read_own_shops::read_own_shop;
use backend::market::save_shop::{ShopProfile, save_shop_profile};
use backend::market::store::products::OwnProductsFilter;
use domain::kernel::paging::PageRequest;
use domain::market::low_stock::LowStockMark;

use crate::{category, on_sale, open_for_business, profile};

both_engines!(a_shop_says_from_how_few_pieces_on_its_stock_is_low, |w| {
    let owner = w.person("Siti", &[]).await;
    let shop = open_for_business(&w, &owner, "Saung Siti").await;
    let category = category(&w, "Keripik").await;
    on_sale(&w, &owner, shop, &category, "Opak").await;
    let low = async || {
        let filter = OwnProductsFilter { low_stock: true, ..OwnProductsFilter::default() };
        let own = list_own_products(&w.deps, &owner, shop, &filter, PageRequest::new(None, 20)).await.unwrap();
        let board = merchant_dashboard(&w.deps, &owner, shop).await.unwrap();
        assert_eq!((own.products.total, own.counts.low_stock), (board.low_stock.len() as u64, board.low_stock.len() as u64));
        own.products.total
    };
    assert_eq!(read_own_shop(&w.deps, &owner, shop).await.unwrap().low_stock, LowStockMark::default());
    assert_eq!(low().await, 0, "ten pieces are more than five");
    for (pieces, expected) in [(9, 0), (10, 1), (1_000, 1), (0, 0)] {
        let mark = LowStockMark::new(pieces).unwrap();
        save_shop_profile(&w.deps, &owner, shop, ShopProfile { low_stock: mark, ..profile("Saung Siti") }).await.unwrap();
        assert_eq!(read_own_shop(&w.deps, &owner, shop).await.unwrap().low_stock, mark);
        assert_eq!(low().await, expected, "{pieces}");
    }
});
