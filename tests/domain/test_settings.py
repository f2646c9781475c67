import pytest

from cli.house import mini_program_of, platform_of, push_service_of, template_of
from domain.database import tortoise_config
from domain.notifications.subscribing import Template
from domain.settings import Env, WrongSettings, load_settings

pytestmark = pytest.mark.plain


def settings_from(monkeypatch, **given):
    for name, value in given.items():
        monkeypatch.setenv(f"FANDESK_{name}", value)
    return load_settings()


def test_nothing_has_to_be_set(monkeypatch):
    settings = settings_from(monkeypatch)

    assert (settings.port, settings.sandbox_port, settings.env) == (8000, 8100, Env.DEVELOPMENT)
    assert settings.database == "sqlite://var/fandesk.sqlite3"
    assert settings.callback_base == "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    ("name", "value", "right"),
    [
        ("PORT", "eighty", "integer"),
        ("PORT", "70000", "65535"),
        ("ENV", "staging", "'development' or 'production'"),
        ("DATABASE_URL", "mysql://localhost/x", "postgres://user:password@host:5432/name"),
        ("REDIS_URL", "http://localhost", "redis://host:6379/0"),
        ("SECRET_KEY", "short", "at least 32 characters"),
        ("PUBLIC_URL", "fans.example", "such as https://fans.example"),
        ("WECHAT_API_URL", "https://api.weixin.qq.com/cgi-bin", "scheme, host and port only"),
    ],
)
def test_a_wrong_value_is_named_with_what_would_be_right(monkeypatch, name, value, right):
    with pytest.raises(WrongSettings) as wrong:
        settings_from(monkeypatch, **{name: value})

    assert f"FANDESK_{name} cannot be used" in str(wrong.value)
    assert right in str(wrong.value)


def test_production_demands_a_key(monkeypatch):
    with pytest.raises(WrongSettings, match="FANDESK_SECRET_KEY is not set"):
        settings_from(monkeypatch, ENV="production")


def test_the_value_of_a_secret_is_not_repeated(monkeypatch):
    with pytest.raises(WrongSettings) as wrong:
        settings_from(monkeypatch, SECRET_KEY="hunter2", DATABASE_URL="mysql://root:hunter2@localhost/x")

    assert "hunter2" not in str(wrong.value)


def test_all_wrong_values_are_named_at_once(monkeypatch):
    with pytest.raises(WrongSettings) as wrong:
        settings_from(monkeypatch, PORT="x", ENV="y")

    assert {"FANDESK_PORT", "FANDESK_ENV"} <= set(str(wrong.value).split())


@pytest.mark.parametrize(
    ("name", "value", "right"),
    [
        ("DATABASE_URL", "postgres://u@h:abc/x", "postgres://user:password@host:5432/name"),
        ("REDIS_URL", "redis://h:abc", "redis://host:6379/0"),
        ("DATABASE_URL", "postgres://u@h/x?connect_timeout=3", "`connect_timeout` would be ignored"),
    ],
)
def test_an_address_that_would_be_misread_is_refused(monkeypatch, name, value, right):
    with pytest.raises(WrongSettings, match=f"FANDESK_{name} cannot be used") as wrong:
        settings_from(monkeypatch, **{name: value})

    assert right in str(wrong.value)


def test_a_verified_connection_stays_one():
    credentials = tortoise_config("postgres://u:p@h/db?sslmode=verify-full")["connections"]["default"]["credentials"]

    assert credentials["ssl"] == "verify-full"


PLATFORM = {
    "FANDESK_COMPONENT_APP_ID": "wxc0mponent0000001",
    "FANDESK_COMPONENT_APP_SECRET": "canary-component-secret",
    "FANDESK_COMPONENT_TOKEN": "canary_token",
    "FANDESK_COMPONENT_AES_KEY": "kWxyZ0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0uV1wXyE",
}


def test_a_third_party_platform_is_set_up_as_a_whole_or_not_at_all(monkeypatch):
    assert platform_of(load_settings()) is None

    for name, value in PLATFORM.items():
        monkeypatch.setenv(name, value)

    ours = platform_of(load_settings())
    assert ours is not None
    assert ours.lock().app_id == "wxc0mponent0000001"
    assert "canary" not in repr(ours)


@pytest.mark.parametrize("missing", PLATFORM)
def test_a_platform_that_lacks_something_is_told_what(monkeypatch, missing):
    for name, value in PLATFORM.items():
        if name != missing:
            monkeypatch.setenv(name, value)

    with pytest.raises(WrongSettings) as wrong:
        load_settings()

    assert missing in str(wrong.value)
    assert "needs all four, or none" in str(wrong.value)
    assert "canary" not in str(wrong.value)


@pytest.mark.parametrize(
    ("name", "value", "right"),
    [
        ("FANDESK_COMPONENT_APP_ID", "no app id", "copy the platform's AppID"),
        ("FANDESK_COMPONENT_TOKEN", "canary token", "3 to 32 letters and digits"),
        ("FANDESK_COMPONENT_AES_KEY", "canary", "exactly 43 letters and digits"),
    ],
)
def test_a_platforms_wrong_setting_is_named_and_its_secrets_are_not_repeated(monkeypatch, name, value, right):
    for other, good in PLATFORM.items():
        monkeypatch.setenv(other, good)
    monkeypatch.setenv(name, value)

    with pytest.raises(WrongSettings) as wrong:
        load_settings()

    assert name in str(wrong.value)
    assert right in str(wrong.value)
    assert "canary" not in str(wrong.value)


MINI_PROGRAM = {
    "FANDESK_MINI_PROGRAM_APP_ID": "wxm1n1pr0gram00001",
    "FANDESK_MINI_PROGRAM_APP_SECRET": "canary-mini-program-secret",
}


def test_a_mini_program_is_set_up_as_a_whole_or_not_at_all(monkeypatch):
    assert mini_program_of(load_settings()) is None

    for name, value in MINI_PROGRAM.items():
        monkeypatch.setenv(name, value)

    ours = mini_program_of(load_settings())
    assert ours is not None
    assert (ours.app_id, ours.app_secret) == tuple(MINI_PROGRAM.values())
    assert "canary" not in repr(ours)


@pytest.mark.parametrize("missing", MINI_PROGRAM)
def test_a_mini_program_that_lacks_something_is_told_what(monkeypatch, missing):
    for name, value in MINI_PROGRAM.items():
        if name != missing:
            monkeypatch.setenv(name, value)

    with pytest.raises(WrongSettings) as wrong:
        load_settings()

    assert f"{missing} is not set: a mini-program needs AppID and AppSecret, or neither" in str(wrong.value)
    assert "canary" not in str(wrong.value)


PUSH = {"PUSH_URL": "https://push.example/in?key=canary", "PUSH_SECRET": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}


def test_a_push_service_is_set_up_as_a_whole_or_not_at_all(monkeypatch):
    assert push_service_of(load_settings()) is None

    service = push_service_of(settings_from(monkeypatch, **PUSH))

    assert service is not None
    assert (service.url, service.secret) == tuple(PUSH.values())
    assert "canary" not in repr(service)
    monkeypatch.delenv("FANDESK_PUSH_SECRET")
    with pytest.raises(WrongSettings, match="FANDESK_PUSH_SECRET is not set: a push service needs"):
        load_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PUSH_URL", "http://canary.example/in"),
        ("PUSH_URL", "https://canary.example:port/in"),
        ("PUSH_URL", "canary"),
        ("PUSH_SECRET", "canary"),
        ("PUSH_SECRET", "whsec_canary"),
        ("PUSH_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2La"),
    ],
)
def test_a_push_service_that_is_unsafe_or_unsigned_is_refused(monkeypatch, name, value):
    with pytest.raises(WrongSettings) as wrong:
        settings_from(monkeypatch, **PUSH | {name: value})

    assert f"FANDESK_{name}" in str(wrong.value)
    assert "canary" not in str(wrong.value)


def test_a_push_service_on_this_machine_needs_no_https(monkeypatch):
    assert push_service_of(settings_from(monkeypatch, **PUSH | {"PUSH_URL": "http://127.0.0.1:9000/in"})) is not None


def test_a_template_has_keys_for_who_when_and_what(monkeypatch):
    for name, value in MINI_PROGRAM.items():
        monkeypatch.setenv(name, value)
    assert template_of(load_settings()) is None

    given = settings_from(monkeypatch, MINI_PROGRAM_TEMPLATE_ID="T", MINI_PROGRAM_TEMPLATE_KEYS="thing4,date2,thing11")

    assert template_of(given) == Template("T", ("thing4", "date2", "thing11"), "")
    with pytest.raises(WrongSettings, match="FANDESK_MINI_PROGRAM_TEMPLATE_KEYS"):
        settings_from(monkeypatch, MINI_PROGRAM_TEMPLATE_KEYS="thing4,amount2,thing11")


def test_a_template_belongs_to_a_mini_program(monkeypatch):
    with pytest.raises(WrongSettings, match="FANDESK_MINI_PROGRAM_APP_ID is not set"):
        settings_from(monkeypatch, MINI_PROGRAM_TEMPLATE_ID="T")


def test_an_app_id_that_can_be_none_is_refused(monkeypatch):
    with pytest.raises(WrongSettings, match="copy the mini-program's AppID"):
        settings_from(monkeypatch, MINI_PROGRAM_APP_ID="wx 1", MINI_PROGRAM_APP_SECRET="canary")
