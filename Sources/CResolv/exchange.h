// Sends a question to one name server and waits for its answer, up to an instant.
#ifndef SSL_LEDGER_CRESOLV_EXCHANGE_H
#define SSL_LEDGER_CRESOLV_EXCHANGE_H

#include <arpa/nameser.h>
#include <ctype.h>
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

// What an exchange gives where it gives no length.
enum {
    DNS_TIMED_OUT = 0,
    // errno tells why.
    DNS_FAILED = -1,
    // The stream ended before the answer did, or its length makes no sense.
    DNS_CUT = -2,
};

// Milliseconds of the clock that deadlines are given in.
static inline int64_t dns_now(void) {
    struct timespec now;
    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0) return 0;
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

// The size of the socket address, or 0 where the text is no numeric address.
static inline socklen_t dns_server_address(
    const char *address, uint16_t port, struct sockaddr_storage *server) {
    char service[8];
    struct addrinfo hints, *found = NULL;
    memset(&hints, 0, sizeof hints);
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
    hints.ai_socktype = SOCK_DGRAM;
    snprintf(service, sizeof service, "%u", port);
    if (getaddrinfo(address, service, &hints, &found) != 0 || found == NULL) return 0;
    socklen_t size = found->ai_addrlen;
    if (size > sizeof *server) size = 0;
    memcpy(server, found->ai_addr, size);
    freeaddrinfo(found);
    return size;
}

// 1 when the socket is ready, DNS_TIMED_OUT or DNS_FAILED.
static inline int dns_await(int descriptor, short events, int64_t deadline) {
    for (;;) {
        int64_t left = deadline - dns_now();
        if (left <= 0) return DNS_TIMED_OUT;
        struct pollfd waiting = {.fd = descriptor, .events = events, .revents = 0};
        int ready = poll(&waiting, 1, left > 60000 ? 60000 : (int)left);
        if (ready > 0) return 1;
        if (ready < 0 && errno != EINTR) return DNS_FAILED;
    }
}

// Whether a message answers the question: same number, same name in any case, same type. A server
// that cannot read the question may leave it out of its refusal.
static inline int dns_is_answer(
    const uint8_t *query, int length, const uint8_t *message, int size) {
    if (size < NS_HFIXEDSZ || query[0] != message[0] || query[1] != message[1]) return 0;
    int is_response = (message[2] & 0x80) != 0, code = message[3] & 0x0F;
    int questions = message[4] << 8 | message[5];
    if (!is_response || (message[2] & 0x78) != 0) return 0;
    if (questions == 0) return code != ns_r_noerror;
    if (questions != 1 || size < length) return 0;
    // The question's name is the first of the message, so nothing of it can be compressed.
    for (int at = NS_HFIXEDSZ; at < length; at++) {
        if (tolower(query[at]) != tolower(message[at])) return 0;
    }
    return 1;
}

// Waits on a connected datagram socket; what does not answer the question is ignored, as a late
// or forged datagram is.
static inline int dns_receive_datagram(
    int descriptor, const uint8_t *query, int length, uint8_t *answer, int room,
    int64_t deadline) {
    for (;;) {
        int ready = dns_await(descriptor, POLLIN, deadline);
        if (ready <= 0) return ready;
        ssize_t size = recv(descriptor, answer, (size_t)room, 0);
        if (size < 0 && errno != EAGAIN && errno != EINTR) return DNS_FAILED;
        if (size > 0 && dns_is_answer(query, length, answer, (int)size)) return (int)size;
    }
}

// The length of the answer over UDP, or what went wrong.
static inline int dns_ask_by_datagram(
    const struct sockaddr_storage *server, socklen_t server_size, const uint8_t *query, int length,
    uint8_t *answer, int room, int64_t deadline) {
    int descriptor = socket(server->ss_family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0) return DNS_FAILED;
    int result = DNS_FAILED;
    if (connect(descriptor, (const struct sockaddr *)server, server_size) == 0
        && send(descriptor, query, (size_t)length, MSG_NOSIGNAL) == length) {
        result = dns_receive_datagram(descriptor, query, length, answer, room, deadline);
    }
    int reason = errno;
    close(descriptor);
    errno = reason;
    return result;
}

// 1 when this machine has a route to an address: a datagram socket that is connected sends nothing.
static inline int dns_has_route(const struct sockaddr_storage *server, socklen_t size) {
    int descriptor = socket(server->ss_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return 0;
    int result = connect(descriptor, (const struct sockaddr *)server, size);
    close(descriptor);
    return result == 0;
}

// 1 when a stream is connected.
static inline int dns_connect_stream(
    int descriptor, const struct sockaddr_storage *server, socklen_t size, int64_t deadline) {
    if (connect(descriptor, (const struct sockaddr *)server, size) == 0) return 1;
    if (errno != EINPROGRESS) return DNS_FAILED;
    int ready = dns_await(descriptor, POLLOUT, deadline), reason = 0;
    socklen_t room = sizeof reason;
    if (ready <= 0) return ready;
    if (getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &reason, &room) != 0) return DNS_FAILED;
    errno = reason;
    return reason == 0 ? 1 : DNS_FAILED;
}

// Reads exactly so many octets of a stream; 1 when all are there.
static inline int dns_read_stream(int descriptor, uint8_t *octets, int count, int64_t deadline) {
    for (int done = 0; done < count;) {
        int ready = dns_await(descriptor, POLLIN, deadline);
        if (ready <= 0) return ready;
        ssize_t size = recv(descriptor, octets + done, (size_t)(count - done), 0);
        if (size == 0) return DNS_CUT;
        if (size < 0 && errno != EAGAIN && errno != EINTR) return DNS_FAILED;
        if (size > 0) done += (int)size;
    }
    return 1;
}

// Sends a question over a connected stream and reads one answer, each with its length before it
// (RFC 1035, 4.2.2).
static inline int dns_exchange_stream(
    int descriptor, const uint8_t *query, int length, uint8_t *answer, int room,
    int64_t deadline) {
    uint8_t framed[2 + NS_PACKETSZ], prefix[2];
    if (length > NS_PACKETSZ) return DNS_CUT;
    framed[0] = (uint8_t)(length >> 8);
    framed[1] = (uint8_t)length;
    memcpy(framed + 2, query, (size_t)length);
    // A fresh connection has room for so few octets at once.
    if (send(descriptor, framed, (size_t)length + 2, MSG_NOSIGNAL) != length + 2) {
        return DNS_FAILED;
    }
    int state = dns_read_stream(descriptor, prefix, 2, deadline);
    if (state != 1) return state;
    int size = prefix[0] << 8 | prefix[1];
    if (size > room) return DNS_CUT;
    state = dns_read_stream(descriptor, answer, size, deadline);
    if (state != 1) return state;
    return dns_is_answer(query, length, answer, size) ? size : DNS_CUT;
}

// The length of the answer over TCP, or what went wrong.
static inline int dns_ask_by_stream(
    const struct sockaddr_storage *server, socklen_t server_size, const uint8_t *query, int length,
    uint8_t *answer, int room, int64_t deadline) {
    int descriptor = socket(server->ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0) return DNS_FAILED;
    int result = dns_connect_stream(descriptor, server, server_size, deadline);
    if (result == 1) {
        result = dns_exchange_stream(descriptor, query, length, answer, room, deadline);
    }
    int reason = errno;
    close(descriptor);
    errno = reason;
    return result;
}

#endif
