"""A process that sends at once when told to: `python -m tests.processes.storming <api> <redis> <app id> <secret> …`."""

import asyncio
import sys
from collections import Counter

from redis.asyncio import Redis

from wechat import Gate


async def storm(api_url: str, redis_url: str, app_id: str, secret: str, openids: list[str]) -> None:
    """Find a token, say so, wait for a line, and send to everybody at the same moment."""
    async with Redis.from_url(redis_url) as redis:
        gate = Gate(api_url=api_url, redis=redis)
        account = gate.account(app_id, secret)
        await account.ready()
        print("ready", flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        sends = [account.send_text(openid, "storm") for openid in openids]
        outcomes = await asyncio.gather(*sends, return_exceptions=True)
        print(dict(Counter(type(outcome).__name__ for outcome in outcomes)), flush=True)
        await gate.close()


if __name__ == "__main__":
    asyncio.run(storm(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4], sys.argv[5:]))
