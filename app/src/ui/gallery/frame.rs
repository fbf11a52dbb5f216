//! A frame to show the page in, with every part of it filled.

use super::super::*;

fn item(label: &'static str, of: Icon, current: bool) -> NavItem {
    NavItem { label: label.into(), href: "#main".into(), of, current, count: (of == Icon::Cart).then(|| (3, "barang di keranjang".into())) }
}

/// The frame of the example pages.
pub fn example_shell() -> Shell {
    let text = ShellText {
        skip: "Lompat ke isi".into(),
        brand: "Sentra".into(),
        tagline: "UMKM Cimahi".into(),
        search_label: "Cari produk atau toko".into(),
        search_placeholder: "Cari keripik, batik, kopi…".into(),
        search_submit: "Cari".into(),
        cart: "Keranjang".into(),
        cart_count: "barang di keranjang".into(),
        account: "Bu Tati".into(),
        theme: "Tampilan".into(),
        theme_auto: "Ikuti perangkat".into(),
        theme_light: "Terang".into(),
        theme_dark: "Gelap".into(),
        nav_label: "Menu utama".into(),
        tabs_label: "Menu bawah".into(),
    };
    let column = |title: &'static str, links: [&'static str; 3]| FootColumn {
        title: title.into(),
        links: links.map(|l| (l.into(), "#main".into())).to_vec(),
    };
    Shell {
        text,
        home: "#main".into(),
        search_action: "#main".into(),
        cart: "#main".into(),
        cart_count: 3,
        account: "#main".into(),
        account_items: vec![
            MenuItem { label: "Pesanan saya".into(), href: "#main".into(), of: Icon::Package, post: false },
            MenuItem { label: "Keluar".into(), href: "#main".into(), of: Icon::LogOut, post: true },
        ],
        unread: Some((2, "pesan baru".into())),
        language: Some(LanguageLink { lang: "en", label: "English".into(), href: "#main".into() }),
        theme_action: "#main".into(),
        nav: vec![
            item("Kategori", Icon::Categories, true),
            item("Toko", Icon::Store, false),
            item("Peta Cimahi", Icon::Map, false),
            item("Buka toko", Icon::Plus, false),
        ],
        tabs: vec![
            item("Beranda", Icon::Home, true),
            item("Kategori", Icon::Categories, false),
            item("Cari", Icon::Search, false),
            item("Keranjang", Icon::Cart, false),
            item("Akun", Icon::User, false),
        ],
        foot: vec![
            column("Belanja", ["Kategori", "Peta toko", "Bantuan"]),
            column("Berjualan", ["Buka toko", "Panduan penjual", "Biaya"]),
            column("Sentra", ["Tentang kami", "Privasi", "Hubungi kami"]),
        ],
        foot_note: "Contoh catatan kaki.".into(),
        ..Shell::default()
    }
}
