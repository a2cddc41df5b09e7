"""How hypothesis looks for trouble here: without a clock, as the machine may be busy, and not for too long."""

from hypothesis import HealthCheck, settings

settings.register_profile("calm", deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("calm")
