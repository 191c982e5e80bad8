#!/bin/sh
# SPDX-License-Identifier: 0BSD
# A gateway with the site in sample/, until Ctrl-C: ./run.sh FILE
# GATEWAYD names gatewayd when it is not on the PATH.
set -eu
cd "$(dirname "$0")"
sample/stage.sh "$1"
(umask 077 && mkdir -p .run/data)
echo "In another terminal, in this folder: gatewayctl watch"
echo "                                     gatewayctl write demo.device.target 42"
exec "${GATEWAYD:-gatewayd}" --site sample --drivers .run/drivers.d --data .run/data --socket .run/gatewayd.sock
