# Shared by quickstart and test: what is missing, and how to get it.
# Sourced, not run.

say() { printf '%s\n' "$*" >&2; }

# as_root COMMAND…: runs it as root, by sudo where needed.
as_root() {
	if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# can_be_root: whether as_root can work without a surprise.
can_be_root() {
	[ "$(id -u)" = 0 ] || command -v sudo >/dev/null 2>&1
}

# debian_missing PACKAGE…: prints those that are not installed.
debian_missing() {
	for package in "$@"; do
		dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || printf ' %s' "$package"
	done
}

# debian_install PACKAGE…: installs what is missing, or says which line to type.
debian_install() {
	missing=$(debian_missing "$@")
	[ -n "$missing" ] || return 0
	if ! can_be_root; then
		say "Missing:$missing"
		say "This needs root. Type: apt-get update && apt-get install -y$missing"
		return 1
	fi
	say "Installing with apt-get:$missing"
	as_root apt-get update -qq >&2
	# shellcheck disable=SC2086
	as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >&2
}

# need_go: Go of at least the version in go.mod; `go` itself fetches a newer
# toolchain when it is allowed to.
need_go() {
	if ! command -v go >/dev/null 2>&1; then
		say "Go is missing. Install Go $(sed -n 's/^go //p' go.mod) or newer, then run this again."
		return 1
	fi
}
