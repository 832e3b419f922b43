"""Acts of steering: each alone in its transaction."""
