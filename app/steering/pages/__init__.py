"""What the pages of steering show."""
