//! Several things in one phrase. Not here: what they are.

/// "a", "a and b", "a, b and c".
pub fn listed<T: AsRef<str>>(things: &[T]) -> String {
    match things {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::listed;

    #[test]
    fn as_a_person_lists() {
        assert_eq!(["", "a", "a and b", "a, b and c"], [&[][..], &["a"], &["a", "b"], &["a", "b", "c"]].map(listed));
    }
}
