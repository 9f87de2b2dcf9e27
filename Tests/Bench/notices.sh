# shellcheck shell=bash
# Notices handed over to a mail server of the tests: sourced by Tests/bench.

# The same number of messages of the same size by Python's smtplib, on one connection.
smtplib='
import smtplib, sys
port, count = int(sys.argv[1]), int(sys.argv[2])
line = "Please install the certificate of shop.example.\r\n"
with smtplib.SMTP("127.0.0.1", port) as server:
    for number in range(count):
        text = "Message-ID: <%d@bench.example>\r\n\r\n" % number + line * 42
        server.sendmail("staff@seller.example", ["customer%d@shop.example" % number], text)
'

# seconds COMMAND...: how long it took; what it says goes to a file.
seconds() {
    /usr/bin/time --quiet -f %e -o "$folder/seconds" "$@" >"$folder/said"
    cat "$folder/seconds"
}

# measure_notices COUNT LIMIT: ours beside smtplib to the same server in the same run.
measure_notices() {
    local count=$1 limit=$2 port mine other ratio growth memory messages connections verdict=ok
    coproc mail { exec "$bin/bench-notices" serve; }
    # The coprocess's own variables go with it.
    local id=$mail_PID from=${mail[0]} to=${mail[1]}
    read -r port <&"$from"
    mine=$(seconds "$bin/bench-notices" send "$port" "$count")
    growth=$(cat "$folder/said")
    echo >&"$to"
    read -r messages connections <&"$from"
    expect "notices that arrived" "$messages" "$count"
    expect "connections" "$connections" 1
    other=$(seconds python3 -c "$smtplib" "$port" "$count")
    eval "exec $to>&-"
    wait "$id"
    memory=$(/usr/bin/time --quiet -f %M "$bin/bench-notices" send 1 0 2>&1 >/dev/null)
    memory=$(((memory + growth + 1023) / 1024))
    ratio=$(awk -v a="$mine" -v b="$other" 'BEGIN { printf "%.2f", a / b }')
    # Nothing of a message stays when it is gone: 4 MiB are a few pages more of the allocator's.
    [ "$growth" -le 4096 ] || verdict=over
    awk -v r="$ratio" -v l="$limit" 'BEGIN { exit r > l }' || verdict=over
    [ "$verdict" = ok ] || over=1
    printf '%-14s %9d %10.1f %10.1f %7s %6s %9d  %s\n' notices "$count" \
        "$(awk -v s="$mine" 'BEGIN { print s * 1000 }')" \
        "$(awk -v s="$other" 'BEGIN { print s * 1000 }')" "$ratio" "$limit" "$memory" "$verdict"
    printf '%-14s %9s per second: ours %.0f, theirs %.0f\n' "" "" \
        "$(awk -v s="$mine" -v n="$count" 'BEGIN { print n / s }')" \
        "$(awk -v s="$other" -v n="$count" 'BEGIN { print n / s }')"
}
