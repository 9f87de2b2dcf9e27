// Reads a name server's answer without leaving its octets: every length in it is somebody else's.
#ifndef SSL_LEDGER_CRESOLV_ANSWER_H
#define SSL_LEDGER_CRESOLV_ANSWER_H

#include <arpa/nameser.h>
#include <stdint.h>
#include <string.h>

// One record of the answer section; its content lies in the message from `offset` on.
struct dns_record {
    int type;
    int record_class;
    uint32_t time_to_live;
    int offset;
    int size;
};

// How many octets a name may take in its printable form, control characters as \DDD.
enum { DNS_NAME_ROOM = NS_MAXDNAME };

// How many records the answer section has, or -1 for a message that makes no sense.
static inline int dns_count_records(const uint8_t *message, int length) {
    ns_msg parsed;
    if (ns_initparse(message, length, &parsed) != 0) return -1;
    return ns_msg_count(parsed, ns_s_an);
}

// Reads one record of the answer section and its owner; 1, or -1 where it makes no sense.
static inline int dns_read_record(
    const uint8_t *message, int length, int index, struct dns_record *record, char *owner) {
    ns_msg parsed;
    ns_rr found;
    if (ns_initparse(message, length, &parsed) != 0) return -1;
    if (ns_parserr(&parsed, ns_s_an, index, &found) != 0) return -1;
    record->type = ns_rr_type(found);
    record->record_class = ns_rr_class(found);
    record->time_to_live = ns_rr_ttl(found);
    record->offset = (int)(ns_rr_rdata(found) - message);
    record->size = ns_rr_rdlen(found);
    memcpy(owner, ns_rr_name(found), NS_MAXDNAME);
    owner[NS_MAXDNAME - 1] = 0;
    return 1;
}

// Reads a name, following its compression; how many octets it takes where it stands, or -1. A
// pointer that leads round in a circle is refused.
static inline int dns_read_name(const uint8_t *message, int length, int offset, char *name) {
    if (offset < 0 || offset >= length) return -1;
    return ns_name_uncompress(message, message + length, message + offset, name, NS_MAXDNAME);
}

#endif
