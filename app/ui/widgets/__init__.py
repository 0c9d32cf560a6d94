"""The parts pages are built of; none of them knows a service."""
