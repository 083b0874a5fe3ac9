/* SPDX-License-Identifier: MIT */
/* Tables. The floors are stated once, here. */
#include "speed/speed_print.h"

void print_corpus(const struct bench *b, FILE *out)
{
    double text = (double)b->text_bytes;
    fprintf(out, "speed: %u documents, %" PRIu64 " bytes of text, %d rounds\n", b->n_docs, b->text_bytes, b->n_rounds);
    fprintf(out, "speed: %" PRIu64 " of %" PRIu64 " planted copies told as near-duplicates, %" PRIu64 " by whole documents\n", b->n_found,
            b->n_copies, b->n_found_whole);
    fprintf(out, "speed: all seeds take %.3f of the text's bytes, those kept in the index %.3f\n",
            (double)b->seed_bytes / text, (double)b->index_bytes / text);
    fprintf(out, "speed: two threads of plain arithmetic do %.2f times what one does on this machine, now\n",
            median_of(b->two_to_one, b->n_rounds));
}

int print_stages(const struct bench *b, FILE *out)
{
    fprintf(out, "stage\tbytes\tdocuments\tms_min\tms_median\tMB_per_s\tratio_to_memcpy\tpeak_memory_KiB\n");
    for (int i = 0; i < STAGES; i++) {
        enum stage s = (enum stage)i;
        uint64_t bytes = stage_bytes(b, s);
        double median = median_of(b->ms[s], b->n_rounds);
        uint32_t n_docs = s == STAGE_MEMCPY ? 0 : s == STAGE_COMPARE ? b->n_many : b->n_docs;
        fprintf(out, "%s\t%" PRIu64 "\t%u\t%.4f\t%.4f\t", stage_names[s].name, bytes, n_docs,
                least_of(b->ms[s], b->n_rounds), median);
        if (median > 0)
            fprintf(out, "%.1f\t%.4f\t", (double)bytes / median / 1e3, stage_to_memcpy(b, s));
        else
            fprintf(out, "-\t-\t"); /* there was nothing to do */
        fprintf(out, "%" PRIu64 "\n", b->peak[s]);
    }
    return 0;
}

int print_gates(const struct bench *b, bool baseline, FILE *out)
{
    const struct { const char *gate; double value, floor; bool at_most; } gates[] = {
        { "fold / memcpy", stage_to_memcpy(b, STAGE_FOLD), .08, false },
        { "text to signature / memcpy", stage_to_memcpy(b, STAGE_SIGNATURE), baseline ? .03 : .06, false },
        { "text to MinHash / ICU, XXH3 and MinHash", stage_ratio(b, STAGE_SIGNATURE_ALONE, STAGE_SIGNATURE_ICU), 4, false },
        { "text to signature, two threads / one", stage_ratio(b, STAGE_SIGNATURE_TWO, STAGE_SIGNATURE_ONE), 1.7, false },
        { "LSH grouping / a map of roaring bitmaps", stage_ratio(b, STAGE_LSH, STAGE_LSH_ROARING), 10, false },
        { "aligned verdicts of whole documents / text to signature", stage_ratio(b, STAGE_WHOLE, STAGE_SIGNATURE), .4, false },
        { "aligned verdicts of all passages / text to signature and seeds", stage_ratio(b, STAGE_ALIGNED, STAGE_SKETCH), .4, false },
        { "passage index build / text to signature", stage_ratio(b, STAGE_INDEX, STAGE_SIGNATURE), .35, false },
        { "passage index size / text (at most)", (double)b->index_bytes / (double)b->text_bytes, .20, true },
        { "signature comparison / memcpy", stage_to_memcpy(b, STAGE_COMPARE), .4, false },
        { "RMSE of the estimate / sqrt(J(1-J)/k) (at most)", estimate_error(), 1.05, true },
    };
    int n_short = 0;
    fprintf(out, "gate\tvalue\tfloor\tok|short\n");
    for (size_t i = 0; i < COUNT_OF(gates); i++) {
        bool ok = gates[i].at_most ? gates[i].value <= gates[i].floor : gates[i].value >= gates[i].floor;
        fprintf(out, "%s\t%.4f\t%.2f\t%s\n", gates[i].gate, gates[i].value, gates[i].floor, ok ? "ok" : "short");
        n_short += !ok;
    }
    return n_short > 0;
}
