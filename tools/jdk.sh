# Finds a JDK. Sourced by `unfurl` and `check`; needs bash 3.2 or newer.
#
#   find_jdk        sets jdk to the home of a JDK of version ≥ 25.0.3, or returns 1
#   tell_no_jdk     says on standard error what was found and what to install
#
# In this order: JAVA_HOME, `java` on the path, then the places where systems install JDKs (UNFURL_JDK_PLACES, a list
# of patterns with colons between them, replaces those places). Among the places the lowest suitable major version wins,
# because that is the one that Unfurl is tested with, and of that the newest update.

jdk=
jdk_needed=25.0.3
jdk_seen=
jdk_looked=

# The version of the JDK or JRE at $1, from its release file; starts no Java.
version_of() {
    local line value
    jdk_version=
    [ -r "$1/release" ] || return 1
    while IFS= read -r line; do
        case $line in
        JAVA_VERSION=*)
            value=${line#JAVA_VERSION=}
            value=${value//\"/}
            jdk_version=${value%$'\r'}
            return 0
            ;;
        esac
    done <"$1/release"
    return 1
}

# Compares versions number by number: prints nothing, returns 0 when $1 ≥ $2.
at_least() {
    local i have need
    local -a a b
    IFS='.-_+' read -r -a a <<<"$1"
    IFS='.-_+' read -r -a b <<<"$2"
    for i in 0 1 2 3; do
        have=${a[i]:-0}
        need=${b[i]:-0}
        case $have in *[!0-9]*) have=0 ;; esac
        case $need in *[!0-9]*) need=0 ;; esac
        [ "$((10#$have))" -gt "$((10#$need))" ] && return 0
        [ "$((10#$have))" -lt "$((10#$need))" ] && return 1
    done
    return 0
}

# Looks at the folder $1, found through $2; returns 0 when it holds a suitable JDK.
suitable() {
    local home
    home=$(CDPATH='' cd -P -- "$1" 2>/dev/null && pwd) || return 1
    case ":$jdk_seen:" in *":$home:"*) return 1 ;; esac
    [ -x "$home/bin/java" ] || return 1
    jdk_seen=$jdk_seen:$home
    if ! version_of "$home"; then
        # The macOS stub /usr/bin/java asks the user to install Java when it is run: never run it.
        [ "$home" != /usr ] || return 1
        jdk_version=$("$home/bin/java" -version 2>&1 | sed -n 's/.*version "\([^"]*\)".*/\1/p' | head -n 1)
    fi
    if ! at_least "${jdk_version:-0}" "$jdk_needed"; then
        jdk_looked="$jdk_looked  found      $home: version ${jdk_version:-unknown} ($2)"$'\n'
        return 1
    fi
    if [ ! -x "$home/bin/javac" ]; then
        jdk_looked="$jdk_looked  found      $home: version $jdk_version, but without the compiler javac ($2)"$'\n'
        return 1
    fi
    jdk=$home
}

# The home of the `java` that the path finds, behind all links.
java_home_on_path() {
    local file target
    file=$(command -v java) || return 1
    while [ -L "$file" ]; do
        target=$(readlink "$file")
        case $target in
        /*) file=$target ;;
        *) file=$(dirname "$file")/$target ;;
        esac
    done
    dirname "$(dirname "$file")"
}

places() {
    if [ -n "${UNFURL_JDK_PLACES:-}" ]; then
        printf '%s' "$UNFURL_JDK_PLACES"
    else
        printf '%s' "/usr/lib/jvm/*:/usr/lib64/jvm/*:/usr/java/*:/opt/*:/opt/java/*:/usr/local/lib/jvm/*"
        printf '%s' ":/Library/Java/JavaVirtualMachines/*/Contents/Home"
        printf '%s' ":${HOME:-/nonexistent}/Library/Java/JavaVirtualMachines/*/Contents/Home"
        printf '%s' ":/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home"
        printf '%s' ":/usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home"
        printf '%s' ":${HOME:-/nonexistent}/.sdkman/candidates/java/*:${HOME:-/nonexistent}/.jdks/*"
    fi
}

find_jdk() {
    local pattern home best='' best_version='' on_path
    local -a patterns
    jdk=
    if [ -n "${JAVA_HOME:-}" ]; then
        suitable "$JAVA_HOME" JAVA_HOME && return 0
        [ -x "$JAVA_HOME/bin/java" ] || jdk_looked="  found      JAVA_HOME=$JAVA_HOME: no bin/java in it"$'\n'
    fi
    on_path=$(java_home_on_path) && suitable "$on_path" "on the path" && return 0
    IFS=: read -r -a patterns <<<"$(places)"
    for pattern in "${patterns[@]}"; do
        # The pattern is expanded here, folder names with spaces kept whole.
        while IFS= read -r home; do
            suitable "$home" "where systems install JDKs" || continue
            if better "$jdk_version" "$best_version"; then
                best=$jdk
                best_version=$jdk_version
            fi
        done < <(compgen -G "$pattern")
    done
    jdk=$best
    [ -n "$jdk" ]
}

# Whether the version $1 is to be preferred to $2.
better() {
    local major=${1%%.*} other=${2%%.*}
    [ -z "$2" ] || [ "$major" -lt "$other" ] || { [ "$major" -eq "$other" ] && at_least "$1" "$2"; }
}

tell_no_jdk() {
    {
        printf '%s needs a JDK of version %s or newer, with its compiler javac.\n' "$1" "$jdk_needed"
        if [ -n "$jdk_looked" ]; then printf '%s' "$jdk_looked"; else printf '  found      no Java at all\n'; fi
        printf '  install    Java 25, for example Eclipse Temurin 25: apt install temurin-25-jdk,\n'
        printf '             dnf install temurin-25-jdk, brew install --cask temurin@25, sdk install java 25-tem\n'
        printf '  or point   JAVA_HOME at one: JAVA_HOME=/path/to/jdk-25 %s\n' "$1"
    } >&2
}
