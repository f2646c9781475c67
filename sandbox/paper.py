"""The pages that WeChat itself shows in a browser: a consent, an error. Plain HTML, no script."""

from html import escape

from starlette.responses import HTMLResponse

POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'"

PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="/pages/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/pages/paper.css">
</head>
<body>
<main class="paper">
{body}
</main>
</body>
</html>
"""


def paper(title: str, body: str, status: int = 200) -> HTMLResponse:
    """A page. `body` is HTML; whatever comes from outside is escaped by then."""
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-store"}
    return HTMLResponse(PAGE.format(title=escape(title), body=body), status, headers)


def refusal(sentence: str, english: str) -> HTMLResponse:
    """WeChat's grey error page, with what the code means below."""
    return paper(
        "出错了", f'<p class="mark wrong">!</p><h1>{escape(sentence)}</h1><p class="note">{escape(english)}</p>'
    )


def success(sentence: str, english: str) -> HTMLResponse:
    """It is done, and nothing follows."""
    return paper("完成", f'<p class="mark right">✓</p><h1>{escape(sentence)}</h1><p class="note">{escape(english)}</p>')


def face(name: str, openid: str) -> str:
    """A person's or an account's picture, with the first character of the name on it."""
    picture = f'<img src="/portraits/{escape(openid)}" alt="" width="44" height="44">'
    return f'<span class="face" aria-hidden="true">{picture}<i>{escape(name[:1])}</i></span>'
