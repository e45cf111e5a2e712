"""Errors that end the work on a document or a run; facts about a document are findings instead.

Every message says what to do next, in English and in Chinese: the command line shows the user's language.
"""

from __future__ import annotations

import errno
from typing import ClassVar, Final

_REASONS: Final = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "不允许这样操作",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "它是文件夹",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ELOOP: "链接指向自身",
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "超出磁盘配额",
    errno.EROFS: "磁盘只读",
    errno.EFBIG: "文件太大",
    errno.EIO: "读写出错",
    errno.EBADF: "输出已关闭",
    errno.EEXIST: "同名文件已存在",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.EBUSY: "文件正被占用",
    errno.ESTALE: "网络位置已失效",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
}
"""What the system says in English only, as users may meet it."""


def reason_in_chinese(err: OSError) -> str:
    """What the system would not do; an error that is rare here by its number.

    >>> reason_in_chinese(PermissionError(errno.EACCES, "Permission denied"))
    '没有权限'
    """
    known = _REASONS.get(err.errno or 0)
    return known or (f"系统错误 {err.errno}" if err.errno else type(err).__name__)


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
