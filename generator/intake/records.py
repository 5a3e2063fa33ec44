"""The records that a proposal makes once nothing in it is left to settle."""

from generator.intake.proposal import Proposal
from generator.store.schema.nominative import Annexe1, UserList


def annexe_1(proposal: Proposal) -> Annexe1:
    """The annexe 1 to come. Raises pydantic's ValidationError while something invalid is unsettled."""
    return Annexe1.model_validate(
        {
            "partenaire": proposal.partner.id,
            **({"transmise_le": proposal.sent.isoformat()} if proposal.sent else {}),
            **{key: [dict(line) for line in lines] for key, lines in proposal.lists.items()},
        }
    )


def pj3(proposal: Proposal) -> UserList:
    """The PJ3 to come. Raises pydantic's ValidationError while something invalid is unsettled."""
    return UserList.model_validate(
        {
            "service": proposal.form.service,
            **({"transmise_le": proposal.sent.isoformat()} if proposal.sent else {}),
            **{key: [dict(line) for line in lines] for key, lines in proposal.lists.items()},
        }
    )
