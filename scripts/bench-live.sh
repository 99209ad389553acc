#!/bin/sh
# Measures what transcribing while the person speaks saves: the time from the
# end of an answer to its text, live against ordinary, and the word error rates.
# Needs ../shared or $REHEARSE_SHARED. Answers are fed as fast as they are
# spoken, so it takes about 12 minutes; options go to the program, -speed 4
# makes it shorter. XDG_CACHE_HOME and XDG_STATE_HOME say where the engine is.
set -eu
cd "$(dirname "$0")/.."
. scripts/lib.sh

command -v sox >/dev/null 2>&1 || { say "sox is missing: it reads the recorded speech. Type: apt-get install sox"; exit 1; }
need_go
export XDG_CACHE_HOME="${XDG_CACHE_HOME:-$HOME/.cache}" XDG_STATE_HOME="${XDG_STATE_HOME:-$HOME/.local/state}"
exec go run ./transcribe/cmd/livebench "$@"
