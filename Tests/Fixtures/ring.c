/* A driver that writes into the memory it shares with the gateway, as only a plugin that was taken over would. Its first
 * setting says what: `head`, `tail`, `words`, `records`, `beat` or `noise`. */
#define FIXTURE_ID "ring"
#define FIXTURE_OWN_LIFE
#define FIXTURE_OWN_EXTENSIONS
#include "fixture.h"
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

struct gw_instance {
    const gw_host *host;
    char deed[16];
};

/* Where the ring lies in this process; NULL when it cannot be found. */
static unsigned char *ring(void) {
    FILE *maps = fopen("/proc/self/maps", "r");
    char line[512];
    unsigned char *start = NULL;
    while (maps && fgets(line, sizeof line, maps))
        if (strstr(line, "memfd:gateway-ring")) start = (unsigned char *)strtoul(line, NULL, 16);
    if (maps) fclose(maps);
    return start;
}

/* A word of the first page: 0-3 belong to the ring to the child, 4-7 to the ring to the gateway, 8 is the pulse. */
static volatile uint64_t *word(unsigned char *start, int index) { return (volatile uint64_t *)(start + 64 * index); }

static void *make_noise(void *start) {
    uint64_t dice = 88172645463325252ull;
    for (;;) {
        dice ^= dice << 13, dice ^= dice >> 7, dice ^= dice << 17;
        ((unsigned char *)start)[4096 + 262144 + dice % 262144] = (unsigned char)(dice >> 32);
    }
    return NULL;
}

static void publish(gw_instance *self) {
    gw_sample samples[100] = {{0}};
    for (int i = 0; i < 100; i++) samples[i] = (gw_sample){.point = (uint32_t)i % 2, .type = GW_TYPE_UINT};
    gw_batch batch = {sizeof batch, 100, samples, NULL, 0, 5};
    self->host->publish(self->host->context, &batch);
}

static gw_status read_group(gw_instance *self, uint32_t group, gw_error *error) {
    (void)group, (void)error;
    unsigned char *start = ring();
    if (!start) return GW_UNSUPPORTED;
    if (!strcmp(self->deed, "head")) *word(start, 4) += 1000000;
    if (!strcmp(self->deed, "tail")) self->host->log(self->host->context, GW_LOG_INFO, "say more"), *word(start, 1) += 1ull << 40;
    if (!strcmp(self->deed, "words"))
        for (int i = 0; i < 64; i++) *word(start, i) = ~0ull;
    if (!strcmp(self->deed, "records")) memset(start + 4096 + 262144, 0xFF, 262144), *word(start, 4) += 4096;
    if (!strcmp(self->deed, "beat"))
        for (;;) *word(start, 8) += 1; /* a pulse without a heart */
    if (!strcmp(self->deed, "noise")) {
        pthread_t thread;
        pthread_create(&thread, NULL, make_noise, start);
        for (;;) publish(self);
    }
    /* The gateway looks before an honest word puts things right again. */
    uint64_t one = 1;
    if (write(5, &one, sizeof one) < 0) return GW_DEVICE;
    usleep(500000);
    return GW_OK;
}

static gw_status fixture_create(const gw_plugin *self, const gw_host *host, const gw_settings *settings,
                                gw_instance **instance, gw_error *error) {
    (void)self, (void)error;
    *instance = calloc(1, sizeof(gw_instance));
    (*instance)->host = host;
    snprintf((*instance)->deed, sizeof (*instance)->deed, "%s", settings->cells[0].value.text);
    return GW_OK;
}

static gw_status fixture_start(gw_instance *self, gw_error *error) { return (void)self, (void)error, GW_OK; }
static void fixture_stop(gw_instance *self) { (void)self; }
static void fixture_destroy(gw_instance *self) { free(self); }
static void fixture_interrupt(gw_instance *self) { (void)self; }

static gw_status prepare(gw_instance *self, const gw_plan *plan, gw_error *error) {
    return (void)self, (void)plan, (void)error, GW_OK;
}

static const gw_plan_extension plan_table = {sizeof(gw_plan_extension), 1, prepare};
static const gw_poll poll_table = {sizeof(gw_poll), 1, read_group};

static const void *fixture_extension(const gw_plugin *self, const char *id) {
    (void)self;
    if (!strcmp(id, GW_EXTENSION_DESCRIBE)) return &fixture_describe_table;
    if (!strcmp(id, GW_EXTENSION_PLAN)) return &plan_table;
    if (!strcmp(id, GW_EXTENSION_POLL)) return &poll_table;
    return NULL;
}
