#!/bin/sh
# SPDX-License-Identifier: 0BSD
# A gateway with the site in sample/ and a simulated meter, until Ctrl-C: ./run.sh FILE
# GATEWAYD and GATEWAYCTL name the programs when they are not on the PATH.
set -eu
cd "$(dirname "$0")"
sample/stage.sh "$1"
(umask 077 && mkdir -p .run/data)
export SAMPLE_PORT="${SAMPLE_PORT:-5020}" SAMPLE_LINES="$PWD/.run/lines.txt"
"${GATEWAYCTL:-gatewayctl}" simulate modbus --port "$SAMPLE_PORT" --profile energy-site &
simulator=$!
trap 'kill "$simulator" 2>/dev/null || true' EXIT
trap 'exit 0' INT TERM
echo "In another terminal, in this folder: tail -f .run/lines.txt"
echo "                                     gatewayctl sinks"
"${GATEWAYD:-gatewayd}" --site sample --drivers .run/drivers.d --data .run/data --socket .run/gatewayd.sock
