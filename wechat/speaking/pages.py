"""Addresses of WeChat's own pages, which a browser opens and we never call."""

from collections.abc import Mapping
from urllib.parse import quote, urlencode, urlsplit

OPEN = "https://open.weixin.qq.com"
CONSOLE = "https://mp.weixin.qq.com"
_REAL = {"api.weixin.qq.com", "api2.weixin.qq.com", *(f"{place}.api.weixin.qq.com" for place in ("sh", "sz", "hk"))}


def page(host: str, api_url: str, path: str, parameters: Mapping[str, str], fragment: str = "") -> str:
    """The page's address, its parameters in the order given: WeChat insists on it.

    Where the API is not the real one, its host serves the pages, too.
    """
    base = host if urlsplit(api_url).hostname in _REAL else api_url
    query = urlencode(parameters, quote_via=quote, safe="", errors="replace")
    return f"{base}{path}?{query}" + (f"#{fragment}" if fragment else "")
