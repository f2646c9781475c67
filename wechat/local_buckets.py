"""Token buckets of one process, for while Redis is away."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from math import inf
from time import monotonic

from wechat.buckets import Bucket, Taken

MOST = 10_000  # buckets remembered; the longest unused is full again


class LocalBuckets:
    """The same as `wechat.buckets`, without a shared memory. `clock` counts seconds."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, amount: float, buckets: Sequence[Bucket], *, share: float = 1.0) -> Taken:
        """Take the same amount from each bucket, if every one has it, as if only this share of a rate dropped in."""
        now, wait, left = self._clock(), 0.0, inf
        found = {bucket.key: self._level(bucket, now, share) for bucket in buckets}
        for bucket in buckets:
            level, start = found[bucket.key]
            left = min(left, level)
            missing = amount + bucket.reserve - level
            if missing > 0:
                wait = max(wait, start - now + missing / (bucket.per_second * share))
        if wait > 0:
            return Taken(wait, left)
        for key, (level, start) in found.items():
            self._keep(key, level - amount, start)
        return Taken(0, left - amount)

    def empty(self, bucket: Bucket, seconds: float) -> None:
        """Take all that is in it, and let nothing drop in for so many seconds."""
        self._keep(bucket.key, 0, self._clock() + seconds)

    def _level(self, bucket: Bucket, now: float, share: float) -> tuple[float, float]:
        level, at = self._levels.get(bucket.key, (bucket.capacity, now))
        return min(bucket.capacity, level + max(0, now - at) * bucket.per_second * share), max(now, at)

    def _keep(self, key: str, level: float, start: float) -> None:
        self._levels[key] = level, start
        self._levels.move_to_end(key)
        if len(self._levels) > MOST:
            self._levels.popitem(last=False)
