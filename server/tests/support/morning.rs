//! The morning of a departure, and the devices of those who work at its meeting point.

use backend::heritage::draw_ticket::draw_ticket;
use backend::heritage::read_booking::{BookingKey, read_booking};
use backend::testing::heritage::{Sightseeing, saturday};
use backend::testing::wastebank::Counter;
use backend::testing::world::World;
use backend::wastebank::store::units;
use domain::heritage::booking::Booking;
use domain::identity::actor::Actor;
use domain::kernel::clock::MINUTE;
use domain::kernel::ids::DepartureId;
use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{Client, site};

/// A departure this morning, with its guide at the counter's scale.
pub struct Morning {
    pub w: World,
    pub s: Sightseeing,
    pub c: Counter,
    pub d: DepartureId,
}

/// A browser of somebody who works there.
pub struct Device {
    pub client: Client,
    pub person: String,
    path: String,
}

impl Morning {
    pub async fn new(w: World) -> Self {
        let (s, c) = (w.sightseeing().await, w.counter().await);
        let d = w.departure(&s, saturday()).await;
        let mut tx = w.deps.db.begin().await.unwrap();
        units::appoint(&mut tx, c.unit, s.guide.person().unwrap(), w.deps.now()).await.unwrap();
        tx.commit().await.unwrap();
        Self { w, s, c, d }
    }

    pub fn device(&self, actor: &Actor) -> Device {
        let person = serde_json::to_value(actor.person().unwrap()).unwrap().as_str().unwrap().to_owned();
        Device { client: Client::of(&site(&self.w), actor), person, path: format!("/titik-kumpul/perangkat/{}", self.d) }
    }

    pub async fn party(&self, key: &str) -> String {
        self.w.confirm(&Actor::GUEST, self.d, key, 2).await
    }

    pub async fn read(&self, secret: &str) -> Booking {
        read_booking(&self.w.deps, &Actor::GUEST, BookingKey::Secret(secret)).await.unwrap()
    }

    pub async fn ticket(&self, secret: &str) -> String {
        draw_ticket(&self.w.deps, &Actor::GUEST, BookingKey::Secret(secret)).await.unwrap().text
    }

    /// The fare of two, in cash.
    pub async fn pays(&self, nonce: &str, secret: &str) -> Value {
        json!({ "nonce": nonce, "at": self.now(), "kind": "settle", "number": self.read(secret).await.number, "cash": 40_000 })
    }

    pub fn to_the_day(&self) {
        self.w.pass(saturday().since(self.w.deps.now()) - 30 * MINUTE);
    }

    pub fn now(&self) -> i64 {
        self.w.deps.now().0
    }
}

impl Device {
    pub async fn takes(&mut self) -> Value {
        let answer = self.client.get(&self.path.clone()).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        serde_json::from_str(&answer.body).unwrap()
    }

    pub async fn sends(&mut self, body: &Value) -> (StatusCode, Value) {
        let answer = self.client.send_as("application/json", Method::POST, &self.path.clone(), &body.to_string()).await;
        (answer.status, serde_json::from_str(&answer.body).unwrap_or(Value::Null))
    }

    /// Of each action how it stands, and its code.
    pub async fn tells(&mut self, actions: &[Value]) -> Vec<String> {
        let (status, body) = self.sends(&json!({ "person": self.person, "actions": actions })).await;
        assert_eq!(status, StatusCode::OK, "{body}");
        let answers = body["answers"].as_array().unwrap();
        assert_eq!(answers.len(), actions.len());
        for (answer, action) in answers.iter().zip(actions) {
            assert_eq!(answer["nonce"], action["nonce"]);
        }
        answers.iter().map(|a| format!("{} {}", a["state"].as_str().unwrap(), a["code"].as_str().unwrap())).collect()
    }
}

pub fn scan(nonce: &str, ticket: &str, at: i64) -> Value {
    json!({ "nonce": nonce, "at": at, "kind": "redeem", "ticket": ticket })
}
