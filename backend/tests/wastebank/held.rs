//! Slips for whoever holds them: by a link that is no number.

use backend::both_engines;
use backend::testing::wastebank::line;
use backend::testing::world::World;
use backend::wastebank::link_family::link_family;
use backend::wastebank::pay_out::{PayOut, pay_out};
use backend::wastebank::read_counter::CounterError;
use backend::wastebank::read_held_slip::{link_secret, read_held_slip};
use backend::wastebank::read_slip::read_slip;
use backend::wastebank::register_member::register_member;
use backend::wastebank::reverse_slip::reverse_slip;
use backend::wastebank::take_deposit::take_deposit;
use domain::identity::actor::Actor;
use domain::kernel::money::Rupiah;

async fn secret(w: &World, operator: &Actor, number: &str) -> String {
    link_secret(&w.deps, &read_slip(&w.deps, operator, number).await.unwrap())
}

both_engines!(whoever_has_the_link_reads_the_slip, |w| {
    let c = w.counter().await;
    let other = register_member(&w.deps, &c.operator, c.unit, "Neng Rina", None, "rina").await.unwrap();
    link_family(&w.deps, &c.operator, c.unit, c.member.id, &other.card.digits(), true).await.unwrap();
    let one = w.deposit(&c).await;
    let two = take_deposit(&w.deps, &c.operator, &c.form("dua", vec![line("PL-01", 2_000)], 8_000)).await.unwrap();
    let share = PayOut { nonce: "tiga".to_owned(), unit: c.unit, member: c.member.id, to: Some(other.id), amount: Rupiah(5_000) };
    let three = pay_out(&w.deps, &c.operator, &share).await.unwrap();
    let mut secrets = Vec::new();
    for number in [&one, &two, &three] {
        let secret = secret(&w, &c.operator, number).await;
        let slip = read_held_slip(&w.deps, &secret).await.unwrap();
        assert_eq!(slip, read_slip(&w.deps, &c.operator, number).await.unwrap());
        assert!(secret.len() >= 32 && !secrets.contains(&secret), "{secrets:?} {secret}");
        secrets.push(secret);
    }
    // It follows what becomes of the slip.
    reverse_slip(&w.deps, &c.operator, &one, "keliru").await.unwrap();
    assert!(read_held_slip(&w.deps, &secrets[0]).await.unwrap().reversed().is_some());
    // The mark of one slip opens no other, nor does half of it.
    let mark = secrets[0].rsplit('.').next().unwrap();
    let (other, half) = (format!("{two}.{mark}"), &secrets[0][..secrets[0].len() - 1]);
    for wrong in [one.as_str(), "", "x", ".", mark, half, &other, &format!("{one}."), &secrets[0].to_uppercase(), &secrets[0][1..]] {
        assert!(matches!(read_held_slip(&w.deps, wrong).await, Err(CounterError::NotFound)), "{wrong}");
    }
});
