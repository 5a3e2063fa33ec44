"""A rendered document as a Word file."""

from generator.documents.identity import PART, Identity, custom_properties
from generator.documents.rendered import Rendered
from generator.documents.word import core
from generator.documents.word.controls import NONE, Controls
from generator.documents.word.layout import lay_out
from generator.documents.word.markup import escape
from generator.documents.word.package import assemble, deflated, stored

_UNKNOWN = Identity("", "", "", "")


def write(
    rendered: Rendered, look: bytes, identity: Identity | None = None, controls: Controls = NONE
) -> bytes:
    """The .docx of the document, in the look of the Word file `look`; same input, same bytes.

    The file carries its `identity`, and the `controls` to fill if it is a form.
    Raises GreffeError when the look cannot be used, or the text holds what documents do not lay out.
    """
    layout = lay_out(rendered.body, rendered.header, look, controls, verbatim=rendered.verbatim)
    texts = [escape(value.printed) for value in rendered.values]
    return assemble(
        [
            *layout.constant,
            *(deflated(part.name, part.filled(texts)) for part in layout.varying),
            core.part(rendered.title, rendered.author),
            stored(PART, custom_properties(identity or _UNKNOWN)),
        ]
    )
