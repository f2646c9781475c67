"""Templates and mass jobs in the words of the control API."""

from typing import Any

from sandbox.masses import MassJob
from sandbox.templates import Template

Json = dict[str, Any]


def show_template(template: Template) -> Json:
    """One template of an account."""
    return {
        "templateId": template.template_id,
        "title": template.title,
        "content": template.content,
        "fields": template.fields,
        "choices": template.choices,
        "banned": template.is_banned,
    }


def show_job(job: MassJob) -> Json:
    """One mass send and what became of it."""
    return {
        "msgId": job.msg_id,
        "msgDataId": job.msg_data_id,
        "clientMsgId": job.client_msg_id,
        "kind": job.msgtype,
        "text": job.text,
        "toAll": job.is_to_all,
        "at": job.created_at,
        "state": job.state,
        "status": job.status,
        "counts": job.counts,
        "deletedArticles": job.deleted_articles,
    }
