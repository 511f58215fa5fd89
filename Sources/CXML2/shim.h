// Debian builds libxml2 with ICU, whose UErrorCode clashes with the one Foundation brings, so that a debug
// build fails where both are imported. Nothing here uses libxml2's ICU interface: it is switched off.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlreader.h>
#include <libxml/HTMLparser.h>
