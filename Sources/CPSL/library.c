// libpsl, loaded with the first question, as libcurl is: most runs publish nothing in a zone, and
// its libraries for names in other scripts would cost each of them a part of its start-up.
#define _GNU_SOURCE
#include "shim.h"
#include <dlfcn.h>
#include <libpsl.h>
#include <pthread.h>
#include <stddef.h>

static const psl_ctx_t *list = NULL;
static int (*is_suffix)(const psl_ctx_t *, const char *, int) = NULL;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
    // The version whose interface the header describes (libpsl keeps it since 0.18).
    void *handle = dlopen("libpsl.so.5", RTLD_NOW | RTLD_LOCAL);
    if (handle == NULL) return;
    const psl_ctx_t *(*builtin)(void) = NULL;
    *(void **)&builtin = dlsym(handle, "psl_builtin");
    *(void **)&is_suffix = dlsym(handle, "psl_is_public_suffix2");
    if (builtin != NULL && is_suffix != NULL) list = builtin();
}

enum suffix_answer suffix_is_sold(const char *name) {
    if (pthread_once(&once, load) != 0 || list == NULL) return SUFFIX_UNKNOWN;
    return is_suffix(list, name, PSL_TYPE_ICANN) ? SUFFIX_YES : SUFFIX_NO;
}
