# Runs a throw-away PostgreSQL in the folder $1 for as long as standard input stays open.
#
# The test process holds the other end of that pipe and never writes. When it ends, in whatever way (a kill -9 too), the
# kernel closes the pipe, `cat` returns, and database and folder go away: no process can be left behind.
set -eu
dir=$1

if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses to run as root
    user=postgres
    id -u $user >/dev/null 2>&1 || user=nobody
    chown -R $user "$dir"
    exec setpriv --reuid=$user --regid="$(id -g $user)" --clear-groups sh "$0" "$dir"
fi

exec >"$dir/log" 2>&1
for bin in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV) "$(dirname "$(command -v postgres || true)")"; do
    [ -x "$bin/initdb" ] && break
    bin=
done
if [ -z "$bin" ]; then
    echo "PostgreSQL is not installed: run \`./dev test\` once, or: apt-get install postgresql"
    exit 3
fi

"$bin/initdb" --pgdata="$dir/data" --username=sentra --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync
# Nothing here has to outlive the process, so nothing waits for the disk.
"$bin/postgres" -D "$dir/data" -k "$dir" -c listen_addresses= -c fsync=off -c full_page_writes=off -c wal_level=minimal \
    -c max_wal_senders=0 -c max_connections=600 -c shared_buffers=64MB </dev/null &
pid=$!
cat >/dev/null || true
kill -QUIT $pid 2>/dev/null || true
wait $pid || true
rm -rf "$dir"
