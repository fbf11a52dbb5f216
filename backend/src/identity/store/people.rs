use domain::identity::email::Email;
use domain::identity::login::Login;
use domain::identity::role::Role;
use domain::kernel::clock::Timestamp;
use domain::kernel::fold::fold;
use domain::kernel::ids::PersonId;
use domain::kernel::locale::Locale;
use domain::kernel::phone::Phone;

use crate::db::{DbError, Row, Run, Tx, dialect, sql};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: PersonId,
    pub name: String,
    pub email: Option<Email>,
    pub phone: Option<Phone>,
    pub password_hash: String,
    pub locale: Locale,
}

fn person(r: &Row) -> Result<Person, DbError> {
    let email: Option<String> = r.get("email")?;
    Ok(Person {
        id: r.get("id")?,
        name: r.get("name")?,
        email: email.map(|e| Email::parse(&e).map_err(|e| DbError::decode("email", e))).transpose()?,
        phone: r.get("phone")?,
        password_hash: r.get("password_hash")?,
        locale: r.get("locale")?,
    })
}

const COLUMNS: &str = "id, name, email, phone, password_hash, locale";

pub async fn find(run: &mut impl Run, id: PersonId) -> Result<Option<Person>, DbError> {
    let q = format!("SELECT {COLUMNS} FROM person WHERE id = $1");
    run.fetch_optional(sql(q).bind(id)).await?.as_ref().map(person).transpose()
}

pub async fn lock(tx: &mut Tx, id: PersonId) -> Result<(), DbError> {
    if let Some(lock) = dialect::lock_rows(tx.engine()) {
        tx.fetch_optional(sql(format!("SELECT id FROM person WHERE id = $1{lock}")).bind(id)).await?;
    }
    Ok(())
}

pub async fn find_by_login(run: &mut impl Run, login: &Login) -> Result<Option<Person>, DbError> {
    let (column, value) = match login {
        Login::Email(e) => ("email", e.as_str()),
        Login::Phone(p) => ("phone", p.as_str()),
    };
    let q = format!("SELECT {COLUMNS} FROM person WHERE {column} = $1");
    run.fetch_optional(sql(q).bind(value)).await?.as_ref().map(person).transpose()
}

pub struct NewPerson<'a> {
    pub id: PersonId,
    pub name: &'a str,
    pub email: Option<&'a Email>,
    pub phone: Option<&'a Phone>,
    pub password_hash: &'a str,
    pub locale: Locale,
    pub demo: bool,
    pub created_at: Timestamp,
}

pub async fn insert(run: &mut impl Run, p: &NewPerson<'_>) -> Result<(), DbError> {
    let q = "INSERT INTO person (id, name, name_folded, email, phone, password_hash, locale, demo, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let q = sql(q).bind(p.id).bind(p.name).bind(fold(p.name)).bind(p.email.map(ToString::to_string)).bind(p.phone.map(ToString::to_string));
    run.execute(q.bind(p.password_hash).bind(p.locale).bind(p.demo).bind(p.created_at)).await?;
    Ok(())
}

pub async fn set_password(run: &mut impl Run, id: PersonId, hash: &str) -> Result<(), DbError> {
    run.execute(sql("UPDATE person SET password_hash = $2 WHERE id = $1").bind(id).bind(hash)).await?;
    Ok(())
}

/// False when the password is no longer the one that `old` is the hash of.
pub async fn replace_password(run: &mut impl Run, id: PersonId, old: &str, hash: &str) -> Result<bool, DbError> {
    let q = "UPDATE person SET password_hash = $3 WHERE id = $1 AND password_hash = $2";
    Ok(run.execute(sql(q).bind(id).bind(old).bind(hash)).await? > 0)
}

pub async fn set_name(run: &mut impl Run, id: PersonId, name: &str, locale: Locale) -> Result<(), DbError> {
    run.execute(
        sql("UPDATE person SET name = $2, locale = $3, name_folded = $4 WHERE id = $1").bind(id).bind(name).bind(locale).bind(fold(name)),
    )
    .await?;
    Ok(())
}

/// False when the password is no longer the one that `confirmed` is the hash of.
pub async fn set_contact(
    run: &mut impl Run,
    id: PersonId,
    confirmed: &str,
    email: Option<&Email>,
    phone: Option<&Phone>,
) -> Result<bool, DbError> {
    let q = "UPDATE person SET email = $3, phone = $4 WHERE id = $1 AND password_hash = $2";
    let q = sql(q).bind(id).bind(confirmed).bind(email.map(ToString::to_string)).bind(phone.map(ToString::to_string));
    Ok(run.execute(q).await? > 0)
}

/// Giving a role twice is giving it once.
pub async fn grant(run: &mut impl Run, id: PersonId, role: Role, at: Timestamp) -> Result<bool, DbError> {
    let q = "INSERT INTO person_role (person_id, role, granted_at) VALUES ($1, $2, $3) ON CONFLICT (person_id, role) DO NOTHING";
    Ok(run.execute(sql(q).bind(id).bind(role.code()).bind(at)).await? > 0)
}

pub async fn revoke(run: &mut impl Run, id: PersonId, role: Role) -> Result<bool, DbError> {
    Ok(run.execute(sql("DELETE FROM person_role WHERE person_id = $1 AND role = $2").bind(id).bind(role.code())).await? > 0)
}

pub async fn roles(run: &mut impl Run, id: PersonId) -> Result<Vec<Role>, DbError> {
    let rows = run.fetch_all(sql("SELECT role FROM person_role WHERE person_id = $1 ORDER BY role").bind(id)).await?;
    rows.iter().map(|r| r.parse("role", Role::from_code)).collect()
}
