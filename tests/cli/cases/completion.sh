command -v bash >/dev/null || { echo "no bash here"; exit 77; }
crib completion bash >completion
cat >ask <<'ASK'
. ./completion
ask() {
    COMP_WORDS=("$@")
    COMP_CWORD=$(($# - 1))
    _crib
    printf '%s:' "$*"
    printf ' %s' "${COMPREPLY[@]}"
    echo
}
touch report.txt
ask crib s
ask crib --v
ask crib scan --for
ask crib scan --format ''
ask crib scan --format = j
ask crib --lang zh sh
ask crib show ''
ask crib show text rep
ask crib scan rep
ask crib scan -o rep
ask crib scan --min-length ''
ask crib help di
ask crib completion ''
ASK
bash ask
crib completion zsh >zsh-completion
head -n 1 zsh-completion
grep -c _arguments zsh-completion
if command -v zsh >/dev/null; then zsh -n zsh-completion; fi
