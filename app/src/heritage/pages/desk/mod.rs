//! `/meja-wisata`: the desks of who works for the tours: officers plan, bases and the village decide, guides lead.

pub mod calls;
mod dated;
pub mod fares;
pub mod home;
pub mod legs;
mod legs_view;
pub mod looks;
pub mod manifest;
mod manifest_view;
pub mod meeting;
mod plan_form;
mod plan_view;
pub mod publishing;
pub mod refunds;
pub mod report;
pub mod reviews;
mod seal_check;
pub mod site;
pub mod site_photos;
pub mod site_rules;
mod site_rules_view;
mod site_view;
pub mod sites;
mod tabs;
pub mod terms;
mod terms_fields;
pub mod tour;
pub mod tour_edit;
pub mod tour_new;
pub mod tour_order;
mod tour_profile;
mod tour_view;
pub mod trip;
mod trip_change;
mod trip_view;
pub mod vehicles;

use backend::heritage::read_manifest::ReadManifestError;
use backend::heritage::staff::StaffError;

use crate::web::WebError;

/// To everybody else it is not there.
pub fn error(e: StaffError) -> WebError {
    match e {
        StaffError::Forbidden(_) => WebError::LogIn,
        StaffError::NotFound => WebError::NotFound,
        StaffError::Db(e) => e.into(),
    }
}

pub fn manifest_error(e: ReadManifestError) -> WebError {
    match e {
        ReadManifestError::Staff(e) => error(e),
        ReadManifestError::Db(e) => e.into(),
        e => WebError::internal(e),
    }
}
