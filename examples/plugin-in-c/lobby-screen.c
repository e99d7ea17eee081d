/* A plugin in C: a slide for the screen in the council's entrance hall. It says what is shown, by reference, and so that
   no fact is retyped here; the template below says how. Read copydesk_plugin.h first. */
#include "copydesk_plugin.h"

/* A reference stands for a datum of the request, every other string is this plugin's own words. What a request holds is
   seen in plugins/sdk/samples/good-result.json. */
static const char plan[] =
    "{"
    "  \"place\": {\"$ref\": \"/inspection/authority/name\"},"
    "  \"overall\": {\"$ref\": \"/outcome/overall\"},"
    "  \"groups\": {\"$ref\": \"/outcome/groups\"},"
    "  \"quotes\": {\"$ref\": \"/quotes\"},"
    "  \"improvements\": {\"$ref\": \"/inspection/improvements\"},"
    "  \"address\": {\"$ref\": \"/inspection/report_url\"},"
    "  \"or_else\": \"or ask at reception for a printed copy\""
    "}";

static copydesk_status draft(const copydesk_host *host, const uint8_t *request, size_t len) {
  (void)request; /* The plan refers to it. A plugin that chooses among the data reads it with a JSON library. */
  if (len == 0) return copydesk_refuse(host, "empty-request", "the request is empty");
  return copydesk_render(host, "lobby-screen", plan);
}

COPYDESK_PLUGIN(draft,
  "{\"id\": \"uk.example.lobby-screen\","
  " \"version\": \"1.0.0\","
  " \"request_schema\": \"1.0\","
  " \"licence\": \"MIT\","
  " \"outputs\": [{"
  "   \"id\": \"lobby-screen\","
  "   \"title\": \"Lobby screen\","
  "   \"description\": \"For everybody who waits in the entrance hall, to be read in ten seconds\""
  " }]}")

COPYDESK_TEMPLATE("lobby-screen",
  "# {{> lobby-screen/headline}}\n"
  "\n"
  "{{#each plan.groups}}\n"
  "- **{{grade_name}}** for {{list judgements field=\"short\"}}\n"
  "{{else}}\n"
  "The report gives no grades.\n"
  "{{/each}}\n"
  "\n"
  "{{#if (ne outcome.tone \"poor\")}}\n"
  "{{#with (first plan.quotes)}}\n"
  "“{{text}}”\n"
  "{{/with}}\n"
  "{{/if}}\n"
  "\n"
  "{{#if plan.improvements}}\n"
  "Ofsted names {{count (len plan.improvements) \"thing that has\" \"things that have\"}} to get better.\n"
  "{{/if}}\n"
  "\n"
  "Read the report at {{#if plan.address}}{{link plan.address plan.address}}{{else}}"
  "{{place \"Link: the report’s page at reports.ofsted.gov.uk\"}}{{/if}}, {{plan.or_else}}.\n")

COPYDESK_TEMPLATE("lobby-screen/headline",
  "Ofsted on our children’s services"
  "{{#if plan.overall}}: {{plan.overall.grade_name}}{{else}} {{in-place plan.place}}{{/if}}")
