//! Another tour that everybody sees: one alone is in order.

use backend::heritage::publish_tour::publish_tour;
use backend::testing::heritage::Sightseeing;
use backend::testing::world::World;

pub async fn second_tour(w: &World, s: &Sightseeing) {
    let (tour, _) = w.draft(s, "Jalan Sore").await;
    publish_tour(&w.deps, &s.officer, tour).await.unwrap();
}
