"""Reading for steering."""
