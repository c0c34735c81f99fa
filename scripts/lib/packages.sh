# shellcheck shell=bash
# Installing with the machine's own package manager: apt as root or with password-less sudo, or Homebrew.

as_admin() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

apt_is_usable() {
    command -v apt-get >/dev/null 2>&1 || return 1
    [ "$(id -u)" = 0 ] || sudo -n true >/dev/null 2>&1
}

brew_is_usable() {
    command -v brew >/dev/null 2>&1
}

# Package lists once per set-up: a fresh machine often has none.
apt_refresh() {
    [ ! -f "$RUN/apt-updated" ] || return 0
    note "refreshing the package lists of apt"
    logged as_admin apt-get update
    touch "$RUN/apt-updated"
}

apt_install() {
    apt_refresh
    note "installing with apt: $*"
    logged as_admin env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}

brew_install() {
    note "installing with Homebrew: $*"
    logged brew install "$@"
}

# install_package <apt name> <brew name>: true when a package manager did it.
install_package() {
    if apt_is_usable; then
        apt_install "$1"
    elif brew_is_usable; then
        brew_install "$2"
    else
        return 1
    fi
}
