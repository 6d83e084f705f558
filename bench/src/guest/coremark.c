/*
 * A mix of the kinds of work that a small processor does: a linked list that is searched, turned
 * round and sorted; matrices of 16-bit numbers; a state machine over text; and a CRC of it all. An
 * operation is one iteration of the four.
 */
#include "kernel.h"

#include <stddef.h>
#include <string.h>

enum { ITERATIONS = 5000, NODES = 64, SIZE = 12, TEXT_BYTES = 512 };

struct node {
  struct node *next;
  int16_t key;
  int16_t value;
};

static struct node nodes[NODES];
static int16_t left[SIZE][SIZE], right[SIZE][SIZE];
static int32_t product[SIZE][SIZE];
static char text[TEXT_BYTES + 1];

/* CRC-16 of CCITT, a bit at a time (polynomial x^16 + x^12 + x^5 + 1). */
static uint16_t crc_byte(uint16_t crc, uint8_t byte) {
  crc ^= (uint16_t)(byte << 8);
  for (int bit = 0; bit < 8; bit++) {
    crc = (uint16_t)(crc & 0x8000 ? crc << 1 ^ 0x1021 : crc << 1);
  }
  return crc;
}

static uint16_t crc_word(uint16_t crc, uint32_t word) {
  for (int shift = 0; shift < 32; shift += 8) {
    crc = crc_byte(crc, (uint8_t)(word >> shift));
  }
  return crc;
}

/* --- The list ---------------------------------------------------------------------------------- */

static struct node *new_list(uint16_t seed) {
  for (int i = 0; i < NODES; i++) {
    nodes[i].key = (int16_t)((i * 37 + seed) & 0x7fff);
    nodes[i].value = (int16_t)(i ^ seed);
    nodes[i].next = i + 1 < NODES ? &nodes[i + 1] : NULL;
  }
  return nodes;
}

static const struct node *find(const struct node *list, int16_t value) {
  while (list && list->value != value) {
    list = list->next;
  }
  return list;
}

static struct node *turn_round(struct node *list) {
  struct node *turned = NULL;
  while (list) {
    struct node *next = list->next;
    list->next = turned;
    turned = list;
    list = next;
  }
  return turned;
}

static int by_key(const struct node *a, const struct node *b) {
  return (a->key & 0xff) - (b->key & 0xff);
}

static int by_value(const struct node *a, const struct node *b) {
  return a->value - b->value;
}

typedef int (*order)(const struct node *, const struct node *);

static struct node *merge(struct node *a, struct node *b, order compare) {
  struct node head = {NULL, 0, 0}, *last = &head;
  while (a && b) {
    struct node **first = compare(a, b) <= 0 ? &a : &b;
    last->next = *first;
    last = *first;
    *first = last->next;
  }
  last->next = a ? a : b;
  return head.next;
}

/* By merging halves. */
static struct node *sorted(struct node *list, int length, order compare) {
  if (length <= 1) {
    list->next = NULL;
    return list;
  }
  struct node *middle = list;
  for (int i = 0; i < length / 2; i++) {
    middle = middle->next;
  }
  struct node *second = sorted(middle, length - length / 2, compare);
  return merge(sorted(list, length / 2, compare), second, compare);
}

static uint16_t list_work(uint16_t crc) {
  struct node *list = new_list(crc);
  int found = 0;
  for (int16_t value = 0; value < 16; value++) {
    found += find(list, (int16_t)(value ^ crc)) != NULL;
    list = turn_round(list);
  }
  list = sorted(list, NODES, by_key);
  crc = crc_word(crc, (uint32_t)(found << 16 | (uint16_t)list->value));
  list = sorted(list, NODES, by_value);
  return crc_word(crc, (uint32_t)list->key);
}

/* --- Matrices ---------------------------------------------------------------------------------- */

static void fill_matrices(uint16_t seed) {
  for (int row = 0; row < SIZE; row++) {
    for (int column = 0; column < SIZE; column++) {
      left[row][column] = (int16_t)(row * 7 + column + seed);
      right[row][column] = (int16_t)((row ^ column) * 3 - (seed & 0xff));
    }
  }
}

static void multiply(void) {
  for (int row = 0; row < SIZE; row++) {
    for (int column = 0; column < SIZE; column++) {
      int32_t sum = 0;
      for (int i = 0; i < SIZE; i++) {
        sum += left[row][i] * right[i][column];
      }
      product[row][column] = sum;
    }
  }
}

static int32_t condense(void) {
  int32_t sum = 0, last = 0;
  for (int row = 0; row < SIZE; row++) {
    for (int column = 0; column < SIZE; column++) {
      int32_t bits = product[row][column] >> 2 & 0xfff;
      sum += bits > last ? 10 : bits & 7;
      last = bits;
    }
  }
  return sum;
}

static uint16_t matrix_work(uint16_t crc) {
  fill_matrices(crc);
  multiply();
  return crc_word(crc, (uint32_t)condense());
}

/* --- A state machine: which words of a text are numbers ------------------------------------------ */

enum state { START, SIGN, INTEGER, POINT, FRACTION, EXPONENT, EXPONENT_SIGN, SCIENTIFIC, WRONG, STATES };

static int is_digit(char c) {
  return c >= '0' && c <= '9';
}

static enum state after(enum state state, char c) {
  switch (state) {
  case START:
    return is_digit(c) ? INTEGER : c == '+' || c == '-' ? SIGN : c == '.' ? POINT : WRONG;
  case SIGN:
    return is_digit(c) ? INTEGER : c == '.' ? POINT : WRONG;
  case INTEGER:
    return is_digit(c) ? INTEGER : c == '.' ? FRACTION : c == 'e' ? EXPONENT : WRONG;
  case POINT:
    return is_digit(c) ? FRACTION : WRONG;
  case FRACTION:
    return is_digit(c) ? FRACTION : c == 'e' ? EXPONENT : WRONG;
  case EXPONENT:
    return is_digit(c) ? SCIENTIFIC : c == '+' || c == '-' ? EXPONENT_SIGN : WRONG;
  case EXPONENT_SIGN:
  case SCIENTIFIC:
    return is_digit(c) ? SCIENTIFIC : WRONG;
  default:
    return WRONG;
  }
}

static void prepare(void) {
  static const char *const WORDS[] = {"5012", "-7.25", "+12e3", "0.5e-2", ".75", "x19", "--4", "1e"};
  size_t length = 0;
  for (int i = 0; length < TEXT_BYTES; i++) {
    const char *word = WORDS[i * 5 % 8];
    size_t bytes = strlen(word);
    if (length + bytes + 1 > TEXT_BYTES) {
      break;
    }
    memcpy(text + length, word, bytes);
    length += bytes;
    text[length++] = ',';
  }
}

static uint16_t state_work(uint16_t crc) {
  int entered[STATES] = {0}, ended[STATES] = {0};
  enum state state = START;
  for (const char *at = text + (crc & 7); *at; at++) {
    if (*at == ',') {
      ended[state]++;
      state = START;
    } else {
      enum state next = after(state, *at);
      entered[next] += next != state;
      state = next;
    }
  }
  for (int i = 0; i < STATES; i++) {
    crc = crc_word(crc, (uint32_t)(entered[i] << 16 | ended[i]));
  }
  return crc;
}

static uint64_t work(void) {
  uint16_t crc = 0xffff;
  for (int i = 0; i < ITERATIONS; i++) {
    crc = state_work(matrix_work(list_work(crc)));
  }
  return crc;
}

const struct kernel coremark_like = {"coremark-like", ITERATIONS, prepare, work};
