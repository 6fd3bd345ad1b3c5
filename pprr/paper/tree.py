"""A page of ours as a tree of its elements."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_WITHOUT_END = {"meta", "br", "img", "link", "hr"}


@dataclass
class Node:
    """An element: its tag, its attributes, and what is in it, words among it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Node | str]" = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        """The names of its classes."""
        return self.attributes.get("class", "").split()

    @property
    def elements(self) -> "list[Node]":
        """The elements in it, without words between them."""
        return [one for one in self.children if isinstance(one, Node)]

    def walk(self) -> "Iterator[Node]":
        """Yields it and every element within, in reading order."""
        yield self
        for one in self.elements:
            yield from one.walk()

    def first(self, tag: str) -> "Node | None":
        """The first element of that tag within."""
        return next((one for one in self.walk() if one.tag == tag), None)


def tree_of(page: str) -> Node:
    """The page as a tree; its elements are closed, as sanitised HTML's are."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.root


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("page")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(node)
        if tag not in _WITHOUT_END:
            self._open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _WITHOUT_END:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self._open) - 1, 0, -1):
            if self._open[place].tag == tag:
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)
