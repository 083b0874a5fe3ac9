/* SPDX-License-Identifier: MIT */
#include <crib.h>
#include <stdio.h>
int main(int argc, char **argv)
{
    struct crib_err err;
    crib_job *job = crib_job_new(NULL, &err);
    for (int i = 1; i < argc; i++)
        crib_job_add_path(job, argv[i], &err);
    crib_result *found = crib_job_scan(job, &err);
    if (!found)
        return fprintf(stderr, "%s\n", err.what), 2;
    for (size_t i = 0; i < crib_result_n_misfiled(found); i++)
        printf("%s\n", crib_result_documents(found)[crib_result_misfiled(found)[i].doc].title);
    crib_result_free(found);
    crib_job_free(job);
}
