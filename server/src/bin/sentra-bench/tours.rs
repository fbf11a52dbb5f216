//! What everybody looks at before a booking: the tour and a month of its departures, from memory.

use super::house::House;
use super::pages::from_memory;
use super::table::Table;

const TOUR: &str = "/wisata/wisata-militer";

pub async fn measure(house: &House, table: &mut Table) -> Result<(), String> {
    let kept = house.serve(&[]).await?;
    house.at_rest(&kept).await?;
    from_memory(house, &kept, "tour page", TOUR, table).await?;
    from_memory(house, &kept, "calendar month", &format!("{TOUR}/tanggal"), table).await?;
    Ok(())
}
