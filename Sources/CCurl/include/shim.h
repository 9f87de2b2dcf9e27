// One function per option used, named for its purpose: curl_easy_setopt and curl_easy_getinfo are
// variadic, which Swift does not import, and a fixed argument type is checked by the compiler.
#ifndef SSL_LEDGER_CCURL_SHIM_H
#define SSL_LEDGER_CCURL_SHIM_H

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <stddef.h>

typedef size_t (*transfer_bytes_callback)(char *, size_t, size_t, void *);
typedef int (*transfer_progress_callback)(void *, curl_off_t, curl_off_t, curl_off_t, curl_off_t);

// Where to.

static inline CURLcode transfer_set_url(CURL *handle, const char *url) {
    return curl_easy_setopt(handle, CURLOPT_URL, url);
}

// A list of one ::ADDRESS: for transfer_connect_to; NULL where there is no memory.
static inline struct curl_slist *transfer_make_place(const char *text) {
    struct curl_slist *place = calloc(1, sizeof *place);
    if (place == NULL) return NULL;
    place->data = strdup(text);
    if (place->data != NULL) return place;
    free(place);
    return NULL;
}

static inline void transfer_free_place(struct curl_slist *place) {
    if (place != NULL) free(place->data);
    free(place);
}

// Connects there instead of where DNS leads; the place has to outlive the transfer.
static inline CURLcode transfer_connect_to(CURL *handle, struct curl_slist *place) {
    if (place == NULL) return CURLE_OUT_OF_MEMORY;
    return curl_easy_setopt(handle, CURLOPT_CONNECT_TO, place);
}

// A comma list such as "https"; a redirect could never widen it.
static inline CURLcode transfer_allow_protocols(CURL *handle, const char *list) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, list);
    return code ? code : curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR, list);
}

static inline CURLcode transfer_refuse_redirects(CURL *handle) {
    return curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
}

static inline CURLcode transfer_speak_http_1_1(CURL *handle) {
    return curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
}

// "" for no proxy at all: NULL would let libcurl read the environment.
static inline CURLcode transfer_set_proxy(CURL *handle, const char *proxy) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_PROXY, proxy);
    return code ? code : curl_easy_setopt(handle, CURLOPT_NOPROXY, "");
}

static inline CURLcode transfer_set_outgoing_address(CURL *handle, const char *address) {
    return curl_easy_setopt(handle, CURLOPT_INTERFACE, address);
}

// A kept connection that closes before the first byte makes libcurl send the request again.
static inline CURLcode transfer_use_fresh_connection(CURL *handle, int fresh) {
    return curl_easy_setopt(handle, CURLOPT_FRESH_CONNECT, fresh ? 1L : 0L);
}

// Trust.

static inline CURLcode transfer_verify_peer(CURL *handle) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
    if (code) return code;
    code = curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
    return code ? code
                : curl_easy_setopt(handle, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
}

static inline CURLcode transfer_trust_file(CURL *handle, const char *path) {
    return curl_easy_setopt(handle, CURLOPT_CAINFO, path);
}

// What is sent and received.

// libcurl keeps a copy of the body.
static inline CURLcode transfer_post(CURL *handle, const void *body, size_t size) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_POST, 1L);
    if (code) return code;
    code = curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)size);
    return code ? code : curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, size ? body : "");
}

// A header line put before a list of them, NULL for the first; NULL where there is no memory, and
// the list is what it was.
static inline struct curl_slist *transfer_make_header(
    const char *text, struct curl_slist *further
) {
    struct curl_slist *header = transfer_make_place(text);
    if (header != NULL) header->next = further;
    return header;
}

static inline void transfer_free_headers(struct curl_slist *headers) {
    while (headers != NULL) {
        struct curl_slist *next = headers->next;
        transfer_free_place(headers);
        headers = next;
    }
}

// The list has to outlive the transfer.
static inline CURLcode transfer_set_headers(CURL *handle, struct curl_slist *headers) {
    return curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
}

static inline CURLcode transfer_on_body(
    CURL *handle, transfer_bytes_callback callback, void *context
) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, callback);
    return code ? code : curl_easy_setopt(handle, CURLOPT_WRITEDATA, context);
}

static inline CURLcode transfer_on_header(
    CURL *handle, transfer_bytes_callback callback, void *context
) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, callback);
    return code ? code : curl_easy_setopt(handle, CURLOPT_HEADERDATA, context);
}

static inline CURLcode transfer_on_progress(
    CURL *handle, transfer_progress_callback callback, void *context
) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
    if (code) return code;
    code = curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, callback);
    return code ? code : curl_easy_setopt(handle, CURLOPT_XFERINFODATA, context);
}

// At least CURL_ERROR_SIZE bytes that outlive the transfer.
static inline CURLcode transfer_write_reason_to(CURL *handle, char *buffer) {
    return curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, buffer);
}

// Bounds.

// Without signals the resolver's time limit works in a program with threads.
static inline CURLcode transfer_use_no_signals(CURL *handle) {
    return curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
}

static inline CURLcode transfer_limit_time(CURL *handle, long whole, long connecting) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, whole);
    return code ? code : curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, connecting);
}

static inline CURLcode transfer_limit_size(CURL *handle, curl_off_t bytes) {
    return curl_easy_setopt(handle, CURLOPT_MAXFILESIZE_LARGE, bytes);
}

// What came of it.

static inline CURLcode transfer_status(CURL *handle, long *status) {
    return curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, status);
}

// The text belongs to the handle; NULL where the answer has no content type.
static inline CURLcode transfer_content_type(CURL *handle, char **text) {
    return curl_easy_getinfo(handle, CURLINFO_CONTENT_TYPE, text);
}

// Bytes of requests handed to the connection, zero while nothing was sent.
static inline CURLcode transfer_sent_bytes(CURL *handle, long *bytes) {
    return curl_easy_getinfo(handle, CURLINFO_REQUEST_SIZE, bytes);
}

static inline CURLcode transfer_elapsed_microseconds(CURL *handle, curl_off_t *elapsed) {
    return curl_easy_getinfo(handle, CURLINFO_TOTAL_TIME_T, elapsed);
}

// Several at once.

// So many connections stay open between transfers, whatever the number of transfers.
static inline CURLMcode transfers_keep_connections(CURLM *multi, long count) {
    return curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, count);
}

// Returns at the latest after so many milliseconds, at once when woken.
static inline CURLMcode transfers_wait(CURLM *multi, int milliseconds) {
    int ready = 0;
    return curl_multi_poll(multi, NULL, 0, milliseconds, &ready);
}

static inline CURLMcode transfers_go_on(CURLM *multi) {
    int running = 0;
    return curl_multi_perform(multi, &running);
}

// A transfer that has ended and how; NULL when no other has.
static inline CURL *transfers_next_ended(CURLM *multi, CURLcode *code) {
    int left = 0;
    CURLMsg *message;
    while ((message = curl_multi_info_read(multi, &left)) != NULL) {
        if (message->msg != CURLMSG_DONE) continue;
        *code = message->data.result;
        return message->easy_handle;
    }
    return NULL;
}

#endif
