/* subscriber PORT WARM_UP_S WINDOW_S: counts the points that arrive at a broker within a window, and says how old the
 * stamps among them are (devices.c). Prints `begin` and `end` when the window opens and closes, then one JSON object. */
#include <mosquitto.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define LIMIT 4000000

static uint32_t *ages;
static uint64_t points, messages, bytes, samples;
static int isOpen;

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static uint32_t microseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint32_t)((uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000);
}

/* `{"name":"r300","value":123`: registers 300 and 301 are the halves of a stamp. */
static void received(struct mosquitto *client, void *context, const struct mosquitto_message *message) {
    static const char key[] = "{\"name\":\"";
    (void)client, (void)context;
    if (!isOpen) return;
    messages++;
    bytes += (uint64_t)message->payloadlen;
    const char *at = message->payload, *end = at + message->payloadlen;
    uint32_t now = microseconds(), high = 0;
    while ((at = memmem(at, (size_t)(end - at), key, sizeof key - 1))) {
        points++;
        at += sizeof key - 1;
        if (end - at < 20 || at[2] != '0' || (at[3] != '0' && at[3] != '1')) continue;
        uint32_t word = (uint32_t)strtoul(at + 14, NULL, 10);
        if (at[3] == '0') high = word;
        else if (samples < LIMIT) ages[samples++] = now - (high << 16 | word);
    }
}

static void connected(struct mosquitto *client, void *context, int code) {
    (void)context;
    if (code == 0) mosquitto_subscribe(client, NULL, "#", 0);
}

static int compare(const void *left, const void *right) {
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return a < b ? -1 : a > b;
}

static double age(double share) {
    return samples ? ages[(size_t)((double)(samples - 1) * share)] / 1000.0 : -1;
}

static void run(struct mosquitto *client, double until) {
    while (seconds() < until) mosquitto_loop(client, 20, 1);
}

int main(int count, char **arguments) {
    if (count < 4) return fprintf(stderr, "subscriber PORT WARM_UP_S WINDOW_S\n"), 2;
    ages = malloc(LIMIT * sizeof *ages);
    mosquitto_lib_init();
    struct mosquitto *client = mosquitto_new(NULL, true, NULL);
    mosquitto_connect_callback_set(client, connected);
    mosquitto_message_callback_set(client, received);
    if (mosquitto_connect(client, "127.0.0.1", atoi(arguments[1]), 60)) return perror("subscriber"), 1;
    run(client, seconds() + atof(arguments[2]));
    puts("begin");
    fflush(stdout);
    isOpen = 1;
    double began = seconds();
    run(client, began + atof(arguments[3]));
    isOpen = 0;
    double took = seconds() - began;
    puts("end");
    fflush(stdout);
    qsort(ages, samples, sizeof *ages, compare);
    printf("{\"points\": %llu, \"messages\": %llu, \"bytes\": %llu, \"seconds\": %.6f, \"stamps\": %llu, "
           "\"p50_ms\": %.3f, \"p99_ms\": %.3f}\n",
           (unsigned long long)points, (unsigned long long)messages, (unsigned long long)bytes, took,
           (unsigned long long)samples, age(0.5), age(0.99));
    return 0;
}
