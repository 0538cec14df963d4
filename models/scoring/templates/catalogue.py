"""The templates that there are, in the order they are offered."""

from __future__ import annotations

from models.scoring.templates.account_based import ACCOUNT_BASED
from models.scoring.templates.b2b_software import B2B_SOFTWARE
from models.scoring.templates.consumer import CONSUMER
from models.scoring.templates.template import Template

TEMPLATES: tuple[Template, ...] = (B2B_SOFTWARE, CONSUMER, ACCOUNT_BASED)
