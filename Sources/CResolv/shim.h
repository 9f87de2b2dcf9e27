#ifndef SSL_LEDGER_CRESOLV_H
#define SSL_LEDGER_CRESOLV_H

#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <netinet/in.h>
#include <resolv.h>

#endif
