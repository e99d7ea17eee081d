//! Frames: a kind (one byte), a length (four bytes, little-endian), a body.

use std::io::{self, Read, Write};

/// The last frame: the job is done, and this is its answer.
pub(super) const ANSWER: u8 = 0;
/// The second frame: what the worker could still do after the second stage of the sandbox.
pub(super) const CLOSED: u8 = 253;
/// The first frame: how completely the worker is sandboxed.
pub(super) const LEVEL: u8 = 254;
/// The last frame: the worker's own code failed, with this message.
pub(super) const BROKE: u8 = 255;

/// What a frame costs in addition to its body, so that endless empty frames reach the limit too.
pub(super) const COST: usize = 64;

/// One message of a worker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The job's own kind, 1 to 252.
    pub kind: u8,
    /// The bytes.
    pub body: Vec<u8>,
}

/// Why bytes are not a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FrameError {
    TooBig,
    Kind(u8),
}

/// Writes one frame.
pub(super) fn write(to: &mut impl Write, kind: u8, body: &[u8]) -> io::Result<()> {
    let len = u32::try_from(body.len()).map_err(|_| io::Error::from(io::ErrorKind::FileTooLarge))?;
    to.write_all(&[kind])?;
    to.write_all(&len.to_le_bytes())?;
    to.write_all(body)
}

/// Reads one frame and takes its cost from `room`; `None` where no whole frame comes any more. Kind and length are judged
/// before a body is read.
pub(super) fn read(from: &mut impl Read, kinds: u8, room: &mut usize) -> Result<Option<Frame>, FrameError> {
    let mut head = [0; 5];
    if from.read_exact(&mut head).is_err() {
        return Ok(None);
    }
    let [kind, len @ ..] = head;
    if kind > kinds && kind < CLOSED {
        return Err(FrameError::Kind(kind));
    }
    let len = u32::from_le_bytes(len) as usize;
    *room = room.checked_sub(len.saturating_add(COST)).ok_or(FrameError::TooBig)?;
    let mut body = vec![0; len];
    Ok(from.read_exact(&mut body).ok().map(|()| Frame { kind, body }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(mut bytes: &[u8], kinds: u8, mut room: usize) -> Result<Vec<Frame>, FrameError> {
        let mut frames = Vec::new();
        while let Some(frame) = read(&mut bytes, kinds, &mut room)? {
            frames.push(frame);
        }
        Ok(frames)
    }

    #[test]
    fn frames_come_back_as_they_went() {
        let mut bytes = Vec::new();
        write(&mut bytes, 2, b"abc").unwrap();
        write(&mut bytes, ANSWER, b"").unwrap();
        let frames = read_all(&bytes, 2, 1000).unwrap();
        assert_eq!(frames, [Frame { kind: 2, body: b"abc".to_vec() }, Frame { kind: ANSWER, body: Vec::new() }]);
    }

    #[test]
    fn a_forged_length_is_refused_before_anything_is_read() {
        assert_eq!(read_all(&[1, 0xff, 0xff, 0xff, 0xff], 1, 1000), Err(FrameError::TooBig));
    }

    #[test]
    fn endless_empty_frames_reach_the_limit() {
        assert_eq!(read_all(&[1, 0, 0, 0, 0].repeat(100), 1, 1000), Err(FrameError::TooBig));
    }

    #[test]
    fn garbage_is_named_and_half_a_frame_is_none() {
        assert_eq!(read_all(b"ZZZZZZ", 4, 1000), Err(FrameError::Kind(b'Z')));
        assert_eq!(read_all(&[1, 9, 0, 0, 0, 1], 1, 1000), Ok(Vec::new()));
    }
}
