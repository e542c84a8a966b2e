"""The definitions live in casework, which changes a kind too; here for the forms of this room (R48, R49, R50)."""

from dossiers.casework.definitions import KINDS, LEVELS, choices_of

__all__ = ["KINDS", "LEVELS", "choices_of"]
