//! Long lists of numbers in memory of their own.

use std::fmt::{self, Debug, Formatter};
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

use bytemuck::{Pod, cast_slice, cast_slice_mut};
use memmap2::MmapMut;

use crate::error::{NoMemory, room};

/// A list of numbers of a fixed length.
///
/// A long one is mapped by itself: it goes back to the system when it is dropped, whatever the allocator would keep, and
/// the system is asked for large pages, since fetching a matrix page by page takes as long as reading a part of its text.
/// What is not written yet takes no memory.
pub(crate) enum Pages<T> {
    Heap(Vec<T>),
    /// With how many bytes of the map are the list.
    Mapped(MmapMut, usize, PhantomData<T>),
}

/// A large page of most systems. A map of whole ones begins where one begins, and only there may they be used.
const LARGE_PAGE: usize = 2 << 20;

/// From how many bytes on a list is mapped. Fetching half a large page in small ones takes longer than all of it in one.
const LONG: usize = LARGE_PAGE / 2;

impl<T: Pod> Pages<T> {
    /// So many zeros.
    ///
    /// # Errors
    /// That there is no memory for them.
    pub(crate) fn zeros(n: usize) -> Result<Self, NoMemory> {
        let bytes = n.checked_mul(size_of::<T>()).ok_or(NoMemory { bytes: usize::MAX })?;
        if bytes < LONG {
            room(bytes)?;
            return Ok(Self::Heap(vec![T::zeroed(); n]));
        }
        let whole_pages = bytes.checked_next_multiple_of(LARGE_PAGE).ok_or(NoMemory { bytes })?;
        let map = MmapMut::map_anon(whole_pages).map_err(|_| NoMemory { bytes })?;
        // Where there are no large pages, small ones do.
        #[cfg(target_os = "linux")]
        let _ = map.advise(memmap2::Advice::HugePage);
        Ok(Self::Mapped(map, bytes, PhantomData))
    }
}

impl<T: Pod> Deref for Pages<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        match self {
            Self::Heap(list) => list,
            Self::Mapped(map, bytes, _) => cast_slice(&map[..*bytes]),
        }
    }
}

impl<T: Pod> DerefMut for Pages<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        match self {
            Self::Heap(list) => list,
            Self::Mapped(map, bytes, _) => cast_slice_mut(&mut map[..*bytes]),
        }
    }
}

impl<T> Default for Pages<T> {
    fn default() -> Self {
        Self::Heap(Vec::new())
    }
}

impl<T> From<Vec<T>> for Pages<T> {
    fn from(list: Vec<T>) -> Self {
        Self::Heap(list)
    }
}

impl<T: Pod> Clone for Pages<T> {
    fn clone(&self) -> Self {
        Self::Heap(self.to_vec())
    }
}

impl<T: Pod + PartialEq> PartialEq for Pages<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Pod + Debug> Debug for Pages<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_long_lists_are_zeros_and_keep_what_is_written() {
        for n in [0, 1, LONG / 4 - 1, LONG / 4, LONG / 4 + 3] {
            let mut list = Pages::<u32>::zeros(n).unwrap();
            assert_eq!(matches!(list, Pages::Mapped(..)), n >= LONG / 4);
            assert!(list.len() == n && list.iter().all(|&number| number == 0));
            if let Some(last) = list.last_mut() {
                *last = 7;
                assert_ne!(list, Pages::zeros(n).unwrap());
            }
            let copy = list.clone();
            assert!(copy == list && copy == Pages::from(list.to_vec()));
        }
    }

    #[test]
    fn what_no_machine_has_is_refused() {
        for n in [usize::MAX, usize::MAX / 8, isize::MAX as usize / 8] {
            assert!(Pages::<u64>::zeros(n).is_err());
        }
    }
}
