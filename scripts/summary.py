"""Reads the events of `go test -json`, prints what failed or was skipped, and
closes with one line of counts. Exits with 1 if anything failed, was skipped
without shared data being the reason, or if no test ran."""

import collections
import json
import sys


def main(path):
    counts = collections.Counter()
    output = collections.defaultdict(list)
    slow, bad = [], []
    for line in open(path, encoding="utf-8"):
        try:
            event = json.loads(line)
        except ValueError:
            print(line.rstrip())
            bad.append(line)
            continue
        test = (event.get("Package") or event.get("ImportPath", ""), event.get("Test", ""))
        action = event["Action"]
        if action in ("output", "build-output"):
            output[test].append(event["Output"])
        if action == "build-fail":
            bad.append(test)
            print("".join(output[test]), end="")
        if action not in ("pass", "fail", "skip"):
            continue
        if test[1] == "":
            print(f"{action:5} {test[0]} {event.get('Elapsed', 0):.1f}s")
            if action == "fail":
                bad.append(test)
                print("".join(output[test]), end="")
            continue
        counts[action] += 1
        slow.append((event.get("Elapsed", 0), " ".join(test)))
        text = "".join(output[test])
        if action == "fail" or (action == "skip" and "shared data" not in text):
            bad.append(test)
            print(f"--- {action}: {' '.join(test)}\n{text}", end="")
        elif action == "skip":
            print(f"--- skip (no shared data): {' '.join(test)}")
    print("slowest:")
    for seconds, name in sorted(slow, reverse=True)[:10]:
        print(f"  {seconds:6.1f}s {name}")
    print(f"{counts['pass']} passed, {counts['fail']} failed, {counts['skip']} skipped")
    return 1 if bad or counts["pass"] == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
