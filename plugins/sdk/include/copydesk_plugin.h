/* copydesk_plugin.h: how a library becomes a plugin of copydesk, major version 1. C11 or C++17, and nothing else.

   A plugin is one file. It exports one function, which returns one constant table; a descriptor and, if it likes,
   templates stand in sections of the file, where the program reads them without loading it. To draft a document the
   program loads the library in a process of its own, hands it one request (JSON) and takes the document in parts, through
   write() and render(). Then the process ends.

   Ownership   Memory is never handed over. What one side lends, it lends until the call returns; the other side copies
               what it wants to keep, writes to none of it and frees none of it. There is no free() in this interface.
   Lifetime    What host and request point to is there until draft() returns. The table and its descriptor are there
               until the process ends; the library is never unloaded.
   Threads     draft() is called once, on one thread, and the functions of the host work on that thread only: on another
               they do nothing, and return COPYDESK_FAULT where they return anything. A thread that is started while the
               library is loaded, in a constructor, is a reason not to ask it; one that outlives draft() ends with the
               process.
   Text        UTF-8, with a length in bytes and no zero byte needed at its end; names and codes are zero-ended.
   Never       throw through draft() or longjmp() over it; call exit(). A plugin that breaks costs its own document.
   Not there   Files, network, environment variables, other processes. Clock and randomness may be, but the same request
               gives the same document, byte for byte. Ten seconds, 512 MB of memory, 8 MB of answer are the limits; the
               document that is made of it has at most 256 KB of text, 2,000 paragraphs, and 1,000 words in each.

   GROWTH. The numbers below are this interface's own and no product's version. A minor version adds fields at the end of a
   struct and changes the meaning of none; struct_size says how many bytes the other side has, and a field that lies
   behind them is not there: ask COPYDESK_HAS(host, field) before you use one that is newer than ABI minor 0. A plugin may
   be older or newer than the program. The smallest table of a plugin, that of minor 0, ends with draft; the smallest of a
   host ends with write. What can only be changed by breaking this is a new major: a symbol copydesk_plugin_v2, and a
   library may export both. New members may come into the request and the descriptor at any time: read what you know, skip
   what you do not. The version of the request's data is request_schema in the descriptor, a third number of its own.

   FILES. An output may be a file that is no prose: a table, a picture, an entry for a calendar. Its descriptor has
   "file": {"extension": "csv", "media_type": "text/csv"}, and draft() gives its bytes through write_file(), in as many
   calls as it likes, besides the text through write() and render(). The text says in words what is in the file: it is
   what people read, compare and sign, and the program adds a line to it with the file's name and its SHA-256, so that a
   sign-off is for exactly these bytes. Limits of their own: 64 MB of file, 60 seconds. What a reader's computer would run
   is refused: endings such as html or js, a script or an address of the web in an SVG, a cell of a CSV that begins a
   formula.

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

/* The descriptor and the templates stand in sections of their own; linkers that drop what nobody refers to are told to
   keep them. */
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
#define COPYDESK_ABI_MINOR 1u

/* How a call ended. A number that is not in this list counts as COPYDESK_FAULT. */
typedef int32_t copydesk_status;
enum {
  COPYDESK_OK = 0,          /* the document is what went through write() and render() */
  COPYDESK_REFUSED = 1,     /* no document from these data; fail() said why */
  COPYDESK_BAD_REQUEST = 2, /* the request could not be read; fail() said why */
  COPYDESK_FAULT = 3,       /* the plugin broke; fail() may have said why */
  COPYDESK_LIMIT = 4        /* a function of the host said stop: return this at once. It is said once; a plugin that goes
                               on is ended. */
};

/* Levels of log(); any other counts as a warning. */
enum { COPYDESK_LOG_NOTE = 0, COPYDESK_LOG_WARNING = 1 };

/* What the program lends the plugin for one call of draft(). */
typedef struct copydesk_host {
  /* How many bytes of this struct the program has. */
  uint32_t struct_size;
  /* The minor version that the program was built with; to be shown, not to be decided by. */
  uint32_t abi_minor;
  /* The first argument of every function below; the program's own, not to be looked into. */
  void *ctx;
  /* Adds Markdown to the document: the plugin's own words. text may be null where len is 0; it is read before the call
     returns. COPYDESK_OK, or what to return at once. */
  copydesk_status (*write)(void *ctx, const uint8_t *text, size_t len);
  /* Says why there will be no document: a short code for programs, such as "no-grades", zero-ended, and a sentence for
     people, lower case, no full stop. Both are read before the call returns; the last call counts, of each text the
     first 2,000 characters. It ends nothing: return COPYDESK_REFUSED or another status afterwards. */
  void (*fail)(void *ctx, const char *code, const uint8_t *text, size_t len);
  /* Tells the person at the desk something. text is read before the call returns. */
  void (*log)(void *ctx, int32_t level, const uint8_t *text, size_t len);
  /* Adds a template to the document. template_name is zero-ended: segments of a-z, 0-9 and -, parted by /, at most 100
     bytes; it may be one the plugin carries, one of the desk's or a built-in one. The plan is a JSON value; in it
     {"$ref": "/inspection/title"} stands for that datum of the request, so that the plugin retypes no fact and each word
     keeps its origin. Both are copied before the call returns, and rendered after the plugin has ended: a mistake in
     the plan shows later, in the program. COPYDESK_OK, or what to return at once. */
  copydesk_status (*render)(void *ctx, const char *template_name, const uint8_t *plan, size_t len);
  /* Since minor 1. Adds bytes to the file of an output whose descriptor has "file". bytes may be null where len is 0; it
     is read before the call returns. COPYDESK_OK, or what to return at once. */
  copydesk_status (*write_file)(void *ctx, const uint8_t *bytes, size_t len);
} copydesk_host;

/* What a plugin is: constant, and there until the process ends. */
typedef struct copydesk_plugin {
  /* COPYDESK_ABI_MAGIC. */
  uint64_t magic;
  /* How many bytes of this struct the plugin has. */
  uint32_t struct_size;
  /* COPYDESK_ABI_MINOR, as the plugin was built with. */
  uint32_t abi_minor;
  /* The descriptor, zero-ended, word for word the one in its section: a JSON object with id (a reverse domain name),
     version, request_schema ("1.0") and outputs, a list of {id, title, description}. An output may have needs: a list of
     what a document must have for it, each "grades", "findings" or "points", or several with " or " between them, of which
     one is enough: "needs": ["grades or findings", "points"]. The program says before it drafts what it cannot. It may
     have fields, a list of what it asks people for: {of, id, kind, help, example, required, choices}, where of is "brief",
     "desk" or "options", kind is "text", "number", "day", "yes-no", "list", "address", "choice" or "contact", and only of,
     id and kind have to be there. The answers are /brief/own/ID, /desk/own/ID and /options/ID of the request, null where
     nobody has answered. With "partial": true it picks from the result on purpose, and what it leaves out is no finding.
     "language" is that of its own words where it is not English, such as "cy": pages and Word files say so, and the
     report's words in it are marked as English. "file" is said above. */
  const char *descriptor;
  /* Drafts one document. host is never null; request is JSON of len bytes, not zero-ended, whose schema is the one the
     descriptor names or a later minor of it. Its member "output" says which of the outputs is wanted. */
  copydesk_status (*draft)(const copydesk_host *host, const uint8_t *request, size_t len);
} copydesk_plugin;

/* The one exported function. The major version is in its name. It may be called more than once, before anything else, and
   does nothing but return the table, always the same. */
COPYDESK_C COPYDESK_EXPORT const copydesk_plugin *copydesk_plugin_v1(void);

/* Makes a plugin of a function and the descriptor, a string literal. Once per library, without a semicolon. */
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
   bytes: split a longer template in two, as above. All of a library's templates may have 1 MB. */
#define COPYDESK_TEMPLATE(name, text) COPYDESK_TEXT static const char COPYDESK_NUMBERED(__LINE__)[] = name "\0" text;
#define COPYDESK_NUMBERED(line) COPYDESK_NUMBERED_(line)
#define COPYDESK_NUMBERED_(line) copydesk_template_##line

/* Whether the program has a field of copydesk_host. */
#define COPYDESK_HAS(host, field)                                                                                      \
  ((host)->struct_size >= offsetof(copydesk_host, field) + sizeof((host)->field) && (host)->field)

/* write() for a zero-ended text. */
static inline copydesk_status copydesk_put(const copydesk_host *host, const char *text) {
  return host->write(host->ctx, (const uint8_t *)text, strlen(text));
}

/* render() for a zero-ended plan. */
static inline copydesk_status copydesk_render(const copydesk_host *host, const char *template_name, const char *plan) {
  if (!COPYDESK_HAS(host, render)) return COPYDESK_FAULT;
  return host->render(host->ctx, template_name, (const uint8_t *)plan, strlen(plan));
}

/* return copydesk_refuse(host, "no-grades", "this document gives no grades"); */
static inline copydesk_status copydesk_refuse(const copydesk_host *host, const char *code, const char *why) {
  if (COPYDESK_HAS(host, fail)) host->fail(host->ctx, code, (const uint8_t *)why, strlen(why));
  return COPYDESK_REFUSED;
}

/* write_file() for a program that may be older. */
static inline copydesk_status copydesk_write_file(const copydesk_host *host, const void *bytes, size_t len) {
  if (!COPYDESK_HAS(host, write_file))
    return copydesk_refuse(host, "no-files", "this program is older than outputs that are files");
  return host->write_file(host->ctx, (const uint8_t *)bytes, len);
}

/* log() for a zero-ended text. */
static inline void copydesk_log(const copydesk_host *host, int32_t level, const char *text) {
  if (COPYDESK_HAS(host, log)) host->log(host->ctx, level, (const uint8_t *)text, strlen(text));
}

#endif
