//! The words between the pages of a list, the same wherever one is.

use domain::kernel::locale::Locale;

use crate::i18n::t;
use crate::ui::PagerText;

pub fn pager_text(l: Locale) -> PagerText {
    PagerText {
        label: t::common::pager_label(l).into(),
        previous: t::common::pager_previous(l).into(),
        next: t::common::pager_next(l).into(),
        page: t::common::pager_page(l).into(),
    }
}
