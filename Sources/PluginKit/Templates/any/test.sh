#!/bin/sh
# SPDX-License-Identifier: 0BSD
# Asks the gateway's tools what they think of the plugin: ./test.sh FILE
# GATEWAYCTL names gatewayctl when it is not on the PATH.
set -eu
cd "$(dirname "$0")"
gatewayctl=${GATEWAYCTL:-gatewayctl}

# What it says about itself, or why a gateway would refuse it.
"$gatewayctl" plugin describe "$1"
# Whether it keeps the contract: its life in every order, threads, answers, leaks.
"$gatewayctl" plugin check "$1"
# Whether it takes the settings and addresses of the sample site.
sample/stage.sh "$1"
"$gatewayctl" check sample --directory .run/drivers.d
