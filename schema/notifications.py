"""What wakes an agent's phone: rules, quiet hours, and the phones themselves. Everybody has their own."""

from datetime import datetime
from typing import Self

import strawberry

from domain.database import Row
from domain.ids import DEVICE, public_id, row_id
from domain.notifications import devices, settings
from domain.notifications.models import DeviceKind, NotificationSettings
from domain.notifications.settings import Changes
from domain.schedules.wall import minute_of, text_of
from domain.viewer import Viewer
from schema.context import Info
from schema.enums import described
from schema.errors import UserError, mutation, user_errors

described(
    DeviceKind,
    "DeviceKind",
    "How a phone is reached while it sleeps.",
    {
        "MINI_PROGRAM": "In the agent's own WeChat, by subscribe messages (订阅消息) of this server's mini-program.",
        "APP": "By an app's own push service, which this server's operator runs.",
    },
)


@strawberry.type(description="A time of each day at which no phone rings, by the clock of `timeZone`.")
class QuietHours:
    start: str = strawberry.field(description="When they begin, such as 22:00.")
    end: str = strawberry.field(description="When they end, such as 07:30: over midnight where it is before `start`.")


@strawberry.type(description="What you want to be told while no client of yours is connected. Nobody else sees it.")
class AgentNotificationSettings:
    new_messages: bool = strawberry.field(
        description="A fan wrote: into your conversation, or into one that nobody has and that you see and serve."
    )
    new_followers: bool = strawberry.field(description="People followed an account that you serve.")
    assignments: bool = strawberry.field(description="A conversation was given to you.")
    quiet_hours: QuietHours | None = strawberry.field(
        description="What happens then is told at their end, in one notification; null for none."
    )
    time_zone: str = strawberry.field(description="Where you are, such as Asia/Shanghai.")

    @classmethod
    def of(cls, mine: NotificationSettings) -> Self:
        """What the agent chose, or the rule for whoever chose nothing."""
        hours = None
        if mine.quiet_from is not None and mine.quiet_until is not None:
            hours = QuietHours(start=text_of(mine.quiet_from), end=text_of(mine.quiet_until))
        return cls(
            new_messages=mine.tells_new_messages,
            new_followers=mine.tells_new_followers,
            assignments=mine.tells_assignments,
            quiet_hours=hours,
            time_zone=mine.time_zone,
        )


@strawberry.type(description="A phone of yours that is told. Signing its session out removes it.")
class Device:
    id: strawberry.ID = strawberry.field(description="For `removeDevice`.")
    kind: DeviceKind = strawberry.field(description="How it is reached.")
    service: str = strawberry.field(description="Of an APP, what its push service goes by, such as apns; else empty.")
    address: str = strawberry.field(
        description="Of an APP, what its push service calls the phone; of a MINI_PROGRAM your OpenID there."
    )
    allowances: int = strawberry.field(
        description="Of a MINI_PROGRAM, how many more subscribe messages you have accepted; else 0."
    )
    created_at: datetime = strawberry.field(description="When it was last registered.")
    current: bool = strawberry.field(description="Was it registered by the session that asks?")

    @classmethod
    def of(cls, row: Row, viewer: Viewer) -> Self:
        """From a row of the table."""
        return cls(
            id=strawberry.ID(public_id(DEVICE, row["id"])),
            kind=DeviceKind(row["kind"]),
            service=row["service"],
            address=row["address"],
            allowances=row["allowances"],
            created_at=row["created_at"],
            current=row["session_id"] == viewer.session_id,
        )


@strawberry.input(description="A time of each day at which no phone is to ring.")
class QuietHoursInput:
    start: str = strawberry.field(description="When they begin, from 00:00 to 23:59.")
    end: str = strawberry.field(description="When they end, from 00:00 to 23:59: over midnight where before `start`.")


@strawberry.input(description="What you want to be told. What is left out stays as it is.")
class UpdateNotificationSettingsInput:
    new_messages: bool | None = strawberry.field(default=None, description="Tell of fans' messages?")
    new_followers: bool | None = strawberry.field(default=None, description="Tell of new followers?")
    assignments: bool | None = strawberry.field(default=None, description="Tell of conversations given to you?")
    quiet_hours: QuietHoursInput | None = strawberry.field(
        default=strawberry.UNSET, description="When no phone rings; null for never."
    )
    time_zone: str | None = strawberry.field(default=None, description="Where you are, such as Asia/Shanghai.")


@strawberry.type(description="What came of choosing what to be told.")
class UpdateNotificationSettingsPayload:
    settings: AgentNotificationSettings | None = strawberry.field(
        default=None, description="What holds now; null where refused."
    )
    user_errors: list[UserError] = user_errors()


@strawberry.input(description="The phone that asks.")
class RegisterDeviceInput:
    kind: DeviceKind = strawberry.field(description="How it is reached. For MINI_PROGRAM the rest is left out.")
    service: str = strawberry.field(
        default="", description="Of an APP, what its push service goes by, such as apns: at most 64 characters."
    )
    address: str = strawberry.field(
        default="", description="Of an APP, what its push service calls the phone: 1 to 512 characters."
    )


@strawberry.type(description="What came of registering a phone.")
class RegisterDevicePayload:
    device: Device | None = strawberry.field(default=None, description="The phone; null where refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.input(description="Which phone goes.")
class RemoveDeviceInput:
    device_id: strawberry.ID = strawberry.field(description="A phone of yours, from `devices`.")


@strawberry.type(description="What came of removing a phone.")
class RemoveDevicePayload:
    user_errors: list[UserError] = user_errors()


@strawberry.input(description="What `wx.requestSubscribeMessage` has just answered.")
class AllowNotificationsInput:
    count: int = strawberry.field(description="How often you accepted: each is good for one message. 1 to 1000.")


@strawberry.type(description="What came of accepting subscribe messages.")
class AllowNotificationsPayload:
    device: Device | None = strawberry.field(
        default=None, description="Your WeChat, with what is allowed now; null where refused."
    )
    user_errors: list[UserError] = user_errors()


@strawberry.type
class NotificationQueries:
    @strawberry.field(description="What you want to be told while no client of yours is connected.")
    async def notification_settings(self, info: Info) -> AgentNotificationSettings:
        return AgentNotificationSettings.of(await settings.settings_of(info.context.viewer.agent_id))

    @strawberry.field(description="Your phones that are told, the newest first: at most 10.")
    async def devices(self, info: Info) -> list[Device]:
        viewer = info.context.viewer
        return [Device.of(row, viewer) for row in await devices.of_agent(viewer.agent_id)]


@strawberry.type
class NotificationMutations:
    @mutation("Choose what you want to be told, and when not. Turning quiet hours off tells at once what they held.")
    async def update_notification_settings(
        self, info: Info, input: UpdateNotificationSettingsInput
    ) -> UpdateNotificationSettingsPayload:
        mine = await settings.update(info.context.viewer.actor, _changes(input), info.context.now)
        return UpdateNotificationSettingsPayload(settings=AgentNotificationSettings.of(mine))

    @mutation("Have this phone told. Registering it again is fine; the eleventh takes the place of your oldest.")
    async def register_device(self, info: Info, input: RegisterDeviceInput) -> RegisterDevicePayload:
        viewer, now = info.context.viewer, info.context.now
        if input.kind is DeviceKind.APP:
            who = viewer.actor, viewer.session_id
            row = await devices.register_app(*who, input.service, input.address, now)
        else:
            row = await devices.register_mini_program(viewer.actor, viewer.session_id, now)
        return RegisterDevicePayload(device=Device.of(row, viewer))

    @mutation("Have a phone of yours told no more.")
    async def remove_device(self, info: Info, input: RemoveDeviceInput) -> RemoveDevicePayload:
        await devices.remove(info.context.viewer.agent_id, row_id(DEVICE, input.device_id))
        return RemoveDevicePayload()

    @mutation("Say that you accepted subscribe messages of the mini-program (一次性订阅): each is good for one.")
    async def allow_notifications(self, info: Info, input: AllowNotificationsInput) -> AllowNotificationsPayload:
        viewer = info.context.viewer
        return AllowNotificationsPayload(device=Device.of(await devices.allow(viewer.agent_id, input.count), viewer))


def _changes(input: UpdateNotificationSettingsInput) -> Changes:
    wanted = input.quiet_hours
    return Changes(
        new_messages=input.new_messages,
        new_followers=input.new_followers,
        assignments=input.assignments,
        time_zone=input.time_zone,
        sets_quiet=wanted is not strawberry.UNSET,
        quiet=_hours(wanted) if wanted else None,
    )


def _hours(wanted: QuietHoursInput) -> settings.QuietHours:
    return settings.QuietHours(
        minute_of(wanted.start, "quietHours", "start"), minute_of(wanted.end, "quietHours", "end")
    )
