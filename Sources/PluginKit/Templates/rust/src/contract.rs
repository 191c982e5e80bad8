// SPDX-License-Identifier: 0BSD
//! The plugin contract in Rust's words, after `include/gateway/*.h`, which say what each thing promises: who may call it,
//! when, who owns what, and what failure means. Names are those of C, so that one can be looked up by the other.
#![allow(non_camel_case_types, dead_code)]

use std::ffi::{c_char, c_void};
use std::mem::size_of;

pub const GW_ABI_MAJOR: u16 = 1;
pub const GW_ABI_MINOR: u16 = 0;

// ---- base.h ----------------------------------------------------------------------------------------------------------

pub type gw_status = i32;
pub const GW_OK: gw_status = 0;
pub const GW_PENDING: gw_status = 1;
pub const GW_CONFIGURATION: gw_status = -1;
pub const GW_UNREACHABLE: gw_status = -2;
pub const GW_DEVICE: gw_status = -3;
pub const GW_TIMEOUT: gw_status = -4;
pub const GW_CANCELLED: gw_status = -5;
pub const GW_UNSUPPORTED: gw_status = -6;
pub const GW_BUG: gw_status = -7;
pub const GW_RETRY: gw_status = -8;
pub const GW_REJECTED: gw_status = -9;

pub const GW_TYPE_NONE: u8 = 0;
pub const GW_TYPE_BOOL: u8 = 1;
pub const GW_TYPE_INT: u8 = 2;
pub const GW_TYPE_UINT: u8 = 3;
pub const GW_TYPE_FLOAT: u8 = 4;
pub const GW_TYPE_TEXT: u8 = 5;
pub const GW_TYPE_BYTES: u8 = 6;

pub const GW_DATA_BOOL: u8 = 1;
pub const GW_DATA_INT8: u8 = 2;
pub const GW_DATA_INT16: u8 = 3;
pub const GW_DATA_INT32: u8 = 4;
pub const GW_DATA_INT64: u8 = 5;
pub const GW_DATA_UINT8: u8 = 6;
pub const GW_DATA_UINT16: u8 = 7;
pub const GW_DATA_UINT32: u8 = 8;
pub const GW_DATA_UINT64: u8 = 9;
pub const GW_DATA_FLOAT32: u8 = 10;
pub const GW_DATA_FLOAT64: u8 = 11;
pub const GW_DATA_TEXT: u8 = 12;
pub const GW_DATA_BYTES: u8 = 13;

pub const GW_QUALITY_GOOD: u16 = 0x0000;
pub const GW_QUALITY_UNCERTAIN: u16 = 0x4000;
pub const GW_QUALITY_BAD: u16 = 0x8000;
pub const GW_REASON_NOT_CONNECTED: u16 = 0x0100;
pub const GW_REASON_DEVICE_FAILURE: u16 = 0x0200;
pub const GW_REASON_SENSOR_FAILURE: u16 = 0x0300;
pub const GW_REASON_OUT_OF_RANGE: u16 = 0x0400;
pub const GW_REASON_OVERFLOW: u16 = 0x0500;
pub const GW_REASON_SUBSTITUTED: u16 = 0x0600;
pub const GW_REASON_BLOCKED: u16 = 0x0700;
pub const GW_REASON_STALE: u16 = 0x0800;
pub const GW_REASON_TEST: u16 = 0x0900;
pub const GW_REASON_CONFIGURATION: u16 = 0x0A00;
pub const GW_REASON_LAST_KNOWN: u16 = 0x0B00;
pub const GW_REASON_WAITING: u16 = 0x0C00;
pub const GW_FLAG_SOURCE_TIME_INVALID: u16 = 0x0001;
pub const GW_FLAG_CLOCK_UNSYNCED: u16 = 0x0002;

pub const GW_LOG_TRACE: i32 = 0;
pub const GW_LOG_DEBUG: i32 = 1;
pub const GW_LOG_INFO: i32 = 2;
pub const GW_LOG_WARNING: i32 = 3;
pub const GW_LOG_ERROR: i32 = 4;

/// The plugin's own, behind a pointer that the gateway only carries.
#[repr(C)]
pub struct gw_instance {
    _opaque: [u8; 0],
}

pub const GW_NO_COLUMN: u32 = 0xFFFF_FFFF;
#[repr(C)]
pub struct gw_error {
    pub struct_size: u32,
    pub column: u32,
    pub message: [c_char; 504],
}

// ---- batch.h ---------------------------------------------------------------------------------------------------------

#[repr(C)]
#[derive(Clone, Copy)]
pub struct gw_span {
    pub offset: u32,
    pub size: u32,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub union gw_scalar {
    pub i64: i64,
    pub u64: u64,
    pub f64: f64,
    pub span: gw_span,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct gw_sample {
    pub point: u32,
    pub r#type: u8,
    pub flags: u8,
    pub quality: u16,
    pub source_time: i64,
    pub value: gw_scalar,
}

#[repr(C)]
pub struct gw_batch {
    pub struct_size: u32,
    pub count: u32,
    pub samples: *const gw_sample,
    pub bytes: *const u8,
    pub bytes_size: u64,
    pub receive_time: i64,
}

// ---- plan.h ----------------------------------------------------------------------------------------------------------

#[repr(C)]
pub union gw_cell_value {
    pub integer: i64,
    pub real: f64,
    pub text: *const c_char,
}

#[repr(C)]
pub struct gw_cell {
    pub r#type: u8,
    pub reserved: [u8; 3],
    pub size: u32,
    pub value: gw_cell_value,
}

#[repr(C)]
pub struct gw_settings {
    pub struct_size: u32,
    pub count: u32,
    pub cells: *const gw_cell,
    pub name: *const c_char,
    pub site: *const c_char,
}

#[repr(C)]
pub struct gw_device {
    pub index: u32,
    pub cell_count: u32,
    pub name: *const c_char,
    pub cells: *const gw_cell,
}

#[repr(C)]
pub struct gw_group {
    pub index: u32,
    pub device: u32,
    pub period_ns: i64,
}

pub const GW_ACCESS_READ: u8 = 1;
pub const GW_ACCESS_WRITE: u8 = 2;

#[repr(C)]
pub struct gw_point {
    pub handle: u32,
    pub device: u32,
    pub group: u32,
    pub data_type: u8,
    pub access: u8,
    pub cell_count: u16,
    pub name: *const c_char,
    pub unit: *const c_char,
    pub address: *const gw_cell,
}

pub const GW_NO_POINT: u32 = 0xFFFF_FFFF;

#[repr(C)]
pub struct gw_plan {
    pub struct_size: u32,
    pub device_count: u32,
    pub group_count: u32,
    pub point_count: u32,
    pub devices: *const gw_device,
    pub groups: *const gw_group,
    pub points: *const gw_point,
    pub problem: unsafe extern "C" fn(*mut c_void, u32, u32, *const c_char),
    pub context: *mut c_void,
}

#[repr(C)]
pub struct gw_plan_extension {
    pub struct_size: u32,
    pub revision: u32,
    pub prepare: unsafe extern "C" fn(*mut gw_instance, *const gw_plan, *mut gw_error) -> gw_status,
}

// ---- host.h ----------------------------------------------------------------------------------------------------------

pub const GW_ALL_DEVICES: u32 = 0xFFFF_FFFF;
pub const GW_LINK_DOWN: u32 = 0;
pub const GW_LINK_UP: u32 = 1;

#[repr(C)]
pub struct gw_answer {
    pub struct_size: u32,
    pub status: gw_status,
    pub retry_after_ns: i64,
    pub message: *const c_char,
}

#[repr(C)]
pub struct gw_host {
    pub struct_size: u32,
    pub abi_major: u16,
    pub abi_minor: u16,
    pub context: *mut c_void,
    pub log: unsafe extern "C" fn(*mut c_void, i32, *const c_char),
    pub wall_clock: unsafe extern "C" fn(*mut c_void) -> i64,
    pub monotonic: unsafe extern "C" fn(*mut c_void) -> i64,
    pub publish: unsafe extern "C" fn(*mut c_void, *const gw_batch) -> gw_status,
    pub link: unsafe extern "C" fn(*mut c_void, u32, u32, u16, *const c_char),
    pub failed: unsafe extern "C" fn(*mut c_void, gw_status, *const c_char),
    pub answer: unsafe extern "C" fn(*mut c_void, u64, *const gw_answer) -> gw_status,
    pub get_extension: unsafe extern "C" fn(*mut c_void, *const c_char) -> *const c_void,
}

// ---- plugin.h --------------------------------------------------------------------------------------------------------

#[repr(C)]
pub struct gw_plugin {
    pub struct_size: u32,
    pub abi_major: u16,
    pub abi_minor: u16,
    pub create: unsafe extern "C" fn(
        *const gw_plugin,
        *const gw_host,
        *const gw_settings,
        *mut *mut gw_instance,
        *mut gw_error,
    ) -> gw_status,
    pub start: unsafe extern "C" fn(*mut gw_instance, *mut gw_error) -> gw_status,
    pub stop: unsafe extern "C" fn(*mut gw_instance),
    pub destroy: unsafe extern "C" fn(*mut gw_instance),
    pub interrupt: Option<unsafe extern "C" fn(*mut gw_instance)>,
    pub get_extension: unsafe extern "C" fn(*const gw_plugin, *const c_char) -> *const c_void,
}

// ---- describe.h ------------------------------------------------------------------------------------------------------

pub const GW_KIND_DRIVER: u32 = 1;
pub const GW_KIND_SINK: u32 = 2;
pub const GW_KIND_STAGE: u32 = 3;
pub const GW_FIELD_BOOL: u32 = 1;
pub const GW_FIELD_INT: u32 = 2;
pub const GW_FIELD_FLOAT: u32 = 3;
pub const GW_FIELD_TEXT: u32 = 4;
pub const GW_FIELD_CHOICE: u32 = 5;
pub const GW_FIELD_SECRET: u32 = 6;
pub const GW_FIELD_REQUIRED: u32 = 1;
pub const GW_CAPABILITY_EVENTS: u64 = 1;
pub const GW_CAPABILITY_WRITE: u64 = 2;

#[repr(C)]
pub struct gw_field {
    pub key: *const c_char,
    pub help: *const c_char,
    pub default_value: *const c_char,
    pub choices: *const c_char,
    pub minimum: f64,
    pub maximum: f64,
    pub r#type: u32,
    pub flags: u32,
}

#[repr(C)]
pub struct gw_schema {
    pub fields: *const gw_field,
    pub count: u32,
    pub reserved: u32,
}

#[repr(C)]
pub struct gw_description {
    pub struct_size: u32,
    pub kind: u32,
    pub id: *const c_char,
    pub version: *const c_char,
    pub name: *const c_char,
    pub summary: *const c_char,
    pub capabilities: u64,
    pub settings: gw_schema,
    pub device: gw_schema,
    pub address: gw_schema,
}

#[repr(C)]
pub struct gw_describe {
    pub struct_size: u32,
    pub revision: u32,
    pub describe: unsafe extern "C" fn(*const gw_plugin) -> *const gw_description,
}

// ---- poll.h, write.h, sink.h -----------------------------------------------------------------------------------------

#[repr(C)]
pub struct gw_poll {
    pub struct_size: u32,
    pub revision: u32,
    pub read: unsafe extern "C" fn(*mut gw_instance, u32, *mut gw_error) -> gw_status,
}

pub const GW_PHASE_DIRECT: u8 = 0;
pub const GW_PHASE_SELECT: u8 = 1;
pub const GW_PHASE_OPERATE: u8 = 2;
pub const GW_PHASE_CANCEL: u8 = 3;

#[repr(C)]
pub struct gw_write_command {
    pub struct_size: u32,
    pub point: u32,
    pub token: u64,
    pub deadline: i64,
    pub r#type: u8,
    pub phase: u8,
    pub reserved: [u8; 6],
    pub value: gw_scalar,
    pub bytes: *const u8,
    pub bytes_size: u64,
}

#[repr(C)]
pub struct gw_write {
    pub struct_size: u32,
    pub revision: u32,
    pub write: unsafe extern "C" fn(*mut gw_instance, *const gw_write_command, *mut gw_error) -> gw_status,
}

pub const GW_DELIVERY_RESENT: u32 = 1;

#[repr(C)]
pub struct gw_delivery {
    pub struct_size: u32,
    pub flags: u32,
    pub token: u64,
    pub stream: u64,
    pub epoch: u64,
    pub sequence: u64,
    pub batch: *const gw_batch,
}

#[repr(C)]
pub struct gw_sink {
    pub struct_size: u32,
    pub revision: u32,
    pub deliver: unsafe extern "C" fn(*mut gw_instance, *const gw_delivery, *mut gw_error) -> gw_status,
    pub window: Option<unsafe extern "C" fn(*mut gw_instance) -> u32>,
}

// ---- The layout, as C has it on 64-bit machines ----------------------------------------------------------------------

/// The size of a table, as its first member says it.
pub const fn size<T>() -> u32 {
    size_of::<T>() as u32
}

const _: () = {
    assert!(size::<gw_error>() == 512 && size::<gw_sample>() == 24 && size::<gw_batch>() == 40);
    assert!(size::<gw_cell>() == 16 && size::<gw_settings>() == 32 && size::<gw_device>() == 24);
    assert!(size::<gw_group>() == 16 && size::<gw_point>() == 40 && size::<gw_plan>() == 56);
    assert!(size::<gw_plan_extension>() == 16 && size::<gw_answer>() == 24 && size::<gw_host>() == 80);
    assert!(size::<gw_plugin>() == 56 && size::<gw_field>() == 56 && size::<gw_schema>() == 16);
    assert!(size::<gw_description>() == 96 && size::<gw_describe>() == 16 && size::<gw_poll>() == 16);
    assert!(size::<gw_write_command>() == 56 && size::<gw_write>() == 16 && size::<gw_delivery>() == 48);
    assert!(size::<gw_sink>() == 24);
};

// Tables are constants; their pointers are to constants too.
unsafe impl Sync for gw_plugin {}
unsafe impl Sync for gw_field {}
unsafe impl Sync for gw_description {}
