//! What people put in an order, one step at a time: a step says what comes before what, so that sent twice it is one, and that
//! whoever adds or moves something else at the same time loses nothing.

/// All of them with `what` before `before`; none: at the end. None: one of the two is not there.
pub fn put<T: Copy + PartialEq>(all: &[T], what: T, before: Option<T>) -> Option<Vec<T>> {
    if !all.contains(&what) || before.is_some_and(|before| !all.contains(&before)) {
        return None;
    }
    if before == Some(what) {
        return Some(all.to_vec());
    }
    let mut order: Vec<T> = all.iter().copied().filter(|x| *x != what).collect();
    let to = before.and_then(|before| order.iter().position(|x| *x == before)).unwrap_or(order.len());
    order.insert(to, what);
    Some(order)
}

#[cfg(test)]
mod tests {
    use super::put;

    #[test]
    fn each_comes_before_what_was_said_and_none_is_lost() {
        assert_eq!(put(&[1, 2, 3], 3, Some(1)), Some(vec![3, 1, 2]));
        assert_eq!(put(&[3, 1, 2], 3, Some(1)), Some(vec![3, 1, 2]), "sent twice");
        assert_eq!(put(&[1, 2, 3], 1, Some(3)), Some(vec![2, 1, 3]));
        assert_eq!(put(&[1, 2, 3], 1, None), Some(vec![2, 3, 1]));
        assert_eq!(put(&[1, 2, 3], 2, Some(2)), Some(vec![1, 2, 3]));
        assert_eq!(put(&[1, 2, 3], 4, None), None);
        assert_eq!(put(&[1, 2, 3], 1, Some(4)), None);
    }
}
