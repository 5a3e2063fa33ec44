"""Why a file is refused: one French sentence, and what to do."""

from generator.errors import GreffeError

_REFUSALS = {
    "absent": ("est vide", "Demandez à l'expéditeur de le renvoyer"),
    "protected": ("est protégé par un mot de passe", "Demandez à l'expéditeur de le renvoyer sans mot de passe"),
    "encrypted": ("contient des éléments chiffrés", "Demandez à l'expéditeur de le renvoyer sans mot de passe"),
    "old": ("est dans l'ancien format de Word ou d'Excel (.doc, .xls)", "Enregistrez-le au format .docx ou .xlsx"),
    "pdf": ("est un PDF, que greffe ne sait pas relire", "Demandez le fichier Word ou le formulaire rempli"),
    "open": ("est un document OpenDocument (.odt, .ods)", "Dans LibreOffice, enregistrez-le au format Word (.docx) ou Excel (.xlsx)"),
    "other": ("n'est ni un document Word (.docx) ni un classeur (.xlsx)", "Ouvrez-le dans son logiciel et enregistrez-le dans l'un de ces formats"),
    "damaged": ("est incomplet ou abîmé", "Ouvrez-le, enregistrez-le de nouveau au format .docx ou .xlsx, et renvoyez-le"),
    "names": ("contient des éléments en double ou mal nommés : il a pu être fabriqué pour nuire", "Ne l'ouvrez pas ; demandez à l'expéditeur ce qu'il a envoyé"),
    "declared": ("contient une déclaration de type (DTD), qu'aucun logiciel de bureau n'écrit", "Ne l'ouvrez pas ; demandez à l'expéditeur ce qu'il a envoyé"),
    "macros": ("contient des macros", "Ne l'ouvrez pas ; demandez-le au format .docx ou .xlsx, sans macro"),
    "several": ("est une archive de plusieurs fichiers", "Sortez-les de l'archive, et donnez ceux que vous voulez faire lire"),
    "image": ("est une image", "Donnez le document lui-même ou, s'il est signé, le papier numérisé en PDF"),
    "pdf-other": ("n'est pas un PDF, malgré son nom", "Donnez le fichier tel que vous l'avez reçu ; une photo ou une image se numérise en PDF"),
    "pdf-protected": ("est un PDF protégé : mot de passe, ou droits restreints", "Demandez à l'expéditeur de le renvoyer sans protection"),
    "pdf-damaged": ("est un PDF incomplet ou abîmé", "Demandez à l'expéditeur de le renvoyer"),
    "pdf-pages": ("est un PDF de plus de 300 pages", "Séparez-en le document à vérifier"),
    "pdf-large": ("est un PDF démesuré une fois décompressé : il a pu être fabriqué pour nuire", "Ne l'ouvrez pas ; demandez à l'expéditeur ce qu'il a envoyé"),
    "pdf-slow": ("est un PDF trop long à lire : il a pu être fabriqué pour nuire", "Ne l'ouvrez pas ; demandez à l'expéditeur ce qu'il a envoyé"),
    "within": ("contient un autre fichier incorporé, que greffe ne lit pas", "Retirez-le, ou envoyez-le à part"),
}  # fmt: skip
_FETCHED = {
    "attachedTemplate": "un modèle Word",
    "externalLinkPath": "un autre classeur",
    "image": "une image",
    "oleObject": "un objet",
}


def refused(name: str, cause: str) -> GreffeError:
    """The refusal of the file `name`, for a known cause."""
    return _refusal(name, *_REFUSALS[cause])


def too_big(name: str, what: str) -> GreffeError:
    """The refusal of a file that is too much to read; `what` says of what there is too much."""
    return _refusal(
        name,
        f"est trop gros pour être lu ({what})",
        "Retirez les images et les lignes vides, puis enregistrez-le de nouveau",
    )


def fetching(name: str, kind: str) -> GreffeError:
    """The refusal of a file that a word processor would complete from elsewhere, by a relation of that `kind`."""
    return _refusal(
        name,
        f"va chercher {_FETCHED.get(kind, 'un élément')} hors du fichier",
        "Ne l'ouvrez pas ; demandez à l'expéditeur un fichier sans modèle attaché, image liée ni liaison",
    )


def _refusal(name: str, reason: str, remedy: str) -> GreffeError:
    return GreffeError(f"« {name} » {reason}. {remedy}.")
