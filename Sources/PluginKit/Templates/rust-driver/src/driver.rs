// SPDX-License-Identifier: 0BSD
//! The driver. The gateway makes one call at a time to it, so it needs no lock; there may be several, so it has no statics.

use crate::contract::*;
use crate::edge::{failure, items, text, Failure};
use std::f64::consts::TAU;
use std::ffi::CString;

/// Where the settings stand.
pub const AMPLITUDE: usize = 0;
pub const PERIOD: usize = 1;
/// Where the columns of an address stand.
const SIGNAL: usize = 0;

#[derive(Clone, Copy, PartialEq)]
enum Signal {
    Sine,
    Counter,
    Setpoint,
}

struct Point {
    handle: u32,
    group: u32,
    signal: Signal,
}

pub struct Driver {
    host: &'static gw_host, // lives until this is destroyed
    amplitude: f64,
    period_ns: i64,
    points: Vec<Point>,
    samples: Vec<gw_sample>, // used again for every read
    started: i64,            // gw_host.monotonic
    polls: u64,
    target: Option<f64>, // nobody has set it yet
}

impl Driver {
    pub fn new(host: &'static gw_host, amplitude: f64, period_ms: i64) -> Self {
        let period_ns = period_ms * 1_000_000;
        Self { host, amplitude, period_ns, points: vec![], samples: vec![], started: 0, polls: 0, target: None }
    }

    /// The plan is borrowed: what is needed later is copied. Real drivers merge neighbouring registers here.
    pub fn prepare(&mut self, plan: &gw_plan) -> Result<(), Failure> {
        let mut is_good = true;
        for point in unsafe { items(plan.points, plan.point_count) } {
            let signal = signal_of(point);
            if let Some(problem) = problem_of(point, signal) {
                let words = CString::new(problem).unwrap_or_default();
                unsafe { (plan.problem)(plan.context, point.handle, SIGNAL as u32, words.as_ptr()) };
                is_good = false;
            }
            self.points.push(Point { handle: point.handle, group: point.group, signal });
        }
        if is_good {
            Ok(())
        } else {
            failure(GW_CONFIGURATION, "some addresses are wrong")
        }
    }

    pub fn start(&mut self) -> Result<(), Failure> {
        // Device: connect. Nobody there? return failure(GW_UNREACHABLE, "..."), and the gateway tries again later.
        self.started = self.monotonic();
        self.polls = 0;
        self.target = None;
        let host = self.host;
        unsafe { (host.link)(host.context, GW_ALL_DEVICES, GW_LINK_UP, GW_QUALITY_GOOD, c"connected".as_ptr()) };
        Ok(())
    }

    pub fn stop(&mut self) {
        // Device: close the connection. After this the gateway may start it again.
    }

    /// Reads the points of one group and publishes a sample for each. It has a thread of its own and may block.
    pub fn read(&mut self, group: u32) -> Result<(), Failure> {
        // Device: ask it. A point that cannot be read gets GW_TYPE_NONE and a quality; if nothing can, fail with
        // GW_UNREACHABLE or GW_TIMEOUT. Never invent a value.
        self.polls += 1;
        let samples: Vec<_> = self.points.iter().filter(|p| p.group == group).map(|p| self.sample(p)).collect();
        self.samples = samples;
        self.publish();
        Ok(())
    }

    /// Writes one value. Never tried twice: the device may have done it the first time.
    pub fn write(&mut self, command: &gw_write_command) -> Result<(), Failure> {
        if !self.points.iter().any(|p| p.handle == command.point && p.signal == Signal::Setpoint) {
            return failure(GW_UNSUPPORTED, "only points with signal 'setpoint' can be written");
        }
        if command.phase != GW_PHASE_DIRECT {
            return failure(GW_UNSUPPORTED, "this device knows no select and operate");
        }
        let Some(number) = number_of(command) else {
            return failure(GW_DEVICE, "the device takes finite numbers only");
        };
        if self.monotonic() > command.deadline {
            return failure(GW_TIMEOUT, "the command came too late and was not sent");
        }
        // Device: send it, and wait for its answer.
        self.target = Some(number);
        Ok(())
    }

    fn monotonic(&self) -> i64 {
        unsafe { (self.host.monotonic)(self.host.context) }
    }

    fn wave(&self) -> f64 {
        let elapsed = self.monotonic() - self.started;
        self.amplitude * ((elapsed % self.period_ns) as f64 / self.period_ns as f64 * TAU).sin()
    }

    fn sample(&self, point: &Point) -> gw_sample {
        let (r#type, value, quality) = match point.signal {
            Signal::Sine => (GW_TYPE_FLOAT, gw_scalar { f64: self.wave() }, GW_QUALITY_GOOD),
            Signal::Counter => (GW_TYPE_UINT, gw_scalar { u64: self.polls }, GW_QUALITY_GOOD),
            Signal::Setpoint => match self.target {
                Some(number) => (GW_TYPE_FLOAT, gw_scalar { f64: number }, GW_QUALITY_GOOD),
                // No value is not the value zero.
                None => (GW_TYPE_NONE, gw_scalar { u64: 0 }, GW_QUALITY_BAD | GW_REASON_WAITING),
            },
        };
        gw_sample { point: point.handle, r#type, flags: 0, quality, source_time: 0, value }
    }

    fn publish(&self) {
        if self.samples.is_empty() {
            return;
        }
        let host = self.host;
        unsafe {
            let batch = gw_batch {
                struct_size: size::<gw_batch>(),
                count: self.samples.len() as u32,
                samples: self.samples.as_ptr(),
                bytes: std::ptr::null(),
                bytes_size: 0,
                receive_time: (host.wall_clock)(host.context),
            };
            (host.publish)(host.context, &batch);
        }
    }
}

/// The gateway has checked that it is one of the choices.
fn signal_of(point: &gw_point) -> Signal {
    let columns = unsafe { items(point.address, point.cell_count) };
    match columns.get(SIGNAL).map(|cell| unsafe { text(cell.value.text) }) {
        Some("sine") => Signal::Sine,
        Some("counter") => Signal::Counter,
        _ => Signal::Setpoint,
    }
}

/// What no schema can say: a counter is no float, a wave is no whole number.
fn problem_of(point: &gw_point, signal: Signal) -> Option<&'static str> {
    let is_float = matches!(point.data_type, GW_DATA_FLOAT32 | GW_DATA_FLOAT64);
    match signal {
        Signal::Counter if point.data_type != GW_DATA_UINT64 => Some("a counter has the type uint64"),
        Signal::Sine | Signal::Setpoint if !is_float => Some("this signal has the type float32 or float64"),
        Signal::Sine | Signal::Counter if point.access & GW_ACCESS_WRITE != 0 => {
            Some("only signal 'setpoint' can be written")
        }
        _ => None,
    }
}

/// Texts and bytes are no numbers.
fn number_of(command: &gw_write_command) -> Option<f64> {
    let number = unsafe {
        match command.r#type {
            GW_TYPE_FLOAT => command.value.f64,
            GW_TYPE_INT => command.value.i64 as f64,
            GW_TYPE_UINT | GW_TYPE_BOOL => command.value.u64 as f64,
            _ => return None,
        }
    };
    number.is_finite().then_some(number)
}
