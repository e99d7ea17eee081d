/* copydesk_plugin.h: how a library becomes a plugin of copydesk, major version 1. C11 or C++17, and nothing else.

   A plugin exports one function, which returns one constant table. The program loads the library in a process of its own
   for each document, hands it one request (JSON) and takes the document in parts, through write() and render(). Memory is
   never handed over: what one side lends, it lends until the call returns, and the other side frees nothing.

   The same in Rust: plugins/sdk/src/ffi.rs. A test holds the two against each other. */
#ifndef COPYDESK_PLUGIN_H
#define COPYDESK_PLUGIN_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
#define COPYDESK_C extern "C"
#else
#define COPYDESK_C extern
#endif

/* The descriptor and the templates stand in sections of their own, so that the program can read them without loading the
   library; linkers that drop what nobody refers to are told to keep them. */
#if defined(__has_attribute)
#if __has_attribute(retain)
#define COPYDESK_KEEP used, retain
#endif
#endif
#ifndef COPYDESK_KEEP
#define COPYDESK_KEEP used
#endif

#if defined(_WIN32)
#define COPYDESK_EXPORT __declspec(dllexport)
#define COPYDESK_NOTE __declspec(allocate(".cpydesk"))
#define COPYDESK_TEXT __declspec(allocate(".cpytmpl"))
#pragma section(".cpydesk", read)
#pragma section(".cpytmpl", read)
#elif defined(__APPLE__)
#define COPYDESK_EXPORT __attribute__((visibility("default")))
#define COPYDESK_NOTE __attribute__((COPYDESK_KEEP, section("__DATA,__cpydesk")))
#define COPYDESK_TEXT __attribute__((COPYDESK_KEEP, section("__DATA,__cpytmpl")))
#else
#define COPYDESK_EXPORT __attribute__((visibility("default")))
#define COPYDESK_NOTE __attribute__((COPYDESK_KEEP, section(".cpydesk")))
#define COPYDESK_TEXT __attribute__((COPYDESK_KEEP, section(".cpytmpl")))
#endif

#define COPYDESK_ABI_MAGIC 0x314B534544595043ull /* the letters CPYDESK1, lowest byte first */
#define COPYDESK_ABI_MINOR 0u                    /* this interface's own number, no product's version */

/* How a call ended. A number that is not in this list counts as COPYDESK_FAULT. */
typedef int32_t copydesk_status;
enum {
  COPYDESK_OK = 0,          /* the document is what went through write() and render() */
  COPYDESK_REFUSED = 1,     /* no document from these data; fail() said why */
  COPYDESK_BAD_REQUEST = 2, /* the request could not be read; fail() said why */
  COPYDESK_FAULT = 3,       /* the plugin broke; fail() may have said why */
  COPYDESK_LIMIT = 4        /* a function of the program said stop: return this at once */
};

/* Levels of log(). */
enum { COPYDESK_LOG_NOTE = 0, COPYDESK_LOG_WARNING = 1 };

/* Lent to the plugin for one call. To be used on the calling thread, and only until the call returns. All text is UTF-8. */
typedef struct copydesk_host {
  uint32_t struct_size; /* bytes of this struct that the program has; later minors add fields at the end */
  uint32_t abi_minor;
  void *ctx; /* the first argument of every function below */
  /* Adds Markdown to the document: the plugin's own words. */
  copydesk_status (*write)(void *ctx, const uint8_t *text, size_t len);
  /* Says why there will be no document: a short code and a sentence. */
  void (*fail)(void *ctx, const char *code, const uint8_t *text, size_t len);
  /* Tells the person at the desk something. */
  void (*log)(void *ctx, int32_t level, const uint8_t *text, size_t len);
  /* Adds a template to the document. The plan is JSON; {"$ref": "/inspection/title"} in it stands for that datum of the
     request. The program renders it after the plugin has ended. */
  copydesk_status (*render)(void *ctx, const char *template_name, const uint8_t *plan, size_t len);
} copydesk_host;

/* What a plugin is: constant, and valid until the process ends. */
typedef struct copydesk_plugin {
  uint64_t magic;       /* COPYDESK_ABI_MAGIC */
  uint32_t struct_size; /* bytes of this struct that the plugin has */
  uint32_t abi_minor;
  const char *descriptor; /* JSON, zero-ended: id, version, request_schema, outputs [{id, title, description}] */
  copydesk_status (*draft)(const copydesk_host *host, const uint8_t *request, size_t len);
} copydesk_plugin;

/* The one exported function. The major version is in its name. It does nothing but return the table. */
COPYDESK_C COPYDESK_EXPORT const copydesk_plugin *copydesk_plugin_v1(void);

/* Makes a plugin of one function and one string literal (the descriptor). Once per library. */
#define COPYDESK_PLUGIN(draft_function, descriptor_json)                                                               \
  COPYDESK_NOTE static const char copydesk_note[] = descriptor_json;                                                   \
  const copydesk_plugin *copydesk_plugin_v1(void) {                                                                    \
    static const copydesk_plugin table = {COPYDESK_ABI_MAGIC, (uint32_t)sizeof(copydesk_plugin), COPYDESK_ABI_MINOR,   \
                                          copydesk_note, draft_function};                                              \
    return &table;                                                                                                     \
  }

/* Puts a template into the library. The name is the id of one of the plugin's outputs, or that, a slash and more; the
   text is Handlebars, in string literals:

     COPYDESK_TEMPLATE("foster-letter",
       "# To our foster carers\n"
       "\n"
       "{{> foster-letter/result}}\n")

   Once per template, each in a line of its own, without a semicolon. Compilers need not take a literal of more than 4,095
   bytes: split a longer template in two, as above. */
#define COPYDESK_TEMPLATE(name, text) COPYDESK_TEXT static const char COPYDESK_NUMBERED(__LINE__)[] = name "\0" text;
#define COPYDESK_NUMBERED(line) COPYDESK_NUMBERED_(line)
#define COPYDESK_NUMBERED_(line) copydesk_template_##line

/* write() for a zero-ended text. */
static inline copydesk_status copydesk_put(const copydesk_host *host, const char *text) {
  return host->write(host->ctx, (const uint8_t *)text, strlen(text));
}

/* return copydesk_refuse(host, "no-grades", "this document gives no grades"); */
static inline copydesk_status copydesk_refuse(const copydesk_host *host, const char *code, const char *why) {
  host->fail(host->ctx, code, (const uint8_t *)why, strlen(why));
  return COPYDESK_REFUSED;
}

#endif
