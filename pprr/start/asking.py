"""One pass over the evidence with the answers so far: what it asks on the way, and what it takes as told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pprr.start.questions import Question


@dataclass
class Asking:
    """The answers so far, the questions of this pass in their order, and what was taken without a question."""

    answers: Mapping[str, str]
    questions: list[Question] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)

    def ask(
        self,
        key: str,
        text: str,
        default: str = "",
        *,
        choices: tuple[str, ...] = (),
        check: Callable[[str], str] = lambda answer: "",
        may_be_blank: bool = False,
        is_told: bool = False,
    ) -> str:
        """The answer to a question, or its default while there is none; one that ``is_told`` is not put to a person."""
        question = Question(key, text, default, choices, check, may_be_blank, is_told)
        self.questions.append(question)
        answer = self.answers.get(key, default)
        return question.chosen(answer) if not question.problem(answer) else default

    def tell(self, key: str, text: str, default: str, *, choices: tuple[str, ...] = ()) -> str:
        """Takes, and tells, a thing that evidence shows well enough; an answer in the file may say otherwise."""
        answer = self.ask(key, text, default, choices=choices, is_told=True)
        self.taken.append(f"{text} {answer}")
        return answer
