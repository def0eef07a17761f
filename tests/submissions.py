"""A submission that the worker has done, without the worker: `a_submission(of=harbour, by=manager)`."""

from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from ostara.care.accounts.models import Service, User
from ostara.exchange.submission import FILE, REPORT, prepare_submission
from ostara.web.running import Outcome, folder_of, run_verb


def a_submission(*, of: Service, by: User, files: bool = True) -> DBTaskResult:
    """Prepares the file of a service in its folder, and keeps the task as it stands once it is done."""
    asked = run_verb.enqueue(name="submission", arguments={"services": of.agency_code}, user=str(by.pk))
    if files:
        prepare_submission(folder_of(asked.id), [of.agency_code], at=timezone.now())
    row = DBTaskResult.objects.get(pk=asked.id)
    row.status, row.finished_at = TaskResultStatus.SUCCESSFUL, timezone.now()
    row.return_value = Outcome(status=0, told="", files=[FILE, REPORT])
    row.save()
    return row
