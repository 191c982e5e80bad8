/* devices PORT: any number of Modbus/TCP devices on one thread, made to cost as little as they can.
 *
 * Holding registers are new at every read. The first two of every hundred are the time at which they were read:
 * microseconds of the monotonic clock, modulo 2^32, high word first. The others count reads. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

struct peer {
    int fd;
    size_t size;
    uint8_t bytes[8192];
};

static uint16_t reads;

static uint32_t microseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint32_t)((uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000);
}

static void put(uint8_t *to, unsigned value) {
    to[0] = (uint8_t)(value >> 8);
    to[1] = (uint8_t)value;
}

static unsigned get(const uint8_t *from) { return (unsigned)from[0] << 8 | from[1]; }

/* Writes the answer to one request of 12 bytes; gives its size. */
static size_t answer(const uint8_t *request, uint8_t *out) {
    unsigned address = get(request + 8), quantity = get(request + 10);
    memcpy(out, request, 8);
    if ((request[7] != 3 && request[7] != 4) || quantity == 0 || quantity > 125) {
        put(out + 4, 3);
        out[7] = request[7] | 0x80;
        out[8] = 1;
        return 9;
    }
    uint32_t now = microseconds();
    reads++;
    put(out + 4, 3 + 2 * quantity);
    out[8] = (uint8_t)(2 * quantity);
    for (unsigned i = 0; i < quantity; i++) {
        unsigned place = (address + i) % 100;
        put(out + 9 + 2 * i, place == 0 ? now >> 16 : place == 1 ? now & 0xFFFF : (address + i + reads) & 0xFFFF);
    }
    return 9 + 2 * quantity;
}

static int serve(struct peer *peer) {
    static uint8_t out[sizeof peer->bytes / 12 * 260];
    ssize_t count = recv(peer->fd, peer->bytes + peer->size, sizeof peer->bytes - peer->size, 0);
    if (count <= 0) return count < 0 && errno == EAGAIN;
    peer->size += (size_t)count;
    size_t used = 0, size = 0;
    while (peer->size - used >= 12) {
        size += answer(peer->bytes + used, out + size);
        used += 12;
    }
    memmove(peer->bytes, peer->bytes + used, peer->size - used);
    peer->size -= used;
    return size == 0 || send(peer->fd, out, size, MSG_NOSIGNAL) == (ssize_t)size;
}

static void welcome(int poll, int listener) {
    struct peer *peer = calloc(1, sizeof *peer);
    peer->fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
    if (peer->fd < 0) return free(peer);
    setsockopt(peer->fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
    epoll_ctl(poll, EPOLL_CTL_ADD, peer->fd, &(struct epoll_event){EPOLLIN, {.ptr = peer}});
}

int main(int count, char **arguments) {
    struct sockaddr_in place = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(count > 1 ? arguments[1] : "0"))};
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int listener = socket(AF_INET, SOCK_STREAM, 0), poll = epoll_create1(0);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int));
    if (bind(listener, (struct sockaddr *)&place, sizeof place) || listen(listener, 4096)) return perror("devices"), 1;
    epoll_ctl(poll, EPOLL_CTL_ADD, listener, &(struct epoll_event){EPOLLIN, {.ptr = NULL}});
    for (;;) {
        struct epoll_event events[256];
        int ready = epoll_wait(poll, events, 256, -1);
        for (int i = 0; i < ready; i++) {
            struct peer *peer = events[i].data.ptr;
            if (!peer) {
                welcome(poll, listener);
            } else if (!serve(peer)) {
                close(peer->fd);
                free(peer);
            }
        }
    }
}
