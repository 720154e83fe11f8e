/* Reads INF files with setupapi and prints what it found, for comparison with wdk-inf's parser.
 *
 * The one argument is a text file (UTF-16 LE, one path a line) that lists the INF files. For each:
 *
 *   file <index>
 *   error <code> <line>                 SetupOpenInfFile failed; nothing else follows
 *   section <name>
 *   line <field> <field> ...            field 0 is the key; then as many as SetupGetFieldCount says
 *
 * Text is printed as the hexadecimal digits of its UTF-16 code units, an empty text as "-", a key
 * that the line has not as "!". */
#include <windows.h>
#include <setupapi.h>
#include <stdio.h>
#include <stdlib.h>

static WCHAR text[65536];

static void print(const WCHAR *from)
{
    if (!*from)
        putchar('-');
    for (; *from; from++)
        printf("%04x", *from);
}

static void lines_of(HINF inf, const WCHAR *section)
{
    INFCONTEXT at;
    BOOL more;

    printf("section ");
    print(section);
    putchar('\n');
    for (more = SetupFindFirstLineW(inf, section, NULL, &at); more; more = SetupFindNextLine(&at, &at))
    {
        DWORD count = SetupGetFieldCount(&at), field;

        printf("line");
        for (field = 0; field <= count; field++)
        {
            putchar(' ');
            if (SetupGetStringFieldW(&at, field, text, ARRAYSIZE(text), NULL))
                print(text);
            else
                putchar('!');
        }
        putchar('\n');
    }
}

static void read_inf(const WCHAR *path)
{
    WCHAR *section = malloc(65536 * sizeof(*section));
    UINT wrong_line = 0, index;
    HINF inf = SetupOpenInfFileW(path, NULL, INF_STYLE_WIN4, &wrong_line);

    if (inf == INVALID_HANDLE_VALUE)
        printf("error %08lx %u\n", GetLastError(), wrong_line);
    else
    {
        for (index = 0; SetupEnumInfSectionsW(inf, index, section, 65536, NULL); index++)
            lines_of(inf, section);
        SetupCloseInfFile(inf);
    }
    free(section);
}

int wmain(int count, WCHAR **arguments)
{
    FILE *list = count == 2 ? _wfopen(arguments[1], L"rb") : NULL;
    WCHAR path[MAX_PATH * 4];
    size_t length = 0;
    unsigned index = 0;

    if (!list)
        return 2;
    while (fread(path + length, sizeof(*path), 1, list) == 1)
    {
        if (path[length] != '\n')
        {
            if (++length == ARRAYSIZE(path))
                return 2;
            continue;
        }
        path[length] = 0;
        length = 0;
        printf("file %u\n", index++);
        read_inf(path);
    }
    return 0;
}
