"""Every trial there is, in the order in which they are run and told of."""

from trust import backup, fuzz, idempotency, kill, lost_update, migrations, times
from trust.trial import Trial

TRIALS: tuple[Trial, ...] = (
    kill.TRIAL,
    lost_update.TRIAL,
    idempotency.TRIAL,
    backup.TRIAL,
    migrations.TRIAL,
    fuzz.TRIAL,
    times.TRIAL,
)
