# shellcheck shell=bash
# Building, and installing what was built under .data/app, so that a later build never pulls the jars from under a
# running demo.

APP=$DATA/app

# maven <arguments…>: the build's own Maven on the JDK found; everything in the log of the step, the way it goes and
# what fails on the terminal.
maven() {
    (cd "$ROOT" && ./mvnw -B -ntp "$@" </dev/null) 2>&1 | tee -a "$CURRENT_LOG" | show_progress
    return "${PIPESTATUS[0]}"
}

show_progress() {
    local line
    while IFS= read -r line; do
        case $line in
            '[INFO] Building '*'['*) note "${line#'[INFO] Building '}" ;;
            '[ERROR] ' | *'[Help 1]'* | *' Re-run Maven '* | *'To see the full stack trace'*) ;;
            '[ERROR] '*) note "$line" ;;
        esac
    done
}

# The sources of everything the demo runs, without what a build writes.
newer_source() {
    (cd "$ROOT" && find pom.xml .mvn contracts platform sandbox services \
        -name target -prune -o -path '*/src/test' -prune -o -type f -newer "$APP/built" -print 2>/dev/null | head -n 1)
}

is_built() {
    [ -f "$APP/built" ] && [ -z "$(newer_source)" ]
}

build() {
    local started=$DATA/build.started
    touch "$started"
    : >"$CURRENT_LOG"
    maven -Dmaven.test.skip=true -Dspotless.check.skip=true package || die "Maven ended with an error."
    maven -q -pl sandbox -DincludeScope=runtime -DoutputDirectory="$ROOT/sandbox/target/lib" \
        dependency:copy-dependencies || die "the sandbox's libraries could not be collected."
    install_app
    mv "$started" "$APP/built"
}

install_app() {
    local service
    rm -rf "$APP"
    mkdir -p "$APP/sandbox"
    for service in $SERVICES; do
        [ -f "$ROOT/services/$service/target/quarkus-app/quarkus-run.jar" ] || die "services/$service built no quarkus-app."
        cp -R "$ROOT/services/$service/target/quarkus-app" "$APP/$service"
    done
    cp -R "$ROOT/sandbox/target/lib" "$APP/sandbox/lib"
    find "$ROOT/sandbox/target" -maxdepth 1 -name 'leadflip-sandbox-*.jar' \
        ! -name '*-sources.jar' ! -name '*-tests.jar' -exec cp {} "$APP/sandbox/" \;
}

sandbox_classpath() {
    printf '%s/sandbox/*:%s/sandbox/lib/*' "$APP" "$APP"
}
