"""Django's settings, from the environment (see `environment`), with defaults that are safe."""

from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from ostara.web.environment import read_environment

HERE = Path(__file__).resolve().parent
SAID = read_environment()

DEBUG = SAID.debug
SECRET_KEY = SAID.secret
ALLOWED_HOSTS = SAID.hosts
ROOT_URLCONF = "ostara.web.urls"
WSGI_APPLICATION = "ostara.web.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CARE = (
    "rows",
    "asking",
    "audit",
    "accounts",
    "people",
    "treatment",
    "sharing",
    "outcomes",
    "tasks",
    "medication",
    "specimens",
    "health",
    "facts",
    "prescribing",
    "testing",
    "dispensing",
)
INSTALLED_APPS = [
    *(f"ostara.care.{app}.apps.{app.capitalize()}Config" for app in CARE),
    "ostara.web.apps.WebConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "simple_history",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ostara.web.guard.Guard",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [HERE / "templates", *(HERE.parent / "care" / app / "templates" for app in CARE)],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "ostara.web.jinja.environment",
            "context_processors": ["ostara.web.layout.everywhere"],
        },
    },
    {  # the words of mails that allauth sends; every page is ours
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]

# Durable means durable (DESIGN, rule 7): a commit is on the disk before anyone reads "done".
DATABASES = {"default": dj_database_url.parse(SAID.database, conn_max_age=600, conn_health_checks=True)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["ENGINE"] = "ostara.web.sqlite3"
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = HERE / "static"  # served as it lies, and those of libraries from where they lie
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # nothing uploaded is left lying as a file
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024  # a photo as a telephone takes it; more is told at the field
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "ostara.web.signing_in.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Ostara"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = SAID.demo
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute out
MFA_ADAPTER = "ostara.web.second_factor.Adapter"
MFA_FORMS = {
    "authenticate": "ostara.web.second_factor.SecondStepForm",
    "reauthenticate": "ostara.web.second_factor.AgainForm",
    "activate_totp": "ostara.web.second_factor.PhoneForm",
    "add_webauthn": "ostara.web.second_factor.PasskeyForm",
}
ACCOUNT_RATE_LIMITS = {"login_failed": ""}  # counted by axes, in the database: every process sees it
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # who tries again too early does not wait longer
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "ostara.web.signing_in.locked"
AXES_USERNAME_CALLABLE = "ostara.web.signing_in.name_tried"  # axes keeps a hash: what was typed may be a name
AXES_SENSITIVE_PARAMETERS = ["login", "email", "username", "ip_address", "next", "code", "credential"]
AXES_DISABLE_ACCESS_LOG = True  # who signed in stands in our own audit
AXES_VERBOSE = False
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60  # for how long a manager's link to set a password is good
IDLE_SECONDS = 20 * 60

MESSAGE_STORAGE = "ostara.care.asking.messages.InTheSession"  # what a page says of a person stays here
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "ostara.web.drafts.opened_before"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
if SAID.behind_tls:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# A log line says which page and what went wrong: never what was typed, never a query with its values.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "ostara.web.logs.WithoutPeople"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
