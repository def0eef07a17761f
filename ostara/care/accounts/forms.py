"""Forms about staff. What may be chosen is what the manager who asks looks after."""

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.password_validation import validate_password

from ostara.care.accounts.actions import DETAILS, VOUCHED_FOR, WHERE, shown
from ostara.care.accounts.models import Post, Service, Team, User
from ostara.care.accounts.permissions import APPOINTED_BY_MANAGERS, managed_services, managed_teams
from ostara.care.accounts.questions import Standing
from ostara.care.accounts.roles import Role
from ostara.care.asking.fields import DayField, PostcodeField
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


class DetailsAsked(Form):
    """What an account says of who works with it."""

    name = forms.CharField(
        max_length=120, label="Full name", help_text="As colleagues and people in treatment know them"
    )
    job_title = forms.CharField(max_length=120, required=False, help_text="If it says more than the role")
    telephone = forms.CharField(max_length=40, required=False, label="Work telephone")
    prescriber_number = forms.CharField(
        max_length=20,
        required=False,
        label="Prescriber number",
        help_text="Only of somebody who signs prescriptions: it is printed on them",
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-10", "autocomplete": "off"}),
    )


class NewAccountForm(DetailsAsked, PostForm):
    """Somebody who has no account yet, and their first post."""

    email = forms.EmailField(label="E-mail address", help_text="They sign in with it")
    field_order = ("name", "email", *DETAILS[1:], "role", "service", "team", "from_on")

    def account(self) -> dict[str, str]:
        """Returns what `actions.make_account` asks for."""
        return {name: self.cleaned_data[name] for name in ("email", *DETAILS)}


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


class KeptForm(Form):
    """What is kept up to date of an account or a service, filled in with what stands; it knows what was shown."""

    kept: ClassVar[tuple[str, ...]] = ()
    seen = forms.JSONField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: User | Service, **kwargs: Any) -> None:
        stands = shown(row, self.kept)
        super().__init__(*args, initial={**stands, "seen": stands}, **kwargs)

    def clean_seen(self) -> dict[str, str]:
        """Refuses what this form never sent."""
        seen = self.cleaned_data["seen"]
        if not isinstance(seen, dict) or set(seen) != set(self.kept):
            raise forms.ValidationError("This form was changed on its way. Open it again.")
        return {name: str(value) for name, value in seen.items()}

    def facts(self) -> dict[str, str]:
        """Returns what is to stand."""
        return {name: self.cleaned_data[name] for name in self.kept if name in self.fields}


class DetailsForm(DetailsAsked, KeptForm):
    """The same, changed; of one's own, only what nobody has to vouch for."""

    kept = DETAILS

    def __init__(self, *args: Any, oneself: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in VOUCHED_FOR if oneself else ():
            del self.fields[name]


class WhereForm(KeptForm):
    """Where a service is, and how it is rung."""

    kept = WHERE
    line_1 = forms.CharField(max_length=120, required=False, label="Address")
    line_2 = forms.CharField(max_length=120, required=False, label="Second line of the address")
    town = forms.CharField(max_length=120, required=False)
    postcode = PostcodeField(required=False)
    telephone = forms.CharField(max_length=40, required=False)
    marks_optional = False


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
