from tortoise import migrations
from tortoise.migrations import operations as ops
from domain.ids import new_id
from domain.live import EventKind
from domain.schedules.models import HolidayPolicy
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0005_talks_in_sight')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Schedule',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('workspace', fields.ForeignKeyField('models.Workspace', source_field='workspace_id', db_constraint=True, to_field='id', related_name='schedules', on_delete=OnDelete.CASCADE)),
                ('name', fields.CharField(max_length=64)),
                ('time_zone', fields.CharField(max_length=64)),
                ('intervals', fields.TextField(unique=False)),
                ('holidays', fields.CharEnumField(default=HolidayPolicy.IGNORED, description='IGNORED: IGNORED\nCLOSED: CLOSED', enum_type=HolidayPolicy, max_length=16)),
                ('starts_on', fields.CharField(null=True, max_length=10)),
                ('ends_on', fields.CharField(null=True, max_length=10)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('changed_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'schedule', 'app': 'models', 'unique_together': (('workspace_id', 'name'),), 'pk_attr': 'id', 'table_description': 'When something is open. `intervals` is JSON in the shape of `domain.schedules.hours`, days are ISO dates.'},
            bases=['Model'],
        ),
        ops.AlterField(
            model_name='StoredEvent',
            name='kind',
            field=fields.CharEnumField(description='MESSAGE_ADDED: MessageAdded\nMESSAGE_CHANGED: MessageChanged\nCONVERSATION_CHANGED: ConversationChanged\nFAN_CHANGED: FanChanged\nACCOUNT_CHANGED: AccountChanged\nFAN_FIELD_CHANGED: FanFieldChanged\nFAN_FIELD_DELETED: FanFieldDeleted\nLABEL_CHANGED: LabelChanged\nLABEL_DELETED: LabelDeleted\nNOTE_CHANGED: NoteChanged\nCONVERSATION_ASSIGNED: ConversationAssigned\nTEAM_CHANGED: TeamChanged\nTEAM_DELETED: TeamDeleted\nAGENT_CHANGED: AgentChanged\nASSET_CHANGED: AssetChanged\nASSET_DELETED: AssetDeleted\nCANNED_RESPONSE_CHANGED: CannedResponseChanged\nCANNED_RESPONSE_DELETED: CannedResponseDeleted\nSCHEDULE_CHANGED: ScheduleChanged\nSCHEDULE_DELETED: ScheduleDeleted', enum_type=EventKind, max_length=32),
        ),
    ]
