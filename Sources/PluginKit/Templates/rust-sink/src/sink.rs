// SPDX-License-Identifier: 0BSD
//! The sink. The gateway makes one call at a time to it, so it needs no lock; there may be several, so it has no statics.
//!
//! A line is `1766160000000000000 pv.inverter.ac_power 4711.5 0x0000`: time in ns since 1970 UTC, point, value (`-` for
//! none), quality.

use crate::contract::*;
use crate::edge::{failure, items, text, Failure};
use std::fmt::Write as _;
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::os::fd::AsFd;
use std::os::unix::fs::OpenOptionsExt;

/// Where the settings stand.
pub const PATH: usize = 0;
pub const SYNC: usize = 1;

pub struct Sink {
    host: &'static gw_host, // lives until this is destroyed
    path: String,
    wants_disk: bool,
    names: Vec<String>, // of the points, by handle
    file: Option<File>,
    lines: String, // of one block; keeps its memory from block to block
    last: Option<(u64, u64, u64)>, // stream, epoch and sequence of the last block that was written
}

impl Sink {
    pub fn new(host: &'static gw_host, path: &str, sync: &str) -> Result<Self, Failure> {
        if path != "-" && !path.starts_with('/') {
            let message = "begin the path with '/': nobody knows where a gateway was started".into();
            return Err(Failure { status: GW_CONFIGURATION, message, setting: PATH as u32 });
        }
        let (path, wants_disk) = (path.to_string(), sync == "disk");
        Ok(Self { host, path, wants_disk, names: vec![], file: None, lines: String::new(), last: None })
    }

    /// The plan is borrowed: what is needed later is copied.
    pub fn prepare(&mut self, plan: &gw_plan) {
        for point in unsafe { items(plan.points, plan.point_count) } {
            let place = point.handle as usize;
            if self.names.len() <= place {
                self.names.resize(place + 1, String::new());
            }
            self.names[place] = unsafe { text(point.name) }.to_string();
        }
    }

    pub fn start(&mut self) -> Result<(), Failure> {
        let opened = if self.path == "-" {
            io::stdout().as_fd().try_clone_to_owned().map(File::from)
        } else {
            OpenOptions::new().append(true).create(true).mode(0o640).open(&self.path)
        };
        // The disk may come back, the folder may be made: the gateway tries again, and keeps the samples until then.
        match opened {
            Err(error) => return failure(GW_UNREACHABLE, format!("cannot open {}: {error}", self.path)),
            Ok(file) => self.file = Some(file),
        }
        let host = self.host;
        unsafe { (host.link)(host.context, GW_ALL_DEVICES, GW_LINK_UP, GW_QUALITY_GOOD, c"open".as_ptr()) };
        Ok(())
    }

    pub fn stop(&mut self) {
        self.file = None;
    }

    /// Ok only when the block is there for good: the gateway deletes it then. It has a thread of its own and may block.
    pub fn deliver(&mut self, delivery: &gw_delivery) -> Result<(), Failure> {
        // A block that was taken, but whose answer got lost, comes again: stream, epoch and sequence tell.
        let block = Some((delivery.stream, delivery.epoch, delivery.sequence));
        if delivery.flags & GW_DELIVERY_RESENT != 0 && block == self.last {
            return Ok(());
        }
        let batch = unsafe { &*delivery.batch };
        self.lines.clear();
        for sample in unsafe { items(batch.samples, batch.count) } {
            self.put_line(sample, batch);
        }
        // Later it may work: the gateway keeps the block and offers it again. GW_REJECTED would give it up for ever.
        if let Err(error) = self.append() {
            return failure(GW_RETRY, format!("cannot write to {}: {error}", self.path));
        }
        self.last = block;
        Ok(())
    }

    /// All or nothing: after an error the file is as it was before, so that a second try writes no line twice.
    fn append(&mut self) -> io::Result<()> {
        let Some(file) = &mut self.file else { return Err(io::ErrorKind::NotConnected.into()) };
        let facts = file.metadata()?;
        let result = file.write_all(self.lines.as_bytes());
        if !facts.is_file() {
            return result;
        }
        let result = result.and_then(|()| if self.wants_disk { file.sync_data() } else { Ok(()) });
        result.or_else(|error| file.set_len(facts.len()).and(Err(error)))
    }

    fn put_line(&mut self, sample: &gw_sample, batch: &gw_batch) {
        let time = if sample.source_time != 0 { sample.source_time } else { batch.receive_time };
        let name = self.names.get(sample.point as usize).map_or("?", String::as_str);
        let value = value_of(sample, batch);
        // Writing to a String cannot fail.
        let _ = writeln!(self.lines, "{time} {name} {value} {:#06x}", sample.quality);
    }
}

fn value_of(sample: &gw_sample, batch: &gw_batch) -> String {
    let all = unsafe { items(batch.bytes, batch.bytes_size) };
    unsafe {
        match sample.r#type {
            GW_TYPE_BOOL => (sample.value.u64 != 0).to_string(),
            GW_TYPE_INT => sample.value.i64.to_string(),
            GW_TYPE_UINT => sample.value.u64.to_string(),
            GW_TYPE_FLOAT => sample.value.f64.to_string(),
            GW_TYPE_TEXT => one_line(&String::from_utf8_lossy(part(all, sample.value.span))),
            GW_TYPE_BYTES => part(all, sample.value.span).iter().map(|byte| format!("{byte:02x}")).collect(),
            _ => "-".to_string(), // no value: the quality says why
        }
    }
}

/// The gateway promises that spans lie within the bytes; a slice that looks costs nothing.
fn part(bytes: &[u8], span: gw_span) -> &[u8] {
    let (start, size) = (span.offset as usize, span.size as usize);
    bytes.get(start..start + size).unwrap_or_default()
}

/// Blanks and what does not print become '_'.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c <= ' ' || c == '\u{7f}' { '_' } else { c }).collect()
}
