"""Technical rooms: no business word lives here."""
