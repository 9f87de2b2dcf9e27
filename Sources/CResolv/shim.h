// What of the C library's resolver is used: it writes questions and reads answers. The exchange
// between them is our own, because res_nsend(3) counts in whole seconds and waits for ever for a
// server that takes a TCP connection and says nothing.
#ifndef SSL_LEDGER_CRESOLV_SHIM_H
#define SSL_LEDGER_CRESOLV_SHIM_H

#include "answer.h"
#include "exchange.h"
#include "question.h"

#endif
