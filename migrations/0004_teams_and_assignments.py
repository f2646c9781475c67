from tortoise import migrations
from tortoise.migrations import operations as ops
from domain.agents.models import Availability, Sees
from domain.assignments.models import AssignmentReason, RoutingMode
from domain.ids import new_id
from domain.live import EventKind
from domain.notifications.models import DeviceKind, NotificationKind, NotificationState
from tortoise.fields.base import OnDelete
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0003_search')]

    initial = False

    operations = [
        ops.CreateModel(
            name='AccountRouting',
            fields=[
                ('account_id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('workspace_id', fields.UUIDField(db_index=True)),
                ('mode', fields.CharEnumField(default=RoutingMode.MANUAL, description='MANUAL: MANUAL\nROUND_ROBIN: ROUND_ROBIN\nLEAST_BUSY: LEAST_BUSY', enum_type=RoutingMode, max_length=11)),
                ('is_sticky', fields.BooleanField(default=True)),
                ('team_id', fields.UUIDField(null=True)),
            ],
            options={'table': 'account_routing', 'app': 'models', 'pk_attr': 'account_id', 'table_description': 'How the talks of an account find their agents. An account without such a row has MANUAL.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Assignment',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('workspace_id', fields.UUIDField()),
                ('account_id', fields.UUIDField()),
                ('conversation_id', fields.UUIDField()),
                ('agent_id', fields.UUIDField(null=True)),
                ('team_id', fields.UUIDField(null=True)),
                ('from_agent_id', fields.UUIDField(null=True)),
                ('from_team_id', fields.UUIDField(null=True)),
                ('by_agent_id', fields.UUIDField(null=True)),
                ('reason', fields.CharEnumField(description='QUEUED: QUEUED\nROUND_ROBIN: ROUND_ROBIN\nLEAST_BUSY: LEAST_BUSY\nSTICKY: STICKY\nANSWERED: ANSWERED\nTAKEN: TAKEN\nTRANSFERRED: TRANSFERRED\nGIVEN_BACK: GIVEN_BACK\nAGENT_FULL: AGENT_FULL\nAGENT_GONE: AGENT_GONE', enum_type=AssignmentReason, max_length=12)),
                ('considered', fields.TextField(null=True, unique=False)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'assignment', 'app': 'models', 'indexes': [Index(fields=['conversation_id', 'id'])], 'pk_attr': 'id', 'table_description': 'One decision on a talk (接待): from whom to whom, and why. Both null means: it waits for whoever takes it.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Device',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('workspace_id', fields.UUIDField()),
                ('agent', fields.ForeignKeyField('models.Agent', source_field='agent_id', db_constraint=True, to_field='id', related_name='devices', on_delete=OnDelete.CASCADE)),
                ('kind', fields.CharEnumField(description='MINI_PROGRAM: MINI_PROGRAM\nAPP: APP', enum_type=DeviceKind, max_length=12)),
                ('service', fields.CharField(default='', max_length=64)),
                ('address', fields.CharField(max_length=512)),
                ('allowances', fields.IntField(default=0)),
                ('session_id', fields.UUIDField()),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'device', 'app': 'models', 'unique_together': (('kind', 'service', 'address'),), 'indexes': [Index(fields=['workspace_id', 'agent_id'])], 'pk_attr': 'id', 'table_description': 'A phone that wants to be told, for as long as the session lives that registered it.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='MiniProgramIdentity',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('agent', fields.ForeignKeyField('models.Agent', source_field='agent_id', db_constraint=True, to_field='id', related_name='identities', on_delete=OnDelete.CASCADE)),
                ('app_id', fields.CharField(max_length=64)),
                ('openid', fields.CharField(max_length=128)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'mini_program_identity', 'app': 'models', 'unique_together': (('app_id', 'openid'), ('agent_id', 'app_id')), 'pk_attr': 'id', 'table_description': 'By which OpenID a mini-program knows an agent: they sign in with it.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Notification',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('workspace_id', fields.UUIDField()),
                ('agent_id', fields.UUIDField()),
                ('kind', fields.CharEnumField(description='NEW_MESSAGE: NEW_MESSAGE\nNEW_FOLLOWER: NEW_FOLLOWER\nASSIGNED: ASSIGNED', enum_type=NotificationKind, max_length=12)),
                ('account_id', fields.UUIDField()),
                ('subject_id', fields.UUIDField()),
                ('fan_id', fields.UUIDField(null=True)),
                ('assignment_id', fields.UUIDField(null=True, unique=True)),
                ('how_many', fields.IntField(default=1)),
                ('state', fields.CharEnumField(default=NotificationState.WAITING, description='WAITING: WAITING\nCLAIMED: CLAIMED\nSENT: SENT\nCANCELLED: CANCELLED\nREFUSED: REFUSED\nUNCERTAIN: UNCERTAIN', enum_type=NotificationState, max_length=9)),
                ('is_held', fields.BooleanField(default=False)),
                ('due_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('attempts', fields.IntField(default=0)),
                ('lease_token', fields.UUIDField(null=True)),
                ('lease_until', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('called_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('outcome', fields.TextField(null=True, unique=False)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('finished_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'notification', 'app': 'models', 'indexes': [Index(fields=['agent_id', 'subject_id'])], 'pk_attr': 'id', 'table_description': 'One thing to tell one agent. `subject_id` is the talk, or the account of a follower.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='NotificationCause',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('workspace_id', fields.UUIDField()),
                ('account_id', fields.UUIDField()),
                ('kind', fields.CharEnumField(description='NEW_MESSAGE: NEW_MESSAGE\nNEW_FOLLOWER: NEW_FOLLOWER\nASSIGNED: ASSIGNED', enum_type=NotificationKind, max_length=12)),
                ('subject_id', fields.UUIDField()),
                ('fan_id', fields.UUIDField()),
                ('how_many', fields.IntField(default=1)),
                ('due_at', fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'notification_cause', 'app': 'models', 'unique_together': (('kind', 'subject_id'),), 'pk_attr': 'id', 'table_description': 'Something happened that agents may have to be told of, once it is due, and what follows until then is counted.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='NotificationSettings',
            fields=[
                ('agent_id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('workspace_id', fields.UUIDField()),
                ('tells_new_messages', fields.BooleanField(default=True)),
                ('tells_new_followers', fields.BooleanField(default=False)),
                ('tells_assignments', fields.BooleanField(default=True)),
                ('quiet_from', fields.IntField(null=True)),
                ('quiet_until', fields.IntField(null=True)),
                ('time_zone', fields.CharField(default='Asia/Shanghai', max_length=64)),
            ],
            options={'table': 'notification_settings', 'app': 'models', 'pk_attr': 'agent_id', 'table_description': 'What an agent wants to be told. Who has none is told of messages and assignments at any hour.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ServedAccount',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('agent', fields.ForeignKeyField('models.Agent', source_field='agent_id', db_constraint=True, to_field='id', related_name='served_accounts', on_delete=OnDelete.CASCADE)),
                ('account_id', fields.UUIDField(db_index=True)),
            ],
            options={'table': 'served_account', 'app': 'models', 'unique_together': (('agent_id', 'account_id'),), 'pk_attr': 'id', 'table_description': 'An account that an agent serves who does not serve them all.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Team',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('workspace_id', fields.UUIDField()),
                ('name', fields.CharField(max_length=64)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'team', 'app': 'models', 'unique_together': (('workspace_id', 'name'),), 'pk_attr': 'id', 'table_description': 'Some agents of a workspace (客服组). Talks may wait for a team, and be seen by it alone.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='TeamMember',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('team', fields.ForeignKeyField('models.Team', source_field='team_id', db_constraint=True, to_field='id', related_name='members', on_delete=OnDelete.CASCADE)),
                ('agent', fields.ForeignKeyField('models.Agent', source_field='agent_id', db_constraint=True, to_field='id', related_name='teams', on_delete=OnDelete.CASCADE)),
            ],
            options={'table': 'team_member', 'app': 'models', 'unique_together': (('team_id', 'agent_id'),), 'indexes': [Index(fields=['agent_id', 'team_id'])], 'pk_attr': 'id', 'table_description': 'An agent is in a team, or in several.'},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='Agent',
            name='availability',
            field=fields.CharEnumField(default=Availability.ONLINE, description='ONLINE: ONLINE\nBUSY: BUSY\nAWAY: AWAY', db_default='ONLINE', enum_type=Availability, max_length=6),
        ),
        ops.AddField(
            model_name='Agent',
            name='capacity',
            field=fields.IntField(default=20, db_default=20),
        ),
        ops.AddField(
            model_name='Agent',
            name='given_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Agent',
            name='seen_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Agent',
            name='sees',
            field=fields.CharEnumField(default=Sees.ALL, description='ALL: ALL\nTEAM: TEAM\nOWN: OWN', db_default='ALL', enum_type=Sees, max_length=4),
        ),
        ops.AddField(
            model_name='Agent',
            name='serves_all_accounts',
            field=fields.BooleanField(default=True, db_default=True),
        ),
        ops.AddField(
            model_name='Conversation',
            name='assigned_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Conversation',
            name='assignee_id',
            field=fields.UUIDField(null=True),
        ),
        ops.AddField(
            model_name='Conversation',
            name='queued_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Conversation',
            name='team_id',
            field=fields.UUIDField(null=True),
        ),
        ops.AlterField(
            model_name='StoredEvent',
            name='kind',
            field=fields.CharEnumField(description='MESSAGE_ADDED: MessageAdded\nMESSAGE_CHANGED: MessageChanged\nCONVERSATION_CHANGED: ConversationChanged\nFAN_CHANGED: FanChanged\nACCOUNT_CHANGED: AccountChanged\nFAN_FIELD_CHANGED: FanFieldChanged\nFAN_FIELD_DELETED: FanFieldDeleted\nLABEL_CHANGED: LabelChanged\nLABEL_DELETED: LabelDeleted\nNOTE_CHANGED: NoteChanged\nCONVERSATION_ASSIGNED: ConversationAssigned\nTEAM_CHANGED: TeamChanged\nTEAM_DELETED: TeamDeleted\nAGENT_CHANGED: AgentChanged\nASSET_CHANGED: AssetChanged\nASSET_DELETED: AssetDeleted\nCANNED_RESPONSE_CHANGED: CannedResponseChanged\nCANNED_RESPONSE_DELETED: CannedResponseDeleted', enum_type=EventKind, max_length=32),
        ),
    ]
