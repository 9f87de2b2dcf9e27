// The one question that is put to libpsl's built-in list.
#ifndef SSL_LEDGER_CPSL_SHIM_H
#define SSL_LEDGER_CPSL_SHIM_H

enum suffix_answer { SUFFIX_NO = 0, SUFFIX_YES = 1, SUFFIX_UNKNOWN = -1 };

// Whether registrars sell names directly below this one, a name in lower case without a last dot.
//
// Only the list's ICANN part counts: what companies offer below names of their own (its private
// part) are no zones of a registrar. A top level that is not listed counts as one. UNKNOWN where
// the library is not there.
enum suffix_answer suffix_is_sold(const char *name);

#endif
