//! `/loket/{unit}/{member}`: the scale. Without a script: fill in, count, look at the sum together, save. How it looks is in
//! `weigh_view.rs`. A sum that needs a photo turns the same form into one that sends a file, to `…/foto`; whatever button is
//! pressed, a photo that came is kept by the form's key, so that nobody takes it twice.

use axum::extract::Path;
use backend::adapters::photos::{KeepPhotoError, MAX_BYTES};
use backend::flows::witness_deposit::{Signature, WitnessDepositError, witness_deposit};
use backend::identity::vouch::VouchError;
use backend::wastebank::confirm_card::count_who_ask;
use backend::wastebank::keep_form_photo::{FormPhotoError, has_form_photo, keep_form_photo};
use backend::wastebank::read_counter::{rules_at, taken_now};
use backend::wastebank::read_usual::read_usual;
use backend::wastebank::take_deposit::{TakeDeposit, TakeDepositError, take_deposit};
use domain::kernel::ids::{WasteMemberId, WasteUnitId};
use domain::kernel::money::Rupiah;
use domain::wastebank::deposit::DepositError;

use super::super::words;
use super::draft::{Draft, MOST, ROWS, Row};
use super::find::{at_counter, own_unit};
use super::weigh_view::{Photo, Scale, view};
use crate::i18n::{clock, t};
use crate::ui::Text;
use crate::web::page::Section;
use crate::web::upload::Received;
use crate::web::{Ctx, Flash, Form, Page, Reply, Upload, WebError};

/// What the page says besides the rows.
#[derive(Default)]
pub struct Said {
    pub wrong: Option<Text>,
    /// The sum has been looked at: the button that saves is there.
    pub counted: bool,
    /// What the last step said: a new card's number.
    pub flash: Option<Flash>,
    /// A second person must put their name under it …
    pub witness: bool,
    /// … and what is wrong with what they typed.
    pub witness_error: Option<Text>,
    /// The photo that came is none.
    photo_error: Option<Text>,
    /// Save was pressed, so that a photo that is not there is missing.
    tried: bool,
}

pub async fn show(ctx: Ctx, Path((unit, member)): Path<(String, String)>) -> Reply {
    let mut form = Form::default();
    form.set("nonce", ctx.deps().random.token());
    let id: WasteUnitId = unit.parse().map_err(|_| WebError::NotFound)?;
    let rows = i64::try_from(ROWS).unwrap_or_default();
    for code in read_usual(ctx.deps(), ctx.actor(), id, rows).await.map_err(words::error)? {
        form.add("material", code.to_string());
        form.add("usual", code.to_string());
    }
    page(&ctx, &unit, &member, form, Said { flash: ctx.flash().cloned(), ..Said::default() }, None).await
}

pub async fn submit(ctx: Ctx, Path((unit, member)): Path<(String, String)>, form: Form) -> Reply {
    step(&ctx, &unit, &member, form, None).await
}

/// `…/foto`, where the form with a photo is sent to: asked for again, it is the scale.
pub async fn back(ctx: Ctx, Path((unit, member)): Path<(String, String)>) -> Reply {
    let (unit, member) = at_counter(&ctx, &unit, &member).await?;
    Ok(ctx.see_other(&format!("/loket/{}/{}", unit.id, member.id)))
}

pub async fn submit_photo(ctx: Ctx, Path((unit, member)): Path<(String, String)>, upload: Upload) -> Reply {
    // Before anything is read: strangers' files are not even looked at.
    let counter = own_unit(&ctx, &unit).await?;
    let (mut form, file) = upload.form(MAX_BYTES).await?;
    name_it(&ctx, &mut form);
    let wrong = match file {
        Some(file) => {
            let wrong = keep(&ctx, counter.id, form.text("nonce"), file).await?;
            if wrong.is_none() {
                form.set("pictured", "1");
            }
            wrong
        }
        None => None,
    };
    step(&ctx, &unit, &member, form, wrong).await
}

/// What is wrong with the photo, if something is.
async fn keep(ctx: &Ctx, unit: WasteUnitId, nonce: &str, file: Received) -> Result<Option<Text>, WebError> {
    let bad = || Some(Text::from(t::wastebank::photo_bad(ctx.locale())));
    let Some(bytes) = file.bytes.clone() else { return Ok(bad()) };
    match keep_form_photo(ctx.deps(), ctx.actor(), unit, nonce, bytes).await {
        Ok(()) => Ok(None),
        Err(FormPhotoError::Photo(KeepPhotoError::Photo(_))) => Ok(bad()),
        Err(FormPhotoError::Nonce) => Err(WebError::BadRequest),
        Err(FormPhotoError::Counter(e)) => Err(words::error(e)),
        Err(FormPhotoError::Db(e)) => Err(e.into()),
        Err(e) => Err(WebError::internal(e)),
    }
}

fn name_it(ctx: &Ctx, form: &mut Form) {
    if form.text("nonce").is_empty() {
        form.set("nonce", ctx.deps().random.token());
    }
}

async fn step(ctx: &Ctx, unit: &str, member: &str, mut form: Form, photo_error: Option<Text>) -> Reply {
    let l = ctx.locale();
    name_it(ctx, &mut form);
    let taken = taken_now(ctx.deps()).await?;
    let mut draft = Draft::read(l, &form, &taken);
    let wrong = photo_error.is_some().then(|| t::common::fix_these(l).into());
    // Once asked for, the second person stays on the page.
    let said = Said { wrong, photo_error, witness: form.has("witness"), ..Said::default() };
    match form.text("go") {
        "more" => {
            if draft.rows.len() < MOST {
                draft.rows.push(Row::default());
            }
            page(ctx, unit, member, form, said, Some(draft)).await
        }
        _ if draft.is_wrong() => {
            let said = Said { wrong: Some(t::common::fix_these(l).into()), ..said };
            page(ctx, unit, member, form, said, Some(draft)).await
        }
        "save" if said.photo_error.is_none() => save(ctx, unit, member, form, draft).await,
        _ if draft.lines.is_empty() => {
            let said = Said { wrong: Some(t::wastebank::nothing_weighed(l).into()), ..said };
            page(ctx, unit, member, form, said, Some(draft)).await
        }
        _ => page(ctx, unit, member, form, Said { counted: true, ..said }, Some(draft)).await,
    }
}

async fn save(ctx: &Ctx, unit: &str, member: &str, mut form: Form, mut draft: Draft) -> Reply {
    let l = ctx.locale();
    let counter = own_unit(ctx, unit).await?;
    let id: WasteMemberId = member.parse().map_err(|_| WebError::NotFound)?;
    let input = TakeDeposit {
        nonce: form.typed("nonce"),
        unit: counter.id,
        member: id,
        lines: draft.lines.clone(),
        witness: None,
        expected_total: Rupiah(form.text("total").parse().unwrap_or(-1)),
        pictured: form.has("pictured"),
    };
    let (mut witness, mut witness_error) = (form.has("witness"), None);
    let taken = if form.text("witness").trim().is_empty() {
        take_deposit(ctx.deps(), ctx.actor(), &input).await.map_err(WitnessDepositError::from)
    } else {
        let signature = Signature { login: form.typed("witness"), password: form.typed("witness_password") };
        witness_deposit(ctx.deps(), ctx.actor(), input, signature).await
    };
    let refused = match taken {
        Ok(slip) => return Ok(ctx.see_other_saying(&format!("/slip/{slip}"), t::wastebank::saved(l))),
        Err(WitnessDepositError::Vouch(VouchError::Wrong)) => Err(t::wastebank::witness_wrong(l).into()),
        Err(WitnessDepositError::Vouch(VouchError::Throttled { until })) => Err(t::wastebank::witness_throttled(l, clock(l, until)).into()),
        Err(WitnessDepositError::Vouch(e)) => return Err(WebError::internal(e)),
        Err(WitnessDepositError::Deposit(TakeDepositError::NoWitness)) => Err(t::wastebank::witness_other(l).into()),
        Err(WitnessDepositError::Deposit(e)) => Ok(e),
    };
    let wrong: Text = match refused {
        Err(words) => {
            witness_error = Some(words);
            t::common::fix_these(l).into()
        }
        Ok(TakeDepositError::Counter(e)) => return Err(words::error(e)),
        Ok(TakeDepositError::NoMember) => return Err(WebError::NotFound),
        Ok(TakeDepositError::Nonce) => return Err(WebError::BadRequest),
        Ok(TakeDepositError::WitnessMissing { from }) => {
            witness = true;
            t::wastebank::witness_needed(l, from).into()
        }
        Ok(TakeDepositError::PhotoMissing { from }) => t::wastebank::photo_needed(l, from).into(),
        Ok(TakeDepositError::KeyUsed { slip }) => {
            form.set("nonce", ctx.deps().random.token());
            t::wastebank::form_used(l, slip).into()
        }
        Ok(TakeDepositError::TotalChanged { now }) => t::wastebank::total_changed(l, now).into(),
        Ok(TakeDepositError::Deposit(DepositError::Empty)) => t::wastebank::nothing_weighed(l).into(),
        Ok(TakeDepositError::NotTaken { index }) => {
            if let Some(row) = draft.filled().nth(index) {
                row.error = Some(t::wastebank::not_taken(l, &row.material).into());
            }
            t::common::fix_these(l).into()
        }
        Ok(TakeDepositError::Reason { index, .. }) => {
            if let Some(row) = draft.filled().nth(index) {
                row.error = Some(t::wastebank::reason_bad(l).into());
            }
            t::common::fix_these(l).into()
        }
        Ok(TakeDepositError::Db(e)) => return Err(e.into()),
        Ok(e) => return Err(WebError::internal(e)),
    };
    let said = Said { wrong: Some(wrong), counted: !draft.lines.is_empty(), witness, witness_error, tried: true, ..Said::default() };
    page(ctx, unit, member, form, said, Some(draft)).await
}

async fn page(ctx: &Ctx, unit: &str, member: &str, form: Form, mut said: Said, draft: Option<Draft>) -> Reply {
    let l = ctx.locale();
    let (unit, member) = at_counter(ctx, unit, member).await?;
    let taken = taken_now(ctx.deps()).await?;
    let draft = draft.unwrap_or_else(|| Draft::read(l, &form, &taken));
    let rules = rules_at(ctx.deps(), ctx.now()).await?;
    // Asked for with the sum, not only when it is refused: the goods are still on the scale.
    said.witness |= said.counted && draft.total >= rules.witness_from;
    let photo = if said.photo_error.is_some() || (said.counted && draft.total >= rules.photo_from) {
        let kept = has_form_photo(ctx.deps(), ctx.actor(), unit.id, form.text("nonce")).await.map_err(words::error)?;
        let missing = (said.tried && !kept).then(|| t::wastebank::photo_missing(l).into());
        Some(Photo { kept, error: said.photo_error.take().or(missing) })
    } else {
        None
    };
    let asked = count_who_ask(ctx.deps(), ctx.actor(), unit.id, member.id).await.map_err(words::error)? > 0;
    let status = if said.wrong.is_some() { http::StatusCode::UNPROCESSABLE_ENTITY } else { http::StatusCode::OK };
    let scale = Scale {
        action: ctx.href(&format!("/loket/{}/{}", unit.id, member.id)),
        nonce: form.typed("nonce"),
        pictured: form.has("pictured"),
        witness_login: form.typed("witness"),
        unit,
        member,
        taken,
        photo,
        asked,
    };
    let page = Page::new(t::wastebank::weigh_title(l, &scale.member.name), move || view(l, scale, draft, said));
    ctx.page(page.status(status).noindex().section(Section::Account)).await
}
