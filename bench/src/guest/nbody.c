/*
 * Double precision: bodies that attract each other, moved by the leapfrog method; masses and orbits
 * are made up. An operation is a step of all bodies. The checksum is of every bit of the result, so
 * both sides have to round alike.
 */
#include "kernel.h"

#include <math.h>
#include <string.h>

enum { BODIES = 5, STEPS = 100000 };

struct body {
  double x, y, z, vx, vy, vz, mass;
};

static struct body bodies[BODIES];

static void place(void) {
  for (int i = 0; i < BODIES; i++) {
    double distance = i * (1.5 + 0.25 * i), speed = i ? 6.0 / sqrt(distance) : 0;
    bodies[i] = (struct body){
        .x = distance * (i & 1 ? 1 : -1),
        .y = 0.1 * i,
        .z = 0.02 * i * i,
        .vx = 0.05 * i,
        .vy = speed * (i & 1 ? 1 : -1),
        .vz = 0.01 * i,
        .mass = i ? 0.01 / i : 36,
    };
  }
}

static void attract(struct body *a, struct body *b, double time) {
  double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
  double squared = dx * dx + dy * dy + dz * dz;
  double pull = time / (squared * sqrt(squared));
  a->vx -= dx * b->mass * pull;
  a->vy -= dy * b->mass * pull;
  a->vz -= dz * b->mass * pull;
  b->vx += dx * a->mass * pull;
  b->vy += dy * a->mass * pull;
  b->vz += dz * a->mass * pull;
}

static void step(double time) {
  for (int i = 0; i < BODIES; i++) {
    for (int j = i + 1; j < BODIES; j++) {
      attract(&bodies[i], &bodies[j], time);
    }
  }
  for (int i = 0; i < BODIES; i++) {
    struct body *body = &bodies[i];
    body->x += time * body->vx;
    body->y += time * body->vy;
    body->z += time * body->vz;
  }
}

static uint64_t work(void) {
  uint64_t sum = 0;
  place();
  for (int i = 0; i < STEPS; i++) {
    step(0.001);
  }
  for (int i = 0; i < BODIES; i++) {
    uint64_t bits[sizeof(struct body) / sizeof(uint64_t)];
    memcpy(bits, &bodies[i], sizeof bits);
    for (unsigned word = 0; word < sizeof bits / sizeof *bits; word++) {
      sum = mix(sum, bits[word]);
    }
  }
  return sum;
}

const struct kernel nbody = {"nbody", STEPS, 0, work};
