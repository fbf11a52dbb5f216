//! A neighbour becomes a member of the waste bank. An account with the number they say becomes the member's own: they see
//! their balance there.

use domain::identity::actor::Actor;
use domain::kernel::ids::WasteUnitId;
use domain::kernel::phone::Phone;
use domain::wastebank::member::Member;

use crate::deps::Deps;
use crate::identity::account;
use crate::wastebank::register_member::{RegisterMember, RegisterMemberError, register_member};

pub async fn register_waste_member(
    deps: &Deps,
    actor: &Actor,
    unit: WasteUnitId,
    name: &str,
    phone: Option<Phone>,
    nonce: &str,
) -> Result<Member, RegisterMemberError> {
    let account = match &phone {
        Some(phone) => account::by_phone(&mut deps.db.reader(), phone).await?,
        None => None,
    };
    register_member(deps, actor, unit, RegisterMember { nonce, name, phone, account }).await
}
