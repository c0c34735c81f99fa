# shellcheck shell=bash
# Finds a JDK of at least version 25 and exports JAVA_HOME, also when `java` on the PATH is older.

NEEDED_JAVA=25

# java_major <home>: the feature version of the JDK in that folder; nothing when there is no compiler.
java_major() {
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
    "$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1
}

is_recent_jdk() {
    local major
    major=$(java_major "$1")
    [ -n "$major" ] && [ "$major" -ge "$NEEDED_JAVA" ]
}

# home_of_java_on_path: the JDK behind the `java` on the PATH, as that java itself sees it.
home_of_java_on_path() {
    command -v java >/dev/null 2>&1 || return 0
    java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p'
}

jdk_candidates() {
    [ -z "${JAVA_HOME:-}" ] || printf '%s\n' "$JAVA_HOME"
    for home in /usr/lib/jvm/*; do
        [ ! -d "$home" ] || printf '%s\n' "$home"
    done | sort -r
    home_of_java_on_path
    if [ -x /usr/libexec/java_home ]; then
        /usr/libexec/java_home -v "$NEEDED_JAVA+" 2>/dev/null || true
    fi
    for home in /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home "$HOME"/.sdkman/candidates/java/*; do
        [ ! -d "$home" ] || printf '%s\n' "$home"
    done
}

# use_jdk: exports JAVA_HOME, or stops with a sentence a newcomer understands.
use_jdk() {
    local home
    while IFS= read -r home; do
        if is_recent_jdk "$home"; then
            export JAVA_HOME=$home
            return 0
        fi
    done < <(jdk_candidates)
    die "LeadFlip needs a JDK $NEEDED_JAVA or newer and found none (looked at JAVA_HOME, /usr/lib/jvm, the java on the PATH, and the usual places of macOS and SDKMAN). Install one, for example Eclipse Temurin $NEEDED_JAVA, or point JAVA_HOME at it."
}
