//! Where photos of goods lie, those that wait in a form and those of slips: each upload is a file of its own, named by an id that
//! knows when it came. So two who send a photo at once do not write over each other, and what no row names is found
//! (`forget_photos.rs`).

use domain::kernel::ids::WasteFormPhotoId;

/// Of all of them. Its name, and that of the id, are those of the first ones, which came with a form: what is there is not moved.
pub(super) const FOLDER: &str = "waste/form";

pub(super) fn file_of(id: WasteFormPhotoId) -> String {
    format!("{FOLDER}/{id}.jpg")
}

/// The photo whose file this is, if it is one's.
pub(super) fn photo_of(file: &str) -> Option<WasteFormPhotoId> {
    file.strip_prefix(FOLDER)?.strip_prefix('/')?.strip_suffix(".jpg")?.parse().ok()
}
