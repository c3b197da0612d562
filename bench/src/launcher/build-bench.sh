# Builds the benchmarks when the sources are newer than the last build; read by the shell scripts of
# `bench` with `.`, not run by itself. Both must know the repository's root.
#
#   home=/path/to/the/repository
#   . "$home/bench/src/launcher/build-bench.sh"
#   find_jdk_and_build suite    # ends the script with a message where it fails
#   "$jdk/bin/java" $JVM_FLAGS -cp "$class_path" ...

. "$home/cli/src/launcher/find-jdk.sh"
. "$home/cli/src/launcher/kernel-flags.sh"

bench=$home/bench/target
stamp=$bench/launcher.stamp
class_path="$bench/classes:$bench/lib/*"
JVM_FLAGS="--add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED $KERNEL_FLAGS"

is_built() {
    [ -f "$stamp" ] && [ -d "$bench/lib" ] || return 1
    set -- "$home/pom.xml"
    for module in "$home"/*/pom.xml; do
        module=${module%/pom.xml}
        case $module in
            */cli) ;;
            *) set -- "$@" "$module/pom.xml" "$module/src/main" ;;
        esac
    done
    newer=$(find "$@" -newer "$stamp" 2>/dev/null) || return 1
    [ -z "$newer" ]
}

build() {
    printf 'building the benchmarks ...\n' >&2
    mkdir -p "$bench"
    touch "$stamp.started"
    rm -rf "$bench/lib"
    (
        cd "$home" && JAVA_HOME=$jdk ${ALMAGEST_MVN:-mvn} -q -B -Dalmagest.launcher -Dmaven.test.skip=true \
            -pl bench -am package
    ) >"$bench/launcher.log" 2>&1 || {
        grep -E '^\[(ERROR|FATAL)\]' "$bench/launcher.log" | head -n 20 >&2
        die "bench/$1: the build failed; its whole output is in $bench/launcher.log"
    }
    mv "$stamp.started" "$stamp"
}

find_jdk_and_build() {
    find_jdk
    is_built || build "$1"
}
