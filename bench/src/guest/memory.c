/*
 * Memory in order and out of it: sums and copies of 16 MB (more than the caches of a translator's
 * tables hold) and of 32 KB again and again, an operation being a byte; and a chain of pointers all
 * over 4 MB, an operation being a step.
 */
#include "kernel.h"

#include <stdlib.h>
#include <string.h>

enum { LARGE = 16 << 20, SMALL = 32 << 10, LARGE_TIMES = 8, SMALL_TIMES = 4096 };

static uint64_t *source, *target;

static void prepare(void) {
  source = malloc(LARGE);
  target = malloc(LARGE);
  require(source && target, "memory");
  uint64_t state = 1;
  for (int i = 0; i < LARGE / 8; i++) {
    source[i] = next_random(&state);
  }
}

static uint64_t sum(const uint64_t *words, long bytes) {
  uint64_t sum = 0;
  for (long i = 0; i < bytes / 8; i++) {
    sum += words[i];
  }
  return sum;
}

static uint64_t sum_often(long bytes, int times) {
  uint64_t all = 0;
  for (int i = 0; i < times; i++) {
    all = mix(all, sum(source, bytes));
    __asm__ volatile("" : : : "memory");
  }
  return all;
}

/* The library's copy, which is what programs use. */
static uint64_t copy_often(long bytes, int times) {
  uint64_t all = 0;
  for (int i = 0; i < times; i++) {
    source[0] = (uint64_t)i;
    memcpy(target, source, (size_t)bytes);
    __asm__ volatile("" : : : "memory");
    all = mix(all, target[0] + target[bytes / 8 - 1]);
  }
  return all;
}

static uint64_t sum_large_work(void) {
  return sum_often(LARGE, LARGE_TIMES);
}

static uint64_t sum_small_work(void) {
  return sum_often(SMALL, SMALL_TIMES);
}

static uint64_t copy_large_work(void) {
  return copy_often(LARGE, LARGE_TIMES);
}

static uint64_t copy_small_work(void) {
  return copy_often(SMALL, SMALL_TIMES);
}

const struct kernel sum_large = {"sum-16m", (uint64_t)LARGE *LARGE_TIMES, prepare, sum_large_work};
const struct kernel sum_small = {"sum-32k", (uint64_t)SMALL *SMALL_TIMES, prepare, sum_small_work};
const struct kernel copy_large = {"copy-16m", (uint64_t)LARGE *LARGE_TIMES, prepare, copy_large_work};
const struct kernel copy_small = {"copy-32k", (uint64_t)SMALL *SMALL_TIMES, prepare, copy_small_work};

/* --- The chain --------------------------------------------------------------------------------- */

enum { LINKS = 65536, STEPS = 4000000 };

/* One line of a cache. */
struct link {
  struct link *next;
  uint64_t number;
  uint64_t padding[6];
};

static struct link *links;

/* One cycle through all (S. Sattolo's algorithm). */
static void prepare_chain(void) {
  static uint32_t order[LINKS];
  links = malloc(LINKS * sizeof *links);
  require(links != NULL, "memory");
  uint64_t state = 2;
  for (uint32_t i = 0; i < LINKS; i++) {
    order[i] = i;
  }
  for (uint32_t i = LINKS - 1; i > 0; i--) {
    uint32_t other = (uint32_t)(next_random(&state) % i), mine = order[i];
    order[i] = order[other];
    order[other] = mine;
  }
  for (uint32_t i = 0; i < LINKS; i++) {
    links[order[i]].next = &links[order[(i + 1) % LINKS]];
    links[order[i]].number = order[i];
  }
}

static uint64_t chase_work(void) {
  const struct link *at = links;
  for (int i = 0; i < STEPS; i++) {
    at = at->next;
  }
  return at->number;
}

const struct kernel chase = {"chase", STEPS, prepare_chain, chase_work};
