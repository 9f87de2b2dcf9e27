// A look at the certificate that a host shows.
//
// This is the one place where a certificate is not verified: what a host serves is to be known
// exactly when it is expired, another's, or signed by nobody. Nothing is sent and nothing that is
// received is used but the leaf, whose fingerprint is compared with one that is known already.
// Tests/RepositoryTests holds that verification is off nowhere else.
#ifndef SSL_LEDGER_CCURL_OBSERVATION_H
#define SSL_LEDGER_CCURL_OBSERVATION_H

#include <curl/curl.h>
#include <string.h>

// Connects to a fresh handle's url (https for TLS from the first byte, smtp or imap for STARTTLS),
// shakes hands and leaves it there. `place` is "" or ::ADDRESS: for another address than DNS has
// of the name, `reason` at least CURL_ERROR_SIZE bytes; both outlive the call.
static inline CURLcode observation_perform(
    CURL *handle, const char *url, char *place, long whole, long connecting, char *reason
) {
    struct curl_slist places = {place, NULL};
    CURLcode code = CURLE_OK;
#define OBSERVE(option, value) \
    if (code == CURLE_OK) code = curl_easy_setopt(handle, option, value)
    OBSERVE(CURLOPT_URL, url);
    OBSERVE(CURLOPT_PROTOCOLS_STR, "https,smtp,imap");
    // Never by a proxy of the environment: this machine looks itself.
    OBSERVE(CURLOPT_PROXY, "");
    OBSERVE(CURLOPT_NOPROXY, "");
    if (place[0] != 0) { OBSERVE(CURLOPT_CONNECT_TO, &places); }
    OBSERVE(CURLOPT_CONNECT_ONLY, 1L);
    OBSERVE(CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);
    OBSERVE(CURLOPT_SSL_VERIFYPEER, 0L);
    OBSERVE(CURLOPT_SSL_VERIFYHOST, 0L);
    OBSERVE(CURLOPT_CERTINFO, 1L);
    // Mail servers may refuse a client that asks for HTTP.
    OBSERVE(CURLOPT_SSL_ENABLE_ALPN, 0L);
    OBSERVE(CURLOPT_NOSIGNAL, 1L);
    OBSERVE(CURLOPT_TIMEOUT_MS, whole);
    OBSERVE(CURLOPT_CONNECTTIMEOUT_MS, connecting);
#if LIBCURL_VERSION_NUM >= 0x075700
    // A name server that does not answer holds nobody up after the time is over.
    OBSERVE(CURLOPT_QUICK_EXIT, 1L);
#endif
    OBSERVE(CURLOPT_ERRORBUFFER, reason);
#undef OBSERVE
    return code == CURLE_OK ? curl_easy_perform(handle) : code;
}

// The PEM of the first certificate that the host showed: it belongs to the handle. NULL for none.
static inline const char *observation_leaf(CURL *handle) {
    struct curl_certinfo *chain = NULL;
    if (curl_easy_getinfo(handle, CURLINFO_CERTINFO, &chain) != CURLE_OK) return NULL;
    if (chain == NULL || chain->num_of_certs < 1) return NULL;
    for (struct curl_slist *line = chain->certinfo[0]; line != NULL; line = line->next) {
        if (strncmp(line->data, "Cert:", 5) == 0) return line->data + 5;
    }
    return NULL;
}

#endif
