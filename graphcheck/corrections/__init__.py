"""What is to be changed in a bibliography, and how its maintainers are told."""
