#!/bin/sh
# Makes what nobody may know before: the operators' key and everybody's password on the bus. Each program finds its own, and no other's, in
# /secrets/env. What was made stays; a PLATFORM_API_KEY that is set counts over it. The root is SECRETS_ROOT, "" in the container.
set -eu
root=${SECRETS_ROOT:-}
random() { head -c "$1" /dev/urandom | od -An -tx1 | tr -d ' \n'; }
# A program runs as another account than this one: readable, in a volume that it alone mounts.
umask 022
write() { cat >"$1.new" && mv "$1.new" "$1"; }
kept="$root/secrets/nats/env"
[ -s "$kept" ] || for user in identity tracking campaign lead content operator; do
  echo "$(echo "$user" | tr a-z A-Z)_NATS_PASSWORD=n$(random 24)"
done | write "$kept"
. "$kept"
[ -s "$root/secrets/identity/directory-key" ] || echo "d$(random 24)" | write "$root/secrets/identity/directory-key"
key="$root/secrets/operator/platform-key"
if [ -n "${PLATFORM_API_KEY:-}" ]; then
  echo "$PLATFORM_API_KEY" | write "$key"
elif [ ! -s "$key" ]; then
  echo "mk_$(random 8)_$(random 16)" | write "$key"
fi
# The services are given the key's hash, which opens nothing, and that by which they ask identity for tenants and keys.
hash="sha256:$(printf %s "$(cat "$key")" | sha256sum | cut -d' ' -f1)"
directory=$(cat "$root/secrets/identity/directory-key")
for service in identity tracking campaign lead content; do
  eval "password=\$$(echo "$service" | tr a-z A-Z)_NATS_PASSWORD"
  printf 'NATS_URL=nats://%s:%s@nats:4222\nPLATFORM_API_KEY=%s\nDIRECTORY_KEY=%s\n' "$service" "$password" "$hash" "$directory" | write "$root/secrets/$service/env"
done
printf 'MARKETING_NATS_URL=nats://operator:%s@nats:4222\nMARKETING_PLATFORM_KEY=%s\n' "$OPERATOR_NATS_PASSWORD" "$(cat "$key")" |
  write "$root/secrets/operator/env"
# `marketing bus login`, which is not this account either, puts a new file in the place of the old one.
chmod 777 "$root/logins"
[ -e "$root/logins/logins.conf" ] || : >"$root/logins/logins.conf"
