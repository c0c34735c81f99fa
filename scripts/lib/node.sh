# shellcheck shell=bash
# Node.js, for what others wrote in it: peers of benchmarks, foreign callers and models of tests.

provide_node() {
    command -v node >/dev/null 2>&1 || install_package nodejs node || die "Node.js, which foreign peers run on, is not on this machine. Install version 20.15 or newer."
    command -v npm >/dev/null 2>&1 || install_package npm npm || die "npm, which fetches foreign peers, is not on this machine."
}

# provide_foreign_peers: the caller and the models that no one here wrote, for the media bridge's tests.
provide_foreign_peers() {
    local folder=$ROOT/services/media-bridge/src/test/foreign
    provide_node
    node -e 'const [major, minor] = process.versions.node.split(".").map(Number); process.exit(major > 20 || (major === 20 && minor >= 15) ? 0 : 1)' \
        || die "the foreign peers need Node.js 20.15 or newer; this is $(node --version)."
    (cd "$folder" && logged npm ci --no-audit --no-fund) || die "the foreign peers could not be fetched."
    note "foreign peers: $(cd "$folder" && npm ls --depth=0 2>/dev/null | sed -n 's/^[^ ]* //p' | tr '\n' ' ')"
}
