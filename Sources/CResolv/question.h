// Writes a question to a name server.
#ifndef SSL_LEDGER_CRESOLV_QUESTION_H
#define SSL_LEDGER_CRESOLV_QUESTION_H

#include <arpa/nameser.h>
#include <netinet/in.h>
#include <resolv.h>
#include <stdint.h>
#include <string.h>

// The length of the question for a name of class IN, or -1. The AD bit asks the server to say
// whether it has validated its answer (RFC 6840, 5.7), without the signatures that DO would bring.
static inline int dns_write_question(
    const char *name, int type, int is_recursive, uint16_t id, uint8_t *query, int room) {
    struct __res_state state;
    memset(&state, 0, sizeof state);
    if (res_ninit(&state) != 0) return -1;
    if (is_recursive) {
        state.options |= RES_RECURSE;
    } else {
        state.options &= ~RES_RECURSE;
    }
    int length = res_nmkquery(&state, ns_o_query, name, ns_c_in, type, NULL, 0, NULL, query, room);
    res_nclose(&state);
    if (length < NS_HFIXEDSZ) return -1;
    // The resolver's own numbers follow the clock; a guessed one lets a forged answer in.
    query[0] = (uint8_t)(id >> 8);
    query[1] = (uint8_t)id;
    query[3] |= 0x20;
    return length;
}

#endif
