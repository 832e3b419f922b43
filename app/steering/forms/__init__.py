"""What people ask steering for, read from forms and addresses."""
