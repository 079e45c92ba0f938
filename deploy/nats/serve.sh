#!/bin/sh
# serve.sh CONFIG LOGINS: nats-server with this configuration, which it reads again whenever the file of the logins has changed.
# NATS_SERVER is the program, where it is not in the path.
main=$$
(
  before=$(cksum <"$2")
  while sleep 1 && kill -0 "$main" 2>/dev/null; do
    now=$(cksum <"$2")
    # Twice: servers of version 2.9 link what a new account imports only at the next reading.
    [ "$now" = "$before" ] || { kill -HUP "$main" && sleep 1 && kill -HUP "$main"; }
    before=$now
  done
) &
exec "${NATS_SERVER:-nats-server}" --config "$1"
