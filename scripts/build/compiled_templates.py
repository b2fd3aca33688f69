"""Templates are compiled once for all languages, for each of which MkDocs makes a new environment of Jinja."""

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class CompiledTemplates(BytecodeCache):
    """Keeps compiled templates in memory, for one build."""

    def __init__(self) -> None:
        self._bytecode: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Gives the bucket what is kept of its template, if anything."""
        if bucket.key in self._bytecode:
            bucket.bytecode_from_string(self._bytecode[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps what the bucket has."""
        self._bytecode[bucket.key] = bucket.bytecode_to_string()
