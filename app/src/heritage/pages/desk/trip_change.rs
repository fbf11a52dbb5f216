//! Another guide, another vehicle, other capacities: the form, and what it said.

use backend::heritage::change_departure::{ChangeDeparture, ChangeDepartureError, change_departure};
use backend::heritage::keep_vehicles::Fleet;
use domain::heritage::departure::Departure;
use domain::kernel::locale::Locale;
use leptos::prelude::*;

use super::error;
use super::trip::Said;
use crate::i18n::t;
use crate::ui::{Card, Choice, Field, FormActions, Icon, Mood, Select, SubmitButton, hidden};
use crate::web::{Ctx, Form, WebError};

/// True: it is changed; else `said` says why not.
pub async fn change(ctx: &Ctx, d: &Departure, form: &Form, said: &mut Said) -> Result<bool, WebError> {
    let l = ctx.locale();
    let mut capacities = Vec::new();
    for (leg, typed) in d.legs.iter().zip(form.all("capacity")) {
        match typed.trim().parse::<u32>() {
            // What nobody touched follows the vehicle.
            Ok(n) if n == leg.capacity => {}
            Ok(n) if n > 0 => capacities.push((leg.position, n)),
            _ => said.leg(leg.position, t::desk::capacity_bad(l)),
        }
    }
    if !said.legs.is_empty() {
        return Ok(false);
    }
    let change = ChangeDeparture { guide: form.text("guide").parse().ok(), vehicle: form.text("vehicle").parse().ok(), capacities };
    match change_departure(ctx.deps(), ctx.actor(), d.id, &change).await {
        Ok(()) => return Ok(true),
        Err(ChangeDepartureError::Staff(e)) => return Err(error(e)),
        Err(ChangeDepartureError::Over) => said.news = Some((Mood::Warn, t::desk::trip_over(l).into())),
        Err(ChangeDepartureError::NoGuide) => said.errors.add("guide", t::heritage::plan_guide_bad(l)),
        Err(ChangeDepartureError::NoVehicle) => said.errors.add("vehicle", t::heritage::plan_vehicle_bad(l)),
        Err(ChangeDepartureError::GuideBusy) => said.errors.add("guide", t::desk::guide_busy(l)),
        Err(ChangeDepartureError::VehicleBusy) => said.errors.add("vehicle", t::desk::vehicle_busy(l)),
        Err(ChangeDepartureError::Taken { position, taken }) => said.leg(position, t::desk::capacity_taken(l, taken)),
        Err(ChangeDepartureError::TooMany { position, most }) => said.leg(position, t::desk::capacity_most(l, most)),
        Err(ChangeDepartureError::Db(e)) => return Err(e.into()),
    }
    Ok(false)
}

pub fn view(l: Locale, d: &Departure, fleet: &Fleet, action: String, said: &Said) -> AnyView {
    let typed = said.form.has("capacity").then_some(&said.form);
    let guide = typed.map_or_else(|| d.guide.as_ref().map(|g| g.0.to_string()).unwrap_or_default(), |f| f.typed("guide"));
    let vehicle = typed.map_or_else(|| d.vehicle.as_ref().map(|v| v.id.to_string()).unwrap_or_default(), |f| f.typed("vehicle"));
    let guides = fleet.guides.iter().map(|(id, name)| Choice::new(id.to_string(), name.clone())).collect::<Vec<_>>();
    let vehicles =
        fleet.vehicles.iter().map(|v| Choice::new(v.id.to_string(), format!("{} · {} ({})", v.name, v.plate, v.seats))).collect::<Vec<_>>();
    let capacities: Vec<String> = match typed {
        Some(f) => f.all("capacity").into_iter().map(str::to_owned).collect(),
        None => d.legs.iter().map(|x| x.capacity.to_string()).collect(),
    };
    let legs = d
        .legs
        .iter()
        .zip(capacities)
        .map(|(leg, value)| {
            let error = said.legs.iter().find(|(p, _)| *p == leg.position).map(|(_, words)| words.clone());
            let (label, taken) = (leg.name.pick(l).to_owned(), t::desk::capacity_taken_now(l, leg.taken));
            let id = format!("f-capacity-{}", leg.position);
            view! { <Field name="capacity" id=id label=label suffix=taken inputmode="numeric" value=value error=error required=true /> }
        })
        .collect::<Vec<_>>();
    let sent = view! {
        <Select name="guide" label=t::heritage::plan_guide(l) choices=guides value=guide prompt=t::heritage::plan_none(l) error=said.errors.of("guide") />
        <Select name="vehicle" label=t::heritage::plan_vehicle(l) choices=vehicles value=vehicle prompt=t::heritage::plan_none(l) error=said.errors.of("vehicle") />
    };
    let open = !said.legs.is_empty();
    view! {
        <Card title=t::desk::trip_change(l)>
            <form class="form" method="post" action=action novalidate>
                {hidden(vec![("go", "change".to_owned())])}
                {sent}
                <details class="disclosure" open=open>
                    <summary>{t::desk::capacities(l)}</summary>
                    <div class="stack"><p class="muted small">{t::desk::capacities_hint(l)}</p> {legs}</div>
                </details>
                <FormActions>
                    <SubmitButton label=t::common::save(l) start=Icon::Check />
                </FormActions>
            </form>
        </Card>
    }
    .into_any()
}
