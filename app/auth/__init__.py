"""People and organisations: who they are, what they may do."""
