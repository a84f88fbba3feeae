# Sourced, not run: installs Debian packages of servers that tests start by themselves.

APT_ATTEMPTS=3

# The packages of servers that `npm test` uses, of those that are missing here.
missing_servers() {
  command -v redis-server >/dev/null || echo redis-server
  missing_postgresql
  PATH=$PATH:/usr/sbin command -v dovecot >/dev/null || echo dovecot-imapd
}

missing_postgresql() {
  compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || echo postgresql
}

TRYTON_MODULES=/usr/lib/python3/dist-packages/trytond/modules

# The packages of a Tryton that sells and ships, of those that are missing here.
missing_tryton() {
  [[ -x /usr/bin/trytond && -x /usr/bin/trytond-admin ]] || echo tryton-server
  local module
  for module in sale_amendment sale_complaint stock_package_shipping; do
    [[ -d $TRYTON_MODULES/$module ]] || echo "tryton-modules-${module//_/-}"
  done
  [[ -d /usr/lib/python3/dist-packages/proteus ]] || echo tryton-proteus
  [[ -d /usr/lib/python3/dist-packages/psycopg2 ]] || echo python3-psycopg2
}

# Keeps Debian from starting the servers it installs: tests start their own, on ports of their own.
without_services() {
  local policy=/usr/sbin/policy-rc.d made=false status=0
  if [[ ! -e $policy ]]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
    made=true
  fi
  "$@" || status=$?
  if [[ $made == true ]]; then rm -f "$policy"; fi
  return "$status"
}

install_packages() {
  local attempt
  export DEBIAN_FRONTEND=noninteractive
  for ((attempt = 1; attempt <= APT_ATTEMPTS; attempt++)); do
    if apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@"; then return 0; fi
    echo "apt-get failed, attempt $attempt of $APT_ATTEMPTS" >&2
    sleep $((attempt * 5))
  done
  return 1
}

# Installs the packages it is given, where that can be done; says what to install where it cannot.
need_packages() {
  (($# > 0)) || return 0
  if ((EUID == 0)) && command -v apt-get >/dev/null; then
    without_services install_packages "$@"
    return
  fi
  if command -v apt-get >/dev/null; then
    echo "install these first, as root: apt-get install --no-install-recommends $*" >&2
  else
    echo "these packages of Debian, or the same from elsewhere, are needed first: $*" >&2
  fi
  return 1
}
