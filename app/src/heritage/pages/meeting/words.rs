//! The words that the screen fills in by itself, with `{…}` where something comes in.

use domain::kernel::locale::Locale;
use serde_json::{Map, Value, json};

use crate::i18n::t::offline as o;

macro_rules! plain {
    ($l:expr; $($key:ident)+) => { [$((stringify!($key), o::$key($l).to_owned())),+] };
}

pub fn words(l: Locale) -> Value {
    let plain = plain![l;
        online offline nothing_yet log_in_title log_in_text other_person_title other_person_text gone failed
        persons_one seats_one scan scan_stop scan_denied
        verdict_admitted verdict_admitted_text verdict_ready verdict_ready_text verdict_already_used verdict_already_used_text
        verdict_unpaid verdict_unpaid_text verdict_wrong_departure verdict_wrong_departure_text verdict_expired verdict_expired_text
        verdict_unknown verdict_unknown_text verdict_not_listed verdict_refused verdict_refused_text verdict_no_seat verdict_no_seat_text
        verdict_released verdict_released_text
        wrong_material wrong_nothing wrong_not_a_number wrong_too_fine wrong_negative wrong_too_large wrong_tare wrong_deduction
        wrong_reason wrong_worthless card_wrong no_counter state_came state_ready heads_out heads_back heads_wrong heads_done queue_waiting
        queue_conflict provisional
        code_too_early code_nothing_due code_no_member code_price_changed code_cash_differs code_witness_missing code_no_counter code_not_taken
        code_key_used code_fare_refused code_malformed code_closed code_fare_changed code_too_little_waste code_papers
        walk_in walk_in_nobody walk_in_phone walk_in_conduct
        incident_empty incident_done did_note
    ];
    let filled = [
        ("unsent", o::unsent(l, "{count}")),
        ("all_sent", o::all_sent(l, "{time}")),
        ("taken", o::taken { count: "{count}", time: "{time}" }.say(l)),
        ("taken_one", o::taken_one(l, "{time}")),
        ("persons", o::persons(l, "{count}")),
        ("sent_at", o::sent_at(l, "{time}")),
        ("verdict_not_listed_text", o::verdict_not_listed_text(l, "{time}")),
        ("admit", o::admit(l, "{persons}")),
        ("unapproved", o::unapproved(l, "{persons}")),
        ("used_here", o::used_here(l, "{time}")),
        ("pledged", o::pledged(l, "{lines}")),
        ("witness", o::witness(l, "{amount}")),
        ("least", o::least(l, "{amount}")),
        ("seats", o::seats(l, "{count}")),
        ("did_walk_in", o::did_walk_in(l, "{who}")),
        ("settle", o::settle(l, "{persons}")),
        ("heads_line", o::heads_line { counted: "{counted}", persons: "{persons}", time: "{time}", way: "{way}" }.say(l)),
        ("queue_done", o::queue_done(l, "{time}")),
        ("did_redeem", o::did_redeem(l, "{who}")),
        ("did_settle", o::did_settle(l, "{who}")),
        ("did_count_out", o::did_count_out(l, "{who}")),
        ("did_count_back", o::did_count_back(l, "{who}")),
        ("conflict_line", o::conflict_line { by: "{by}", number: "{number}", time: "{time}" }.say(l)),
        ("settled_by", o::settled_by { by: "{by}", time: "{time}" }.say(l)),
        ("amount_now", o::amount_now(l, "{amount}")),
        ("handed_party", o::handed_party { fare: "{fare}", persons: "{persons}" }.say(l)),
        ("handed_waste", o::handed_waste { lines: "{lines}", worth: "{worth}" }.say(l)),
        ("handed_card", o::handed_card(l, "{card}")),
        ("handed_cash", o::handed_cash(l, "{amount}")),
    ];
    let all: Map<String, Value> = plain.into_iter().chain(filled).map(|(key, text)| (key.to_owned(), json!(text))).collect();
    Value::Object(all)
}
