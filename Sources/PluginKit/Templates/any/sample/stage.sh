#!/bin/sh
# SPDX-License-Identifier: 0BSD
# Fills .run/drivers.d with the plugin and with those of the gateway that the sample site uses: sample/stage.sh FILE
# DRIVERS names the folder of the gateway's own.
set -eu
cd "$(dirname "$0")/.."
drivers=${DRIVERS:-/usr/lib/gatewayd/drivers.d}
# Nobody but you may write there: a gateway refuses plugins that others could have changed.
(umask 022 && mkdir -p .run/drivers.d)
for id in $(sed -n 's/^plugin: *\([^ ]*\).*/\1/p' sample/channels/*.yaml sample/sinks/*.yaml 2>/dev/null | sort -u); do
    file=$drivers/$id.so
    [ "$id" = my-plugin ] && file=$1
    if [ ! -e "$file" ]; then
        echo "$file is missing; say where the gateway's own plugins are: make check DRIVERS=FOLDER" >&2
        exit 1
    fi
    install -m 755 "$file" ".run/drivers.d/$id.so.new"
    mv ".run/drivers.d/$id.so.new" ".run/drivers.d/$id.so"
done
