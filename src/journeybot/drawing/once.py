"""A property that is worked out at its first use and then kept, without a lock.

`functools.cached_property` of Python 3.11 holds one lock per property for all instances: two threads that lay out rows
of stacks and stacks of rows wait for each other for ever. Working a value out twice does no harm here.
"""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


class Once(Generic[T]):
    """The decorator: `@Once` above a method without arguments."""

    def __init__(self, work: Callable[[Any], T]) -> None:
        self._work = work
        self._name = work.__name__
        self.__doc__ = work.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> "Once[T]": ...

    @overload
    def __get__(self, instance: object, owner: type) -> T: ...

    def __get__(self, instance: object | None, owner: type) -> "Once[T] | T":
        if instance is None:
            return self
        found = self._work(instance)
        instance.__dict__[self._name] = found  # from now on found there, before this is asked
        return found
