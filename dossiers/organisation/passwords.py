"""Django's checks on a password, in our words: what to do instead."""

from __future__ import annotations

from django.contrib.auth import password_validation as django


class LongEnough(django.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return f"Maak het langer: minstens {self.min_length} tekens. Een zin mag ook."

    def get_help_text(self) -> str:
        return (
            f"Minstens {self.min_length} tekens. Een zin van een paar woorden is sterk, en goed te onthouden."
        )


class NotAboutYou(django.UserAttributeSimilarityValidator):
    def __init__(self) -> None:
        super().__init__(user_attributes=("name", "email"))

    def get_error_message(self) -> str:
        return "Dit lijkt te veel op je naam of mailadres. Kies iets anders."

    def get_help_text(self) -> str:
        return "Niet je naam of mailadres."


class NotCommon(django.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return "Dit wachtwoord gebruiken veel mensen. Kies iets eigens."

    def get_help_text(self) -> str:
        return "Niet iets dat veel mensen gebruiken."


class NotOnlyDigits(django.NumericPasswordValidator):
    def get_error_message(self) -> str:
        return "Gebruik ook letters, niet alleen cijfers."

    def get_help_text(self) -> str:
        return "Niet alleen cijfers."
