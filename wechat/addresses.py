"""Which addresses the gate calls, and how none of them shows its query in a log."""

import logging

import httpx2

# The hosts that pictures, voices and videos of fans come from.
_FILE_HOSTS = (".qq.com", ".qpic.cn", ".qlogo.cn", ".wechat.com")


class Foreign(ValueError):
    """An address of a file is on none of WeChat's hosts."""


def proven_base(api_url: str) -> str:
    """The address of WeChat's API without its last slash. Raises ValueError where it is none."""
    url = _url(api_url)
    if url.scheme not in ("http", "https") or not url.host or url.query or url.fragment:
        raise ValueError("The WeChat API address must look like https://api.weixin.qq.com.")
    return api_url.rstrip("/")


def proven_file(url: str, api_url: str) -> str:
    """The address of a file, if it is on one of WeChat's hosts or on our API host. Raises Foreign."""
    there, home = _url(url), _url(api_url)
    is_home = (there.scheme, there.host, there.port) == (home.scheme, home.host, home.port)
    is_wechats = there.scheme in ("http", "https") and there.port is None and there.host.endswith(_FILE_HOSTS)
    if not (is_home or is_wechats) or there.userinfo:
        raise Foreign("The file's address is not one of WeChat's.")
    return url


def _url(text: str) -> httpx2.URL:
    try:
        return httpx2.URL(text)
    except (httpx2.InvalidURL, UnicodeError):
        return httpx2.URL()


class _WithoutQuery(logging.Filter):
    """httpx2 logs every URL it called, and WeChat wants the access token in the URL."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(map(_without_query, record.args))
        return True


def _without_query(argument: object) -> object:
    return argument.copy_with(query=None) if isinstance(argument, httpx2.URL) else argument


_without_queries = _WithoutQuery()


def keep_queries_out_of_logs() -> None:
    """Let httpx2 log no query, in this process. Once is enough, twice changes nothing."""
    logging.getLogger("httpx2").addFilter(_without_queries)
