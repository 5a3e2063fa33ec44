"""What every form carries of its origin: whatever the road it comes back by, it finds its place."""

from dataclasses import dataclass

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
    ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
)
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
PART = "docProps/custom.xml"
"""Where a Word file and a workbook keep their custom properties: every office suite keeps them."""


@dataclass(frozen=True)
class Identity:
    """`form` is a key of forms.FORMS; `base` the fingerprint of the annexe that the form was made from.

    `partner` is "" when it is not known yet, `base` when there was no annexe.
    """

    form: str
    partner: str
    template: str
    base: str

    def properties(self) -> dict[str, str]:
        """The same by the names that they have in a file."""
        return {
            "greffe.formulaire": self.form,
            "greffe.partenaire": self.partner,
            "greffe.modele": self.template,
            "greffe.base": self.base,
        }


def custom_properties(identity: Identity) -> bytes:
    """The part docProps/custom.xml (ECMA-376 part 1, 22.3). Identifiers have nothing to escape."""
    properties = "".join(
        f'<property fmtid="{_FORMAT}" pid="{number}" name="{name}"><vt:lpwstr>{value}</vt:lpwstr></property>'
        for number, (name, value) in enumerate(identity.properties().items(), start=2)
    )
    return f"{_HEAD}{properties}</Properties>".encode()
