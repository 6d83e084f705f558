/* Programs of the guest's busybox on a file of made-up text; an operation is a byte of it. */
#include "kernel.h"

#include <fcntl.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { GZIP_BYTES = 1 << 19, SHA256_BYTES = 4 << 20, BUFFER = 1 << 16 };

#define BUSYBOX "/bin/busybox"
#define INPUT "/tmp/kernel-input"
#define OUTPUT "/tmp/kernel-output"

static void write_all(int file, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(file, bytes, count);
    require(written > 0, "write");
    bytes += written;
    count -= (size_t)written;
  }
}

/* Words of few kinds in no order: compressible, but not by much. */
static void write_text(size_t bytes) {
  static const char *const WORDS[] = {"custody ", "of ",    "a ",     "device ", "passes ",   "from ",
                                      "the ",     "guest ", "to ",    "its ",    "monitor, ", "and ",
                                      "back\n",   "again ", "while ", "it ",     "runs. "};
  static char buffer[BUFFER];
  uint64_t state = 4;
  int file = open(INPUT, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  require(file >= 0, "open");
  for (size_t at = 0; bytes > 0;) {
    const char *word = WORDS[next_random(&state) % 17];
    while (*word && at < BUFFER && at < bytes) {
      buffer[at++] = *word++;
    }
    if (at == BUFFER || at == bytes) {
      write_all(file, buffer, at);
      bytes -= at;
      at = 0;
    }
  }
  close(file);
}

static void onto(int number, const char *path, int flags) {
  int file = open(path, flags, 0600);
  if (file < 0 || dup2(file, number) != number) {
    _exit(126);
  }
}

static void run(const char *applet) {
  pid_t child = fork();
  require(child >= 0, "fork");
  if (child == 0) {
    onto(0, INPUT, O_RDONLY);
    onto(1, OUTPUT, O_WRONLY | O_CREAT | O_TRUNC);
    execl(BUSYBOX, applet, (char *)NULL);
    _exit(127);
  }
  int status;
  require(waitpid(child, &status, 0) == child && status == 0, applet);
}

static uint64_t sum_of_output(void) {
  static uint64_t buffer[BUFFER / 8];
  uint64_t sum = 0;
  int file = open(OUTPUT, O_RDONLY);
  require(file >= 0, "open");
  memset(buffer, 0, sizeof buffer);
  for (ssize_t count = read(file, buffer, BUFFER); count > 0; count = read(file, buffer, BUFFER)) {
    for (ssize_t i = 0; i < (count + 7) / 8; i++) {
      sum = mix(sum, buffer[i]);
    }
    memset(buffer, 0, sizeof buffer);
  }
  close(file);
  return sum;
}

static void prepare_gzip(void) {
  write_text(GZIP_BYTES);
}

static uint64_t gzip_work(void) {
  run("gzip");
  return sum_of_output();
}

static void prepare_sha256sum(void) {
  write_text(SHA256_BYTES);
}

static uint64_t sha256sum_work(void) {
  run("sha256sum");
  return sum_of_output();
}

const struct kernel gzip = {"gzip", GZIP_BYTES, prepare_gzip, gzip_work};
const struct kernel sha256sum = {"sha256sum", SHA256_BYTES, prepare_sha256sum, sha256sum_work};
