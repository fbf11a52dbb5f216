//! Fields, filled, empty and wrong.

use leptos::prelude::*;

use super::super::*;
use super::shown;

fn places() -> Vec<Choice> {
    vec![
        Choice::new("leuwigajah", "Leuwigajah").in_group("Cimahi Selatan"),
        Choice::new("melong", "Melong").in_group("Cimahi Selatan"),
        Choice::new("baros", "Baros").in_group("Cimahi Tengah"),
    ]
}

fn fields() -> AnyView {
    shown(
        "Isian",
        view! {
            <form class="form">
                <FormGrid>
                    <Field name="name" label="Nama" value="Tati Rohayati" required=true autocomplete="name" />
                    <Field name="phone" label="Nomor HP" kind="tel" inputmode="tel" hint="Untuk kabar pesanan lewat WhatsApp." placeholder="0812…" />
                    <Field name="price" label="Harga" prefix="Rp" inputmode="numeric" value="15000" />
                    <Field name="weight" label="Berat" suffix="gram" inputmode="numeric" optional="boleh kosong" />
                    <Field name="locked" label="Tidak bisa diubah" value="3277-0001" readonly=true />
                    <Select name="place" label="Kelurahan" choices=places() prompt="Pilih kelurahan…" required=true />
                </FormGrid>
                <TextArea name="note" label="Catatan untuk toko" value="Tolong jangan terlalu pedas." optional="boleh kosong" />
                <FormActions>
                    <SubmitButton label="Simpan" />
                    <SubmitButton label="Simpan sebagai draf" tone=Tone::Secondary unchecked=true />
                </FormActions>
            </form>
        },
    )
}

fn wrong() -> AnyView {
    let errors = vec![
        ("bad-name", Text::from("Isi nama penerima.")),
        ("bad-price", Text::from("Harga paling sedikit Rp100.")),
        ("bad-place", Text::from("Pilih kelurahan.")),
    ];
    shown(
        "Isian salah",
        view! {
            <form class="form">
                <ErrorSummary title="Ada 3 hal yang perlu dibetulkan" errors />
                <FormGrid>
                    <Field name="bad-name" label="Nama" required=true error="Isi nama penerima." />
                    <Field name="bad-price" label="Harga" prefix="Rp" suffix="per bungkus" value="-5" error="Harga paling sedikit Rp100." hint="Harga yang dibayar pembeli." />
                    <Select name="bad-place" label="Kelurahan" choices=places() prompt="Pilih kelurahan…" error="Pilih kelurahan." />
                    <TextArea name="bad-note" label="Catatan" value="<b>tebal</b>" error="Terlalu panjang." />
                </FormGrid>
                <Checkbox name="bad-agree" label="Saya setuju dengan aturan toko" error="Perlu dicentang." />
                <FileInput name="bad-photo" label="Foto produk" error="Berkas ini bukan foto." />
            </form>
        },
    )
}

fn choices() -> AnyView {
    let deliveries = vec![
        Answer::new("pickup", "Ambil di toko").hint("Jl. Cihanjuang 45, buka sampai 17.00").price("Gratis"),
        Answer::new("courier", "Kurir toko").hint("Hari ini, sebelum pukul 18.00").price("Rp8.000"),
        Answer::new("flat", "Kurir kota").hint("Belum melayani kelurahan ini").price("Rp12.000").disabled(true),
    ];
    let tastes = vec![Answer::new("s", "Original"), Answer::new("m", "Pedas"), Answer::new("l", "Keju").disabled(true)];
    let days = vec![Answer::new("1", "Senin"), Answer::new("2", "Selasa").hint("Hari pasar"), Answer::new("3", "Rabu")];
    shown(
        "Pilihan",
        view! {
            <form class="form">
                <RadioCards name="delivery" legend="Cara pengiriman" answers=deliveries value="courier" two_columns=true />
                <RadioChips name="taste" legend="Rasa" answers=tastes value="s" />
                <Checkboxes name="days" legend="Hari buka" answers=days checked=vec!["2".into()] />
                <Checkbox name="agree" label="Kirim kabar lewat e-mail" hint="Bisa dihentikan kapan saja." checked=true />
                <FileInput name="photos" label="Tambah foto" accept="image/jpeg,image/png,image/webp" multiple=true hint="Sampai 8 foto, masing-masing paling besar 10 MB." />
                <div class="row">
                    <Quantity name="qty" id="qty-1" value=1 min=1 max=9 label="Jumlah" less="Kurangi" more="Tambah" />
                    <SubmitButton label="Masukkan keranjang" start=Icon::Cart />
                </div>
            </form>
        },
    )
}

fn questions() -> AnyView {
    shown(
        "Menu dan pertanyaan",
        view! {
            <div class="row">
                <Menu label="Lainnya">
                    <a href="#">{icon(Icon::Printer)} "Cetak slip"</a>
                    <hr />
                    <form>
                        <button type="button">{icon(Icon::Copy)} "Gandakan"</button>
                    </form>
                </Menu>
            </div>
            <Confirm label="Batalkan pesanan" question="Pesanan akan dibatalkan dan stok kembali ke toko." yes="Ya, batalkan" action="#" start=Icon::Ban>
                <Field name="reason" label="Alasan" />
            </Confirm>
            <RowConfirm
                label="Catat sudah dikembalikan"
                action="#"
                values=Vec::new()
                row="contoh"
                name="proof"
                asks="Nomor bukti transfer"
                hint="Supaya bisa dicocokkan dengan rekening."
                value=String::new()
                error="Tulis nomor buktinya."
                most=80
                open=true
                yes="Ya, sudah dikembalikan"
                start=Icon::Check
            />
            <Disclosure summary="Bagaimana stok dihitung?">
                <p>"Stok berkurang saat pesanan dibuat dan kembali bila pesanan batal."</p>
            </Disclosure>
        },
    )
}

fn groups() -> AnyView {
    shown(
        "Kelompok isian",
        view! {
            <form class="form">
                <Fieldset legend="Kurir toko sendiri" hint="Ongkos per kelurahan.">
                    <Field name="fee" label="Leuwigajah" prefix="Rp" inputmode="numeric" value="5000" />
                </Fieldset>
            </form>
            <SearchBox action="#" label="Cari produk" placeholder="Cari keripik, batik, kopi…" submit="Cari" value="kripk singkng" id="q-gallery" />
        },
    )
}

pub fn all() -> Vec<AnyView> {
    vec![fields(), wrong(), choices(), groups(), questions()]
}
