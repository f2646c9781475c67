from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0003_fan_lists')]

    initial = False

    operations = [
        ops.AlterModelOptions(
            name='AccountScan',
            options={'table': 'account_scan', 'app': 'models', 'indexes': [Index(fields=['workspace_id', 'id'])], 'pk_attr': 'id', 'table_description': 'One try to connect by scanning, from button to account. `state_hash` knows the browser that comes back,'},
        ),
        ops.AddField(
            model_name='AccountScan',
            name='pre_auth_hash',
            field=fields.CharField(null=True, db_index=True, max_length=64),
        ),
        ops.AddField(
            model_name='AccountScan',
            name='sealed_pre_auth_code',
            field=fields.TextField(null=True, unique=False),
        ),
        ops.AddField(
            model_name='OfficialAccount',
            name='connected_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
    ]
