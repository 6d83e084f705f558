/*
 * Measures one kernel in the guest:
 *
 *   kernels NAME WARM_MILLISECONDS REPETITIONS
 *
 * works for so long that translators are warm, then times each repetition, and writes a line:
 *
 *   sidestep: kernel NAME nanos=N best=N operations=N sum=HEX      nanos is the median of a repetition
 *   sidestep: kernel NAME error=WHAT
 */
#include "kernel.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const struct kernel *const KERNELS[] = {
    &coremark_like, &dhrystone_like, &sum_large, &sum_small,      &copy_large, &copy_small,
    &chase,         &sieve,          &fibonacci, &sort,           &nbody,      &system_call,
    &context_switch, &page_fault,    &process,   &gzip,           &sha256sum,
};

enum { MOST_REPETITIONS = 1000 };

static const char *asked = "?";

void fail(const char *what) {
  printf("\nsidestep: kernel %s error=%s:%s\n", asked, what, strerror(errno));
  exit(1);
}

static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

static int ascending(const void *a, const void *b) {
  uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
  return (left > right) - (left < right);
}

static const struct kernel *find(const char *name) {
  for (size_t i = 0; i < sizeof KERNELS / sizeof *KERNELS; i++) {
    if (strcmp(KERNELS[i]->name, name) == 0) {
      return KERNELS[i];
    }
  }
  fail("no-such-kernel");
}

/* At least once, so that there is a checksum to compare with. */
static uint64_t warm_up(const struct kernel *kernel, uint64_t nanos) {
  uint64_t start = now();
  uint64_t sum = kernel->work();
  while (now() - start < nanos) {
    require(kernel->work() == sum, "checksum");
  }
  return sum;
}

int main(int count, char **words) {
  static uint64_t times[MOST_REPETITIONS];
  require(count == 4, "usage");
  asked = words[1];
  const struct kernel *kernel = find(asked);
  long repetitions = atol(words[3]);
  require(repetitions > 0 && repetitions <= MOST_REPETITIONS, "repetitions");
  if (kernel->prepare) {
    kernel->prepare();
  }
  uint64_t sum = warm_up(kernel, strtoull(words[2], NULL, 10) * 1000000);
  for (long i = 0; i < repetitions; i++) {
    uint64_t start = now();
    uint64_t again = kernel->work();
    times[i] = now() - start;
    require(again == sum, "checksum");
  }
  qsort(times, (size_t)repetitions, sizeof *times, ascending);
  printf("sidestep: kernel %s nanos=%" PRIu64 " best=%" PRIu64 " operations=%" PRIu64
         " sum=%" PRIx64 "\n",
         kernel->name, times[repetitions / 2], times[0], kernel->operations, sum);
  return 0;
}
