"""What was wanted and what came is told cell by cell where they differ."""

import pytest

pytest.register_assert_rewrite("tests.models.leads.torture.case")
