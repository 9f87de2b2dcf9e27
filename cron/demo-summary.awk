# The summary of cron/demo, from CSV: certificates and due before the first night, then the reports
# certificates, reissues and notices after the last. Ends with 1 where something due was not done.

FNR == 1 {
    file++
    count = cells($0, cell)
    for (i = 1; i <= count; i++) column[file, cell[i]] = i
    next
}

{ cells($0, cell) }

file == 1 { look(cell, 1); total++; id = at("reference"); expired_on[id] = at("expiration_date") }
file == 2 && at("outcome") ~ /^(reissue|activate)$/ { due[at("reference")] = 1 }
file == 3 {
    look(cell, 2)
    id = at("reference")
    order[++rows] = id
    host[id] = at("host")
    status[id] = at("status")
    expires[id] = at("expiration_date")
    left[id] = at("days_left")
    policy[id] = at("policy")
    key[id] = at("key")
    until[id] = at("reason_until")
    kinds["validation", at("validation")]++
    kinds["policy", at("policy")]++
    if (at("host") ~ /^\*/) wildcards++
    if (at("names") ~ / /) multiple++
}
file == 4 && at("state") == "stored" { action[at("reference")] = at("action") }
file == 5 && at("state") == "sent" { told[at("reference")] = substr(at("sent_at"), 1, 10) }

END {
    heading()
    before_and_after()
    done()
    not_done()
    exit missing > 0
}

# at NAME: the cell of the current line below that title.
function at(name) { return cell[column[file, name]] }

# cells LINE CELL: splits a line of RFC 4180 that has no line break in a cell.
function cells(line, cell,    n, i, c, quoted) {
    sub(/\r$/, "", line)
    split("", cell)
    n = 1
    for (i = 1; i <= length(line); i++) {
        c = substr(line, i, 1)
        if (c == "\"" && quoted && substr(line, i + 1, 1) == "\"") { cell[n] = cell[n] c; i++ }
        else if (c == "\"") quoted = !quoted
        else if (c == "," && !quoted) n++
        else cell[n] = cell[n] c
    }
    return n
}

# look CELL WHEN: counts a subscription by what its certificate is like.
function look(cell, when) {
    if (at("status") == "replaced") state[when, "replaced"]++
    else if (at("status") != "active") state[when, "open"]++
    else if (at("days_left") + 0 < 0) state[when, "expired"]++
    else if (at("days_left") + 0 <= 10) state[when, "soon"]++
    else state[when, "good"]++
    if (at("key") == "here") state[when, "here"]++
}

function moment(text) { return substr(text, 1, 10) " " substr(text, 12, 5) }

function heading() {
    printf "\n%d subscriptions: %d DV, %d OV, %d EV; %d wildcards, %d of several names;\n", total,
        kinds["validation", "dv"], kinds["validation", "ov"], kinds["validation", "ev"],
        wildcards, multiple
    printf "policy auto %d, manual %d, none %d; paid for 1 to 5 years.\n\n",
        kinds["policy", "auto"], kinds["policy", "manual"], kinds["policy", "none"]
}

function before_and_after() {
    printf "%-44s %18s %18s\n", "The current certificate", "before", "after"
    printf "%-44s %18s %18s\n", "", moment(first), moment(last)
    line("expired", "expired")
    line("ends within 10 days", "soon")
    line("is good for longer", "good")
    line("was replaced elsewhere, unknown to us", "replaced")
    line("is not issued yet", "open")
    line("has its key in the store", "here")
}

function line(text, which) { printf "  %-42s %18d %18d\n", text, state[1, which], state[2, which] }

function done(    i, id) {
    printf "\nDone without a person (new Expiration date)\n"
    for (i = 1; i <= rows; i++) {
        id = order[i]
        if (!(id in action)) continue
        printf "  %-10s %-36s %s -> %s%s\n", action[id] == "activate" ? "activated" : "reissued",
            host[id], expired_on[id], expires[id],
            action[id] == "activate" ? "  the paid renewal" : ""
    }
    for (i = 1; i <= rows; i++) {
        id = order[i]
        if (id in told) printf "  %-10s %-36s %s, on %s\n", "told", host[id],
            "the customer, once", told[id]
    }
}

function not_done(    i, id) {
    printf "\nNot done, and why\n"
    for (i = 1; i <= rows; i++) {
        id = order[i]
        if (id in action) continue
        if (id in due) missing++
        printf "  %-36s %-19s %s\n", host[id], ends(id), why(id)
    }
}

function ends(id) {
    if (status[id] != "active") return "not issued"
    return (left[id] < 0 ? "expired " : "ends ") expires[id]
}

function why(id) {
    if (id in due) return "IT WAS DUE: see logs/mail-of-cron.log"
    if (status[id] != "active") return "the CA waits for an answer to its mail"
    if (policy[id] == "none") return "policy none: only reported"
    if (id in told) return "policy manual: the customer decides"
    if (policy[id] == "manual") return "not due before " until[id] ", then told"
    if (id in expired_on && expires[id] != expired_on[id])
        return "reissued elsewhere: followed, key not here"
    return "not due before " until[id]
}
