#!/bin/sh
# Makes what nobody may know before: the operators' key, and every password of the stores and the bus. Each program finds its own, and no
# other's, in /secrets: `env`, or `password` where its image reads a file. What was made stays, in a volume that only this program mounts;
# what is set in the environment counts over it, and stays as well. The root is SECRETS_ROOT, "" in the container.
set -eu
root=${SECRETS_ROOT:-}
services="identity tracking campaign lead content"
random() { head -c "$1" /dev/urandom | od -An -tx1 | tr -d ' \n'; }
upper() { echo "$1" | tr a-z A-Z; }
# A program runs as another account than this one: readable, in a volume that it alone mounts.
umask 022
write() { cat >"$1.new" && mv "$1.new" "$1"; }

wrong=
# secret NAME MADE: sets NAME to what the environment says, else to what was kept, else to MADE.
secret() {
  eval "given=\${$1:-}"
  case $given in *[!A-Za-z0-9_-]*) wrong="$wrong $1"; return ;; esac
  if [ -n "$given" ]; then
    echo "$given" | write "$root/secrets/kept/$1"
  elif [ ! -s "$root/secrets/kept/$1" ]; then
    echo "$2" | write "$root/secrets/kept/$1"
  fi
  eval "$1=\$(cat '$root/secrets/kept/$1')"
}
for user in $services operator; do secret "$(upper "$user")_NATS_PASSWORD" "n$(random 24)"; done
for service in $services; do
  secret "$(upper "$service")_API_PASSWORD" "p$(random 24)"
  secret "$(upper "$service")_WORKER_PASSWORD" "p$(random 24)"
done
secret POSTGRES_PASSWORD "p$(random 24)"
secret REDIS_PASSWORD "r$(random 24)"
secret GRAFANA_PASSWORD "g$(random 24)"
secret PINECONE_API_KEY "v$(random 24)"
secret DIRECTORY_KEY "d$(random 24)"
secret KEY_ENCRYPTION_KEY "k$(random 32)"
secret PLATFORM_API_KEY "mk_$(random 8)_$(random 16)"
[ -z "$wrong" ] || { echo "Letters, digits, - and _ are what a secret may hold; set these anew in .env:$wrong" >&2; exit 1; }

# line NAME: `NAME=` and its value.
line() { eval "echo \"$1=\$$1\""; }
echo "$POSTGRES_PASSWORD" | write "$root/secrets/postgres/password"
echo "$REDIS_PASSWORD" | write "$root/secrets/redis/password"
echo "$GRAFANA_PASSWORD" | write "$root/secrets/grafana/password"
line PINECONE_API_KEY | write "$root/secrets/vectors/env"
for user in $services operator; do line "$(upper "$user")_NATS_PASSWORD"; done | write "$root/secrets/nats/env"
{
  echo "DATABASE_ADMIN_URL=postgresql://marketing_admin:$POSTGRES_PASSWORD@postgres:5432/marketing"
  for service in $services; do
    line "$(upper "$service")_API_PASSWORD"
    line "$(upper "$service")_WORKER_PASSWORD"
  done
} | write "$root/secrets/migrations/env"
# The services are given the platform key's hash, which opens nothing, that by which they ask identity for tenants and keys, and
# that by which they wrap the keys of people: who loses it loses all personal data.
hash="sha256:$(printf %s "$PLATFORM_API_KEY" | sha256sum | cut -d' ' -f1)"
for service in $services; do
  eval "api=\$$(upper "$service")_API_PASSWORD worker=\$$(upper "$service")_WORKER_PASSWORD bus=\$$(upper "$service")_NATS_PASSWORD"
  write "$root/secrets/$service/env" <<end
DATABASE_URL=postgresql://${service}_api:$api@postgres:5432/marketing
WORKER_DATABASE_URL=postgresql://${service}_worker:$worker@postgres:5432/marketing
REDIS_URL=redis://:$REDIS_PASSWORD@redis:6379
NATS_URL=nats://$service:$bus@nats:4222
PINECONE_API_KEY=$PINECONE_API_KEY
PLATFORM_API_KEY=$hash
DIRECTORY_KEY=$DIRECTORY_KEY
KEY_ENCRYPTION_KEY=$KEY_ENCRYPTION_KEY
end
done
printf 'MARKETING_NATS_URL=nats://operator:%s@nats:4222\nMARKETING_PLATFORM_KEY=%s\n' "$OPERATOR_NATS_PASSWORD" "$PLATFORM_API_KEY" |
  write "$root/secrets/operator/env"
# `marketing bus login`, which is not this account either, puts a new file in the place of the old one.
chmod 777 "$root/logins"
[ -e "$root/logins/logins.conf" ] || : >"$root/logins/logins.conf"
