/* A driver on the host's loop that does, when group 0 is read, the one wrong deed its first setting names. */
#define FIXTURE_ID "misbehaving"
#define FIXTURE_OWN_LIFE
#define FIXTURE_OWN_EXTENSIONS
#include "fixture.h"
#include <pthread.h>
#include <math.h>
#include <stdio.h>

struct gw_instance {
    const gw_host *host;
    char deed[32];
    uint64_t token;
    pthread_t thread;
};

static const gw_host *kept_host; /* beyond destroy, as no plugin should */

static int does(const gw_instance *self, const char *deed) { return !strcmp(self->deed, deed); }

static void publish(const gw_host *host, gw_sample sample, uint64_t bytes) {
    gw_sample samples[3] = {{.point = 0, .type = GW_TYPE_UINT, .value = {.u64 = 1}},
                            sample,
                            {.point = 1, .type = GW_TYPE_UINT, .value = {.u64 = 2}}};
    gw_batch batch = {sizeof batch, 3, samples, (const uint8_t *)"abcdefgh", bytes, 5};
    host->publish(host->context, &batch);
}

static gw_status answer(const gw_host *host, uint64_t token, const char *message) {
    gw_answer answer = {sizeof answer, GW_OK, 0, message};
    return host->answer(host->context, token, &answer);
}

static gw_status fixture_create(const gw_plugin *self, const gw_host *host, const gw_settings *settings,
                                gw_instance **instance, gw_error *error) {
    (void)self;
    const char *deed = settings->cells[0].value.text;
    if (!strcmp(deed, "no-instance")) return GW_OK;
    if (!strcmp(deed, "long-error")) {
        memset(error->message, 'x', sizeof error->message); /* no zero byte */
        return GW_CONFIGURATION;
    }
    *instance = calloc(1, sizeof(gw_instance));
    (*instance)->host = host;
    snprintf((*instance)->deed, sizeof (*instance)->deed, "%s", deed);
    if (!strcmp(deed, "publish-in-create"))
        publish(host, (gw_sample){.point = 0, .type = GW_TYPE_NONE}, 8);
    return GW_OK;
}

static gw_status fixture_start(gw_instance *self, gw_error *error) {
    (void)error;
    if (does(self, "failed-in-start")) self->host->failed(self->host->context, GW_UNREACHABLE, "nobody there");
    if (does(self, "odd-start")) return 42;
    return GW_OK;
}

static void fixture_stop(gw_instance *self) {
    if (does(self, "keep-host")) kept_host = self->host;
    if (does(self, "answer-in-stop")) answer(self->host, self->token, "too late");
}

static void fixture_destroy(gw_instance *self) {
    if (does(self, "publish-after-stop")) publish(self->host, (gw_sample){.point = 0, .type = GW_TYPE_NONE}, 8);
    free(self);
}

static void fixture_interrupt(gw_instance *self) { self->host->log(self->host->context, GW_LOG_INFO, "interrupted"); }

static void *from_another_thread(void *context) {
    gw_instance *self = context;
    char message[16] = "from afar";
    if (does(self, "thread-publish")) publish(self->host, (gw_sample){.point = 0, .type = GW_TYPE_NONE}, 8);
    answer(self->host, self->token, message);
    memset(message, '!', sizeof message); /* it was only lent */
    return NULL;
}

/* Everything that it may and may not do from a thread of its own, often. */
static void *from_many_threads(void *context) {
    gw_instance *self = context;
    for (int i = 0; i < 100; i++) {
        publish(self->host, (gw_sample){.point = 0, .type = GW_TYPE_NONE}, 8);
        self->host->link(self->host->context, 0, GW_LINK_DOWN, GW_QUALITY_BAD, "from afar");
        self->host->log(self->host->context, GW_LOG_INFO, "from afar");
        answer(self->host, 1000, "to nobody");
        self->host->get_extension(self->host->context, GW_EXTENSION_LOOP);
    }
    return NULL;
}

static void call_from_many_threads(gw_instance *self) {
    pthread_t threads[32];
    for (int i = 0; i < 32; i++) pthread_create(&threads[i], NULL, from_many_threads, self);
    for (int i = 0; i < 32; i++) pthread_join(threads[i], NULL);
}

/* Between two that are good: `size` bytes of text, all of them `byte`. */
static void publish_text(const gw_host *host, uint8_t type, uint32_t size, int byte) {
    gw_sample samples[3] = {{.point = 0, .type = GW_TYPE_TEXT, .value = {.span = {0, 1}}},
                            {.point = 0, .type = type, .value = {.span = {0, size}}},
                            {.point = 1, .type = GW_TYPE_TEXT, .value = {.span = {1, 1}}}};
    uint8_t *bytes = malloc(size);
    memset(bytes, byte, size);
    if (byte > 0x7F) memcpy(bytes, "xy", 2);
    gw_batch batch = {sizeof batch, 3, samples, bytes, size, 5};
    host->publish(host->context, &batch);
    free(bytes);
}

/* 200 samples that all have the same text. */
static void publish_shared_text(const gw_host *host) {
    static gw_sample samples[200];
    static uint8_t text[60000];
    memset(text, 'x', sizeof text);
    for (uint32_t i = 0; i < 200; i++)
        samples[i] = (gw_sample){.point = i % 2, .type = GW_TYPE_TEXT, .value = {.span = {0, sizeof text}}};
    gw_batch batch = {sizeof batch, 200, samples, text, sizeof text, 5};
    host->publish(host->context, &batch);
}

/* Measurements that are none, good ones beside them. */
static void publish_not_numbers(const gw_host *host) {
    gw_sample samples[5] = {{.point = 0, .type = GW_TYPE_FLOAT, .value = {.f64 = NAN}},
                            {.point = 1, .type = GW_TYPE_FLOAT, .value = {.f64 = 1.5}},
                            {.point = 0, .type = GW_TYPE_FLOAT, .value = {.f64 = INFINITY}},
                            {.point = 0, .type = GW_TYPE_FLOAT, .value = {.f64 = -INFINITY}},
                            {.point = 1, .type = GW_TYPE_FLOAT, .value = {.u64 = 0xFFF0000000000001u}}};
    gw_batch batch = {sizeof batch, 5, samples, NULL, 0, 5};
    host->publish(host->context, &batch);
}

/* Words without end, and words that are none. */
static void say_long_words(const gw_host *host) {
    char *words = malloc(1 << 20);
    memset(words, 'w', 1 << 20);
    words[(1 << 20) - 1] = 0;
    host->log(host->context, GW_LOG_INFO, words);
    host->link(host->context, 0, GW_LINK_UP, GW_QUALITY_GOOD, words);
    host->log(host->context, 99, "\xC3\x28");
    host->log(host->context, GW_LOG_INFO, NULL);
    free(words);
}

static gw_status read_group(gw_instance *self, uint32_t group, uint64_t token) {
    const gw_host *host = self->host;
    (void)group;
    self->token = token;
    if (does(self, "two-answers")) return answer(host, token, "one"), answer(host, token, "two"), GW_PENDING;
    if (does(self, "answer-and-status")) return answer(host, token, "one"), GW_DEVICE;
    if (does(self, "no-answer") || does(self, "answer-in-stop")) return GW_PENDING;
    if (does(self, "late-answer")) {
        if (token > 1) answer(host, token - 1, "late");
        return token > 1 ? GW_OK : GW_PENDING;
    }
    if (does(self, "unknown-token")) return answer(host, 999, "?"), GW_OK;
    if (does(self, "odd-status")) return -77;
    if (does(self, "pending-as-answer")) {
        gw_answer odd = {sizeof odd, GW_PENDING, 0, NULL};
        host->answer(host->context, token, &odd);
        return GW_PENDING;
    }
    if (does(self, "bad-handle")) publish(host, (gw_sample){.point = 2, .type = GW_TYPE_UINT}, 8);
    if (does(self, "bad-type")) publish(host, (gw_sample){.point = 0, .type = 7}, 8);
    if (does(self, "bad-span"))
        publish(host, (gw_sample){.point = 0, .type = GW_TYPE_TEXT, .value = {.span = {4, 0xFFFFFFFFu}}}, 8);
    if (does(self, "shared-text")) publish_shared_text(host);
    if (does(self, "huge-text")) publish_text(host, GW_TYPE_TEXT, 100u << 20, 'x');
    if (does(self, "long-text")) publish_text(host, GW_TYPE_TEXT, (64 << 10) + 1, 'x');
    if (does(self, "long-bytes")) publish_text(host, GW_TYPE_BYTES, (64 << 10) + 1, 0xFF);
    if (does(self, "bad-text")) publish_text(host, GW_TYPE_TEXT, 4, 0xFF);
    if (does(self, "not-numbers")) publish_not_numbers(host);
    if (does(self, "long-words")) say_long_words(host);
    if (does(self, "many-threads")) call_from_many_threads(self);
    if (does(self, "odd-bool")) publish(host, (gw_sample){.point = 0, .type = GW_TYPE_BOOL, .value = {.u64 = 9}}, 8);
    if (does(self, "bad-batch")) {
        gw_batch batch = {sizeof batch, 3, NULL, NULL, 0, 0};
        gw_batch tiny = {8, 0, NULL, NULL, 0, 0};
        host->publish(host->context, &batch);
        host->publish(host->context, &tiny);
        host->publish(host->context, NULL);
    }
    if (does(self, "bad-device")) host->link(host->context, 7, GW_LINK_DOWN, GW_QUALITY_BAD, "?");
    if (does(self, "bad-request")) {
        const gw_command_host *commands = host->get_extension(host->context, GW_EXTENSION_COMMAND);
        gw_command_request request = {.struct_size = sizeof request, .type = GW_TYPE_TEXT, .point = "a.b.c"};
        request.value.span.size = 100;
        commands->request(commands->context, &request);
    }
    if (does(self, "failed-twice")) {
        host->failed(host->context, GW_DEVICE, "first");
        host->failed(host->context, GW_DEVICE, "second");
    }
    if (does(self, "thread-answer") || does(self, "thread-publish")) {
        pthread_create(&self->thread, NULL, from_another_thread, self);
        pthread_detach(self->thread);
        return GW_PENDING;
    }
    if (does(self, "after-destroy")) {
        publish(kept_host, (gw_sample){.point = 0, .type = GW_TYPE_NONE}, 8);
        kept_host->log(kept_host->context, GW_LOG_INFO, "a ghost");
        answer(kept_host, 1, "a ghost");
    }
    return GW_OK;
}

static gw_status prepare(gw_instance *self, const gw_plan *plan, gw_error *error) {
    (void)error;
    if (does(self, "problem-but-ok")) plan->problem(plan->context, GW_NO_POINT, GW_NO_COLUMN, "something");
    return GW_OK;
}

static void ready(gw_instance *self, uint64_t id, uint32_t events) { (void)self, (void)id, (void)events; }
static void timer(gw_instance *self, uint64_t id) { (void)self, (void)id; }

static const gw_plan_extension plan_table = {sizeof(gw_plan_extension), 1, prepare};
static const gw_loop loop_table = {sizeof(gw_loop), 1, ready, timer, NULL, read_group};

static const void *fixture_extension(const gw_plugin *self, const char *id) {
    (void)self;
    if (!strcmp(id, GW_EXTENSION_DESCRIBE)) return &fixture_describe_table;
    if (!strcmp(id, GW_EXTENSION_PLAN)) return &plan_table;
    if (!strcmp(id, GW_EXTENSION_LOOP)) return &loop_table;
    return NULL;
}
