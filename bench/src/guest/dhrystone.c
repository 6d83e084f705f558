/*
 * A mix of what programs in C did when they were counted in the 1980s: many short functions,
 * records that are copied, strings that are compared, enumerations, arrays by index, a division. An
 * operation is one round.
 */
#include "kernel.h"

#include <string.h>

enum { ROUNDS = 300000, LENGTH = 32 };

enum colour { RED, GREEN, BLUE, WHITE };

struct record {
  struct record *next;
  enum colour colour;
  int count;
  char name[LENGTH];
};

static struct record first, second;
static int table[50], square[50][50];
static int total;
static char kept;

#define CALLED __attribute__((noinline))

static CALLED enum colour mixed(enum colour a, int level) {
  switch (a) {
  case RED:
    return level > 100 ? GREEN : RED;
  case GREEN:
    return level & 1 ? BLUE : WHITE;
  case BLUE:
    return WHITE;
  default:
    return GREEN;
  }
}

static CALLED int is_same(char a, char b) {
  char copy = a;
  if (copy != b) {
    return 0;
  }
  kept = copy;
  return 1;
}

static CALLED int is_later(const char *a, const char *b) {
  int at = 2;
  while (at <= 2) {
    at += is_same(a[at], b[at + 1]) ? 0 : 1;
  }
  if (strcmp(a, b) > 0) {
    total += at;
    return 1;
  }
  return 0;
}

static CALLED void add(int a, int b, int *sum) {
  *sum = a + 2 + b;
}

static CALLED void store(int at, int value) {
  table[at] = value;
  table[at + 1] = table[at];
  table[at + 20] = at;
  for (int i = at; i <= at + 1; i++) {
    square[at][i] = at;
  }
  square[at][at - 1]++;
  square[at + 15][at] = table[at];
  total = 5;
}

static CALLED void follow(struct record *record) {
  struct record *next = record->next;
  *next = *record;
  record->count = 5;
  next->count = record->count;
  next->next = record->next;
  next->colour = mixed(record->colour, next->count);
  add(next->count, 10, &next->count);
  if (next->colour == RED) {
    next->count = 6;
    *record = *next;
  }
}

static CALLED uint64_t one_round(int number) {
  char one[LENGTH], other[LENGTH];
  strcpy(one, "the first of many strings, 1st");
  strcpy(other, "the first of many strings, 2nd");
  int a = 2, b = 3, c;
  if (!is_later(one, other)) {
    add(a, b, &c);
  } else {
    c = 0;
  }
  store(8 + number % 16, c);
  first.next = &second;
  first.colour = (enum colour)(number & 3);
  follow(&first);
  for (char letter = 'A'; letter <= 'A' + (number & 1); letter++) {
    if (is_same(letter, 'C')) {
      strcpy(other, "the first of many strings, 3rd");
    }
  }
  b *= a + number;
  a = b / (c + 1);
  return (uint64_t)(7 * (b - a) - c) + (uint64_t)second.count + (uint64_t)second.colour + (uint64_t)total;
}

static uint64_t work(void) {
  memset(table, 0, sizeof table);
  memset(square, 0, sizeof square);
  strcpy(first.name, "a record with a name");
  uint64_t sum = 0;
  for (int i = 0; i < ROUNDS; i++) {
    sum = mix(sum, one_round(i));
  }
  return mix(sum, (uint64_t)table[20] + (uint64_t)square[23][8] + (uint64_t)kept);
}

const struct kernel dhrystone_like = {"dhrystone-like", ROUNDS, 0, work};
