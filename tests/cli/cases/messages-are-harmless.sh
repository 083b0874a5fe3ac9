# What the user or a file name holds cannot drive the terminal.
esc=$(printf '\033')
crib "bad${esc}[31mred"
crib "$(printf 'two\nlines\r\302\233c1 \342\200\256bidi \342\200\213zero \377broken')"
crib --lang zh "坏$esc]0;title"
