//! Memory that may not be there: what grows with a text is asked for so that it can be refused.

use std::alloc::{Layout, handle_alloc_error};

use super::Error;

/// That so many bytes were asked for, and not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NoMemory {
    pub(crate) bytes: usize,
}

/// Makes room for `more` items behind those that are there, or for twice as many as there are.
#[inline]
pub(crate) fn reserve<T>(items: &mut Vec<T>, more: usize) -> Result<(), NoMemory> {
    let bytes = items.len().saturating_add(more).saturating_mul(size_of::<T>());
    items.try_reserve(more).map_err(|_| NoMemory { bytes })
}

/// Makes room for `more` bytes of text.
#[inline]
pub(crate) fn reserve_text(text: &mut String, more: usize) -> Result<(), NoMemory> {
    let bytes = text.len().saturating_add(more);
    text.try_reserve(more).map_err(|_| NoMemory { bytes })
}

/// An empty list with room for `n` items.
pub(crate) fn with_room<T>(n: usize) -> Result<Vec<T>, NoMemory> {
    let mut items = Vec::new();
    items.try_reserve_exact(n).map_err(|_| NoMemory { bytes: n.saturating_mul(size_of::<T>()) })?;
    Ok(items)
}

/// Whether there is room for so many bytes: they are asked for and given back, untouched. For what asks for memory by
/// itself and cannot be refused; whatever else takes memory at the same moment may still take it away.
pub(crate) fn room(bytes: usize) -> Result<(), NoMemory> {
    // Asked for through a hint that the compiler may not see through, or it would leave out what is not used.
    with_room::<u8>(bytes).map(|room| drop(std::hint::black_box(room)))
}

impl NoMemory {
    /// That they were wanted for `what`.
    pub(crate) fn wanted_for(self, what: impl Into<String>) -> Error {
        Error::OutOfMemory { what: what.into(), bytes: Some(self.bytes) }
    }

    /// Ends the process, as it ends where a list of the standard library cannot grow: for what promises a result.
    pub(crate) fn abort(self) -> ! {
        handle_alloc_error(Layout::array::<u8>(self.bytes).unwrap_or(Layout::new::<u8>()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_machine_has_is_refused() {
        let refused = |bytes: usize| Err(NoMemory { bytes });
        assert_eq!(
            reserve(&mut vec![1_u64], isize::MAX as usize / 8),
            refused(isize::MAX as usize / 8 * 8 + 8)
        );
        assert_eq!(
            reserve_text(&mut String::from("ab"), isize::MAX as usize),
            refused(isize::MAX as usize + 2)
        );
        assert_eq!(with_room::<u32>(usize::MAX).map(|_| ()), refused(usize::MAX));
        assert_eq!(room(isize::MAX as usize), refused(isize::MAX as usize));
    }

    #[test]
    fn what_is_there_is_given() {
        assert_eq!(room(1 << 20), Ok(()));
        let list = with_room::<u64>(1000);
        assert!(list.is_ok_and(|list| list.is_empty() && list.capacity() >= 1000));
    }
}
