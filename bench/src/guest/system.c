/* What the operating system does for a program, which is where a machine changes modes and tables. */
#define _GNU_SOURCE
#include "kernel.h"

#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- A system call that does next to nothing ------------------------------------------------------ */

enum { SYSTEM_CALLS = 200000 };

static uint64_t system_call_work(void) {
  long parent = syscall(SYS_getppid);
  uint64_t changes = 0;
  for (int i = 0; i < SYSTEM_CALLS; i++) {
    changes += syscall(SYS_getppid) != parent;
  }
  return changes;
}

const struct kernel system_call = {"syscall", SYSTEM_CALLS, 0, system_call_work};

/* --- Two processes that take turns, by a byte in a pipe each; an operation is a change ------------ */

enum { ROUND_TRIPS = 2000 };

static int to_echo[2], from_echo[2];

/* Gives back what it gets, one more, until the other end is closed. */
static void echo(void) {
  uint8_t byte;
  close(to_echo[1]);
  close(from_echo[0]);
  while (read(to_echo[0], &byte, 1) == 1) {
    byte++;
    if (write(from_echo[1], &byte, 1) != 1) {
      break;
    }
  }
  _exit(0);
}

static void prepare_switch(void) {
  require(pipe(to_echo) == 0 && pipe(from_echo) == 0, "pipe");
  pid_t child = fork();
  require(child >= 0, "fork");
  if (child == 0) {
    echo();
  }
  close(to_echo[0]);
  close(from_echo[1]);
}

static uint64_t switch_work(void) {
  uint64_t sum = 0;
  for (int i = 0; i < ROUND_TRIPS; i++) {
    uint8_t byte = (uint8_t)i;
    require(write(to_echo[1], &byte, 1) == 1 && read(from_echo[0], &byte, 1) == 1, "echo");
    sum = mix(sum, byte);
  }
  return sum;
}

const struct kernel context_switch = {"switch", 2 * ROUND_TRIPS, prepare_switch, switch_work};

/* --- New pages, touched for the first time, and given back; an operation is a page --------------- */

enum { PAGE = 4096, PAGES = 2048, MAPPINGS = 2 };

static uint64_t touch_new_pages(void) {
  uint8_t *memory =
      mmap(NULL, (size_t)PAGES * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  require(memory != MAP_FAILED, "mmap");
  /* Small pages only; a kernel that has no others refuses, which is as good. */
  madvise(memory, (size_t)PAGES * PAGE, MADV_NOHUGEPAGE);
  uint64_t sum = 0;
  for (int page = 0; page < PAGES; page++) {
    memory[(size_t)page * PAGE] = 1;
    sum += memory[(size_t)page * PAGE + 1];
  }
  require(munmap(memory, (size_t)PAGES * PAGE) == 0, "munmap");
  return sum;
}

static uint64_t fault_work(void) {
  uint64_t sum = 0;
  for (int i = 0; i < MAPPINGS; i++) {
    sum = mix(sum, touch_new_pages());
  }
  return sum;
}

const struct kernel page_fault = {"fault", (uint64_t)PAGES *MAPPINGS, 0, fault_work};

/* --- Processes that end at once; an operation is a process ---------------------------------------- */

enum { PROCESSES = 50 };

static uint64_t process_work(void) {
  uint64_t sum = 0;
  for (int i = 0; i < PROCESSES; i++) {
    int status;
    pid_t child = fork();
    require(child >= 0, "fork");
    if (child == 0) {
      _exit(i & 0x7f);
    }
    require(waitpid(child, &status, 0) == child && WIFEXITED(status), "wait");
    sum = mix(sum, (uint64_t)WEXITSTATUS(status));
  }
  return sum;
}

const struct kernel process = {"fork", PROCESSES, 0, process_work};
