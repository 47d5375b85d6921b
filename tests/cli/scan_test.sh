#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# `waarborg scan` against a small internet of its own: a signed root, good and bad web and mail servers, and silence.
set -euo pipefail
waarborg=$1
here=$(cd "$(dirname "$0")" && pwd)
if [ -z "${BED:-}" ]; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  # A network namespace of its own: every port is free and nothing leaves the machine. Ubuntu 24.04 lets only root make
  # one, unless kernel.apparmor_restrict_unprivileged_userns is 0.
  unshare --user --map-root-user --net "$here/../scan/bed.py" "$work/bed" "$0" "$waarborg"
  exit
fi
fail() { echo "FAILED: $*" >&2; exit 1; }
bed=(--allow-loopback --root-hints "$BED/root.hints" --trust-anchors "$BED/root.anchors" --roots "$BED/ca.pem" --per-second 0)
scan() { "$waarborg" scan "$@" "${bed[@]}"; }
# says FILE CHECK SUBJECT: outcome by our own reading
says() { python3 - "$1" "$2" "${3:-web}" <<'P'
import json, sys
verdict = json.load(open(sys.argv[1]))
print(next((c["own"]["outcome"] for c in verdict["checks"] if c["check"] == sys.argv[2] and c["subject"] == sys.argv[3]), "nothing"))
P
}
expect() { local got; got=$(says "$BED/$1.json" "$2" "$4"); [ "$got" = "$3" ] || fail "$1 $4 $2: $got, not $3"; }

pids=()
for domain in goed slecht eigen naam verlopen stil leeg doof; do scan "$domain.example" --json > "$BED/$domain.json" & pids+=($!); done
for domain in goed slecht verlopen leeg; do
  scan "$domain.example" --json --resolver 127.0.0.54 --resolver-validates > "$BED/$domain.trusting.json" & pids+=($!)
done
scan stil.example --json --no-web --mail-control mx.goed.example > "$BED/silent.json" & pids+=($!)
scan stil.example --json --no-web --mail-control dicht.stil.example > "$BED/closed.json" & pids+=($!)
scan goed.example --json --dkim-selector s1,s2 > "$BED/dkim.json" & pids+=($!)
for pid in "${pids[@]}"; do wait "$pid" || fail "a scan ended with an error"; done

while read -r domain check outcome subject; do expect "$domain" "$check" "$outcome" "${subject:-web}"; done <<'T'
goed dnssec pass
goed https_offered pass
goed https_enforced pass
goed hsts pass
goed tls_version pass
goed tls_suites pass
goed cert_trust pass
goed cert_name pass
goed csp pass
goed security_txt pass
goed caa pass
goed dane pass
goed ipv6_web pass
goed ipv6_nameservers pass
goed ipv6_nameservers pass mail
doof ipv6_nameservers inconclusive
goed spf pass mail
goed dmarc_policy pass mail
goed starttls pass mail
goed mta_sts pass mail
goed tls_rpt pass mail
goed dane pass mail
slecht dnssec fail
slecht https_enforced fail
slecht hsts fail
slecht tls_version fail
slecht tls_suites fail
slecht cert_key fail
slecht spf_policy fail mail
slecht starttls fail mail
eigen cert_trust fail
eigen https_enforced warn
naam cert_name fail
verlopen dnssec fail
stil https_offered inconclusive
stil starttls inconclusive mail
leeg https_offered not_applicable
T
# A name server that has an IPv6 address and does not answer there, as each address of each says.
python3 - "$BED/doof.json" "$BED/goed.json" <<'P' || fail "name servers over IPv6"
import json, sys
doof, goed = (next(c["own"] for c in json.load(open(file))["checks"] if c["check"] == "ipv6_nameservers") for file in sys.argv[1:])
assert doof["key"] == "scan.ipv6_nameservers.silent", doof
assert doof["seen"] == ["ns2.doof.example: 3000::53 —", "ns.doof.example: ::1 UDP"], doof
assert goed["key"] == "scan.ipv6_nameservers.answering", goed
assert goed["seen"] == ["ns.goed.example: ::1 UDP", "ns2.goed.example: ::1 UDP"], goed
P
grep -q '"outcome": *"fail"' "$BED/stil.json" && python3 - "$BED/stil.json" <<'P'
import json, sys
# Silence is never called insecure: only what the DNS says in so many words may be wrong here.
known = {"dnssec", "ipv6_web", "ipv6_nameservers", "caa", "spf", "spf_policy", "dmarc", "dmarc_policy", "dkim", "mta_sts", "tls_rpt", "dane", "mx", "nta7516"}
wrong = [c["check"] for c in json.load(open(sys.argv[1]))["checks"] if c["own"]["outcome"] == "fail" and c["check"] not in known]
sys.exit(f"called insecure though nothing answered: {wrong}" if wrong else 0)
P

# RPKI is measured by files of routes and VRPs, and is in the score only then.
routed=(--vrps "$BED/vrps.json" --routes "$BED/routes.txt")
for domain in goed slecht; do scan "$domain.example" --json "${routed[@]}" > "$BED/$domain-routed.json" || fail "no scan with routes"; done
while read -r domain check outcome subject; do expect "$domain" "$check" "$outcome" "${subject:-web}"; done <<'T'
goed rpki_exists nothing
goed rpki_mail_nameservers_valid nothing mail
goed-routed rpki_exists pass
goed-routed rpki_valid pass
goed-routed rpki_nameservers_exists pass
goed-routed rpki_nameservers_valid pass
goed-routed rpki_exists pass mail
goed-routed rpki_valid pass mail
goed-routed rpki_mail_nameservers_exists pass mail
goed-routed rpki_mail_nameservers_valid pass mail
slecht-routed rpki_exists pass
slecht-routed rpki_exists warn mail
slecht-routed rpki_valid warn mail
slecht-routed rpki_nameservers_valid pass mail
T
expect slecht-routed rpki_valid fail web
python3 - "$BED" <<'P' || fail "RPKI in the score"
import json, sys
def rpki(name, subject):
    score = json.load(open(f"{sys.argv[1]}/{name}.json"))[subject]
    return next(((c["points"], c["full"]) for c in score["categories"] if c["category"] == "rpki"), None)
assert rpki("goed", "web") is None and rpki("goed", "mail") is None, "counted without a table"
assert rpki("goed-routed", "web") == (30, 30) and rpki("goed-routed", "mail") == (45, 45), "not counted with one"
assert rpki("slecht-routed", "web") == (20, 30), rpki("slecht-routed", "web")
P
scan goed.example --vrps "$BED/vrps.json" --json > "$BED/goed-vrps.json" || fail "no scan with VRPs alone"
expect goed-vrps rpki_exists pass web
expect goed-vrps rpki_valid inconclusive web
printf '64496\t127.0.1.0/24\t300\n64496\n' > "$BED/bad.txt"
scan goed.example --vrps "$BED/vrps.json" --routes "$BED/bad.txt" 2> "$BED/refused" && fail "half a file of routes"
grep -q "bad.txt: line 2" "$BED/refused" || fail "no word of where: $(cat "$BED/refused")"
scan goed.example --vrps "$BED/none" 2> "$BED/refused" && fail "a file that is not there"
scan goed.example --routes "$BED/routes.txt" 2> "$BED/refused" && fail "routes without VRPs"

scan goed.example --no-mail > "$BED/text" ; grep -q "goed.example" "$BED/text" || fail "no text"
scan goed.example --no-mail --lang en > "$BED/text"; grep -q "Secure connection" "$BED/text" || fail "no English"

# A resolver on this machine that validates and is taken at its word: what is wrong, right or not known stays so.
for domain in goed slecht verlopen leeg; do
  python3 - "$BED/$domain.json" "$BED/$domain.trusting.json" <<'P' || fail "$domain: another verdict by the resolver's word"
import json, sys
def outcomes(file):
    return {(c["check"], c["subject"]): (c["own"]["outcome"], c["own"]["key"]) for c in json.load(open(file))["checks"]}
alone, trusting = outcomes(sys.argv[1]), outcomes(sys.argv[2])
differs = {key: (alone[key], trusting[key]) for key in alone if alone[key] != trusting[key]}
sys.exit(str(differs) if differs else 0)
P
done
scan goed.example --resolver 192.0.2.1 --resolver-validates 2> "$BED/elsewhere" && fail "a resolver elsewhere is trusted"
grep -q "op deze machine" "$BED/elsewhere" || fail "no word of it: $(cat "$BED/elsewhere")"
# Whether silence is that of others or of our own network, a mail server that always answers tells.
case_of() { python3 -c 'import json, sys; print(next(c["own"]["key"] for c in json.load(open(sys.argv[1]))["checks"] if c["check"] == "starttls"))' "$1"; }
[[ "$(case_of "$BED/closed.json")" == *.vantage ]] || fail "a closed port 25: $(case_of "$BED/closed.json")"
[[ "$(case_of "$BED/silent.json")" != *.vantage ]] || fail "silence of others is called our own"
# Selectors of DKIM that someone names are looked at.
[ "$(says "$BED/dkim.json" dkim mail)" = pass ] || fail "dkim: $(says "$BED/dkim.json" dkim mail)"

# A list, stopped by force and taken up again, gives each domain once.
printf 'naam;organisatie\ngoed.example;Praktijk Goed\nslecht.example;Praktijk Slecht\neigen.example;E\nnaam.example;N\nleeg.example;L\nniet_goed..;X\n' > "$BED/list.csv"
"$waarborg" scan --input "$BED/list.csv" --run proef --data "$BED/data" --together 1 "${bed[@]}" > /dev/null 2> "$BED/progress" &
pid=$!
for _ in $(seq 1 400); do [ "$(stat -c %s "$BED/data/scans/proef.log" 2>/dev/null || echo 0)" -gt 1000 ] && break; sleep 0.02; done
kill -9 "$pid" 2>/dev/null || true
wait "$pid" 2>/dev/null || true
scan --input "$BED/list.csv" --run proef --data "$BED/data" --json > "$BED/run.json" 2>> "$BED/progress" || fail "the run does not go on"
grep -q '"whole": *true' "$BED/run.json" || fail "not whole: $(cat "$BED/run.json")"
grep -q '"refused_lines": *1' "$BED/run.json" || fail "the bad line is not named"

printf 'slecht.example\n' > "$BED/one.txt"
scan --input "$BED/one.txt" --run routes --data "$BED/data" "${routed[@]}" > /dev/null 2> "$BED/progress" || fail "a list with routes"
"$waarborg" scan report routes --data "$BED/data" --format json > "$BED/routes.json"
grep -q '"web.rpki_valid": *"fail"' "$BED/routes.json" || fail "no RPKI in the report"

# The picture of the sector, in three forms; another list under the same name is refused.
report() { "$waarborg" scan report proef --data "$BED/data" "$@"; }
report --format json > "$BED/picture.json" || fail "no picture"
python3 - "$BED/picture.json" <<'P' || fail "the picture does not add up"
import json, sys
picture = json.load(open(sys.argv[1]))
everything = picture["groups"][0]
assert everything["domains"] == 5 and everything["measured"] == 5, everything
assert everything["offers"]["of"] == 4 and everything["offers"]["count"] == 4, everything["offers"]
assert picture["lines"][0]["name"] == "goed.example" and picture["lines"][0]["web_rank"] == 1, picture["lines"][0]
assert picture["lines"][-1]["name"] == "leeg.example" and picture["lines"][-1]["web_score"] is None, "no site, no score"
P
report --format csv -o "$BED/picture.csv" && [ "$(grep -c 'example' "$BED/picture.csv")" = 5 ] || fail "CSV"
report --format html -o "$BED/picture.html" && grep -q "Ranglijst" "$BED/picture.html" || fail "HTML"
grep -q "<script" "$BED/picture.html" && fail "a script in the page"
echo "nog.example" >> "$BED/list.csv"
scan --input "$BED/list.csv" --run proef --data "$BED/data" 2> "$BED/refused" && fail "another list under the same name"
grep -q "andere lijst" "$BED/refused" || fail "no word of the other list: $(cat "$BED/refused")"
echo "scan: all good"
