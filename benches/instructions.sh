#!/bin/sh
# Instructions for each byte of text, by stage: a regression shows in them on a busy machine too.
#
#   benches/instructions.sh            measures and adds a line to benches/results/instructions.md
#   benches/instructions.sh --dry-run  measures and prints the line
#
# Needs valgrind. The same sources and compiler give the same counts. Each stage runs on two sizes of one text; what the
# larger one takes more, divided by the bytes it has more, leaves out what a process costs however short its text.
# Making the text is measured by itself and taken off.
set -eu
dry=${1:-}

here=$(cd "$(dirname "$0")" && pwd)
small=1000000
large=2000000
# A place of its own: flags and features differ from those of the other builds.
export CARGO_TARGET_DIR="${INSTRUCTIONS_TARGET:-${TMPDIR:-/tmp}/retell-instructions}"
cd "$here/.."

program=$(cargo bench --quiet --no-run --no-default-features --bench instructions --message-format=json \
    | sed -n 's/.*"name":"instructions".*"executable":"\([^"]*\)".*/\1/p' | tail -n 1)
[ -x "$program" ] || { echo "the bench was not built" >&2; exit 1; }

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Prints the instructions that stage $1 takes on $2 bytes, and how many bytes there were.
count() {
    valgrind --tool=callgrind --callgrind-out-file="$scratch/out" "$program" "$1" "$2" \
        > "$scratch/bytes" 2> "$scratch/said" || { cat "$scratch/said" >&2; exit 1; }
    echo "$(sed -n 's/.*Collected : //p' "$scratch/said") $(cat "$scratch/bytes")"
}

line="| $(date -u +%Y-%m-%d) | $(git rev-parse --short HEAD)$(git diff --quiet HEAD -- src || echo '+') |"
for stage in none scan terms count stem tfidf sklearn; do
    set -- $(count "$stage" "$small") $(count "$stage" "$large")
    [ $# -eq 4 ] || { echo "valgrind told no count for $stage" >&2; exit 1; }
    if [ "$stage" = none ]; then
        making=$(($3 - $1))
        continue
    fi
    line="$line $(awk -v n=$(($3 - $1 - making)) -v bytes=$(($4 - $2)) 'BEGIN { printf "%.2f", n / bytes }') |"
done
line="$line $(rustc --version | cut -d ' ' -f 2) $(uname -m) |"

results="$here/results/instructions.md"
if [ "$dry" = --dry-run ]; then
    echo "$line"
    exit
fi
if [ ! -f "$results" ]; then
    mkdir -p "$here/results"
    cat > "$results" <<'END'
# Instructions for each byte of text

Written by `benches/instructions.sh`, newest last: callgrind's count on two megabytes of made-up text less that on one, on one
thread, documents in memory, divided by the bytes. *scan* finds the words (`news`), *terms* also stems each distinct one, *count* makes the matrix of counts of
all words as they stand, *stem* of stems without stop words, *tf-idf* weighs it; *sklearn* is the whole tf-idf with
scikit-learn's defaults. A `+` behind a commit stands for changes that are not in it.

| date | commit | scan | terms | count | stem | tf-idf | sklearn | rustc |
|---|---|---|---|---|---|---|---|---|
END
fi
echo "$line" >> "$results"
echo "$line"
