/* One thing that "sidestep bench cpu" measures: a fixed amount of work, done again and again. */
#ifndef KERNEL_H
#define KERNEL_H

#include <stdint.h>

struct kernel {
  const char *name;
  /* How many operations one call of work() is; what an operation is, the name says. */
  uint64_t operations;
  /* Before everything, not measured; may be null. */
  void (*prepare)(void);
  /* The same work in each call. Returns a checksum of what it has computed. */
  uint64_t (*work)(void);
};

extern const struct kernel coremark_like, dhrystone_like;
extern const struct kernel sum_large, sum_small, copy_large, copy_small, chase;
extern const struct kernel sieve, fibonacci, sort, nbody;
extern const struct kernel system_call, context_switch, page_fault, process;
extern const struct kernel gzip, sha256sum;

/* A step of a checksum (FNV-1a's multiplier, eight bytes at once). */
static inline uint64_t mix(uint64_t sum, uint64_t value) {
  return (sum ^ value) * 0x100000001b3;
}

/* The next of a fixed sequence of pseudo-random numbers (xorshift, G. Marsaglia, 2003). */
static inline uint64_t next_random(uint64_t *state) {
  uint64_t x = *state;
  x ^= x << 13;
  x ^= x >> 7;
  x ^= x << 17;
  return *state = x;
}

/* Says why on a line that the host understands, and ends the program. */
_Noreturn void fail(const char *what);

/* Fails unless the condition holds. */
static inline void require(int condition, const char *what) {
  if (!condition) {
    fail(what);
  }
}

#endif
