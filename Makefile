# SPDX-License-Identifier: MIT
# One Makefile, modes instead of copies:  make MODE=release|asan|tsan|coverage
# make V=1 shows the commands; make CC=clang uses clang; make OMP= leaves out
# OpenMP. Everything made lies under build/MODE.
MODE ?= release
B := build/$(MODE)
VERSION := 0.1.0
SOVERSION := 0
PREFIX ?= /usr/local
DESTDIR ?=
T ?=

ifeq ($(origin CC),default)
CC := $(if $(filter tsan,$(MODE)),clang,cc)
endif
OMP ?= -fopenmp
PKG_CONFIG ?= pkg-config

FLAGS_release := -O2 -g
FLAGS_asan := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
FLAGS_tsan := -O1 -g -fsanitize=thread
FLAGS_coverage := -O0 -g --coverage
ifeq ($(FLAGS_$(MODE)),)
$(error MODE is release, asan, tsan or coverage, not '$(MODE)')
endif

WARN := -Wall -Wextra -Wshadow -Wpointer-arith -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wundef -Werror=implicit-function-declaration
PKGS := icu-uc icu-i18n json-c
CFLAGS ?=
ALL_CFLAGS = -std=c11 $(WARN) $(FLAGS_$(MODE)) $(OMP) -fPIC -fvisibility=hidden -Iinclude -Isrc \
	$(shell $(PKG_CONFIG) --cflags $(PKGS)) $(CFLAGS)
LIBS = $(shell $(PKG_CONFIG) --libs $(PKGS)) -lroaring -lm $(OMP)

LIB_SRC := $(sort $(wildcard src/core/*.c src/source/*.c src/segment/*.c src/text/*.c src/sketch/*.c \
	src/index/*.c src/match/*.c src/cluster/*.c src/engine/*.c src/report/*.c))
CLI_SRC := $(sort $(wildcard src/cli/*.c))
UNIT_SRC := $(sort $(wildcard tests/unit/*.c tests/ref/*.c))
LIB_OBJ := $(LIB_SRC:%.c=$(B)/obj/%.o)
CLI_OBJ := $(CLI_SRC:%.c=$(B)/obj/%.o)
UNIT_OBJ := $(UNIT_SRC:%.c=$(B)/obj/%.o)
TOOL_SRC := $(sort $(wildcard tests/tools/*.c))
TOOLS := $(TOOL_SRC:tests/tools/%.c=$(B)/tools/%)

Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-4s %s\n' $(1) $(2))

.PHONY: all
all: $(B)/crib $(B)/libcrib.a $(B)/libcrib.so ## build the program and the libraries

$(B)/obj/%.o: %.c Makefile
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -c $< -o $@

$(B)/obj/tests/%.o: ALL_CFLAGS += -Itests

# The static library is one object whose only global names are the public
# ones: what -fvisibility=hidden hid is made local.
$(B)/libcrib.a: $(LIB_OBJ)
	$(call say,AR,$@)
	$(Q)ld -r -o $(B)/libcrib.o $^
	$(Q)objcopy --localize-hidden $(B)/libcrib.o
	$(Q)rm -f $@ && ar rcs $@ $(B)/libcrib.o

$(B)/libcrib.so.$(VERSION): $(LIB_OBJ)
	$(call say,LD,$@)
	$(Q)$(CC) $(ALL_CFLAGS) -shared -Wl,-soname,libcrib.so.$(SOVERSION) -o $@ $^ $(LDFLAGS) $(LIBS)

$(B)/libcrib.so: $(B)/libcrib.so.$(VERSION)
	$(Q)ln -sf libcrib.so.$(VERSION) $(B)/libcrib.so.$(SOVERSION)
	$(Q)ln -sf libcrib.so.$(SOVERSION) $@

# The program holds the objects themselves, so that it runs from anywhere.
$(B)/crib: $(CLI_OBJ) $(LIB_OBJ)
	$(call say,LD,$@)
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $^ $(LDFLAGS) $(LIBS)

$(B)/unit: $(UNIT_OBJ) $(LIB_OBJ)
	$(call say,LD,$@)
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $^ $(LDFLAGS) $(LIBS)

$(B)/tools/%: $(B)/obj/tests/tools/%.o $(LIB_OBJ)
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $^ $(LDFLAGS) $(LIBS)

.PHONY: unit
unit: $(B)/unit ## run the unit tests of one mode: make unit MODE=asan T=shingle
	$(Q)$(B)/unit $(T)

.PHONY: clean
clean: ## remove everything made
	$(Q)rm -rf build

.PHONY: help
help: ## list the targets
	$(Q)sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 16

-include $(shell find build/$(MODE) -name '*.d' 2>/dev/null)
