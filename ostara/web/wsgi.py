"""What a web server calls. Behind a proxy, where a request came from is what the proxy says: the audit keeps it."""

import os

from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ostara.web.settings")
application = get_wsgi_application()

from ostara.web.settings import SAID  # noqa: E402 - Django is set up only now

if SAID.behind_tls:
    application = wrap_wsgi_with_proxy_headers(application, trusted_hosts=SAID.proxies)
