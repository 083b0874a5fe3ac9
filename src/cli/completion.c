/* SPDX-License-Identifier: MIT */
/* Completion scripts for bash and zsh, from the tables of commands and
 * options. zsh shows the options' help, in the language of the call. */
#include "cli/command.h"
#include "cli/say.h"

static bool names_a_file(const struct option *o) { return o->argument && strcmp(o->argument, "FILE") == 0; }

static void print_commands(void)
{
    for (size_t i = 0; i < N_COMMANDS; i++)
        printf("%s%s", i ? " " : "", commands[i].name);
}

static void print_operand_words(struct operand_word (*word)(size_t i))
{
    for (size_t i = 0; word(i).name; i++)
        printf("%s%s", i ? " " : "", word(i).name);
}

static void print_stages(void)
{
    for (size_t i = 0; crib_stage_name(i); i++)
        printf("%s%s", i ? " " : "", crib_stage_name(i));
}

static void print_words(const char *choices)
{
    for (; *choices; choices++)
        putchar(*choices == '|' ? ' ' : *choices);
}

/* What may follow an option that has an argument. */
static void bash_values(void)
{
    puts("    case $prev in");
    for (size_t i = 0; i < n_options; i++) {
        const struct option *o = &options[i];
        if (!o->argument)
            continue;
        printf("    --%s", o->name);
        if (o->letter)
            printf("|-%c", o->letter);
        if (o->choices) {
            fputs(") COMPREPLY=($(compgen -W '", stdout);
            print_words(o->choices);
            puts("' -- \"$cur\")); return ;;");
        } else {
            puts(names_a_file(o) ? ") COMPREPLY=($(compgen -f -- \"$cur\")); return ;;" : ") return ;;");
        }
    }
    puts("    esac");
}

static void bash_options(void)
{
    puts("    case $command in");
    for (unsigned c = 0; c < N_COMMANDS; c++) {
        printf("    %s) words='", commands[c].name);
        for (size_t i = 0; i < n_options; i++) {
            if (options[i].commands & 1u << c)
                printf("--%s ", options[i].name);
        }
        puts("' ;;");
    }
    puts("    esac");
}

static void print_bash(void)
{
    puts("# crib completion for bash; written by 'crib completion bash'\n"
         "_crib() {\n"
         "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command= words= word\n"
         "    COMPREPLY=()\n"
         "    # 'crib --opt=val' reaches bash as three words.\n"
         "    if [[ $cur == = ]]; then cur=; elif [[ $prev == = ]]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi");
    bash_values();
    fputs("    for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
          "        case ' ", stdout);
    print_commands();
    puts(" ' in *\" $word \"*) command=$word; break ;; esac\n"
         "    done");
    bash_options();
    fputs("    if [[ -z $command ]]; then\n"
          "        words='", stdout);
    print_commands();
    fputs(" --help --version'\n"
          "    elif [[ $cur != -* ]]; then\n"
          "        case $command in\n"
          "        help) words='", stdout);
    print_commands();
    fputs("' ;;\n"
          "        completion) words='bash zsh' ;;\n"
          "        show) if [[ $prev == show ]]; then words='", stdout);
    print_stages();
    fputs("'; else words=; fi ;;\n"
          "        index) if [[ $prev == index ]]; then words='", stdout);
    print_operand_words(index_action);
    fputs("'; else words=; fi ;;\n"
          "        decide) if [[ $prev == decide ]]; then words='export import'; else words='", stdout);
    print_operand_words(decide_word);
    puts("'; fi ;;\n"
         "        *) words= ;;\n"
         "        esac\n"
         "    fi\n"
         "    if [[ -n $words ]]; then COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
         "    else COMPREPLY=($(compgen -f -- \"$cur\")); fi\n"
         "}\n"
         "complete -o filenames -F _crib crib");
}

/* In single quotes, with what _arguments takes for syntax escaped. */
static void print_zsh_text(const char *s)
{
    for (; *s; s++) {
        if (*s == '\'')
            fputs("'\\''", stdout);
        else if (*s == '\n')
            putchar(' ');
        else if (strchr("[]:\\", *s))
            printf("\\%c", *s);
        else
            putchar(*s);
    }
}

static void zsh_option(const struct option *o)
{
    printf("            '%s--%s%s[", o->kind == OPTION_LIST ? "*" : "", o->name, o->argument ? "=" : "");
    print_zsh_text(TR(o->help_en, o->help_zh));
    putchar(']');
    if (o->argument) {
        putchar(':');
        print_zsh_text(o->argument);
        putchar(':');
        if (o->choices) {
            putchar('(');
            print_words(o->choices);
            putchar(')');
        } else if (names_a_file(o)) {
            fputs("_files", stdout);
        }
    }
    puts("' \\");
}

static void print_zsh(void)
{
    puts("#compdef crib\n"
         "# crib completion for zsh; written by 'crib completion zsh'\n"
         "_crib() {\n"
         "    local -a commands=(");
    for (size_t i = 0; i < N_COMMANDS; i++) {
        printf("        '%s:", commands[i].name);
        print_zsh_text(TR(commands[i].help_en, commands[i].help_zh));
        puts("'");
    }
    puts("    )\n"
         "    if (( CURRENT == 2 )); then _describe command commands; return; fi\n"
         "    local command=$words[2]\n"
         "    shift words; (( CURRENT-- ))\n"
         "    case $command in");
    for (unsigned c = 0; c < N_COMMANDS; c++) {
        printf("    %s)\n        _arguments \\\n", commands[c].name);
        for (size_t i = 0; i < n_options; i++) {
            if (options[i].commands & 1u << c)
                zsh_option(&options[i]);
        }
        if (c == COMMAND_SHOW) {
            fputs("            '1:stage:(", stdout);
            print_stages();
            puts(")' '*:file:_files' ;;");
        } else if (c == COMMAND_INDEX) {
            fputs("            '1:action:(", stdout);
            print_operand_words(index_action);
            puts(")' '*:file:_files' ;;");
        } else if (c == COMMAND_DECIDE) {
            fputs("            '1:id:(export import)' '2:decision:(", stdout);
            print_operand_words(decide_word);
            puts(")' ;;");
        } else if (c == COMMAND_HELP) {
            fputs("            '1:command:(", stdout);
            print_commands();
            puts(")' ;;");
        } else if (c == COMMAND_COMPLETION) {
            puts("            '1:shell:(bash zsh)' ;;");
        } else {
            puts("            '*:file:_files' ;;");
        }
    }
    puts("    esac\n"
         "}\n"
         "_crib \"$@\"");
}

enum exit_status command_completion(const struct settings *s)
{
    const char *shell = s->operands.item[0];
    if (strcmp(shell, "bash") == 0) {
        print_bash();
    } else if (strcmp(shell, "zsh") == 0) {
        print_zsh();
    } else {
        say(TR("there is completion for bash and zsh, not for '%s'", "只有 bash 和 zsh 的补全，没有“%s”的"), shell);
        return STATUS_USAGE;
    }
    return STATUS_NONE;
}
