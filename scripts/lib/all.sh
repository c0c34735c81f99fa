# shellcheck shell=bash
# Everything a script may need, in one line.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/project.sh"
. "$ROOT/scripts/lib/java.sh"
. "$ROOT/scripts/lib/ports.sh"
. "$ROOT/scripts/lib/packages.sh"
. "$ROOT/scripts/lib/node.sh"
. "$ROOT/scripts/lib/postgres.sh"
. "$ROOT/scripts/lib/redis.sh"
. "$ROOT/scripts/lib/engine.sh"
. "$ROOT/scripts/lib/stores.sh"
. "$ROOT/scripts/lib/database.sh"
. "$ROOT/scripts/lib/processes.sh"
. "$ROOT/scripts/lib/build.sh"
. "$ROOT/scripts/lib/environment.sh"
. "$ROOT/scripts/lib/demo.sh"
. "$ROOT/scripts/lib/tests.sh"
