"""Whether some bytes name people, in any reading; the same bytes without them."""

from generator.upkeep.purge.people import People
from generator.upkeep.purge.readings import texts

_MARKED = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def names(content: bytes, people: People) -> bool:
    """Whether any reading of `content` names one of `people`."""
    return bool(people) and any(people.holds(text) for text in texts(content))


def scrubbed(content: bytes, people: People) -> bytes | None:
    """`content` without `people`, all else as it was; None when that cannot be done: it must go whole."""
    if not names(content, people):
        return content
    encoding = _MARKED.get(content[:2]) or ("utf-8" if _is_utf8(content) else "latin-1")
    if encoding == "latin-1" and b"\0" in content:
        return None
    text = content.decode(encoding)
    result = people.replaced(text).encode(encoding)
    return None if names(result, people) else result


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return b"\0" not in content
