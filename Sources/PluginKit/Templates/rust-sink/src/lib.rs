// SPDX-License-Identifier: 0BSD
//! A sink that appends a line for every sample to a file, or to standard output.
//!
//! It is small, but whole. `sink.rs` is the sink, in plain Rust; its comments say what a sink owes the gateway. Here stand
//! the tables of C functions through which the gateway calls it, in this order:
//!
//! ```text
//! gw_plugin_entry -> get_extension -> describe              what is this?
//! create -> prepare                                         settings and the names of the points, no I/O
//! start -> deliver, deliver ... -> stop -> start ...        the work
//! destroy
//! ```

mod contract;
mod edge;
mod sink;

use contract::*;
use edge::{failure, guarded, items, text};
use sink::{Sink, PATH, SYNC};
use std::ffi::{c_char, c_void};
use std::ptr;

// ---- What it is ------------------------------------------------------------------------------------------------------

/// Settings, in the order in which `create` gets them. The gateway checks them before.
static SETTINGS: [gw_field; 2] = [
    gw_field {
        key: c"path".as_ptr(),
        help: c"File to append to, from the root on; '-' is standard output.".as_ptr(),
        default_value: c"-".as_ptr(),
        choices: ptr::null(),
        minimum: 1.0,
        maximum: 4095.0,
        r#type: GW_FIELD_TEXT,
        flags: 0,
    },
    gw_field {
        key: c"sync".as_ptr(),
        help: c"When a block counts as delivered: in the hands of the system, or on the disk.".as_ptr(),
        default_value: c"disk".as_ptr(),
        choices: c"system|disk".as_ptr(),
        minimum: 1.0, // above the maximum: no range
        maximum: 0.0,
        r#type: GW_FIELD_CHOICE,
        flags: 0,
    },
];

static DESCRIPTION: gw_description = gw_description {
    struct_size: size::<gw_description>(),
    kind: GW_KIND_SINK,
    id: c"my-plugin".as_ptr(),
    version: c"0.1.0".as_ptr(),
    name: c"My plugin".as_ptr(),
    summary: c"Appends a line for every sample to a file or to standard output.".as_ptr(),
    capabilities: 0,
    settings: gw_schema { fields: SETTINGS.as_ptr(), count: SETTINGS.len() as u32, reserved: 0 },
    device: gw_schema { fields: ptr::null(), count: 0, reserved: 0 },
    address: gw_schema { fields: ptr::null(), count: 0, reserved: 0 },
};

unsafe extern "C" fn describe(_: *const gw_plugin) -> *const gw_description {
    &DESCRIPTION
}

// ---- Its life --------------------------------------------------------------------------------------------------------

unsafe fn sink<'a>(instance: *mut gw_instance) -> &'a mut Sink {
    &mut *instance.cast::<Sink>()
}

unsafe extern "C" fn create(
    _: *const gw_plugin,
    host: *const gw_host,
    settings: *const gw_settings,
    instance: *mut *mut gw_instance,
    error: *mut gw_error,
) -> gw_status {
    guarded(error, || {
        let cells = items((*settings).cells, (*settings).count);
        if cells.len() < SETTINGS.len() {
            return failure(GW_CONFIGURATION, "fewer settings came than this plugin declares");
        }
        let sink = Sink::new(&*host, text(cells[PATH].value.text), text(cells[SYNC].value.text))?;
        *instance = Box::into_raw(Box::new(sink)).cast();
        Ok(())
    })
}

unsafe extern "C" fn prepare(instance: *mut gw_instance, plan: *const gw_plan, error: *mut gw_error) -> gw_status {
    guarded(error, || {
        sink(instance).prepare(&*plan);
        Ok(())
    })
}

unsafe extern "C" fn start(instance: *mut gw_instance, error: *mut gw_error) -> gw_status {
    guarded(error, || sink(instance).start())
}

unsafe extern "C" fn stop(instance: *mut gw_instance) {
    sink(instance).stop();
}

unsafe extern "C" fn destroy(instance: *mut gw_instance) {
    drop(Box::from_raw(instance.cast::<Sink>()));
}

unsafe extern "C" fn deliver(
    instance: *mut gw_instance,
    delivery: *const gw_delivery,
    error: *mut gw_error,
) -> gw_status {
    guarded(error, || sink(instance).deliver(&*delivery))
}

// ---- The tables ------------------------------------------------------------------------------------------------------

static DESCRIBE_TABLE: gw_describe = gw_describe { struct_size: size::<gw_describe>(), revision: 1, describe };
static PLAN_TABLE: gw_plan_extension =
    gw_plan_extension { struct_size: size::<gw_plan_extension>(), revision: 1, prepare };
/// No window: one block at a time.
static SINK_TABLE: gw_sink = gw_sink { struct_size: size::<gw_sink>(), revision: 1, deliver, window: None };

unsafe extern "C" fn get_extension(_: *const gw_plugin, id: *const c_char) -> *const c_void {
    match text(id) {
        "gw.describe/1" => ptr::from_ref(&DESCRIBE_TABLE).cast(),
        "gw.plan/1" => ptr::from_ref(&PLAN_TABLE).cast(),
        "gw.sink/1" => ptr::from_ref(&SINK_TABLE).cast(),
        _ => ptr::null(), // also for extensions that did not exist when this was written
    }
}

static PLUGIN: gw_plugin = gw_plugin {
    struct_size: size::<gw_plugin>(),
    abi_major: GW_ABI_MAJOR,
    abi_minor: GW_ABI_MINOR,
    create,
    start,
    stop,
    destroy,
    interrupt: None, // a file does not keep anybody waiting; a sink with a socket ends its wait from here
    get_extension,
};

/// The one symbol that the file shows.
#[no_mangle]
pub extern "C" fn gw_plugin_entry(index: u32) -> *const gw_plugin {
    if index == 0 {
        &PLUGIN
    } else {
        ptr::null()
    }
}
