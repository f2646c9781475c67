from tortoise import migrations
from tortoise.migrations import operations as ops
from domain.accounts.models import AccountKind
from domain.agents.models import Role
from domain.callbacks.models import CallbackState
from domain.conversations.models import ConversationStatus, Direction, MessageKind, MessageStatus
from domain.ids import new_id
from domain.live import EventKind
from domain.sends.models import SendCause, SendState
from tortoise.fields.base import OnDelete
from uuid import uuid4
from wechat.lock import Encryption
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    initial = True

    operations = [
        ops.CreateModel(
            name='Callback',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('workspace_id', fields.UUIDField()),
                ('account_id', fields.UUIDField()),
                ('openid', fields.CharField(max_length=128)),
                ('key', fields.CharField(max_length=128)),
                ('xml', fields.TextField(unique=False)),
                ('said_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('received_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('state', fields.CharEnumField(default=CallbackState.WAITING, description='WAITING: WAITING\nDONE: DONE\nDEAD: DEAD', enum_type=CallbackState, max_length=8)),
                ('attempts', fields.IntField(default=0)),
                ('due_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('failed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('error', fields.TextField(null=True, unique=False)),
                ('done_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'callback', 'app': 'models', 'unique_together': (('account_id', 'key'),), 'pk_attr': 'id', 'table_description': 'One push. `key` lets each in once, however often WeChat repeats it.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='EventStream',
            fields=[
                ('workspace_id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('seq', fields.BigIntField(default=0)),
            ],
            options={'table': 'event_stream', 'app': 'models', 'pk_attr': 'workspace_id', 'table_description': "How far the numbering of one workspace's events has come."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='IdempotentRequest',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('agent_id', fields.UUIDField()),
                ('mutation', fields.CharField(max_length=64)),
                ('key', fields.CharField(max_length=255)),
                ('request_hash', fields.CharField(max_length=64)),
                ('result_id', fields.UUIDField(null=True)),
                ('refusal', fields.TextField(null=True, unique=False)),
                ('created_at', fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'idempotent_request', 'app': 'models', 'unique_together': (('agent_id', 'mutation', 'key'),), 'pk_attr': 'id', 'table_description': 'One mutation with its key, and what came of it: the id of the row it made, or its refusal.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='StoredEvent',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('workspace_id', fields.UUIDField()),
                ('seq', fields.BigIntField()),
                ('kind', fields.CharEnumField(description='MESSAGE_ADDED: MessageAdded\nMESSAGE_CHANGED: MessageChanged\nCONVERSATION_CHANGED: ConversationChanged\nFAN_CHANGED: FanChanged', enum_type=EventKind, max_length=32)),
                ('account_id', fields.UUIDField()),
                ('subject_id', fields.UUIDField()),
                ('created_at', fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'event', 'app': 'models', 'unique_together': (('workspace_id', 'seq'),), 'pk_attr': 'id', 'table_description': 'One event, kept for 24 hours so that a client that was away can catch up.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Workspace',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('name', fields.CharField(unique=True, max_length=64)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=True)),
            ],
            options={'table': 'workspace', 'app': 'models', 'pk_attr': 'id', 'table_description': 'One company with its accounts, agents and fans. Workspaces never see each other.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Agent',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('workspace', fields.ForeignKeyField('models.Workspace', source_field='workspace_id', db_constraint=True, to_field='id', related_name='agents', on_delete=OnDelete.CASCADE)),
                ('email', fields.CharField(unique=True, max_length=254)),
                ('name', fields.CharField(max_length=64)),
                ('role', fields.CharEnumField(description='OWNER: OWNER\nADMIN: ADMIN\nAGENT: AGENT', enum_type=Role, max_length=8)),
                ('password_hash', fields.CharField(max_length=256)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=True)),
            ],
            options={'table': 'agent', 'app': 'models', 'pk_attr': 'id', 'table_description': 'A person who answers fans.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='OfficialAccount',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('workspace', fields.ForeignKeyField('models.Workspace', source_field='workspace_id', db_constraint=True, to_field='id', related_name='accounts', on_delete=OnDelete.CASCADE)),
                ('name', fields.CharField(max_length=64)),
                ('app_id', fields.CharField(unique=True, max_length=64)),
                ('original_id', fields.CharField(max_length=64)),
                ('kind', fields.CharEnumField(description='SERVICE: SERVICE\nSUBSCRIPTION: SUBSCRIPTION', enum_type=AccountKind, max_length=12)),
                ('is_verified', fields.BooleanField()),
                ('encryption', fields.CharEnumField(description='PLAINTEXT: plaintext\nCOMPATIBLE: compatible\nSAFE: safe', enum_type=Encryption, max_length=10)),
                ('sealed_app_secret', fields.TextField(unique=False)),
                ('sealed_token', fields.TextField(unique=False)),
                ('sealed_aes_key', fields.TextField(unique=False)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'official_account', 'app': 'models', 'indexes': [Index(fields=['workspace_id', 'id'])], 'pk_attr': 'id', 'table_description': 'One 公众号. Its secrets are sealed, each bound to this row and its column.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Fan',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('workspace_id', fields.UUIDField()),
                ('account', fields.ForeignKeyField('models.OfficialAccount', source_field='account_id', db_constraint=True, to_field='id', related_name='fans', on_delete=OnDelete.CASCADE)),
                ('openid', fields.CharField(max_length=128)),
                ('remark', fields.CharField(null=True, max_length=64)),
                ('is_following', fields.BooleanField(default=False)),
                ('follow_changed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('followed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('follow_count', fields.IntField(default=0)),
                ('scene', fields.CharField(default='', max_length=128)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'fan', 'app': 'models', 'unique_together': (('account_id', 'openid'),), 'pk_attr': 'id', 'table_description': 'A person as one account knows them. The same person is another fan at another account.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Conversation',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('workspace_id', fields.UUIDField()),
                ('account', fields.ForeignKeyField('models.OfficialAccount', source_field='account_id', db_constraint=True, to_field='id', related_name='conversations', on_delete=OnDelete.CASCADE)),
                ('fan', fields.OneToOneField('models.Fan', source_field='fan_id', db_constraint=True, to_field='id', related_name='conversation', on_delete=OnDelete.CASCADE)),
                ('status', fields.CharEnumField(default=ConversationStatus.OPEN, description='OPEN: OPEN\nCLOSED: CLOSED', enum_type=ConversationStatus, max_length=8)),
                ('message_seq', fields.IntField(default=0)),
                ('read_seq', fields.IntField(default=0)),
                ('unread_count', fields.IntField(default=0)),
                ('last_message_id', fields.UUIDField(null=True)),
                ('last_message_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'conversation', 'app': 'models', 'indexes': [Index(fields=['workspace_id', 'last_message_at', 'id']), Index(fields=['account_id', 'last_message_at', 'id'])], 'pk_attr': 'id', 'table_description': "A fan's talk with an account. Every message has the next number in it, handed out under the row's lock."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Message',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('workspace_id', fields.UUIDField()),
                ('conversation', fields.ForeignKeyField('models.Conversation', source_field='conversation_id', db_constraint=True, to_field='id', related_name='messages', on_delete=OnDelete.CASCADE)),
                ('seq', fields.IntField()),
                ('direction', fields.CharEnumField(description='IN: IN\nOUT: OUT', enum_type=Direction, max_length=3)),
                ('kind', fields.CharEnumField(description='TEXT: TEXT\nUNSUPPORTED: UNSUPPORTED\nEVENT: EVENT', enum_type=MessageKind, max_length=12)),
                ('wechat_kind', fields.CharField(max_length=64)),
                ('text', fields.TextField(null=True, unique=False)),
                ('status', fields.CharEnumField(description='RECEIVED: RECEIVED\nSCHEDULED: SCHEDULED\nSENT: SENT\nREFUSED: REFUSED\nUNCERTAIN: UNCERTAIN\nCANCELLED: CANCELLED\nEXPIRED: EXPIRED', enum_type=MessageStatus, max_length=10)),
                ('refusal_code', fields.IntField(null=True)),
                ('refusal_text', fields.TextField(null=True, unique=False)),
                ('agent_id', fields.UUIDField(null=True)),
                ('said_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'message', 'app': 'models', 'unique_together': (('conversation_id', 'seq'),), 'pk_attr': 'id', 'table_description': "One message of a talk. Kinds that are not text keep WeChat's own word for what they are."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Send',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('workspace_id', fields.UUIDField()),
                ('account', fields.ForeignKeyField('models.OfficialAccount', source_field='account_id', db_constraint=True, to_field='id', related_name='sends', on_delete=OnDelete.CASCADE)),
                ('fan_id', fields.UUIDField()),
                ('conversation_id', fields.UUIDField()),
                ('message_id', fields.UUIDField(unique=True)),
                ('openid', fields.CharField(max_length=128)),
                ('text', fields.TextField(unique=False)),
                ('cause', fields.CharEnumField(description='AGENT: AGENT', enum_type=SendCause, max_length=12)),
                ('priority', fields.SmallIntField(default=0)),
                ('state', fields.CharEnumField(default=SendState.SCHEDULED, description='SCHEDULED: SCHEDULED\nCLAIMED: CLAIMED\nSENT: SENT\nREFUSED: REFUSED\nUNCERTAIN: UNCERTAIN\nCANCELLED: CANCELLED\nEXPIRED: EXPIRED', enum_type=SendState, max_length=10)),
                ('due_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('attempts', fields.IntField(default=0)),
                ('lease_until', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('lease_token', fields.UUIDField(null=True)),
                ('called_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('wechat_code', fields.IntField(null=True)),
                ('outcome', fields.TextField(null=True, unique=False)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('finished_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'send', 'app': 'models', 'pk_attr': 'id', 'table_description': 'One message that is to reach one fan, and what became of it.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Session',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('agent', fields.ForeignKeyField('models.Agent', source_field='agent_id', db_constraint=True, to_field='id', related_name='sessions', on_delete=OnDelete.CASCADE)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('ended_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'session', 'app': 'models', 'pk_attr': 'id', 'table_description': 'One sign-in on one device. It lives on by refreshing, until signed out, revoked or unused for 30 days.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='RefreshToken',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('session', fields.ForeignKeyField('models.Session', source_field='session_id', db_constraint=True, to_field='id', related_name='refresh_tokens', on_delete=OnDelete.CASCADE)),
                ('token_hash', fields.CharField(unique=True, max_length=64)),
                ('issued_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('spent_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'refresh_token', 'app': 'models', 'pk_attr': 'id', 'table_description': "One link in a session's chain of refresh tokens. Only its hash is kept."},
            bases=['Model'],
        ),
    ]
