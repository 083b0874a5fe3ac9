# SPDX-License-Identifier: MIT
# One Makefile, modes instead of copies:  make MODE=release|portable|asan|tsan|coverage
# (portable: C alone, as on a machine for which no faster loops were written)
# make V=1 shows the commands; make CC=clang uses clang; make OMP= leaves out
# OpenMP. Everything made lies under build/MODE. `make help` lists the targets.
MODE ?= release
B := build/$(MODE)
VERSION := 0.1.0
SOVERSION := 0
PREFIX ?= /usr/local
BINDIR ?= $(PREFIX)/bin
LIBDIR ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
DATADIR ?= $(PREFIX)/share
DOCDIR ?= $(DATADIR)/doc/crib
UNITDIR ?= $(PREFIX)/lib/systemd/system
SYSCONFDIR ?= $(if $(filter /usr,$(PREFIX)),/etc,$(PREFIX)/etc)
DESTDIR ?=
T ?=

ifeq ($(origin CC),default)
CC := $(if $(filter tsan,$(MODE)),clang,cc)
endif
OMP ?= -fopenmp
PKG_CONFIG ?= pkg-config

FLAGS_release := -O3 -g
FLAGS_portable := -O3 -g -DCRIB_PORTABLE
FLAGS_asan := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
FLAGS_tsan := -O1 -g -fsanitize=thread
FLAGS_coverage := -O0 -g --coverage
ifeq ($(FLAGS_$(MODE)),)
$(error MODE is release, portable, asan, tsan or coverage, not '$(MODE)')
endif

WARN := -Wall -Wextra -Wshadow -Wpointer-arith -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wundef -Werror=implicit-function-declaration
PKGS := icu-uc icu-i18n json-c sqlite3 libzstd
CFLAGS ?=
ALL_CFLAGS := -std=c11 -D_GNU_SOURCE $(WARN) $(FLAGS_$(MODE)) $(OMP) -fPIC -fvisibility=hidden -Iinclude -Isrc \
	$(shell $(PKG_CONFIG) --cflags $(PKGS)) $(CFLAGS)
LIBS := $(shell $(PKG_CONFIG) --libs $(PKGS)) -lroaring -lm $(OMP)

LIB_SRC := $(sort $(wildcard src/core/*.c src/store/*.c src/source/*.c src/segment/*.c src/text/*.c src/sketch/*.c \
	src/index/*.c src/match/*.c src/cluster/*.c src/engine/*.c src/report/*.c src/publish/*.c))
CLI_SRC := $(sort $(wildcard src/cli/*.c))
UNIT_SRC := $(sort $(wildcard tests/unit/*.c tests/ref/*.c))
LIB_OBJ := $(LIB_SRC:%.c=$(B)/obj/%.o)
CLI_OBJ := $(CLI_SRC:%.c=$(B)/obj/%.o)
UNIT_OBJ := $(UNIT_SRC:%.c=$(B)/obj/%.o)
TOOL_SRC := $(sort $(wildcard tests/tools/*.c))
TOOLS := $(TOOL_SRC:tests/tools/%.c=$(B)/tools/%)
SPEED_SRC := $(sort $(wildcard bench/speed/*.c))
SPEED_OBJ := $(SPEED_SRC:%.c=$(B)/obj/%.o)

Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-4s %s\n' $(1) $(2))

.PHONY: all
all: $(B)/crib $(B)/libcrib.a $(B)/libcrib.so ## build the program and the libraries

# Objects made with other flags or another compiler are made anew, and so is
# the library when a source comes or goes.
FLAGS_NOW := $(CC) $(ALL_CFLAGS) $(LDFLAGS) $(LIBS)
.PHONY: always
$(B)/flags $(B)/sources: always
	$(Q)mkdir -p $(@D)
	$(Q)printf '%s\n' '$(if $(filter %/flags,$@),$(FLAGS_NOW),$(LIB_SRC))' >$@.now
	$(Q)if cmp -s $@.now $@; then rm $@.now; else mv $@.now $@; fi

$(B)/obj/%.o: %.c $(B)/flags
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -c $< -o $@

$(B)/obj/tests/%.o: ALL_CFLAGS += -Itests
$(B)/obj/bench/%.o: ALL_CFLAGS += -Ibench

# Both libraries are made of one object whose only global names are the public
# ones: what -fvisibility=hidden hid is made local, and so is the lock that a
# named `omp critical` leaves behind.
$(B)/libcrib.o: $(LIB_OBJ) $(B)/sources Makefile
	$(Q)ld -r -d -o $@ $(LIB_OBJ)
	$(Q)objcopy --localize-hidden --wildcard --localize-symbol='.gomp_critical_user_*' $@

$(B)/libcrib.a: $(B)/libcrib.o
	$(call say,AR,$@)
	$(Q)rm -f $@ && ar rcs $@ $<

$(B)/libcrib.so.$(VERSION): $(B)/libcrib.o
	$(call say,LD,$@)
	$(Q)$(CC) $(ALL_CFLAGS) -shared -Wl,-soname,libcrib.so.$(SOVERSION) -o $@ $< $(LDFLAGS) $(LIBS)

$(B)/libcrib.so: $(B)/libcrib.so.$(VERSION)
	$(Q)ln -sf libcrib.so.$(VERSION) $(B)/libcrib.so.$(SOVERSION)
	$(Q)ln -sf libcrib.so.$(SOVERSION) $@

# The program holds the library, so that it runs from anywhere; it is linked
# with the one that has none but public names, so that it cannot use others.
$(B)/crib: $(CLI_OBJ) $(B)/libcrib.a
	$(call say,LD,$@)
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $^ $(LDFLAGS) $(LIBS)

$(B)/unit: $(UNIT_OBJ) $(LIB_OBJ)
	$(call say,LD,$@)
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $^ $(LDFLAGS) $(LIBS)

$(B)/tools/%: $(B)/obj/tests/tools/%.o $(LIB_OBJ)
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $^ $(LDFLAGS) $(LIBS)

$(B)/speed: $(SPEED_OBJ) $(LIB_OBJ)
	$(call say,LD,$@)
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $^ $(LDFLAGS) $(LIBS)

.PHONY: unit
unit: $(B)/unit ## run the unit tests of one mode: make unit MODE=asan T=shingle
	$(Q)$(B)/unit $(T)

.PHONY: test
test: ## run every test: layers, units, command line, library, installation
	$(Q)MAKE='$(MAKE)' tests/run-all

.PHONY: test-long
test-long: $(B)/crib $(B)/unit ## run the tests that take minutes or the shared data
	$(Q)CRIB=$(B)/crib tests/run-long $(T)
	$(Q)CRIB=$(B)/crib tests/real/run long $(T)

.PHONY: accept
accept: $(B)/crib ## make what the command line tests print now what they expect; read git diff
	$(Q)tests/cli/run --accept $(B)/crib $(T)

.PHONY: tsan
tsan: ## run the unit and command line tests under the thread sanitizer (clang, libomp, archer)
	$(Q)$(MAKE) --no-print-directory MODE=tsan build/tsan/unit build/tsan/crib
	$(Q)scripts/with-tsan build/tsan/unit $(T)
	$(Q)scripts/with-tsan tests/cli/run build/tsan/crib $(T)

.PHONY: coverage
coverage: ## which lines the unit and command line tests run, by file
	$(Q)$(MAKE) --no-print-directory MODE=coverage build/coverage/unit build/coverage/crib
	$(Q)scripts/coverage build/coverage

# The sizes and seeds of the table in the README.
QUALITY ?= --seed 1 --cases 200 --peers
.PHONY: bench-quality
bench-quality: $(B)/crib ## how good the findings are: plants, scores, compares; build/quality/table.md
	$(Q)bench/quality --crib $(B)/crib $(QUALITY) --out build/quality/table.md

# The corpus that speed is measured on; the floors are stated for 200 MB:
#     make bench-gates SPEED='--size 200M'
SPEED ?= --size 32M
.PHONY: bench
bench: $(B)/speed ## how fast every stage is, beside memcpy
	$(Q)$(B)/speed stages $(SPEED)

.PHONY: bench-gates
bench-gates: $(B)/speed ## how fast it is against its floors; fails when it is short of one (MODE=portable, CC=clang: theirs)
	$(Q)$(B)/speed gates $(SPEED)

# How fast beside its peers: about ten minutes on two free cores.
PEERS ?= --documents 8000 --rounds 3
.PHONY: bench-peers
bench-peers: $(B)/crib ## how fast beside other tools, which it installs; build/peers/table.md
	$(Q)bench/peers --crib $(B)/crib $(PEERS) --out build/peers/table.md

# How time and memory grow; GROWTH='--documents 1k,10k,100k,1M --bytes 1M,10M,100M,1G' needs some GB of memory.
GROWTH ?= --rounds 3
.PHONY: bench-growth
bench-growth: $(B)/crib $(B)/speed ## how time and memory grow with the input, plot and slopes; build/growth/growth.md
	$(Q)bench/growth --crib $(B)/crib $(GROWTH)

.PHONY: bench-index
bench-index: $(B)/crib $(B)/speed ## what an index costs and how fast it answers; build/index-bench/index.md
	$(Q)bench/index --crib $(B)/crib $(INDEX)

.PHONY: demo
demo: $(B)/crib ## scan the sample collection: everything crib finds, on one screen
	$(Q)CRIB=$(B)/crib scripts/demo

$(B)/crib.pc: always
	$(Q)printf '%s\n' 'prefix=$(PREFIX)' 'libdir=$(LIBDIR)' 'includedir=$(INCLUDEDIR)' '' \
		'Name: crib' 'Description: finds text that was used twice' 'Version: $(VERSION)' \
		'Requires.private: $(PKGS)' 'Libs: -L$${libdir} -lcrib' 'Libs.private: -lroaring -lm $(OMP)' \
		'Cflags: -I$${includedir}' >$@

# Nightly audits: what is installed names the program where it is installed.
$(B)/nightly/%: scripts/nightly/%.in always
	$(Q)mkdir -p $(@D)
	$(Q)sed -e 's|@BINDIR@|$(BINDIR)|' -e 's|@SYSCONFDIR@|$(SYSCONFDIR)|' $< >$@

.PHONY: install
install: all $(B)/crib.pc $(B)/nightly/crib-audit@.service $(B)/nightly/crontab ## install under PREFIX (/usr/local) below DESTDIR
	$(Q)install -d $(DESTDIR)$(BINDIR) $(DESTDIR)$(INCLUDEDIR)/crib $(DESTDIR)$(LIBDIR)/pkgconfig \
		$(DESTDIR)$(DATADIR)/bash-completion/completions $(DESTDIR)$(DATADIR)/zsh/site-functions \
		$(DESTDIR)$(DATADIR)/man/man1 $(DESTDIR)$(UNITDIR) $(DESTDIR)$(DOCDIR)
	$(Q)install -m 755 $(B)/crib $(DESTDIR)$(BINDIR)/crib
	$(Q)install -m 644 include/crib.h $(DESTDIR)$(INCLUDEDIR)/crib.h
	$(Q)install -m 644 include/crib/*.h $(DESTDIR)$(INCLUDEDIR)/crib/
	$(Q)install -m 644 $(B)/libcrib.a $(DESTDIR)$(LIBDIR)/libcrib.a
	$(Q)install -m 755 $(B)/libcrib.so.$(VERSION) $(DESTDIR)$(LIBDIR)/libcrib.so.$(VERSION)
	$(Q)ln -sf libcrib.so.$(VERSION) $(DESTDIR)$(LIBDIR)/libcrib.so.$(SOVERSION)
	$(Q)ln -sf libcrib.so.$(SOVERSION) $(DESTDIR)$(LIBDIR)/libcrib.so
	$(Q)install -m 644 $(B)/crib.pc $(DESTDIR)$(LIBDIR)/pkgconfig/crib.pc
	$(Q)install -m 644 $(B)/nightly/crib-audit@.service scripts/nightly/crib-audit@.timer $(DESTDIR)$(UNITDIR)/
	$(Q)install -m 644 $(B)/nightly/crontab $(DESTDIR)$(DOCDIR)/crontab
	$(Q)$(B)/crib completion bash --lang en >$(DESTDIR)$(DATADIR)/bash-completion/completions/crib
	$(Q)$(B)/crib completion zsh --lang en >$(DESTDIR)$(DATADIR)/zsh/site-functions/_crib
	$(Q)$(B)/crib help --man >$(DESTDIR)$(DATADIR)/man/man1/crib.1

.PHONY: uninstall
uninstall: ## remove what install put there
	$(Q)rm -f $(DESTDIR)$(BINDIR)/crib $(DESTDIR)$(INCLUDEDIR)/crib.h \
		$(patsubst include/%,$(DESTDIR)$(INCLUDEDIR)/%,$(wildcard include/crib/*.h)) \
		$(DESTDIR)$(LIBDIR)/libcrib.a $(DESTDIR)$(LIBDIR)/libcrib.so \
		$(DESTDIR)$(LIBDIR)/libcrib.so.$(SOVERSION) $(DESTDIR)$(LIBDIR)/libcrib.so.$(VERSION) \
		$(DESTDIR)$(LIBDIR)/pkgconfig/crib.pc $(DESTDIR)$(DATADIR)/bash-completion/completions/crib \
		$(DESTDIR)$(DATADIR)/zsh/site-functions/_crib $(DESTDIR)$(DATADIR)/man/man1/crib.1 \
		$(DESTDIR)$(UNITDIR)/crib-audit@.service $(DESTDIR)$(UNITDIR)/crib-audit@.timer $(DESTDIR)$(DOCDIR)/crontab
	$(Q)rmdir $(DESTDIR)$(INCLUDEDIR)/crib $(DESTDIR)$(DOCDIR) 2>/dev/null || true

.PHONY: clean
clean: ## remove everything made
	$(Q)rm -rf build

.PHONY: help
help: ## list the targets
	$(Q)sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 16

-include $(shell find $(B) -name '*.d' 2>/dev/null)
