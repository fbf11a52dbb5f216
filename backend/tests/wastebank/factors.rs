//! Emission factors are data with a day and a source.

use backend::both_engines;
use backend::db::{Run, sql};
use backend::testing::wastebank::line;
use backend::wastebank::read_impact::read_impact;
use backend::wastebank::set_factor::{SetFactor, SetFactorError, read_factors, set_factor};
use backend::wastebank::take_deposit::take_deposit;
use domain::identity::role::Role;
use domain::kernel::clock::DAY;
use domain::kernel::text::TextError;

both_engines!(a_factor_holds_from_its_day_and_is_written_down, |w| {
    let (c, officer) = (w.counter().await, w.person("Dewi", &[Role::Officer]).await);
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("UPDATE material SET warm = 'PET' WHERE code = 'PL-01'")).await.unwrap();
    tx.commit().await.unwrap();
    let today = w.deps.now().start_of_wib_day();
    let form = |version: &str, kilograms: &str, from| SetFactor {
        warm: "PET".to_owned(),
        kilograms: kilograms.to_owned(),
        version: version.to_owned(),
        source: " EPA,  WARM v16, tabel 3 ".to_owned(),
        from,
    };
    assert!(matches!(set_factor(&w.deps, &c.operator, &form("v16", "1", today)).await, Err(SetFactorError::Forbidden(_))));
    let refused = async |form: SetFactor| set_factor(&w.deps, &officer, &form).await.unwrap_err();
    assert!(matches!(refused(SetFactor { warm: "Glass".to_owned(), ..form("v16", "1", today) }).await, SetFactorError::NoRow));
    assert!(matches!(refused(form("v16", "-1", today)).await, SetFactorError::Kilograms(_)));
    assert!(matches!(refused(form(" ", "1", today)).await, SetFactorError::Version(TextError::Empty)));
    assert!(matches!(refused(SetFactor { source: String::new(), ..form("v16", "1", today) }).await, SetFactorError::Source(_)));
    assert!(matches!(refused(form("v16", "1", today.plus(-DAY))).await, SetFactorError::Past));

    take_deposit(&w.deps, &c.operator, &c.form("a", vec![line("PL-01", 10_000)], 40_000)).await.unwrap();
    set_factor(&w.deps, &officer, &form("WARM v16", "1141,7", today)).await.unwrap();
    set_factor(&w.deps, &officer, &form("WARM v17", "1200", today.plus(3 * DAY))).await.unwrap();
    assert!(matches!(refused(form("WARM v18", "1300", today.plus(3 * DAY))).await, SetFactorError::Taken));
    let mut seen = Vec::new();
    for _ in 0..4 {
        let impact = read_impact(&w.deps).await.unwrap();
        seen.push((impact.version, impact.materials.first().and_then(|k| k.avoided)));
        w.pass(DAY);
    }
    let of = |version: &str, grams| (Some(version.to_owned()), Some(grams));
    assert_eq!(seen, [(None, None), of("WARM v16", 11_417), of("WARM v16", 11_417), of("WARM v17", 12_000)]);

    let rows = read_factors(&w.deps, &officer).await.unwrap();
    assert_eq!((rows.len(), rows[0].warm.as_str(), rows[0].materials.len()), (1, "PET", 1));
    let told: Vec<_> = rows[0].factors.iter().map(|f| (f.factor.version.as_str(), f.source.as_str(), f.by.as_deref())).collect();
    let source = "EPA, WARM v16, tabel 3";
    assert_eq!(told, [("WARM v17", source, Some("Dewi")), ("WARM v16", source, Some("Dewi"))]);
    assert!(read_factors(&w.deps, &c.operator).await.is_err());
    let q = "SELECT COUNT(*) AS n FROM audit WHERE action = 'waste.factor'";
    assert_eq!(w.deps.db.reader().fetch_one(sql(q)).await.unwrap().get::<i64>("n").unwrap(), 2);
});
