// SPDX-License-Identifier: 0BSD
//! From Rust to the contract and back: texts, failures, and the rule that no panic leaves the plugin.

use crate::contract::*;
use std::ffi::{c_char, CStr};
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::slice;

/// A failure: the class tells the gateway what to do, the text tells people. Name the fact and what to do.
pub struct Failure {
    pub status: gw_status,
    pub message: String,
    /// The setting at fault, in `create`.
    pub setting: u32,
}

pub fn failure<T>(status: gw_status, message: impl Into<String>) -> Result<T, Failure> {
    Err(Failure { status, message: message.into(), setting: GW_NO_COLUMN })
}

/// Runs `work` and puts a failure into the caller's room. The other side is not Rust: a panic would end the process.
///
/// # Safety
/// `error` is the room that the gateway gave for this call.
pub unsafe fn guarded(error: *mut gw_error, work: impl FnOnce() -> Result<(), Failure>) -> gw_status {
    let result = catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| failure(GW_BUG, "the plugin panicked"));
    let Err(failure) = result else { return GW_OK };
    let room = &mut *error;
    room.column = failure.setting;
    let fitting = failure.message.len().min(room.message.len() - 1);
    for (place, byte) in room.message.iter_mut().zip(failure.message.as_bytes()[..fitting].iter()) {
        *place = *byte as c_char;
    }
    room.message[fitting] = 0;
    failure.status
}

/// A text that the gateway lent for the call.
///
/// # Safety
/// `text` ends with a zero byte or is NULL.
pub unsafe fn text<'a>(text: *const c_char) -> &'a str {
    if text.is_null() {
        return "";
    }
    CStr::from_ptr(text).to_str().unwrap_or("?")
}

/// A table that the gateway lent for the call.
///
/// # Safety
/// There are `count` items at `items`; NULL is allowed when there are none.
pub unsafe fn items<'a, T>(items: *const T, count: impl TryInto<usize>) -> &'a [T] {
    match count.try_into() {
        Ok(count) if count > 0 && !items.is_null() => slice::from_raw_parts(items, count),
        _ => &[],
    }
}
