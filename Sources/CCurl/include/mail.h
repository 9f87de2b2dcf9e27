// One function per option of the handing over of mail; the others are in shim.h.
#ifndef SSL_LEDGER_CCURL_MAIL_H
#define SSL_LEDGER_CCURL_MAIL_H

#include <curl/curl.h>
#include <stddef.h>

typedef size_t (*mail_read_callback)(char *, size_t, size_t, void *);
typedef int (*mail_look_callback)(CURL *, curl_infotype, char *, size_t, void *);

// Whether the connection has to turn to TLS before anything is said, or to be given up.
static inline CURLcode mail_require_tls(CURL *handle, int required) {
    return curl_easy_setopt(
        handle, CURLOPT_USE_SSL, (long)(required ? CURLUSESSL_ALL : CURLUSESSL_NONE));
}

// These authorities instead of the system's, its folder of them included.
static inline CURLcode mail_trust_only(CURL *handle, const char *path) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_CAINFO, path);
    return code ? code : curl_easy_setopt(handle, CURLOPT_CAPATH, (char *)NULL);
}

// The user of the mail server, and a list such as AUTH=PLAIN;AUTH=LOGIN of ways to log in.
static inline CURLcode mail_log_in(CURL *handle, const char *user, const char *ways) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_USERNAME, user);
    return code ? code : curl_easy_setopt(handle, CURLOPT_LOGIN_OPTIONS, ways);
}

// libcurl keeps copies of both.
static inline CURLcode mail_set_password(CURL *handle, const char *password) {
    return curl_easy_setopt(handle, CURLOPT_PASSWORD, password);
}

static inline CURLcode mail_set_access_token(CURL *handle, const char *token) {
    return curl_easy_setopt(handle, CURLOPT_XOAUTH2_BEARER, token);
}

// The list has to outlive the transfer: one of one element is made by transfer_make_place.
static inline CURLcode mail_set_envelope(
    CURL *handle, const char *sender, struct curl_slist *recipients
) {
    if (recipients == NULL) return CURLE_OUT_OF_MEMORY;
    CURLcode code = curl_easy_setopt(handle, CURLOPT_MAIL_FROM, sender);
    return code ? code : curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, recipients);
}

// The message comes from the callback, as it is: libcurl doubles the dots.
static inline CURLcode mail_upload(
    CURL *handle, mail_read_callback callback, void *context, curl_off_t size
) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
    if (code) return code;
    code = curl_easy_setopt(handle, CURLOPT_INFILESIZE_LARGE, size);
    if (code) return code;
    code = curl_easy_setopt(handle, CURLOPT_READFUNCTION, callback);
    return code ? code : curl_easy_setopt(handle, CURLOPT_READDATA, context);
}

// Shows every command and every line of an answer to the callback.
static inline CURLcode mail_look(CURL *handle, mail_look_callback callback, void *context) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, callback);
    if (code) return code;
    code = curl_easy_setopt(handle, CURLOPT_DEBUGDATA, context);
    return code ? code : curl_easy_setopt(handle, CURLOPT_VERBOSE, 1L);
}

// How long each answer may take.
static inline CURLcode mail_limit_answers(CURL *handle, long seconds) {
    return curl_easy_setopt(handle, CURLOPT_FTP_RESPONSE_TIMEOUT, seconds);
}

// How many connections the last transfer made: none where it had a kept one.
static inline CURLcode mail_new_connections(CURL *handle, long *count) {
    return curl_easy_getinfo(handle, CURLINFO_NUM_CONNECTS, count);
}

#endif
