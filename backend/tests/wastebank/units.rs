//! Officers open units, change them, say who stands behind their counters, and add what can be taken there.

use backend::both_engines;
use backend::db::{Run, sql};
use backend::testing::wastebank::{code, line};
use backend::testing::world::World;
use backend::wastebank::appoint_operator::{AppointOperatorError, appoint_operator, dismiss_operator};
use backend::wastebank::change_unit::{ChangeUnitError, change_unit};
use backend::wastebank::keep_materials::{KeepMaterialError, MaterialNames, add_material, list_materials, rename_material};
use backend::wastebank::list_units::{ListUnitsError, list_units, read_unit};
use backend::wastebank::open_unit::{OpenUnitError, open_unit};
use backend::wastebank::read_counter::{CounterError, list_counters};
use backend::wastebank::read_price_list::read_price_list;
use backend::wastebank::take_deposit::{TakeDeposit, TakeDepositError, take_deposit};
use domain::identity::login::LoginError;
use domain::identity::role::Role;
use domain::kernel::geo::Point;
use domain::kernel::hours::{OpeningHours, Span};
use domain::kernel::ids::WasteUnitId;
use domain::kernel::text::TextError;
use domain::kernel::wilayah::Kelurahan;
use domain::wastebank::material::MaterialKind;
use domain::wastebank::measure::Measure;
use domain::wastebank::unit::{UnitKind, UnitProfile, UnitProfileError};

use super::{assert_books_balance, number};

fn profile(name: &str) -> UnitProfile {
    UnitProfile {
        name: name.to_owned(),
        kind: UnitKind::Unit,
        kelurahan: Kelurahan::parse("32.77.02.1002").unwrap(),
        street: " Gg.  Mawar 2 ".to_owned(),
        point: Point { lat: -6.8825, lon: 107.5456 },
    }
}

async fn audited(w: &World, action: &str) -> i64 {
    let q = sql("SELECT COUNT(*) AS n FROM audit WHERE action = $1").bind(action);
    w.deps.db.reader().fetch_one(q).await.unwrap().get("n").unwrap()
}

both_engines!(an_officer_opens_a_unit_and_puts_somebody_behind_its_counter, |w| {
    let (c, officer) = (w.counter().await, w.person("Dewi", &[Role::Officer]).await);
    let cucu = w.person("Cucu", &[]).await;
    let unit = open_unit(&w.deps, &officer, w.deps.id(), profile("Bank Sampah Sebelah")).await.unwrap();
    let deposit = |nonce: &str| TakeDeposit { unit, ..c.form(nonce, vec![line("PL-01", 1_000)], 4_000) };
    let nowhere = |e: Result<String, TakeDepositError>| matches!(e, Err(TakeDepositError::Counter(CounterError::NotFound)));
    assert!(nowhere(take_deposit(&w.deps, &cucu, &deposit("dulu")).await));

    assert_eq!(appoint_operator(&w.deps, &officer, unit, " Cucu@example.id ").await.unwrap(), "Cucu");
    assert_eq!(appoint_operator(&w.deps, &officer, unit, "cucu@example.id").await.unwrap(), "Cucu", "twice is once");
    assert_eq!(list_counters(&w.deps, &cucu).await.unwrap().len(), 1);
    take_deposit(&w.deps, &cucu, &deposit("satu")).await.unwrap();
    let found = read_unit(&w.deps, &officer, unit).await.unwrap();
    assert_eq!((found.unit.name.as_str(), found.unit.street.as_str()), ("Bank Sampah Sebelah", "Gg. Mawar 2"));
    let behind: Vec<_> = found.operators.iter().map(|o| (o.name.as_str(), o.contact.as_str())).collect();
    assert_eq!(behind, [("Cucu", "cucu@example.id")]);
    let counted: Vec<_> = list_units(&w.deps, &officer).await.unwrap().into_iter().map(|u| (u.unit.id, u.operators)).collect();
    assert_eq!(counted, [(c.unit, 2), (unit, 1)]);

    let person = cucu.person().unwrap();
    for _ in 0..2 {
        dismiss_operator(&w.deps, &officer, unit, person).await.unwrap();
    }
    assert!(nowhere(take_deposit(&w.deps, &cucu, &deposit("dua")).await));
    assert!(list_counters(&w.deps, &cucu).await.unwrap().is_empty());
    assert!(read_unit(&w.deps, &officer, unit).await.unwrap().operators.is_empty());
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM waste_deposit").await, 1, "what they weighed stays");
    for action in ["waste.unit_opened", "waste.appointed", "waste.dismissed"] {
        assert_eq!(audited(&w, action).await, 1, "{action}");
    }
    assert_books_balance(&w).await;
});

both_engines!(a_unit_is_changed_and_two_never_have_one_name, |w| {
    let (c, officer) = (w.counter().await, w.person("Dewi", &[Role::Officer]).await);
    let unit = open_unit(&w.deps, &officer, w.deps.id(), profile("Titik Setor")).await.unwrap();
    let twice = open_unit(&w.deps, &officer, w.deps.id(), profile("titik  setor")).await;
    assert!(matches!(twice, Err(OpenUnitError::NameTaken)), "{twice:?}");
    let nameless = open_unit(&w.deps, &officer, w.deps.id(), profile(" ")).await;
    assert!(matches!(nameless, Err(OpenUnitError::Profile(UnitProfileError::Name(TextError::Empty)))), "{nameless:?}");
    let nowhere = UnitProfile { street: String::new(), ..profile("Lain") };
    assert!(matches!(open_unit(&w.deps, &officer, w.deps.id(), nowhere).await, Err(OpenUnitError::Profile(UnitProfileError::Street(_)))));

    let announced = number(&w, "SELECT COUNT(*) AS n FROM page_change").await;
    let week = OpeningHours([Some(Span { from: 480, to: 720 }); 7]);
    let changed = UnitProfile { kind: UnitKind::DropPoint, ..profile("Titik Setor Baru") };
    for _ in 0..2 {
        change_unit(&w.deps, &officer, unit, changed.clone(), week.clone()).await.unwrap();
    }
    assert_eq!(audited(&w, "waste.unit_changed").await, 1, "the same again is no change");
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM page_change").await, announced + 1);
    let shown = read_price_list(&w.deps).await.unwrap().units;
    let (found, hours) = shown.iter().find(|(u, _)| u.id == unit).unwrap();
    assert_eq!((found.name.as_str(), found.slug.as_str(), found.kind), ("Titik Setor Baru", "titik-setor-baru", UnitKind::DropPoint));
    assert_eq!(hours, &week);

    let taken = change_unit(&w.deps, &officer, unit, profile("Bank Sampah"), week.clone()).await;
    assert!(matches!(taken, Err(ChangeUnitError::NameTaken)), "{taken:?}");
    let unknown = change_unit(&w.deps, &officer, w.deps.id(), profile("Entah"), week.clone()).await;
    assert!(matches!(unknown, Err(ChangeUnitError::NotFound)), "{unknown:?}");
    open_unit(&w.deps, &officer, w.deps.id(), profile("Titik Setor")).await.unwrap();
    // Closed until further notice: it stays, with its box and its slips.
    change_unit(&w.deps, &officer, c.unit, profile("Bank Sampah"), OpeningHours::default()).await.unwrap();
});

both_engines!(a_form_that_is_sent_twice_opens_one_unit, |w| {
    let officer = w.person("Dewi", &[Role::Officer]).await;
    let form: WasteUnitId = w.deps.id();
    let pressed: Vec<_> = (0..4)
        .map(|_| {
            let (deps, officer) = (w.deps.clone(), officer.clone());
            tokio::spawn(async move { open_unit(&deps, &officer, form, profile("Titik Setor")).await })
        })
        .collect();
    for press in pressed {
        assert_eq!(press.await.unwrap().unwrap(), form, "each lands where the first did");
    }
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM waste_unit").await, 1);
    assert_eq!(audited(&w, "waste.unit_opened").await, 1);
    let other = open_unit(&w.deps, &officer, form, profile("Titik Lain")).await;
    assert!(matches!(other, Err(OpenUnitError::Opened)), "another place is not taken for it: {other:?}");
    let twin = open_unit(&w.deps, &officer, w.deps.id(), profile("Titik Setor")).await;
    assert!(matches!(twin, Err(OpenUnitError::NameTaken)), "{twin:?}");
});

both_engines!(only_officers_keep_units_and_only_people_with_an_account_stand_there, |w| {
    let (c, officer) = (w.counter().await, w.person("Dewi", &[Role::Officer]).await);
    let (person, d) = (c.witness.person().unwrap(), &w.deps);
    for who in [c.operator.clone(), w.person("Budi", &[Role::Merchant]).await, w.guest().await] {
        assert!(matches!(open_unit(d, &who, d.id(), profile("Lain")).await, Err(OpenUnitError::Forbidden(_))));
        let change = change_unit(d, &who, c.unit, profile("Lain"), OpeningHours::default()).await;
        assert!(matches!(change, Err(ChangeUnitError::Forbidden(_))));
        let appointed = appoint_operator(d, &who, c.unit, "budi@example.id").await;
        assert!(matches!(appointed, Err(AppointOperatorError::Forbidden(_))));
        assert!(matches!(dismiss_operator(d, &who, c.unit, person).await, Err(AppointOperatorError::Forbidden(_))));
        assert!(matches!(list_units(d, &who).await, Err(ListUnitsError::Forbidden(_))));
        assert!(matches!(read_unit(d, &who, c.unit).await, Err(ListUnitsError::Forbidden(_))));
        assert!(matches!(list_materials(d, &who).await, Err(KeepMaterialError::Forbidden(_))));
    }
    let refused = async |login: &str| appoint_operator(d, &officer, c.unit, login).await.unwrap_err();
    assert!(matches!(refused("siapa@example.id").await, AppointOperatorError::Nobody));
    assert!(matches!(refused("0812-0000-1111").await, AppointOperatorError::Nobody));
    assert!(matches!(refused(" ").await, AppointOperatorError::Login(LoginError::Empty)));
    assert!(matches!(refused("cucu@").await, AppointOperatorError::Login(LoginError::Email)));
    let unknown = appoint_operator(d, &officer, d.id(), "budi@example.id").await;
    assert!(matches!(unknown, Err(AppointOperatorError::NotFound)));
    assert!(matches!(read_unit(d, &officer, d.id()).await, Err(ListUnitsError::NotFound)));
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM waste_operator").await, 2);
});

both_engines!(a_material_is_added_once_and_renamed, |w| {
    let (c, officer) = (w.counter().await, w.person("Dewi", &[Role::Officer]).await);
    let names = |name: &str, warm: &str| MaterialNames { name_id: name.to_owned(), name_en: String::new(), warm: warm.to_owned() };
    let (oil, kind) = (code("LN-09"), MaterialKind::Other);
    add_material(&w.deps, &officer, oil, kind, Measure::Litre, &names(" Minyak  jelantah ", "")).await.unwrap();
    let again = add_material(&w.deps, &officer, oil, kind, Measure::Piece, &names("Lain", "")).await;
    assert!(matches!(again, Err(KeepMaterialError::CodeTaken)), "{again:?}");
    let nameless = add_material(&w.deps, &officer, code("LN-10"), kind, Measure::Piece, &names(" ", "")).await;
    assert!(matches!(nameless, Err(KeepMaterialError::Text { field: "name_id", why: TextError::Empty })), "{nameless:?}");
    assert!(matches!(
        add_material(&w.deps, &c.operator, code("LN-10"), kind, Measure::Piece, &names("Lain", "")).await,
        Err(KeepMaterialError::Forbidden(_))
    ));
    rename_material(&w.deps, &officer, code("PL-01"), &names("Botol PET bening", "PET")).await.unwrap();
    let unknown = rename_material(&w.deps, &officer, code("LN-10"), &names("Lain", "")).await;
    assert!(matches!(unknown, Err(KeepMaterialError::NotFound)), "{unknown:?}");
    assert!(rename_material(&w.deps, &c.operator, oil, &names("Lain", "")).await.is_err());

    let all = list_materials(&w.deps, &officer).await.unwrap();
    let told: Vec<_> = all.iter().map(|m| (m.code.to_string(), m.name_id.as_str(), m.warm.as_deref())).collect();
    let of = |code: &str, name: &'static str, warm: Option<&'static str>| (code.to_owned(), name, warm);
    assert_eq!(told, [of("PL-01", "Botol PET bening", Some("PET")), of("LG-07", "LG-07", None), of("LN-09", "Minyak jelantah", None)]);
    let taken = read_price_list(&w.deps).await.unwrap().taken;
    assert!(taken.iter().all(|x| x.material.code != oil), "not before it has a price");
    let audited = (audited(&w, "waste.material_added").await, audited(&w, "waste.material_renamed").await);
    assert_eq!(audited, (1, 1));
});
