"""Whether a package that only one target needs is there."""

from __future__ import annotations

from importlib.util import find_spec

from gkml_extract.model.errors import DependencyError


def needs(package: str, extra: str) -> None:
    """See that `package` can be imported. Raises DependencyError, which says how to install it."""
    if find_spec(package) is None:
        raise DependencyError(
            f"this target needs the package {package}; install it with: pip install 'gkml-extract[{extra}]'",
            f"此导出目标需要软件包 {package}；请安装：pip install 'gkml-extract[{extra}]'",
        )
