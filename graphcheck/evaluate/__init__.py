"""How right and how quiet the checker is, measured on the identities that the data itself holds."""
