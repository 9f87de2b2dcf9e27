# shellcheck shell=bash
# Measures ssl-sandbox with a large world: sourced by Tests/bench, which sets folder, bin and over.
# Each server has one core, the client the other; nginx sends the same page from a file.

# until_there FILE SECONDS: waits for a file with something in it; false when it does not come.
until_there() {
    local deadline=$((SECONDS + $2))
    until [ -s "$1" ]; do
        [ "$SECONDS" -lt "$deadline" ] || return 1
        sleep 0.1
    done
}

# requests_per_second URL FORM: as ab measures it over 3,000 requests by four clients.
requests_per_second() {
    taskset -c 1 ab -q -k -n 3000 -c 4 -p "$2" -T application/x-www-form-urlencoded "$1" \
        >"$folder/ab.log" 2>&1
    awk '/^Failed requests/ { failed = $3 } /^Non-2xx/ { failed += $3 }
        /^Requests per second/ { rate = $4 } END { print (failed > 0) ? 0 : int(rate) }' \
        "$folder/ab.log"
}

# nginx_rate PAGE: how often nginx sends a file in a second.
nginx_rate() {
    local site=$folder/nginx rate
    mkdir -p "$site"
    cp "$1" "$site/page.xml"
    cat >"$site/nginx.conf" <<SETTINGS
daemon off;
pid $site/pid;
error_log $site/error.log;
worker_processes 1;
events {}
http {
    access_log off;
    client_body_temp_path $site; proxy_temp_path $site; fastcgi_temp_path $site;
    uwsgi_temp_path $site; scgi_temp_path $site;
    server { listen 127.0.0.1:18099; root $site; error_page 405 =200 \$uri; }
}
SETTINGS
    taskset -c 0 nginx -p "$site" -c "$site/nginx.conf" >"$site/log" 2>&1 &
    local server=$!
    until_there "$site/pid" 5
    rate=$(requests_per_second "http://127.0.0.1:18099/page.xml" "$folder/list.form")
    kill "$server"
    wait "$server" || true
    echo "$rate"
}

# sandbox_row NAME ROWS OURS LIMIT VERDICT: one line of the table of the sandbox.
sandbox_row() {
    printf '%-18s %9d %10s %10s  %s\n' "$1" "$2" "$3" "$4" "$5"
    [ "$5" = ok ] || over=1
}

# within VALUE LIMIT: ok or over; VALUE may have decimals.
within() { awk -v v="$1" -v l="$2" 'BEGIN { print (v <= l) ? "ok" : "over" }'; }

# measure_sandbox ROWS: start-up, restart, pages and memory of a world.
measure_sandbox() {
    local size=$1 state=$folder/sandbox-$1 word started seconds rate other middle
    rm -rf "$state"
    for word in start restart; do
        rm -f "$state/control.url"
        started=$(date +%s.%N)
        taskset -c 0 "$bin/ssl-sandbox" --state "$state" --certificates "$size" \
            --clock 2026-11-23T09:00:00Z >"$folder/sandbox.log" 2>&1 &
        local sandbox=$!
        until_there "$state/control.url" 120 || { cat "$folder/sandbox.log" >&2 && exit 70; }
        seconds=$(awk -v a="$started" -v b="$(date +%s.%N)" 'BEGIN { printf "%.1f", b - a }')
        sandbox_row "sandbox-$word s" "$size" "$seconds" 60 "$(within "$seconds" 60)"
        [ "$word" = restart ] || { kill "$sandbox" && wait "$sandbox" || true; }
    done
    middle=$((size / 200))
    printf '%s' "ApiUser=demo&ApiKey=demo-key&UserName=demo&ClientIp=192.0.2.1" \
        "&Command=namecheap.ssl.getList&PageSize=100&Page=$middle" >"$folder/list.form"
    curl -fsS -o "$folder/page.xml" --data "@$folder/list.form" "$(cat "$state/api.url")"
    expect "rows of the page" "$(grep -c '<SSL ' "$folder/page.xml")" 100
    rate=$(requests_per_second "$(cat "$state/api.url")" "$folder/list.form")
    other=$(nginx_rate "$folder/page.xml")
    sandbox_row "sandbox-list /s" "$size" "$rate" 300 "$(within 300 "$rate")"
    printf '%-18s %9s %10s\n' "  nginx, a file" "" "$other"
    seconds=$(($(awk '/VmHWM/ { print $2 }' "/proc/$sandbox/status") / 1024))
    sandbox_row "sandbox peak MiB" "$size" "$seconds" 1024 "$(within "$seconds" 1024)"
    kill "$sandbox"
    wait "$sandbox" || true
    rm -rf "$state"
}
