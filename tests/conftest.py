"""Fixtures that every test may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from gestae import Coder
from gestae.codebook.codebook import Codebook, bundled

settings.register_profile(
    "gestae",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("gestae")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def coder() -> Coder:
    return Coder()


@pytest.fixture(scope="session")
def book() -> Codebook:
    return bundled()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with development data beside the checkout; tests that need it skip visibly without it."""
    if not (SHARED / "data").is_dir():
        pytest.skip(f"needs development data in {SHARED.name}/ beside the checkout")
    return SHARED
