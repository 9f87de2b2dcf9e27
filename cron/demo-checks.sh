# shellcheck shell=bash
# What cron/demo looks at when its nights are over, and what it says then: sourced by it.
# It reads folder, root, programs, statuses, first and last of cron/demo.

# check TEXT COMMAND...: one line of the checks; a failure is counted and said.
failures=0
check() {
    local text=$1
    shift
    if "$@"; then
        printf '  ok    %s\n' "$text"
    else
        printf '  WRONG %s\n' "$text"
        failures=$((failures + 1))
    fi
}

# Every live pair: the chain leads to the sandbox's CA today, the key fits, nobody else reads it.
chains_verify() {
    local live count=0
    for live in "$folder"/store/*/live; do
        openssl verify -CAfile "$folder/sandbox/ca.pem" -untrusted "$live/chain.pem" \
            "$live/cert.pem" >/dev/null || return 1
        count=$((count + 1))
    done
    [ "$count" -eq "$expected" ]
}

keys_fit() {
    local live
    for live in "$folder"/store/*/live; do
        [ "$(openssl pkey -in "$live/privkey.pem" -pubout)" = \
            "$(openssl x509 -in "$live/cert.pem" -noout -pubkey)" ] || return 1
    done
}

files_are_private() {
    [ -z "$(find "$folder"/store -name '*.pem' ! -perm 600)" ]
}

# Each night's status is 0, or 1 for the alarms that the summary explains.
statuses_are_expected() {
    local status
    for status in "${statuses[@]}"; do [ "$status" -le 1 ] || return 1; done
}

mail_is_expected() {
    ! grep -v -e 'no replacement is live' "$folder/logs/mail-of-cron.log"
}

deployments_are_noted() {
    [ "$(sort -u "$folder/logs/deployed.log" | wc -l)" -eq "$expected" ]
}

records_are_removed() {
    [ "$(grep -c ^publish "$folder/logs/validation.log")" -gt 0 ] &&
        [ "$(grep ^publish "$folder/logs/validation.log" | cut -d ' ' -f 2- | sort)" = \
            "$(grep ^remove "$folder/logs/validation.log" | cut -d ' ' -f 2- | sort)" ]
}

# One request for each certificate, although one answer got lost.
nothing_is_asked_twice() {
    awk -F , -v expected="$expected" '
        $3 ~ /\.(reissue|activate)$/ { calls += $4; lost += $4 - $5 }
        END { exit !(calls == expected && lost == 1) }' "$folder/reports/calls.csv"
}

accounts_add_up() { program ssl-report accounts >"$folder/logs/accounts.log" 2>&1; }

summary() {
    awk -v first="$first" -v last="$last" -f "$root/cron/demo-summary.awk" \
        "$folder/logs/before.csv" "$folder/logs/due-before.csv" \
        "$folder/reports/certificates.csv" "$folder/reports/reissues.csv" \
        "$folder/reports/notices.csv"
}

checks() {
    expected=$(grep -c ',stored,' "$folder/reports/reissues.csv" || true)
    printf '\nChecked\n'
    check "every chain verifies against sandbox/ca.pem today (openssl)" chains_verify
    check "every key fits its certificate (openssl)" keys_fit
    check "every key, certificate and chain has mode 0600" files_are_private
    check "every new certificate was handed to the deployment hook" deployments_are_noted
    check "nothing was asked for twice, although one answer got lost" nothing_is_asked_twice
    check "every published validation record was removed again" records_are_removed
    check "the accounts add up (ssl-report accounts)" accounts_add_up
    check "every crontab line ended with 0, or with 1 for an alarm" statuses_are_expected
    check "cron had nothing to mail but alarms" mail_is_expected
}

# What cron would have mailed, each line once, and where everything lies.
where_to_look() {
    local count line
    printf '\nMailed by cron\n'
    sort "$folder/logs/mail-of-cron.log" | uniq -c | while read -r count line; do
        [ "$count" -eq 1 ] || line="$line ($count times)"
        echo "$line" | fold -s -w 92 | sed '1s/^/  /; 2,$s/^/    /'
    done
    cat <<TEXT
  While such a line remains, the night ends with 1: only a person can decide about it.

Where to look, in $folder
  ledger.sqlite, reports/*.csv          what is known, decided and done
  store/HOST/live/                      privkey.pem, cert.pem, chain.pem, fullchain.pem
  outbox/*.eml                          the notices
  logs/                                 the calls (pmnamecheap.log), the hooks, cron's mail
  ssl-ledger.conf, modules.d/demo.conf  the settings; for example:
    $(printf '%q' "$programs/ssl-report") certificates \\
      --config $(printf '%q' "$folder/ssl-ledger.conf")
TEXT
}
