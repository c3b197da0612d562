# Finds a JDK; read by the shell scripts of this repository with `.`, not run by itself.
#
#   . cli/src/launcher/find-jdk.sh
#   find_jdk                    # ends the script with a message when there is none
#   "$jdk/bin/java" ...
#
# Looks into ALMAGEST_JAVA_HOME, JAVA_HOME, the PATH, and the usual places, in this order.

LEAST_JAVA=25

die() {
    printf '%s\n' "$@" >&2
    exit 1
}

# Sets `java_version` to the major version of the JDK in a folder, 0 where there is none.
read_java_version() {
    java_version=0
    [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 0
    while IFS='=' read -r key value; do
        if [ "$key" = JAVA_VERSION ]; then
            value=${value#\"}
            value=${value%%[!0-9]*}
            java_version=${value:-0}
            return 0
        fi
    done <"$1/release"
}

# Succeeds, with the folder in `jdk`, where a folder holds a JDK that is new enough. A JRE serves
# as long as nothing must be built.
is_new_jdk() {
    [ -n "$1" ] || return 1
    read_java_version "$1"
    [ "$java_version" -ge "$LEAST_JAVA" ] || return 1
    jdk=$1
}

java_on_path() {
    found=$(command -v java) || return 1
    while [ -h "$found" ]; do
        link=$(readlink "$found")
        case $link in
            /*) found=$link ;;
            *) found=${found%/*}/$link ;;
        esac
    done
    path_jdk=${found%/bin/java}
    [ "$path_jdk" != "$found" ]
}

find_jdk() {
    if [ -n "${ALMAGEST_JAVA_HOME:-}" ]; then
        is_new_jdk "$ALMAGEST_JAVA_HOME" && return
        die "${0##*/}: ALMAGEST_JAVA_HOME is $ALMAGEST_JAVA_HOME, which is not a JDK $LEAST_JAVA or newer"
    fi
    is_new_jdk "${JAVA_HOME:-}" && return
    java_on_path && is_new_jdk "$path_jdk" && return
    for folder in ${ALMAGEST_JDK_FOLDERS:-/usr/lib/jvm/* /usr/java/* /opt/* /opt/*/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/*}; do
        is_new_jdk "$folder" && return
    done
    die "${0##*/}: no JDK $LEAST_JAVA or newer was found" \
        "  Install one (https://adoptium.net, or your system's packages: openjdk-$LEAST_JAVA-jdk)," \
        "  or say where it is: ALMAGEST_JAVA_HOME=/path/to/jdk-$LEAST_JAVA $0 ..."
}
