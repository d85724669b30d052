# Sourced by the checks with Terraform: ends the check, saying so, where Terraform or its AWS provider is not installed; else
# goes into an empty folder, which is gone at the end, with `init` for the provider that was found.
skip() {
  echo "SKIPPED ${0##*/}: $1" >&2
  exit 0
}
command -v terraform >/dev/null || skip "terraform is not installed"
provider=$(find "${TF_PLUGIN_CACHE_DIR:-/nowhere}" ~/.terraform.d/plugins ~/.local/share/terraform/plugins \
  /usr/local/share/terraform/plugins /usr/share/terraform/plugins /opt \
  -maxdepth 5 -type d -path '*/hashicorp/aws' -print -quit 2>/dev/null || true)
[ -n "$provider" ] || skip "the AWS provider is not installed where Terraform looks for it, nor below /opt"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TF_IN_AUTOMATION=1 CHECKPOINT_DISABLE=1 TF_VAR_endpoint=$endpoint

quietly() {
  "$@" >"$work/output" 2>&1 || { cat "$work/output" >&2; exit 1; }
}
# init: with the provider that is there, and none from elsewhere.
init() {
  quietly terraform init -no-color -input=false -plugin-dir="$(dirname "$(dirname "$(dirname "$provider")")")"
}
apply() {
  quietly terraform apply -no-color -input=false -auto-approve "$@"
}
# nothing_to_change ARGS...: exit code 2 of a plan means that there is something.
nothing_to_change() {
  terraform plan -no-color -input=false -detailed-exitcode "$@" >"$work/plan" 2>&1 || {
    cat "$work/plan" >&2
    echo "${0##*/}: a plan after what was applied wants to change something" >&2
    exit 1
  }
}
