from tortoise import migrations
from tortoise.migrations import operations as ops
from domain.agents.models import Role
from domain.ids import new_id
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0002_waiting_rows')]

    initial = False

    operations = [
        ops.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('workspace_id', fields.UUIDField()),
                ('agent_id', fields.UUIDField(null=True)),
                ('action', fields.CharField(max_length=48)),
                ('subject', fields.CharField(max_length=40)),
                ('data', fields.TextField(unique=False)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'audit_entry', 'app': 'models', 'indexes': [Index(fields=['workspace_id', 'id'])], 'pk_attr': 'id', 'table_description': 'One deed. `subject` is the public id of what it was done to, `data` a JSON object without secrets.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Invitation',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('workspace', fields.ForeignKeyField('models.Workspace', source_field='workspace_id', db_constraint=True, to_field='id', related_name='invitations', on_delete=OnDelete.CASCADE)),
                ('email', fields.CharField(max_length=254)),
                ('name', fields.CharField(max_length=64)),
                ('role', fields.CharEnumField(description='OWNER: OWNER\nADMIN: ADMIN\nAGENT: AGENT', enum_type=Role, max_length=8)),
                ('token_hash', fields.CharField(unique=True, max_length=64)),
                ('invited_by_id', fields.UUIDField()),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('expires_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('accepted_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('withdrawn_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('agent_id', fields.UUIDField(null=True)),
            ],
            options={'table': 'invitation', 'app': 'models', 'indexes': [Index(fields=['workspace_id', 'id'])], 'pk_attr': 'id', 'table_description': "A link that makes its reader an agent, once. Only its token's hash is kept."},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='Agent',
            name='disabled_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Session',
            name='device',
            field=fields.CharField(default='', max_length=200),
        ),
        ops.AddField(
            model_name='Session',
            name='refreshed_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
    ]
