//! numpy's `.npz`: a zip of arrays.

use std::io::{self, BufWriter, Seek, SeekFrom, Write};

use bytemuck::{Pod, bytes_of};
use npyz::WriterBuilder;

use super::lines::write_lines;

/// How many bytes of an array are written at once.
pub(super) const BLOCK: usize = 1 << 18;

/// A zip of `.npy` members whose bytes repeat: no time stamps.
pub(super) struct Archive<W: Write + Seek> {
    zip: zip::ZipWriter<UntilRefused<W>>,
}

/// Passes on what is written until that is refused; from then on all goes nowhere, as if it were taken.
///
/// For a zip that is given up finishes itself, and says on standard error what is refused then, when the caller has been
/// told already.
struct UntilRefused<W> {
    out: W,
    position: u64,
    refused: bool,
}

impl<W> UntilRefused<W> {
    fn passed_on<T>(&mut self, result: io::Result<T>) -> io::Result<T> {
        self.refused = result.as_ref().is_err_and(|error| error.kind() != io::ErrorKind::Interrupted);
        result
    }
}

impl<W: Write> Write for UntilRefused<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = if self.refused {
            bytes.len()
        } else {
            let written = self.out.write(bytes);
            self.passed_on(written)?
        };
        self.position += n as u64;
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.refused {
            return Ok(());
        }
        let flushed = self.out.flush();
        self.passed_on(flushed)
    }
}

impl<W: Seek> Seek for UntilRefused<W> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.position = if self.refused {
            match to {
                SeekFrom::Start(position) => position,
                SeekFrom::Current(distance) | SeekFrom::End(distance) => {
                    self.position.saturating_add_signed(distance)
                }
            }
        } else {
            let reached = self.out.seek(to);
            self.passed_on(reached)?
        };
        Ok(self.position)
    }
}

/// Counts the bytes that are written.
struct Length(usize);

impl Write for Length {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// That the head of an array told another length than that of what followed.
fn miscounted() -> io::Error {
    io::Error::other("an array has not as many numbers as its head says")
}

impl<W: Write + Seek + Send> Archive<W> {
    pub(super) fn new(out: W) -> Self {
        Self { zip: zip::ZipWriter::new(UntilRefused { out, position: 0, refused: false }) }
    }

    fn member(&mut self, name: &str) -> io::Result<()> {
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored)
            .large_file(true)
            .last_modified_time(zip::DateTime::default());
        Ok(self.zip.start_file(format!("{name}.npy"), options)?)
    }

    /// An array of bytes that are lines, one for each name.
    pub(super) fn lines(
        &mut self,
        name: &str,
        names: impl IntoIterator<Item: AsRef<str>> + Clone,
    ) -> io::Result<()> {
        let mut length = Length(0);
        write_lines(names.clone(), &mut length)?;
        self.begin::<u8>(name, length.0)?;
        write_lines(names, &mut self.zip)
    }

    /// Begins a one-dimensional array of so many numbers, which must follow.
    fn begin<T: npyz::AutoSerialize>(&mut self, name: &str, length: usize) -> io::Result<()> {
        self.member(name)?;
        let mut head = Vec::new();
        let shape = [length as u64];
        // Dropped without its numbers, which come right behind its head.
        drop(npyz::WriteOptions::<T>::new().default_dtype().shape(&shape).writer(&mut head).begin_nd()?);
        self.zip.write_all(&head)
    }

    /// A one-dimensional array of so many numbers.
    pub(super) fn numbers<T: npyz::AutoSerialize + Pod>(
        &mut self,
        name: &str,
        length: usize,
        numbers: impl Iterator<Item = T>,
    ) -> io::Result<()> {
        self.begin::<T>(name, length)?;
        let mut out = BufWriter::with_capacity(BLOCK, &mut self.zip);
        let mut n = 0;
        for number in numbers {
            out.write_all(bytes_of(&number))?;
            n += 1;
        }
        out.flush()?;
        if n == length { Ok(()) } else { Err(miscounted()) }
    }

    /// A one-dimensional array of so many numbers, of which `row` adds those of one row after the other to a block, as
    /// bytes. npyz writes its head; the numbers go in blocks: one is written while the next is made.
    pub(super) fn rows<T: npyz::AutoSerialize, R: Default + Send>(
        &mut self,
        name: &str,
        length: usize,
        n_rows: usize,
        row: impl Fn(usize, &mut R, &mut Vec<u8>) + Sync,
    ) -> io::Result<()> {
        self.begin::<T>(name, length)?;
        let (mut full, mut next) = (Vec::with_capacity(2 * BLOCK), Vec::with_capacity(2 * BLOCK));
        let (mut rows, mut room) = (0..n_rows, R::default());
        let mut missing = length * size_of::<T>();
        loop {
            let fill = || {
                while next.len() < BLOCK
                    && let Some(number) = rows.next()
                {
                    row(number, &mut room, &mut next);
                }
            };
            let (written, ()) = rayon::join(|| self.zip.write_all(&full), fill);
            written?;
            missing = missing.checked_sub(next.len()).ok_or_else(miscounted)?;
            if next.is_empty() {
                return if missing == 0 { Ok(()) } else { Err(miscounted()) };
            }
            full.clear();
            std::mem::swap(&mut full, &mut next);
        }
    }

    /// scipy's marker of the matrix kind: a zero-dimensional byte string.
    pub(super) fn format(&mut self, kind: &str) -> io::Result<()> {
        self.member("format")?;
        let dtype = npyz::DType::Plain(format!("|S{}", kind.len()).parse().map_err(io::Error::other)?);
        let mut npy = npyz::WriteOptions::new().dtype(dtype).shape(&[]).writer(&mut self.zip).begin_nd()?;
        npy.push(kind.as_bytes())?;
        npy.finish()
    }

    pub(super) fn finish(self) -> io::Result<()> {
        self.zip.finish()?.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use bytemuck::cast_slice;

    use super::*;

    #[test]
    fn arrays_of_many_blocks_come_out_as_they_went_in() {
        let numbers: Vec<i32> = (0..400_000).collect();
        let mut bytes = Cursor::new(Vec::new());
        let mut archive = Archive::new(&mut bytes);
        // Rows of which some are empty and one is longer than a block.
        let rows: Vec<&[i32]> = numbers.chunks(1999).chain([&[][..], &numbers, &[7]]).collect();
        let row = |number: usize, n_met: &mut usize, block: &mut Vec<u8>| {
            assert_eq!(*n_met, number);
            *n_met += 1;
            block.extend_from_slice(cast_slice(rows[number]));
        };
        archive.rows::<i32, _>("whole", 800_001, rows.len(), row).unwrap();
        archive.numbers("half", 400_000, numbers.iter().map(|&n| n as f32 / 2.0)).unwrap();
        archive.numbers("none", 0, std::iter::empty::<u8>()).unwrap();
        archive.finish().unwrap();
        let mut archive = zip::ZipArchive::new(&mut bytes).unwrap();
        let mut member = |name: &str| {
            let mut bytes = Vec::new();
            archive.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
            bytes
        };
        let (whole, half, none) = (member("whole.npy"), member("half.npy"), member("none.npy"));
        let whole: Vec<i32> = npyz::NpyFile::new(&whole[..]).unwrap().into_vec().unwrap();
        assert!(whole.iter().copied().eq((0..400_000).chain(0..400_000).chain([7])));
        let half: Vec<f32> = npyz::NpyFile::new(&half[..]).unwrap().into_vec().unwrap();
        assert!(half.iter().copied().eq((0..400_000).map(|n| n as f32 / 2.0)));
        assert!(npyz::NpyFile::new(&none[..]).unwrap().into_vec::<u8>().unwrap().is_empty());
    }

    #[test]
    fn an_array_has_the_length_that_its_head_tells() {
        for (length, right) in [(1, false), (2, true), (3, false)] {
            let mut archive = Archive::new(Cursor::new(Vec::new()));
            assert_eq!(archive.numbers("two", length, [1_u8, 2].into_iter()).is_ok(), right, "{length}");
            let row = |number: usize, (): &mut (), block: &mut Vec<u8>| block.push(number as u8);
            assert_eq!(archive.rows::<u8, _>("rows", length, 2, row).is_ok(), right, "{length}");
        }
    }

    /// Takes so many bytes, and then says that there is no room: once.
    struct Full(Cursor<Vec<u8>>, usize, bool);

    impl Write for Full {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            assert!(!self.2, "what was refused is tried again");
            self.2 = self.0.position() as usize + bytes.len() > self.1;
            if self.2 { Err(io::ErrorKind::StorageFull.into()) } else { self.0.write(bytes) }
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Seek for Full {
        fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
            self.0.seek(to)
        }
    }

    #[test]
    fn what_is_refused_once_is_not_tried_again() {
        let write = |room: usize| -> io::Result<()> {
            let mut archive = Archive::new(Full(Cursor::default(), room, false));
            archive.numbers("one", 100, 0..100_i64)?;
            archive.format("csr")?;
            archive.finish()
        };
        let least = (0..).find(|&room| write(room).is_ok()).unwrap();
        assert!(least > 800);
        assert_eq!(write(least - 1).unwrap_err().kind(), io::ErrorKind::StorageFull);
    }
}
