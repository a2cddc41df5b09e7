"""Ids in the shapes that Slack gives them."""

import secrets

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_SHORT = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


def new_id(prefix: str) -> str:
    """An id such as `V0A1B2C3D4E`: a letter that tells the kind, then ten capitals or digits."""
    return prefix + "0" + "".join(secrets.choice(_LETTERS) for _ in range(9))


def short_id() -> str:
    """What Slack puts where an app left out a `block_id` or `action_id`: five random characters."""
    return "".join(secrets.choice(_SHORT) for _ in range(5))


def new_secret() -> str:
    """Something nobody can guess, for tickets in addresses."""
    return secrets.token_hex(16)
