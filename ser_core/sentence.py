"""What is said, as a value: a plain text that remembers its template and what varies in it.

The command line, a log or an exception takes it as the text that it is. A window looks its
template up, says it in another language, and puts the same values in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

Value = str | int | float
"""What may stand in a sentence: a number, a text, or another sentence."""


@dataclass(frozen=True, slots=True)
class Template:
    """The fixed words of a sentence; calling it says the sentence.

    Parameters
    ----------
    text : str
        In the form that `str.format` takes, with a name for each value.

    Examples
    --------
    >>> Template("There is no channel {number}.")(number=3)
    'There is no channel 3.'
    """

    text: str

    def __call__(self, **values: object) -> Sentence:
        """Return the sentence with these values; what is neither number nor text becomes one."""
        return Sentence(self, values)


class Sentence(str):
    """A text that was made from a template; nothing of it changes."""

    __slots__ = ("_template", "_values")
    _template: Template
    _values: Mapping[str, Value]

    def __new__(cls, template: Template, values: Mapping[str, object]) -> Sentence:
        """Put the values into the template."""
        kept = {name: v if isinstance(v, Value) else str(v) for name, v in values.items()}
        sentence = super().__new__(cls, template.text.format(**kept))
        sentence._template = template
        sentence._values = MappingProxyType(kept)
        return sentence

    @property
    def template(self) -> Template:
        """The words that do not vary."""
        return self._template

    @property
    def values(self) -> Mapping[str, Value]:
        """What was put into them, by name."""
        return self._values

    def __reduce__(self) -> tuple[type[Sentence], tuple[Template, dict[str, Value]]]:
        """Go to another process as the value that it is."""
        return Sentence, (self._template, dict(self._values))

    def to_json(self) -> dict[str, object]:
        """Return plain values that `from_json` reads back."""
        values = {
            name: value.to_json() if isinstance(value, Sentence) else value
            for name, value in self._values.items()
        }
        return {"template": self._template.text, "values": values}

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Sentence:
        """Return what `to_json` gave; raises `ValueError` or `TypeError` for anything else."""
        try:
            values = {
                name: cls.from_json(value) if isinstance(value, dict) else value
                for name, value in content["values"].items()
            }
            return cls(Template(str(content["template"])), values)
        except (LookupError, AttributeError) as error:
            message = "This is no sentence."
            raise ValueError(message) from error


NOTHING: Final = Template("")()
"""Where there is nothing to say."""

PLAIN: Final = Template("{text}")
"""What has no template of its own, such as the words of a library."""
