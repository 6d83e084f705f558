#!/bin/busybox sh
# The first process of a Sidestep guest. What a host sees of it, each on a line of its own on ttyS0:
#
#   sidestep: userland up cpus=N <uname -a>
#   sidestep: error <why>                    something asked for is impossible; followed by bye
#   sidestep: bye                            the last line, before power off or reset
#
# Words of the kernel command line:
#   sidestep.mode=shell (default) | poweroff | reboot | traffic
#   sidestep.baud=N sidestep.send=BYTES sidestep.receive=BYTES sidestep.seed=N    for traffic
#
# Traffic: the guest sends the first BYTES of /data/send and meanwhile echoes BYTES that the host sends, both in
# records of 256 bytes, whose first byte (the host made them both) tells one stream from the other:
#
#   sidestep: uart before <tx: rx: and error counters of the 8250 driver>
#   sidestep: traffic start baud=N send=BYTES receive=BYTES seed=N
#   ... records only, in any order between the streams, in order within each; not one byte of text ...
#   sidestep: traffic done send=STATUS receive=STATUS      exit statuses, 0 = good
#   sidestep: uart after <counters>
#   sidestep: kernel log before=N after=M
#   sidestep: kernel: <each line of the kernel log that is new>
#
# The host sends nothing before "traffic start", and has at most 2048 bytes whose echo it has not received: a
# terminal holds 4095 unread bytes and without flow control loses what comes next.

PATH=/bin:/sbin:/usr/bin
TTY=/dev/ttyS0
RECORD=256

# Once /proc is there, the shell finds busybox programs by itself, through /proc/self/exe.
/bin/busybox mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev

say() {
  echo "sidestep: $*"
}

# A setting of the terminal waits until its output has left the chip (tcsetattr, TCSADRAIN).
drain() {
  stty -F $TTY "$@"
}

finish() {
  say bye
  drain sane
  "$1" -f
}

fail() {
  say "error $*"
  finish poweroff
}

word() {
  for w in $(cat /proc/cmdline); do
    case $w in
      "sidestep.$1="*) value=${w#*=} ;;
    esac
  done
}

option() {
  value=$2
  word "$1"
  echo "$value"
}

uart_counters() {
  say "uart $1 $(grep '^0:' /proc/tty/driver/serial)"
}

kernel_lines() {
  dmesg | wc -l
}

traffic() {
  baud=$(option baud 115200)
  send=$(option send 0)
  receive=$(option receive 0)
  for bytes in "$send" "$receive"; do
    case $bytes in
      '' | *[!0-9]*) fail "not a number of bytes: $bytes" ;;
    esac
    [ $((bytes % RECORD)) = 0 ] || fail "$bytes is not a multiple of $RECORD"
  done
  size=$(stat -c %s /data/send 2>/dev/null || echo 0)
  [ "$send" -le "$size" ] || fail "/data/send has $size bytes, not $send"

  # Nothing but records may come between start and done: not a message of the kernel, not an echoed character.
  dmesg -n 1
  before=$(kernel_lines)
  uart_counters before
  drain raw -echo min $((RECORD / 4)) time 0 "$baud" || fail "the terminal refuses $baud baud"
  actual=$(stty -F $TTY speed)
  say "traffic start baud=$actual send=$send receive=$receive seed=$(option seed 0)"

  # A write to a terminal is not divided by another one (tty_write_lock), so records stay whole.
  { [ "$send" = 0 ] || dd if=/data/send of=$TTY bs=$RECORD count=$((send / RECORD)) 2>/dev/null; } &
  sender=$!
  dd if=$TTY of=$TTY bs=$RECORD count=$((receive / RECORD)) iflag=fullblock 2>/dev/null
  received=$?
  wait $sender
  sent=$?

  drain sane
  say "traffic done send=$sent receive=$received"
  uart_counters after
  after=$(kernel_lines)
  say "kernel log before=$before after=$after"
  dmesg | tail -n +$((before + 1)) | while read -r line; do say "kernel: $line"; done
  finish poweroff
}

shell() {
  /bin/busybox --install -s /bin
  cd /root || cd /
  echo "Type 'poweroff -f' to switch the machine off."
  HOME=/root TERM=vt100 setsid cttyhack sh -l
  finish poweroff
}

say "userland up cpus=$(nproc) $(uname -a)"
mode=$(option mode shell)
case $mode in
  shell) shell ;;
  poweroff | reboot) finish "$mode" ;;
  traffic) traffic ;;
  *) fail "unknown sidestep.mode=$mode; shell, poweroff, reboot and traffic are known" ;;
esac
