"""What steering reads of the base."""
