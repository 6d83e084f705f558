#!/bin/busybox sh
# The first process of a Sidestep guest. What a host sees of it, each on a line of its own on ttyS0:
#
#   sidestep: userland up cpus=N <uname -a>
#   sidestep: error <why>                    something asked for is impossible; followed by bye
#   sidestep: bye                            the last line, before power off or reset
#
# Words of the kernel command line:
#   sidestep.mode=shell (default) | poweroff | reboot | traffic | network
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
#
# Network cards: the host puts their drivers into /modules, and their names into /modules/order. A shell finds them
# loaded, and an address by DHCP soon after. In the mode "network" the host types orders, one a line, each answered by
# a line; those with a * run beside each other and answer when they have ended, "halt" ends a sender:
#
#   sidestep: network ready                               orders can be typed
#   up              net up CARD address=A router=R        drivers, link, DHCP on each card; R is the HOST below
#   send PORT *     net send status=S                     /data/send again and again to HOST, until "halt"
#   receive PORT *  net receive status=S sha256=H         what HOST sends until it closes
#   connect PORT N *     net connect good=N bad=N         N connections, each sends a number and expects it back
#   datagrams PORT N *   net datagrams status=S           N datagrams (RFC 3164), each ends with its number, from 1
#   fetch PORT *    net fetch status=S sha256=H           by TFTP, blocks of 1024 bytes
#   ping N SECONDS * net ping status=S sent=N received=N duplicates=N
#   flap N *        net flap status=S                     N times the link down and up
#   reload N *      net reload status=S                   N times the drivers out and in
#   counters        net counters NAME=N...                of TCP, UDP and the first card
#   halt            net halt
#   wait            net idle                              nothing runs any more
#   log             kernel log before=N after=M           as above
#   bye

PATH=/bin:/sbin:/usr/bin
TTY=/dev/ttyS0
RECORD=256

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

# What the kernel has logged since line $1.
report_log() {
  after=$(kernel_lines)
  say "kernel log before=$1 after=$after"
  dmesg | tail -n +$(($1 + 1)) | while read -r line; do say "kernel: $line"; done
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
  report_log "$before"
  finish poweroff
}

# The interfaces that belong to a device.
cards() {
  for card in /sys/class/net/*; do
    [ -e "$card/device" ] && echo "${card##*/}"
  done
}

load_drivers() {
  [ -e /modules/order ] || return 0
  while read -r module; do
    insmod "/modules/$module.ko" || return 1
  done </modules/order
}

unload_drivers() {
  for module in $(awk '{ line = $0 " " line } END { print line }' /modules/order); do
    rmmod "$module" || return 1
  done
}

# Waits until $1 has a link, for as long as a negotiation may take (IEEE 802.3 28.3.2).
await_link() {
  for _ in $(seq 100); do
    [ "$(cat "/sys/class/net/$1/carrier" 2>/dev/null)" = 1 ] && return 0
    usleep 50000
  done
  return 1
}

# udhcpc calls /init with what has happened; the rest is in the environment.
dhcp_event() {
  case $1 in
    deconfig) ip addr flush dev "$interface" ;;
    bound | renew)
      ip addr flush dev "$interface"
      ip addr add "$ip/$mask" broadcast + dev "$interface"
      set -- $router
      if [ $# -gt 0 ]; then
        ip route replace default via "$1" dev "$interface"
        [ -e /tmp/router ] || echo "$1" >/tmp/router
      fi
      for server in $dns; do echo "nameserver $server"; done >/etc/resolv.conf
      say "net up $interface address=$ip router=$1"
      ;;
  esac
}

card_up() {
  ip link set "$1" up
  await_link "$1" || { say "net no link on $1"; return 1; }
  udhcpc -i "$1" -f -q -n -t 4 -T 1 -s /init 2>/dev/null || { say "net no lease on $1"; return 1; }
}

network_up() {
  load_drivers || { say "net no driver for the card"; return 1; }
  ip link set lo up
  for card in $(cards); do
    card_up "$card" || return 1
  done
}

# Orders of the mode "network". HOST has the services, PORT is theirs.
send_forever() {
  until [ -e /tmp/halt ]; do
    cat /data/send
  done | nc "$HOST" "$1" >/dev/null
  say "net send status=$?"
}

# The status of a pipeline is that of its last command, so that of the first one goes through a file.
receive_all() {
  hash=$({ nc "$HOST" "$1" </dev/null; echo $? >/tmp/received; } | sha256sum)
  say "net receive status=$(cat /tmp/received) sha256=${hash%% *}"
}

connect_often() {
  good=0
  for number in $(seq "$2"); do
    [ "$(echo "$number" | nc "$HOST" "$1")" = "$number" ] && good=$((good + 1))
  done
  say "net connect good=$good bad=$(($2 - good))"
}

send_datagrams() {
  syslogd -n -R "$HOST:$1" &
  daemon=$!
  until [ -S /dev/log ]; do usleep 1000; done
  seq "$2" | logger
  status=$?
  usleep 200000
  kill $daemon
  say "net datagrams status=$status"
}

fetch() {
  hash=$({ tftp -g -b 1024 -r data -l - "$HOST" "$1"; echo $? >/tmp/fetched; } | sha256sum)
  say "net fetch status=$(cat /tmp/fetched) sha256=${hash%% *}"
}

ping_host() {
  result=$(ping -q -c "$1" -i "$2" -W 2 "$HOST")
  status=$?
  # 100 packets transmitted, 100 packets received, 2 duplicates, 0% packet loss
  say "net ping status=$status $(echo "$result" | awk '/transmitted/ {
    for (i = 2; i <= NF; i++) if ($i ~ /^duplicates/) repeated = $(i - 1)
    print "sent=" $1, "received=" $4, "duplicates=" repeated + 0 }')"
}

flap() {
  card=$(cards | head -n 1)
  status=0
  for _ in $(seq "$1"); do
    ip link set "$card" down && ip link set "$card" up && await_link "$card" || status=1
    ip route replace default via "$HOST" dev "$card"
  done
  say "net flap status=$status"
}

reload() {
  status=0
  for _ in $(seq "$1"); do
    unload_drivers && network_up || status=1
  done
  say "net reload status=$status"
}

# The columns of /proc/net/snmp and netstat have their names in the line before.
counters() {
  card=/sys/class/net/$(cards | head -n 1)/statistics
  say "net counters $(awk -v names='Tcp:RetransSegs Tcp:InErrs Tcp:InSegs Tcp:OutSegs Udp:InErrors TcpExt:TCPTimeouts
      Icmp:InEchos Icmp:OutEchoReps
      TcpExt:TCPOFOQueue TcpExt:TCPDSACKRecv TcpExt:TCPDSACKOldSent' '
    BEGIN { split(names, list); for (i in list) wanted[list[i]] }
    $1 != last { last = $1; split($0, name); next }
    { for (i = 2; i <= NF; i++) if ($1 name[i] in wanted) printf "%s=%s ", name[i], $i; last = "" }
    ' /proc/net/snmp /proc/net/netstat)$(cd "$card" && for name in [rt]x_*; do
    echo "$name=$(cat "$name")"; done | tr '\n' ' ')"
}

network() {
  stty -F $TTY -echo
  dmesg -n 1
  mkdir -p /etc
  before=$(kernel_lines)
  say "network ready"
  while read -r order port count; do
    HOST=$(cat /tmp/router 2>/dev/null)
    case $order in
      up) rm -f /tmp/router; network_up; before=$(kernel_lines) ;;
      send) rm -f /tmp/halt; send_forever "$port" & ;;
      receive) receive_all "$port" & ;;
      connect) connect_often "$port" "$count" & ;;
      datagrams) send_datagrams "$port" "$count" & ;;
      fetch) fetch "$port" & ;;
      ping) ping_host "$port" "$count" & ;;
      flap) flap "$port" & ;;
      reload) reload "$port" & ;;
      counters) counters ;;
      halt) touch /tmp/halt; say "net halt" ;;
      wait) wait; say "net idle" ;;
      log) report_log "$before" ;;
      bye) break ;;
      '') ;;
      *) say "net unknown order $order" ;;
    esac
  done
  finish poweroff
}

shell() {
  /bin/busybox --install -s /bin
  mkdir -p /etc
  network_up &
  cd /root || cd /
  echo "Type 'poweroff -f' to switch the machine off."
  HOME=/root TERM=vt100 setsid cttyhack sh -l
  finish poweroff
}

# Not the first process: udhcpc has started it.
if [ $$ != 1 ]; then
  dhcp_event "$1"
  exit
fi

# Once /proc is there, the shell finds busybox programs by itself, through /proc/self/exe.
/bin/busybox mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev

say "userland up cpus=$(nproc) $(uname -a)"
mode=$(option mode shell)
case $mode in
  shell) shell ;;
  poweroff | reboot) finish "$mode" ;;
  traffic) traffic ;;
  network) network ;;
  *) fail "unknown sidestep.mode=$mode; shell, poweroff, reboot, traffic and network are known" ;;
esac
