"""The forms of logging in and of passwords, with the words of our other pages."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from dossiers.casework.fields import NO_MAIL

# label, and the sentence when it stays empty
WORDS = {
    "login": ("Mailadres", "Vul je mailadres in."),
    "email": ("Mailadres", "Vul je mailadres in."),
    "password": ("Wachtwoord", "Vul je wachtwoord in."),
    "oldpassword": ("Je wachtwoord van nu", "Typ je wachtwoord van nu."),
    "code": ("Code", "Typ de code over."),
    "password1": ("Nieuw wachtwoord", "Kies een nieuw wachtwoord."),
    "password2": ("Nieuw wachtwoord, nog een keer", "Typ het nieuwe wachtwoord nog een keer."),
}
TOO_MANY = (
    "Het lukte een paar keer niet. Wacht vijf minuten en typ dan een nieuwe code. Ook een noodcode werkt pas daarna. "
    "Telefoon kwijt? Vraag het je beheerder."
)
DIFFERENT = "Deze twee zijn niet gelijk. Typ je nieuwe wachtwoord twee keer hetzelfde."


class OurWords:
    """Mixed into each form of allauth that we show."""

    fields: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label, empty = WORDS[name]
            field.error_messages |= {"required": empty, "invalid": NO_MAIL}
            field.widget.attrs.pop("placeholder", None)

    def add_error(self, field: str | None, error: Any) -> None:
        """allauth says one thing about the second password: that it differs from the first."""
        other = field == "password2" and not isinstance(error, ValidationError)
        super().add_error(field, DIFFERENT if other else error)  # type: ignore[misc]


class LoginForm(OurWords, allauth.LoginForm):
    pass


class ResetPasswordForm(OurWords, allauth.ResetPasswordForm):
    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        if not self.users:
            get_adapter().pretend_reset(self.cleaned_data["email"])
        return super().save(request, **kwargs)


class ChangePasswordForm(OurWords, allauth.ChangePasswordForm):
    pass


class ResetPasswordKeyForm(OurWords, allauth.ResetPasswordKeyForm):
    """Also where an invitation leads: `welcomes` whoever has no password yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.welcomes = bool(self.user) and not self.user.has_usable_password()
        if self.welcomes:
            self.fields["password1"].label = "Je wachtwoord"
            self.fields["password2"].label = "Je wachtwoord, nog een keer"


class PasswordAgainForm(OurWords, allauth.ReauthenticateForm):
    pass


class OneCode(OurWords):
    """Six digits of the phone; spaces make no difference. On a phone the keyboard of digits comes up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}


class GuessedCode(OneCode):
    """Too many wrong ones: a new password would help nothing here."""

    def clean_code(self) -> str:
        try:
            return super().clean_code()  # type: ignore[misc, no-any-return]
        except ValidationError as error:
            raise ValidationError(TOO_MANY) if error.code == "too_many_login_attempts" else error from None


class CodeForm(GuessedCode, mfa.AuthenticateForm):
    pass


class CodeAgainForm(GuessedCode, mfa.ReauthenticateForm):
    pass


class FirstCodeForm(OneCode, totp.ActivateTOTPForm):
    pass
