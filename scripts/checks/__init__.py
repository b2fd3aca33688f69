"""What is wrong with the sources: all that `make check` finds."""
