"""Questions that evidence leaves open, and the answers to them: from a file, from a person, or as evidence proposes."""

import json
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from pprr.domain.errors import ProjectError

_TRIES = 10
_HEAD = """\
# What pprr init could not tell from the received files, one answer a line. A line that is commented out has no answer
# that could be proposed: take the mark away and write one. The others stand as they are, or say otherwise.
"""


@dataclass(frozen=True)
class Question:
    """One thing that must be known. ``default`` is what evidence proposes, or blank where an answer is needed.

    ``choices`` are the answers that there may be, none where it is any text. ``check`` returns why an answer cannot be
    used, or nothing. ``is_told`` is one that is answered by its default unless somebody has said otherwise.
    """

    key: str
    text: str
    default: str = ""
    choices: tuple[str, ...] = ()
    check: Callable[[str], str] = lambda answer: ""
    may_be_blank: bool = False
    is_told: bool = False

    def problem(self, answer: str) -> str:
        """Tells why the answer cannot be used; blank where it can."""
        if not answer:
            return "" if self.may_be_blank else "an answer is needed"
        if self.choices and self.chosen(answer) not in self.choices:
            return f"it may be {' or '.join(json.dumps(choice, ensure_ascii=False) for choice in self.choices)}"
        return self.check(answer)

    def chosen(self, answer: str) -> str:
        """The answer in the capitals of its choice."""
        said = " ".join(answer.split())
        return next((choice for choice in self.choices if choice.casefold() == said.casefold()), said)


Questions = Callable[[Mapping[str, str]], Iterable[Question]]
Ask = Callable[[Question], str]


def settle(
    questions: Questions, given: Mapping[str, str], *, ask: Ask | None = None, save: Callable[[Mapping[str, str]], None]
) -> tuple[dict[str, str], tuple[Question, ...]]:
    """Every answer, and the questions that were open: those that nothing but a person or a file could settle.

    ``questions`` gives for the answers so far all that there are to ask, since one answer may raise another question.
    Without somebody to ``ask`` a default holds. Raises ProjectError where an answer that was given cannot be used, or
    where one is needed and nobody is there.
    """
    answers = dict(given)
    open_questions: dict[str, Question] = {}
    known: dict[str, Question] = {}
    refused: list[str] = []
    while found := [one for one in questions(answers) if one.key not in known]:
        for question in found:
            known[question.key] = question
            if question.key in answers:
                if problem := question.problem(answers[question.key]):
                    refused.append(
                        f"{question.key} = {json.dumps(answers[question.key], ensure_ascii=False)}: {problem}."
                    )
                    answers[question.key] = question.default
                answers[question.key] = question.chosen(answers[question.key])
                if not question.is_told:
                    open_questions[question.key] = question
                continue
            if question.is_told:
                answers[question.key] = question.default
                continue
            open_questions[question.key] = question
            answers[question.key] = question.default
            if ask is not None and not refused:
                answers[question.key] = _asked(question, ask)
                save({key: answers[key] for key in open_questions})
            break  # what is asked next may rest on this
    refused += [_unknown(key, known) for key in given if key not in known]
    lacking = [one for one in open_questions.values() if not answers[one.key] and one.problem("")]
    if refused:
        raise ProjectError("answers-unusable", answers="\n".join(f"  {line}" for line in refused))
    if lacking:
        listing = "\n".join(f"  {one.key}: {one.text}" for one in lacking)
        raise OpenQuestionsError("questions-open", tuple(open_questions.values()), questions=listing)
    return answers, tuple(open_questions.values())


class OpenQuestionsError(ProjectError):
    """Questions that need an answer which nobody has given. Carries all that are open."""

    def __init__(self, kind: str, questions: tuple[Question, ...] = (), /, **fields: object) -> None:
        super().__init__(kind, **fields)
        self.questions = questions


def read_answers(path: Path) -> dict[str, str]:
    """The answers that a file holds, by the key of their question; raises ProjectError where it cannot be read."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, UnicodeDecodeError) as error:
        raise ProjectError("settings-no-toml", file=path, problem=error) from error
    found: dict[str, str] = {}
    for key, value in said.items():
        if isinstance(value, dict):
            raise ProjectError("answer-in-a-section", file=path, key=key)
        texts = value if isinstance(value, list) else [value]
        found[key] = "; ".join(str(text) for text in texts)
    return found


def written(questions: Sequence[Question], answers: Mapping[str, str]) -> str:
    """The questions with their answers as a file that ``read_answers`` takes."""
    lines = [_HEAD]
    for question in questions:
        answer = answers.get(question.key, question.default)
        choices = f" ({' or '.join(question.choices)})" if question.choices else ""
        lines += [f"# {line}" for line in f"{question.text}{choices}".splitlines()]
        mark = "" if answer or question.may_be_blank else "# "
        key, text = (json.dumps(part, ensure_ascii=False).replace("\x7f", "\\u007f") for part in (question.key, answer))
        lines += [f"{mark}{key} = {text}", ""]
    return "\n".join(lines)


def _asked(question: Question, ask: Ask) -> str:
    """The answer that a person gives, who is told what is wrong with one that cannot be used, some times over."""
    for _ in range(_TRIES):
        answer = ask(question).strip() or question.default
        problem = question.problem(answer)
        if not problem:
            return question.chosen(answer)
        question = _again(question, problem)
    raise ProjectError("answer-never-usable", key=question.key)


def _again(question: Question, problem: str) -> Question:
    text = question.text.split("\n  ", 1)[0]
    return Question(
        question.key,
        f"{text}\n  Not so: {problem}.",
        question.default,
        question.choices,
        question.check,
        question.may_be_blank,
    )


def _unknown(key: str, known: Iterable[str]) -> str:
    near = get_close_matches(key, known, n=1, cutoff=0.5)
    hint = f" Is {near[0]} meant?" if near else ""
    return f"{key}: no such question is open.{hint}"
