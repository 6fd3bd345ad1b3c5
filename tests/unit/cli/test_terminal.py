"""What is printed is shown as it is: words and extracts cannot give a terminal orders."""

import pytest

from pprr.cli.terminal import busy, err, out, print_rows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("93.0%, £0.044m\n\tand more", "93.0%, £0.044m\n        and more", id="as it is"),
        pytest.param("a\x1b[2Jb", "a\ufffd[2Jb", id="clears the screen"),
        pytest.param("a\x1b]0;b\x07c", "a\ufffd]0;b\ufffdc", id="renames the window"),
        pytest.param("a\x9b31mb", "a\ufffd31mb", id="in one character"),
        pytest.param("100\r12", "100\ufffd12", id="back to the start of the line"),
        pytest.param("\u202e%81\u202c", "\ufffd%81\ufffd", id="turns the order"),
    ],
)
def test_nothing_that_is_printed_is_an_order(capsys: pytest.CaptureFixture[str], text: str, expected: str) -> None:
    for console in (out, err):
        console.print(text)
    print_rows("Rows", [text], [(1, [text])])

    printed = capsys.readouterr()
    assert printed.out == f"{expected}\n"
    assert printed.err.startswith(f"{expected}\n")
    assert set("\x1b\x07\x9b\r\u202e\u202c") & set(printed.err) == set()


def test_a_folder_that_reads_as_markup_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with busy("Writing [/x]") as tell:
        tell("[bold]step")

    assert capsys.readouterr().err == "Writing [/x] ...\n  [bold]step\n"


def test_a_file_whose_name_reads_as_markup_is_named_whole(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows("The first rows of kpi [final].csv", ["code"], [(1, ["A [p]"])])

    printed = capsys.readouterr().err
    assert "The first rows of kpi [final].csv" in " ".join(printed.split())
    assert "A [p]" in printed
