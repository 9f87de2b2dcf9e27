// The streaming reader of libxml2 and the few fields of a node that are read directly: going
// through xmlTextReaderMoveToNextAttribute costs a dictionary look-up for every attribute.
#ifndef SSL_LEDGER_CLIBXML_SHIM_H
#define SSL_LEDGER_CLIBXML_SHIM_H

#include <libxml/xmlerror.h>
#include <libxml/xmlreader.h>
#include <string.h>

// No network, CDATA as text, UTF-8 whatever the declaration says; no entity substitution, recovery, DTD or lifted limits.
static inline xmlTextReaderPtr reader_over_memory(const char *bytes, int size) {
    return xmlReaderForMemory(
        bytes, size, NULL, "UTF-8",
        XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_COMPACT | XML_PARSE_IGNORE_ENC);
}

static inline const char *node_name(xmlNodePtr node) { return (const char *)node->name; }

static inline const char *node_content(xmlNodePtr node) { return (const char *)node->content; }

static inline xmlNodePtr node_parent(xmlNodePtr node) { return node->parent; }

static inline xmlAttrPtr node_first_attribute(xmlNodePtr node) { return node->properties; }

static inline xmlAttrPtr attribute_next(xmlAttrPtr attribute) { return attribute->next; }

static inline const char *attribute_name(xmlAttrPtr attribute) {
    return (const char *)attribute->name;
}

// The value where it is one piece of text, "" where it is empty, NULL where it holds anything
// else (an entity reference that was not substituted).
static inline const char *attribute_value(xmlAttrPtr attribute) {
    xmlNodePtr child = attribute->children;
    if (child == NULL) return "";
    if (child->type != XML_TEXT_NODE || child->next != NULL) return NULL;
    return child->content == NULL ? "" : (const char *)child->content;
}

#endif
