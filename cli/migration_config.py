"""What Tortoise's `makemigrations` compares the migrations with: our models. It opens no database."""

from domain.database import tortoise_config

CONFIG = tortoise_config("sqlite://:memory:")
