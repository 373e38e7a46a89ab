"""Every trial there is, in the order in which they are run and told of."""

from trust import (
    backup,
    contention,
    fuzz,
    idempotency,
    kill,
    lost_update,
    migrations,
    replicas,
    restart,
    shards,
    slow,
    starved,
    stop,
    times,
    webhooks,
)
from trust.trial import Trial

TRIALS: tuple[Trial, ...] = (
    kill.TRIAL,
    restart.TRIAL,
    starved.DISK_FULL,
    starved.READ_ONLY,
    lost_update.TRIAL,
    contention.TRIAL,
    stop.TRIAL,
    replicas.TRIAL,
    shards.TRIAL,
    idempotency.TRIAL,
    backup.TRIAL,
    migrations.TRIAL,
    slow.TRIAL,
    fuzz.TRIAL,
    times.TRIAL,
    webhooks.TRIAL,
)
