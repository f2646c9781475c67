"""Settings from the environment, checked at start. A wrong value stops the start and names its variable."""

import re
from base64 import b64decode
from enum import StrEnum
from pathlib import Path
from typing import Self
from urllib.parse import parse_qs, urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "FANDESK_"
_PLATFORM = ("component_app_id", "component_app_secret", "component_token", "component_aes_key")
_MINI_PROGRAM = ("mini_program_app_id", "mini_program_app_secret")
_PUSH = ("push_url", "push_secret")


class Env(StrEnum):
    """Where Fandesk runs: development shows GraphiQL and makes a key; production demands the key."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class WrongSettings(Exception):
    """One or more FANDESK_ variables cannot be used; `str()` names each, what was wrong and what would be right."""


class Settings(BaseSettings):
    """Everything that an operator may set. Each field is the variable FANDESK_<NAME>."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore")

    data_dir: Path = Field(Path("./var"), description="Folder for the database, the private Redis and the key.")
    database_url: SecretStr | None = Field(
        None, description="postgres://user:password@host:5432/name or sqlite:///path."
    )
    redis_url: SecretStr | None = Field(None, description="redis://host:6379/0, rediss://… or unix:///path/to/socket.")
    secret_key: SecretStr | None = Field(None, description="At least 32 characters; seals secrets and signs sessions.")
    host: str = Field("127.0.0.1", description="Address that `web` and `up` listen on.")
    port: int = Field(8000, ge=1, le=65535, description="Port of the API and the WeChat callbacks.")
    sandbox_port: int = Field(8100, ge=1, le=65535, description="Port of WeChat in a box.")
    public_url: str | None = Field(
        None, description="How WeChat and clients reach this server, such as https://fans.example."
    )
    wechat_api_url: str = Field(
        "https://api.weixin.qq.com", description="What /cgi-bin/… follows: scheme, host and port."
    )
    component_app_id: str | None = Field(
        None, description="AppID of your third-party platform (第三方平台), for connecting accounts by scanning."
    )
    component_app_secret: SecretStr | None = Field(None, description="Its AppSecret.")
    component_token: SecretStr | None = Field(None, description="Its 消息校验Token: 3 to 32 letters and digits.")
    component_aes_key: SecretStr | None = Field(
        None, description="Its 消息加解密Key: 43 letters and digits (EncodingAESKey)."
    )
    mini_program_app_id: str | None = Field(
        None, description="AppID of your own mini-program (小程序), in which agents answer fans."
    )
    mini_program_app_secret: SecretStr | None = Field(None, description="Its AppSecret.")
    mini_program_template_id: str | None = Field(
        None, description="Template of its subscribe messages (订阅消息), by which agents are told of new messages."
    )
    mini_program_template_keys: str = Field(
        "thing1,time2,thing3", description="The template's keys for who, when and what, such as thing1,time2,thing3."
    )
    mini_program_page: str = Field("", description="Its page that such a message opens, such as pages/talk/index.")
    push_url: SecretStr | None = Field(
        None, description="Where your own app's push service is told of new messages, such as https://push.example/in."
    )
    push_secret: SecretStr | None = Field(None, description="What signs that: whsec_ and 24 to 64 bytes in base64.")
    env: Env = Field(Env.DEVELOPMENT, description="development or production.")
    trusted_documents: bool | None = Field(
        None, description="on: only documents of the manifest are executed; off: any text. Unset: on in production."
    )

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, url: SecretStr | None) -> SecretStr | None:
        right = "write postgres://user:password@host:5432/name or sqlite:///path/to/file"
        return _checked(url, ("postgres", "postgresql", "asyncpg", "sqlite"), right, parameters={"sslmode"})

    @field_validator("redis_url")
    @classmethod
    def _known_redis(cls, url: SecretStr | None) -> SecretStr | None:
        right = "write redis://host:6379/0, rediss://host:6379/0 or unix:///path/to/socket"
        return _checked(url, ("redis", "rediss", "unix"), right, parameters=None)

    @field_validator("secret_key")
    @classmethod
    def _long_key(cls, key: SecretStr | None) -> SecretStr | None:
        if key is not None and len(key.get_secret_value()) < 32:
            raise ValueError("use at least 32 characters, for example the output of `openssl rand -hex 32`")
        return key

    @field_validator("public_url", "wechat_api_url")
    @classmethod
    def _bare_url(cls, url: str | None) -> str | None:
        if url is None:
            return None
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
            raise ValueError("write scheme, host and port only, such as https://fans.example")
        return url.rstrip("/")

    @field_validator("component_app_id")
    @classmethod
    def _app_id_of_a_platform(cls, app_id: str | None) -> str | None:
        if app_id is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", app_id):
            raise ValueError("copy the platform's AppID from open.weixin.qq.com, such as wx1234567890abcdef")
        return app_id

    @field_validator("mini_program_app_id")
    @classmethod
    def _app_id_of_a_mini_program(cls, app_id: str | None) -> str | None:
        if app_id is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", app_id):
            raise ValueError("copy the mini-program's AppID from mp.weixin.qq.com, such as wx1234567890abcdef")
        return app_id

    @field_validator("mini_program_template_keys")
    @classmethod
    def _keys_of_a_template(cls, keys: str) -> str:
        if not re.fullmatch(r"thing\d{1,3},(time|date)\d{1,3},thing\d{1,3}", keys):
            raise ValueError("name a `thing`, a `time` or `date`, and a `thing`, as the template has them")
        return keys

    @field_validator("push_url")
    @classmethod
    def _safe_push_url(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None and not _is_safe(url.get_secret_value()):
            raise ValueError("write an https:// address; http:// is for 127.0.0.1 only")
        return url

    @field_validator("push_secret")
    @classmethod
    def _secret_of_webhooks(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and not 24 <= _bytes_in(secret.get_secret_value()) <= 64:
            raise ValueError('make one with `echo "whsec_$(openssl rand -base64 32)"`')
        return secret

    @field_validator("component_token")
    @classmethod
    def _token_of_a_platform(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not re.fullmatch(r"[A-Za-z0-9_-]{3,32}", token.get_secret_value()):
            raise ValueError("a Token takes 3 to 32 letters and digits")
        return token

    @field_validator("component_aes_key")
    @classmethod
    def _key_of_a_platform(cls, key: SecretStr | None) -> SecretStr | None:
        if key is not None and not re.fullmatch(r"[A-Za-z0-9]{43}", key.get_secret_value()):
            raise ValueError("an EncodingAESKey has exactly 43 letters and digits")
        return key

    @model_validator(mode="after")
    def _platform_as_a_whole(self) -> Self:
        if missing := self._missing(_PLATFORM):
            raise ValueError(f"{missing} is not set: a third-party platform needs all four, or none")
        return self

    @model_validator(mode="after")
    def _mini_program_as_a_whole(self) -> Self:
        if missing := self._missing(_MINI_PROGRAM):
            raise ValueError(f"{missing} is not set: a mini-program needs AppID and AppSecret, or neither")
        return self

    @model_validator(mode="after")
    def _template_of_a_mini_program(self) -> Self:
        if self.mini_program_template_id is not None and self.mini_program_app_id is None:
            raise ValueError(f"{PREFIX}MINI_PROGRAM_APP_ID is not set: a template belongs to a mini-program")
        return self

    @model_validator(mode="after")
    def _push_service_as_a_whole(self) -> Self:
        if missing := self._missing(_PUSH):
            raise ValueError(f"{missing} is not set: a push service needs address and secret, or neither")
        return self

    @model_validator(mode="after")
    def _key_in_production(self) -> Self:
        if self.env is Env.PRODUCTION and self.secret_key is None:
            raise ValueError("FANDESK_SECRET_KEY is not set: production needs one of at least 32 characters")
        return self

    def _missing(self, names: tuple[str, ...]) -> str:
        """The variables that lack beside others of their kind; "" where all are set, or none."""
        missing = [f"{PREFIX}{name.upper()}" for name in names if getattr(self, name) is None]
        return "" if len(missing) == len(names) else ", ".join(missing)

    @property
    def callback_base(self) -> str:
        """Where the outside reaches this server: the public URL, else host and port."""
        return self.public_url or f"http://{self.host}:{self.port}"

    @property
    def database(self) -> str:
        """The database's URL: what was set, else a SQLite file in the data folder."""
        return (
            self.database_url.get_secret_value()
            if self.database_url
            else f"sqlite://{self.data_dir / 'fandesk.sqlite3'}"
        )

    @property
    def is_production(self) -> bool:
        """True where FANDESK_ENV=production."""
        return self.env is Env.PRODUCTION

    @property
    def takes_trusted_only(self) -> bool:
        """Are only the documents of our own clients executed? What was set, else what the environment is for."""
        return self.is_production if self.trusted_documents is None else self.trusted_documents


def _checked(
    url: SecretStr | None, schemes: tuple[str, ...], right: str, *, parameters: set[str] | None
) -> SecretStr | None:
    if url is None:
        return None
    parts = urlsplit(url.get_secret_value())
    try:
        is_an_address = parts.scheme in schemes and (parts.port is None or parts.port > 0)
    except ValueError:  # a port that is no number
        is_an_address = False
    if not is_an_address:
        raise ValueError(right)
    unknown = set(parse_qs(parts.query)) - parameters if parameters is not None else set()
    if unknown:
        raise ValueError(f"`{'`, `'.join(sorted(unknown))}` would be ignored; of parameters only `sslmode` is known")
    return url


def _is_safe(url: str) -> bool:
    try:
        parts = urlsplit(url)
        is_here = parts.hostname in ("127.0.0.1", "::1", "localhost")
        has_port = parts.port is None or parts.port > 0
    except ValueError:  # a port that is no number
        return False
    return bool(parts.hostname) and has_port and parts.scheme in (("http", "https") if is_here else ("https",))


def _bytes_in(secret: str) -> int:
    """How many bytes a webhook's secret has; 0 where it is none."""
    prefix, _, encoded = secret.partition("_")
    try:
        return len(b64decode(encoded, validate=True)) if prefix == "whsec" else 0
    except ValueError:
        return 0


def load_settings() -> Settings:
    """Read and check the environment. Raises WrongSettings with one line a variable."""
    try:
        return Settings()
    except ValidationError as error:
        raise WrongSettings("\n".join(_line(problem) for problem in error.errors(include_url=False))) from None


def _line(problem: object) -> str:
    assert isinstance(problem, dict)
    sentence = str(problem["msg"]).removeprefix("Value error, ")
    if not problem["loc"]:
        return sentence
    name = str(problem["loc"][0])
    described = Settings.model_fields[name].description
    # The value of a secret is not repeated: settings end up in logs.
    is_secret = any(word in name for word in ("secret", "_url", "token", "_key"))
    given = "" if is_secret else f" (it is {problem['input']!r})"
    return f"{PREFIX}{name.upper()} cannot be used{given}: {sentence}. {described}"
