/* Two plugins in one file, with every kind of field. */
#include "gateway/gateway.h"
static const gw_field settings[] = {
    {"endpoint", "Host and port,\twith a tab.", 0, 0, 1, 255, GW_FIELD_TEXT, GW_FIELD_REQUIRED},
    {"port", "A number.", "502", 0, 1, 65535, GW_FIELD_INT, 0},
    {"factor", "Unbounded.", "1.5", 0, 1, 0, GW_FIELD_FLOAT, 0},
    {"mode", "One of several.", "tcp", "tcp|rtu", 1, 0, GW_FIELD_CHOICE, 0},
    {"is_on", "Yes or no.", "true", 0, 1, 0, GW_FIELD_BOOL, 0},
    {"password", "Never shown.", 0, 0, 1, 0, GW_FIELD_SECRET, 0},
};
static const gw_field address[] = {{"register", "Where.", 0, 0, 0, 65535, GW_FIELD_INT, GW_FIELD_REQUIRED}};
static const gw_description whole = {
    .struct_size = sizeof(gw_description),
    .kind = GW_KIND_DRIVER,
    .id = "whole",
    .version = "1.2.3-rc.1",
    .name = "Whole",
    .summary = "Everything\nat once.",
    .capabilities = GW_CAPABILITY_EVENTS,
    .settings = {settings, 6, 0},
    .address = {address, 1, 0},
};
#define FIXTURE_DESCRIPTION (self == &fixture_plugin ? &whole : &fixture_description)
#define FIXTURE_ENTRY first_entry
static const struct gw_plugin fixture_plugin;
#include "fixture.h"
static gw_plugin second;
const gw_plugin *gw_plugin_entry(uint32_t index) {
    second = fixture_plugin;
    return index == 0 ? first_entry(0) : index == 1 ? &second : NULL;
}
