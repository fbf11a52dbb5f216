//! Buttons, words, boxes.

use leptos::prelude::*;

use super::super::motif::{Dye, Family};
use super::super::*;
use super::shown;

fn swatch(name: &'static str) -> impl IntoView {
    view! {
        <li class="small">
            <div style=format!("background:var(--{name});height:3rem;border-radius:var(--leaf-sm);border:1px solid var(--line)")></div>
            {name}
        </li>
    }
}

fn tokens() -> AnyView {
    let names = [
        "bg",
        "surface",
        "sunken",
        "line",
        "line-strong",
        "ink",
        "ink-2",
        "primary",
        "primary-soft",
        "earth",
        "khaki",
        "accent",
        "accent-soft",
        "gold",
        "gold-soft",
        "danger",
        "danger-soft",
        "info-soft",
        "info-ink",
        "focus",
    ];
    shown(
        "Warna",
        view! {
            <ul class="thumbs" role="list">
                {names.map(swatch).into_iter().collect::<Vec<_>>()}
            </ul>
        },
    )
}

fn letters() -> AnyView {
    shown(
        "Huruf",
        view! {
            <div class="prose">
                <p style="font-size:var(--t-3xl);font-weight:800;line-height:1.1">"Rasa Cimahi, langsung dari tetangga"</p>
                <p class="lead">"Paragraf pembuka yang sedikit lebih besar dan lebih tenang."</p>
                <p>
                    "Teks biasa dengan " <a href="#huruf">"tautan"</a> ", " <strong>"penekanan"</strong> ", " <mark>"hasil pencarian"</mark>
                    " dan " <code>"SKU-0042"</code> "."
                </p>
                <p class="muted small">"Keterangan kecil."</p>
            </div>
        },
    )
}

fn buttons() -> AnyView {
    shown(
        "Tombol",
        view! {
            <div class="btn-row">
                <SubmitButton label="Beli sekarang" start=Icon::Cart />
                <SubmitButton label="Simpan" tone=Tone::Secondary />
                <SubmitButton label="Lewati" tone=Tone::Ghost />
                <SubmitButton label="Batalkan pesanan" tone=Tone::Danger start=Icon::Ban />
                <SubmitButton label="Hapus" tone=Tone::QuietDanger start=Icon::Trash />
                <SubmitButton label="Tidak bisa" disabled=true />
            </div>
            <div class="btn-row">
                <LinkButton href="#tombol" label="Kecil" size=Size::Small />
                <LinkButton href="#tombol" label="Besar" size=Size::Large end=Icon::ArrowRight />
                <LinkButton href="https://wa.me/" label="WhatsApp" tone=Tone::Secondary start=Icon::Chat external=true />
                <IconButton of=Icon::Edit label="Ubah" />
                <IconButton of=Icon::Trash label="Hapus baris" tone=Tone::QuietDanger />
                <PostButton action="#tombol" label="Kirim" tone=Tone::Secondary values=vec![("id", "1".into())] />
            </div>
            <LinkButton href="#tombol" label="Selebar tempatnya" wide=true />
        },
    )
}

fn icons() -> AnyView {
    let all = Icon::ALL
        .iter()
        .map(|i| {
            view! {
                <li class="small center" style="display:grid;justify-items:center;gap:.25rem">
                    {icon(*i)} {i.name()}
                </li>
            }
        })
        .collect::<Vec<_>>();
    shown(
        "Ikon",
        view! {
            <ul class="thumbs" role="list">
                {all}
            </ul>
        },
    )
}

fn cloths() -> AnyView {
    let families = [Family::Daun, Family::Bambu, Family::Curug, Family::Pusdik, Family::Kujang, Family::Kawung, Family::Anyam];
    let dyes = [Dye::Daun, Dye::Soga, Dye::Wedel, Dye::Bata, Dye::Kunyit, Dye::Tanah, Dye::Kapas];
    let piece = |cloth: Cloth, seed: u64| view! { <li class="thumb">{motif(cloth, seed)}</li> };
    let every = families.iter().flat_map(|f| dyes.iter().map(|d| Cloth::new(*f, *d))).zip(1..);
    let every = every.map(|(c, s)| piece(c, s)).collect::<Vec<_>>();
    let pairs = (0..16).zip(40..).map(|(n, s)| piece(Cloth::nth(n), s)).collect::<Vec<_>>();
    shown(
        "Motif",
        view! {
            <ul class="thumbs" role="list">
                {pairs}
            </ul>
            <Disclosure summary="Semua kain">
                <ul class="thumbs" role="list">
                    {every}
                </ul>
            </Disclosure>
        },
    )
}

fn states() -> AnyView {
    let moods = [Mood::Neutral, Mood::Info, Mood::Success, Mood::Warn, Mood::Danger];
    let alerts = moods.map(|mood| {
        view! {
            <Alert mood title="Judul pesan">
                <p>"Penjelasan singkat dengan " <a href="#pesan">"tautan"</a> "."</p>
            </Alert>
        }
    });
    shown(
        "Pesan",
        view! {
            <div class="badges">
                <Badge label="Draf" />
                <Badge label="Baru" mood=Mood::Info />
                <Badge label="Terverifikasi" mood=Mood::Success start=Icon::Badge />
                <Badge label="Stok tipis" mood=Mood::Warn />
                <Badge label="Dibatalkan" mood=Mood::Danger />
                <Badge label="Unggulan" mood=Mood::Accent />
                <Badge label="Habis" mood=Mood::Solid />
                <Count n=3 label="pesan" />
            </div>
            <div class="stack stack-sm">
                {alerts.into_iter().collect::<Vec<_>>()} <Alert mood=Mood::Success live=true title="Tersimpan." />
            </div>
        },
    )
}

fn boxes() -> AnyView {
    shown(
        "Kotak",
        view! {
            <div class="split split-half">
                <Card title="Ringkasan" aside=view! { <Badge label="Menunggu" mood=Mood::Warn /> }.into_any()>
                    <Definitions
                        total=true
                        rows=vec![
                            ("Subtotal".into(), view! { <Price amount="Rp54.000" /> }.into_any()),
                            ("Ongkos kirim".into(), view! { <Price amount="Rp8.000" /> }.into_any()),
                            ("Total".into(), view! { <Price amount="Rp62.000" /> }.into_any()),
                        ]
                    />
                </Card>
                <Card title="Alamat">
                    <Definitions
                        stacked=true
                        rows=vec![
                            ("Penerima".into(), "Bu Tati, 0812-3456-7890".into_any()),
                            ("Alamat".into(), "Jl. Kerkof 12, Leuwigajah, Cimahi Selatan 40532".into_any()),
                        ]
                    />
                </Card>
            </div>
            <div class="stats">
                <Stat
                    label="Penjualan hari ini"
                    value="Rp482.000"
                    note="6 pesanan"
                    start=Icon::Wallet
                    spark=sparkline(&[3, 5, 2, 8, 6, 9, 12]).into_any()
                />
                <Stat label="Perlu dikemas" value="3" href="#kotak" start=Icon::Package note="Paling lambat besok" />
                <Stat label="Stok menipis" value="2" href="#kotak" start=Icon::Warning warn=true note="Rangginang, Opak" />
            </div>
        },
    )
}

fn nothing() -> AnyView {
    shown(
        "Keadaan kosong",
        view! {
            <Empty of=Icon::Basket title="Keranjang masih kosong" text="Yuk, lihat apa yang baru dari dapur dan bengkel Cimahi.">
                <LinkButton href="#" label="Mulai belanja" />
            </Empty>
        },
    )
}

fn heads() -> AnyView {
    shown(
        "Kepala halaman",
        view! {
            <Hero title="Rasa Cimahi, langsung dari tetangga" text="Keripik, batik, kopi: dibuat di kota ini.">
                <LinkButton href="#" label="Lihat semua" />
                <LinkButton href="#" label="Buka toko" tone=Tone::Secondary />
            </Hero>
            <Banner cloth=Cloth::nth(3)>
                <PageHead title="Batik Ciawitali" lead="Citeureup, buka sampai 17.00">
                    <LinkButton href="#" label="Chat toko" tone=Tone::Secondary start=Icon::Chat />
                </PageHead>
            </Banner>
        },
    )
}

pub fn all() -> Vec<AnyView> {
    vec![tokens(), letters(), buttons(), icons(), cloths(), states(), boxes(), heads(), nothing()]
}
