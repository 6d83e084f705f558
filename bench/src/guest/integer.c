/* Loops, calls and branches without much memory. */
#include "kernel.h"

#include <stdlib.h>
#include <string.h>

/* --- Primes below a number; an operation is a number --------------------------------------------- */

enum { NUMBERS = 4000000 };

static uint8_t *is_composite;

static void prepare_sieve(void) {
  is_composite = malloc(NUMBERS);
  require(is_composite != NULL, "memory");
}

static uint64_t sieve_work(void) {
  uint64_t primes = 0;
  memset(is_composite, 0, NUMBERS);
  for (uint32_t i = 2; i < NUMBERS; i++) {
    if (!is_composite[i]) {
      primes++;
      for (uint64_t multiple = (uint64_t)i * i; multiple < NUMBERS; multiple += i) {
        is_composite[multiple] = 1;
      }
    }
  }
  return primes;
}

const struct kernel sieve = {"sieve", NUMBERS, prepare_sieve, sieve_work};

/* --- Calls: Fibonacci numbers by their definition; an operation is a call ------------------------ */

enum { FIBONACCI_OF = 33, CALLS = 11405773 };

/* Without the loop that a compiler would make of half of the calls. */
static __attribute__((noinline, noclone, optimize("no-optimize-sibling-calls"))) uint32_t
fibonacci_of(uint32_t n) {
  return n < 2 ? n : fibonacci_of(n - 1) + fibonacci_of(n - 2);
}

static uint64_t fibonacci_work(void) {
  return fibonacci_of(FIBONACCI_OF);
}

const struct kernel fibonacci = {"fibonacci", CALLS, 0, fibonacci_work};

/* --- Branches that nobody can predict; an operation is an element -------------------------------- */

enum { ELEMENTS = 1000000, SHORT = 16 };

static int32_t *elements;

static void prepare_sort(void) {
  elements = malloc(ELEMENTS * sizeof *elements);
  require(elements != NULL, "memory");
}

static void insertion_sort(int32_t *from, int32_t *to) {
  for (int32_t *next = from + 1; next < to; next++) {
    int32_t value = *next, *hole = next;
    for (; hole > from && hole[-1] > value; hole--) {
      *hole = hole[-1];
    }
    *hole = value;
  }
}

static int32_t middle_of(int32_t a, int32_t b, int32_t c) {
  return a < b ? (b < c ? b : a < c ? c : a) : (a < c ? a : b < c ? c : b);
}

/* Quicksort (C. A. R. Hoare, 1962), short stretches by insertion. */
static void quicksort(int32_t *from, int32_t *to) {
  while (to - from > SHORT) {
    int32_t pivot = middle_of(*from, from[(to - from) / 2], to[-1]);
    int32_t *low = from, *high = to - 1;
    while (low <= high) {
      while (*low < pivot) {
        low++;
      }
      while (*high > pivot) {
        high--;
      }
      if (low <= high) {
        int32_t value = *low;
        *low++ = *high;
        *high-- = value;
      }
    }
    quicksort(from, high + 1);
    from = low;
  }
  insertion_sort(from, to);
}

static uint64_t sort_work(void) {
  uint64_t state = 3, sum = 0;
  for (int i = 0; i < ELEMENTS; i++) {
    elements[i] = (int32_t)next_random(&state);
  }
  quicksort(elements, elements + ELEMENTS);
  for (int i = 0; i < ELEMENTS; i += 1000) {
    sum = mix(sum, (uint64_t)elements[i]);
  }
  return sum;
}

const struct kernel sort = {"sort", ELEMENTS, prepare_sort, sort_work};
