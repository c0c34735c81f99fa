# shellcheck shell=bash
# Ports are chosen once and remembered in .data/ports, so that a second run finds what the first one started.

PORTS=$DATA/ports
mkdir -p "$PORTS"

port_is_taken() {
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# Steps of 100 keep a moved port clear of the neighbours' own defaults.
next_free_port() {
    local port=$1
    while port_is_taken "$port"; do
        port=$((port + 100))
        [ "$port" -le 65000 ] || die "no free port found, counting from $1."
    done
    printf '%s' "$port"
}

# choose_port <name> <default>: settles the port of something that is about to start.
choose_port() {
    local remembered=$2
    [ ! -s "$PORTS/$1" ] || remembered=$(cat "$PORTS/$1")
    next_free_port "$remembered" >"$PORTS/$1.new"
    mv "$PORTS/$1.new" "$PORTS/$1"
}

# port_of <name>: the settled port.
port_of() {
    [ -s "$PORTS/$1" ] || die "the port of $1 is not chosen yet; run 'make up' or 'make demo' first."
    cat "$PORTS/$1"
}
