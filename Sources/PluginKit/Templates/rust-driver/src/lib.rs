// SPDX-License-Identifier: 0BSD
//! A driver that plays its own device: a sine wave, a counter and a number that can be set.
//!
//! It is small, but whole. `driver.rs` is the driver, in plain Rust; where a real one would talk to its device, a comment
//! begins with "Device:". Here stand the tables of C functions through which the gateway calls it, in this order:
//!
//! ```text
//! gw_plugin_entry -> get_extension -> describe              what is this?
//! create -> prepare                                         settings and points, no I/O
//! start -> read, read, write, read ... -> stop -> start ... the work
//! destroy
//! ```

mod contract;
mod driver;
mod edge;

use contract::*;
use driver::{Driver, AMPLITUDE, PERIOD};
use edge::{failure, guarded, items, text};
use std::ffi::{c_char, c_void};
use std::ptr;

// ---- What it is ------------------------------------------------------------------------------------------------------

/// Settings of a channel, in the order in which `create` gets them. The gateway checks them before.
static SETTINGS: [gw_field; 2] = [
    gw_field {
        key: c"amplitude".as_ptr(),
        help: c"Height of the sine wave.".as_ptr(),
        default_value: c"100".as_ptr(),
        choices: ptr::null(),
        minimum: 0.0,
        maximum: 1e9,
        r#type: GW_FIELD_FLOAT,
        flags: 0,
    },
    gw_field {
        key: c"period_ms".as_ptr(),
        help: c"How long one wave takes.".as_ptr(),
        default_value: c"60000".as_ptr(),
        choices: ptr::null(),
        minimum: 100.0,
        maximum: 86_400_000.0,
        r#type: GW_FIELD_INT,
        flags: 0,
    },
];

/// Address columns of a point table, in the order in which `prepare` gets them.
static ADDRESS: [gw_field; 1] = [gw_field {
    key: c"signal".as_ptr(),
    help: c"What the point shows: the wave, the number of polls, or what was set.".as_ptr(),
    default_value: ptr::null(),
    choices: c"sine|counter|setpoint".as_ptr(),
    minimum: 1.0, // above the maximum: no range
    maximum: 0.0,
    r#type: GW_FIELD_CHOICE,
    flags: GW_FIELD_REQUIRED,
}];

static DESCRIPTION: gw_description = gw_description {
    struct_size: size::<gw_description>(),
    kind: GW_KIND_DRIVER,
    id: c"my-plugin".as_ptr(),
    version: c"0.1.0".as_ptr(),
    name: c"My plugin".as_ptr(),
    summary: c"Plays a device with a sine wave, a counter and a number that can be set.".as_ptr(),
    capabilities: GW_CAPABILITY_WRITE,
    settings: gw_schema { fields: SETTINGS.as_ptr(), count: SETTINGS.len() as u32, reserved: 0 },
    device: gw_schema { fields: ptr::null(), count: 0, reserved: 0 },
    address: gw_schema { fields: ADDRESS.as_ptr(), count: ADDRESS.len() as u32, reserved: 0 },
};

unsafe extern "C" fn describe(_: *const gw_plugin) -> *const gw_description {
    &DESCRIPTION
}

// ---- Its life --------------------------------------------------------------------------------------------------------

unsafe fn driver<'a>(instance: *mut gw_instance) -> &'a mut Driver {
    &mut *instance.cast::<Driver>()
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
        let driver = Driver::new(&*host, cells[AMPLITUDE].value.real, cells[PERIOD].value.integer);
        *instance = Box::into_raw(Box::new(driver)).cast();
        Ok(())
    })
}

unsafe extern "C" fn prepare(instance: *mut gw_instance, plan: *const gw_plan, error: *mut gw_error) -> gw_status {
    guarded(error, || driver(instance).prepare(&*plan))
}

unsafe extern "C" fn start(instance: *mut gw_instance, error: *mut gw_error) -> gw_status {
    guarded(error, || driver(instance).start())
}

unsafe extern "C" fn stop(instance: *mut gw_instance) {
    driver(instance).stop();
}

unsafe extern "C" fn destroy(instance: *mut gw_instance) {
    drop(Box::from_raw(instance.cast::<Driver>()));
}

unsafe extern "C" fn read(instance: *mut gw_instance, group: u32, error: *mut gw_error) -> gw_status {
    guarded(error, || driver(instance).read(group))
}

unsafe extern "C" fn write(
    instance: *mut gw_instance,
    command: *const gw_write_command,
    error: *mut gw_error,
) -> gw_status {
    guarded(error, || driver(instance).write(&*command))
}

// ---- The tables ------------------------------------------------------------------------------------------------------

static DESCRIBE_TABLE: gw_describe = gw_describe { struct_size: size::<gw_describe>(), revision: 1, describe };
static PLAN_TABLE: gw_plan_extension =
    gw_plan_extension { struct_size: size::<gw_plan_extension>(), revision: 1, prepare };
static POLL_TABLE: gw_poll = gw_poll { struct_size: size::<gw_poll>(), revision: 1, read };
static WRITE_TABLE: gw_write = gw_write { struct_size: size::<gw_write>(), revision: 1, write };

unsafe extern "C" fn get_extension(_: *const gw_plugin, id: *const c_char) -> *const c_void {
    match text(id) {
        "gw.describe/1" => ptr::from_ref(&DESCRIBE_TABLE).cast(),
        "gw.plan/1" => ptr::from_ref(&PLAN_TABLE).cast(),
        "gw.poll/1" => ptr::from_ref(&POLL_TABLE).cast(),
        "gw.write/1" => ptr::from_ref(&WRITE_TABLE).cast(),
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
    interrupt: None, // nothing here blocks; a driver that waits for a device ends the wait from here
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
