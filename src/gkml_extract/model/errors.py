"""Errors that end the work on a document or a run; facts about a document are findings instead.

Every message says what to do next, in English and in Chinese: the command line shows the user's language.
"""

from __future__ import annotations

from typing import ClassVar


class GkmlError(Exception):
    """This document, or this run, cannot go on.

    Args:
        en: the message in English, ending in what to do.
        zh: the same in Chinese.
    """

    exit_code: ClassVar[int] = 70

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.en = en
        self.zh = zh

    def text(self, lang: str) -> str:
        """The message in `zh` or, for any other language, in English."""
        return self.zh if lang == "zh" else self.en


class UsageError(GkmlError):
    """The command was called in a way that cannot work."""

    exit_code = 2


class SourceError(GkmlError):
    """This file cannot be read. In a batch it costs only itself."""

    exit_code = 3


class SourceNotFoundError(SourceError):
    """There is no such file, or it is a folder, or it may not be read."""


class UnknownFormatError(SourceError):
    """No reader knows what these bytes are."""


class ExtractorConflictError(SourceError):
    """Two readers claim the same bytes."""


class EncryptedSourceError(SourceError):
    """The file is locked by a password."""


class CorruptSourceError(SourceError):
    """The file is empty or damaged."""


class SourceTooLargeError(SourceError):
    """The file is larger than the stated limit."""


class SourceChangedError(SourceError):
    """The file is not any more what it was when the run began."""


class OutputError(GkmlError):
    """The result could not be written."""

    exit_code = 4


class DependencyError(GkmlError):
    """A converter or an optional package is missing."""

    exit_code = 5


class LexiconError(GkmlError):
    """A rule table is not valid."""

    exit_code = 6
