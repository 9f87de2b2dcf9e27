// libcurl, loaded when the first request is made.
//
// It brings 27 further libraries along, which cost more than half of the start-up of a run that
// has nothing to ask: a dry run, a report, a night on which nothing waits. The functions have
// libcurl's own names and types, so that the rest is written as if it were linked; the version is
// the one whose interface the headers describe (libcurl keeps it since 2006 as libcurl.so.4).
#define CURL_DISABLE_TYPECHECK
#define _GNU_SOURCE
#include <curl/curl.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdarg.h>
#include <stddef.h>

// The macros of curl.h check the number of arguments of callers, not of definitions.
#undef curl_easy_setopt
#undef curl_easy_getinfo
#undef curl_multi_setopt

static struct {
    CURLcode (*global_init)(long);
    CURL *(*easy_init)(void);
    void (*easy_cleanup)(CURL *);
    void (*easy_reset)(CURL *);
    CURLcode (*easy_perform)(CURL *);
    CURLcode (*easy_setopt)(CURL *, CURLoption, ...);
    CURLcode (*easy_getinfo)(CURL *, CURLINFO, ...);
    const char *(*easy_strerror)(CURLcode);
    CURLM *(*multi_init)(void);
    CURLMcode (*multi_cleanup)(CURLM *);
    CURLMcode (*multi_setopt)(CURLM *, CURLMoption, ...);
    CURLMcode (*multi_add_handle)(CURLM *, CURL *);
    CURLMcode (*multi_remove_handle)(CURLM *, CURL *);
    CURLMcode (*multi_perform)(CURLM *, int *);
    CURLMcode (*multi_poll)(CURLM *, struct curl_waitfd[], unsigned int, int, int *);
    CURLMcode (*multi_wakeup)(CURLM *);
    CURLMsg *(*multi_info_read)(CURLM *, int *);
    CURLU *(*url)(void);
    void (*url_cleanup)(CURLU *);
    CURLUcode (*url_get)(const CURLU *, CURLUPart, char **, unsigned int);
    CURLUcode (*url_set)(CURLU *, CURLUPart, const char *, unsigned int);
    void (*free)(void *);
} library;

static int is_loaded = 0;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static int find(void *handle, const char *name, void **function) {
    *function = dlsym(handle, name);
    return *function != NULL;
}

static void load(void) {
    // Deep binding: libcurl's calls of itself must not come back here.
    void *handle = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND);
    if (handle == NULL) return;
    is_loaded = find(handle, "curl_global_init", (void **)&library.global_init)
        && find(handle, "curl_easy_init", (void **)&library.easy_init)
        && find(handle, "curl_easy_cleanup", (void **)&library.easy_cleanup)
        && find(handle, "curl_easy_reset", (void **)&library.easy_reset)
        && find(handle, "curl_easy_perform", (void **)&library.easy_perform)
        && find(handle, "curl_easy_setopt", (void **)&library.easy_setopt)
        && find(handle, "curl_easy_getinfo", (void **)&library.easy_getinfo)
        && find(handle, "curl_easy_strerror", (void **)&library.easy_strerror)
        && find(handle, "curl_multi_init", (void **)&library.multi_init)
        && find(handle, "curl_multi_cleanup", (void **)&library.multi_cleanup)
        && find(handle, "curl_multi_setopt", (void **)&library.multi_setopt)
        && find(handle, "curl_multi_add_handle", (void **)&library.multi_add_handle)
        && find(handle, "curl_multi_remove_handle", (void **)&library.multi_remove_handle)
        && find(handle, "curl_multi_perform", (void **)&library.multi_perform)
        && find(handle, "curl_multi_poll", (void **)&library.multi_poll)
        && find(handle, "curl_multi_wakeup", (void **)&library.multi_wakeup)
        && find(handle, "curl_multi_info_read", (void **)&library.multi_info_read)
        && find(handle, "curl_url", (void **)&library.url)
        && find(handle, "curl_url_cleanup", (void **)&library.url_cleanup)
        && find(handle, "curl_url_get", (void **)&library.url_get)
        && find(handle, "curl_url_set", (void **)&library.url_set)
        && find(handle, "curl_free", (void **)&library.free);
}

static int loads(void) {
    return pthread_once(&once, load) == 0 && is_loaded;
}

CURLcode curl_global_init(long flags) {
    return loads() ? library.global_init(flags) : CURLE_FAILED_INIT;
}

CURL *curl_easy_init(void) { return loads() ? library.easy_init() : NULL; }

void curl_easy_cleanup(CURL *handle) {
    if (loads()) library.easy_cleanup(handle);
}

void curl_easy_reset(CURL *handle) {
    if (loads()) library.easy_reset(handle);
}

CURLcode curl_easy_perform(CURL *handle) {
    return loads() ? library.easy_perform(handle) : CURLE_FAILED_INIT;
}

// Every option and every piece of information is one word: a long, a curl_off_t or a pointer.
_Static_assert(
    sizeof(long) == sizeof(void *) && sizeof(curl_off_t) == sizeof(void *),
    "options of libcurl are passed on as one word each");

CURLcode curl_easy_setopt(CURL *handle, CURLoption option, ...) {
    if (!loads()) return CURLE_FAILED_INIT;
    va_list arguments;
    va_start(arguments, option);
    void *word = va_arg(arguments, void *);
    va_end(arguments);
    return library.easy_setopt(handle, option, word);
}

CURLcode curl_easy_getinfo(CURL *handle, CURLINFO info, ...) {
    if (!loads()) return CURLE_FAILED_INIT;
    va_list arguments;
    va_start(arguments, info);
    void *word = va_arg(arguments, void *);
    va_end(arguments);
    return library.easy_getinfo(handle, info, word);
}

const char *curl_easy_strerror(CURLcode code) {
    return loads() ? library.easy_strerror(code) : "libcurl.so.4 cannot be loaded";
}

CURLM *curl_multi_init(void) { return loads() ? library.multi_init() : NULL; }

CURLMcode curl_multi_cleanup(CURLM *multi) {
    return loads() ? library.multi_cleanup(multi) : CURLM_BAD_HANDLE;
}

CURLMcode curl_multi_setopt(CURLM *multi, CURLMoption option, ...) {
    if (!loads()) return CURLM_BAD_HANDLE;
    va_list arguments;
    va_start(arguments, option);
    void *word = va_arg(arguments, void *);
    va_end(arguments);
    return library.multi_setopt(multi, option, word);
}

CURLMcode curl_multi_add_handle(CURLM *multi, CURL *handle) {
    return loads() ? library.multi_add_handle(multi, handle) : CURLM_BAD_HANDLE;
}

CURLMcode curl_multi_remove_handle(CURLM *multi, CURL *handle) {
    return loads() ? library.multi_remove_handle(multi, handle) : CURLM_BAD_HANDLE;
}

CURLMcode curl_multi_perform(CURLM *multi, int *running) {
    return loads() ? library.multi_perform(multi, running) : CURLM_BAD_HANDLE;
}

CURLMcode curl_multi_poll(
    CURLM *multi, struct curl_waitfd further[], unsigned int count, int milliseconds, int *ready
) {
    return loads() ? library.multi_poll(multi, further, count, milliseconds, ready)
                   : CURLM_BAD_HANDLE;
}

CURLMcode curl_multi_wakeup(CURLM *multi) {
    return loads() ? library.multi_wakeup(multi) : CURLM_BAD_HANDLE;
}

CURLMsg *curl_multi_info_read(CURLM *multi, int *left) {
    return loads() ? library.multi_info_read(multi, left) : NULL;
}

CURLU *curl_url(void) { return loads() ? library.url() : NULL; }

void curl_url_cleanup(CURLU *handle) {
    if (loads()) library.url_cleanup(handle);
}

// Some versions of the header have a const here: the symbol is the same.
CURLUcode url_get(const CURLU *, CURLUPart, char **, unsigned int) __asm__("curl_url_get");

CURLUcode url_get(const CURLU *handle, CURLUPart part, char **text, unsigned int flags) {
    return loads() ? library.url_get(handle, part, text, flags) : CURLUE_BAD_HANDLE;
}

CURLUcode curl_url_set(CURLU *handle, CURLUPart part, const char *text, unsigned int flags) {
    return loads() ? library.url_set(handle, part, text, flags) : CURLUE_BAD_HANDLE;
}

void curl_free(void *memory) {
    if (loads()) library.free(memory);
}
