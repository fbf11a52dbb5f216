//! Query strings, which people edit and old links carry.

use std::str::FromStr;

use serde::{Deserialize, Deserializer};

/// For numbers in a query: what is no number is as if it were not there.
pub fn lenient<'de, D: Deserializer<'de>, T: FromStr>(query: D) -> Result<Option<T>, D::Error> {
    Ok(Option::<String>::deserialize(query)?.and_then(|text| text.parse().ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct At {
        #[serde(default, deserialize_with = "lenient")]
        hal: Option<u32>,
    }

    #[test]
    fn a_bad_page_number_is_none() {
        for (query, hal) in [("hal=3", Some(3)), ("", None), ("hal=", None), ("hal=abc", None), ("hal=-1", None), ("hal=99999999999", None)]
        {
            assert_eq!(serde_html_form::from_str::<At>(query).unwrap().hal, hal, "{query}");
        }
    }
}
