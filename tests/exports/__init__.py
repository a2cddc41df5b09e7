"""Tests of taking a journey away and bringing it back."""
