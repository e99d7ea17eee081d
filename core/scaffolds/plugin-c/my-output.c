/* My output: what Ofsted found, one sentence of the report, and what improves next. Here it is decided
   what is said; how it is said stands in templates/my-output.hbs, which the Makefile builds into the
   library. */
#include "copydesk_plugin.h"
#include "template.h"

/* The plan. The template finds these fields under `plan`, with a fact of the story in place of each
   {"$ref": ...}. */
static const char plan[] =
    "{\"quotes\": {\"$ref\": \"/quotes\"},"
    " \"points\": {\"$ref\": \"/inspection/improvements\"}}";

static copydesk_status draft(const copydesk_host *host, const uint8_t *request, size_t len) {
  (void)request; /* The whole story, as JSON. This plan is the same for every story: it need not be read. */
  (void)len;
  return copydesk_render(host, "my-output", plan);
}

COPYDESK_TEMPLATE("my-output", TEMPLATE)

/* The id is your council's domain turned round, and the name: it tells your plugin from everybody else's.
   Title and description are what `copydesk outputs` says. */
COPYDESK_PLUGIN(draft, "{\"id\": \"uk.gov.example.my-output\", \"version\": \"0.1.0\", \"licence\": \"MIT\","
                       " \"request_schema\": \"1.0\","
                       " \"outputs\": [{\"id\": \"my-output\", \"title\": \"My output\","
                       " \"description\": \"Write here whom it is for, in half a sentence\"}]}")
