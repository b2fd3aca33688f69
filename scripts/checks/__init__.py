"""All that `make check` finds: what is wrong with the sources."""
