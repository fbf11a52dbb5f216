//! Lists, tables, pictures of figures.

use leptos::prelude::*;

use super::super::*;
use super::shown;

fn tiles(n: usize) -> Vec<ProductTile> {
    let named = [
        ("Keripik Singkong Cireundeu Balado", "Rp15.000", "Dapur Bu Tati", "Leuwigajah"),
        ("Rangginang Beras Ketan Hitam", "Rp18.500", "Opak Mang Ujang", "Cibeber"),
        ("Eggroll Singkong Gula Aren", "Rp22.000", "Dapur Bu Tati", "Leuwigajah"),
        ("Kain Batik Cimahi Motif Kujang 2 m", "mulai Rp185.000", "Batik Ciawitali", "Citeureup"),
        ("Kopi Robusta Panggang 200 g", "Rp38.000", "Kedai Pojok", "Baros"),
        ("Yoghurt Susu Cipageran", "Rp9.000", "Susu Pak Dede", "Cipageran"),
    ];
    (0..n)
        .map(|i| {
            let (title, price, shop, place) = named[i % named.len()];
            ProductTile {
                href: format!("/produk/{i}"),
                title: title.into(),
                price: price.into(),
                picture: Picture::Motif(Cloth::nth(i), i as u64 + 7),
                shop: shop.into(),
                place: place.into(),
                badge: (i == 2).then_some("Habis").into(),
                sold_out: i == 2,
            }
        })
        .collect()
}

fn products() -> AnyView {
    let names = [
        "Olahan Singkong",
        "Makanan Ringan",
        "Kue & Roti",
        "Tahu, Tempe & Lauk",
        "Sambal & Bumbu",
        "Minuman & Jamu",
        "Kopi & Teh",
        "Olahan Susu",
    ];
    let categories =
        names.into_iter().enumerate().map(|(i, n)| view! { <CategoryTile href="#" label=n cloth=Cloth::nth(i) seed=i as u64 /> });
    shown(
        "Produk",
        view! {
            <CategoryTiles>{categories.collect::<Vec<_>>()}</CategoryTiles>
            <SectionHead title="Baru minggu ini" more=("Lihat semua".into(), "#".into()) />
            <ProductGrid products=tiles(8) eager=4 />
            <Card>
                <ul class="lines" role="list">
                <ProductLine picture_of=Picture::Motif(Cloth::nth(0), 7) title="Keripik Singkong Cireundeu" href="#" meta="Pedas · 250 gram · Rp15.000" price="Rp30.000">
                    <Quantity name="q1" id="qty-2" value=2 min=1 max=2 label="Jumlah" less="Kurangi" more="Tambah" />
                    <IconButton of=Icon::Trash label="Hapus dari keranjang" tone=Tone::QuietDanger />
                </ProductLine>
                <ProductLine picture_of=Picture::Motif(Cloth::nth(3), 9) title="Yoghurt Susu" price="Rp9.000">
                    <Badge label="Stok tinggal 1" mood=Mood::Warn />
                </ProductLine>
            </ul></Card>
        },
    )
}

fn navigation() -> AnyView {
    let text = PagerText { label: "Halaman".into(), previous: "Sebelumnya".into(), next: "Berikutnya".into(), page: "Halaman".into() };
    let tabs = [("Semua", None, false), ("Baru", Some(4), true), ("Dikemas", Some(12), false), ("Selesai", None, false)];
    let tabs = tabs.into_iter().map(|(l, count, current)| Tab { label: l.into(), href: "#".into(), current, count }).collect::<Vec<_>>();
    let value = |label: &'static str, count, on| FacetValue { label: label.into(), href: "#".into(), count, on };
    let facets = vec![
        Facet { title: "Kategori".into(), values: vec![value("Makanan Ringan", 15, true), value("Kue & Roti", 10, false)] },
        Facet { title: "Kelurahan".into(), values: vec![value("Leuwigajah", 9, false), value("Cibeber", 4, false)] },
    ];
    let chips = vec![
        Chip { label: "Makanan Ringan".into(), href: "#".into(), on: true, remove: Some("Hapus saringan".into()) },
        Chip { label: "Terbaru".into(), href: "#".into(), on: false, remove: None },
    ];
    shown(
        "Navigasi",
        view! {
            <Breadcrumb label="Lokasi halaman" steps=vec![("Beranda".into(), "#".into()), ("Makanan Ringan".into(), "#".into())] here="Keripik" />
            <Tabs label="Status pesanan" tabs=tabs.clone() />
            <Tabs label="Bagian meja" tabs fold="Bagian" />
            <div class="split split-left">
                <Facets label="Saring" facets />
                <div class="stack">
                    <Chips label="Saringan terpilih" chips /> {pager(text, 4, 9, |n| format!("?p={n}"))}
                </div>
            </div>
        },
    )
}

fn progress() -> AnyView {
    let step = |label: &'static str, done, current| Step { label: label.into(), href: "#".into(), done, current };
    let steps =
        vec![step("Nama", true, false), step("Alamat", true, false), step("Pengiriman", false, true), step("Rekening", false, false)];
    let events = vec![
        Event { title: "Pesanan dibuat".into(), meta: "Senin, 23 Nov 09.12 · Bu Tati".into(), ..Event::default() },
        Event {
            title: "Toko menolak satu barang".into(),
            meta: "09.40".into(),
            note: "Stok rusak terkena hujan.".into(),
            when: When::Bad,
            ..Event::default()
        },
        Event { title: "Siap diambil".into(), meta: "Perkiraan hari ini".into(), when: When::Next, ..Event::default() },
    ];
    shown(
        "Kemajuan",
        view! {
            <Steps label="Langkah buka toko" steps />
            <div class="split split-half">
                <Timeline events />
                <div class="stack">
                    <Progress label="Stok" part=62 whole=100 words="62 dari 100" />
                    <Progress label="Stok Opak" part=4 whole=100 words="4 dari 100" low=true />
                    <Countdown>"Sisa 3 jam 20 menit"</Countdown>
                    <Countdown late=true>"Terlambat 2 jam"</Countdown>
                </div>
            </div>
        },
    )
}

fn tables() -> AnyView {
    let columns = vec![Column::new("Pesanan"), Column::new("Pembeli"), Column::new("Status"), Column::number("Jumlah"), Column::new("")];
    let row = |n: &'static str, who: &'static str, label: &'static str, mood, sum: &'static str| {
        vec![
            n.into_any(),
            who.into_any(),
            view! { <Badge label mood /> }.into_any(),
            view! { <Price amount=sum /> }.into_any(),
            view! { <LinkButton href="#" label="Buka" size=Size::Small tone=Tone::Secondary /> }.into_any(),
        ]
    };
    let rows = vec![
        row("SN-2411-0042", "Bu Tati", "Baru", Mood::Info, "Rp62.000"),
        row("SN-2411-0041", "Pak Asep", "Selesai", Mood::Success, "Rp118.500"),
    ];
    shown(
        "Tabel",
        view! {
            <Table caption="Pesanan" columns rows />
            <ul class="row-list" role="list">
                <RowCard title="SN-2411-0042" href="#" meta="Bu Tati · 3 barang · kurir toko">
                    <Badge label="Baru" mood=Mood::Info />
                    <Price amount="Rp62.000" />
                </RowCard>
            </ul>
        },
    )
}

fn charts() -> AnyView {
    let text = |caption: &'static str| ChartText {
        caption: caption.into(),
        as_table: "Lihat sebagai tabel".into(),
        label_column: "Hari".into(),
        value_column: "Penjualan".into(),
    };
    let week = ["Sel", "Rab", "Kam", "Jum", "Sab", "Min", "Sen"].into_iter().zip([120, 80, 0, 240, 410, 380, 160]);
    let bar = |(label, value): (&'static str, i64)| Bar {
        label: label.into(),
        value: value * 1000,
        words: format!("Rp{value}.000").into(),
        now: label == "Sen",
    };
    let month = (1..=30_i64).map(|d| Bar {
        label: format!("{d} Nov").into(),
        value: d * 37 % 29,
        words: format!("{} pesanan", d * 37 % 29).into(),
        now: d == 30,
    });
    shown(
        "Grafik",
        view! {
            <div class="split split-half">
                <BarChart text=text("Penjualan 7 hari") bars=week.map(bar).collect() />
                <BarChart text=text("Pesanan bulan ini") bars=month.collect() />
            </div>
            <QrCode text="327700426" label="Kode QR nomor 3277 0042 6" />
        },
    )
}

fn maps() -> AnyView {
    let areas = map::codes().zip([12, 3, 0, 9, 5, 7, 2, 1, 4, 0, 6, 2, 8, 3, 11]).map(|(code, value)| Area {
        code,
        label: code.into(),
        value,
        href: "#peta".into(),
    });
    let pin = Pin { lat: -6.8802, lon: 107.54429, label: "Alun-alun".into(), href: "#peta".into() };
    let stop = |lat, lon, label: &'static str| Stop { lat, lon, label: label.into(), href: "#peta".into(), unsure: false, ring_m: 0 };
    let stops = vec![stop(-6.8722, 107.5423, "Alun-alun"), stop(-6.88722, 107.54389, "Pusdikpal"), stop(-6.91333, 107.52167, "Cireundeu")];
    shown(
        "Peta",
        view! {
            <AreaMap list_label="Toko per kelurahan" areas=areas.collect() current="32.77.02.1001" pins=vec![pin] />
            <PointMap lat=-6.9076 lon=107.5239 label="Letak toko di Leuwigajah" />
            <RouteMap label="Rute: alun-alun, lalu Cireundeu" stops=stops names=map::codes().map(|c| (c, c.into())).collect() back=true />
            <PickMap pin=Some((-6.8802, 107.54429)) names=map::codes().map(|c| (c, c.into())).collect() label="Pilih letak toko" />
        },
    )
}

pub fn all() -> Vec<AnyView> {
    vec![products(), navigation(), progress(), tables(), charts(), maps()]
}
