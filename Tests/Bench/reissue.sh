# shellcheck shell=bash
# Many reissues against an offline Namecheap that needs a tenth of a second for each answer:
# sourced by Tests/bench.

# start_sandbox FOLDER OPTION...: waits until it answers; its id is in FOLDER/id.
start_sandbox() {
    local place=$1 tries=0
    shift
    mkdir -p "$place/sandbox" "$place/modules.d"
    rm -f "$place/sandbox/control.url"
    "$bin/ssl-sandbox" --strict --state "$place/sandbox" "$@" >"$place/sandbox.log" 2>&1 &
    echo $! >"$place/id"
    until curl -fsS -o "$place/answer" "$(cat "$place/sandbox/control.url" 2>/dev/null)/clock" \
        2>/dev/null; do
        tries=$((tries + 1))
        [ "$tries" -lt 600 ] || { cat "$place/sandbox.log" >&2 && exit 70; }
        sleep 0.1
    done
    printf '%s\n' "Module Namecheap" "Name demo" "Username demo" "APIKey demo-key" \
        "ClientIP 127.0.0.1" "Endpoint $(cat "$place/sandbox/api.url")" "CallsPerMinute 0" \
        "CallsPerHour 0" "CallsPerDay 0" >"$place/modules.d/demo.conf"
    chmod 600 "$place/modules.d/demo.conf"
}

# stop_sandbox FOLDER
stop_sandbox() {
    local id
    [ -e "$1/id" ] || return 0
    id=$(cat "$1/id")
    rm -f "$1/id"
    kill "$id"
    wait "$id" || true
}

# stop_sandboxes: those that are still running when the measuring ends early.
stop_sandboxes() {
    local id
    for id in "$folder"/reissue*/id; do stop_sandbox "${id%/id}"; done
}

# make_hook FOLDER: a hook that publishes in the sandbox's own records.
make_hook() {
    cat >"$1/hook" <<TEXT
#!/bin/sh
case "\$1" in publish) method=POST ;; *) exit 0 ;; esac
case "\$2" in
    cname) set -- type=CNAME "name=\$SSL_RECORD_NAME" ;;
    *) set -- type=FILE "name=\$SSL_DOMAIN" "path=\$5" ;;
esac
exec curl -fsS -o /dev/null -X \$method '$(cat "$1/sandbox/control.url")/records' \\
    --data-urlencode "\$1" --data-urlencode "\$2" \${3:+--data-urlencode "\$3"} \\
    --data-urlencode "value=\$SSL_RECORD_VALUE"
TEXT
    chmod 700 "$1/hook"
}

# enrol FOLDER HOOK: settings for the sandbox, its list read and imported.
enrol() {
    local place=$1 config
    config=$place/ssl-ledger.conf
    # Nobody has these names: what a scan asks hosts and name servers ahead is not measured here.
    printf '%s\n' "Ledger $place/ledger.sqlite" "Store $place/store" "Log $place/log/exchange.log" \
        "ValidationHook $2" "NoticeFrom ssl@reseller.test" "ServedCheck off" \
        "Resolver 127.0.0.1:9" "ValidationLook 0" >"$config"
    # What is past the alarm makes a scan end with 1.
    "$bin/ssl-scan" --config "$config" 2>"$place/errors" || [ $? -eq 1 ]
    # Nobody is there to answer mails.
    sed 's/,email/,cname/' "$place/sandbox/subscriptions.csv" >"$place/subscriptions.csv"
    "$bin/ssl-admin" subscription import "$place/subscriptions.csv" --config "$config" \
        >"$place/imported"
    "$bin/ssl-scan" --config "$config" 2>>"$place/errors" || [ $? -eq 1 ]
}

# measure_reissue NAME COUNT CALLS OPTION...: as many due subscriptions from request to live pair
# in at most so many calls each beside lists, and 1.3 times what all calls need when eight are
# always under way.
measure_reissue() {
    local name=$1 count=$2 most=$3 place=$folder/$1-$2 before calls lists millis wall memory
    local stored hook
    shift 3
    rm -rf "$place"
    # Two of three subscriptions of a sandbox are due when the window is as wide as it can be.
    start_sandbox "$place" --certificates $((count * 2)) --clock 2026-11-23T12:00:00Z
    # A hook that returns at once, unless the CA is to see something.
    case " $* " in *" instantIssue"*) hook=/bin/true ;; *) hook=$place/hook ;; esac
    enrol "$place" "$hook"
    # With what was read before kept, and from now on slow.
    stop_sandbox "$place"
    start_sandbox "$place" --latency 100 "$@"
    make_hook "$place"
    before=$(sqlite3 "$place/ledger.sqlite" "SELECT count(*) FROM api_call")
    wall=$(date +%s%N)
    /usr/bin/time --quiet -f %M -o "$place/peak" "$bin/ssl-reissue" --before 200 --limit "$count" \
        --config "$place/ssl-ledger.conf" >"$place/output" 2>>"$place/errors" || [ $? -eq 1 ]
    millis=$((($(date +%s%N) - wall) / 1000000))
    stop_sandbox "$place"
    stored=$(sqlite3 "$place/ledger.sqlite" "SELECT count(*) FROM issuance WHERE state = 'stored'")
    expect "live pairs of $name" "$stored" "$count"
    calls=$(sqlite3 "$place/ledger.sqlite" "SELECT count(*) - $before FROM api_call")
    lists=$(sqlite3 "$place/ledger.sqlite" "SELECT count(*) FROM api_call WHERE id > $before
        AND command = 'namecheap.ssl.getList'")
    memory=$((($(cat "$place/peak") + 1023) / 1024))
    report_reissue "$name" "$count" "$calls" "$lists" "$most" "$millis" "$memory"
}

# report_reissue NAME COUNT CALLS LISTS MOST MILLIS MEMORY: its line, and the calls of each.
report_reissue() {
    local name=$1 count=$2 calls=$3 lists=$4 most=$5 millis=$6 memory=$7 verdict=ok
    awk -v m="$millis" -v c="$calls" -v s="$lists" -v n="$count" -v l="$most" \
        'BEGIN { exit !(m > 1.3 * c * 100 / 8 || c - s > l * n) }' && verdict=over
    if [ "$memory" -gt 64 ] || [ "$memory" -gt $((${peak_of[$name]:-$memory} + 8)) ]; then
        verdict=over
    fi
    : "${peak_of[$name]:=$memory}"
    [ "$verdict" = ok ] || over=1
    awk -v name="$name" -v n="$count" -v m="$millis" -v c="$calls" -v l="$most" -v p="$memory" \
        -v s="$lists" -v verdict="$verdict" 'BEGIN {
            t = c * 100 / 8
            printf "%-14s %9d %10.1f %10.1f %7.2f %6s %9d  %s, %.3f of %s calls each and %d lists\n",
                name, n, m, t, m / t, "1.3", p, verdict, (c - s) / n, l, s
        }'
}
