/* Describes itself, wrong in every field. */
#define FIXTURE_DESCRIPTION &wrong
#include "gateway/gateway.h"
static const gw_field settings[] = {
    {"Bad Key", "Spaces and capitals.", 0, 0, 1, 0, GW_FIELD_BOOL, 0},
    {"mode", "A choice of nothing.", 0, 0, 1, 0, GW_FIELD_CHOICE, 0},
    {"port", "Out of its own range.", "70000", 0, 1, 65535, GW_FIELD_INT, 0},
    {"shape", "Of no type.", 0, 0, 1, 0, 99, 0},
    {"shape", "Twice.", 0, 0, 1, 0, GW_FIELD_TEXT, 0},
};
static const gw_description wrong = {
    .struct_size = sizeof(gw_description),
    .kind = GW_KIND_DRIVER,
    .id = "Bad Id",
    .version = "one",
    .name = "Wrong",
    .settings = {settings, 5, 0},
};
#include "fixture.h"
