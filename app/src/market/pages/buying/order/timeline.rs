//! What has happened to one shop's part, and what comes next when all goes well.

use domain::kernel::locale::Locale;
use domain::market::delivery::DeliveryKind;
use domain::market::order::{OrderEvent, OrderState};
use domain::market::order_detail::{OrderRecord, RecordKind, SubOrder};

use super::super::words;
use crate::i18n::date_time;
use crate::ui::{Event, When};

pub fn timeline(l: Locale, sub: &SubOrder) -> Vec<Event> {
    let mut events: Vec<Event> = sub.history.iter().map(|r| past(l, r)).collect();
    events.extend(ahead(sub.state, sub.delivery_kind).into_iter().map(|event| Event {
        title: words::step(l, event).into(),
        when: When::Next,
        ..Event::default()
    }));
    events
}

fn past(l: Locale, r: &OrderRecord) -> Event {
    let bad = r.to.returns_stock() || matches!(r.kind, RecordKind::CancelRefused | RecordKind::PaidTooLate);
    Event {
        title: words::record(l, r.kind).into(),
        meta: format!("{} · {}", date_time(l, r.at), words::by(l, r.by)).into(),
        note: (!r.reason.is_empty()).then(|| r.reason.clone()).into(),
        when: if bad { When::Bad } else { When::Past },
        ..Event::default()
    }
}

/// The usual way from here to the end.
fn ahead(state: OrderState, delivery: DeliveryKind) -> Vec<OrderEvent> {
    use OrderEvent::{Accept, Complete, Dispatch, HandOver, MakeReady, Pack, Pay};
    let leaves = if delivery == DeliveryKind::Pickup { MakeReady } else { Dispatch };
    let way = [Pay, Accept, Pack, leaves, HandOver, Complete];
    let done = match state {
        OrderState::AwaitingPayment => 0,
        OrderState::Placed => 1,
        OrderState::Accepted => 2,
        OrderState::Packed => 3,
        OrderState::OnTheWay | OrderState::Overdue | OrderState::ReadyForPickup => 4,
        OrderState::HandedOver => 5,
        OrderState::Completed | OrderState::Cancelled | OrderState::Expired => way.len(),
    };
    way[done..].to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::market::order::By;

    #[test]
    fn the_way_ahead_is_one_that_the_machine_allows() {
        for delivery in DeliveryKind::ALL {
            for from in OrderState::ALL {
                let mut state = from;
                for event in ahead(from, delivery) {
                    let next = By::ALL.into_iter().find_map(|by| state.apply(event, by, delivery).ok());
                    state = next.unwrap_or_else(|| panic!("{state:?} {event:?}"));
                }
                assert!(state.is_final(), "{from:?}");
            }
        }
    }
}
