"""Forms about staff. What may be chosen is what the manager who asks looks after."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from ostara.care.accounts.models import Post, Service, Team, User
from ostara.care.accounts.permissions import APPOINTED_BY_MANAGERS, managed_services, managed_teams
from ostara.care.accounts.questions import Standing
from ostara.care.accounts.roles import Role
from ostara.care.asking.fields import DayField
from ostara.care.asking.forms import Form

ROLES = [("", "Choose a role"), *((role.value, role.label) for role in APPOINTED_BY_MANAGERS)]


class PostForm(Form):
    """A post at one of the manager's services."""

    role = forms.ChoiceField(choices=ROLES)
    service: forms.ModelChoiceField[Service] = forms.ModelChoiceField(queryset=None, empty_label="Choose a service")
    team: forms.ModelChoiceField[Team] = forms.ModelChoiceField(queryset=None, required=False, empty_label="No team")
    from_on = DayField(label="First day")

    def __init__(self, *args: Any, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        services = managed_services(standing)
        self.fields["service"].queryset = services  # type: ignore[attr-defined] # a field of choices has one
        self.fields["team"].queryset = managed_teams(standing)  # type: ignore[attr-defined] # as above
        if len(services) == 1:
            self.fields["service"].initial = services[0]

    def facts(self) -> dict[str, Any]:
        """Returns what `actions.appoint` asks for."""
        said = self.cleaned_data
        return {"role": Role(said["role"]), **{name: said[name] for name in ("service", "team", "from_on")}}


class NewAccountForm(PostForm):
    """Somebody who has no account yet, and their first post."""

    name = forms.CharField(
        max_length=120, label="Full name", help_text="As colleagues and people in treatment know them"
    )
    email = forms.EmailField(label="E-mail address", help_text="They sign in with it")
    job_title = forms.CharField(max_length=120, required=False, help_text="If it says more than the role")
    telephone = forms.CharField(max_length=40, required=False, label="Work telephone")
    field_order = ("name", "email", "job_title", "telephone", "role", "service", "team", "from_on")

    def account(self) -> dict[str, str]:
        """Returns what `actions.make_account` asks for."""
        return {name: self.cleaned_data[name] for name in ("name", "email", "job_title", "telephone")}


class AppointForm(PostForm):
    """Somebody who has an account, here or at another service."""

    email = forms.EmailField(label="E-mail address of their account")
    field_order = ("email", "role", "service", "team", "from_on")

    def clean_email(self) -> User:
        """Finds the account.

        Raises:
            ValidationError: there is none.
        """
        user = User.objects.filter(email=self.cleaned_data["email"].lower(), is_active=True).first()
        if user is None:
            raise forms.ValidationError("Nobody signs in with this address. Check it, or make a new account.")
        return user


class TeamForm(Form):
    """A new team, at one of the manager's services."""

    name = forms.CharField(max_length=120, label="Name of the team")
    service: forms.ModelChoiceField[Service] = forms.ModelChoiceField(queryset=None, empty_label=None)

    def __init__(self, *args: Any, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        services = managed_services(standing)
        field = self.fields["service"]
        field.queryset = services  # type: ignore[attr-defined] # a field of choices has one
        if len(services) == 1:
            field.widget, field.initial = forms.HiddenInput(), services[0].pk


class TeamNameForm(Form):
    """Another name for a team."""

    name = forms.CharField(max_length=120, label="Name of the team")


class PlaceForm(Form):
    """The team a post is in."""

    team: forms.ModelChoiceField[Team] = forms.ModelChoiceField(queryset=None, required=False, empty_label="No team")
    marks_optional = False

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["team"]
        field.queryset = Team.objects.filter(service=post.service_id).order_by("name")  # type: ignore[attr-defined] # as above
        field.initial = post.team_id


class EndPostForm(Form):
    """The last day of a post."""

    on = DayField(label="Last day at work")


class SureForm(Form):
    """Asks whether somebody is sure."""


class PasswordForm(Form):
    """A first password, twice."""

    password = forms.CharField(
        strip=False,
        help_text="12 characters or more. Three words that do not belong together are good and easy to type.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        strip=False, label="The same again", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """Refuses a password that is short, common or like the name."""
        validate_password(self.cleaned_data["password"], self.user)
        return str(self.cleaned_data["password"])

    def clean_again(self) -> str:
        """Refuses two that differ."""
        if self.cleaned_data["again"] != self.cleaned_data.get("password", self.cleaned_data["again"]):
            raise forms.ValidationError("The two passwords differ. Type them again.")
        return str(self.cleaned_data["again"])
