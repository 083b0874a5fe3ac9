/* SPDX-License-Identifier: MIT */
/* Opening an index: whose it is, what it was made with, which segments live. */

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "core/hash.h"
#include "engine/archive_inside.h"
#include "text/fold_table.h"

static const char LOCK[] = ".lock"; /* hidden: a walk that comes by does not take it for a text */

static uint64_t fold_hash(void)
{
    uint64_t h = hash_bytes(fold_page, sizeof fold_page, 0);
    h = hash_join(h, hash_bytes(fold_entry, (size_t)fold_pages * sizeof fold_entry[0], 0));
    h = hash_join(h, hash_bytes(fold_latin, sizeof fold_latin, 0));
    return hash_join(h, hash_bytes(fold_unlatin, sizeof fold_unlatin, 0));
}

static uint64_t digest(const struct archive_making *m, uint64_t rules)
{
    char rest[128];
    int n = snprintf(rest, sizeof rest, "rules=%016" PRIx64 ";shingle=%d;minhash=%d;min-length=%u;texts=%s;documents=",
                     rules, SHINGLE_UNITS, MINHASH_K, m->min_length, m->texts);
    return hash_join(hash_bytes(rest, (size_t)n, 0), hash_bytes(m->documents, strlen(m->documents), 0));
}

static const char *documents_of(const struct engine_options *o, struct arena *a)
{
    if (o->pub.documents != CRIB_DOCUMENTS_REGEX)
        return o->pub.documents == CRIB_DOCUMENTS_FILE ? "file" : "auto";
    size_t n = strlen(o->pub.documents_regex);
    char *s = arena_alloc(a, n + 7);
    if (s) {
        memcpy(s, "regex:", 6);
        memcpy(s + 6, o->pub.documents_regex, n + 1);
    }
    return s;
}

static int making_of(const struct archive_open *how, struct arena *a, struct archive_making *out, struct crib_err *err)
{
    *out = (struct archive_making){ .min_length = how->o->pub.min_length, .texts = how->texts ? how->texts : "stored",
                                    .documents = documents_of(how->o, a) };
    return out->documents ? CRIB_OK : CRIB_NOMEM(err);
}

static int check_making(const struct archive *a, const struct archive_open *how, struct crib_err *err)
{
    struct archive_making want;
    struct arena arena;
    arena_init(&arena);
    int rc = making_of(how, &arena, &want, err);
    if (rc == CRIB_OK && want.min_length != a->making.min_length)
        rc = CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "the index was made with --min-length %u, not %u",
                       a->making.min_length, want.min_length);
    else if (rc == CRIB_OK && strcmp(want.documents, a->making.documents) != 0)
        rc = CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "the index was made with --documents %.40s, not %.40s",
                       a->making.documents, want.documents);
    else if (rc == CRIB_OK && how->texts && strcmp(want.texts, a->making.texts) != 0)
        rc = CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "the index was made %s --no-text",
                       strcmp(a->making.texts, "none") == 0 ? "with" : "without");
    arena_done(&arena);
    return rc;
}

/* ---- settings ---- */

int archive_set_number(struct archive *a, const char *name, uint64_t v, struct crib_err *err)
{
    char text[24];
    snprintf(text, sizeof text, "%" PRIu64, v);
    return catalogue_set(&a->catalogue, name, text, err);
}

static int get_text(struct archive *a, const char *name, const char **out, struct crib_err *err)
{
    CRIB_TRY(catalogue_get(&a->catalogue, name, &a->arena, out, err));
    return *out ? CRIB_OK
                : CRIB_FAIL(err, CRIB_E_DAMAGED, 0, CATALOGUE_FILE " is damaged: the setting %s is not in it", name);
}

static int get_number(struct archive *a, const char *name, uint64_t *out, struct crib_err *err)
{
    const char *text;
    char *end;
    CRIB_TRY(get_text(a, name, &text, err));
    errno = 0;
    *out = strtoull(text, &end, 10);
    return *text && !*end && errno == 0
               ? CRIB_OK
               : CRIB_FAIL(err, CRIB_E_DAMAGED, 0, CATALOGUE_FILE " is damaged: the setting %s", name);
}

static int write_settings(struct archive *a, struct crib_err *err)
{
    uint64_t rules;
    CRIB_TRY(archive_rules(&rules, err));
    CRIB_TRY(archive_set_number(a, "rules", rules, err));
    CRIB_TRY(archive_set_number(a, "fold-table", a->fold, err));
    CRIB_TRY(archive_set_number(a, "min-length", a->making.min_length, err));
    CRIB_TRY(archive_set_number(a, "next-file", 1, err));
    CRIB_TRY(archive_set_number(a, "documents-live", 0, err));
    CRIB_TRY(archive_set_number(a, "sample-most", UINT64_MAX, err));
    CRIB_TRY(archive_set_number(a, "groups", 0, err));
    CRIB_TRY(catalogue_set(&a->catalogue, "documents", a->making.documents, err));
    return catalogue_set(&a->catalogue, "texts", a->making.texts, err);
}

static int read_settings(struct archive *a, struct crib_err *err)
{
    uint64_t rules, ours, length;
    CRIB_TRY(get_number(a, "rules", &rules, err));
    CRIB_TRY(get_number(a, "fold-table", &a->fold, err));
    CRIB_TRY(get_number(a, "min-length", &length, err));
    CRIB_TRY(get_number(a, "next-file", &a->next_file, err));
    CRIB_TRY(get_number(a, "documents-live", &a->n_docs, err));
    CRIB_TRY(get_number(a, "sample-most", &a->sample_most, err));
    CRIB_TRY(get_number(a, "groups", &a->n_groups, err));
    CRIB_TRY(get_text(a, "documents", &a->making.documents, err));
    CRIB_TRY(get_text(a, "texts", &a->making.texts, err));
    a->making.min_length = (uint32_t)length;
    a->params = digest(&a->making, rules);
    CRIB_TRY(archive_rules(&ours, err));
    if (rules != ours)
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "the index was made by another crib, which cuts and folds texts otherwise"
                         " (rules %016" PRIx64 ", not %016" PRIx64 ")", rules, ours);
    if (a->fold != fold_hash())
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE,
                         "the index was made with another fold table (%016" PRIx64 ", not %016" PRIx64 ")", a->fold,
                         fold_hash());
    return CRIB_OK;
}

/* ---- segments ---- */

void archive_segment_done(struct archive_segment *g)
{
    segfile_close(&g->file);
    deadset_done(&g->dead);
    mem_free(g->path);
    *g = (struct archive_segment){ 0 };
}

static int open_segment(const struct archive *a, struct archive_segment *g, struct crib_err *err)
{
    CRIB_TRY(segfile_open(&g->file, g->path, err));
    if (g->file.params != a->params || g->file.fold != a->fold)
        return CRIB_FAIL(err, CRIB_E_DAMAGED, 16, "%s was made with other parameters than its index", g->file.name);
    g->docs = segfile_find(&g->file, segfile_kind("DOCS\0\0\0"));
    g->members = segfile_find(&g->file, segfile_kind("MEMBERS"));
    if (!g->docs || !g->members || g->docs->n_bytes != (uint64_t)g->n_docs * sizeof(struct stored_doc) ||
        g->members->n_bytes % sizeof(struct stored_member) != 0)
        return CRIB_FAIL(err, CRIB_E_DAMAGED, 0, "%s is damaged: not as many documents as the catalogue says",
                         g->file.name);
    g->n_members = g->members->n_bytes / sizeof(struct stored_member);
    CRIB_TRY(postlist_open(&g->seeds, &g->file, segfile_kind("SEEDS\0\0"), err));
    CRIB_TRY(postlist_open(&g->bands, &g->file, segfile_kind("BANDS\0\0"), err));
    return textstore_open(&g->text, &g->file, &g->has_text, err);
}

void archive_rebind(struct archive *a)
{
    for (size_t i = 0; i < a->n_segment; i++) {
        struct archive_segment *g = &a->segment[i];
        g->seeds.file = g->bands.file = g->text.file = &g->file;
        g->docs = segfile_find(&g->file, segfile_kind("DOCS\0\0\0"));
        g->members = segfile_find(&g->file, segfile_kind("MEMBERS"));
        g->seeds.chunk = segfile_find(&g->file, segfile_kind("SEEDS\0\0"));
        g->bands.chunk = segfile_find(&g->file, segfile_kind("BANDS\0\0"));
        g->text.text = segfile_find(&g->file, segfile_kind("TEXT\0\0\0"));
        g->text.frames = segfile_find(&g->file, segfile_kind("FRAMES\0"));
    }
}

int archive_add_segment(struct archive *a, uint32_t id, const char *file, uint32_t n_docs, struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(a->segment, a->n_segment, &a->cap_segment, 1, err));
    struct archive_segment *g = &a->segment[a->n_segment];
    *g = (struct archive_segment){ .id = id, .n_docs = n_docs, .path = durable_path(a->folder, file) };
    a->n_segment++;
    if (!g->path)
        return CRIB_NOMEM(err);
    CRIB_TRY(open_segment(a, g, err));
    archive_rebind(a);
    return CRIB_OK;
}

static int open_segments(struct archive *a, struct crib_err *err)
{
    struct catalogue_segment *s;
    size_t n;
    int rc = catalogue_segments(&a->catalogue, &a->arena, &s, &n, err);
    for (size_t i = 0; i < n && rc == CRIB_OK; i++) {
        rc = archive_add_segment(a, s[i].id, s[i].file, s[i].n_docs, err);
        if (rc == CRIB_OK)
            rc = deadset_load(&a->segment[a->n_segment - 1].dead, s[i].dead, s[i].n_dead, s[i].n_docs, err);
    }
    mem_free(s);
    return rc;
}

struct archive_segment *archive_segment_of(struct archive *a, uint32_t id)
{
    for (size_t i = 0; i < a->n_segment; i++)
        if (a->segment[i].id == id)
            return &a->segment[i];
    return NULL;
}

int archive_doc(struct archive_segment *g, uint32_t number, struct stored_doc *out, struct crib_err *err)
{
    const void *bytes;
    CRIB_TRY(segfile_bytes(&g->file, g->docs, (uint64_t)number * sizeof *out, sizeof *out, &bytes, err));
    memcpy(out, bytes, sizeof *out);
    return CRIB_OK;
}

void archive_expect_doc(struct archive_segment *g, uint32_t number)
{
    segfile_expect(&g->file, g->docs, (uint64_t)number * sizeof(struct stored_doc), sizeof(struct stored_doc));
}

void archive_expect_member(struct archive_segment *g, uint32_t member)
{
    segfile_expect(&g->file, g->members, (uint64_t)member * sizeof(struct stored_member), sizeof(struct stored_member));
}

int archive_member(struct archive_segment *g, uint32_t member, struct stored_member *out, struct crib_err *err)
{
    const void *bytes;
    CRIB_TRY(segfile_bytes(&g->file, g->members, (uint64_t)member * sizeof *out, sizeof *out, &bytes, err));
    memcpy(out, bytes, sizeof *out);
    return CRIB_OK;
}

/* ---- opening ---- */

static bool has_segments(const char *folder)
{
    bool any = false;
    DIR *d = opendir(folder); /* when it cannot be read, that is complained of where it matters */
    for (const struct dirent *e; d && !any && (e = readdir(d));)
        any = strlen(e->d_name) == 12 && strcmp(e->d_name + 8, ".seg") == 0;
    if (d)
        closedir(d);
    return any;
}

/* A catalogue whose first page is not as it was written: another program's
 * file, or ours damaged? One damaged place leaves one of several marks. */
bool archive_is_ours(const char *folder)
{
    unsigned char head[100] = { 0 };
    if (has_segments(folder))
        return true;
    int at = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), fd = openat(at, CATALOGUE_FILE, O_RDONLY | O_CLOEXEC);
    bool refused = fd < 0 && errno != ENOENT;
    ssize_t n = fd >= 0 ? read(fd, head, sizeof head) : 0;
    if (fd >= 0)
        close(fd);
    if (at >= 0)
        close(at);
    return refused || (n == (ssize_t)sizeof head && (head[20] == 8 || memcmp(head + 68, "CRIB", 4) == 0));
}

static int open_catalogue(struct archive *a, const struct archive_open *how, bool there, struct crib_err *err)
{
    enum catalogue_mode mode = !how->work ? how->glance ? CATALOGUE_GLANCE : CATALOGUE_READ
                               : there && !how->create ? CATALOGUE_WRITE : CATALOGUE_CREATE;
    int rc = catalogue_open(&a->catalogue, a->folder, mode, err);
    if (rc == CRIB_E_FORMAT || (rc == CRIB_E_DAMAGED && !archive_is_ours(a->folder)))
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "%.100s is no index of crib's", a->folder);
    if (rc != CRIB_OK || there)
        return rc;
    CRIB_TRY(making_of(how, &a->arena, &a->making, err));
    a->fold = fold_hash();
    CRIB_TRY(catalogue_begin(&a->catalogue, err));
    CRIB_TRY(write_settings(a, err));
    CRIB_TRY(catalogue_commit(&a->catalogue, err));
    return durable_sync_folder(a->folder, err);
}

static int refused(const char *folder, struct crib_err *err)
{
    return CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "cannot read %.100s: %s", folder, strerror(errno));
}

static int has_catalogue(const char *folder, bool *there, struct crib_err *err)
{
    struct stat st;
    char *path = durable_path(folder, CATALOGUE_FILE);
    if (!path)
        return CRIB_NOMEM(err);
    bool found = stat(path, &st) == 0;
    int e = errno;
    mem_free(path);
    *there = found && st.st_size > 0;
    errno = e;
    return found || e == ENOENT || e == ENOTDIR ? CRIB_OK : refused(folder, err);
}

/* Nothing but what a killed maker of this index may have left. */
static int is_empty(const char *folder, bool *empty, struct crib_err *err)
{
    DIR *d = opendir(folder);
    if (!d && errno != ENOTDIR)
        return refused(folder, err);
    *empty = d != NULL;
    for (const struct dirent *e; d && *empty && (e = readdir(d));)
        *empty = strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0 || strcmp(e->d_name, LOCK) == 0 ||
                 strncmp(e->d_name, CATALOGUE_FILE, strlen(CATALOGUE_FILE)) == 0;
    if (d)
        closedir(d);
    return CRIB_OK;
}

static int prepare_folder(const struct archive *a, const struct archive_open *how, bool there, struct crib_err *err)
{
    struct stat st;
    if (there)
        return CRIB_OK;
    bool is_there = stat(a->folder, &st) == 0, empty = true;
    if (is_there && has_segments(a->folder))
        return CRIB_FAIL(err, CRIB_E_DAMAGED, 0, CATALOGUE_FILE " is damaged at byte 0: it is missing or empty");
    if (!how->create)
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE,
                         is_there ? "%.100s is no index of crib's" : "there is no index %.100s", a->folder);
    if (is_there)
        CRIB_TRY(is_empty(a->folder, &empty, err));
    if (!empty)
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "%.80s is no index of crib's, and not empty", a->folder);
    if (!is_there && mkdir(a->folder, 0777) != 0)
        return CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "cannot make %.80s: %s", a->folder, strerror(errno));
    return CRIB_OK;
}

/* A killed maker may have left a catalogue without its settings. */
static int is_finished(struct archive *a, bool *finished, struct crib_err *err)
{
    const char *texts;
    CRIB_TRY(catalogue_get(&a->catalogue, "texts", &a->arena, &texts, err));
    *finished = texts != NULL;
    return CRIB_OK;
}

static int open_all(struct archive *a, const struct archive_open *how, struct crib_err *err)
{
    bool there, finished = true;
    CRIB_TRY(has_catalogue(a->folder, &there, err));
    CRIB_TRY(prepare_folder(a, how, there, err));
    if (how->work)
        CRIB_TRY(lockfile_take(&a->lock, a->folder, LOCK, how->work, err));
    CRIB_TRY(has_catalogue(a->folder, &there, err)); /* another may have made it meanwhile */
    CRIB_TRY(open_catalogue(a, how, there, err));
    CRIB_TRY(is_finished(a, &finished, err));
    if (!finished && how->create) {
        CRIB_TRY(making_of(how, &a->arena, &a->making, err));
        a->fold = fold_hash();
        CRIB_TRY(catalogue_begin(&a->catalogue, err));
        CRIB_TRY(write_settings(a, err));
        CRIB_TRY(catalogue_commit(&a->catalogue, err));
    } else if (!finished) {
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "the index %.80s was never finished", a->folder);
    }
    CRIB_TRY(read_settings(a, err));
    if (how->o)
        CRIB_TRY(check_making(a, how, err));
    return open_segments(a, err);
}

int archive_read_here_and_there(struct archive *a, struct crib_err *err)
{
    for (size_t i = 0; i < a->n_segment; i++)
        CRIB_TRY(segfile_read_here_and_there(&a->segment[i].file, err));
    return CRIB_OK;
}

static void reset(struct archive *a)
{
    for (size_t i = 0; i < a->n_segment; i++)
        archive_segment_done(&a->segment[i]);
    a->n_segment = 0;
    catalogue_close(&a->catalogue);
}

int archive_open(struct archive *a, const char *folder, const struct archive_open *how, struct crib_err *err)
{
    enum { TRIES = 20 }; /* a writer may drop a file between the list's reading and the file's opening */
    *a = (struct archive){ .lock = { .fd = -1 } };
    arena_init(&a->arena);
    size_t n = strlen(folder);
    while (n > 1 && folder[n - 1] == '/')
        n--;
    a->folder = mem_strndup(folder, n);
    if (!a->folder)
        return CRIB_NOMEM(err);
    bool there = true;
    int rc = open_all(a, how, err);
    for (int i = 1;
         i < TRIES && rc == CRIB_E_DAMAGED && !how->work && has_catalogue(a->folder, &there, NULL) == CRIB_OK && there;
         i++) {
        struct timespec pause = { .tv_nsec = 5000000 };
        nanosleep(&pause, NULL);
        reset(a);
        rc = open_all(a, how, err);
    }
    return rc;
}

void archive_close(struct archive *a)
{
    reset(a);
    lockfile_drop(&a->lock);
    for (size_t i = 0; i < a->n_doomed; i++)
        mem_free(a->doomed[i].file);
    mem_free(a->doomed);
    mem_free(a->segment);
    mem_free(a->folder);
    arena_done(&a->arena);
    *a = (struct archive){ .lock = { .fd = -1 } };
}
