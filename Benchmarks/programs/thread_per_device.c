/* thread_per_device MODBUS_PORT MQTT_PORT DEVICES PERIOD_MS: the plain program that somebody would write first, for
 * comparison. A thread for each device: ten reads of a hundred registers by libmodbus, snprintf, one MQTT message (QoS 0)
 * with the same bytes that the gateway sends. No quality, scale, deadband, routes or queues. */
#include <modbus.h>
#include <mosquitto.h>

#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static int port, period;
static struct mosquitto *client;

static int64_t milliseconds(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void publish(int device, const uint16_t *registers) {
    static _Thread_local char text[131072];
    char topic[64];
    long long now = milliseconds(CLOCK_REALTIME);
    int size = snprintf(text, sizeof text, "{\"time\":%lld,\"samples\":[", now);
    for (int i = 0; i < 1000; i++) {
        size += snprintf(text + size, sizeof text - (size_t)size,
                         "%s{\"name\":\"r%03d\",\"value\":%u,\"quality\":\"good\",\"time\":%lld}", i ? "," : "", i,
                         registers[i], now);
    }
    size += snprintf(text + size, sizeof text - (size_t)size, "]}");
    snprintf(topic, sizeof topic, "plain/device%d", device);
    mosquitto_publish(client, NULL, topic, size, text, 0, false);
}

static void *poll_device(void *number) {
    int device = (int)(intptr_t)number;
    modbus_t *link = modbus_new_tcp("127.0.0.1", port);
    if (modbus_connect(link)) return perror("connect"), NULL;
    /* Spread over the period, as the gateway does it. */
    int64_t due = milliseconds(CLOCK_MONOTONIC) + (device * 618) % (period ? period : 1);
    for (;;) {
        int64_t wait = due - milliseconds(CLOCK_MONOTONIC);
        if (wait > 0) nanosleep(&(struct timespec){wait / 1000, wait % 1000 * 1000000}, NULL);
        uint16_t registers[1000];
        for (int block = 0; block < 10; block++)
            if (modbus_read_registers(link, block * 100, 100, registers + block * 100) < 0) return perror("read"), NULL;
        publish(device, registers);
        due += period;
        if (due < milliseconds(CLOCK_MONOTONIC)) due = milliseconds(CLOCK_MONOTONIC);
    }
}

int main(int count, char **arguments) {
    if (count < 5) return fprintf(stderr, "thread_per_device MODBUS_PORT MQTT_PORT DEVICES PERIOD_MS\n"), 2;
    port = atoi(arguments[1]);
    period = atoi(arguments[4]);
    mosquitto_lib_init();
    client = mosquitto_new(NULL, true, NULL);
    if (mosquitto_connect(client, "127.0.0.1", atoi(arguments[2]), 60)) return perror("broker"), 1;
    mosquitto_loop_start(client);
    pthread_t thread;
    for (intptr_t device = 0; device < atoi(arguments[3]); device++)
        pthread_create(&thread, NULL, poll_device, (void *)device);
    pthread_join(thread, NULL);
}
