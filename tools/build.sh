# Builds Unfurl when its sources have no build yet. Sourced by `unfurl` and `check`; needs bash 3.2 or newer, and
# $root (the checkout) and $jdk (from jdk.sh).
#
#   ensure_built MODULE   sets app to a folder with every jar that the module runs on, built from the sources as they
#                         stand; the module is cli or benchmarks
#   with_lock CMD         runs CMD while no other build of this checkout runs
#
# A build lies in MODULE/target/app/FINGERPRINT, where the fingerprint is a checksum of every source, resource and pom.
# It is made under another name and then renamed, so an interrupted build is never taken for a whole one, and a program
# that is still running keeps the jars that it was started with. The program's build neither looks at the benchmarks
# nor fetches what they need.

maven_needed=3.8
builds_kept=3

fingerprint() {
    (
        cd "$root" || exit 1
        sources=(pom.xml .mvn)
        for module in ./*/pom.xml; do
            module=${module%/pom.xml}
            [ "$module" = ./benchmarks ] && [ "$1" != benchmarks ] && continue
            sources+=("$module/pom.xml")
            [ ! -d "$module/src/main" ] || sources+=("$module/src/main")
        done
        find "${sources[@]}" -type f ! -name '.*' ! -name '*~' ! -name '*.orig' \
            -exec cksum {} + | LC_ALL=C sort | cksum | tr ' ' '-'
    )
}

find_maven() {
    local version
    if ! command -v mvn >/dev/null; then
        version='none at all'
    else
        version=$(JAVA_HOME=$jdk mvn -B -version 2>/dev/null | sed -n 's/^.*Apache Maven \([0-9][0-9.]*\).*/\1/p' | head -n 1)
        at_least "${version:-0}" "$maven_needed" && return 0
    fi
    {
        printf 'Unfurl is built with Maven %s or newer.\n' "$maven_needed"
        printf '  found      %s\n' "${version:-one that does not start; try: mvn -version}"
        printf '  install    apt install maven, dnf install maven, brew install maven, or sdk install maven\n'
    } >&2
    return 1
}

# Runs "$@" while holding the checkout's build lock, which ends with the process that holds it.
with_lock() {
    mkdir -p "$root/target" || return 1
    if command -v flock >/dev/null; then
        lock_by_flock "$@"
    else
        lock_by_folder "$@"
    fi
}

lock_by_flock() {
    (
        if ! flock -n 9; then
            echo 'Waiting for another build of this checkout to end…' >&2
            flock 9 || exit 1
        fi
        "$@"
    ) 9>"$root/target/build.lock"
}

# For systems without flock: a folder can be made only once. It names its process; one that is gone is overruled.
lock_by_folder() (
    lock=$root/target/build.lock.d
    told=
    until mkdir "$lock" 2>/dev/null; do
        owner=$(cat "$lock/pid" 2>/dev/null)
        if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
            # Whoever renames the folder removes it: two that wait cannot both take it for stale.
            mv "$lock" "$lock.stale.$$" 2>/dev/null && rm -rf "$lock.stale.$$"
            continue
        fi
        [ -n "$told" ] || echo 'Waiting for another build of this checkout to end…' >&2
        told=yes
        sleep 1
    done
    trap 'rm -rf "$lock"' EXIT
    trap 'exit 130' INT TERM HUP
    sh -c 'echo "$PPID"' >"$lock/pid"
    "$@"
)

ensure_built() {
    app=$root/$1/target/app/$(fingerprint "$1")
    [ -d "$app" ] && return 0
    find_maven || return 2
    with_lock build "$1" || return $?
    [ -d "$app" ]
}

# Builds the module $1 into $app; the caller holds the lock.
build() {
    local log=$root/target/build.log part=$app.part
    [ -d "$app" ] && return 0
    case $1 in
    benchmarks) echo 'Building the benchmarks (first use, about a minute; fetches PyTorch, 113 MB)…' >&2 ;;
    *) echo 'Building Unfurl (first use, about a minute)…' >&2 ;;
    esac
    # From nothing: what an interrupted build left behind may look newer than its source.
    forget_classes
    rm -rf "$root/$1"/target/app/*.part
    if ! (cd "$root" && JAVA_HOME=$jdk mvn -q -B -Dstyle.color=never -Dquick -Dmaven.test.skip=true -pl "$1" -am package) \
        >"$log" 2>&1; then
        tell_failure "$1" "$log"
        return 1
    fi
    mkdir -p "$part" && mv "$root/$1/target"/unfurl-"$1"-*.jar "$root/$1"/target/lib/*.jar "$part"/ || return 1
    mv "$part" "$app" || return 1
    [ "$1" != cli ] || archive_classes >>"$log" 2>&1
    forget_old_builds "$1"
}

class_path() {
    local jars
    jars=$(printf '%s:' "$app"/*.jar)
    printf '%s' "${jars%:}"
}

# How Java lays out its memory. Objects lie on multiples of 64, as the cache's lines do: the numbers that networks are
# trained with then lie so that no vector straddles two lines. Java's own archive of classes is not for that.
layout=(-XX:ObjectAlignmentInBytes=64 -XX:+UseParallelGC)

# Lays the classes of a small unfolding, and of a histogram of it, out as Java has them in memory, so that they start
# sooner. Where that fails, or where Java finds that the archive is not for it, everything works without.
archive_classes() {
    local work=$root/target/archive
    local -a java=("$jdk/bin/java" --add-modules jdk.incubator.vector "${layout[@]}" -cp "$(class_path)")
    rm -rf "$work"
    mkdir -p "$work" || return 0
    "${java[@]}" unfurl.cli.Main example gaussian "$work/study" --set events=2000 --set iterations=1 &&
        "${java[@]}" -XX:DumpLoadedClassList="$work/unfold" unfurl.cli.Main \
            unfold "$work/study/study.yaml" --out "$work/run" --set method.estimator.epochs=2 &&
        "${java[@]}" -XX:DumpLoadedClassList="$work/hist" unfurl.cli.Main hist "$work/run" --observable x --edges 0,1,2 &&
        # Each list counts its classes from 0. picocli's are of Java 5: an archive takes such only if nothing in it has
        # used them.
        sed -e 's/ id: [0-9]*$//' -e '/^#/d' -e '/^@.*picocli/d' "$work/unfold" "$work/hist" >"$work/classes" &&
        "${java[@]}" -Xshare:dump -XX:SharedClassListFile="$work/classes" -XX:SharedArchiveFile="$work/classes.jsa" &&
        mv "$work/classes.jsa" "$app/classes.jsa"
    rm -rf "$work"
}

forget_classes() {
    local module
    for module in "$root"/*/pom.xml; do
        module=${module%/pom.xml}
        rm -rf "$module"/target/{classes,test-classes,maven-status,lib} "$module"/target/*.jar
    done
}

# Says why the module $1 could not be built, from the log $2.
tell_failure() {
    {
        if [ "$1" = benchmarks ] && grep -qE 'Could not (resolve|transfer)|Non-resolvable|not been downloaded' "$2"; then
            echo 'The benchmarks could not be built: they need libraries (PyTorch, JMH; 113 MB) that could not be fetched.'
            echo '  without    every other command works without them'
            echo '  mend       run it once with a network; Maven keeps what it fetched. What Maven says:'
        else
            echo 'Unfurl could not be built. What Maven says:'
        fi
        grep '^\[ERROR\] *[^ ]' "$2" | grep -vE '\[Help|[Rr]e-run Maven|For more information|<args>|After correcting' |
            head -n 30
        grep -q '^\[ERROR\]' "$2" || tail -n 30 "$2"
        printf '  all of it  %s\n' "$2"
    } >&2
}

forget_old_builds() {
    local old
    # Names are digits and a dash alone, so the list can be read line by line.
    ls -t "$root/$1/target/app" | tail -n +$((builds_kept + 1)) | while IFS= read -r old; do
        rm -rf "$root/$1/target/app/$old"
    done
}
